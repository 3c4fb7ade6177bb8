#!/usr/bin/env python3
"""Runs a command on one core with one thread and prints what it cost.

    measure.py OUTPUT COMMAND [ARGUMENT…]

The command's standard output goes to the file OUTPUT; printed is one line of wall seconds, CPU seconds
(user and system) and peak memory in bytes. Exits as the command does.

Stands alone and imports next to nothing: what the starting process holds counts as the started one's peak,
so it must be smaller than anything that is measured.
"""
import os
import sys
import time

THREAD_LIMITS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def restrict():
    """Leaves this process, and those that it starts, the last of its cores and one thread."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    for name in THREAD_LIMITS:
        os.environ[name] = "1"


def start(output, command):
    """Starts a command that writes to a file; returns its process id."""
    child = os.fork()
    if child:
        return child
    try:
        os.dup2(os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666), 1)
        os.execvp(command[0], command)
    except OSError as error:
        os.write(2, f"measure.py: {command[0]}: {error.strerror}\n".encode())
        os._exit(127)


def main():
    """Runs the command of the arguments and prints its cost."""
    if len(sys.argv) < 3:
        sys.exit("usage: measure.py OUTPUT COMMAND [ARGUMENT…]")
    restrict()
    begin = time.perf_counter()
    _, status, usage = os.wait4(start(sys.argv[1], sys.argv[2:]), 0)
    wall = time.perf_counter() - begin
    print(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)
    sys.exit(os.waitstatus_to_exitcode(status) & 0xFF)


if __name__ == "__main__":
    main()
