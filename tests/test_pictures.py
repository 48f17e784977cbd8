"""The README's pictures need nothing from outside, and show the app as it is."""

import re
from xml.etree import ElementTree

import pytest

from tests.cast import SECONDS
from tests.pictures import FOLDER, PICTURES

SVG = "{http://www.w3.org/2000/svg}"
_MOST = 400_000
"""Bytes that a reader of the README loads without noticing."""
_ALIKE = 0.75
"""A changed word here and there is no reason to draw anew; another screen is."""


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_whole_small_and_self_contained(name):
    text = (FOLDER / name).read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    assert root.tag == SVG + "svg"
    assert len(text) < _MOST
    assert not [e.tag for e in root.iter() if e.tag in (SVG + "script", SVG + "image")]
    drawn = re.sub(r"<!--.*?-->", "", text).replace("http://www.w3.org/2000/svg", "")
    assert "http" not in drawn
    assert not re.search(r"@import|@font-face|\bon\w+=", text)
    targets = [v for e in root.iter() for k, v in e.attrib.items() if k.endswith("href")]
    assert all(target.startswith("#") for target in targets)
    named = {e.attrib["id"] for e in root.iter() if "id" in e.attrib}
    assert {target.removeprefix("#") for target in targets} <= named


@pytest.mark.parametrize("name", PICTURES)
async def test_a_picture_shows_the_app_as_it_is(name):
    kept, made = (
        words(text) for text in ((FOLDER / name).read_text("utf-8"), await PICTURES[name]())
    )
    alike = len(kept & made) / len(kept | made)
    assert alike > _ALIKE, f"`make pictures` draws {name} anew"


def test_the_cast_plays_in_a_loop_and_stands_still_for_who_wants_no_motion():
    text = (FOLDER / "cast.svg").read_text(encoding="utf-8")
    assert f"animation:{SECONDS}s step-end infinite" in text
    assert "@media (prefers-reduced-motion:reduce){.f{animation:none}}" in text
    groups = ElementTree.fromstring(text).findall(f"{SVG}g")
    standing = {use.attrib["y"] for g in groups if g.attrib.get("class") != "f" for use in g}
    rows = {use.attrib["y"] for g in groups for use in g}
    assert standing == rows  # the frame that stands is whole


def words(svg: str) -> set[str]:
    """What can be read in it."""
    texts = ElementTree.fromstring(svg).iter(SVG + "text")
    return {word for text in texts for word in "".join(text.itertext()).split()}
