#!/usr/bin/env python3
"""Turns a word list of lexicon/ into the initializers of a C array, for an #include.

    embed.py LIST OUTPUT

A line of a list is a kind, a tab and a phrase; what follows # is a comment. The phrases come out
folded (lower case, ё as е) and in the order of their bytes, each as ENTRY(kind, "phrase").
"""
import sys


def entries(path):
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            line = line.split("#")[0].rstrip()
            if not line:
                continue
            kind, tab, phrase = line.partition("\t")
            if not tab or not kind.isidentifier() or '"' in phrase or "\\" in phrase:
                sys.exit(f"{path}:{number}: want KIND<tab>PHRASE: {line}")
            yield phrase.strip().lower().replace("ё", "е").encode(), kind.upper()


def main():
    source, target = sys.argv[1:]
    seen = sorted(set(entries(source)))
    if len({phrase for phrase, _ in seen}) != len(seen):
        phrases = [phrase for phrase, _ in seen]
        sys.exit(f"{source}: twice: " + ", ".join(sorted({p.decode() for p in phrases if phrases.count(p) > 1})))
    with open(target, "w", encoding="utf-8") as output:
        for phrase, kind in seen:
            output.write(f'ENTRY({kind}, "{phrase.decode()}")\n')


main()
