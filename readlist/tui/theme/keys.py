"""How keys are written for people."""

from collections.abc import Iterable

_NAMES = {
    "up": "↑", "down": "↓", "left": "←", "right": "→", "enter": "Enter", "escape": "Esc",
    "space": "Space", "tab": "Tab", "home": "Home", "end": "End", "pageup": "PgUp",
    "pagedown": "PgDn", "slash": "/", "question_mark": "?", "colon": ":", "plus": "+",
    "minus": "-", "asterisk": "*", "equals_sign": "=", "number_sign": "#", "full_stop": ".",
    "less_than_sign": "<", "greater_than_sign": ">", "delete": "Del", "backspace": "Backspace",
}  # fmt: skip


def key_name(key: str) -> str:
    """`ctrl+d` as `^d`, `question_mark` as `?`."""
    if key.startswith("ctrl+"):
        return "^" + key_name(key.removeprefix("ctrl+"))
    if key.startswith("shift+"):
        return "Shift+" + key_name(key.removeprefix("shift+"))
    return _NAMES.get(key, key)


def key_names(keys: Iterable[str]) -> str:
    """Several keys for one thing, each once."""
    return " ".join(dict.fromkeys(key_name(key) for key in keys))
