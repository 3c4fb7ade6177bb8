#!/usr/bin/env python3
"""Reads reports by Natasha's tagger of names and prints readings, as `uzel read --format json` does.

    read_natasha.py TIMES FILE…

Run by the Python of the environment that has natasha. The file TIMES gets one line of wall and CPU seconds that
the tagger took over all texts: nothing else is in them, neither loading nor files nor JSON. Texts are given one
by one, which on one core is faster than the tagger's batches of eight.
"""
import json
import sys
import time
from pathlib import Path

from natasha import NewsEmbedding, NewsNERTagger

MENTION_TYPES = {"PER": "person", "LOC": "place", "ORG": "organization"}


def read_text(path):
    """The text of a file, its line ends as they are, without a byte order mark."""
    return path.read_bytes().decode("utf-8-sig")


def reading_of(path, markup):
    """The reading, in the form of docs/reading.md, of a text that was tagged."""
    mentions = [{"start": span.start, "end": span.stop, "type": MENTION_TYPES[span.type],
                 "text": markup.text[span.start:span.stop]} for span in markup.spans]
    return {"report": {"id": path.stem, "source": path.name, "text_length": len(markup.text)},
            "mentions": mentions, "entities": [], "facts": []}


def main():
    """Tags the files of the arguments."""
    times, *names = sys.argv[1:]
    paths = [Path(name) for name in names]
    texts = [read_text(path) for path in paths]
    tagger = NewsNERTagger(NewsEmbedding())
    wall, cpu = time.perf_counter(), time.process_time()
    markups = [tagger(text) for text in texts]
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    Path(times).write_text(f"{wall} {cpu}\n", encoding="utf-8")
    for path, markup in zip(paths, markups, strict=True):
        print(json.dumps(reading_of(path, markup), ensure_ascii=False))


if __name__ == "__main__":
    main()
