#!/usr/bin/env python3
"""Runs the examples of a manual: manual.py PROGRAM MANUAL EXAMPLES_FOLDER

In each block ```console of the manual, "$ " begins a command, and what follows is its output. A line "…" there
stands for any lines, "…" at the end of a line for any end. Ids of entries (ru- and twelve digits) may be others
than the manual's, but each always the same other one. With UZEL_ACCEPT set, blocks whose output has changed are
written anew.
"""
import os
import re
import subprocess
import sys
import tempfile

ENTRY = re.compile(r"ru-[0-9a-f]{12}")


def blocks_of(text):
    """Yields (start, end) of what stands inside each block."""
    for match in re.finditer(r"^```console\n(.*?)^```$", text, re.M | re.S):
        yield match.start(1), match.end(1)


def commands_of(block):
    """Yields a command and the lines of its output."""
    command, lines = None, []
    for line in block.splitlines():
        if line.startswith("$ "):
            if command is not None:
                yield command, lines
            command, lines = line[2:], []
        else:
            lines.append(line)
    if command is not None:
        yield command, lines


def line_fits(wanted, given, ids):
    """Whether a line is as the manual has it; learns the ids that stand for the manual's."""
    given = given.replace("\u00a0", " ")
    if wanted.endswith("…") and wanted != "…":
        wanted = wanted[:-1].rstrip()
        given = given[:len(wanted)]
    known, found = ENTRY.findall(wanted), ENTRY.findall(given)
    if len(known) != len(found) or ENTRY.sub("ru-", wanted) != ENTRY.sub("ru-", given):
        return False
    return all(ids.setdefault(one, other) == other for one, other in zip(known, found))


def lines_fit(wanted, given, ids):
    if not wanted:
        return not given
    if wanted[0] == "…":
        return any(lines_fit(wanted[1:], given[skip:], ids) for skip in range(len(given) + 1))
    return bool(given) and line_fits(wanted[0], given[0], ids) and lines_fit(wanted[1:], given[1:], ids)


def main(program, manual, examples):
    text = open(manual, encoding="utf-8").read()
    environment = dict(os.environ, LC_ALL="C.UTF-8", COLUMNS="100", USER="reader",
                       PATH=os.path.dirname(os.path.abspath(program)) + ":" + os.environ["PATH"])
    environment.pop("UZEL_DATA", None)
    examples, ids, count, failed, accepted = os.path.abspath(examples), {}, 0, 0, []
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(examples, os.path.join(folder, "examples"))
        for start, end in blocks_of(text):
            output = []
            for command, wanted in commands_of(text[start:end]):
                run = subprocess.run(ENTRY.sub(lambda match: ids.get(match[0], match[0]), command), shell=True,
                                     cwd=folder, env=environment, stdout=subprocess.PIPE,
                                     stderr=subprocess.STDOUT, encoding="utf-8")
                given = run.stdout.splitlines()
                count += 1
                fits = lines_fit(wanted, given, ids)
                output += ["$ " + command] + (wanted if fits else given)
                if not fits and "UZEL_ACCEPT" not in os.environ:
                    failed += 1
                    print(f"{manual}: $ {command}\n--- the manual\n" + "\n".join(wanted) +
                          "\n--- the program\n" + "\n".join(given))
            accepted.append((start, end, "\n".join(output) + "\n"))
    if "UZEL_ACCEPT" in os.environ:
        for start, end, block in reversed(accepted):
            text = text[:start] + block + text[end:]
        open(manual, "w", encoding="utf-8").write(text)
    print(f"{count} examples, {failed} failed")
    return 1 if failed or not count else 0


sys.exit(main(*sys.argv[1:]))
