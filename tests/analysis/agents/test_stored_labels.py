"""Labels as rows: second topics, kinds of questions, and what a second look changes."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from analysis.agents.extraction_labels import BetterText, Label, PaperLabels, Repair
from analysis.api.answers import answer_extraction
from analysis.models import Extraction, Question
from analysis.schemas import BloomLevel, DifficultyLevel, QuestionType
from analysis.services.extractions import (
    apply_reread,
    doubtful_numbers,
    paper_to_label,
    store_labels,
)
from exams.models import Course, Institution, Page, Paper, Professor
from exams.outline.model import Outline, OutlineQuestion, Scorecard
from exams.sandbox.reading import Verdict
from exams.services import files
from exams.services.catalogue import course_titled
from tests.api_client import add_paper

OUTLINE = Outline(
    questions=tuple(
        OutlineQuestion(
            number=number, path=(number,), text=text, page=1, marks=marks, confidence=confidence
        )
        for number, text, marks, confidence in (
            ("1", "Derive Snell's law.", 5.0, 0.9),
            ("2", "Define tbe coherence lenght.", None, 0.3),
            ("2", "Sketch a telescope.", 3.0, 0.9),
        )
    ),
    scorecard=Scorecard(marks_sum=8, marks_printed=10),
    confidence=0.7,
)


@pytest.fixture
def course(norvale: Institution) -> Course:
    return course_titled("Optics", "PH1")


@pytest.fixture
def paper(course: Course) -> Paper:
    ada = Professor.objects.create(name="Ada", slug="ada")
    return add_paper(ada, course, 2024)


def label(position: int, topic: str, **fields: Any) -> Label:
    usual: dict[str, Any] = {
        "position": position,
        "number": "",
        "topic": topic,
        "is_new_topic": True,
        "topic_confidence": 0.8,
        "difficulty": DifficultyLevel.HARD,
        "bloom_level": BloomLevel.ANALYSE,
        "requires_derivation": True,
        "question_type": QuestionType.DERIVATION,
        "confidence": 0.7,
    }
    return Label(**usual | fields)


def found(*labels: Label, **fields: Any) -> PaperLabels:
    usual: dict[str, Any] = {
        "repairs": (),
        "missing": (),
        "unknown_numbers": 1,
        "unverified_repairs": 2,
        "unseen_words": 3,
    }
    return PaperLabels(labels=labels, **usual | fields)


def stored(paper: Paper, labels: PaperLabels) -> Extraction:
    return store_labels(paper, OUTLINE, labels, "small-1", ("Refraction", "Waves"))


def test_second_topic_kind_and_confidence_reach_the_answer(paper: Paper) -> None:
    first = label(0, "Refraction", secondary_topic="Waves")
    extraction = stored(paper, found(first, label(1, "Waves"), label(2, "Instruments")))
    assert extraction.dropped == 6
    answer = answer_extraction(extraction)
    assert answer.labelled_by == "small-1"
    question = answer.questions[0]
    assert (question.topic_classification, question.secondary_topic) == ("Refraction", "Waves")
    assert (question.question_type, question.label_confidence) == (QuestionType.DERIVATION, 0.7)
    assert [one.secondary_topic for one in answer.questions[1:]] == [None, None]


def test_second_look_changes_what_it_found_and_nothing_else(paper: Paper) -> None:
    extraction = stored(paper, found(*(label(at, "Waves") for at in range(3))))
    before = {row.position: row for row in extraction.questions.all()}
    again = found(
        label(1, "Coherence", difficulty=DifficultyLevel.EASY),
        repairs=(Repair(position=1, marks=2, page=1, quote="length (2)"),),
        texts=(BetterText(position=1, text="Define the coherence length."),),
    )
    told = {"asked": 1, "changed": 1, "repaired": 1, "dropped": 6}
    assert apply_reread(extraction, again) == told
    row = Question.objects.select_related("topic").get(extraction=extraction, position=1)
    assert row.topic is not None
    assert (row.topic.name, row.difficulty, row.marks) == ("Coherence", "easy", Decimal(2))
    assert (row.text, row.marks_source) == ("Define the coherence length.", "repaired")
    for position in (0, 2):
        other = Question.objects.get(extraction=extraction, position=position)
        assert (other.topic_id, other.marks) == (
            before[position].topic_id,
            before[position].marks,
        )
    assert apply_reread(extraction, again) == told | {"changed": 0}


def test_doubtful_questions_are_the_unsure_and_where_sums_fail_those_without_marks() -> None:
    assert doubtful_numbers(OUTLINE) == ["2"]
    adds_up = OUTLINE.model_copy(update={"scorecard": Scorecard(marks_sum=8, marks_printed=8)})
    assert doubtful_numbers(adds_up) == ["2"]
    sure = OUTLINE.model_copy(
        update={
            "questions": tuple(
                one.model_copy(update={"confidence": 0.9}) for one in OUTLINE.questions
            )
        }
    )
    assert doubtful_numbers(sure) == ["2"]
    assert doubtful_numbers(sure.model_copy(update={"scorecard": Scorecard()})) == []


def test_scanned_pages_are_shown_as_jpegs_where_the_model_sees(paper: Paper, settings: Any) -> None:
    picture = BytesIO()
    Image.new("RGB", (20, 30)).save(picture, "WEBP")
    name = files.store(picture.getvalue(), "webp")
    for number, verdict in ((1, Verdict.OK), (2, Verdict.SCANNED)):
        Page.objects.create(
            paper=paper, number=number, width=1, height=1, verdict=verdict, picture=name
        )
    settings.MODEL_SEES, settings.PAGES_PER_CALL = True, 2
    to_label = paper_to_label("paper_1", paper, OUTLINE)
    assert to_label.pictures is not None
    assert [(page, jpeg[:3]) for page, jpeg in to_label.pictures.items()] == [(2, b"\xff\xd8\xff")]
    assert to_label.pages_per_call == 2
    settings.MODEL_SEES = False
    assert paper_to_label("paper_1", paper, OUTLINE).pictures is None
