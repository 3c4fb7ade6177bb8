"""The reports that every peer reads: long plans cut into pieces as bench_reading cuts them, and a corpus."""
from pathlib import Path

SPACES = b" \n"


def cut(data, size):
    """Yields pieces of `size` bytes and up to the next space; the shorter end of a text is left out."""
    start = 0
    while len(data) - start > size:
        end = start + size
        while end < len(data) and data[end] not in SPACES:
            end += 1
        yield data[start:end]
        start = end


def spread(items, count):
    """At most `count` items, evenly spread over all."""
    if count >= len(items):
        return items
    return [items[index * len(items) // count] for index in range(count)]


def write_pieces(sources, folder, size, count):
    """Cuts texts into a folder of reports; returns their paths."""
    pieces = [piece for source in sources for piece in cut(source.read_bytes(), size)]
    paths = []
    for number, piece in enumerate(spread(pieces, count)):
        paths.append(Path(folder) / f"{number:05}.txt")
        paths[-1].write_bytes(piece)
    return paths


def texts_in(folder):
    """The paths of the texts in a folder, by name."""
    return sorted(Path(folder).glob("*.txt"))


def mean_size(paths):
    """The mean size of files in KB."""
    return sum(path.stat().st_size for path in paths) / len(paths) / 1000
