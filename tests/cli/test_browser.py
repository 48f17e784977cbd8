"""The reading list in a real browser: drawn there, and moved by its keys"""

from pathlib import Path

import pytest

pytest.importorskip("aiohttp", reason="needs the extra `web`")
pytest.importorskip("textual_serve", reason="needs the extra `web`")

from textual.color import Color
from textual.theme import BUILTIN_THEMES

from tests.cli.chromium import FOUND, Picture, browsing
from tests.cli.served import serving

COLOURS = BUILTIN_THEMES["textual-dark"].to_color_system().generate()


def colour(name: str) -> int:
    """The theme's colour of this name as a picture counts it."""
    return int(Color.parse(COLOURS[name]).hex[1:7], 16)


@pytest.mark.slow
@pytest.mark.skipif(FOUND is None, reason="needs Debian's package chromium")
async def test_the_list_is_drawn_in_a_browser_and_its_cursor_follows_mouse_and_keys(
    library: Path, tmp_path: Path
) -> None:
    ground, cursor = colour("background"), colour("primary")

    def drawn(picture: Picture) -> bool:
        # Letters come in many shades of their colour.
        return picture.share(ground) > 0.3 and picture.colours() > 50

    def lit(picture: Picture) -> bool:
        return drawn(picture) and picture.share(cursor) > 0.005

    with serving(library) as served:
        address = f"http://127.0.0.1:{served.port}"
        async with browsing(address, tmp_path / "browser") as page:
            await page.shows(drawn)
            await page.click(100, 45)  # a paper, and the terminal has the keys
            first = await page.shows(lit)
            (tmp_path / "first.png").write_bytes(first.png)
            line = first.broadest(cursor)
            for key in "0gj":  # all papers, the first, the second
                await page.press(key)
            await page.shows(lambda p: lit(p) and p.broadest(cursor) > line)
            await page.press("k")
            await page.shows(lambda p: lit(p) and p.broadest(cursor) == line)
            await page.press("q")  # the app ends, and its page says so
            await page.shows(lambda p: not drawn(p))
