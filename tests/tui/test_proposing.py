"""What readlist proposes of its own, and how a user takes it up."""

import pytest

from readlist.library import organising, reading
from readlist.tui.screens.ranked import RankedScreen
from readlist.tui.screens.tags import TagList, TagScreen
from readlist.tui.screens.topics import TopicList, TopicsScreen
from readlist.tui.widgets.ranked_list import RankedList
from tests.tui.conftest import fill

_ABOUT = {
    "graph": "random graphs edges vertices connected components threshold giant",
    "speech": "speech recognition acoustic phonemes microphones utterances decoding",
}


@pytest.fixture
def two_topics(empty):
    """Twelve papers, half of them on graphs and half on speech."""
    entries = []
    for topic, words in _ABOUT.items():
        for number in range(6):
            own = words.split()[number % 3 :]
            entries.append(
                f"@article{{{topic}{number}, title={{{' '.join(own[:4]).title()} {number}}}, "
                f"author={{Doe, Jo}}, year={{{2010 + number}}}, abstract={{{words} {own}}}}}"
            )
    fill(empty, "\n".join(entries))
    return empty


async def test_more_like_this_tells_the_shared_words_and_goes_there(opened, two_topics):
    async with opened(two_topics, (80, 24)) as user:
        await user.go_to("graph1")
        await user.press("L")
        assert isinstance(user.app.screen, RankedScreen)
        shown = user.app.screen.query_one(RankedList)
        assert shown.current.citation_key.startswith("graph")
        assert "graphs" in user.text
        wanted = shown.current.citation_key
        await user.press("enter")
        assert user.current.citation_key == wanted


async def test_a_paper_that_the_filter_hides_is_gone_to_all_the_same(opened, two_topics):
    async with opened(two_topics) as user:
        await user.press("slash")
        await user.type("key:graph1")
        await user.press("enter", "L", "j", "enter")
        assert user.current.citation_key.startswith("graph")
        assert user.current.citation_key != "graph1"
        assert len(user.keys) == 12


async def test_nothing_like_it_is_said(opened, library):
    async with opened(library) as user:
        await user.go_to("kingma2014adam")
        await user.press("L")
        assert "No other paper shares its words" in user.text
        await user.press("escape")
        assert user.current.citation_key == "kingma2014adam"


async def test_tags_of_the_neighbours_are_suggested_and_accepted_with_one_key(opened, two_topics):
    ids = {row[1]: row[0] for row in _keys(two_topics)}
    organising.change_tags(two_topics, [ids["graph0"], ids["graph2"], ids["graph3"]], ["networks"])
    organising.change_tags(two_topics, [ids["speech0"]], ["audio"])
    async with opened(two_topics) as user:
        await user.go_to("graph1")
        await user.press("t")
        tags = user.app.screen.query_one(TagList)
        assert tags.tags[0].name == "networks"
        assert "suggested" in user.text
        assert user.app.screen.now == {}
        await user.press("enter", "ctrl+s")
        assert user.current.tags == "networks"


async def test_suggestions_are_never_put_on_unasked(opened, two_topics):
    ids = {row[1]: row[0] for row in _keys(two_topics)}
    organising.change_tags(two_topics, [ids["graph0"], ids["graph2"]], ["networks"])
    async with opened(two_topics) as user:
        await user.go_to("graph1")
        await user.press("t", "ctrl+s")
        if isinstance(user.app.screen, TagScreen):
            await user.press("escape")
        assert user.current.tags == ""


async def test_topics_are_listed_and_their_papers_shown(opened, two_topics):
    async with opened(two_topics, (80, 24)) as user:
        await user.press("T")
        assert isinstance(user.app.screen, TopicsScreen)
        topics = user.app.screen.query_one(TopicList).topics
        assert sorted(len(topic.ids) for topic in topics) == [6, 6]
        await user.press("enter")
        assert len({key[:5] for key in user.keys}) == 1
        assert "6 of 12 papers" in user.text
        assert "topic:" in user.text
        await user.press("escape")
        assert len(user.keys) == 12


async def test_a_topic_is_tagged_in_one_step(opened, two_topics):
    async with opened(two_topics) as user:
        await user.press("T", "t")
        await user.type("mine")
        await user.press("enter", "ctrl+s")
        assert [row.tags for row in user.rows] == ["mine"] * 6
        await user.press("u")
        assert [row.tags for row in user.rows] == [""] * 6


def _keys(library):
    reader = library.reader()
    try:
        return [(row.id, row.citation_key) for row in reader.search("", today="2026-11-20")]
    finally:
        reader.close()


async def test_without_history_the_queue_leads_and_it_is_said(opened, two_topics):
    ids = {row[1]: row[0] for row in _keys(two_topics)}
    reading.set_status(two_topics, [ids["graph3"]], "queued")
    async with opened(two_topics) as user:
        await user.press("0", "X")
        shown = user.app.screen.query_one(RankedList)
        assert shown.current.citation_key == "graph3"
        assert "In the queue's order" in user.text


async def test_what_next_learns_from_choices_and_goes_to_the_paper(opened, two_topics):
    ids = {row[1]: row[0] for row in _keys(two_topics)}
    reading.set_status(two_topics, [ids[f"graph{n}"] for n in range(4)], "read")
    reading.star(two_topics, [ids["graph0"], ids["graph1"]], True)
    reading.set_status(two_topics, [ids[f"speech{n}"] for n in range(4)], "dropped")
    async with opened(two_topics) as user:
        await user.press("X")
        shown = user.app.screen.query_one(RankedList)
        assert shown.current.citation_key.startswith("graph")
        assert "Learned from 8 of your choices" in user.text
        await user.press("enter")
        assert user.current.citation_key.startswith("graph")


async def test_from_a_view_a_paper_outside_it_is_gone_to(opened, two_topics):
    ids = {row[1]: row[0] for row in _keys(two_topics)}
    reading.set_status(two_topics, [ids["graph1"]], "queued")
    async with opened(two_topics) as user:
        assert user.keys == ["graph1"]
        await user.press("L", "enter")
        assert user.current.citation_key != "graph1"
        assert len(user.keys) == 12


async def test_topics_of_papers_without_any_are_said_to_be_none(opened, library):
    async with opened(library) as user:
        await user.press("0", "T")
        assert "Too few papers with words in common." in user.text
        assert "the rest" not in user.text
