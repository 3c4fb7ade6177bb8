"""Scores who is who in the generated archive: B³ of the registry's entities against the truth.

    score.py TRUTH.jsonl APPEARANCES.jsonl [--errors N]

APPEARANCES.jsonl is what `uzel list appearances --format json` prints. An appearance finds an entity of
its report as ../shared/score/score_identity.py has it: by one of its spellings, the same schema first.
Precision, recall and F1 are means over the entities found; beside them stands what merging equal names
alone would reach on the same appearances."""
import argparse
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "shared" / "score"))
from matching import name_key  # noqa: E402  (the scorers lie beside the project)

GROUPS = {"Person": "persons", "Country": "places", "Region": "places", "Locality": "places",
          "Place": "places"}


def load(path):
    """The lines of a JSON Lines file by report."""
    by_report = defaultdict(list)
    with open(path, encoding="utf-8") as file:
        for line in file:
            one = json.loads(line)
            by_report[one["report"]].append(one)
    return by_report


def pair(items, appearances):
    """Pairs the entities and the appearances of one report, the best pairs first."""
    candidates = []
    for index, item in enumerate(items):
        keys = [name_key(spelling) for spelling in item["spellings"]]
        for other, appearance in enumerate(appearances):
            key = name_key(appearance["name"])
            if key in keys:
                candidates.append((item["schema"] != appearance["schema"], keys.index(key), index, other))
    found, taken = {}, set()
    for *_, index, other in sorted(candidates):
        if index not in found and other not in taken:
            found[index] = other
            taken.add(other)
    return [(items[index], appearances[other]) for index, other in found.items()]


def b_cubed(pairs, cluster_of):
    """Precision, recall and F1 of clusters by group: {group: (P, R, F1, found)}."""
    clusters, things, both = Counter(), Counter(), Counter()
    for item, appearance in pairs:
        cluster = cluster_of(appearance)
        clusters[cluster] += 1
        things[item["thing"]] += 1
        both[cluster, item["thing"]] += 1
    sums = defaultdict(lambda: [0.0, 0.0, 0])
    for item, appearance in pairs:
        cluster = cluster_of(appearance)
        common = both[cluster, item["thing"]]
        for group in ("all", GROUPS.get(item["schema"], "bodies and the like")):
            sums[group][0] += common / clusters[cluster]
            sums[group][1] += common / things[item["thing"]]
            sums[group][2] += 1
    figures = {}
    for group, (precision, recall, count) in sums.items():
        precision, recall = precision / count, recall / count
        figures[group] = precision, recall, 2 * precision * recall / (precision + recall), count
    return figures


def persons_merged(pairs):
    """How many persons too many the registry's entities hold."""
    held = defaultdict(set)
    for item, appearance in pairs:
        if item["schema"] == "Person":
            held[appearance["entity"]].add(item["thing"])
    return sum(len(things) - 1 for things in held.values())


def show_errors(pairs, limit):
    """The things that are split most and the entities that hold the most things."""
    names, entities, things = defaultdict(Counter), defaultdict(Counter), defaultdict(Counter)
    for item, appearance in pairs:
        entities[appearance["entity"]][item["thing"]] += 1
        things[item["thing"]][appearance["entity"]] += 1
        names[item["thing"], appearance["entity"]][f"{appearance['report']} {appearance['name']}"] += 1
    merged = sorted((one for one in entities.items() if len(one[1]) > 1), key=lambda one: -sum(one[1].values()))
    split = sorted((one for one in things.items() if len(one[1]) > 1),
                   key=lambda one: -(sum(one[1].values()) - max(one[1].values())))
    for entity, held in merged[:limit]:
        print("merged", entity, [(thing, count, list(names[thing, entity])[:2]) for thing, count in held.most_common(4)])
    for thing, held in split[:limit]:
        print("split", thing, [(count, list(names[thing, entity])[:2]) for entity, count in held.most_common(5)])


def main():
    parser = argparse.ArgumentParser(description="Scores who is who in the generated archive.")
    parser.add_argument("truth", type=Path)
    parser.add_argument("appearances", type=Path)
    parser.add_argument("--errors", type=int, default=0, metavar="N")
    options = parser.parse_args()
    truth, appearances = load(options.truth), load(options.appearances)
    pairs = [one for report, items in truth.items() for one in pair(items, appearances.get(report, []))]
    total = sum(len(items) for items in truth.values())
    for title, cluster_of in (("the registry", lambda one: one["entity"]),
                              ("equal names", lambda one: name_key(one["name"]))):
        print(f"B³ of {title}{'':24}"[:28] + "     P      R     F1     found")
        for group, (precision, recall, f1, count) in b_cubed(pairs, cluster_of).items():
            print(f"  {group:26}{precision:6.4f} {recall:6.4f} {f1:6.4f} {count:9}")
    print(f"coverage {len(pairs) / total:.4f} of {total}; persons merged wrongly {persons_merged(pairs)}")
    show_errors(pairs, options.errors)


if __name__ == "__main__":
    main()
