"""What is printed behind the end of a paper: sheets of formulas, tables, answers."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from exams.outline.labels import label_at
from exams.outline.lines import Line
from exams.outline.wording import is_task

_FEWEST = 2  # tasks behind the end that make it none
_END = re.compile(
    r"^\W*(?:this is the )?"
    r"(?:end of (?:the )?(?:question )?(?:paper|exam(?:ination)?|questions?|test)|"
    r"total (?:marks )?for (?:the |this )?paper\W*(?:is|=|:)?\W*\d{1,3}(?: marks?)?|"
    r"ende der (?:klausur|prüfung|aufgaben)|fin (?:de l.(?:épreuve|examen)|du sujet|del examen)|"
    r"fine (?:della prova|dell.esame))\W*$",
    re.IGNORECASE,
)


def pages_behind_the_end(lines: Sequence[Line], starts: Sequence[int]) -> frozenset[int]:
    """Pages that follow the line with which a paper ends, up to where the next paper starts.

    `lines` are all of the file, `starts` the pages on which papers begin. An appendix is shorter
    than its paper: a line that says so earlier, such as one on every page, ends nothing.
    """
    pages = sorted({line.page for line in lines})
    ends = [line.page for line in lines if _END.match(line.text)]
    if not ends:
        return frozenset()
    found: set[int] = set()
    for first, after in pairwise(sorted({pages[0], *starts, pages[-1] + 1})):
        own = [page for page in pages if first <= page < after]
        last = max((end for end in ends if first <= end < after), default=None)
        if last is not None:
            behind = [page for page in own if page > last]
            found.update(behind if len(behind) < len(own) - len(behind) else ())
    return frozenset() if _asks(line for line in lines if line.page in found) else frozenset(found)


def _asks(lines: Iterable[Line]) -> bool:
    """Whether there are questions: labels with tasks behind them."""
    labels = ((line, label_at(line.text, 0)) for line in lines)
    tasks = sum(label is not None and is_task(line.text[label.end :]) for line, label in labels)
    return tasks >= _FEWEST
