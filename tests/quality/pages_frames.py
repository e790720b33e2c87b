"""What stands around the stories of made-up pages: menus, boxes, teasers, comments and notices in three languages."""

from dataclasses import dataclass
from random import Random
from typing import Any


@dataclass(frozen=True, slots=True)
class Frame:
    """The words of a site: each a pool that a page draws from."""

    site: str
    menu: tuple[str, ...]
    rubrics: tuple[str, ...]
    share: tuple[str, ...]
    subscribe: tuple[str, ...]
    cookies: tuple[str, ...]
    related: tuple[str, ...]
    teasers: tuple[tuple[str, str], ...]
    comments_head: str
    comments: tuple[tuple[str, str], ...]
    tags: tuple[str, ...]
    footer: tuple[str, ...]
    captions: tuple[str, ...]
    nags: tuple[str, ...]
    about: str

    def draw(self, pool: str, most: int, rng: Random) -> list[Any]:
        """Draw some of a pool, in random order."""
        values = list(getattr(self, pool))
        return rng.sample(values, min(most, len(values)))


ENGLISH_FRAME = Frame(
    "The Strait Courier",
    (
        "Skip to content",
        "Home",
        "World",
        "Business",
        "Opinion",
        "Long reads",
        "Podcasts",
        "Weather",
        "Markets",
        "Our newsletters",
        "Sign in",
        "My profile",
        "Search this site",
        "E-paper",
        "Puzzles",
        "Jobs board",
        "Edition: International",
        "Menu",
        "Close menu",
        "Show more sections",
    ),
    ("World", "Central Asia", "Security", "Politics"),
    (
        "Share",
        "Facebook",
        "Twitter",
        "WhatsApp",
        "Telegram",
        "Copy link",
        "Email",
        "Print",
        "Share on X",
        "Save for later",
        "Listen (4 min)",
        "0 shares",
        "LinkedIn",
        "Post",
    ),
    (
        "Get the morning briefing in your inbox",
        "Sign up for our weekly newsletter on the region, free of charge.",
        "Enter your email address",
        "I want to receive offers from partners",
        "You can unsubscribe at any time with one click.",
        "Thank you! Please check your inbox to confirm your subscription.",
    ),
    (
        "We and our 812 partners store and access information on a device, such as cookies, and process personal data.",
        "With your permission we may use precise geolocation data. You may change your choice at any time in the settings.",
        "Manage options",
        "Reject all",
        "Accept and continue",
    ),
    ("Related", "More on this story", "Read more", "You may also like", "Most read", "Latest", "From the archive"),
    (
        (
            "Grain prices fall as harvest beats forecast",
            "Millers had expected a poor year. The rain came just in time, and silos are filling up.",
        ),
        (
            "Opera house opens its doors after fire",
            "The roof is new, the curtain is not: a tour of a building that refused to burn.",
        ),
        (
            "Court frees editor on bail",
            "The editor of a weekly was freed on Monday after eleven days in custody, her lawyer said.",
        ),
        (
            "Five books about borders worth reading",
            "From smugglers’ memoirs to a dry but rewarding history of the fence.",
        ),
        (
            "Why nobody wants to host the games",
            "Cities used to compete. Now they hold referendums, and the answer is usually no.",
        ),
        (
            "Quake shakes southern valley, no damage reported",
            "The tremor was felt in three provinces early on Tuesday, the seismological institute said.",
        ),
        (
            "Central bank keeps rate on hold",
            "Inflation has slowed for the fourth month, but the governor sees no room for cuts yet.",
        ),
        (
            "In pictures: nomad festival draws record crowd",
            "Eagles, wrestlers and forty thousand visitors filled the plain at the weekend.",
        ),
    ),
    "Comments",
    (
        (
            "steppewolf",
            "About time somebody wrote this down. I have been saying it since 2014 and nobody listened to me.",
        ),
        (
            "Anna K.",
            "Sorry, but the author clearly never visited the place. My cousin lives there and tells another story.",
        ),
        ("guest", "lol"),
        ("R. Dunmore", "Excellent piece. Would it be possible to publish the figures as a table next time?"),
    ),
    ("border", "diplomacy", "Central Asia", "water", "security", "talks"),
    (
        "About us",
        "Contact",
        "Careers",
        "Terms of use",
        "Privacy policy",
        "Cookie settings",
        "Advertise with us",
        "Complaints",
        "© 2024 The Strait Courier Ltd. All rights reserved.",
        "The Strait Courier is not responsible for the content of external sites.",
        "Registered in England and Wales No. 0123456. Registered office: 1 Dock Street, Hull.",
    ),
    (
        "The harbour in winter. Photo: Strait Courier archive",
        "A guard at the crossing [File: R. Amin/Courier]",
        "Delegates before the session (Image: press office)",
    ),
    (
        "You have read 2 of your 3 free articles this month. Subscribe to keep reading.",
        "Independent journalism costs money. If you value what we do, please consider a gift of any size.",
        "Article continues below advertisement",
        "ADVERTISEMENT",
    ),
    "The Strait Courier has covered the region since 1998. It is read in forty countries and belongs to a trust.",
)

RUSSIAN_FRAME = Frame(
    "Озёрный край",
    (
        "Главная",
        "Новости",
        "Политика",
        "Экономика",
        "Общество",
        "Происшествия",
        "Спорт",
        "Афиша",
        "Спецпроекты",
        "Фоторепортажи",
        "Вход",
        "Регистрация",
        "Поиск по сайту",
        "Мобильная версия",
        "Рус",
        "Eng",
        "USD 73.4",
        "EUR 86.1",
        "+17 °C, ясно",
        "Сообщить новость",
    ),
    ("Политика", "Общество", "Безопасность", "В мире"),
    (
        "Поделиться",
        "ВКонтакте",
        "Одноклассники",
        "Telegram",
        "WhatsApp",
        "Facebook",
        "Twitter",
        "Скопировать ссылку",
        "Распечатать",
        "В закладки",
        "Просмотры: 2481",
        "1,2 тыс.",
    ),
    (
        "Хотите получать главное раз в день?",
        "Подпишитесь на нашу рассылку, это бесплатно.",
        "Ваш адрес электронной почты",
        "Нажимая кнопку, вы соглашаетесь с политикой обработки персональных данных.",
        "Подписаться",
        "Читайте нас в Telegram: коротко, быстро и без рекламы",
    ),
    (
        "Мы используем файлы cookie, чтобы сайт работал лучше. Оставаясь на сайте, вы соглашаетесь с этим.",
        "Подробнее",
        "Хорошо",
    ),
    ("Читайте также", "По теме", "Другие новости", "Популярное", "Материалы по теме", "Лента новостей"),
    (
        ("В области открыли новую школу на триста мест", "Первоклассников пришли поздравить спасатели и оркестр."),
        (
            "Курс доллара снова вырос",
            "Аналитики объясняют рост сезонным спросом и советуют не торопиться с покупками.",
        ),
        ("Суд продлил арест бывшего мэра", "Защита намерена обжаловать решение, сообщил адвокат в понедельник."),
        ("Синоптики обещают дождливую неделю", "На севере возможны грозы, местами град, ветер усилится."),
        ("Сборная проиграла в Осло", "Единственный мяч был забит на последней минуте первого тайма."),
        ("Под Новый год поезда пойдут чаще", "Железная дорога добавила шесть пар поездов на главных направлениях."),
        ("Музей показал находки археологов", "Среди них бронзовое зеркало и детская игрушка в виде барана."),
    ),
    "Комментарии",
    (
        ("Марат", "Давно пора было этим заняться, а то каждый год одно и то же обещают и ничего не делают."),
        ("Ольга Петровна", "А кто за всё это заплатит? Опять мы с вами, уважаемые читатели."),
        ("гость", "+1"),
    ),
    ("учения", "граница", "озеро", "безопасность", "переговоры", "Центральная Азия"),
    (
        "О редакции",
        "Реклама на сайте",
        "Вакансии",
        "Правила перепечатки",
        "Обратная связь",
        "© 2003–2023 «Озёрный край». Все права защищены.",
        "Свидетельство о регистрации СМИ № 4455-Г выдано министерством информации.",
        "Использование материалов допускается только с активной ссылкой на сайт.",
        "16+",
    ),
    ("Фото: пресс-служба округа", "Берег озера. © Озёрный край", "Иллюстративное фото / Рустам Алиев"),
    (
        "Подпишитесь на наш канал, чтобы не пропустить главное",
        "Реклама",
        "Нашли опечатку? Выделите текст и нажмите Ctrl + Enter",
    ),
    "«Озёрный край» выходит с 2003 года; редакция находится в Балыкчи.",
)

KAZAKH_FRAME = Frame(
    "Дала үні",
    (
        "Басты бет",
        "Жаңалықтар",
        "Саясат",
        "Қоғам",
        "Экономика",
        "Мәдениет",
        "Спорт",
        "Сұхбат",
        "Кіру",
        "Тіркелу",
        "Іздеу",
        "Қаз",
        "Рус",
        "Eng",
        "Нашар көретіндерге арналған нұсқа",
        "Байланыс",
    ),
    ("Қоғам", "Саясат", "Қауіпсіздік"),
    ("Бөлісу", "Facebook", "Telegram", "WhatsApp", "ВКонтакте", "Twitter", "Көрілді: 342", "Басып шығару"),
    (
        "Жаңалықтарды бірінші болып біліңіз",
        "Telegram арнамызға жазылыңыз",
        "Электрондық поштаңызды енгізіңіз",
        "Жазылу",
    ),
    ("Сайт cookie файлдарын пайдаланады.", "Қабылдау"),
    ("Тағы оқыңыз", "Ұқсас жаңалықтар", "Соңғы жаңалықтар", "Көп оқылған", "Тақырып бойынша"),
    (
        ("Облыста жаңа көпір салынады", "Құрылыс келесі жылы басталып, екі жылға созылады деп күтілуде."),
        ("Теңге бағамы нығайды", "Сарапшылар мұны мұнай бағасының өсуімен байланыстырады."),
        ("Мектеп оқушылары олимпиададан жүлдемен оралды", "Олар үш алтын және бес күміс медаль жеңіп алды."),
        ("Ауа райы болжамы", "Ертең еліміздің солтүстігінде жаңбыр жауып, жел күшейеді."),
    ),
    "Пікірлер",
    (("Асхат", "Жақсы жаңалық екен, осындай жаттығулар жиі өтсе ғой деп ойлаймын."), ("Гүлнар", "Рақмет!")),
    ("жаттығу", "шекара", "қауіпсіздік", "көл"),
    (
        "Біз туралы",
        "Сайт картасы",
        "Жарнама",
        "Құпиялылық саясаты",
        "© 2012–2024 Дала үні. Барлық құқықтар қорғалған.",
        "Материалдарды пайдаланғанда сайтқа сілтеме жасау міндетті.",
    ),
    ("Сурет: баспасөз қызметі", "Фото: ашық дереккөз"),
    ("Жарнама", "Мәтіннен қате тапсаңыз, белгілеп, Ctrl+Enter басыңыз"),
    "«Дала үні» 2012 жылдан бері шығады.",
)

FRAMES = {"en": ENGLISH_FRAME, "ru": RUSSIAN_FRAME, "kk": KAZAKH_FRAME}
