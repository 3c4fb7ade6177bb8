#!/usr/bin/env python3
"""Writes the C file that embeds the built web app, and the bytes that it embeds.

    embed.py FOLDER OUTPUT.c OUTPUT.bin

OUTPUT.bin holds the files of FOLDER one after another, each also compressed where that is shorter by
a tenth; OUTPUT.c takes it in by .incbin and lists the files (struct asset of asset.h). A folder that
does not exist gives an empty list. Outputs whose content would stay the same are not touched, so
that nothing is compiled again.
"""

import gzip
import hashlib
import os
import sys

ENTRY = '    {"%s", "\\"%s\\"", %d, %d, %d, %d},\n'

TEMPLATE = """/* Written by embed.py. sha256: %s */
#include "asset.h"

extern const struct asset asset_table[];
extern const size_t asset_count;

__asm__(".section .rodata\\n"
        ".balign 16\\n"
        ".global asset_bytes\\n"
        "asset_bytes:\\n"
        ".incbin \\"%s\\"\\n"
        ".byte 0\\n"
        ".previous\\n");

const struct asset asset_table[] = {
%s    {0},
};

const size_t asset_count = %d;
"""


def files_of(folder):
    """The files below a folder as (path in the app, bytes), sorted by the path's bytes."""
    found = []
    for root, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(root, name)
            with open(path, "rb") as file:
                found.append(("/" + os.path.relpath(path, folder).replace(os.sep, "/"), file.read()))
    return sorted(found, key=lambda item: item[0].encode())


def write_if_changed(path, content):
    try:
        with open(path, "rb") as file:
            if file.read() == content:
                return
    except FileNotFoundError:
        pass
    with open(path, "wb") as file:
        file.write(content)


def main():
    folder, source, binary = sys.argv[1:]
    content = bytearray()
    entries = ""
    count = 0
    for path, data in files_of(folder):
        if any(not (" " < letter <= "~") or letter in '"\\%' for letter in path):
            sys.exit("embed.py: a name that no address can hold: " + path)
        packed = gzip.compress(data, 9, mtime=0)
        if len(packed) > len(data) * 0.9:
            packed = b""
        start = len(content)
        content += data + packed
        tag = hashlib.sha256(data).hexdigest()[:24]
        entries += ENTRY % (path, tag, start, len(data), start + len(data), len(packed))
        count += 1
    digest = hashlib.sha256(content).hexdigest()
    text = TEMPLATE % (digest, os.path.abspath(binary), entries, count)
    write_if_changed(binary, bytes(content))
    write_if_changed(source, text.encode())


main()
