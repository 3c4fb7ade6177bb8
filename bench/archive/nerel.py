"""Bodies under several names, from NEREL's links to Wikidata: what the corpus calls one and the same
organization, with the case in which each name stands where a treebank knows its first word."""
import json
import re
from collections import Counter, defaultdict
from pathlib import Path

ABBREVIATION = re.compile(r"[А-ЯЁ]{2,6}( (РФ|России))?$")
SYLLABLES = re.compile(r"(Рос|Мин|Гос|Ген|Центр|Сов)[а-я]{4,}$")
NAME = re.compile(r"[А-ЯЁ][а-яё]+( [А-ЯЁа-яё-]+)*$")


def treebank_cases(folder):
    """The cases in which the treebanks have a word: {word in lower case: set of cases}."""
    cases = defaultdict(set)
    for path in sorted(Path(folder).glob("*.conllu")):
        for line in path.read_text(encoding="utf-8").splitlines():
            columns = line.split("\t")
            if len(columns) > 5 and "Case=" in columns[5] and "Number=Sing" in columns[5]:
                cases[columns[1].lower()].add(re.search(r"Case=(\w+)", columns[5]).group(1))
    return cases


def surfaces(folder):
    """How often the corpus names each linked organization so, and Wikidata's name of it:
    {Wikidata number: Counter}, {Wikidata number: name}."""
    names, labels = defaultdict(Counter), {}
    for path in sorted(Path(folder).glob("*/*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        with open(path.with_suffix(".txt"), encoding="utf-8", newline="") as file:
            text = file.read()
        mentions = {mention["id"]: mention for mention in document["mentions"]}
        for link in document["links"]:
            mention = mentions.get(link["mention"])
            if mention and mention["type"] == "ORGANIZATION" and link.get("name"):
                names[link["wikidata"]][" ".join(text[mention["start"]:mention["end"]].split())] += 1
                labels[link["wikidata"]] = link["name"]
    return names, labels


def syllables(counter):
    """Names such as «Минобороны» and «Роскомнадзор»: the form that the longer ones continue."""
    words = [name for name in counter if SYLLABLES.match(name)]
    return sorted(name for name in words
                  if all(name == other or not name.startswith(other) for other in words)
                  and (name[-1] not in "аеуымю" or name.endswith(("ура", "лея"))))[:1]


def bodies(nerel, treebanks):
    """Bodies that NEREL's texts or Wikidata name in full and that the texts abbreviate, most often
    named first: [(full names, abbreviations)], in the nominative. What names two bodies is left out."""
    cases, (names, labels) = treebank_cases(treebanks), surfaces(nerel)
    owners = Counter(name for counter in names.values() for name in counter)
    found = []
    for number, counter in sorted(names.items(), key=lambda one: (-sum(one[1].values()), one[0])):
        full = [labels[number]] if NAME.match(labels[number]) and " " in labels[number] else []
        single = [name for name in sorted(counter) if owners[name] == 1]
        full += [name for name in single if NAME.match(name) and " " in name
                 and "Nom" in cases[name.split()[0].lower()]
                 and "Gen" not in cases[name.split()[0].lower()] and name not in full]
        short = [name for name in single if ABBREVIATION.match(name)] + \
            [name for name in syllables(counter) if owners[name] == 1]
        if full and short:
            found.append((full, short))
    return found


if __name__ == "__main__":
    import sys
    for full_names, abbreviations in bodies(sys.argv[1], sys.argv[2]):
        print(full_names, abbreviations)
