"""Sentences with the tags that the shipped vocabulary must give them, and those that it must not.

Each line: the sentence | the tags wanted | the tags unwanted. Families are written short: `p:` place, `o:` org,
`t:` theme, `r:` region, `n:` person. The sentences are made up; many of the unwanted tags are traps.
"""

_FAMILIES = {"p": "place", "o": "org", "t": "theme", "r": "region", "n": "person"}

_TABLE = """
# --- English: states, their people, their capitals
The Iraqi delegation met Iraqis living in Jordan. | p:iraq p:jordan |
Michael Jordan scored again. | | p:jordan
Georgia's parliament sat in Tbilisi. | p:georgia p:georgia/tbilisi r:south-caucasus |
He grew up in Atlanta, Georgia. | | p:georgia
South Georgia lies far in the Atlantic. | p:south-georgia-and-south-sandwich-islands | p:georgia
Chad and Niger share Lake Chad. | p:chad p:niger | p:nigeria
The Niger Delta is in the south of Nigeria. | p:nigeria | p:niger
Papua New Guinea sent doctors to Guinea. | p:papua-new-guinea p:guinea |
Equatorial Guinea and Guinea-Bissau abstained. | p:equatorial-guinea p:guinea-bissau | p:guinea
The guinea pig squeaked. | | p:guinea
The Republic of the Congo borders the Democratic Republic of the Congo. | p:congo p:dr-congo |
Seoul, capital of the Republic of Korea, answered. | p:south-korea p:south-korea/seoul | p:north-korea
The Democratic People's Republic of Korea tested another missile. | p:north-korea | p:south-korea t:democracy
South Sudan became independent of Sudan. | p:south-sudan p:sudan |
Dominica is not the Dominican Republic. | p:dominica p:dominican-republic |
Türkiye, once written Turkey, hosted the talks. | p:turkiye |
They ate roast turkey at home. | | p:turkiye
The Russian Federation and the Syrian Arab Republic signed. | p:russia p:syria |
Iran (Islamic Republic of) voted against. | p:iran |
Côte d’Ivoire and Cabo Verde joined. | p:cote-divoire p:cape-verde |
Czechia is also called the Czech Republic. | p:czechia |
Northern Ireland voted; Ireland watched. | p:united-kingdom/northern-ireland p:ireland |
The shop sells nail polish. | | p:poland
Polish and Lithuanian troops arrived. | p:poland p:lithuania |
He spoke Russian and Spanish. | | p:russia
Latin America trades with the United States of America. | r:latin-america p:united-states |
The U.S. Embassy in Astana closed. | p:united-states p:kazakhstan/astana p:kazakhstan t:diplomatic-relations |
They asked us to wait. | | p:united-states
An amount of 3,000 United States dollars is due. | | p:united-states
Moscow and Beijing agreed; Washington did not. | p:russia/moscow p:china/beijing p:united-states/washington |
George Washington crossed the river. | | p:united-states
The Holy See keeps observer status. | p:vatican-city |
Bosnian Serbs and Bosnian Croats met in Sarajevo. | p:bosnia-and-herzegovina/sarajevo |
American Samoa is not Samoa. | p:american-samoa p:samoa |
The Indian Ocean is warm. | r:indian-ocean | p:india
Burmese refugees fled to Thailand. | p:myanmar p:thailand t:refugees |
Guam lies in the Pacific; GUAM met in Kyiv. | o:guam p:ukraine/kyiv |
The West Bank and the Gaza Strip are occupied. | p:palestine t:occupation |
Nagorno-Karabakh and South Ossetia were discussed. | p:nagorno-karabakh p:south-ossetia p:georgia p:azerbaijan |
Crimea was annexed; the annexation is void. | p:ukraine/crimea t:occupation |
The annex to the resolution has three pages. | | t:occupation
Chechen fighters were seen near Aleppo. | p:russia/chechnya p:syria/aleppo |
Prices in New Mexico rose. | | p:mexico
The river Jordan is shallow; the River Jordan is old. | | p:jordan
Cubans in Havana cheered. | p:cuba p:cuba/havana |

The Bonn Agreement and the Bonn Conference are recalled. | | p:germany
The talks in Bonn went on. | p:germany/bonn |
The Lisbon Declaration followed; so did the Treaty of Lisbon. | | p:portugal
Лиссабонская декларация напоминает о том же. | | p:portugal
They carried out the Minsk agreements. | t:ceasefire | p:belarus
Боннская конференция и Парижская хартия упомянуты. | | p:germany p:france
A teacher's salary is small. | | t:un-administration
The salary scale and staff salaries were revised. | t:un-administration |
Que la paz no sea solo una palabra. | | t:oceans
Ships at sea obey the law of the sea. | t:oceans |

# --- English: organisations
SCO members met; the sco file was lost. | o:sco |
It was a coordination meeting. | | o:nato
NATO-led forces stayed. | o:nato |
The Shanghai Cooperation Organisation grew in Shanghai. | o:sco p:china/shanghai |
The Security Council adopted a resolution. | o:un/security-council |
The National Security Council of Turkey met. | p:turkiye | o:un/security-council
UNHCR and the International Organization for Migration helped. | o:un/unhcr o:iom |
WHO sent vaccines; who paid is unclear. | o:who t:health |
Who pays is unclear. | | o:who
The Collective Security Treaty Organization held exercises. | o:csto |
The OSCE Minsk Group met in Vienna. | o:osce/minsk-group p:austria/vienna | p:belarus
The Vienna Convention on treaties applies. | | p:austria
The Warsaw Pact was dissolved. | o:warsaw-pact | p:poland
ISIL, also called Da’esh, lost Mosul. | o:isil p:iraq/mosul |
The Islamic Republic of Afghanistan asked for aid. | p:afghanistan | t:religion o:isil
Taliban envoys came to Doha. | o:taliban p:qatar/doha |
The African Union and ECOWAS condemned it. | o:au o:ecowas r:africa |
The World Bank and the West Bank are different things. | o:world-bank p:palestine | t:finance
MONUSCO patrols near Goma. | o:un/monusco p:dr-congo t:peacekeeping |
The EU and the European Commission agreed. | o:eu o:eu/commission |
The Gulf Cooperation Council met by the Gulf of Mexico. | o:gcc | p:mexico

# --- English: themes and persons
Mediators hope that mediation succeeds. | t:mediation |
Disarming the militia takes years; disarmament is slow. | t:arms-control t:armed-conflict |
Terrorists financed by opium attacked the border guards. | t:counter-terrorism t:counter-narcotics t:borders |
Sanctioned by the board, the plan went ahead. | | t:sanctions
Sanctions on oil exports were lifted. | t:sanctions t:energy t:trade |
The coal mines reopened. | t:energy | t:mines
Landmines and cluster munitions were cleared. | t:mines |
Human rights defenders were detained. | t:human-rights t:torture-detention |
The investment climate is better. | t:trade | t:climate
Climate change melts glaciers. | t:climate |
The tear gas drifted over the square. | | t:energy
The railway corridor through Kazakhstan speeds transit. | t:transport p:kazakhstan |
President Nazarbaev spoke; Nazarbayev University closed. | n:nazarbayev |
Nazarbayev University opened a campus. | | n:nazarbayev
Secretary-General Ban Ki-moon banned smoking. | n:ban-ki-moon |
A trump card was played. | | n:trump
Mr Bordyuzha answered Mr Rasmussen. | n:bordyuzha n:rasmussen |
Assad’s forces left Palmyra. | n:assad p:syria/palmyra |

# --- Russian: states and cities in all cases
Президент Казахстана прилетел в Россию. | p:kazakhstan p:russia |
С Казахстаном и Узбекистаном подписаны договоры. | p:kazakhstan p:uzbekistan r:central-asia |
Казахстанская делегация побывала в Астане и Алматы. | p:kazakhstan p:kazakhstan/astana p:kazakhstan/almaty |
Украинские и грузинские войска ушли. | p:ukraine p:georgia |
О Грузии говорили в Тбилиси, о Латвии — в Риге. | p:georgia p:georgia/tbilisi p:latvia p:latvia/riga |
Того требует закон; кроме того, это разумно. | | p:togo
Посол прибыл в Того. | p:togo |
Он писал пером; пользоваться перу было нелегко. | | p:peru
Выборы в Перу прошли спокойно. | p:peru t:elections |
В печи стоял чад и дым. | | p:chad
Войска вошли в Чад. | p:chad |
Помощь получили двести семей. | | p:kazakhstan/semey
На Кубе и в Мали неспокойно. | p:cuba p:mali |
Объём куба равен восьми. | | p:cuba
Экспорт газа вырос вдвое. | t:energy t:trade | p:palestine
Жители сектора Газа ждут помощи. | p:palestine | t:energy
США и КНДР обменялись нотами. | p:united-states p:north-korea |
Выделено 500 долл. США. | | p:united-states
Американцы и россияне спорят о Сирии. | p:united-states p:russia p:syria |
Латинская Америка молчит. | r:latin-america | p:united-states
Он говорит на русском языке. | | p:russia
В Конго и Демократической Республике Конго выборы. | p:congo p:dr-congo | t:democracy
На Корейском полуострове тревожно. | r:korean-peninsula | p:south-korea p:north-korea
Жители Южной Кореи устали. | p:south-korea |
Южный Судан и Судан договорились о нефти. | p:south-sudan p:sudan t:energy |
Из Папуа — Новой Гвинеи писали в Гвинею. | p:papua-new-guinea p:guinea |
Голландский посол уехал в Гаагу. | p:netherlands p:netherlands/the-hague t:diplomatic-relations |
Венская конвенция не нарушена. | | p:austria
Крымские власти и Донбасс молчат. | p:ukraine/crimea p:ukraine/donbas |
Бывшие советские республики расходятся. | r:post-soviet-space |
В Нигере переворот, в Нигерии выборы. | p:niger p:nigeria |
Город на Неве — Санкт-Петербург. | p:russia/saint-petersburg |

# --- Russian: organisations, themes, persons
Миссия ОБСЕ и Организация Договора о коллективной безопасности сотрудничают. | o:osce o:csto |
Генсек ОДКБ Николай Бордюжа встретился с Расмуссеном. | o:csto n:bordyuzha n:rasmussen |
В Организации Объединённых Наций и ЮНЕСКО согласны. | o:un o:unesco |
Организацией Договора о коллективной безопасности приняты меры. | o:csto |
Совету Безопасности доложили; Совет Безопасности России заседал. | o:un/security-council p:russia |
В Шанхайской организации сотрудничества новый член. | o:sco |
Талибы заняли Кундуз. | o:taliban p:afghanistan/kunduz |
Боевики «Исламского государства» и «Аль-Каиды» разбиты. | o:isil o:al-qaida t:armed-conflict |
Исламская Республика Иран против. | p:iran | t:religion o:isil
Пограничники изъяли наркотики. | t:borders t:counter-narcotics |
Санкционированный митинг прошёл мирно. | | t:sanctions
Санкций против Ирана больше нет. | t:sanctions p:iran |
Разоружение идёт, и разоружаются все. | t:arms-control |
Посредничество Астаны помогло переговорам. | t:mediation p:kazakhstan/astana |
Описание рынка опубликовано. | | t:counter-narcotics
Миротворцы и наблюдатели ушли из Абхазии. | t:peacekeeping p:abkhazia p:georgia |
Права человека и свобода слова под угрозой. | t:human-rights t:media-freedom |
Беженцам и перемещённым лицам роздали еду. | t:refugees |
С Назарбаевым, Токаевым и Лукашенко говорил Путин. | n:nazarbayev n:tokayev n:lukashenka n:putin |
Выступление Меркель и Макрона. | n:merkel n:macron |
Коррупция и отмывание денег процветают. | t:corruption t:organised-crime |
Изменение климата сушит Арал, Аральское море мелеет. | t:climate r:aral-sea |

# --- Kazakh
Қазақстанның Сыртқы істер министрі Ресейге барды. | p:kazakhstan p:russia |
Астанада Біріккен Ұлттар Ұйымының өкілдері кездесті. | p:kazakhstan/astana o:un |
Өзбекстаннан, Қырғызстаннан және Тәжікстаннан қонақтар келді. | p:uzbekistan p:kyrgyzstan p:tajikistan |
АҚШ-тың елшісі Алматыға келді. | p:united-states p:kazakhstan/almaty t:diplomatic-relations |
Қытайдың астанасы — Бейжің. | p:china p:china/beijing | p:kazakhstan
Кітаптар қатар тұр. | | p:qatar
Сот оны ақтауға шешім қабылдады. | | p:kazakhstan
Ақтауда порт бар, Атырауда мұнай бар. | p:kazakhstan/mangystau p:kazakhstan/atyrau t:energy |
Шанхай ынтымақтастық ұйымының саммиті өтті. | o:sco |
ТМД елдері мен Еуразиялық экономикалық одақ келісті. | o:cis o:eaeu |
Тоқаев пен Назарбаевтың кездесуі. | n:tokayev n:nazarbayev |
Терроризмге және есірткіге қарсы күрес. | t:counter-terrorism t:counter-narcotics |
Парламент сайлауы күзде өтеді. | t:elections |
Ауғанстандағы босқындар Түркияға кетті. | p:afghanistan p:turkiye t:refugees |
Германия мен Францияның басшылары. | p:germany p:france r:europe |
ЕҚЫҰ-ның миссиясы Украинада жұмыс істейді. | o:osce p:ukraine |
Орталық Азиядағы су ресурстары. | r:central-asia t:water |
Қарағанды мен Павлодардың өнеркәсібі. | p:kazakhstan/karaganda p:kazakhstan/pavlodar t:economic-development |
"""


def list_sentences() -> list[tuple[str, frozenset[str], frozenset[str]]]:
    """Give each sentence with the tags wanted and those unwanted."""
    lines = (line for line in _TABLE.splitlines() if "|" in line)
    return [_read_line(line) for line in lines]


def _read_line(line: str) -> tuple[str, frozenset[str], frozenset[str]]:
    sentence, wanted, unwanted = (cell.strip() for cell in line.split("|"))
    return sentence, _read_tags(wanted), _read_tags(unwanted)


def _read_tags(cell: str) -> frozenset[str]:
    pairs = (tag.partition(":") for tag in cell.split())
    return frozenset(f"{_FAMILIES[family]}/{rest}" for family, _, rest in pairs)
