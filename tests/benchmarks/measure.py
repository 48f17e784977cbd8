"""CPU time and peak memory of child processes: ratios between commands run in turn.

A ratio holds on another machine, and taking turns (A B A B) keeps a busy moment from
falling on one side alone. Import nothing heavy here: Linux counts what the parent used
towards a child's peak memory.
"""

import os
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
READLIST = (
    sys.executable,
    "-c",
    "import sys; from readlist.__main__ import main; sys.exit(main())",
)
"""What the installed `readlist` runs; words of a command line follow."""


class Figure(NamedTuple):
    """One line of the table."""

    what: str
    seconds: float
    """CPU time at the median, or whatever else `what` says is measured in seconds.

    0 where only memory was measured.
    """
    baseline: str
    """What it is compared with; empty where the target is a time."""
    baseline_seconds: float
    target: float
    """At most so many times the baseline, or so many seconds where there is none."""
    megabytes: float = 0
    """Peak memory; 0 where it was not measured."""
    megabytes_target: float = 0


class Spent(NamedTuple):
    """What a process took."""

    seconds: float
    megabytes: float
    out: str


def run(command: Sequence[str], **environment: str) -> Spent:
    """The command has run to its end; CPU time is that of the user and the system."""
    variables = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    # A command that compiles itself at each start would be measured for that.
    variables.pop("PYTHONDONTWRITEBYTECODE", None)
    variables.pop("READLIST_CONFIG", None)
    with subprocess.Popen(command, env=variables, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        out = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"exit status {process.returncode}: {' '.join(command)}")
    # Kilobytes on Linux, bytes on macOS (getrusage(2)).
    megabytes = usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    return Spent(usage.ru_utime + usage.ru_stime, megabytes, out)


def in_turn(
    commands: Mapping[str, Sequence[str]], rounds: int, **environment: str
) -> dict[str, Spent]:
    """The median of each command over `rounds` rounds in which each runs once."""
    for command in commands.values():
        run(command, **environment)  # warms the file cache and the byte code
    spent: dict[str, list[Spent]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            spent[name].append(run(command, **environment))
    return {name: median(runs) for name, runs in spent.items()}


def median(runs: Sequence[Spent]) -> Spent:
    """The median time and memory, and the last output."""
    return Spent(
        statistics.median(run.seconds for run in runs),
        statistics.median(run.megabytes for run in runs),
        runs[-1].out,
    )


def table(figures: Sequence[Figure]) -> str:
    """The figures as lines of text; a missed target is marked, not an error."""
    rows = [("what", "figure", "compared with", "baseline", "ratio", "target", "peak", "target")]
    for f in figures:
        ratio = f.seconds / f.baseline_seconds if f.baseline else 0
        missed = (ratio or f.seconds) > f.target
        swollen = f.megabytes_target and f.megabytes > f.megabytes_target
        rows.append(
            (
                f.what,
                _time(f.seconds) if f.seconds else "",
                f.baseline,
                _time(f.baseline_seconds) if f.baseline else "",
                f"{ratio:.2f}" if f.baseline else "",
                _bound(f) + (" MISSED" if missed else ""),
                f"{f.megabytes:.0f} MB" if f.megabytes else "",
                (f"<= {f.megabytes_target:g} MB" if f.megabytes_target else "")
                + (" MISSED" if swollen else ""),
            )
        )
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def _bound(figure: Figure) -> str:
    if not figure.seconds:  # only memory was measured
        return ""
    return f"<= {figure.target:g}" if figure.baseline else f"<= {_time(figure.target)}"


def _time(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{1000 * seconds:.1f} ms"
