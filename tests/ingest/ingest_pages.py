"""Made-up pages and short ways to read them, for the tests of the ingest stage. Written by us."""

from briefgen.ingest.draft import read_page
from briefgen.ingest.page import Draft, Refused

SENTENCE = "The two delegations agreed on Monday to meet again before the first snow closes the pass. "
LONG_SENTENCE = (
    "Engineers said that the repairs would take four months and that nobody had yet agreed to pay for them. "
)


def draft_of(page: str | bytes, name: str = "page.txt") -> Draft:
    """Read a page that must become a draft."""
    read = read_page(page.encode() if isinstance(page, str) else page, name)
    assert isinstance(read, Draft), read
    return read


def refusal_of(page: str | bytes, name: str = "page.txt") -> str:
    """Read a page that must be refused, and return why."""
    read = read_page(page.encode() if isinstance(page, str) else page, name)
    assert isinstance(read, Refused), read
    return read.reason


def texts(draft: Draft, kind: str = "") -> list[str]:
    """List the texts of a draft's blocks, of one kind or of all."""
    return [block.text for block in draft.blocks if not kind or block.kind == kind]


def reasons(draft: Draft) -> dict[str, str]:
    """Map each dropped text to its reason."""
    return {dropped.text: dropped.reason for dropped in draft.dropped}


ENGLISH = """Skip to main content
Search
Sign in
Subscribe

WORLD

Border talks resume in river town after two-year pause

By Anna Petrov and John Smith in Khorog
Published: Tuesday, 7 May 2013 16:05 BST
Updated: 9 May 2013

Delegations from both banks met on Tuesday for the first time since 2011, agreeing to reopen a
footbridge and to share flood warnings by telephone. Officials said the mood was businesslike,
and that a second round would follow before winter.

The bridge was closed after a landslide carried away its eastern pier. Engineers say that repairs
will take four months, and that the cost has not yet been settled between the two districts.

ADVERTISEMENT

"We lost two years over a signature," said one negotiator, who asked not to be named.

Most read
1. Storm closes mountain road
2. Museum finds lost map
3. Harvest festival postponed

What happens next

A joint commission of six members will meet in the first week of June to inspect the piers and
to decide who pays for the steel.

This article was amended on 9 May 2013 to correct the length of the bridge.

Related stories

Landslide blocks valley road

A landslide has blocked the only road through the upper valley, cutting off three villages.

Flood warning system tested

Engineers tested the new warning sirens on Monday, a year later than planned.

© 2013 The Valley Herald. All rights reserved.
"""

RUSSIAN = """Перейти к содержанию
Войти
RU KZ EN
Курс валют: USD 478.2 EUR 512.4
Главная
Новости
Политика
Главная > Политика > Внешняя политика

В Бишкеке обсудили охрану границ и учения следующего года
14 марта 2019, 09:35 Просмотров: 1204 Комментариев: 3
Автор: Гульнара Асанова

Поделиться:
ВКонтакте
Одноклассники
Telegram

Министры обороны четырёх стран встретились в среду в Бишкеке и договорились провести осенью совместные учения.

Фото: пресс-служба министерства

По словам заместителя министра, «главная задача – согласовать порядок связи между отрядами», передаёт корреспондент.

Читайте также: В Оше открылся новый учебный центр

Что известно об учениях

В них примут участие около двух тысяч военных. Предполагается:
• отработка связи между отрядами;
• эвакуация раненых;
• охрана мостов.

Прошлые учения прошли в июле 2017 года и, как тогда сообщалось, обошлись без происшествий.

Подписывайтесь на наш канал в Telegram и узнавайте новости первыми!

Теги: армия, граница, учения

Нашли ошибку? Выделите её и нажмите Ctrl+Enter

Новости по теме
Глава МИД прибыл в Душанбе
Парламент принял закон о границе

Комментарии (3)
Айбек, 14.03.2019
Хорошая новость, давно пора было договориться, а то на границе всё время какие-то проблемы возникают.
Ответить

© 2005–2024 Вестник долины. Все права защищены.
При использовании материалов активная ссылка обязательна.
Телефон: +996 312 00 00 00
"""

KAZAKH = """Басты бет
Саясат
Қоғам
Әлем

Астанада су қауіпсіздігі жөнінде келіссөз басталды
2021 жылғы 5 қазан, 11:20

Бүгін елордада бес елдің су шаруашылығы министрлері бас қосып, өзендерді бірлесіп пайдалану мәселесін талқылады.

Министрдің айтуынша, тараптар келесі жылдың көктеміне дейін ортақ кесте жасауға уағдаласты.

Сурет: министрліктің баспасөз қызметі

Сондай-ақ оқыңыз: Арал өңірінде ағаш отырғызылды

Келіссөздердің келесі кезеңі қараша айында Ташкентте өтеді деп жоспарланып отыр.

Telegram арнамызға жазылыңыз
Достарыңызбен бөлісіңіз
Facebook
WhatsApp
Пікір қалдыру
Соңғы жаңалықтар
Алматыда көпір жөнделді
Шымкентте мектеп ашылды
Барлық құқықтар қорғалған
"""

HTML = """<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8">
<title>Парламент одобрил соглашение о транзите | Степной вестник</title>
<meta property="og:title" content="Парламент одобрил соглашение о транзите">
<meta property="og:site_name" content="Степной вестник">
<meta property="article:published_time" content="2016-11-02T08:00:00+06:00">
<link rel="canonical" href="https://vestnik.example/a/1">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Парламент одобрил соглашение о транзите",
"author":{"@type":"Person","name":"Ирина Ким"},"publisher":{"name":"Степной вестник"}}</script></head>
<body><header><nav><ul><li><a href="/">Главная</a></li><li><a href="/p">Политика</a></li></ul></nav></header>
<main><article><h1>Парламент одобрил соглашение о транзите</h1>
<div class="meta"><time datetime="2016-11-02">2 ноября 2016</time> <span>Ирина Ким</span></div>
<div class="share-buttons"><a href="#">Поделиться</a><a href="#">ВК</a></div>
<figure><img src="a.jpg"><figcaption>Здание парламента. Фото: архив</figcaption></figure>
<p class="lead">Депутаты одобрили соглашение о транзите грузов, подписанное летом в столице.</p>
<p>За документ проголосовали 87 депутатов, против – 4.<br>Срок действия соглашения&nbsp;– пять лет.</p>
<blockquote><p>«Мы ждали этого документа семь лет», – сказал докладчик.</p></blockquote>
<h2>Что изменится</h2>
<ul><li>сокращается время досмотра до двух часов;</li><li>вводится единая накладная.</li></ul>
<table><tr><th>Год</th><th>Тонн</th></tr><tr><td>2014</td><td>1200</td></tr><tr><td>2015</td><td>1530</td></tr></table>
<div class="related"><h3>Читайте также</h3><ul>
<li><a href="/2">Таможня отчиталась о сборах за квартал и назвала крупнейших импортёров страны.</a></li></ul></div>
<p>Соглашение вступит в силу после обмена ратификационными грамотами, который намечен на декабрь.</p>
<p style="display:none">Этот абзац скрыт от читателя и не должен попасть в текст источника никогда.</p></article>
<aside><h3>Популярное</h3><p>Самая популярная новость недели собрала больше ста тысяч просмотров и сотни отзывов.</p>
</aside></main><footer><p>© 2016 Степной вестник</p></footer></body></html>
"""
