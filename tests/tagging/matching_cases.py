"""Texts in English, Russian and Kazakh, with the names that a reader finds in each; written by hand.

A case is a text in which each name stands in braces with its tag: ``{csto:ОДКБ}``. What stands in no braces is none.
"""
# ruff: noqa: E501 - a case a line

import re

from briefgen.model.vocabulary import Term, Vocabulary

TERMS = (
    Term("nato", (("en", "NATO"), ("ru", "НАТО"), ("kk", "НАТО")), ("North Atlantic Treaty Organization", "Североатлантический альянс")),
    Term(
        "csto",
        (("en", "CSTO"), ("ru", "ОДКБ"), ("kk", "ҰҚШҰ")),
        ("Collective Security Treaty Organization", "Организация Договора о коллективной безопасности"),
    ),
    Term("sco", (("en", "SCO"), ("ru", "ШОС")), ("Шанхайская организация сотрудничества", "Шанхай ынтымақтастық ұйымы")),
    Term("osce", (("en", "OSCE"), ("ru", "ОБСЕ"), ("kk", "ЕҚЫҰ"))),
    Term("who", (("en", "WHO"),), ("World Health Organization",)),
    Term("un", (("en", "United Nations"), ("ru", "Организация Объединённых Наций"), ("kk", "Біріккен Ұлттар Ұйымы")), ("UN", "ООН", "БҰҰ")),
    Term("council", (("en", "Security Council"), ("ru", "Совет Безопасности"), ("kk", "Қауіпсіздік Кеңесі"))),
    Term("eaeu", (("ru", "Евразийский экономический союз"), ("kk", "Еуразиялық экономикалық одақ"))),
    Term("mfa", (("ru", "МИД"),), ("Министерство иностранных дел",)),
    Term("guam", (("ru", "ГУАМ"),)),
    Term("kz", (("en", "Kazakhstan"), ("ru", "Казахстан"), ("kk", "Қазақстан")), ("Республика Казахстан",)),
    Term("uz", (("en", "Uzbekistan"), ("ru", "Узбекистан"), ("kk", "Өзбекстан"), ("uz", "Oʻzbekiston"), ("tg", "Ӯзбекистон"))),
    Term("kg", (("en", "Kyrgyzstan"), ("ru", "Киргизия"), ("ky", "Кыргызстан")), ("Кыргызстан",)),
    Term("ru", (("en", "Russia"), ("ru", "Россия"), ("kk", "Ресей"))),
    Term("us", (("en", "United States"), ("ru", "Соединённые Штаты Америки")), ("U.S.", "US", "США")),
    Term("ge", (("en", "Georgia"), ("ru", "Грузия")), excluded=("Georgia Tech", "South Georgia", "University of Georgia")),
    Term("td", (("en", "Chad"), ("ru", "Чад"))),
    Term("tg", (("en", "Togo"), ("ru", "Того"))),
    Term("pe", (("ru", "Перу"),)),
    Term("ml", (("ru", "Мали"),)),
    Term("cu", (("ru", "Куба"),)),
    Term("ba", (("ru", "Босния и Герцеговина"),)),
    Term("astana", (("en", "Astana"), ("ru", "Астана"), ("kk", "Астана"))),
    Term("almaty", (("en", "Almaty"), ("ru", "Алматы"), ("kk", "Алматы"))),
    Term("karabakh", (("ru", "Нагорный Карабах"),)),
    Term("asia", (("en", "Central Asia"), ("ru", "Центральная Азия"), ("kk", "Орталық Азия"))),
    Term("nazarbayev", (("en", "Nursultan Nazarbayev"), ("ru", "Нурсултан Назарбаев")), ("Назарбаев", "Nazarbayev")),
    Term("dariga", (("ru", "Дарига Назарбаева"),)),
    Term("tokayev", (("ru", "Касым-Жомарт Токаев"), ("kk", "Қасым-Жомарт Тоқаев")), ("Токаев", "Тоқаев")),
    Term("mediation", (("en", "Mediation"), ("ru", "Посредничество")), ("mediat*", "peace talks", "мирные переговоры")),
    Term("rights", (("en", "Human rights"), ("ru", "Права человека"))),
    Term("elections", (("en", "Elections"), ("ru", "Выборы"), ("kk", "сайлау"))),
    Term("sanctions", (("ru", "Санкции"),)),
    Term("cyber", (("ru", "Кибербезопасность"),)),
    Term("peacekeeping", (("en", "peacekeep* operation*"),)),
    Term("borders", (("ru", "пограничн* вопрос*"),)),
    Term("motherland", (("ru", "Родина"),), forms=("Родины",), inflected=False),
)  # fmt: skip
VOCABULARY = Vocabulary({term.tag: term for term in TERMS}, frozenset(term.tag for term in TERMS))

ENGLISH = """
{nato:NATO} and the {csto:CSTO} met in {astana:Astana}.
{nato:NATO}'s role, {nato:NATO}’s aims, the {nato:NATO}-led force, anti-{nato:NATO} talk.
A coordiNATOr is no alliance; neither are NATOs.
{nato:NATO}/{csto:CSTO} ties, ({nato:NATO}), “{nato:NATO}”, {nato:NATO}: yes. {nato:NATO}
Who said so? The {who:WHO} did, and who else?
The sco, the Sco and the {sco:SCO}.
us, Us and the {us:US}; the {us:U.S}. Army; the U.S.S.R
The {us:United States}' view; {us:united states} of mind.
The {un:United Nations} {council:Security Council} and the {un:UN}.
The {un:United\u2028Nations}, the {un:United  Nations}, the {un:United-Nations}.
They United. Nations followed.
The {csto:Collective Security Treaty Organization} is not a Collective Security Treaty.
the {csto:collective security treaty organization}
the Collective Security, Treaty Organization
{kz:Kazakhstan}, {kz:KAZAKHSTAN} and {kz:kazakhstan}'s people, not Kazakhstani ones.
In {ge:Georgia} and near Georgia Tech, off South Georgia, at the University of Georgia.
{ge:Georgia}, Georgia-Tech and {ge:Georgia}: Tech firms
South Georgian students: no. Georgians, the {ge:Georgia}-based
Central Asian states, {asia:Central Asia}'s states
{mediation:Mediation} by {mediation:mediators} who {mediation:mediate}, not immediately.
{mediation:peace talks}, Peace. Talks, {mediation:Peace Talks}
{peacekeeping:peacekeeping operations} and a {peacekeeping:peacekeeper operation}, not peace operations.
https://example.org/kazakhstan and www.kazakhstan.example and example.com/astana/nato.
Write to press@kazakhstan.example.org or astana@example.org, or see kazakhstan.kz
The files kazakhstan-2011.pdf, NATO_CSTO.docx and astana.html
#{kz:Kazakhstan} and #{nato:NATO} were trending; @astana_hub posted.
{kz:Kazakhstan}/{uz:Uzbekistan} border; and/or {uz:Uzbekistan}
{kz:Kazakhstan}.The rest followed; {kz:Kazakhstan}.
{kz:Kazakhstan} (see http://a.example/x); {uz:Uzbekistan}.
{nato:N\u00adA\u00adTO} and {nato:NA\u00adTO} with soft hyphens
{nazarbayev:Nursultan Nazarbayev}, Mr {nazarbayev:Nazarbayev}, Nursultan alone, {nazarbayev:Nazarbayev}'s
{rights:Human rights}, {rights:human rights}, a human right, {rights:human-rights} defenders
{td:Chad} and {tg:Togo}, together
The World Health Assembly and the {who:World Health Organization}
{un:UN}-backed, the UNHCR, the UNited
{elections:elections} and electioneering
"""

RUSSIAN = """
{nato:НАТО} и {csto:ОДКБ}, нато и одкб: {nato:NATO}.
{csto:Организация Договора о коллективной безопасности}
в {csto:Организации Договора о коллективной безопасности}, с {csto:Организацией Договора о коллективной безопасности}
{csto:организации договора о коллективной безопасности}
Договор о коллективной безопасности
{nato:Североатлантического альянса}, {nato:Североатлантическому Альянсу}, {nato:североатлантическим альянсом}
{sco:Шанхайской организации сотрудничества}, {sco:ШОС}, {sco:Шанхайскую организацию сотрудничества}
{un:Организации Объединенных Наций}, {un:Организацией Объединённых Наций}, {un:ООН}
{un:Организациями Объединенных Наций} никто не зовёт
{council:Совета Безопасности} {un:ООН}, в {council:Совете Безопасности}, {council:Советом безопасности}
Совет безопасных дорог, советы Безопасного города
{eaeu:Евразийского экономического союза}, {eaeu:Евразийским экономическим союзом}
{mfa:МИД}, {mfa:МИДа}, {mfa:МИДом}, МИДовский, мида, {mfa:МИД}-а
{mfa:Министерством иностранных дел} {ru:России}, министру
{guam:ГУАМа} и {guam:ГУАМ}
{kz:Казахстана}, {kz:Казахстану}, {kz:Казахстаном}, {kz:Казахстане}, {kz:КАЗАХСТАНОМ}
казахстанский, Казахстанская, казахстанцы, {kz:казахстан}
{kz:Республики Казахстан} и {kz:Республикой Казахстан}
{kg:Киргизии}, {kg:Киргизией}, {kg:Кыргызстана}, киргизы
{uz:Узбекистаном} и {uz:Узбекистане}; Узбекистанец
{us:Соединённых Штатов Америки}, {us:Соединенным Штатам Америки}, {us:США}, {us:Соединёнными Штатами Америки}
{ge:Грузии}, {ge:Грузию}, {ge:Грузией}, грузин
{td:Чада} и {td:Чадом}; страны: {td:Чад}, {tg:Того}, {pe:Перу} и {ml:Мали}
Того же мнения и чад, и того, и перу. Тому, тем, Чадо, чадом.
Это было в {tg:Того}, а не в Мале; малы, мал
На {cu:Кубе} и с {cu:Кубой}; кубе, кубы, куба, Кубань
{ba:Боснии и Герцеговины}, {ba:Боснией и Герцеговиной}, Босния
{astana:Астаны}, {astana:Астане}, {astana:Астану}, {astana:Астаной}; Астанай
{almaty:Алматы}, Алмата
{karabakh:Нагорного Карабаха}, {karabakh:Нагорном Карабахе}, {karabakh:Нагорным Карабахом}; нагорный
{asia:Центральной Азии}, {asia:Центральную Азию}, {asia:Центральной Азией}, Азии
{nazarbayev:Нурсултана Назарбаева}, {nazarbayev:Нурсултаном Назарбаевым}, {nazarbayev:Назарбаева}, {nazarbayev:Назарбаеву}
{dariga:Дариги Назарбаевой}, {dariga:Даригу Назарбаеву}, {dariga:Дарига Назарбаева}
{tokayev:Токаева}, {tokayev:Токаеву}, {tokayev:Токаевым}, {tokayev:Касым-Жомартом Токаевым}, {tokayev:Касым-Жомарта Токаева}
{tokayev:токаев}, токаева, токай, токаю, Токайский
{mediation:посредничества}, {mediation:Посредничеством}, посредник
{mediation:мирных переговоров}, {mediation:мирными переговорами}, переговорами
{rights:прав человека}, {rights:правам человека}, {rights:правах человека}, {rights:Правами человека}, право человека
{elections:выборов}, {elections:выборам}, {elections:ВЫБОРАХ}; выбор, выбора, выбору
{sanctions:санкций}, {sanctions:санкциями}, {sanctions:Санкциям}
{cyber:кибербезопасности}, {cyber:кибербезопасностью}; безопасности
{borders:пограничные вопросы}, {borders:пограничным вопросам}, пограничный, вопросы
{motherland:Родина}, {motherland:родина}, {motherland:Родины}, родины, родину, Родине
НАТОвский и {nato:НАТО}-вский
Казах-стан, {kz:Казах\u00adстаном}
{kz:Казахста\u0301ном} и {kz:Казахста\u0301н}
«{kz:Казахстаном}», ({kz:Казахстане}), {kz:Казахстана}.
сайт казахстан.рф и почта: а@казахстан.рф, но {kz:Казахстан}.
"""

KAZAKH = """
{kz:Қазақстан}, {kz:Қазақстанның}, {kz:Қазақстанға}, {kz:Қазақстанды}, {kz:Қазақстанда}, {kz:Қазақстаннан}, {kz:Қазақстанмен}
{kz:ҚАЗАҚСТАННЫҢ}, {kz:қазақстан}, қазақстандық, Қазақстандықтар, қазақтың
{kz:Қазақстандағы}, {kz:Қазақстанымыз}, {kz:Қазақстанымыздың}
{uz:Өзбекстанмен}, {uz:Өзбекстанның}, өзбек, өзбектің
{ru:Ресей}, {ru:Ресейдің}, {ru:Ресейге}, {ru:Ресейде}, {ru:Ресейден}, {ru:Ресеймен}, ресейлік
{astana:Астанада}, {astana:Астананың}, {astana:Астанаға}, {astana:Астанадан}, астаналық
{almaty:Алматыда}, {almaty:Алматының}, {almaty:Алматыға}, {almaty:Алматыдағы}, алматылық
{nato:НАТО}-ға, {nato:НАТО}-ның, {nato:НАТОның}, {nato:НАТОға}; {csto:ОДКБ}-ға, {csto:ҰҚШҰ}-ның
{osce:ЕҚЫҰ}-ның, {osce:ЕҚЫҰның}, {osce:ЕҚЫҰ}-да, {osce:ЕҚЫҰ}
{un:БҰҰ}-ның {council:Қауіпсіздік Кеңесінің}, {council:Қауіпсіздік Кеңесіне}, {council:Қауіпсіздік кеңесінде}
{un:Біріккен Ұлттар Ұйымының}, {un:Біріккен Ұлттар Ұйымына}, {un:Біріккен Ұлттар Ұйымында}, {un:Біріккен Ұлттар Ұйымымен}
{sco:Шанхай ынтымақтастық ұйымының}, {sco:Шанхай ынтымақтастық ұйымына}, Шанхай
{eaeu:Еуразиялық экономикалық одақтың}, {eaeu:Еуразиялық экономикалық одаққа}, {eaeu:Еуразиялық экономикалық одағының}
{nazarbayev:Назарбаевтың}, {nazarbayev:Назарбаевқа}, {nazarbayev:Назарбаевпен}, {nazarbayev:Назарбаевты}
{tokayev:Тоқаевтың}, {tokayev:Тоқаевқа}, {tokayev:Қасым-Жомарт Тоқаевтың}, {tokayev:Токаевтың}
{asia:Орталық Азияның}, {asia:Орталық Азияда}, {asia:Орталық Азиядағы}, Орталық Азиялық
{elections:сайлауда}, {elections:сайлаудың}, {elections:сайлаулар}, {elections:сайлауға}, сайлаушы, сайла
{kg:Кыргызстандын}, {kg:Кыргызстанга}, {kg:Кыргызстанда}, {kg:Кыргызстандан}
{uz:Oʻzbekistonning}, {uz:Oʻzbekistonda}, {uz:O'zbekistonga}, O‘zbekistonlik
{uz:Ӯзбекистонро}, {uz:Ӯзбекистони}, {uz:Ӯзбекистон}
"""

_NAME = re.compile(r"\{([a-z]+):([^}]*)\}")


def list_texts() -> list[tuple[str, list[tuple[str, int, int]]]]:
    """Return each text without its braces, with the tag and the place of each name in it."""
    texts = []
    for line in "\n".join((ENGLISH, RUSSIAN, KAZAKH)).strip().split("\n"):
        names: list[tuple[str, int, int]] = []
        plain, end = "", 0
        for match in _NAME.finditer(line):
            plain += line[end : match.start()]
            names.append((match[1], len(plain), len(plain) + len(match[2])))
            plain += match[2]
            end = match.end()
        texts.append((plain + line[end:], names))
    return texts
