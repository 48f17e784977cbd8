"""What an empty library says: the three ways in, and a sample to try."""

from collections.abc import Mapping

from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from readlist.tui.theme.keys import key_name


class Welcome(Static, can_focus=True):
    """Shown in the place of the list while there is no paper."""

    BINDINGS = [
        Binding("D", "sample", "Sample library", id="welcome.sample",
                tooltip="Load sixty real papers to try things out; u takes them away again"),
    ]  # fmt: skip

    class SampleWanted(Message):
        """The user wants the sample library."""

    def on_mount(self) -> None:
        self.update(_text(self.app._keymap))

    def action_sample(self) -> None:
        self.post_message(self.SampleWanted())


def _text(keymap: Mapping[str, str]) -> Content:
    def key(binding_id: str, default: str) -> str:
        return key_name(keymap.get(binding_id, default).partition(",")[0])

    return Content.assemble(
        ("Your reading list is empty.", "bold"),
        "\n\nThree ways in:\n\n",
        *_way(key("library.import", "i"), "Paste", "a listing page, copied from the browser"),
        *_way(key("library.add", "a"), "Import", "a file: a saved page or a .bib"),
        *_way("", "Type", "abstracts into the same window, each after “Abstract:”"),
        "\nBefore anything is written you see what each paper would become.\n\n",
        *_way(key("welcome.sample", "D"), "Sample", "sixty real papers, to try readlist out"),
        *_way(key("app.help", "?"), "Help", "all keys"),
        *_way(key("app.quit", "q"), "Quit", ""),
    )


def _way(key: str, name: str, words: str) -> list[str | tuple[str, str]]:
    return [
        (f" {key or ' '} ", "bold $text-primary" if key else ""),
        (f" {name:<8}", "bold"),
        (f"{words}\n", "$muted"),
    ]
