"""The scorer of mentions, which lies beside the project with the corpora (../shared/score).

Counts are its own, a document at a time, of the scheme per-loc-org: tokens inside gold spans, inside given spans
and inside both, by type. Their sums over documents are what score_spans.py prints.
"""
import importlib
import sys
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def present():
    """Whether the scorer lies beside the project."""
    return (SHARED / "score" / "score_spans.py").is_file()


def load(name):
    """A module of the scorer; nothing is written into its folder."""
    sys.dont_write_bytecode = True
    folder = str(SHARED / "score")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    return importlib.import_module(name)


def counts_of(gold_folder, readings_file, nested="outer"):
    """(gold, given, right) by type for each document of the gold, in the order of names."""
    score_spans, readings = load("score_spans"), load("readings")
    gold = readings.load_corpus(gold_folder)
    readings.require(all("objects" in document for document in gold.values()), gold_folder,
                     "its mentions are not PER, LOC and ORG")
    documents = []
    for _, document, reading in readings.pair(gold, readings.load_readings(readings_file)):
        measures, _ = score_spans.score_per_loc_org([(document, reading)], nested)
        documents.append({kind: (measure.gold, measure.given, measure.right)
                          for kind, measure in measures.items()})
    return documents
