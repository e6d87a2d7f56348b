"""Splitting, merging and undoing: what rows say afterwards, and after every later run."""

from decimal import Decimal
from typing import Any

import pytest

from analysis.models import Extraction, Question, Review
from analysis.services import reviews
from analysis.services.extractions import apply_reread
from analysis.services.review_queue import agreements, next_doubtful, queue
from exams.models import Paper
from exams.services.catalogue import add_professor, course_titled
from tests.analysis.reviewed import doubtful_paper, extract, inside, labels, question
from tests.api_client import add_paper
from tests.people import People

Rows = list[tuple[str, Any, str]]
FIVE = Decimal(5)
FRESH: Rows = [(str(one), FIVE, f"Explain number {one}.") for one in (1, 2, 3)]
HALVES: tuple[dict[str, Any], dict[str, Any]] = (
    {"number": "2(a)", "marks": Decimal(2), "text": "Explain."},
    {"number": "2(b)", "marks": Decimal(3), "text": "Number 2."},
)
SPLIT: Rows = [FRESH[0], ("2(a)", 2, "Explain."), ("2(b)", 3, "Number 2."), FRESH[2]]
MERGED: Rows = [FRESH[0], ("2", 10, "Explain number 2.\nExplain number 3.")]


@pytest.fixture
def paper(people: People) -> Paper:
    return doubtful_paper(people)


def said(extraction: Extraction | None = None) -> Rows:
    """Number, marks and text of each question of the latest extraction."""
    rows = (extraction or Extraction.objects.latest("pk")).questions.all()
    return [(one.number, one.marks, one.text) for one in rows]


def at(extraction: Extraction, place: int) -> Question:
    return extraction.questions.select_related("topic")[place]


def test_split_question_stays_split_in_every_later_run(paper: Paper, people: People) -> None:
    row = question(paper, 1)
    with inside(paper):
        kept, made = reviews.split(row, *HALVES, people.bob)
        assert said() == SPLIT
        first, second = at(row.extraction, 1), at(row.extraction, 2)
        assert (first.topic, first.boxes) == (second.topic, second.boxes)
        assert (kept.key, made.key, kept.together) == ("|2", "|2|part 1", made.together)
        apply_reread(row.extraction, labels("Heat"))
        assert said() == SPLIT
        extract(paper, "two", "Heat")
        assert said() == SPLIT
        assert [str(one.topic) for one in Extraction.objects.latest("pk").questions.all()] == [
            *("Heat", "Waves", "Waves", "Heat")
        ]
        assert queue(paper)[0].questions == ()
        reviews.remove(at(Extraction.objects.latest("pk"), 2), people.bob)
        assert [said(one) for one in Extraction.objects.order_by("pk")] == [
            [*SPLIT[:2], SPLIT[3]],
            [*SPLIT[:2], SPLIT[3]],
        ]
        extract(paper, "three")
        assert said() == [*SPLIT[:2], SPLIT[3]]
        assert agreements()[0][1].rated == 1


def test_part_can_be_changed_and_split_again(paper: Paper, people: People) -> None:
    row = question(paper, 1)
    with inside(paper):
        reviews.split(row, *HALVES, people.bob)
        part = at(row.extraction, 2)
        values = reviews.snapshot(part) | {"marks": Decimal(4), "topic": "Heat"}
        reviews.change(part, values, people.bob)
        reviews.split(at(row.extraction, 1), *HALVES, people.bob)
        extract(paper, "two")
        assert [number for number, *_ in said()] == ["1", "2(a)", "2(b)", "2(b)", "3"]
        assert (said()[2][1], str(at(Extraction.objects.latest("pk"), 2).topic)) == (4, "Heat")


def test_merged_questions_stay_one(paper: Paper, people: People) -> None:
    row = question(paper, 1)
    with inside(paper):
        other = reviews.neighbour(row, 1)
        assert other is not None
        row.boxes, other.boxes = [[1, 0, 0, 9, 9]], [[2, 0, 0, 9, 9]]
        reviews.merge(row, other, people.bob)
        assert said() == MERGED
        reviews.change(at(row.extraction, 1), reviews.snapshot(row) | {"marks": 1}, people.bob)
        extract(paper, "two")
        assert [one[:2] for one in said()] == [("1", 5), ("2", 1)]
        assert at(Extraction.objects.latest("pk"), 1).boxes == [[1, 0, 0, 9, 9], [2, 0, 0, 9, 9]]
        with pytest.raises(reviews.ReviewRefused):
            reviews.merge(row, row, people.bob)
        assert reviews.neighbour(at(row.extraction, 1), 1) is None


def test_undo_takes_back_the_last_edit_of_each_kind(paper: Paper, people: People) -> None:
    row = question(paper, 1)
    with inside(paper):
        extract(paper, "two", "Heat")
        before = [list(one.questions.values()) for one in Extraction.objects.order_by("pk")]

        def after() -> list[Any]:
            return [list(one.questions.values()) for one in Extraction.objects.order_by("pk")]

        def rest() -> list[list[dict[str, Any]]]:  # a row that was gone comes with a new number
            return [
                [{**row, "id": 0, "searchable": ""} for row in rows] for rows in (*before, *after())
            ]

        other = reviews.neighbour(row, 1)
        assert other is not None
        edits = (
            lambda: reviews.change(row, reviews.snapshot(row) | {"marks": 9}, people.bob),
            lambda: reviews.remove(row, people.bob),
            lambda: reviews.split(question(paper, 1), *HALVES, people.bob),
            lambda: reviews.merge(question(paper, 1), question(paper, 2), people.bob),
        )
        for edit in edits:
            edit()
            last = reviews.last_edit(people.bob)
            assert last is not None
            assert reviews.last_edit(people.alice) is None
            reviews.undo(last, people.alice)
            told = rest()
            assert told[:2] == told[2:]
            assert reviews.last_edit(people.bob) is None
            with pytest.raises(reviews.ReviewRefused):
                reviews.undo(last, people.bob)
        assert reviews.latest_reviews(paper) == {}
        assert agreements() == []
        extract(paper, "three", "Heat")
        assert said() == FRESH


def test_undo_leaves_what_was_decided_before(paper: Paper, people: People) -> None:
    row = question(paper, 1)
    with inside(paper):
        first = reviews.change(row, reviews.snapshot(row) | {"marks": 9}, people.bob)
        reviews.split(question(paper, 1), *HALVES, people.bob)
        with pytest.raises(reviews.ReviewRefused):
            reviews.undo(first, people.bob)
        last = reviews.last_edit(people.bob)
        assert last is not None
        reviews.undo(last, people.bob)
        assert said()[1] == ("2", 9, "Explain number 2.")
        extract(paper, "two")
        assert said()[1] == ("2", 9, "Explain number 2.")
        settled = reviews.settle_paper(paper, people.bob)
        assert queue(paper) == []
        reviews.undo(settled, people.bob)
        assert len(queue(paper)[0].reasons) == 2
        assert [one.action for one in Review.objects.all()] == [
            *("changed", "split", "split", "undone", "undone", "approved", "undone")
        ]


def test_next_question_costs_the_same_however_many_papers_wait(
    paper: Paper, people: People, django_assert_num_queries: Any
) -> None:
    row = question(paper, 1)
    with inside(paper):
        professor, course = add_professor("Ben"), course_titled("Physics")
        values = {"status": "read", "outline_json": paper.outline_json}
        papers = [
            add_paper(professor, course, 2000 + one, sha256=str(one), **values) for one in range(6)
        ]
        for one in papers:
            extract(one)
        with django_assert_num_queries(4):
            queue(paper)
        with django_assert_num_queries(9):
            following = next_doubtful(row)
        assert following is not None
        assert following.paper == papers[-1]
