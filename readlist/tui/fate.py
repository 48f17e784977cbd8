"""A plan in words: one line whole, with what becomes of the paper, and all lines in short."""

from collections.abc import Iterator

from textual.content import Content

from readlist.text import printable, printable_lines
from readlist.tui.plan import Plan, in_short
from readlist.tui.theme.marks import OUTCOMES
from readlist.wording import counted

_ABSTRACT = 20_000
"""Characters shown of an abstract."""


def fate(plan: Plan, index: int) -> Content:
    """The paragraphs about the line."""
    return Content("\n\n").join(_parts(plan, index))


def _parts(plan: Plan, index: int) -> Iterator[Content]:
    line = plan.line(index)
    if line.number is None:
        yield Content.styled(printable(line.title), "bold")
        if line.outcome == "rejected":
            yield Content("It is not written. The rest is.")
        return
    described = plan.preview.description(line.number)
    title = printable(plan.of(line.number).title or described.title)
    lines = [
        Content.styled(title, "bold") if title else Content.styled("Untitled", "italic $muted")
    ]
    who = " · ".join(filter(None, (described.people, described.where)))
    lines += [Content(printable(who))] if who else []
    yield Content("\n").join(lines)
    yield Content("\n").join(_fate(plan, line.number))
    if described.identifiers:
        yield Content.styled(printable_lines(described.identifiers), "$muted")
    if described.abstract:
        yield Content(printable(described.abstract[:_ABSTRACT]))
    else:
        yield Content.styled("No abstract.", "italic $muted")


def _fate(plan: Plan, number: int) -> Iterator[Content]:
    """What becomes of the block, and by which other paper."""
    outcome, decision, met = plan.outcome(number), plan.of(number), plan.preview.met[number]
    found = plan.found(number)
    style = {"review": "$text-warning", "new": "$text-success", "merged": "$text-primary"}
    head = Content.styled(OUTCOMES[outcome].capitalize(), f"bold {style.get(outcome, '$muted')}")
    said = {
        "left_out": "you leave it out; d takes it in again",
        "unchanged": "the library has all of it",
        "new": in_short(plan.wished(number), "inbox"),
        "merged": met.detail if met.outcome == "merged" else "by your decision",
        "review": "kept as a paper of its own, and the question is asked later",
    }[outcome]
    yield Content.assemble(head, f": {printable(said)}")
    if outcome == "merged" and in_short(plan.wished(number)):
        yield Content(f"It gets {printable(in_short(plan.wished(number)))}.")
    others = found.others if found.outcome != "unchanged" else ()
    for other in others:
        chosen = decision.same_as == other or (outcome == "merged" and not decision.same_as)
        how = "It is" if chosen else "It is not" if decision.apart else "It may be"
        name = printable(other.title or "a paper without a title")
        yield Content.assemble(
            (f"{how} ", "$muted"), name, (f" ({printable(other.citation_key)})", "$muted")
        )
        if other.reasons:
            yield Content.styled(f"  {printable('; '.join(other.reasons))}", "$text-warning")
    if others:
        yield Content.styled("m the same · a another paper · s decide later", "$muted")


def summary(plan: Plan) -> Content:
    """What was recognised, and the equation that accounts for every block."""
    from readlist.formats import FORMATS  # noqa: PLC0415  (start-up time)

    slugs = dict.fromkeys(s for file in plan.report.files for s in file.format.split(" + ") if s)
    kinds = " + ".join(FORMATS[slug].title if slug in FORMATS else slug for slug in slugs)
    totals = plan.totals()
    parts = [f"{totals[name]:,} {words}" for name, words in OUTCOMES.items() if totals.get(name)]
    return Content.assemble(
        (kinds, "bold"), f": {counted(totals['read'])} read",
        (" = " + " + ".join(parts) if parts else "", "$muted"),
    )  # fmt: skip
