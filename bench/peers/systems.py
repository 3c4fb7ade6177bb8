"""The readers that are compared: how each is run, and which of its time counts as reading."""
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent


@dataclass
class Cost:
    """What a run took: seconds by the clock and of the CPU, peak memory in bytes."""

    wall: float
    cpu: float
    peak: int


@dataclass
class Uzel:
    """The program under test: the whole way from bytes to JSON, with facts."""

    program: str
    name: str = "uzel"

    def command(self, paths, _times):
        """The command that reads files."""
        return [self.program, "read", *map(str, paths), "--format", "json", "--jobs", "1"]

    def documents_per_second(self, count, cost, start, _times):
        """By difference: the time of all reports less that of the first alone."""
        return tuple((count - 1) / max(whole - first, 1e-9)
                     for whole, first in ((cost.cpu, start.cpu), (cost.wall, start.wall)))


@dataclass
class Natasha:
    """Natasha's tagger of names alone."""

    python: str
    name: str = "natasha"

    def command(self, paths, times):
        """The command that reads files."""
        return [self.python, "-B", str(HERE / "read_natasha.py"), times, *map(str, paths)]

    def documents_per_second(self, count, _cost, _start, times):
        """By its own watch, which stands still while it loads, decodes and writes."""
        wall, cpu = map(float, Path(times).read_text(encoding="utf-8").split())
        return count / cpu, count / wall


def run(system, paths, stem):
    """Runs a system over files and returns the Cost. Readings go into STEM.jsonl, its own times into STEM.times."""
    measured = [sys.executable, "-B", str(HERE / "measure.py"), f"{stem}.jsonl"]
    done = subprocess.run([*measured, *system.command(paths, f"{stem}.times")], stdout=subprocess.PIPE, text=True,
                          check=False)
    if done.returncode != 0:
        sys.exit(f"compare.py: {system.name} ended with status {done.returncode}")
    wall, cpu, peak = done.stdout.split()
    return Cost(float(wall), float(cpu), int(peak))


def speed(system, paths, start, stem):
    """Reads files; returns documents a second of CPU time and by the clock, and the Cost."""
    cost = run(system, paths, stem)
    return *system.documents_per_second(len(paths), cost, start, f"{stem}.times"), cost
