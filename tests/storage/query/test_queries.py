"""What each query finds in the small library of conftest, newest paper first."""

from collections.abc import Callable

import pytest

from readlist.storage.query import FIELDS

Ask = Callable[[str], str]

EVERY = "survey turn tofu mamba erdos chinese bloom stub"
CASES = {
    "words": [
        ("", EVERY),
        ("   ", EVERY),
        ("mamba", "mamba"),
        ("MAMBA", "mamba"),
        ("unlearn", "tofu"),  # each word by prefix
        ("learning", ""),  # and only by prefix
        ("transformer", "survey mamba"),  # title and abstract
        ("transformer linear", "mamba"),
        ("linear AND transformer", "mamba"),
        ("erdos", "erdos"),  # without accents
        ("ERDŐS", "erdos"),
        ("rényi", "erdos"),
        (r"Erd{\H o}s", "erdos"),  # as it stands in a .bib file
        (r"author:Erd{\H o}s Alfr{\'e}d", "erdos"),
        ("renyi", "erdos"),
        ("naive", "tofu"),  # in a note
        ("colm", "mamba"),  # in the venue
        ("recurr", "mamba"),  # in the takeaway
        ("zufallige graphen", "erdos"),  # in the keywords
        ("gu2023", "mamba"),  # in the key
        ("mila", "turn"),  # in the organization
        ("ng", "survey"),  # among editors
        ("mlops", "bloom"),  # a tag
        ("{TOFU}:", "tofu"),
        (r"Erd{\H{o}}s", "erdos"),
        (r"R{\"e}nyi", "erdos"),
    ],
    "phrases": [
        ('"state space"', "mamba"),
        ('"space state"', ""),
        ('"selective sta"', ""),  # whole words
        ('"selective sta', "mamba"),  # while it is being typed
        ("\u201cselective state\u201d", "mamba"),
        ("state-space", "mamba"),
        ("linear-ti", "mamba"),
        ("GPT-4", "tofu"),
        ('"Albert Gu"', "mamba"),
        ('"Gu, Albert"', "mamba"),
        ('"Tri Gu"', ""),
        (r'author:"Alfr{\"e}d R\'enyi"', "erdos"),
    ],
    "operators": [
        ("mamba OR tofu", "mamba tofu"),
        ("transformer -mamba", "survey"),
        ("transformer ^mamba", "survey"),
        ("transformer NOT mamba", "survey"),
        ("NOT NOT mamba", "mamba"),
        ("transformer linear OR tofu", "mamba tofu"),  # AND before OR
        ("transformer (linear OR tofu)", "mamba"),
        ("transformer AND NOT (linear OR tofu)", "survey"),
        ("transformer NOT(linear)", "survey"),
        ("-(transformer OR author:lee OR is:queued)", "chinese stub"),
        ('transformer -"state space"', "survey"),
        ("mamba OR year:1959", "mamba erdos"),
        ("-mamba year:2023..", "turn tofu"),
        ("-mamba OR year:2023", EVERY),
        ("OR", "turn tofu"),  # alone it is a word
        ("mamba OR", "mamba"),
        ("OR mamba", "mamba"),
        ("mamba AND", "mamba"),
        ("mamba NOT", "mamba"),
        ("mamba OR OR tofu", "mamba tofu"),
        ("(mamba", "mamba"),
        ("mamba)", "mamba"),
        (") mamba (", "mamba"),
        ("() mamba", "mamba"),
        ("or", "turn tofu"),  # in lower case too: "OR is it", "example.org"
    ],
    "text fields": [
        ("title:transf", "survey"),
        ("Title:transf", "survey"),
        ("abstract:transf", "mamba"),
        ("author:gu", "mamba"),
        ("authors:gu,lee", "turn mamba"),
        ("author:G", "mamba"),
        ("author:=ma", ""),
        ('author:"Paul Erdos"', "erdos"),
        ('author:"Erdős, Paul"', "erdos"),
        ('author:"Alfréd Paul"', ""),
        ("author:gu,", "mamba"),
        ("note:naive", "tofu"),
        ("notes:naive,mamba", "tofu"),
        ("venue:colm", "mamba"),
        ("journal:publ", "erdos"),
        ("org:mila", "turn"),
        ("organization:mi", "turn"),
        ("-author:gu year:2023..2024", "tofu"),
        ('title:"selective state"', "mamba"),
        ("title:*form*", "survey bloom"),
        ("*former*", "survey bloom mamba"),
        ("perform*", "bloom"),
        ("*aïv*", "tofu"),  # in a note
        ("note:*aïv*", "tofu"),
        ("-note:*aïv* is:queued", "bloom erdos"),
        ("*curre*", "mamba"),  # in a takeaway
        ("takeaway:*curre*", "mamba"),
        ("title:*curre*", ""),
        ("*100%_s*", "stub"),
        ("*100__s*", ""),
        ("title:", EVERY),  # while it is being typed
        ("mamba tag:", "mamba"),
    ],
    "tags": [
        ("tag:ml", "survey mamba"),  # and below, and not mlops
        ("tag:ml/vision", "survey"),
        ("tag:vision", ""),
        ("tags:ML", "survey mamba"),
        ("tag:=ml", "mamba"),
        ("tag:rl,mlops", "turn bloom"),
        ("tag:ml*", "survey mamba bloom"),
        ("tag:*vis*", "survey"),
        ('tag:"to read"', "tofu"),
        ("-tag:ml is:read", ""),
        ("(tag:rl OR tag:mlops)", "turn bloom"),
        ("tag:(rl OR mlops)", "turn bloom"),
        ("-tag:(rl OR mlops OR is:inbox) year:2022..", "survey tofu mamba"),
        ('tag:("to read" OR (ml -vision)) mamba', "mamba"),
        ("author:(gu dao)", "mamba"),
        ("year:(2022 OR >2024", "survey turn bloom"),
        ("tag:()", EVERY),
        ("tag:METHODES", "chinese"),  # case and accents fold
        ("tag:methodes/ökonomie", "chinese"),
        ("tag:méth*", "chinese"),
        ("tag:oko", ""),
        ("tag:*?[odd]", "erdos"),
        ("tag:=*?[ODD]", "erdos"),
        ("tag:=?", ""),
        ("tag:" + "é" * 3000, ""),
        ("no:tag", "stub"),
        ("-no:tag -has:tag", ""),
    ],
    "identifiers": [
        ("key:maini", "tofu"),
        ("key:DBLP:journals/erdos59", "erdos"),
        ("key:oldmam", "mamba"),
        ('key:"gu2023"', ""),
        ("key:=gu2023mamba", "mamba"),
        ("arxiv:2401.06121", "tofu"),
        ("arXiv:2401.06121v2", "tofu"),
        ("arxiv:2401", "tofu"),
        ("arxiv:cs.LG", "tofu mamba"),
        ("arxiv:cs", "tofu mamba"),
        ("2401.06121", "tofu"),
        ("https://arxiv.org/abs/2401.06121v2", "tofu"),
        ("https://arxiv.org/pdf/2211.05100", "bloom"),  # it has the DOI that arXiv gave it
        ("10.5486/PMD.1959.6.3-4.12", "erdos"),
        ("https://doi.org/10.5486/PMD.1959.6.3-4.12", "erdos"),
        ("doi:10.5486/PMD.1959.6.3-4.12", "erdos"),
        ("doi:https://doi.org/10.5486/PMD.1959.6.3-4.12", "erdos"),
        ("doi:10.5486", "erdos"),
        ("https://openreview.net/forum?id=ab_c", "survey"),
        ("http://www.openreview.net/forum", "survey"),
        ("https://openreview.net/forum?id=abxc", ""),
        ("https://example.org/a-b", "tofu"),  # in a note
        ("url:openreview", "survey"),
        ("comment:pages", "tofu"),
        ('comment:"17 pages"', "tofu"),
        ("type:article", "turn erdos"),
        ("type:Article,book", "survey turn erdos"),
        ("type:art", ""),
    ],
    "numbers": [
        ("year:2022", "survey bloom"),
        ("year:2022,2024", "survey tofu bloom"),
        ("year:2022..2023", "survey mamba bloom"),
        ("year:2023..2022", "survey mamba bloom"),
        ("year:..2021", "erdos chinese"),
        ("year:2024..", "turn tofu"),
        ("year:>=2024", "turn tofu"),
        ("year:>2024", "turn"),
        ("year:<1960", "erdos"),
        ("year:<=1959", "erdos"),
        ("year:=2023", "mamba"),
        ("-year:1900..2030", "stub"),  # an unknown year is not in the range
        ("year:..", EVERY),
        ("year:>=", EVERY),
        ("rating:>=4", "mamba"),
        ("rating:2,5", "turn mamba"),
        ("priority:high", "tofu"),
        ("priority:<normal", "survey"),
        ("priority:low..normal -priority:0", "survey"),
    ],
    "takeaways and keywords": [
        ("takeaway:back", "mamba"),
        ("takeaway:mamba", ""),
        ('keyword:"zufällige graphen"', "erdos"),
        ("keywords:prob", "erdos"),
        ("keyword:graphs", ""),
        ("keyword:*fällig*", "erdos"),
        ("*babilit*", "erdos"),
        ("has:takeaway", "mamba"),
        ("no:keyword has:doi", "bloom"),
    ],
    "dates": [
        ("added:7d", "survey turn tofu"),
        ("added:1d", "survey turn"),
        ("added:today", "survey"),
        ("added:yesterday", "turn"),
        ("added:2w", "survey turn tofu mamba"),
        ("added:>1y", ""),
        ("added:>=1y", "stub"),
        ("added:<7d", "survey turn tofu"),
        ("added:..3m", "bloom stub"),
        ("added:2w..1w", "mamba"),
        ("added:2025", "stub"),
        ("added:2026-07..2026-08", "erdos chinese"),
        ("added:2026-09-12", "survey"),
        ("added:>2026-09-11", "survey"),
        ("added:<2026", "stub"),
        ("updated:today", "survey mamba"),
        ("date:2024-01", "tofu"),
        ("date:2023", "mamba"),
        ("date:2024-01-01..", "turn"),  # in 2024-01, on a day that is not known
        ("date:2022", "survey bloom"),  # only the year is known
        ("date:>2024", "turn"),
        ("read:2026-09", "mamba"),
        ("read:1y", "mamba"),
        ("read:..2025", "survey"),
        ("started:2026", "mamba"),  # turn came in as it is: since when is not known
        ("started:2025", ""),
        ("reading:>=2026-08", "mamba"),
    ],
    "questions": [
        ("is:unread", "turn tofu erdos bloom stub"),
        ("is:inbox", "stub"),
        ("is:reading", "turn"),
        ("is:read", "mamba"),
        ("is:skimmed,dropped", "survey chinese"),
        ("status:read,reading", "turn mamba"),
        ("is:starred", "mamba"),
        ("-is:starred is:read", ""),
        ("is:incomplete", "stub"),
        ("is:duplicate", "turn tofu"),
        ("is:cited", "tofu mamba"),  # mamba by an older key
        ("is:cited is:unread", "tofu"),
        ("-is:cited is:queued", "bloom erdos"),
        ("has:note", "tofu"),
        ("has:rating", "turn mamba"),
        ("no:author", "survey stub"),
        ("no:year", "stub"),
        ("has:doi", "erdos bloom"),
        ("has:arxiv has:url", "tofu"),
        ("no:abstract,title -is:queued", "survey turn chinese stub"),
    ],
    "orders": [
        ("is:queued", "tofu bloom erdos"),  # high priority, then as arranged
        ("is:queued year:..2022", "bloom erdos"),
        ("status:queued sort:added", "tofu erdos bloom"),
        ("is:queued sort:queue-desc", "erdos bloom tofu"),
        ("sort:year is:queued", "tofu bloom erdos"),
        ("sort:year-asc is:unread", "erdos bloom tofu turn stub"),
        ("sort:year+ is:unread", "erdos bloom tofu turn stub"),
        ("sort:year- is:queued", "tofu bloom erdos"),
        ("-sort:title is:queued", "tofu bloom erdos"),
        ("sort:title is:queued", "erdos bloom tofu"),
        ("sort:author is:queued", "bloom erdos tofu"),
        ("sort:author has:editor,author sort:key", "bloom erdos mamba turn tofu survey chinese"),
        ("sort:key is:queued", "bloom erdos tofu"),
        ("sort:venue has:venue", "mamba erdos"),
        ("sort:venue-desc has:venue", "erdos mamba"),
        ("sort:venue is:queued", "erdos tofu bloom"),  # without a venue last
        ("sort:status year:2021..2023", "bloom mamba chinese survey"),
        ("sort:rating has:rating", "mamba turn"),
        ("sort:priority,year-asc is:unread", "tofu erdos bloom turn stub"),
        ("sort:updated is:read,dropped", "mamba survey"),
        ("sort:added-asc", " ".join(reversed(EVERY.split()))),
    ],
    "pasted text": [
        ("TOFU: A Task of Fictitious Unlearning for LLMs", "tofu"),
        ("GPT-4: forgetting", "tofu"),
        ("Key: NOT a title OR is it?", "turn"),
        ("Rating:systems", ""),
        ("Year:Unlearning", ""),
        ("NEAR(mamba, tofu)", ""),
        ("mamba*", "mamba"),
        ("mamba ***", "mamba"),
        ("mamba ?!", "mamba"),
        ("mamba -", "mamba"),
        ("mamba -!!", "mamba"),
        ("--mamba", "mamba"),
        ("^", EVERY),
        ('"', EVERY),
        ('""', EVERY),
        ("mamba\x00 \x1b\ufeff", "mamba"),
        ("mam\u200bba\udc80", "mamba"),
        ("'; DROP TABLE paper; --", ""),
        ("mamba' OR '1'='1", "mamba"),
        ("title : mamba", ""),  # no field, but three words
        ("rowid:1", ""),
        ("{title}", "turn"),
        ('mamba" OR "tof', "mamba tofu"),
        ("🤗", EVERY),
    ],
    "scripts without spaces": [
        ("基于深度", "chinese"),
        ("学习", "chinese"),
        ("*学习*", "chinese"),
        ("*深*", "chinese"),
        ("title:识别", "chinese"),
        ("-学习 year:2021", ""),
        ("author:王", "chinese"),
        ('"图像识别"', "chinese"),
        ("abstract:学习", ""),
    ],
}


@pytest.mark.parametrize(
    ("query", "papers"),
    [
        pytest.param(query, papers, id=f"{topic}-{number}")
        for topic, cases in CASES.items()
        for number, (query, papers) in enumerate(cases)
    ],
)
def test_finds(ask: Ask, query: str, papers: str) -> None:
    assert ask(query) == papers


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_has_cases_help_and_an_example_that_runs(ask: Ask, name: str) -> None:
    field = FIELDS[name]
    queries = [query for cases in CASES.values() for query, _ in cases]
    for word in (name, *field.aliases):
        assert any(f"{word}:" in query for query in queries), word
    assert 0 < len(field.help) < 50
    assert field.example.startswith(f"{name}:")
    ask(field.example)
    for value in field.values:
        ask(f"{name}:{value}")


@pytest.mark.parametrize(
    ("zone", "today", "yesterday", "recent"),
    [
        ("UTC", "survey", "turn", "survey turn"),
        ("Asia/Kolkata", "survey turn", "", "survey turn"),
        ("America/Los_Angeles", "", "survey turn", "survey turn"),
    ],
)
def test_a_day_is_the_day_where_the_user_is(
    ask: Ask,
    live_in: Callable[[str], None],
    zone: str,
    today: str,
    yesterday: str,
    recent: str,
) -> None:
    # One was added a second before midnight in UTC, the other at midnight.
    live_in(zone)
    assert ask("added:today") == ask("added:2026-09-12") == today
    assert ask("added:yesterday") == yesterday
    assert ask("added:>=yesterday") == ask("added:1d") == recent
    assert ask("date:2023-12-01") == "mamba"  # a date of publication is no moment
