#!/usr/bin/env python3
"""Golden files: what a program prints of NAME.txt must be what NAME.expected holds.

    golden.py FOLDER PROGRAM [ARGUMENT…]

Runs the program with its arguments and each *.txt (or *.bin) of FOLDER. With UZEL_ACCEPT in the
environment, as «make accept» has it, what is printed is written into the expected files instead:
look at the difference before committing it."""
import difflib
import os
import pathlib
import subprocess
import sys


def main():
    accept = "UZEL_ACCEPT" in os.environ
    folder, *program = sys.argv[1:]
    program[0] = os.path.abspath(program[0])
    failed = 0
    cases = sorted(path for path in pathlib.Path(folder).iterdir() if path.suffix in (".txt", ".bin"))
    for case in cases:
        printed = subprocess.run([*program, case.name], capture_output=True, cwd=folder).stdout.decode()
        expected = case.with_suffix(".expected")
        if accept:
            expected.write_text(printed, encoding="utf-8")
            continue
        wanted = expected.read_text(encoding="utf-8") if expected.exists() else ""
        if printed != wanted:
            failed += 1
            lines = difflib.unified_diff(wanted.splitlines(), printed.splitlines(), str(expected), "printed", lineterm="")
            print("\n".join(lines))
    print(f"{len(cases)} golden files, {failed} differ")
    sys.exit(1 if failed or not cases else 0)


main()
