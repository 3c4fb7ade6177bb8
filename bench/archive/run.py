"""Generates the archive, reads it into a registry, and prints how well and how fast: the figures of
docs/registry.md.

    run.py PROGRAM REPORTS [--jobs N] [--seed N] [--folder FOLDER] [--errors N]

The folder (default: a temporary one) keeps the archive; an archive that is there already is read, not
made again. The rate of a tenth of the archive is its reports over the time between two moments at which
the registry, asked every tenth of a second, held its first and its last report."""
import argparse
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent


def held(registry):
    """How many reports the registry holds; 0 while it is being made."""
    try:
        database = sqlite3.connect(f"file:{registry}?mode=ro", uri=True)
        try:
            return database.execute("SELECT coalesce(max(number), 0) FROM reports").fetchone()[0]
        finally:
            database.close()
    except sqlite3.Error:
        return 0


def read(program, folder, registry, jobs):
    """Reads the archive; the seconds it took and the moments [(seconds, reports held)]."""
    moments, start = [(0.0, 0)], time.monotonic()
    with subprocess.Popen([program, "read", folder / "reports", "--registry", registry, "--jobs", str(jobs)],
                          stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            time.sleep(0.1)
            moments.append((time.monotonic() - start, held(registry)))
        if process.returncode:
            sys.exit(f"{program} read: exit status {process.returncode}")
    seconds = time.monotonic() - start
    moments.append((seconds, held(registry)))
    return seconds, moments


def rate(moments, first, last):
    """Reports a second between the moments at which the registry held so many."""
    begin = next(moment for moment in moments if moment[1] >= first)
    end = next(moment for moment in moments if moment[1] >= last)
    return (end[1] - begin[1]) / (end[0] - begin[0]) if end[0] > begin[0] else float("nan")


def main():
    parser = argparse.ArgumentParser(description="Measures who is who in a generated archive.")
    parser.add_argument("program")
    parser.add_argument("reports", type=int)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    if not (HERE.parents[2] / "shared" / "corpora").is_dir():
        print("skipped: no corpora and scorers beside the project (../shared)")
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        registry = folder / "archive.uzel"
        if not (folder / "truth.jsonl").exists():
            subprocess.run([sys.executable, HERE / "generate.py", folder, str(options.reports),
                            "--seed", str(options.seed)], check=True)
        for path in folder.glob("archive.uzel*"):
            path.unlink()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds, moments = read(options.program, folder, registry, options.jobs)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        memory = used.ru_maxrss / 1024
        cpu = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
        tenth = options.reports // 10
        second, last = rate(moments, tenth, 2 * tenth), rate(moments, 9 * tenth, options.reports)
        with open(folder / "appearances.jsonl", "wb") as out:
            subprocess.run([options.program, "list", "appearances", "--registry", registry, "--format",
                            "json"], stdout=out, check=True)
        subprocess.run([sys.executable, HERE / "score.py", folder / "truth.jsonl",
                        folder / "appearances.jsonl", "--errors", str(options.errors)], check=True)
        print(f"{options.reports} reports in {seconds:.1f} s with {options.jobs} jobs: "
              f"{options.reports / seconds:.0f} reports/s")
        print(f"{cpu / options.reports * 1000:.2f} ms of CPU a report")
        print(f"second tenth {second:.0f} reports/s, last tenth {last:.0f} reports/s: {last / second:.2f}")
        print(f"peak memory {memory:.0f} MB, registry {os.path.getsize(registry) / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
