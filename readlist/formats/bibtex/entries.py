"""The fields of one entry become a Record: what BibTeX would see, and what a reader needs."""

import re
from collections.abc import Mapping

from readlist.formats.bibtex.dates import parse_date
from readlist.formats.bibtex.fields import ORGANIZATION_FIELDS, VENUE_FIELDS
from readlist.formats.bibtex.names import NameParser
from readlist.identifiers import parse_arxiv, parse_doi
from readlist.latex import readable
from readlist.records import Record

_CORR = re.compile(r"\babs/([\w.-]+(?:/\d+)?)", re.IGNORECASE)
_OLD_NUMBER = re.compile(r"\d{7}(?:v\d+)?")
_URL_COMMAND = re.compile(r"\\url\s*\{([^{}]*)\}")
_ESCAPED = re.compile(r"\\([%&#_~$])")
_ABOUT_ARXIV = ("journal", "note", "howpublished", "url", "doi", "journaltitle", "number", "volume")
_LATEX = re.compile(r"[\\{}$~]|--")


class Extractor:
    """Makes Records; what names and journals repeat is worked out once."""

    def __init__(self) -> None:
        self.names = NameParser()
        self._readable: dict[str, str] = {}

    def record(self, fields: Mapping[str, str]) -> Record:
        """A Record of the resolved `fields` (names in lower case); all else is left empty."""
        extra = dict(fields)
        take = extra.pop
        record = Record(title=take("title", ""), abstract=take("abstract", ""), extra=extra)
        author = take("author", "")
        if author:
            names, more = self.names.parse(author)
            record.authors, record.more_authors = names, more
            record.author_count = None if more or not names else len(names)
        editor = fields.get("editor")
        if editor:
            names, more = self.names.parse(editor)
            record.editors = names
            if not more:
                del extra["editor"]
        self._venue(record, extra)
        date = parse_date(fields)
        record.year, record.date = date.year, date.iso
        for name in date.told:
            del extra[name]
        _identifiers(record, extra)
        return record

    def _venue(self, record: Record, extra: dict[str, str]) -> None:
        for name in VENUE_FIELDS:
            if name in extra:
                record.venue = self.shown(extra.pop(name))
                break
        for name in ORGANIZATION_FIELDS:
            if name in extra:
                record.organization = self.shown(extra[name])
                if name == "organization":
                    del extra[name]
                break

    def shown(self, text: str) -> str:
        """A short value, readable."""
        if not _LATEX.search(text):
            return text
        shown = self._readable.get(text)
        if shown is None:
            shown = readable(text).strip()
            if len(self._readable) < 50_000:
                self._readable[text] = shown
        return shown


def _identifiers(record: Record, extra: dict[str, str]) -> None:
    """DOI, URL and arXiv ID are told, and the fields they repeat in full are gone."""
    url = extra.get("url", "")
    if url:
        record.url = bare_url(url)
        del extra["url"]
    elif "howpublished" in extra:
        found = _URL_COMMAND.search(extra["howpublished"])
        record.url = bare_url(found[0]) if found else ""
    doi = extra.get("doi", "")
    if doi:
        record.doi = parse_doi(_ESCAPED.sub(r"\1", doi))
        if record.doi:
            del extra["doi"]
    elif "doi.org/10." in record.url:
        record.doi = parse_doi(record.url)
    if "eprint" in extra:
        _eprint(record, extra)
    if not record.arxiv_id:
        for name in _ABOUT_ARXIV:
            value = getattr(record, _KEPT_AS[name]) if name in _KEPT_AS else extra.get(name, "")
            if value and _mentions_arxiv(value):
                found_id = _arxiv_in(value)
                if found_id:
                    record.arxiv_id = found_id
                    break


_KEPT_AS = {"journal": "venue", "url": "url", "doi": "doi"}


def _mentions_arxiv(value: str) -> bool:
    low = value.lower()
    return "arxiv" in low or "corr" in low or low.startswith("abs/")


def _arxiv_in(value: str) -> str:
    found = parse_arxiv(value)
    if found is None:
        paper = _CORR.search(value)
        found = parse_arxiv(paper[1]) if paper else None
    return found.id if found else ""


def _eprint(record: Record, extra: dict[str, str]) -> None:
    """`eprint` with its companions, in BibTeX's and in biblatex's spelling."""
    archive = extra.get("archiveprefix") or extra.get("eprinttype") or ""
    subject = extra.get("primaryclass") or extra.get("eprintclass") or ""
    eprint = extra["eprint"]
    if archive.lower() not in ("", "arxiv"):
        if not _OLD_NUMBER.fullmatch(eprint):
            return
        eprint = f"{archive}/{eprint}"
    elif _OLD_NUMBER.fullmatch(eprint) and subject:
        eprint = f"{subject}/{eprint}"
    found = parse_arxiv(eprint)
    if found is None:
        return
    record.arxiv_id = found.id
    record.primary_class = subject
    told = ["eprint", "archiveprefix", "eprinttype", "primaryclass", "eprintclass"]
    if found.id != extra["eprint"]:
        # A version, another spelling: the field as it stands says more.
        told.remove("eprint")
    for name in told:
        extra.pop(name, None)


def bare_url(text: str) -> str:
    r"""A URL without `\url{...}` and without TeX's escapes."""
    if "\\" in text or "{" in text:
        found = _URL_COMMAND.search(text)
        text = _ESCAPED.sub(r"\1", found[1] if found else text).strip()
        if text.startswith("{") and text.endswith("}"):
            text = text[1:-1]
    return text.strip("<>") if text.startswith("<") else text
