"""Writes the generated archive: reports of a world whose truth is known.

    generate.py FOLDER REPORTS [--seed N]

FOLDER gets 000/r000001.txt and so on, and truth.jsonl: a line for each entity of a report with its
spellings there and the number of the thing that it truly is; and ties.jsonl: a line for each pair of a
person and a body that a report joins, by an office or by signatures under one agreement. Bodies under several names come from
NEREL's links to Wikidata (../shared/corpora), case forms from names.py."""
import argparse
import json
import random
import sys
from pathlib import Path

from names import initials, misspelt
from nerel import bodies
from world import YEARS, World

SHARED = Path(__file__).resolve().parents[3] / "shared" / "corpora"
MONTHS = """января февраля марта апреля мая июня июля августа сентября октября ноября декабря""".split()
GOODS = ["насосы", "датчики", "кабель", "фильтры", "подшипники", "лекарства", "станки", "турбины",
         "трансформаторы", "электродвигатели", "композитные панели", "лазерные установки"]
PLANS = [("завод", "завода"), ("цех", "цеха"), ("лабораторию", "лаборатории"),
         ("инженерный центр", "инженерного центра"), ("испытательный стенд", "испытательного стенда"),
         ("линию сборки", "линии сборки"), ("склад", "склада")]
NOMINATIVE, GENITIVE, DATIVE, INSTRUMENTAL, PREPOSITIONAL = range(5)

MISSPELT = 0.01          # of persons' first mentions have a slip
INITIALS_ONLY = 0.08     # of persons are named by initials alone
WITH_PATRONYMIC = 0.25
ABBREVIATED = 0.33        # of bodies that have an abbreviation are named by it alone
EXPLAINED = 0.3          # … in full with the abbreviation behind
BARE = 0.35               # of a region's bodies are named without the region


class Telling:
    """One report on its way: what it says, and who is who in it."""

    def __init__(self, world, number, draw):
        self.world, self.draw, self.number = world, draw, number
        self.region = draw.choice(world.regions)
        self.year = draw.choice(YEARS)
        self.day, self.month = draw.randrange(1, 29), draw.randrange(12)
        self.spellings, self.introduced = {}, {}
        self.ties = {}

    # Naming

    def note(self, entity, *spellings):
        known = self.spellings.setdefault(entity.number, (entity.schema, []))[1]
        known.extend(one for one in spellings if one not in known)

    def person(self, person, case=NOMINATIVE):
        """A mention of a person, the first one in full, the others by initial and family name."""
        given, father, family = person.given, person.father, person.family
        if person.number in self.introduced:
            self.note(person, f"{given[0][0]}. {family[0]}")
            return f"{given[0][0]}. {family[case]}"
        self.introduced[person.number] = True
        if self.draw.random() < INITIALS_ONLY:
            both = self.draw.random() < 0.6
            self.note(person, initials(given[0], father[0] if both else "", family[0]))
            return initials(given[0], father[0] if both else "", family[case])
        slip = self.draw.random() < MISSPELT and case == NOMINATIVE
        last = misspelt(family[0], self.draw) if slip else family[case]
        base = last if slip else family[0]
        self.note(person, f"{given[0]} {base}")
        if self.draw.random() < WITH_PATRONYMIC:
            self.note(person, f"{given[0]} {father[0]} {base}")
            return f"{given[case]} {father[case]} {last}"
        return f"{given[case]} {last}"

    def body(self, entity, case=NOMINATIVE):
        """A mention of a body, by a way of naming it that the whole report keeps to."""
        forms = self.world.full(entity, self.year)
        way = self.introduced.setdefault(entity.number, self.draw.random())
        first = entity.number not in self.spellings
        self.note(entity, forms[0], forms[0].split(" ", 1)[-1] if entity.legal else forms[0])
        if entity.legal and forms[0].startswith(entity.legal):
            if way < 0.3 and not first:
                return f"компания {forms[0].split(' ', 1)[1]}" if case == NOMINATIVE else forms[case]
            if entity.since and first and way > 0.7 and self.year >= entity.since:
                self.note(entity, entity.former[0], f"{entity.legal} {entity.former[0]}")
                return f"{forms[case]} (до {entity.since} года — {entity.former[0]})"
            return forms[case]
        if entity.schema == "Organization" and entity.former and way > 0.85:
            self.note(entity, entity.former[0])
            return entity.former[0]
        if entity.place and way < BARE:
            bare = forms[case][:-len(entity.place)].strip()
            self.note(entity, forms[0][:-len(entity.place)].strip())
            return bare
        if entity.short and way > 1 - ABBREVIATED:
            name = self.draw.choice(entity.short)
            self.note(entity, name)
            return name
        if entity.short and first and way > 1 - ABBREVIATED - EXPLAINED and not entity.place:
            self.note(entity, entity.short[0])
            return f"{forms[case]} ({entity.short[0]})"
        return forms[case]

    def named(self, entity, case=NOMINATIVE):
        """A mention of a place, cluster or site."""
        forms = entity.forms
        if entity.schema == "Region" and entity.short and self.draw.random() < 0.5:
            self.note(entity, entity.short[0])
            return entity.short[case]
        self.note(entity, forms[0])
        return forms[case]

    def holder(self, pair, case=NOMINATIVE):
        """«генеральный директор ООО «Вектор» Иван Сидоров»"""
        body, post = pair
        person = post.holder(self.year)
        office = post.office[case]
        before = ""
        if person.before and person.number not in self.introduced and self.draw.random() < 0.3 \
                and case == NOMINATIVE:
            before = f" (ранее — {person.before})"
        if body.schema != "PublicBody":
            self.ties.setdefault((person.number, body.number), "employer")
        if body.schema == "PublicBody":
            where = self.named(self.region_of(body).entity, GENITIVE)
            return f"{office} {where} {self.person(person, case)}{before}"
        return f"{office} {self.body(body, GENITIVE)} {self.person(person, case)}{before}"

    def sign(self, *pairs):
        """The holders of the offices sign one agreement: each is joined to the bodies of the others."""
        for _, post in pairs:
            for body, other in pairs:
                if other is not post and body.schema != "PublicBody":
                    self.ties[post.holder(self.year).number, body.number] = "signatory"

    def region_of(self, body):
        return next((one for one in self.world.regions if any(body is other for other, _ in one.bodies)),
                    self.region)

    # Sentences

    def choose(self, pairs):
        """One of the pairs, the first ones more often: some bodies are in the news, most are not."""
        return pairs[min(int(self.draw.paretovariate(0.8)) - 1, len(pairs) - 1)]

    def firms(self, count):
        found = []
        while len(found) < count:
            pair = self.choose(self.region.firms)
            if pair in found:
                pair = self.draw.choice(self.region.firms)
            if pair not in found:
                found.append(pair)
        return found

    def date(self):
        return f"{self.day} {MONTHS[self.month]} {self.year} года"

    def tell(self):
        """The report's text."""
        draw, region = self.draw, self.region
        first, second, third = self.firms(3)
        governor, minister = region.bodies[0], draw.choice(region.bodies[1:5])
        university, centre = region.bodies[5:7]
        cluster, site = draw.choice(region.clusters), draw.choice(region.sites)
        federal = self.world.federal[min(int(draw.paretovariate(0.5)) - 1, len(self.world.federal) - 1)]
        plan, other_plan = draw.sample(PLANS, 2)
        town, entity = region.town, region.entity
        n = draw.randrange
        self.sign(governor, first)
        self.sign(centre, university)
        sentences = [
            f"{self.holder(governor).capitalize_first()} и {self.holder(first)} {self.date()} подписали "
            f"соглашение о сотрудничестве сроком на {n(2, 6)} лет.",
            f"В {self.named(town, PREPOSITIONAL)} {self.body(first[0])} построит {plan[0]} стоимостью "
            f"{n(2, 90) * 10} млн рублей, будет создано {n(20, 400)} рабочих мест.",
            f"{self.body(second[0]).capitalize_first()} поставляет {draw.choice(GOODS)} для {self.body(third[0], GENITIVE)}.",
            f"Как сообщил {self.holder(second)}, строительство {other_plan[1]} завершат до {self.year + n(1, 4)} года.",
            f"«Это первый такой проект в регионе», — отметил {self.person(first[1].holder(self.year))}.",
            f"{self.body(second[0]).capitalize_first()} и {self.body(third[0])} вошли в {self.named(cluster)[0].lower()}"
            f"{self.named(cluster)[1:]}.",
            f"Сейчас в кластере {n(8, 60)} предприятий.",
            f"{self.body(centre[0]).capitalize_first()} заключил с {self.body(university[0], INSTRUMENTAL)} "
            f"договор о подготовке кадров.",
            f"Документ подписали {self.holder(centre)} и {self.holder(university)}.",
            f"{self.body(minister[0]).capitalize_first()} выделит субсидию на создание {plan[1]}.",
            f"Об этом заявил {self.holder(minister)}.",
            f"{self.named(site).capitalize_first()} получил статус индустриального парка в {n(2004, self.year + 1)} году.",
            f"Управляющая компания технопарка — {self.body(third[0])}.",
            f"Работу площадки проверит {self.body(federal)}.",
            f"Среди резидентов — {self.body(third[0])}, {self.body(second[0])}.",
            f"Губернатор {self.person(governor[1].holder(self.year))} поблагодарил {self.person(minister[1].holder(self.year), GENITIVE)}.",
        ]
        title = f"{self.named(entity).capitalize_first()}: новости инноваций"
        body = "\n\n".join(" ".join(sentences[at:at + 3]) for at in range(0, len(sentences), 3))
        return f"{title}\n{self.date()}\n\n{body}\n"


class Text(str):
    """A text that can begin a sentence."""

    def capitalize_first(self):
        return self[:1].upper() + self[1:]


for method in ("person", "body", "named", "holder"):
    def wrap(function):
        return lambda self, *rest: Text(function(self, *rest))
    setattr(Telling, method, wrap(getattr(Telling, method)))


def write(folder, reports, seed):
    world = World(seed, reports, bodies(SHARED / "nerel", SHARED / "ud"))
    draw = random.Random(seed + 1)
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "truth.jsonl", "w", encoding="utf-8") as truth, \
            open(folder / "ties.jsonl", "w", encoding="utf-8") as ties:
        for number in range(1, reports + 1):
            telling = Telling(world, number, draw)
            name = f"r{number:06}"
            path = folder / "reports" / f"{number // 1000:03}" / f"{name}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(telling.tell(), encoding="utf-8")
            for thing, (schema, spellings) in telling.spellings.items():
                truth.write(json.dumps({"report": name, "thing": thing, "schema": schema,
                                        "spellings": spellings}, ensure_ascii=False) + "\n")
            for (person, body), kind in telling.ties.items():
                ties.write(json.dumps({"report": name, "person": person, "body": body, "kind": kind}) + "\n")
    return world


def main():
    parser = argparse.ArgumentParser(description="Writes an archive of reports whose truth is known.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("reports", type=int)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if not SHARED.is_dir():
        print(f"skipped: no corpora beside the project ({SHARED})")
        sys.exit(0)
    write(options.folder, options.reports, options.seed)


if __name__ == "__main__":
    main()
