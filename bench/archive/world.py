"""The world of the generated archive: regions with their bodies, firms and people over twenty years,
and who they truly are. Everything is drawn from one seed."""
import random
from dataclasses import dataclass, field

from names import (acronym, feminine_adjective, feminine_noun, masculine_noun, patronymic,
                   place, surname)

YEARS = range(2004, 2024)
SHARED_NAMES = 0.08     # of persons get the given and family name of one who is there already
SHARED_IN_REGION = 0.1  # of these in the same region
RENAMED = 0.10          # of firms have another name from some year on
LONG_NAMES = 0.16       # of firms have a long name, which reports abbreviate
MOVES = 0.06            # of offices go to somebody who held another one before

REGIONS = [line.split(":") for line in """
Томск:томск Омск:омск Иркутск:иркутск Новосибирск:новосибирск Самара:самар Саратов:саратов
Калуга:калуж Тула:туль Рязань:рязан Пенза:пензен Ульяновск:ульяновск Воронеж:воронеж Липецк:липецк
Тамбов:тамбов Курск:кур Белгород:белгород Брянск:брян Смоленск:смолен Кострома:костром
Ярославль:ярослав Вологда:вологод Псков:псков Мурманск:мурман Архангельск:архангель Киров:киров
Челябинск:челябин Курган:курган Тюмень:тюмен Кемерово:кемеров Магадан:магадан Оренбург:оренбург
Астрахань:астрахан Волгоград:волгоград Владимир:владимир Иваново:иванов Калининград:калининград
Тверь:твер Пермь:перм Красноярск:красноярск Барнаул:барнауль Ставрополь:ставрополь Хабаровск:хабаровск
Чита:читин Благовещенск:благовещен Петрозаводск:петрозавод Уфа:уфим Казань:казан Саранск:саран
Ижевск:ижев Чебоксары:чебоксар Якутск:якут Абакан:абакан Элиста:элистин Майкоп:майкоп
""".split()]
REPUBLICS = {"Петрозаводск": ("Карелия", "карель"), "Уфа": ("Башкортостан", "башкир"),
             "Казань": ("Татарстан", "татарстан"), "Саранск": ("Мордовия", "мордов"),
             "Чебоксары": ("Чувашия", "чуваш"), "Ижевск": ("Удмуртия", "удмурт"),
             "Якутск": ("Якутия", "якут"), "Абакан": ("Хакасия", "хакас"),
             "Элиста": ("Калмыкия", "калмыц"), "Майкоп": ("Адыгея", "адыгей")}
TERRITORIES = {"Пермь": "пермск", "Красноярск": "красноярск", "Барнаул": "алтайск",
               "Ставрополь": "ставропольск", "Хабаровск": "хабаровск", "Чита": "забайкальск"}
OBLASTS = {"Благовещенск": "амурск"}

MEN = """Александр Алексей Анатолий Андрей Антон Артём Борис Вадим Валерий Василий Виктор Виталий Владимир
Вячеслав Геннадий Георгий Григорий Денис Дмитрий Евгений Иван Игорь Кирилл Константин Леонид Максим Михаил
Николай Олег Павел Роман Сергей Станислав Степан Фёдор Юрий Ярослав""".split()
WOMEN = """Алла Анна Валентина Вера Виктория Галина Дарья Екатерина Елена Ирина Ксения Лариса Людмила Марина
Мария Надежда Наталья Нина Ольга Светлана Татьяна Юлия""".split()
FAMILIES = """Абрамов Агафонов Аксёнов Алфёров Андреев Анисимов Антипов Архипов Астахов Афанасьев Бабушкин
Баранов Белозёров Белоусов Бирюков Блинов Бобров Богданов Болдырев Борисов Бубнов Буров Быстров Вавилов
Васнецов Верещагин Виноградов Вишняков Власов Волков Воронин Воронцов Гаврилов Галкин Герасимов Голованов
Голубев Гончаров Горбунов Горшков Грачёв Громов Гусев Давыдов Данилов Демидов Дементьев Дорофеев Дроздов
Дубровин Дьячков Евдокимов Егоров Ежов Елисеев Емельянов Еремеев Ермаков Ермолаев Ефимов Жданов Жуков
Завьялов Зайцев Захаров Зверев Зимин Зубарев Зуев Зыков Игнатьев Измайлов Ильин Исаев Казаков Калашников
Калинин Карпов Касаткин Кириллов Киселёв Климов Князев Ковалёв Козлов Колесников Колосов Комаров Кондратьев
Коновалов Королёв Коротков Косарев Костин Крюков Кудрявцев Кузнецов Кузьмин Куликов Лаврентьев Лазарев
Лаптев Левашов Логинов Лукин Лыткин Макаров Максимов Малышев Маслов Матвеев Медведев Мельников Меркулов
Миронов Михеев Моисеев Морозов Мухин Назаров Наумов Некрасов Нестеров Никифоров Новиков Носков Овчинников
Одинцов Орехов Осипов Павлов Панов Панфилов Пахомов Петухов Пименов Платонов Поляков Пономарёв Потапов
Прохоров Рогов Родионов Рожков Румянцев Рыбаков Рябов Савельев Савин Самойлов Сафонов Селиванов Семёнов
Серов Сидоров Симонов Ситников Соболев Соколов Соловьёв Сорокин Старостин Степанов Субботин Суворов Сухов
Тарасов Терентьев Тимофеев Тихомиров Токарев Третьяков Трифонов Трофимов Туманов Тюрин Уваров Успенский
Устинов Фадеев Федотов Филатов Филиппов Фомин Фролов Харитонов Хохлов Царёв Цветков Чернов Чернышёв
Чижов Шаповалов Шаров Шевцов Шестаков Ширяев Шубин Щербаков Щукин Юдин Яковлев Яшин Дубровский Вишневский
Лесовский Покровский Троицкий Заболоцкий Бондаренко Гриценко Кравченко Литвиненко Мирошниченко Савченко
Ткаченко Шевченко Черных Седых Мельник Кравец Гончар Шпак Бортник Райхман Зиберт Миллер Шульц Вебер""".split()
COMMON_NAMES = """Вектор Прогресс Заря Маяк Импульс Восход Радуга Сатурн Вымпел Гранит Алмаз Кристалл Полюс
Горизонт Орион Салют Сокол Факел Спектр Контур Квант Рубин Метеор Буревестник Молния Победа Надежда Искра
Энергия Родник Простор Меридиан Эталон Родина Звезда Старт Рассвет Магнит Экран Баланс""".split()
STEMS = """агро вибро гидро диа кварц кера крио лазер литий магни метал микро нано ново нефте опти пласт поли
прибор радио сплав стек тепло терм тех титан турбо ультра фарм хим элект энерго""".split()
ENDINGS = """маш пром прибор сервис строй техника софт связь хим мет лаб мед тек датчик авто синтез плазма
тест контроль система ресурс комплект генерация кабель снаб фильтр оптика""".split()
TRADES = """приборостроения машиностроения станкостроения электроаппаратуры турбиностроения судоремонта
металлоконструкций робототехники теплообменников подшипников трансформаторов кабеля""".split()
WORKS = ["завод", "комбинат", "центр"]
BRANCHES = ["радиоэлектроники", "биотехнологий", "фармацевтики", "лазерных технологий", "нефтехимии",
            "станкостроения", "информационных технологий", "судостроения", "новых материалов"]
MINISTRIES = [("промышленности и торговли", "Минпромторг"), ("экономического развития", "Минэкономразвития"),
              ("здравоохранения", "Минздрав"), ("образования и науки", "Минобрнауки")]


@dataclass(eq=False)
class Entity:
    """A thing of the world. forms are its full name in the cases; spellings all its names so far."""
    number: int
    schema: str
    forms: list
    short: list = field(default_factory=list)   # forms of an abbreviation or a short name
    former: list = field(default_factory=list)  # forms of the name before the year `since`
    since: int = 0
    legal: str = ""
    place: str = ""                             # genitive of the region, behind the names of bodies


@dataclass(eq=False)
class Person:
    """Somebody: parts are the forms of given name, patronymic and family name."""
    number: int
    woman: bool
    given: list
    father: list
    family: list
    region: object
    root: str = ""    # the family name as a man bears it
    before: str = ""  # the office held earlier, in the nominative, of one who moved
    office: str = ""  # the office held last
    left: int = 0     # the year in which it was left; 0 while it is held
    schema = "Person"


@dataclass(eq=False)
class Post:
    """An office and who held it when: holders are (first year, person)."""
    office: list
    holders: list

    def holder(self, year):
        return [person for first, person in self.holders if first <= year][-1]


@dataclass(eq=False)
class Region:
    """A region with all that is in it."""
    entity: Entity
    town: Entity
    adjective: str  # stem of the adjective of the town or region: «томск»
    bodies: list = field(default_factory=list)  # (entity, post)
    firms: list = field(default_factory=list)   # (entity, post)
    clusters: list = field(default_factory=list)
    sites: list = field(default_factory=list)


def quoted(word):
    return [f"«{word}»"] * 5


def phrase(head, tail):
    return [f"{form} {tail}".strip() for form in head]


class World:
    """All entities and persons; reports are told of it."""

    def __init__(self, seed, reports, federal):
        self.random = random.Random(seed)
        self.count = 0
        self.names, self.persons = set(), []
        self.shared = set()
        self.company_names = set()
        self.country = Entity(self.next(), "Country", feminine_noun("Россия"))
        self.federal = [Entity(self.next(), "Organization", [full[0]] * 5, short=short)
                        for full, short in federal]
        for body, (full, _) in zip(self.federal, federal):
            body.former = full[1:]
        firms = max(4, reports // 1500)
        self.regions = [self.region(capital, stem, firms) for capital, stem in REGIONS]

    def next(self):
        self.count += 1
        return self.count

    # People

    def person(self, region):
        draw = self.random
        woman = draw.random() < 0.3
        given, family = draw.choice(WOMEN if woman else MEN), draw.choice(FAMILIES)
        if self.persons and draw.random() < SHARED_NAMES:
            near = [one for one in self.persons if one.region is region]
            other = draw.choice(near if near and draw.random() < SHARED_IN_REGION else self.persons)
            woman, given, family = other.woman, other.given[0], other.root
        elif (given, family) in self.names:
            return self.person(region)
        self.names.add((given, family))
        forms = feminine_noun(given) if woman else masculine_noun(given)
        made = Person(self.next(), woman, forms, patronymic(draw.choice(MEN), woman),
                      surname(family, woman), region, root=family)
        self.persons.append(made)
        return made

    def post(self, region, office, terms, body, men_only=False):
        """An office with its holders over the years, some of whom held another one before."""
        draw, holders = self.random, []
        for term in range(terms):
            first = YEARS[0] + term * len(YEARS) // terms + (draw.randrange(3) if term else 0)
            movers = [one for one in self.persons[-60:] if one.region is region and not one.before
                      and one.left and one.left <= first and one.office != f"{office[0]} {body}"]
            if movers and draw.random() < MOVES * 4:
                person = draw.choice(movers)
                person.before = person.office
            else:
                person = self.person(region)
            person.office = f"{office[0]} {body}"
            person.left = 0
            if holders:
                holders[-1][1].left = first
            holders.append((first, person))
        return Post(office, holders)

    # Places and bodies

    def region(self, capital, stem, firms):
        if capital in REPUBLICS:
            name, adjective = REPUBLICS[capital]
            forms = feminine_noun(name) if name[-1] in "яа" else masculine_noun(name)
            full = [f"{head} {name}" for head in feminine_noun("Республика")]
            if name in ("Чувашия", "Удмуртия"):
                full = [f"{one} {two}" for one, two in zip(feminine_adjective(adjective.capitalize() + "ская"),
                                                           feminine_noun("Республика"))]
            if name == "Якутия":
                full = [f"{head} Саха (Якутия)" for head in feminine_noun("Республика")]
            entity = Entity(self.next(), "Region", full, short=forms)
            adjective += "ск" if name != "Калмыкия" else "к"
        elif capital in TERRITORIES:
            adjective = TERRITORIES[capital]
            forms = [f"{adjective.capitalize()}{ending} {head}" for ending, head in
                     zip("ий ого ому им ом".split(), masculine_noun("край"))]
            entity = Entity(self.next(), "Region", forms)
        else:
            adjective = OBLASTS.get(capital) or (stem if stem.endswith("ск") else stem + "ск")
            forms = [f"{one} {two}" for one, two in
                     zip(feminine_adjective(adjective.capitalize() + "ая"), feminine_noun("область"))]
            entity = Entity(self.next(), "Region", forms)
        town = Entity(self.next(), "Locality", place(capital))
        made = Region(entity, town, adjective)
        self.people_of(made)
        made.firms = [self.firm(made) for _ in range(firms)]
        made.clusters = [self.cluster(made) for _ in range(3)]
        made.sites = [self.site(made) for _ in range(2)]
        return made

    def people_of(self, region):
        where = region.entity.forms[1]
        government = Entity(self.next(), "PublicBody",
                            phrase([form.capitalize() for form in
                                    "правительство правительства правительству правительством "
                                    "правительстве".split()], where), place=where)
        governor = masculine_noun("губернатор")
        region.bodies.append((government, self.post(region, governor, 4, where)))
        heads = "министерство министерства министерству министерством министерстве".split()
        for trade, short in MINISTRIES:
            entity = Entity(self.next(), "PublicBody",
                            phrase([form.capitalize() for form in heads], f"{trade} {where}"),
                            short=[f"{short} {where}"], place=where)
            minister = phrase(masculine_noun("министр"), trade)
            region.bodies.append((entity, self.post(region, minister, 4, where)))
        adjective = masculine_adjective_of(region.adjective)
        full = phrase([f"{form} государственный университет" if i == 0 else
                       f"{form} {['', 'государственного университета', 'государственному университету', 'государственным университетом', 'государственном университете'][i]}"
                       for i, form in enumerate(adjective)], "")
        university = Entity(self.next(), "ResearchOrganization", full, short=[acronym(full[0])])
        region.bodies.append((university, self.post(region, masculine_noun("ректор"), 3, full[1])))
        centre = Entity(self.next(), "DevelopmentInstitution",
                        phrase(["Центр", "Центра", "Центру", "Центром", "Центре"],
                               f"кластерного развития {where}"), place=where)
        director = masculine_noun("директор")
        region.bodies.append((centre, self.post(region, director, 3, "центра кластерного развития")))

    def firm(self, region):
        draw = self.random
        entity = Entity(self.next(), "Company", [], legal=draw.choice(["ООО", "АО", "ПАО", "ЗАО", "ОАО"]))
        if draw.random() < LONG_NAMES:
            work, trade = draw.choice(WORKS), draw.choice(TRADES)
            name = f"{region.adjective.capitalize()}ий {work} {trade}"
            entity.forms = [f"{one} {two} {trade}" for one, two in
                            zip(masculine_adjective_of(region.adjective), masculine_noun(work))]
            entity.short = [acronym(name)]
        else:
            entity.forms = quoted(self.company_name(region))
            if draw.random() < RENAMED:
                entity.former, entity.since = quoted(self.company_name(region)), draw.choice(YEARS[4:-4])
        office = draw.choice([["генеральный директор", "генерального директора", "генеральному директору",
                               "генеральным директором", "генеральном директоре"],
                              masculine_noun("директор")])
        return entity, self.post(region, office, draw.choice([1, 2]), self.full(entity, 2004)[0])

    def company_name(self, region):
        """A name that no firm of the region has; common words name firms in many regions."""
        draw = self.random
        while True:
            kind = draw.random()
            if kind < 0.3:
                name = draw.choice(COMMON_NAMES)
            elif kind < 0.6:
                name = region.adjective[:5].capitalize() + draw.choice(ENDINGS)
            else:
                name = draw.choice(STEMS).capitalize() + draw.choice(STEMS) + draw.choice(ENDINGS)
            owner = (name, region.adjective) if kind < 0.3 else name
            if owner not in self.company_names:
                self.company_names.add(owner)
                return name

    def cluster(self, region):
        branch = self.random.choice(BRANCHES)
        number = len(region.clusters)
        taken = {one.forms[0] for one in region.clusters}
        while True:
            forms = phrase("Кластер Кластера Кластеру Кластером Кластере".split(),
                           f"{branch} {region.entity.forms[1]}")
            if forms[0] not in taken:
                entity = Entity(self.next(), "Cluster", forms)
                region.clusters.append(entity)
                return entity
            branch = BRANCHES[(BRANCHES.index(branch) + 1 + number) % len(BRANCHES)]

    def site(self, region):
        name = self.random.choice(COMMON_NAMES)
        return Entity(self.next(), "Site", phrase(masculine_noun("технопарк"), f"«{name}»"))

    def full(self, entity, year):
        """Forms of an entity's name in a year, a firm's with its legal form."""
        forms = entity.former if entity.since and year < entity.since else entity.forms
        return [f"{entity.legal} {form}" for form in forms] if forms[0].startswith("«") else forms


def masculine_adjective_of(stem):
    return [stem.capitalize() + ending for ending in "ий ого ому им ом".split()]
