"""A practice paper as its page shows it: crops of what was drawn, with what somebody got."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, groupby

from analysis.models import Question
from analysis.services.sittings import asked
from analysis.statistics.practice import Block, DrawnSection, PracticePaper
from analysis.statistics.rows import Sitting
from exams.models import Paper, Professor, User
from reports.crops.crop import Box, Crop
from reports.crops.cuts import Pages, pages_of
from reports.crops.figures import figures_of
from reports.crops.stems import Stems, stems_above, stems_of
from reports.crops.windows import crop_boxes
from reports.models import OwnMark
from reports.search.words import readable_questions
from reports.services.study import most_of

ROOM = ((2, "s"), (5, "m"), (10, "l"))  # marks up to which an answer gets so much space
MOST_ROOM = "xl"


@dataclass(frozen=True, slots=True)
class Part:
    """One question to answer. `or_before`: it is an alternative to the one before it."""

    question: Question
    stems: tuple[Crop, ...]  # what stands above it, where it was not shown before
    words: str  # the same in words, where there is no crop
    crops: tuple[Crop, ...]
    most: float
    own: float | None
    room: str
    or_before: bool


@dataclass(frozen=True, slots=True)
class TopQuestion:
    """One printed top-level question with its parts, all of one paper."""

    number: int  # in the practice paper
    paper: Paper
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class PracticeSection:
    """A section: blocks of one question, or of alternatives of which one is answered."""

    drawn: DrawnSection
    blocks: tuple[tuple[TopQuestion, ...], ...]


@dataclass(frozen=True, slots=True)
class Practice:
    """The whole paper; `got` of `of` is what somebody gave their answers to it so far."""

    paper: PracticePaper
    sections: tuple[PracticeSection, ...]
    got: float
    of: float

    @property
    def empty(self) -> bool:
        """Whether there was nothing to draw from."""
        return not any(section.blocks for section in self.sections)


def stock_of(professor: Professor) -> list[Question]:
    """The questions of a professor's papers that students may read, in the order of the papers."""
    rows = readable_questions(staff=False).filter(paper__professor=professor)
    chosen = rows.select_related("topic", "paper").defer("paper__outline_json")
    return list(chosen.order_by("paper__year", "paper_id", "position", "part"))


def sittings_in(rows: Iterable[Question]) -> list[Sitting]:
    """The same as the statistics see them; `rows` are in the order of their papers."""
    return [
        Sitting(paper.pk, paper.label, paper.year, tuple(map(asked, questions)))
        for paper, questions in groupby(rows, key=lambda row: row.paper)
    ]


def drawn_questions(drawn: PracticePaper, rows: Iterable[Question]) -> dict[int, Question]:
    """The rows of the questions that were drawn, by id."""
    blocks = [block for section in drawn.sections for block in section.blocks]
    wanted = {question.id for block in blocks for question in block.questions}
    return {row.pk: row for row in rows if row.pk in wanted}


def present_practice(drawn: PracticePaper, rows: Iterable[Question], user: User) -> Practice:
    """What its page shows to this reader; three queries."""
    chosen = drawn_questions(drawn, rows)
    papers = {row.paper_id for row in chosen.values()}
    printed = pages_of(papers), stems_of(papers)
    given = OwnMark.objects.filter(user=user, question__in=chosen)
    own = dict(given.values_list("question", "marks"))
    numbers = count(1)
    sections = tuple(
        PracticeSection(
            section,
            tuple(
                tuple(_tops(block, chosen, numbers, _Printed(*printed, own)))
                for block in section.blocks
            ),
        )
        for section in drawn.sections
    )
    return Practice(drawn, sections, sum(own.values()), sum(most_of(chosen[key]) for key in own))


@dataclass(frozen=True, slots=True)
class _Printed:
    """What was printed, and the marks that somebody gave themselves."""

    pages: Pages
    stems: Stems
    own: Mapping[int, float]

    def crops(self, paper: int, boxes: Sequence[Box]) -> tuple[Crop, ...]:
        """A window into each page on which there are boxes."""
        return tuple(crop_boxes(paper, boxes, self.pages))

    def above(self, row: Question, shown: set[str]) -> tuple[Crop, ...]:
        """The stems of a question that are not `shown` yet, which they are then."""
        return tuple(
            crop
            for stem in stems_above(self.stems, row, shown)
            for crop in self.crops(row.paper_id, stem.boxes)
        )


def _tops(
    block: Block, rows: Mapping[int, Question], numbers: Iterator[int], printed: _Printed
) -> Iterator[TopQuestion]:
    for _, leaves in groupby(block.questions, key=lambda leaf: leaf.stem):
        own = [rows[leaf.id] for leaf in leaves]
        yield TopQuestion(next(numbers), own[0].paper, tuple(_parts(own, printed)))


def _parts(rows: Sequence[Question], printed: _Printed) -> Iterator[Part]:
    shown: set[str] = set()
    said = ""
    for at, row in enumerate(rows):
        above = printed.above(row, shown)
        group = row.choice_group
        most = most_of(row)
        yield Part(
            question=row,
            stems=above,
            words="" if above or row.stem == said else row.stem,
            crops=printed.crops(row.paper_id, [*row.boxes, *figures_of(row).own]),
            most=most,
            own=printed.own.get(row.pk),
            room=next((name for marks, name in ROOM if most <= marks), MOST_ROOM),
            or_before=bool(group) and at > 0 and rows[at - 1].choice_group == group,
        )
        said = row.stem
