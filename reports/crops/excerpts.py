"""Printed questions as pictures for the report: cut out of the stored pages, within a limit."""

import io
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.models import Question
from exams.selectors.released import released_papers
from reports.crops.blanks import without_blanks
from reports.crops.crop import Box, part_boxes
from reports.crops.cuts import Pages, cut, pages_of
from reports.crops.figures import figures_of
from reports.crops.stems import Stems, stems_above, stems_of

MOST_BYTES = 1_200_000  # of pictures in one report
HELD = "held"  # before the addresses of pictures that are given along


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a printed page: its picture, a PNG, and the address by which the report has it.

    `words` are for those who cannot see it; empty for the second piece of a question.
    """

    address: str
    content: bytes
    words: str


Excerpts = Mapping[int, tuple[Excerpt, ...]]  # by question


def excerpts_of(groups: Iterable[Sequence[int]], most_bytes: int = MOST_BYTES) -> Excerpts:
    """Pictures of the questions with these ids, within `most_bytes`: the first ones, if not all.

    Each has before it the stems above it that its group has not shown yet. A question without a
    place or a stored page has none, nor has one of a paper that students may not see today: a
    printed report is passed on.
    """
    asked = [tuple(group) for group in groups]
    wanted = [id_ for group in asked for id_ in group]
    released = released_papers().values("pk")
    rows = Question.objects.filter(pk__in=wanted, paper__in=released).in_bulk()
    papers = {row.paper_id for row in rows.values()}
    printed = _Printed(pages_of(papers), stems_of(papers), _places_beside(rows.values()))
    found: dict[int, tuple[Excerpt, ...]] = {}
    left = most_bytes
    for group in asked:
        shown: dict[int, set[str]] = {}
        for row in (rows[id_] for id_ in group if id_ in rows):
            pieces = printed.pieces(row, shown.setdefault(row.paper_id, set()))
            left -= sum(len(content) for content, _words in pieces)
            if left < 0:
                return found
            found[row.pk] = tuple(
                Excerpt(f"{HELD}:{row.pk}-{place}", content, words)
                for place, (content, words) in enumerate(pieces)
            )
    return found


def _places_beside(rows: Collection[Question]) -> Mapping[int, list[Box]]:
    """The places of all questions of the same extractions, by paper."""
    beside: dict[int, list[Box]] = defaultdict(list)
    read = Question.objects.filter(extraction__in={row.extraction_id for row in rows})
    for paper, boxes in read.values_list("paper_id", "boxes"):
        beside[paper] += boxes
    return beside


@dataclass(frozen=True, slots=True)
class _Printed:
    """The pages and stems of the papers at hand."""

    pages: Pages
    stems: Stems
    beside: Mapping[int, list[Box]]

    def pieces(self, row: Question, shown: set[str]) -> list[tuple[bytes, str]]:
        """The stems that are not `shown` yet, then the question; nothing where it has no place."""
        own = list(self._cut(row.paper_id, [*row.boxes, *figures_of(row).own], row.text))
        if not own:
            return []
        above = stems_above(self.stems, row, shown)
        return [
            *(piece for stem in above for piece in self._cut(row.paper_id, stem.boxes, stem.words)),
            *own,
        ]

    def _cut(self, paper: int, boxes: Sequence[Box], words: str) -> Iterator[tuple[bytes, str]]:
        """A picture of each page on which there are boxes; the first one has the words."""
        for number in sorted({int(box[0]) for box in boxes}):
            page = self.pages.get((paper, number))
            whole = cut(page, part_boxes(boxes, self.beside[paper])) if page else None
            shown = whole and without_blanks(whole)
            if shown:
                target = io.BytesIO()
                shown.save(target, "PNG")
                yield target.getvalue(), words
                words = ""
