"""Headers, footers, page numbers and other lines that belong to the sheet and not to the paper."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from exams.outline.labels import label_at
from exams.outline.lines import Line
from exams.reading.page import Page

_EDGE = 0.11  # share of the page's height at top and bottom where headers and footers stand
_FEWEST_NUMBERED, _LONG_NUMBER = 3, 4  # pages; digits
_WORD = 3  # letters from which a repeated line is more than a page number
_PAGE_NUMBER = re.compile(
    r"^(?!\W*\[)[\W_]*(?:(?:page|pg|seite|sida|página|pagina|s)\W*)?\d{1,3}"
    r"(?:\s*(?:of|/|von|av|de|di|out of|\|)\s*\d{1,3})?[\W_]*(?:pages?)?[\W_]*$",
    re.IGNORECASE,
)
_PAGE_COUNT = re.compile(
    r"^\W*(?:page|seite)\s*\d{1,3}\s*(?:of|von|/)\s*\d{1,3}\W*$", re.IGNORECASE
)
_PAGE_COUNTED = re.compile(  # beside the name of the course or of the paper
    r"\b(?:page|seite|sida|página|pagina|pág|s)\.?\s*\d{1,3}\s*(?:of|von|av|de|di|/)\s*\d{1,3}\b",
    re.IGNORECASE,
)
_TURN_OVER = re.compile(
    r"^\W*(?:(?:[a-z]+ \d{1,2} )?(?:is )?continue[sd]? (?:on|overleaf)(?: the)?(?: next page)?|"
    r"(?:please )?(?:go|turn) (?:on )?to the next page|"
    r"p\W{0,2}t\W{0,2}o|turn over|\[turn over|please turn over|continued(?: overleaf)?|"
    r"bitte wenden|end of (?:paper|exam(?:ination)?|questions?|test)|good luck|all the best|"
    r"viel erfolg|blank page|scanned (?:by|with) \w+|lycka till|for examiner.?s use|"
    r"space for (?:rough )?work(?:ing)?|(?:cs )?camscanner|x\s?-\s?x(?:\s?-\s?x)*)\W*$",
    re.IGNORECASE,
)
_RULE = re.compile(r"^[\W_]*$")
_LABEL = re.compile(r"^\d{1,2}[.):]{1,2}$|^\(\d{1,2}\)$")
_AT_LEFT = 2.0  # heights of letters from the text's edge
_COVER = 15  # lines
_HEAD = 8  # letters of a running head; "20 points" are marks
_APART = 1.5  # heights of letters between a running head and the text
_BELOW = 1.0  # heights of letters that part a page's number from its text


def without_furniture(lines: Sequence[Line], pages: Sequence[Page]) -> list[Line]:
    """The lines that a student reads as the paper's text."""
    heights = {page.number: page.height for page in pages}
    repeated = _repeated(lines, heights) | _page_numbers(lines) | _running_heads(lines, heights)
    return [
        line
        for index, line in enumerate(lines)
        if index not in repeated and not is_furniture(line, heights[line.page])
    ]


def is_furniture(line: Line, page_height: float) -> bool:
    """Whether the line alone says that it is a page number, a rule or a turn-over note."""
    if _TURN_OVER.match(line.text) or _RULE.match(line.text):
        return True
    if _PAGE_COUNT.match(line.text):
        return True
    if _at_edge(line, page_height) and _PAGE_COUNTED.search(line.text) and line.gap > 1.0:
        return True
    if _LABEL.match(line.text) and line.x0 - line.left < _AT_LEFT * line.size:
        return False  # a question's label alone in its line, at the head of a page
    if line.text.startswith("(") and line.gap < _BELOW:
        return False  # marks right below the first lines of a question
    return _at_edge(line, page_height) and bool(_PAGE_NUMBER.match(line.text))


def _running_heads(lines: Sequence[Line], heights: dict[int, float]) -> set[int]:
    """Lines at the edge of later pages, apart from the text, that repeat words of the cover."""
    first = min(heights, default=0)
    cover = [_letters(line) for line in lines if line.page == first][:_COVER]
    ends = {line.page: index for index, line in enumerate(lines)}
    found = set()
    for index, line in enumerate(lines):
        below = lines[index + 1] if index < ends[line.page] else None
        apart = (line.gap > _APART) if below is None else (below.gap > _APART)
        if line.page == first or not apart or not _at_edge(line, heights[line.page]):
            continue
        said = _letters(line)
        if (
            len(said) >= _HEAD
            and any(said in other for other in cover)
            and not label_at(line.text, 0)
        ):
            found.add(index)
    return found


def _letters(line: Line) -> str:
    return re.sub(r"\d+|\W+", "", line.text).lower()


def _page_numbers(lines: Sequence[Line]) -> set[int]:
    """Last lines of pages that hold only a number, growing with the page, at whatever height."""
    ends = {line.page: index for index, line in enumerate(lines)}
    found = {index for page, index in ends.items() if _counts_its_page(lines[index], page)}
    offsets = {
        index: int(lines[index].text) - page
        for page, index in ends.items()
        if lines[index].text.isdecimal() and len(lines[index].text) < _LONG_NUMBER
    }
    for offset in set(offsets.values()):
        same = {index for index, other in offsets.items() if other == offset}
        if len(same) >= max(_FEWEST_NUMBERED, 0.5 * len(ends)):
            found |= same
    return found


def _counts_its_page(line: Line, page: int) -> bool:
    """Whether the line is the page's own number, in the middle and apart from what is above."""
    middle = (line.x0 + line.x1) / 2 - line.left
    centred = 0.4 < middle / max(line.right - line.left, 1.0) < 0.6
    return line.text.strip(" -–—") == str(page) and centred and line.gap > _BELOW


def _at_edge(line: Line, height: float) -> bool:
    return line.bottom < _EDGE * height or line.top > (1 - _EDGE) * height


def _repeated(lines: Sequence[Line], heights: dict[int, float]) -> set[int]:
    """Lines at the edge whose words, digits aside, come back at the same height on other pages."""
    pages = len(heights)
    places: defaultdict[str, list[tuple[int, Line]]] = defaultdict(list)
    for index, line in enumerate(lines):
        if _at_edge(line, heights[line.page]):
            key = _letters(line)
            if len(key) >= _WORD:
                places[key].append((index, line))
    found: set[int] = set()
    for seen in places.values():
        on_pages = {line.page for _, line in seen}
        spread = max(line.top for _, line in seen) - min(line.top for _, line in seen)
        if not _counts_pages([line for _, line in seen]) or _are_labels(line for _, line in seen):
            continue
        if len(on_pages) >= max(2, 0.4 * (pages - 1)) and spread < 0.02 * max(heights.values()):
            first = min(on_pages)
            opens = first == min(heights)
            keep_first = opens and any(line.top < 0.5 * heights[first] for _, line in seen)
            found.update(i for i, line in seen if not (keep_first and line.page == first))
    return found


def _are_labels(lines: Iterable[Line]) -> bool:
    """Whether the lines begin questions, one at the head of each page: "Question 3"."""
    labels = [label_at(line.text, 0) for line in lines]
    printed = {label.printed for label in labels if label is not None and label.worded}
    return len(printed) > 1


def _counts_pages(lines: Sequence[Line]) -> bool:
    """Whether the numbers in the lines stay the same or grow with the page.

    "3 Aufgabe" at the head of one page and "5 Aufgabe" at the head of the next are no headers.
    """
    rows = [[int(number) for number in re.findall(r"\d{1,9}", line.text)] for line in lines]
    if len({len(row) for row in rows}) > 1:
        return False
    for column in zip(*rows, strict=True):
        offsets = {n - line.page for n, line in zip(column, lines, strict=True)}
        if len(set(column)) > 1 and len(offsets) > 1:
            return False
    return True
