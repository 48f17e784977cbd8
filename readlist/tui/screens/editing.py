"""A paper's BibTeX entry in the user's own editor, while the screen stands back."""

from textual.app import SuspendNotSupported
from textual.binding import Binding

from readlist.errors import ReadlistError
from readlist.text import printable
from readlist.tui.screens.viewing import Viewing
from readlist.tui.widgets.paper_list import PaperList


class Editing(Viewing):
    """A screen whose papers can be edited as BibTeX."""

    BINDINGS = [
        Binding("e", "edit", "Edit", show=False, id="paper.edit",
                tooltip="Change its BibTeX entry in $VISUAL or $EDITOR"),
    ]  # fmt: skip

    def action_edit(self) -> None:
        from readlist.library import editing, editor  # noqa: PLC0415  (start-up time)

        paper_id = self.query_one(PaperList).current
        if paper_id is None:
            return
        try:
            opened = editing.open_entry(self.library, paper_id)
            with self.app.suspend(), editor.edited(f"{opened.text}\n", ".bib") as text:
                remarks = editing.change(self.library, opened, text)
        except SuspendNotSupported:
            self.tell("No editor can be opened from here; `readlist edit` does it.", error=True)
        except ReadlistError as error:
            self.tell(str(error), error=True)
        else:
            self.library_changed()
            changed = f"Changed{self.alone(opened.record.citation_key)}{self.undoable}"
            self.tell(
                "Nothing changed."
                if remarks is None
                else "\n".join([*map(printable, remarks), changed])
            )
