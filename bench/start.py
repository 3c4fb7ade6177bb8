#!/usr/bin/env python3
"""Prints how long `uzel read` takes from its start to its end with one report: start.py UZEL REPORT [--times 41]

Alone, and beside one process for each processor that keeps it busy. By the clock, in milliseconds.
"""
import argparse
import os
import statistics
import subprocess
import sys
import time


def milliseconds(command):
    """How long one run of the command takes."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - start) * 1000


def tell(label, command, times):
    """Prints the median and the greatest of several runs."""
    runs = [milliseconds(command) for _ in range(times)]
    print(f"start, {label}: median {statistics.median(runs):.1f} ms, at most {max(runs):.1f} ms")


def main():
    """Measures what the arguments name."""
    parser = argparse.ArgumentParser(description="Measures the start of uzel.")
    parser.add_argument("uzel")
    parser.add_argument("report")
    parser.add_argument("--times", type=int, default=41)
    options = parser.parse_args()
    command = [options.uzel, "read", "--format", "json", "--jobs", "1", options.report]
    tell("alone", command, options.times)
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(os.cpu_count() or 1)]
    try:
        tell("beside as many busy processes as processors", command, options.times)
    finally:
        for process in busy:
            process.kill()
            process.wait()


if __name__ == "__main__":
    main()
