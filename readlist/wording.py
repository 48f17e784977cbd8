"""Numbers and days in words, the same on every floor."""


def counted(number: int, thing: str = "paper") -> str:
    """`1 paper`, `12,400 papers`."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def day(date: str) -> str:
    """`2026-11-20` as `20 Nov 2026`; less precise dates stay that way."""
    months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
    parts = date[:10].split("-")
    if not all(part.isdigit() for part in parts) or (len(parts) > 1 and not 0 < int(parts[1]) < 13):
        return date
    if len(parts) > 1:
        parts[1] = months[int(parts[1]) - 1]
    return " ".join(str(int(p)) if p.isdigit() else p for p in reversed(parts))
