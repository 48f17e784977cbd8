"""An area for text of any origin: what would steer the terminal is shown, not sent."""

from rich.text import Text
from textual.widgets import TextArea

_SHOWN = {
    **{code: 0x2400 + code for code in range(32) if code not in (9, 10)},
    0x7F: 0x2421,
    **dict.fromkeys(range(0x80, 0xA0), 0xFFFD),
}
"""Control characters but tabs and line ends -> their pictures (Unicode, Control Pictures)."""


class PlainArea(TextArea):
    """A TextArea whose text keeps its control characters and shows them as pictures."""

    def get_line(self, line_index: int) -> Text:
        line = super().get_line(line_index)
        shown = line.plain.translate(_SHOWN)
        if shown != line.plain:
            line.plain = shown
        return line
