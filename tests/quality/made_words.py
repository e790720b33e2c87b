"""Words for made pages in fourteen languages: our own sentences about a bridge, and what a page says around a text."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """What a made page in one language is put together from; `locale` names the dates' form in Unicode CLDR."""

    locale: str
    title: str
    first: str
    second: str
    other_title: str
    published: str
    updated: str
    today: str
    related: str
    comments: str
    menu: tuple[str, ...]

    @property
    def language(self) -> str:
        """The language's code without script or region."""
        return self.locale.split("_")[0]


ALL = (
    Words(
        "en",
        "Engineers reopen the old river bridge to lorries",
        "The bridge over the river was opened again to lorries after engineers had replaced the eastern pier, which "
        "had been carried away by a landslide, and the mayor thanked both districts for their patience.",
        "Drivers who had waited for hours at the ferry said that they hoped the toll would stay low, while the owners "
        "of the ferry asked the council for help and promised to keep the boats running through the winter.",
        "Museum finds a lost map of the valley",
        "Published",
        "Updated",
        "Today is",
        "Related stories",
        "Comments",
        ("Home", "Politics", "Economy", "Sport", "Contacts"),
    ),
    Words(
        "en_GB",
        "Councillors argue over the ferry timetable",
        "Councillors argued for three hours over the timetable of the ferry, which many villagers need to reach the "
        "hospital, and in the end agreed to ask the ministry for a second boat before the harvest begins.",
        "The ferry's owner told the meeting that fuel had become too dear, that two of his captains would soon retire, "
        "and that without a subsidy he would have to stop the evening crossing, which carries few people.",
        "Library opens its doors on Sundays",
        "Posted on",
        "Last updated",
        "Today:",
        "Read also",
        "Comments (2)",
        ("News", "Opinion", "Culture", "Weather", "About us"),
    ),
    Words(
        "ru",
        "Старый мост через реку снова открыли для грузовиков",
        "Мост через реку снова открыли для грузовых машин после того, как инженеры заменили восточную опору, которую "
        "унёс оползень, и глава района поблагодарил жителей обоих берегов за терпение.",
        "Водители, которые часами ждали парома, сказали, что надеются на невысокую плату за проезд, а владельцы парома "
        "попросили совет о помощи и обещали, что лодки будут ходить всю зиму.",
        "В музее нашли потерянную карту долины",
        "Опубликовано:",
        "Обновлено:",
        "Сегодня",
        "Читайте также",
        "Комментарии",
        ("Главная", "Политика", "Экономика", "Спорт", "Контакты"),
    ),
    Words(
        "kk",
        "Өзен үстіндегі ескі көпір жүк көліктеріне қайта ашылды",
        "Инженерлер сырғыма шайып кеткен шығыс тірегін ауыстырғаннан кейін өзен үстіндегі көпір жүк көліктеріне қайта "
        "ашылды, ал аудан басшысы екі жағалаудың тұрғындарына шыдамдылығы үшін алғыс айтты.",
        "Паромды сағаттап күткен жүргізушілер жол ақысы қымбаттамайды деп үміттенетінін айтты, ал паром иелері "
        "кеңестен көмек сұрап, қайықтар қыс бойы жүреді деп уәде берді.",
        "Мұражайдан алқаптың жоғалған картасы табылды",
        "Жарияланды:",
        "Жаңартылды:",
        "Бүгін",
        "Тағы оқыңыз",
        "Пікірлер",
        ("Басты бет", "Саясат", "Экономика", "Спорт", "Байланыс"),
    ),
    Words(
        "ky",
        "Дарыядагы эски көпүрө жүк ташуучу унаалар үчүн кайра ачылды",
        "Инженерлер көчкү алып кеткен чыгыш тирөөчүн алмаштыргандан кийин дарыядагы көпүрө жүк ташуучу унаалар үчүн "
        "кайра ачылды, ал эми райондун башчысы эки жээктин тургундарына сабырдуулугу үчүн ыраазычылык билдирди.",
        "Паромду сааттап күткөн айдоочулар жол акысы кымбаттабайт деп үмүттөнөрүн айтышты, ал эми паромдун ээлери "
        "кеңештен жардам сурап, кайыктар кыш бою жүрөт деп убада беришти.",
        "Музейден өрөөндүн жоголгон картасы табылды",
        "Жарыяланды:",
        "Жаңыланды:",
        "Бүгүн",
        "Дагы окуңуз",
        "Комментарийлер",
        ("Башкы бет", "Саясат", "Экономика", "Спорт", "Байланыш"),
    ),
    Words(
        "uz",
        "Daryo ustidagi eski ko‘prik yuk mashinalari uchun qayta ochildi",
        "Muhandislar ko‘chki olib ketgan sharqiy tayanchni almashtirganidan keyin daryo ustidagi ko‘prik yuk "
        "mashinalari uchun qayta ochildi, tuman hokimi esa ikki qirg‘oq aholisiga sabri uchun minnatdorchilik "
        "bildirdi.",
        "Paromni soatlab kutgan haydovchilar yo‘l haqi qimmatlashmaydi deb umid qilishini aytdi, parom egalari esa "
        "kengashdan yordam so‘rab, qayiqlar butun qish davomida qatnaydi deb va’da berdi.",
        "Muzeydan vodiyning yo‘qolgan xaritasi topildi",
        "E’lon qilingan",
        "Yangilandi:",
        "Bugun",
        "O‘qing",
        "Izohlar",
        ("Bosh sahifa", "Siyosat", "Iqtisod", "Sport", "Aloqa"),
    ),
    Words(
        "tg",
        "Пули кӯҳнаи дарё барои мошинҳои боркаш аз нав кушода шуд",
        "Пас аз он ки муҳандисон сутуни шарқиро, ки ярч бурда буд, иваз карданд, пули болои дарё барои мошинҳои боркаш "
        "аз нав кушода шуд ва раиси ноҳия ба сокинони ҳарду соҳил барои сабрашон миннатдорӣ баён намуд.",
        "Ронандагоне, ки соатҳо мунтазири паром буданд, гуфтанд, ки ба гарон нашудани ҳаққи роҳ умед доранд, соҳибони "
        "паром бошанд, аз шӯро кӯмак пурсида, ваъда доданд, ки қаиқҳо тамоми зимистон мераванд.",
        "Дар осорхона харитаи гумшудаи водӣ ёфт шуд",
        "Санаи нашр:",
        "Навсозӣ:",
        "Имрӯз",
        "Боз хонед",
        "Шарҳҳо",
        ("Саҳифаи асосӣ", "Сиёсат", "Иқтисод", "Варзиш", "Тамос"),
    ),
    Words(
        "uk",
        "Старий міст через річку знову відкрили для вантажівок",
        "Міст через річку знову відкрили для вантажних машин після того, як інженери замінили східну опору, яку зніс "
        "зсув, і голова району подякував мешканцям обох берегів за терпіння.",
        "Водії, які годинами чекали на пором, сказали, що сподіваються на невисоку плату за проїзд, а власники порома "
        "попросили раду про допомогу й пообіцяли, що човни ходитимуть усю зиму.",
        "У музеї знайшли загублену мапу долини",
        "Опубліковано:",
        "Оновлено:",
        "Сьогодні",
        "Читайте також",
        "Коментарі",
        ("Головна", "Політика", "Економіка", "Спорт", "Контакти"),
    ),
    Words(
        "tr",
        "Nehir üzerindeki eski köprü kamyonlara yeniden açıldı",
        "Mühendisler heyelanın götürdüğü doğu ayağını yeniledikten sonra nehir üzerindeki köprü kamyonlara yeniden "
        "açıldı ve ilçe başkanı iki yakanın sakinlerine sabırları için teşekkür etti.",
        "Saatlerce feribot bekleyen sürücüler geçiş ücretinin düşük kalmasını umduklarını söylerken, feribot sahipleri "
        "meclisten yardım istedi ve teknelerin kış boyunca çalışacağına söz verdi.",
        "Müzede vadinin kayıp haritası bulundu",
        "Yayınlanma tarihi:",
        "Güncelleme:",
        "Bugün",
        "İlgili haberler",
        "Yorumlar",
        ("Ana sayfa", "Siyaset", "Ekonomi", "Spor", "İletişim"),
    ),
    Words(
        "de",
        "Alte Brücke über den Fluss wieder für Lastwagen offen",
        "Die Brücke über den Fluss ist wieder für Lastwagen offen, nachdem Ingenieure den östlichen Pfeiler ersetzt "
        "haben, den ein Erdrutsch mitgerissen hatte, und der Landrat dankte beiden Ufern für ihre Geduld.",
        "Fahrer, die stundenlang an der Fähre gewartet hatten, hofften auf eine niedrige Maut, während die Besitzer "
        "der Fähre den Rat um Hilfe baten und versprachen, dass die Boote den ganzen Winter fahren.",
        "Museum findet verlorene Karte des Tals",
        "Veröffentlicht am",
        "Aktualisiert am",
        "Heute ist",
        "Lesen Sie auch",
        "Kommentare",
        ("Startseite", "Politik", "Wirtschaft", "Sport", "Kontakt"),
    ),
    Words(
        "fr",
        "Le vieux pont sur la rivière rouvert aux camions",
        "Le pont sur la rivière a été rouvert aux camions après que des ingénieurs eurent remplacé la pile orientale, "
        "que le glissement de terrain avait emportée, et le maire a remercié les deux rives de leur patience.",
        "Les chauffeurs qui avaient attendu des heures au bac espéraient que le péage resterait bas, tandis que les "
        "propriétaires du bac demandaient de l'aide au conseil et promettaient de naviguer tout l'hiver.",
        "Le musée retrouve une carte perdue de la vallée",
        "Publié le",
        "Mis à jour le",
        "Aujourd’hui",
        "À lire aussi",
        "Commentaires",
        ("Accueil", "Politique", "Économie", "Sport", "Contact"),
    ),
    Words(
        "es",
        "El viejo puente sobre el río se reabre a los camiones",
        "El puente sobre el río se reabrió a los camiones después de que los ingenieros sustituyeran el pilar "
        "oriental, que se había llevado un corrimiento de tierras, y el alcalde agradeció la paciencia de ambas "
        "orillas.",
        "Los conductores que habían esperado horas en el transbordador confiaban en que el peaje siguiera bajo, "
        "mientras los dueños del transbordador pedían ayuda al consejo y prometían navegar todo el invierno.",
        "El museo encuentra un mapa perdido del valle",
        "Publicado el",
        "Actualizado el",
        "Hoy",
        "Lea también",
        "Comentarios",
        ("Inicio", "Política", "Economía", "Deportes", "Contacto"),
    ),
    Words(
        "it",
        "Il vecchio ponte sul fiume riapre ai camion",
        "Il ponte sul fiume è stato riaperto ai camion dopo che gli ingegneri hanno sostituito il pilone orientale, "
        "che una frana aveva portato via, e il sindaco ha ringraziato le due sponde per la loro pazienza.",
        "Gli autisti che avevano aspettato ore al traghetto speravano che il pedaggio restasse basso, mentre i "
        "proprietari del traghetto chiedevano aiuto al consiglio e promettevano di navigare tutto l'inverno.",
        "Il museo ritrova una mappa perduta della valle",
        "Pubblicato il",
        "Aggiornato il",
        "Oggi",
        "Leggi anche",
        "Commenti",
        ("Home", "Politica", "Economia", "Sport", "Contatti"),
    ),
    Words(
        "pt",
        "A velha ponte sobre o rio reabre aos caminhões",
        "A ponte sobre o rio foi reaberta aos caminhões depois que os engenheiros substituíram o pilar oriental, que "
        "um deslizamento de terra havia levado, e o prefeito agradeceu a paciência das duas margens.",
        "Os motoristas que haviam esperado horas pela balsa disseram que esperavam que o pedágio continuasse baixo, "
        "enquanto os donos da balsa pediam ajuda ao conselho e prometiam navegar durante todo o inverno.",
        "Museu encontra um mapa perdido do vale",
        "Publicado em",
        "Atualizado em",
        "Hoje",
        "Leia também",
        "Comentários",
        ("Início", "Política", "Economia", "Esporte", "Contato"),
    ),
)  # fmt: skip
