"""`readlist check`: what a reviewer would find is listed, and what is safe is mended."""

from typing import TYPE_CHECKING, Any

import click

from readlist.cli import output
from readlist.cli.base import DashCommand
from readlist.cli.place import Place
from readlist.wording import counted

if TYPE_CHECKING:
    from collections.abc import Collection

    from readlist.library.checking import Finding

_SOME_LEFT = 3


@click.command(
    "check",
    cls=DashCommand,
    examples="""
readlist check                       all papers
readlist check tag:thesis            those that match
readlist check tag:thesis --fix      mend what is safe; `readlist undo` takes it back
readlist check --strict tag:thesis   for scripts: exit status 3 when something is found
""",
)
@click.argument("query", nargs=-1, type=click.UNPROCESSED)
@click.option("--fix", "fix_it", is_flag=True, help="Mend what is safe, as one step.")
@click.option("--strict", is_flag=True, help="End with status 3 when findings are left.")
@click.option("--json", "as_json", is_flag=True, help="Print an array of findings.")
@click.pass_obj
def command(place: Place, query: tuple[str, ...], fix_it: bool, strict: bool, as_json: bool) -> int:
    """List what is doubtful about papers before a reviewer does.

    Required fields that are missing, preprints that have been published since, doubtful pages,
    DOIs, ISBNs, years, URLs and names, one venue spelt in two ways, keys that BibTeX confuses
    or LaTeX cannot read, unknown macros. Each line is key, rule and sentence; in a pipe they
    are separated by tabs. A * marks what --fix mends: hyphens in page ranges, DOIs written as
    URLs, months as macros, a dot after the title. It never changes keys or names.
    """
    if place.is_missing():
        if as_json:
            output.write("[]\n")
        return 0
    with place.reader() as reader:
        ids = reader.ids(place.query(query), today=place.today)
    from readlist.library import checking  # noqa: PLC0415  (start-up time)

    findings = checking.check(place.library, ids)
    mended = checking.mend(place.library, findings) if fix_it else []
    left = [finding for finding in findings if finding not in mended]
    if as_json:
        output.write_json_array(_as_json(f, fixed=f in mended) for f in findings)
    else:
        _print(findings if not fix_it else mended, mended)
    _tell(left, len(mended), len(ids), fix_it=fix_it)
    return _SOME_LEFT if strict and left else 0


def _print(findings: "list[Finding]", mended: "Collection[Finding]") -> None:
    terminal = output.stdout().isatty()
    for finding in findings:
        key, sentence = output.safe(finding.key), output.safe(finding.sentence)
        if mended and finding.fix:
            sentence = output.safe(f"{finding.fix.old} -> {finding.fix.new}")
        mark = " *" if finding.fix and not mended else ""
        if terminal:
            output.write(f"{key}: {sentence} [{finding.rule}]{mark}\n")
        else:
            output.write(f"{key}\t{finding.rule}\t{sentence}{mark}\n")


def _tell(left: "list[Finding]", mended: int, asked: int, *, fix_it: bool) -> None:
    if fix_it:
        output.say(f"{counted(mended, 'finding')} mended.")
    if not asked:
        output.say("No paper matches.")
    elif not left:
        output.say(f"Nothing found in {counted(asked, 'paper')}.")
    else:
        papers = len({finding.paper_id for finding in left})
        safe = sum(finding.fix is not None for finding in left)
        hint = f"; --fix mends {safe} of them" if safe and not fix_it else ""
        where = counted(papers, "paper") + (" left" if fix_it else "")
        output.say(f"{counted(len(left), 'finding')} on {where}{hint}.")


def _as_json(finding: "Finding", *, fixed: bool) -> dict[str, Any]:
    return {
        "citation_key": finding.key,
        "rule": finding.rule,
        "message": finding.sentence,
        "fix": finding.fix._asdict() if finding.fix else None,
        "fixed": fixed,
    }
