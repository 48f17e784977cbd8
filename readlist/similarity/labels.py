"""A group of texts is named by its own words: those that most of them have and few others."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log
from typing import NamedTuple

from readlist.similarity.phrases import alike, singular
from readlist.similarity.terms import STOP_WORDS
from readlist.text import fold

_SHARE = 0.25
"""A phrase that fewer of the group have does not speak for it."""
_TWO_WORDS = 1.3
"""Two words say more than one."""
_PART = 0.6
"""A word that stands in a phrase so often is no name beside it: `tuning` in `fine-tuning`."""
_PROMINENT = 3
"""A phrase that a text has so often is what it is about."""
_ALWAYS = 0.7
"""A neighbour that a phrase has so often belongs to it: `large` language models."""
_LONGEST = 4
"""Words of a phrase as it is written, function words not counted."""
_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"[\s\u2010-\u2015-]{1,2}(?:(?:of|for|and|in|the|to)[\s\u2010-\u2015-])?")
_JOINT = re.compile(r"[\s\u2010-\u2015-]")
_BEFORE = re.compile(r"[^\W_]+[-\u2010\u2011]\Z")
_AFTER = re.compile(r"[-\u2010\u2011][^\W_]+")
_LONG_WORD = 20
"""Letters that are looked at beside a phrase, for the other half of a word with a hyphen."""
_TEXTS = 60
"""Texts that are looked through for how a phrase is written."""


def prominence(texts: Iterable[Mapping[str, int]]) -> dict[str, float]:
    """Phrase -> in how many texts it is prominent, where `texts` say how often each has it.

    Once in three is a third of a text.
    """
    found: dict[str, float] = {}
    for phrases in texts:
        for phrase, count in phrases.items():
            found[phrase] = found.get(phrase, 0.0) + min(1.0, count / _PROMINENT)
    return found


def characteristic(
    group: Sequence[Mapping[str, int]], everywhere: Mapping[str, float], texts: int
) -> dict[str, float]:
    """The phrases of a group's texts and how characteristic they are, the most so first.

    `group` says how often each text of the group has each phrase, `everywhere` in how many of
    all `texts` a phrase is prominent, the group's among them.
    """
    size, others = len(group), texts - len(group)
    having = Counter(phrase for phrases in group for phrase in phrases)
    shared = [phrase for phrase, count in having.items() if count >= max(2, _SHARE * size)]
    inside = prominence({p: text[p] for p in shared if p in text} for text in group)
    values: dict[str, float] = {}
    for phrase in shared:
        share = inside[phrase] / size
        elsewhere = (max(0.0, everywhere[phrase] - inside[phrase]) + 0.5) / (others + 1)
        value = share * log(share / elsewhere) * (_TWO_WORDS if " " in phrase else 1)
        if value > 0:
            values[phrase] = value
    for phrase in [phrase for phrase in values if " " in phrase]:
        for word in phrase.split():
            if having[phrase] >= _PART * having[word]:
                values.pop(word, None)
    return dict(sorted(values.items(), key=lambda item: (-item[1], item[0])))


class _Words(NamedTuple):
    """A text and its words that are no function words."""

    text: str
    keys: list[str]
    """Folded and singular."""
    spans: list[tuple[int, int]]


def distinct(
    phrases: Mapping[str, float], texts: Sequence[str], titles: Sequence[str], limit: int
) -> dict[str, float]:
    """The first `limit` of `phrases` that are not alike, as the texts write them most often.

    As titles do, where no text has it, for titles capitalise. A phrase that stands nowhere in
    one piece is left out. The values are those of `phrases`.
    """
    chosen: list[str] = []
    letters: set[str] = set()
    written: dict[str, float] = {}
    split = [[_words(text) for text in among[:_TEXTS]] for among in (texts, titles)]
    for phrase, value in phrases.items():
        if len(chosen) == limit:
            break
        if not any(alike(phrase, other) for other in chosen):
            forms = (_written(phrase.split(), among) for among in split)
            form = next(filter(None, forms), "")
            # `multi-modal` is said with `multimodal`.
            if form and (spelt := fold(form).replace(" ", "")) not in letters:
                letters.add(spelt)
                chosen.append(phrase)
                written[form] = value
    return written


def _words(text: str) -> _Words:
    keys: list[str] = []
    spans: list[tuple[int, int]] = []
    for found in _WORD.finditer(text):
        key = fold(found[0])
        if len(key) > 1 and key not in STOP_WORDS and not key.isnumeric():
            keys.append(singular(key))
            spans.append(found.span())
    return _Words(text, keys, spans)


def _written(phrase: Sequence[str], split: Sequence[_Words]) -> str:
    """The phrase with what always stands beside it; empty where it never stands in one piece."""
    places = [(words, at) for words in split for at in _places(phrase, words)]
    first, last = 0, len(phrase)
    while last - first < _LONGEST:
        before = _neighbour(places, first - 1, first)
        after = _neighbour(places, last, last - 1)
        if before:
            first -= 1
        elif after:
            last += 1
        else:
            break
    forms: Counter[str] = Counter()
    for words, at in places:
        if at + first >= 0 and at + last <= len(words.keys):
            start, end = words.spans[at + first][0], words.spans[at + last - 1][1]
            left = _BEFORE.search(words.text, max(0, start - _LONG_WORD), start)
            right = _AFTER.match(words.text, end, end + _LONG_WORD)
            start, end = left.start() if left else start, right.end() if right else end
            forms[" ".join(words.text[start:end].split())] += 1
    return _usual(forms)


def _places(phrase: Sequence[str], words: _Words) -> Iterator[int]:
    """Where the phrase stands among the words, with nothing between that parts it."""
    for at, key in enumerate(words.keys):
        if (
            key == phrase[0]
            and words.keys[at : at + len(phrase)] == list(phrase)
            and all(_gap(words, i, _GAP) for i in range(at, at + len(phrase) - 1))
        ):
            yield at


def _gap(words: _Words, at: int, allowed: "re.Pattern[str]") -> bool:
    return bool(allowed.fullmatch(words.text, words.spans[at][1], words.spans[at + 1][0]))


def _neighbour(places: Sequence[tuple[_Words, int]], offset: int, beside: int) -> bool:
    """Is the word at `offset` from each place nearly always the same, right beside the phrase?"""
    found: Counter[str] = Counter()
    for words, at in places:
        here, gap = at + offset, at + min(offset, beside)
        if 0 <= here < len(words.keys) and _gap(words, gap, _JOINT):
            found[words.keys[here]] += 1
    return any(count > 2 and count >= _ALWAYS * len(places) for count in found.values())


def _usual(forms: Mapping[str, int]) -> str:
    """The form that is most frequent whatever its capitals, as a text would write it."""
    together: Counter[str] = Counter()
    for form, count in forms.items():
        together[form.casefold()] += count
    if not together:
        return ""
    best = min(together, key=lambda form: (-together[form], form))
    # Titles capitalise; so plain letters win where they are a third.
    writings = {form: count for form, count in forms.items() if form.casefold() == best}
    if 3 * writings.get(best, 0) >= together[best]:
        return best
    return min(writings, key=lambda form: (-writings[form], form))
