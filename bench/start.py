#!/usr/bin/env python3
"""Prints how long `uzel read` takes from its start to its end with one report: start.py UZEL TEXT [--size 2900]

The report is the beginning of the text. Alone, and beside one process for each processor that keeps it busy. By the clock, in milliseconds.
"""
import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def milliseconds(command):
    """How long one run of the command takes."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - start) * 1000


def tell(label, command, times):
    """Prints the median and the greatest of several runs."""
    runs = [milliseconds(command) for _ in range(times)]
    print(f"start, {label}: median {statistics.median(runs):.1f} ms, at most {max(runs):.1f} ms")


def measure(options, report):
    """Prints both figures."""
    command = [options.uzel, "read", "--format", "json", "--jobs", "1", report]
    tell("alone", command, options.times)
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(os.cpu_count() or 1)]
    try:
        tell("beside as many busy processes as processors", command, options.times)
    finally:
        for process in busy:
            process.kill()
            process.wait()


def main():
    """Measures what the arguments name."""
    parser = argparse.ArgumentParser(description="Measures the start of uzel.")
    parser.add_argument("uzel")
    parser.add_argument("text")
    parser.add_argument("--size", type=int, default=2900, help="bytes of the report")
    parser.add_argument("--times", type=int, default=41)
    options = parser.parse_args()
    with tempfile.NamedTemporaryFile(suffix=".txt") as report:
        report.write(Path(options.text).read_bytes()[: options.size].decode(errors="ignore").encode())
        report.flush()
        measure(options, report.name)


if __name__ == "__main__":
    main()
