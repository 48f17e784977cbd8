"""`python -m tests.benchmarks [NAME...]`: every benchmark, or those named, in one table.

A benchmark is a module of this folder with `main() -> list[Figure]`. Nothing fails by the
clock: the table shows what was reached, and a person judges.
"""

import sys
from importlib import import_module
from pathlib import Path

from tests.benchmarks.measure import Figure, table

NO_BENCHMARKS = {"__main__", "measure", "generate"}


def main(names: list[str]) -> None:
    """The table is printed."""
    found = sorted({path.stem for path in Path(__file__).parent.glob("*.py")} - NO_BENCHMARKS)
    figures: list[Figure] = []
    for name in names or found:
        print(f"measuring {name} ...", file=sys.stderr)
        figures += import_module(f"tests.benchmarks.{name}").main()
    print(table(figures))


if __name__ == "__main__":
    main(sys.argv[1:])
