"""Numbers in words, the same on every floor."""


def counted(number: int, thing: str = "paper") -> str:
    """`1 paper`, `12,400 papers`."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
