"""Stories for made-up pages: the truth that a reader of the page should get. Written by us; nothing in them happened."""

from dataclasses import dataclass

#: A block of a story: its kind (p, h, q, ul, ol, table, note) and its text; lists hold items parted by "|",
#: tables rows parted by "|" with cells parted by ";", notes number and text parted by "|".
Block = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Story:
    """What a made-up page tells."""

    language: str
    title: str
    author: str
    date: str
    place: str
    blocks: tuple[Block, ...]


def _story(*told: str) -> Story:
    """Read a story: each line is a block; "## " opens a heading, "> " a quotation, "- ", "1. ", "| " and "^ " lists."""
    language, title, author, date, place, text = told
    marks = {"## ": "h", "> ": "q", "- ": "ul", "1. ": "ol", "| ": "table", "^ ": "note"}
    blocks: list[Block] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        mark = next((mark for mark in marks if line.startswith(mark)), "")
        blocks.append((marks[mark], line[len(mark) :]) if mark else ("p", line))
    return Story(language, title, author, date, place, tuple(blocks))


ENGLISH = (
    _story(
        "en",
        "Ferry link across the inland sea to reopen in spring",
        "Martha Olsen",
        "14 February 2019",
        "PORT ARAN",
        """
        The ferry that once carried grain and railway wagons across the inland sea will run again from April, the transport ministry said on Thursday.
        Two refitted ships will make the crossing three times a week. Each can take forty lorries and two hundred passengers.
        “We are not talking about a prestige project,” deputy minister Ilyas Karim told reporters on the quay. “We are talking about eleven hours instead of four days by road.”
        The line was closed in 2011 after a dispute over port fees.
        Traders on both shores have asked for its return ever since, and a chamber of commerce survey last autumn found that two thirds of hauliers would use it at the old price.
        ## Fees still open
        The two port authorities have not agreed who will pay for dredging. A joint commission is to report by the end of March.
        If it fails, the ships will sail half empty: the channel is now only four metres deep at low water.
        Environmental groups are uneasy.
        They point to the seals that breed on the ice near the eastern terminal, and want the first crossings to be watched by independent observers.
        The ministry said that it had “no objection in principle”.
        """,
    ),
    _story(
        "en",
        "What the new border statute changes, and what it leaves alone",
        "Peter Lindqvist and Dana Sadykova",
        "3 June 2021",
        "LONDON",
        """
        The statute that parliament passed on Tuesday replaces a patchwork of decrees, some of them older than the state itself. It is shorter than its critics feared and vaguer than its authors promised.
        Three changes matter most.
        - Border residents may cross within fifteen kilometres of the line without a visa, on an identity card alone.
        - Detention at a crossing point is limited to three hours, after which a judge must be told.
        - Customs and border officers share one set of records.
        Everything else is left to by-laws, which the cabinet has until December to write. That is where the real argument will be fought.
        ## A question of money
        The explanatory note puts the cost at eighteen million over five years. Half of it would go on scanners; the rest on salaries, which are now below those of the traffic police.
        | Year;Scanners;Salaries|2021;1.2;0.9|2022;3.1;1.4|2023;2.2;1.9
        Neighbouring governments were consulted late. One ambassador, who asked not to be named, called the draft “a pleasant surprise with an unpleasant annex”.
        > The annex is not a threat. It is a list of the roads we can no longer afford to guard.
        That, at least, is how the committee’s chairwoman described it in the debate.
        ## What happens next
        The president has ten days to sign. He is expected to do so, though he has sent back two of the last five bills for want of clarity.
        """,
    ),
    _story(
        "en",
        "Observers count the cost of a quiet winter on the plateau",
        "Jonas Weber",
        "2017-03-02",
        "GENEVA",
        """
        Fewer shells fell on the plateau this winter than in any since the ceasefire, according to figures that the monitoring mission published on Wednesday. The mission itself urges caution: its drones were grounded for five weeks.
        In all, 214 violations were recorded between December and February, against 611 a year earlier. Nine people were hurt, and none was killed.
        “A quiet month is not a peaceful one,” the head of mission, Ingrid Dahl, said. “Both sides are digging. You do not dig if you mean to leave.”
        Villagers tell a similar story. In Upper Sarai the school has moved back above ground, but its windows are still bricked up. The bus comes twice a week, and the bakery has hired a second man.
        The talks in Geneva resume on 20 March with an agenda that has not changed in four years: prisoners, water, the road.
        Diplomats hope for progress on the first of these.
        An exchange of lists took place in January, and for the first time the two lists overlapped.
        Correspondents in the region report that telephone lines between the two command posts have been tested daily since the new year.
        """,
    ),
    _story(
        "en",
        "Mountain states sign water-sharing protocol after nine years of talks",
        "",
        "21 October 2015",
        "DUSHANBE",
        """
        Four mountain states on Wednesday signed a protocol on the release of water from shared reservoirs, ending nine years of negotiations that had twice broken down.
        Under the agreement, upstream states will hold back no more than a fifth of the summer flow. Downstream states will supply electricity in winter at a fixed price.
        The text was initialled in August but held up by a disagreement about measuring stations.
        “There will be thirty-one of them, and every figure will be public within the hour,” said Farida Nazarova, who led one of the delegations.
        Experts welcomed the deal but noted that it has no court: disputes go to a council of ministers, which decides by consensus.
        The protocol enters into force when three of the four parliaments have ratified it.
        It runs for twelve years and is renewed automatically unless a party gives notice.
        """,
    ),
    _story(
        "en",
        "Alliances without enemies: three lessons from small security organisations",
        "Dr Helena Marsh",
        "November 2020",
        "",
        """
        Small security organisations are usually studied as pale copies of large ones. This paper argues that they are better understood as insurance clubs: members pay a premium in sovereignty, hope never to claim, and quarrel mostly about who has driven carelessly.[1]
        The argument proceeds in three steps. First, it reviews the founding documents of four such bodies. Secondly, it compares how each has reacted to a crisis inside a member state. Finally, it asks what an outside partner may reasonably expect.
        ## The founding bargain
        None of the four treaties names an adversary. All name a depositary, a language and a capital, and two of them devote more articles to the secretariat’s parking and tax privileges than to mutual assistance.[2] This is less absurd than it looks. Where members trust each other little, a bargain about trifles is a test of whether bargains are kept.
        The clause on assistance is, in each case, conditional. It obliges members to consult; it permits them to act. Legal scholars have made much of the difference, governments rather less.
        ## Crisis as a test
        When a member’s government asked for help in 2010, the organisation sent a delegation, a fact-finding mission and, eventually, a consignment of blankets. When another asked in 2016, troops arrived within a week. What had changed was not the treaty but the neighbour’s interest.[3]
        1. Consultation is fast where the secretariat is small.
        1. Deployment is fast where one member pays.
        1. Withdrawal is fast only where the host insists on it.
        ## What partners may expect
        Outsiders who look for a counterpart will find a secretary general with a flag and no budget. They should talk to him nevertheless, and to the capitals first. Cooperation on drugs, rescue at sea and demining has worked where it was kept off the front pages.
        ^ 1|The comparison with insurance is borrowed from the literature on river commissions, where it has been used since the nineties.
        ^ 2|Compare articles 4 to 11 of the treaty of 1998 with its articles 2 and 3.
        ^ 3|Interview with a former official of the secretariat, Minsk, 12 May 2019.
        """,
    ),
    _story(
        "en",
        "Remarks by the Secretary General at the opening of the regional conference",
        "",
        "9 September 2013",
        "ASTANA",
        """
        Excellencies, ladies and gentlemen, good morning, and thank you to our hosts for their welcome.
        I was last in this hall eight years ago. The chairs were harder then and the speeches longer; I shall try to let the chairs win.
        Let me begin with what we share. No country in this room can guard its borders alone. No country in this room can train all the officers it needs. And every country in this room has neighbours who are also here.
        That is why we have come.
        Some have asked whether our programme competes with others in the region. It does not. A border guard who has been trained twice is not a contradiction; he is a better border guard.
        We shall therefore open forty places next year for officers of partner organisations, with no conditions attached and no flags on the classroom wall.
        There is much that we shall not agree upon today. I see no harm in saying so at the beginning, when everybody is awake.
        Thank you. I look forward to our discussion.
        """,
    ),
    _story(
        "en",
        "Two killed in avalanche near northern pass",
        "",
        "12 January 2018",
        "KHOROG",
        """
        Two road workers were killed and a third was injured on Friday when an avalanche swept a snow plough off the northern pass, the emergencies committee said.
        The road has been closed to all traffic until Sunday at the earliest.
        """,
    ),
    _story(
        "en",
        "‘Nobody asks a mediator to dinner twice’: an interview with Omar Haddad",
        "Lucy Grant",
        "30 August 2016",
        "",
        """
        Omar Haddad has spent thirty years carrying messages between people who will not sit in one room. He spoke to us in his kitchen, between two telephone calls that he would not explain.
        You have said that neutrality is overrated. What did you mean?
        That it is a costume. People do not trust you because you have no opinion. They trust you because you have told them your opinion and then carried their message word for word all the same.
        Has that ever gone wrong?
        Of course. In 2009 I softened one adjective. It took two years to repair.
        Does it help to come from a small country?
        It helps to come from a country that wants nothing. Ours wanted a pipeline, for a while, and in those years I stayed at home.
        What would you tell a government that wants to host talks?
        Build good hotel rooms with thick walls. Do not publish the seating plan. And do not call the process after your capital before it has succeeded.
        """,
    ),
)

RUSSIAN = (
    _story(
        "ru",
        "Пограничники четырёх стран начали совместные учения на озере",
        "Сергей Лагутин",
        "17 июля 2018",
        "Балыкчи",
        """
        На северном берегу озера во вторник начались совместные учения пограничных служб четырёх стран, сообщили в штабе манёвров.
        В них участвуют более восьмисот военнослужащих, двенадцать катеров и шесть вертолётов. Учения продлятся до пятницы.
        По замыслу, условная группа нарушителей пытается пройти в горы через три ущелья. Задача сторон – обменяться сведениями и задержать её прежде, чем она разделится.
        «Мы впервые работаем в одной сети связи, и это важнее, чем число катеров», – сказал руководитель учений генерал-майор Акматов.
        Наблюдатели приглашены из одиннадцати государств. Два из них приглашение отклонили, не объяснив причин.
        ## Что дальше
        Следующие учения намечены на осень будущего года. Где они пройдут, пока не решено: свои полигоны предложили две страны.
        Местные жители жалуются, что из-за манёвров закрыты пляжи.
        В мэрии обещали, что в субботу их откроют снова.
        """,
    ),
    _story(
        "ru",
        "Почему переговорные площадки стареют: пять замечаний",
        "Ирина Велихова, кандидат политических наук",
        "4 декабря 2020",
        "",
        """
        Переговорная площадка живёт дольше, чем повод, по которому её открыли. Это не недостаток: пока стороны приезжают, они хотя бы знают номер телефона друг друга.
        Тем не менее у каждой площадки есть возраст. Сначала на неё едут министры, затем заместители, затем послы, а под конец – те, кому нужно отметить командировку.
        ## Повестка
        Повестка стареет первой. Если в ней три года подряд стоят одни и те же пункты, значит, решения по ним принимают в другом месте.
        - обмен пленными обычно удаётся, потому что выгоден всем;
        - вопрос о статусе не удаётся никогда;
        - гуманитарные пункты удаются тогда, когда о них не пишут.
        ## Хозяева
        Хозяин площадки получает известность и расходы. Известность проходит быстрее. По нашим подсчётам, из девяти площадок, открытых с 2008 года, действуют четыре.[1]
        > Мы не посредники, мы хорошая гостиница, – говорил один из организаторов, и в этой шутке больше правды, чем в иных коммюнике.
        ## Вывод
        Площадку не нужно закрывать, её нужно вовремя оставить в покое. Пауза в полгода вредит меньше, чем встреча без министров.
        ^ 1|Подсчёты автора по сообщениям внешнеполитических ведомств; полный список приведён в приложении.
        """,
    ),
    _story(
        "ru",
        "Парламент утвердил бюджет с дефицитом в три процента",
        "",
        "29 ноября 2016",
        "Столица",
        """
        Депутаты в четверг утвердили бюджет на будущий год. За него проголосовали 76 человек, против – 12, семеро воздержались.
        Дефицит составит три процента, что на полпроцента меньше, чем в этом году.
        Больше всего вырастут расходы на дороги и школы. Расходы на оборону останутся прежними.
        Оппозиция считает расчёты слишком смелыми. «В основу положена цена на зерно, которой никто не видел с 2012 года», – заявил депутат Тимур Оспанов.
        Министр финансов возразил, что цена взята из договоров, подписанных осенью.
        Закон вступит в силу 1 января.
        """,
    ),
    _story(
        "ru",
        "Стенограмма начала встречи с руководителями региональных организаций",
        "",
        "11 мая 2014 года, 15:40",
        "Резиденция",
        """
        Президент: Добрый день, уважаемые коллеги! Рад приветствовать вас в нашей резиденции.
        Мы собираемся в таком составе второй раз. В прошлый раз договорились о трёх вещах, и две из них сделаны.
        Третья – общий реестр грузов – не сделана, и сегодня хотелось бы понять почему.
        Генеральный секретарь: Спасибо. Если позволите, начну с цифр. Реестр готов на восемьдесят процентов. Не хватает данных двух таможен.
        Президент: Каких?
        Генеральный секретарь: Назовём их после обеда, чтобы не портить аппетит.
        Президент: Хорошо. Тогда перейдём к первому вопросу.
        """,
    ),
)

KAZAKH = (
    _story(
        "kk",
        "Көл жағасында бес елдің құтқарушылары жаттығу өткізді",
        "Айгүл Сейітова",
        "2019 жылғы 23 мамыр",
        "Балқаш",
        """
        Көлдің солтүстік жағасында бес елдің құтқарушылары бірлескен жаттығу өткізді, деп хабарлады Төтенше жағдайлар департаменті.
        Жаттығуға екі жүзден астам адам мен он бес қайық қатысты. Құтқарушылар суға кеткен адамды іздеуді және жағадағы өртті сөндіруді пысықтады.
        «Ең бастысы – бір-бірімізді түсіну. Биыл алғаш рет ортақ байланыс арнасын қолдандық», – деді жаттығу жетекшісі Ерлан Мұқанов.
        Бақылаушылар жаттығудың нәтижесіне жоғары баға берді.
        ## Келесі кезең
        Келесі жаттығу күзде таулы аймақта өтеді деп жоспарланып отыр. Оған тағы екі ел қосылуы мүмкін.
        Ұйымдастырушылар жергілікті тұрғындарға түсіністік танытқаны үшін алғыс айтты.
        """,
    ),
    _story(
        "kk",
        "Министрлік шекара бекеттеріндегі жаңа тәртіпті түсіндірді",
        "",
        "15.09.2021",
        "Нұр-Сұлтан",
        """
        Қаржы министрлігі 1 қазаннан бастап шекара бекеттерінде қолданылатын жаңа тәртіп туралы түсініктеме жариялады.
        Жаңа тәртіп бойынша жүк көлігі бекетке келмей тұрып электрондық кезекке жазылуы тиіс. Кезекке жазылу тегін.
        Өзгерістер мыналарды қамтиды:
        - жүк көліктері үшін электрондық кезек енгізіледі;
        - құжаттар алдын ала тексеріледі;
        - тез бұзылатын жүкке жеке жолақ бөлінеді.
        Министрлік өкілінің айтуынша, бұл шаралар күту уақытын екі есе қысқартады.
        Қазіргі уақытта сынақ үш бекетте жүргізіліп жатыр. Нәтижесі жыл соңына дейін жарияланады.
        """,
    ),
)

STORIES = (*ENGLISH, *RUSSIAN, *KAZAKH)
