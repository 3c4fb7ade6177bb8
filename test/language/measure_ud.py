#!/usr/bin/env python3
"""Measures sentence and token boundaries against Universal Dependencies.

    measure_ud.py DUMP_TOKENS FOLDER [--errors N] [--least SENTENCES TOKENS]

FOLDER holds *.conllu (here ../shared/corpora/ud); without it the script exits with 77, as a skipped
test. The sentences of a file are joined by one space into one line of prose; a boundary is right
where a sentence (a token) ends at the same letter. --least fails below these F1 in per cent over the
files of edited prose (ru_gsd)."""
import argparse
import pathlib
import subprocess
import sys
import tempfile


def read_conllu(path):
    """The text of a treebank, and the ends of its sentences and tokens in code points."""
    text, sentences, tokens = [], [], []
    size, forms = 0, []
    skip_to = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# text = "):
            sentence = line[9:]
        elif line and line[0].isdigit():
            number, form = line.split("\t")[:2]
            if "-" in number:
                skip_to = int(number.split("-")[1])
                forms.append(form)
            elif "." not in number and int(number) > skip_to:
                forms.append(form)
        elif not line and forms:
            at = 0
            for form in forms:
                found = sentence.find(form, at)
                if found >= 0:
                    at = found + len(form)
                    tokens.append(size + at)
            text.append(sentence)
            size += len(sentence) + 1
            sentences.append(size - 1 - (len(sentence) - len(sentence.rstrip())))
            forms, skip_to = [], 0
    return " ".join(text), set(sentences), set(tokens)


def read_dump(dump, text):
    """The ends of sentences and tokens that the program finds, in code points."""
    with tempfile.NamedTemporaryFile("wb") as file:
        encoded = text.encode()
        file.write(encoded)
        file.flush()
        output = subprocess.run([dump, "--offsets", "--prose", file.name], capture_output=True, check=True).stdout
    points, count = {}, 0
    for offset, byte in enumerate(encoded):
        if byte & 0xC0 != 0x80:
            points[offset] = count
            count += 1
    points[len(encoded)] = count
    sentences, tokens, last = set(), set(), None
    for line in output.decode().splitlines():
        if line:
            last = points[int(line.split()[1])]
            tokens.add(last)
        elif last is not None:
            sentences.add(last)
    return sentences, tokens


def f1(right, found):
    both = len(right & found)
    return 100 * 2 * both / (len(right) + len(found))


def show_errors(text, right, found, limit):
    for sign, places in (("missed", right - found), ("extra", found - right)):
        for place in sorted(places)[:limit]:
            print(f"  {sign}: {text[max(0, place - 50):place]} ‖ {text[place:place + 40]}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("dump")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--token-errors", type=int, default=0)
    parser.add_argument("--least", type=float, nargs=2)
    options = parser.parse_args()
    files = sorted(options.folder.glob("*.conllu"))
    if not files:
        print(f"{options.folder}: no treebanks here, skipped")
        sys.exit(77)
    failed = False
    for path in files:
        text, sentences, tokens = read_conllu(path)
        found_sentences, found_tokens = read_dump(options.dump, text)
        of_sentences, of_tokens = f1(sentences, found_sentences), f1(tokens, found_tokens)
        print(f"{path.name}: sentences {of_sentences:.1f} % (P {100 * len(sentences & found_sentences) / len(found_sentences):.1f}, "
              f"R {100 * len(sentences & found_sentences) / len(sentences):.1f}), tokens {of_tokens:.1f} %")
        show_errors(text, sentences, found_sentences, options.errors)
        show_errors(text, tokens, found_tokens, options.token_errors)
        if options.least and "gsd" in path.name:
            failed = failed or of_sentences < options.least[0] or of_tokens < options.least[1]
    sys.exit(1 if failed else 0)


main()
