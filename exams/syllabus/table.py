"""A syllabus kept as a table: a row for each topic, or for each detail of one."""

import csv
import re

_COLUMNS = (
    ("hours", re.compile(r"hour|hrs|lecture|period|stunden|heures|horas", re.IGNORECASE)),
    ("weight", re.compile(r"weight|mark|percent|%|share|gewicht|punkte|poids|peso", re.IGNORECASE)),
    ("details", re.compile(r"sub.?topic|detail|content|inhalt|contenu|conten", re.IGNORECASE)),
    ("topic", re.compile(r"topic|title|name|theme|thema|tema|titre", re.IGNORECASE)),
    ("unit", re.compile(r"unit|module|chapter|modul|kapitel|chapitre|unidad|block", re.IGNORECASE)),
)
_UNITS = {"hours": "hours", "weight": "%"}
LONGEST_HEAD = 40  # letters of a column's name
_NUMBERED = re.compile(r"(?:unit|module|chapter|modul|kapitel)?\s*(?:\d+|[ivx]+)\b", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*\d+(?:[.,]\d+)?\s*$")


def text_of_table(text: str) -> str:
    """The rows as "# Topic (8 hours, 20 %): a; b", which `read_tree` reads.

    The first row names the columns if it has a word for the topic; else the first column with
    words in it is the topic and the next one its details. Rows of one topic belong together.
    """
    rows = [
        row for row in csv.reader(text.splitlines(), _dialect(text)) if any(map(str.strip, row))
    ]
    if not rows:
        return ""
    columns = _columns(rows)
    if "topic" in columns:
        return "\n".join(filter(None, (_row(row, columns) for row in rows[1:])))
    numbered = all(_NUMBER.match(row[0]) for row in rows if row[0].strip())
    first = 1 if numbered else 0
    return "\n".join(
        filter(None, (_row(row, {"topic": first, "details": first + 1}) for row in rows))
    )


def _dialect(text: str) -> type[csv.Dialect] | str:
    try:
        return csv.Sniffer().sniff(text[:4000], delimiters=",;\t|")
    except csv.Error:
        return "excel"


def _columns(rows: list[list[str]]) -> dict[str, int]:
    """Which column holds what, by the first row; a unit with a name is the topic."""
    found: dict[str, int] = {}
    for place, cell in enumerate(rows[0]):
        kind = next((kind for kind, words in _COLUMNS if words.search(cell)), "")
        if kind and len(cell) < LONGEST_HEAD:
            found.setdefault(kind, place)
    unit = found.pop("unit", None)
    if unit is not None and any(_is_name(row, unit) for row in rows[1:]):
        if "topic" in found:
            found.setdefault("details", found["topic"])
        found["topic"] = unit
    return found


def _is_name(row: list[str], place: int) -> bool:
    return place < len(row) and len(_NUMBERED.sub("", row[place]).strip()) > 1


def _row(row: list[str], columns: dict[str, int]) -> str:
    cells = {kind: " ".join(row[at].split()) for kind, at in columns.items() if at < len(row)}
    if not cells.get("topic"):
        return ""
    printed = [
        f"{cell} {unit}" if _NUMBER.match(cell) else cell
        for kind, unit in _UNITS.items()
        if (cell := cells.get(kind, ""))
    ]
    head = f"# {cells['topic']}" + (f" ({', '.join(printed)})" if printed else "")
    return f"{head}: {cells['details']}" if cells.get("details") else head
