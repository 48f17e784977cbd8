"""`make judge`, second part: the judge's corpus goes through both dialects, there and back.

For each file: `--to bibtex` and `--to biblatex` of what was imported; the latter imported again
and brought `--to bibtex`; each of the two imported and translated once more. btparse, the C
parser under biber, says what the texts say; bibtex with four styles and, with `--biber`, biber
say whether a translation made them complain. Nothing of the corpus is in the project.

- kept: every value of an entry is in both translations, under whatever name
- back: by way of biblatex, BibTeX's entry has the same key, type and fields
- again: a translation that is imported and translated again is the same bytes
- bibtex: plain, alpha, abbrv, unsrt complain of nothing new that the export did not tell
- biber: `--validate-datamodel` complains of nothing new
"""

import argparse
import contextlib
import importlib.util
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from readlist.__main__ import main as readlist
from readlist.formats.bibtex import read
from readlist.formats.bibtex.writer import parsed_entry
from readlist.records import Record

ROOT = Path(__file__).parents[1]
JUDGE = ROOT.parent / "shared" / "bibtex-judge"
STYLES = ("plain", "alpha", "abbrv", "unsrt")
COLUMNS = ("runs", "kept", "back", "again", "bibtex", "biber")
TRANSLATED = re.compile(r"(?:year|month|day|date|type|pubstate|entrysubtype|ids)")
"""Fields whose values are put in other words; `back` judges those."""
EXTENDED = re.compile(r"(?:^| and |,)\s*(?:[a-z]+=|family=|given=)")
"""Names in biblatex's form, which BibTeX has in its own."""
UNFORESEEN = re.compile(r"isn't a brace-balanced string")
"""alpha runs out of letters: more than 26 labels are alike once all of them have their year."""


@dataclass
class Verdict:
    """What became of one file."""

    path: str
    entries: int = 0
    wrong: dict[str, list[str]] = field(default_factory=dict)
    """Column -> what is wrong."""


def main(words: Sequence[str]) -> int:
    """The table is printed; 0 when every file passes every column."""
    parser = argparse.ArgumentParser(prog="python -m tests.dialect_judge")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--quick", type=int, default=1, help="every Nth file")
    parser.add_argument("--only", default="", help="files whose path has this in it (a pattern)")
    parser.add_argument("--biber", action="store_true", help="biber --tool too (slow)")
    asked, _ = parser.parse_known_args(words)  # the others are for the judge itself
    if not (JUDGE / "judge.py").is_file() or not shutil.which("bibtex"):
        print(f"NOT JUDGED: bibtex or the judge's corpus ({JUDGE}) is not there.")
        return 0
    listed = json.loads((JUDGE / "corpus" / "MANIFEST.json").read_text("utf-8"))
    paths = [one["path"] for one in listed if re.search(asked.only, one["path"])][:: asked.quick]
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder, "empty.sqlite3")
        source = Path(folder, "none.bib")
        source.write_text("@comment{nothing}\n", "utf-8")
        _run("--library", str(empty), "import", str(source))
        jobs = [(path, str(empty), asked.biber) for path in paths]
        with ProcessPoolExecutor(asked.jobs) as pool:
            verdicts = list(pool.map(_judge, jobs))
    return _told(verdicts, biber=asked.biber)


def _told(verdicts: Sequence[Verdict], *, biber: bool) -> int:
    failed = [one for one in verdicts if one.wrong]
    for one in failed:
        for column, sentences in one.wrong.items():
            for sentence in sentences[:12]:
                print(f"{one.path}: {column}: {sentence}")
            if len(sentences) > 12:
                print(f"{one.path}: {column}: ... and {len(sentences) - 12} more")
    total = sum(one.entries for one in verdicts)
    print(f"{len(verdicts)} files, {total:,} entries")
    for column in COLUMNS if biber else COLUMNS[:-1]:
        passed = sum(column not in one.wrong for one in verdicts)
        print(f"  {column:7} {passed}/{len(verdicts)}")
    print(f"  ALL     {len(verdicts) - len(failed)}/{len(verdicts)}")
    return 1 if failed else 0


def _run(*words: str) -> tuple[int, str]:
    """Exit status of the command and what it said."""
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
        status = readlist(list(words))
    return status, said.getvalue()


def _judge(job: tuple[str, str, bool]) -> Verdict:
    path, empty, biber = job
    verdict = Verdict(path)
    with tempfile.TemporaryDirectory() as name:
        try:
            for column, sentence in _complaints(JUDGE / "corpus" / path, empty, Path(name), biber):
                if column == "entries":
                    verdict.entries = int(sentence)
                else:
                    verdict.wrong.setdefault(column, []).append(sentence)
        except Exception as error:
            verdict.wrong.setdefault("runs", []).append(f"{type(error).__name__}: {error}")
    return verdict


def _complaints(source: Path, empty: str, folder: Path, biber: bool) -> Iterator[tuple[str, str]]:
    texts: dict[str, Path] = {}
    told: dict[str, str] = {}

    def through(start: Path, name: str, *ways: str) -> None:
        library = folder / f"{name}.sqlite3"
        shutil.copyfile(empty, library)
        _, imported = _run("--library", str(library), "import", str(start))
        for way in ways:
            out = folder / f"{name}-{way or 'own'}.bib"
            words = ["--to", way] if way else []
            _, said = _run("--library", str(library), "export", *words, "-o", str(out))
            texts[f"{name}-{way or 'own'}"] = out
            told[f"{name}-{way or 'own'}"] = imported + said

    through(source, "one", "", "bibtex", "biblatex")
    if not texts["one-own"].exists():
        yield "entries", "0"
        return
    through(texts["one-biblatex"], "two", "bibtex", "biblatex")
    through(texts["one-bibtex"], "three", "bibtex")
    judge = _readers()
    reader = judge.Btparse()
    try:
        _, macros = reader.dump(str(texts["one-own"]))
        own, before, middle, after = (
            reader.dump(str(texts[name]), macros)[0]
            for name in ("one-own", "one-bibtex", "one-biblatex", "two-bibtex")
        )
    finally:
        if reader.p:
            reader.p.kill()
    yield "entries", str(len(own.entries))
    twice = _twice(texts["one-own"].read_text("utf-8", "replace"))
    for translated in (before, middle):
        yield from (("kept", sentence) for sentence in _lost(judge, own, translated, twice))
    yield from (("back", sentence) for sentence in _changed(judge, before, after, twice))
    for one, two in (("one-bibtex", "three-bibtex"), ("one-biblatex", "two-biblatex")):
        if texts[one].read_bytes() != texts[two].read_bytes():
            yield "again", f"{one.partition('-')[2]} of {one.partition('-')[2]} is another file"
    for style in STYLES:
        own = _bibtex(texts["one-own"], style, folder)
        for complaint in _bibtex(texts["one-bibtex"], style, folder) - own:
            if not UNFORESEEN.search(complaint) and not _foretold(complaint, told["one-bibtex"]):
                yield "bibtex", f"{style}: {complaint}"
    if biber:
        own = _biber(texts["one-own"], folder)
        for complaint in _biber(texts["one-biblatex"], folder) - own:
            yield "biber", complaint


def _readers() -> Any:
    sys.path.insert(0, str(JUDGE))
    spec = importlib.util.spec_from_file_location("judge_readers", JUDGE / "judge.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _lost(judge: Any, before: Any, after: Any, twice: set[tuple[str, str]]) -> Iterator[str]:
    """What of the entries is in the other text no more, under no name."""
    found: dict[str, list[Any]] = {}
    for entry in after.entries:
        found.setdefault(entry[0], []).append(entry)
    for key, _, fields, _ in before.entries:
        others = found.get(key)
        if not others:
            yield f"{key}: the entry is gone"
            continue
        values = others.pop(0)[2]
        for name, value in fields.items():
            if TRANSLATED.fullmatch(name) or (key, name) in twice or EXTENDED.search(value):
                continue
            if all(_differ(judge, name, value, other) for other in values.values()):
                yield f"{key}: {name}: {value!r} is gone"


def _changed(judge: Any, before: Any, after: Any, twice: set[tuple[str, str]]) -> Iterator[str]:
    """What is not the same. The older keys that were told biblatex stay in `ids`."""
    found: dict[str, list[Any]] = {}
    for entry in after.entries:
        found.setdefault(entry[0], []).append(entry)
    for key, entry_type, fields, _ in before.entries:
        others = found.get(key)
        if not others:
            yield f"{key}: the entry is gone"
            continue
        _, other_type, others_fields, _ = others.pop(0)
        if other_type != entry_type:
            yield f"{key}: @{entry_type} became @{other_type}"
        for name in sorted((fields.keys() | others_fields.keys()) - {"ids"}):
            one, two = fields.get(name, ""), others_fields.get(name, "")
            if _differ(judge, name, one, two) and (key, name) not in twice:
                yield f"{key}: {name}: {one!r} became {two!r}"
    for key, left in found.items():
        if left:
            yield f"{key}: the entry is new"


def _differ(judge: Any, name: str, one: str, two: str) -> bool:
    one, two = (re.sub(r"\{\\relax (.)\}", r"\1", side) for side in (one, two))
    if one == two or (name == "month" and _spoken(one) == _spoken(two)):
        return False
    return str(judge.field_level(name, one, two)).startswith("changed")


def _spoken(month: str) -> list[str]:
    """Months, seasons and days, whatever stands between them and in which order."""
    words = re.findall(r"[a-z]+|\d+", month.lower())
    return sorted("aut" if word == "fall" else word[:3] for word in words)


def _twice(text: str) -> set[tuple[str, str]]:
    """Key and name of the fields that an entry has twice.

    The first counts, for bibtex and for us; btparse takes the last.
    """
    found: set[tuple[str, str]] = set()
    for item in read(text, today=date.today()):
        parsed = parsed_entry(item.raw) if isinstance(item, Record) else None
        if parsed:
            names = Counter(one.name.lower() for one in parsed.fields)
            found |= {(parsed.key, name) for name, count in names.items() if count > 1}
    return found


def _foretold(complaint: str, told: str) -> bool:
    macro = re.search(r'string name "([^"]+)"', complaint)
    if macro:
        return f"macro {macro[1]}, which is not defined" in told.lower()
    place = re.search(r" (?:in|entry) (\S+)$", complaint)
    return place is not None and f"\n{place[1]}: BibTeX will warn: " in f"\n{told}"


def _bibtex(path: Path, style: str, folder: Path) -> Counter[str]:
    """What bibtex complains of, without the places."""
    shutil.copyfile(path, folder / "o.bib")
    (folder / "o.aux").write_text(
        f"\\relax\n\\citation{{*}}\n\\bibstyle{{{style}}}\n\\bibdata{{o}}\n", "utf-8"
    )
    (folder / "o.blg").unlink(missing_ok=True)
    subprocess.run(["bibtex", "o"], cwd=folder, check=False, capture_output=True, timeout=120)
    log = (folder / "o.blg").read_bytes().decode("utf-8", "replace")
    lines = [
        re.sub(r"---?line \d+ of file \S+", "", line)
        for line in log.splitlines()
        if line.startswith("Warning--") or "---line" in line
    ]
    return Counter(line for line in lines if line.strip())


def _biber(path: Path, folder: Path) -> Counter[str]:
    """What biber complains of, without the places."""
    shutil.copyfile(path, folder / "o.bib")
    words = ["biber", "--tool", "--validate-datamodel", "--output-file", "o.out", "o.bib"]
    done = subprocess.run(words, cwd=folder, check=False, capture_output=True, timeout=300)
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    lines = [line for line in said.splitlines() if line.startswith(("WARN", "ERROR"))]
    return Counter(
        re.sub(r"/\S+?\.utf8|line \d+|/tmp/\S+|for entrytype '\w+'", "", line) for line in lines
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
