"""A word in the corner while something takes its time."""

from textual.widgets import Static


class UnderWay(Static):
    """Lies over the end of the first line and takes no key."""

    DEFAULT_CSS = """
    UnderWay {
        dock: right; layer: _loading; width: auto; height: 1; padding: 0 1;
        background: $panel; color: $text-warning;
    }
    """

    def __init__(self) -> None:
        super().__init__("Working …", markup=False)
