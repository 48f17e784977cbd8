"""What keys do to papers besides reading them: tags, notes, deleting, copying, the web."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual.binding import Binding

from readlist.latex import readable
from readlist.storage.reader import Row
from readlist.text import printable
from readlist.tui.screens.reading_actions import TITLE, ReadingActions, named, titled
from readlist.tui.theme.cells import fit, title_of, title_or_start
from readlist.tui.view import LibraryView
from readlist.wording import counted

if TYPE_CHECKING:
    from readlist.tui.screens.tags import TagChange

MOST_OPENED = 20
"""Pages on the web that are opened at once."""


class PaperActions(ReadingActions):
    """A screen with papers to act on; a subclass says which and shows the result."""

    view: LibraryView

    BINDINGS = [
        Binding("t", "tags", "Tags", id="paper.tags", tooltip="Put on and take off tags"),
        Binding("n", "note", "Note", id="paper.note",
                tooltip="Write the paper's note, or go on with its latest one"),
        Binding("N", "new_note", "New note", show=False, id="paper.new_note",
                tooltip="Begin another note"),
        Binding("d", "delete", "Delete", show=False, id="paper.delete",
                tooltip="Delete from the library, after a question"),
        Binding("w", "open_web", "Open on the web", show=False, id="paper.web",
                tooltip="Open its page in the browser; of several, after a question"),
        Binding("y", "copy_key", "Copy key", show=False, id="paper.copy_key",
                tooltip="Copy the citation key"),
        Binding("Y", "copy_bibtex", "Copy BibTeX", show=False, id="paper.copy_bibtex",
                tooltip="Copy the BibTeX entry"),
        Binding("C", "copy_citation", "Copy citation", show=False, id="paper.copy_citation",
                tooltip="Copy the citation as text (APA)"),
    ]  # fmt: skip

    def paper(self, paper_id: int) -> dict[str, Any]:
        """All that is known of a paper; nothing where it is gone."""
        raise NotImplementedError

    def known_tags(self) -> list[tuple[str, int]]:
        """Every tag and on how many papers it is."""
        raise NotImplementedError

    def suggested_tags(self, paper_id: int) -> list[tuple[str, float]]:
        """Tags that may fit the paper, each with how likely that is; called off the thread."""
        raise NotImplementedError

    def several_selected(self) -> bool:
        """Is more selected than the paper at the cursor, which alone gets a note?"""
        return False

    def alone(self, key: str) -> str:
        """Which paper a deed took, to be told where others are selected."""
        return (
            f" {printable(key)} alone, the paper at the cursor" if self.several_selected() else ""
        )

    def action_tags(self) -> None:
        self.with_targets(self._ask_tags, opens=True)

    def _ask_tags(self, rows: Sequence[Row], typed: "TagChange | None" = None) -> None:
        from readlist.tui.screens.tags import TagScreen  # noqa: PLC0415  (start-up time)

        if not rows:
            return
        ids = [row.id for row in rows]

        def change(tags: "TagChange") -> None:
            def job() -> int:
                from readlist.library import organising  # noqa: PLC0415  (start-up time)

                return organising.change_tags(self.library, ids, tags.add, tags.remove)

            words = " ".join([*(f"+{t}" for t in tags.add), *(f"-{t}" for t in tags.remove)])
            self.write(
                job,
                lambda _n: f"{named(rows)}: {words}{self.undoable}",
                lambda: self._ask_tags(rows, tags),
            )

        carried = [row.tags.split(", ") if row.tags else [] for row in rows]
        suggest = (lambda: self.suggested_tags(ids[0])) if len(ids) == 1 else None
        self.ask(TagScreen(self.known_tags(), carried, suggest, titled(rows), change=typed), change)

    def action_note(self) -> None:
        self._write_note(new=False)

    def action_new_note(self) -> None:
        self._write_note(new=True)

    def _write_note(self, *, new: bool) -> None:
        from readlist.tui.screens.note import NoteScreen  # noqa: PLC0415  (start-up time)

        current = self.current()
        if current is None:
            return
        paper_id, paper = current
        latest = paper["notes"][-1] if paper["notes"] and not new else None
        abstract = readable(paper["abstract"] or "")
        title = title_or_start(readable(paper["title"] or ""), abstract, paper["citation_key"])
        only = " only" if self.several_selected() else ""
        heading = f"{'Note' if latest else 'New note'}{only} on {fit(title, TITLE).rstrip()}"
        alone = self.alone(paper["citation_key"])
        of = f" on{alone}" if alone else ""
        before = latest["body"] if latest else ""

        def save(text: str) -> None:
            def job() -> str:
                from readlist.library import organising  # noqa: PLC0415  (start-up time)

                done = f"Note {'saved' if text.strip() else 'removed'}{of}{self.undoable}"
                if not latest:
                    organising.add_note(self.library, paper_id, text)
                elif not organising.edit_note(self.library, paper_id, latest["id"], before, text):
                    yours = (
                        f"Yours is a new one{of}{self.undoable}" if text.strip() else "It stays."
                    )
                    return f"The note was changed elsewhere meanwhile. {yours}"
                return done

            self.write(job, lambda sentence: sentence, lambda: ask(text))

        def ask(typed: str | None) -> None:
            screen = NoteScreen(self.library, self.view.candidates, heading, before, typed)
            self.ask(screen, save)

        ask(None)

    def action_delete(self) -> None:
        self.with_targets(self._delete, opens=True)

    def _delete(self, rows: Sequence[Row]) -> None:
        from readlist.tui.screens.confirm import Confirm  # noqa: PLC0415  (start-up time)

        if not rows:
            return
        ids = [row.id for row in rows]

        def delete(yes: bool) -> None:
            def job() -> int:
                from readlist.library import organising  # noqa: PLC0415  (start-up time)

                return organising.delete(self.library, ids)

            if yes:
                self.write(job, lambda n: f"Deleted {named(rows)}{self.undoable}")

        shown = "\n".join(fit(title_of(row), 60).rstrip() for row in rows[:5])
        more = f"\nand {len(rows) - 5:,} more" if len(rows) > 5 else ""
        self.ask(Confirm(f"Delete {counted(len(rows))}?", shown + more, "delete", "keep"), delete)

    def action_open_web(self) -> None:
        self.with_targets(self._open_web, opens=True)

    def _open_web(self, rows: Sequence[Row]) -> None:
        if len(rows) > MOST_OPENED:
            self.tell(f"At most {MOST_OPENED} pages are opened at a time.", error=True)
            return
        found = [(row, web_address(self.paper(row.id))) for row in rows]
        urls = list(dict.fromkeys(url for _, url in found if url))
        missing = len(rows) - sum(bool(url) for _, url in found)
        if rows and not urls:
            none = "This paper has no" if len(rows) == 1 else "None of these papers has a"
            self.tell(f"{none} web address, DOI or arXiv ID.", error=True)
        elif len(urls) == 1:
            self._open(urls, missing)
        elif urls:
            from readlist.tui.screens.confirm import Confirm  # noqa: PLC0415  (start-up time)

            shown = "\n".join(fit(printable(url), 58).rstrip() for url in urls)
            question = Confirm(f"Open {counted(len(urls), 'page')}?", shown, "open", "leave")
            self.ask(question, lambda yes: self._open(urls, missing) if yes else None)

    def _open(self, urls: Sequence[str], missing: int) -> None:
        for url in urls:
            self.app.open_url(url)
        opened = urls[0] if len(urls) == 1 else counted(len(urls), "page")
        rest = f"; {counted(missing)} without an address" if missing else ""
        self.tell(f"Opened {opened}{rest}")

    def action_copy_key(self) -> None:
        self.with_targets(self._copy_key)

    def _copy_key(self, rows: Sequence[Row]) -> None:
        if not rows:
            return
        text = ",".join(row.citation_key for row in rows)
        self.app.copy_to_clipboard(text)
        ids = [row.id for row in rows]

        def job() -> None:
            from readlist.library import citing  # noqa: PLC0415  (start-up time)

            citing.pin(self.library, ids)

        self.write(job, lambda _n: f"Copied {fit(text, 200).rstrip()}")

    def action_copy_bibtex(self) -> None:
        self.with_targets(self._copy_bibtex)

    def _copy_bibtex(self, rows: Sequence[Row]) -> None:
        ids = [row.id for row in rows]

        def job() -> str:
            from readlist.library import citing  # noqa: PLC0415  (start-up time)

            return citing.bibliography(self.library, ids).text

        if rows:
            self.write(job, self._copied)

    def action_copy_citation(self) -> None:
        self.with_targets(self._copy_citation)

    def _copy_citation(self, rows: Sequence[Row]) -> None:
        ids = [row.id for row in rows]

        def job() -> str:
            from readlist.library import exporting  # noqa: PLC0415  (start-up time)

            return "\n".join(exporting.in_style(self.library, ids))

        if rows:
            self.write(job, self._copied)

    def _copied(self, text: str) -> str:
        self.app.copy_to_clipboard(text)
        return "Copied\n" + "\n".join(fit(line, 56).rstrip() for line in text.splitlines()[:12])


def web_address(paper: dict[str, Any]) -> str:
    """The paper's page on the web, http or https only; empty when there is none."""
    if (paper.get("url") or "").startswith(("https://", "http://")):
        return str(paper["url"])
    if paper.get("doi"):
        return f"https://doi.org/{paper['doi']}"
    if paper.get("arxiv_id"):
        return f"https://arxiv.org/abs/{paper['arxiv_id']}"
    return ""
