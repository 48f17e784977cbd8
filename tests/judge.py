"""`make judge`: readers that nobody here wrote judge what readlist makes of their files.

The judge lies beside the checkout, in `../shared/bibtex-judge`, and is no part of the project.
Each of its files is imported into a new library and exported again by one process.
"""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from readlist.__main__ import main as readlist

ROOT = Path(__file__).parents[1]
JUDGE = ROOT.parent / "shared" / "bibtex-judge" / "run.sh"
NEEDED = {"bibtex": "texlive-binaries texlive-base", "perl": "perl libtext-bibtex-perl"}
ALSO = {"biber": "--biber", "pdflatex": "--latex"}
"""Programs that make more columns possible, and the switch that asks for these."""


def main(words: Sequence[str]) -> int:
    """The table is printed; 0 when every file passes every column but `strict`.

    `words` go on to the judge: `--quick 8`, `--only REGEX`, `-v`. Without the judge or TeX
    it is said plainly, and the status is 0: there is nothing that failed.
    """
    missing = [f"{name} ({packages})" for name, packages in NEEDED.items() if not _found(name)]
    if not JUDGE.is_file():
        missing.insert(0, f"the judge itself ({JUDGE})")
    elif _found("perl") and not _has_btparse():
        missing.append("Text::BibTeX of Perl (libtext-bibtex-perl)")
    if missing:
        print(f"NOT JUDGED. This is not there: {'; '.join(missing)}.")
        return 0
    own = f"{shlex.quote(sys.executable)} -m tests.judge --round-trip {{in}} {{out}} {{tmp}}"
    with tempfile.TemporaryDirectory() as folder:
        # Byte code is written once, here, instead of being compiled for each file.
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": folder}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment.setdefault("BIBTEX_JUDGE_OUT", str(ROOT / "build" / "judge"))
        _warm_up(folder, environment)
        extra = [switch for name, switch in ALSO.items() if _found(name)]
        for name in ALSO.keys() - {name for name in ALSO if _found(name)}:
            print(f"Without {name}, its column is left out.")
        command = [str(JUDGE), "--name", "readlist", "--cmd", own, *extra, *words]
        return subprocess.run(command, env=environment, check=False).returncode


def round_trip(source: str, target: str, folder: str) -> int:
    """The file was imported into a new library and exported from it."""
    library = ["--library", str(Path(folder, "library.sqlite3"))]
    imported = readlist([*library, "import", source])
    exported = readlist([*library, "export", "-o", target])
    return imported or exported


def _found(program: str) -> bool:
    return shutil.which(program) is not None


def _has_btparse() -> bool:
    command = ["perl", "-MText::BibTeX", "-e", "1"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def _warm_up(folder: str, environment: dict[str, str]) -> None:
    source = Path(folder, "first.bib")
    source.write_text("@misc{first, title = {A title}}\n", "utf-8")
    words = [str(source), str(Path(folder, "out.bib")), folder]
    command = [sys.executable, "-m", "tests.judge", "--round-trip", *words]
    subprocess.run(command, env=environment, check=True, capture_output=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--round-trip"]:
        sys.exit(round_trip(*sys.argv[2:5]))
    sys.exit(main(sys.argv[1:]))
