"""Places where the text of a part begins though its label is lost: by the indent of its siblings.

A line that stands where the texts of (a) and (c) begin, behind a finished one, begins that of (b).
"""

import re
from collections.abc import Iterator, Sequence

from exams.outline.lines import Line
from exams.outline.tree import Node

_SAME_INDENT = 1.2  # sizes of a letter
_DEEPER = 0.4
_SHORT = 0.08  # of the column's width that a finished line leaves free
_ENDS = (".", "?", "!", ":", ";", ")", "]")
_STRUCK = re.compile(r"^[(\[]?\s?[\w*]{0,2}\s?[.)\],:]\s*(?=[A-Z])")  # what is left of a label


def hanging_starts(
    siblings: Sequence[Node], lines: Sequence[Line], after: int, before: int
) -> list[int]:
    """Indexes of lines between `after` and `before` that begin as the siblings' texts do.

    Lines behind a short one first; where there are none, those behind the end of a sentence too.
    """
    found = [i for i in range(after + 1, before) if _begins(lines, i, siblings)]
    short = [i for i in found if _is_short(lines[i - 1])]
    return short or [i for i in found if lines[i - 1].text.endswith(_ENDS)]


def stands_deeper(line: Line, lines: Sequence[Line], node: Node) -> bool:
    """Whether a line stands further right than the text of the question on its page."""
    texts = list(_indents(lines, [node], line.page))
    return not texts or line.x0 - line.left > texts[0] + _DEEPER * line.size


def struck_label(text: str, start: int) -> tuple[int, int] | None:
    """Where the remains of a label stand behind `start`: "0)" or "j." before a capital letter."""
    rest = text[start:]
    at = start + len(rest) - len(rest.lstrip())
    match = _STRUCK.match(text[at:])
    return (at, at + match.end()) if match else None


def _begins(lines: Sequence[Line], index: int, siblings: Sequence[Node]) -> bool:
    line, above = lines[index], lines[index - 1]
    if not (line.ocr and line.page == above.page and line.text[:1].isupper()):
        return False
    own = line.x0 - line.left
    indents = _indents(lines, siblings, line.page)
    return any(abs(own - indent) < _SAME_INDENT * line.size for indent in indents)


def _indents(lines: Sequence[Line], siblings: Sequence[Node], page: int) -> Iterator[float]:
    """Where the siblings' texts begin, from the column's edge."""
    for node in siblings:
        line = lines[node.line]
        rest = line.text[node.end :]
        if line.page == page and rest.strip():
            yield line.x_at(node.end + len(rest) - len(rest.lstrip())) - line.left


def _is_short(line: Line) -> bool:
    return line.x1 < line.right - _SHORT * (line.right - line.left)
