"""Asks for the conflicts of interest that the generated archive is known to have: the figure of docs/sourcing.md.

    conflicts.py PROGRAM FOLDER [--pairs N] [--seed N]

FOLDER is what run.py --folder keeps: the archive, its registry, its appearances and ties.jsonl. Of each
kind of tie N pairs of a person and a body are drawn, each as the entities that the registry takes the two
for in the report that joins them; the server is asked what joins these. A tie is found where the answer
holds one of its kind (an office of a signatory makes a signature one, too) that has evidence in that report.

Ties of which the registry does not hold both ends are counted apart: there is nobody to ask about. So are
those whose report the reader did not take for what it says; of the rest all must be found."""
import argparse
import json
import random
import re
import subprocess
from collections import Counter
from pathlib import Path
from urllib.request import urlopen

from score import load, pair


def serve(program, registry):
    """Starts the server; the process and its address."""
    server = subprocess.Popen([program, "serve", "--registry", registry, "--port", "0", "--lang", "en"],
                              stdout=subprocess.PIPE, text=True)
    for line in server.stdout:
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        if found:
            return server, found.group()
    raise SystemExit("the server ended")


def ask(address, path):
    with urlopen(f"{address}/api/v1/{path}") as response:
        return json.load(response)


def entities_of(folder):
    """Which entity of the registry each thing of each report is: {(report, thing): entity}."""
    truth, appearances = load(folder / "truth.jsonl"), load(folder / "appearances.jsonl")
    return {(report, item["thing"]): appearance["entity"] for report, items in truth.items()
            for item, appearance in pair(items, appearances.get(report, []))}


def facts_joining(address, tie, person, body):
    """The facts of the report that join the two in the registry: an office of the person in the body, or an
    agreement with his signature of which the body is a side."""
    kind = {"employer": "occupation", "signatory": "agreement"}[tie["kind"]]
    joining = set()
    for fact in ask(address, f"reports/{tie['report']}")["facts"]:
        named = {value.get("entity") for each in fact["properties"] for claim in each["claims"]
                 for value in (claim["value"], claim["value"].get("person") or {}, claim["value"].get("for") or {})}
        if fact["kind"] == kind and person in named and body in named:
            joining.add(fact["id"])
    return joining


def is_found(answer, tie, joining):
    return any(conflict["kind"] == tie["kind"] and conflict["evidence"] and
               any(fact["entity"] in joining for fact in conflict["path"])
               for conflict in answer["conflicts"])


def main():
    parser = argparse.ArgumentParser(description="Asks for the known conflicts of the generated archive.")
    parser.add_argument("program")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pairs", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    entities = entities_of(options.folder)
    with open(options.folder / "ties.jsonl", encoding="utf-8") as file:
        ties = [json.loads(line) for line in file]
    server, address = serve(options.program, options.folder / "archive.uzel")
    try:
        draw = random.Random(options.seed)
        for kind in ("employer", "signatory"):
            counts, missed = Counter(), []
            own = [tie for tie in ties if tie["kind"] == kind]
            for tie in draw.sample(own, min(options.pairs, len(own))):
                person, body = (entities.get((tie["report"], tie[end])) for end in ("person", "body"))
                if not person or not body:
                    counts["not both in the registry"] += 1
                    continue
                joining = facts_joining(address, tie, person, body)
                if not joining:
                    counts["not read"] += 1
                elif is_found(ask(address, f"network/conflicts/{person}/{body}"), tie, joining):
                    counts["found"] += 1
                else:
                    counts["missed"] += 1
                    missed.append(tie)
            known = counts["found"] + counts["missed"]
            print(f"{kind:10} recall {counts['found'] / max(known, 1):.3f} of {known} ties that are read;",
                  ", ".join(f"{name} {count}" for name, count in sorted(counts.items())))
            for tie in missed[:5]:
                print("  missed", tie)
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
