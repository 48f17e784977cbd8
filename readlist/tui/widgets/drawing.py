"""A drawing as wide as the widget is: drawn anew for each width, in the theme's colours."""

from collections.abc import Callable, Sequence

from textual.app import RenderResult
from textual.color import Color
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from readlist.tui.theme.charts import Line

Page = Callable[[int], Sequence[Line]]
"""A width -> the lines to show."""

_STYLES = {
    "heading": "bold",
    "muted": "$muted",
    "added": "$primary",
    "read": "$text-success",
    "other": "$text-accent",
    "day0": "$muted 60%",
}
_DAYS = {"day1": 0.35, "day2": 0.55, "day3": 0.78, "day4": 1.0}
"""How much of the theme's green is in the colour of a day."""


class Drawing(Widget):
    """Shows a page; its height follows from its width."""

    DEFAULT_CSS = "Drawing { height: auto; text-wrap: nowrap; text-overflow: clip; }"

    def __init__(self, page: Page | None = None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._page: Page = page or (lambda _width: [])
        self._drawn: tuple[int, Sequence[Line]] = (-1, [])

    def show(self, page: Page) -> None:
        """This page is shown."""
        self._page = page
        self._drawn = (-1, [])
        self.refresh(layout=True)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> RenderResult:
        styles = _STYLES | self._day_styles()
        return Content("\n").join(
            Content.assemble(*((text, styles.get(role, "")) for text, role in line))
            for line in self._lines(self.size.width)
        )

    def _lines(self, width: int) -> Sequence[Line]:
        if self._drawn[0] != width:
            self._drawn = (width, self._page(width))
        return self._drawn[1]

    def _day_styles(self) -> dict[str, str]:
        """One opaque colour a level; a terminal's own colours cannot be mixed."""
        variables = self.app.theme_variables
        green, ground = (Color.parse(variables[name]) for name in ("text-success", "background"))
        if green.ansi is not None or ground.ansi is not None:
            return dict.fromkeys(_DAYS, "$text-success")
        return {role: ground.blend(green, part).hex for role, part in _DAYS.items()}
