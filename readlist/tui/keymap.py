"""The user's keys in the place of readlist's own: in no scope does one key mean two things."""

import difflib
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import NamedTuple

from textual.app import App
from textual.binding import Binding
from textual.keys import Keys, _character_to_key
from textual.screen import Screen

from readlist.text import printable
from readlist.tui.theme.keys import key_names

_MAIN = ("screens.reading_list:ReadingList", "app:ReadlistApp")
SCOPES: Mapping[str, tuple[str, ...]] = {
    "list": ("widgets.paper_list:PaperList", *_MAIN),
    "details": ("widgets.details:Details", *_MAIN),
    "sidebar": ("widgets.sidebar:Sidebar", *_MAIN),
    "welcome": ("widgets.welcome:Welcome", *_MAIN),
    "filter": ("widgets.filter_bar:QueryInput",),
    "triage": ("widgets.details:Details", "screens.triage:Triage"),
    "duplicates": ("widgets.field_table:FieldTable", "screens.duplicates:Duplicates"),
    "topics": ("screens.topics:TopicList", "screens.topics:TopicsScreen"),
    "proposals": ("widgets.ranked_list:RankedList", "screens.ranked:RankedScreen"),
    "columns": ("screens.columns:ColumnList", "screens.columns:ColumnsScreen"),
    "go to": ("screens.go_to:GoTo",),
    "save view": ("screens.save_view:SaveView",),
    "import": ("widgets.preview_list:PreviewList", "screens.import_:ImportScreen"),
    "path": ("widgets.path_input:PathInput", "screens.import_:ImportScreen"),
    "files": ("screens.pick_file:FolderList", "screens.pick_file:PickFile"),
    "title": ("screens.retitle:Retitle",),
    "export": ("screens.export:ExportScreen",),
    "menu": ("screens.menu:Choices", "screens.menu:Menu"),
    "note": ("screens.note:NoteScreen",),
    "link": ("screens.link:LinkTo",),
    "takeaway": ("screens.takeaway:Takeaway",),
    "tags": ("screens.tags:TagScreen",),
    "history": ("screens.history:StepList", "screens.history:History"),
    "statistics": ("screens.statistics:StatisticsScreen",),
    "help": ("screens.help:HelpScreen",),
    "confirm": ("screens.confirm:Confirm",),
}
"""Where the user can be -> what has keys there, from the focus outwards.

By name, since all screens together cost a start that no one needs who remaps nothing.
"""
_TYPING = frozenset(
    ("filter", "path", "title", "save view", "go to", "note", "link", "takeaway", "tags", "export")
)
"""Where text is typed: a letter that had a meaning there could not be typed any more."""
_TYPED_KEYS = frozenset(("backspace", *(_character_to_key(chr(code)) for code in range(32, 127))))
_NAMED_KEYS = _TYPED_KEYS.union(key.value for key in Keys)


class Settled(NamedTuple):
    """The keys that hold, and what was wrong with the others."""

    keys: Mapping[str, str]
    """Binding's ID -> its keys with commas, as Textual names them."""
    complaints: tuple[str, ...] = ()


def settle(wanted: Mapping[str, str]) -> Settled:
    """The keys of the configuration, as far as they can be had; the rest stay as they were."""
    if not wanted:
        return Settled({})
    scopes = {name: _keys_by_id(name) for name in SCOPES}
    defaults: dict[str, list[str]] = {}
    for scope in scopes.values():
        for binding_id, keys in scope.items():
            defaults.setdefault(binding_id, keys)
    settled: dict[str, list[str]] = {}
    complaints: list[str] = []
    for binding_id, text in wanted.items():
        complaint = _unknown(binding_id, defaults)
        keys = [_key(part.strip()) for part in text.split(",")]
        if not complaint and "" in keys:
            wrong = text.split(",")[keys.index("")].strip()
            named = f"there is no key “{printable(wrong)}”" if wrong else "no key is named"
            complaint = f"{named}; it stays {key_names(defaults[binding_id])}."
        where = next((name for name in _TYPING if binding_id in scopes[name]), "")
        if not complaint and where and (needed := _TYPED_KEYS.intersection(keys)):
            complaint = (
                f"{key_names(sorted(needed))} is needed to type there ({where}); "
                f"it stays {key_names(defaults[binding_id])}."
            )
        if complaint:
            complaints.append(f"[keys] {printable(binding_id)}: {complaint}")
        else:
            settled[binding_id] = list(dict.fromkeys(keys))
    while clash := _clash(scopes, settled):
        # The default was there first, and of two wishes the first one.
        loser, winner = sorted(clash.ids, key=lambda i: i not in settled or -list(settled).index(i))
        if loser not in settled:
            loser, winner = winner, loser
        del settled[loser]
        complaints.append(
            f"[keys] {loser}: {key_names([clash.key])} is already {winner} ({clash.scope}); "
            f"it stays {key_names(defaults[loser])}."
        )
    return Settled({i: ",".join(keys) for i, keys in settled.items()}, tuple(complaints))


def bindings_of(owner: type) -> list[Binding]:
    """The bindings that readlist's own classes give to `owner`, one a key."""
    found: list[Binding] = []
    for base in owner.__mro__:
        if base.__module__.startswith("readlist."):
            found += Binding.make_bindings(vars(base).get("BINDINGS", ()))
            if not vars(base)["_inherit_bindings"]:
                break
        elif not issubclass(base, App | Screen):
            break
    return found


def owners(scope: str) -> Iterator[type]:
    """The classes that have keys in this scope, imported now."""
    for name in SCOPES[scope]:
        module, _, owner = name.partition(":")
        yield getattr(import_module(f"readlist.tui.{module}"), owner)


class _Clash(NamedTuple):
    scope: str
    key: str
    ids: tuple[str, str]


def _clash(
    scopes: Mapping[str, Mapping[str, list[str]]], settled: Mapping[str, list[str]]
) -> _Clash | None:
    for scope, bindings in scopes.items():
        taken: dict[str, str] = {}
        for binding_id, default in bindings.items():
            for key in settled.get(binding_id, default):
                other = taken.setdefault(key, binding_id)
                if other != binding_id:
                    return _Clash(scope, key, (other, binding_id))
    return None


def _keys_by_id(scope: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for owner in owners(scope):
        for binding in bindings_of(owner):
            found.setdefault(binding.id or "", []).append(binding.key)
    return found


def _unknown(binding_id: str, known: Mapping[str, object]) -> str:
    if binding_id == "find.view":
        return "the digits of the views are fixed."
    if binding_id in known:
        return ""
    near = difflib.get_close_matches(binding_id, known, 1)
    hint = f"did you mean {near[0]}?" if near else "the help in the reading list names them."
    return f"there is no such command; {hint}"


def _key(text: str) -> str:
    """The key as Textual names it; empty where there is no such key."""
    *modifiers, key = text.split("+") if len(text) > 1 else (text,)
    modifiers = [modifier.lower() for modifier in modifiers]
    key = key.lower() if len(key) > 1 else key  # F5
    if len(key) == 1:
        key = _character_to_key(key)
    elif key not in _NAMED_KEYS:
        return ""
    if not set(modifiers) <= {"ctrl", "shift", "alt", "super", "meta", "hyper"}:
        return ""
    return "+".join((*modifiers, key))
