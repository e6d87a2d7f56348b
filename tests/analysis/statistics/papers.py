"""Papers for the tests of the statistics: short to write, and drawn at random."""

from collections.abc import Sequence
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from analysis.schemas import BloomLevel, DifficultyLevel
from analysis.statistics.rows import AskedQuestion, Sitting

# Whole analyses take their time on a machine that others use too.
thorough = settings(deadline=None, max_examples=40)

TOPICS = ("", "Limits", "Series", "Matrices", "Graphs", "limits ")
TEXTS = (
    "Prove that the harmonic series diverges although its terms tend to zero",
    "Prove that the harmonic series diverges although the terms tend to 0",
    "Find the eigenvalues of the stochastic matrix of a random walk on a triangle",
    "Explain with a neat diagram",
    "",
)


def ask(number: int, topic: str = "", **fields: Any) -> AskedQuestion:
    """A question with its id, which is its number too unless `stem` says otherwise."""
    known: dict[str, Any] = {
        "stem": str(number),
        "text": "",
        "marks": None,
        "difficulty": DifficultyLevel.MEDIUM,
        "bloom": BloomLevel.APPLY,
        "requires_derivation": False,
    }
    return AskedQuestion(id=number, number=str(number), topic=topic, **(known | fields))


def sit(paper: int, *questions: AskedQuestion, **fields: Any) -> Sitting:
    """Paper n of the year 2000 + n, unless `year` says otherwise."""
    known: dict[str, Any] = {"year": 2000 + paper, "label": str(2000 + paper)}
    return Sitting(paper_id=paper, questions=tuple(questions), **(known | fields))


def series(*papers: Sequence[str], **fields: Any) -> tuple[Sitting, ...]:
    """One sitting per sequence of topics, one question per topic; ids count on from 1."""
    ids = iter(range(1, 1 + sum(map(len, papers))))
    return tuple(
        sit(place, *(ask(next(ids), topic, **fields) for topic in topics))
        for place, topics in enumerate(papers, start=1)
    )


@st.composite
def sittings(draw: st.DrawFn, *, most: int = 6) -> tuple[Sitting, ...]:
    """Any papers: empty ones, without years, marks or topics, with choices and parts."""
    sizes = draw(st.lists(st.integers(0, 5), max_size=most))
    ids = iter(range(1, 1 + sum(sizes)))
    return tuple(
        sit(
            place,
            *(draw(_question(next(ids))) for _ in range(size)),
            year=draw(st.none() | st.integers(2000, 2004)),
            order=draw(st.integers(0, 1)),
            total_marks=draw(st.none() | st.sampled_from([0.0, 60.0, 100.0])),
            duration_minutes=draw(st.none() | st.sampled_from([0, 120, 180])),
        )
        for place, size in enumerate(sizes, start=1)
    )


@st.composite
def _question(draw: st.DrawFn, number: int) -> AskedQuestion:
    return ask(
        number,
        draw(st.sampled_from(TOPICS)),
        stem=draw(st.sampled_from("123")),
        text=draw(st.sampled_from(TEXTS)),
        marks=draw(st.none() | st.sampled_from([0.0, 2.5, 5.0, 10.0])),
        difficulty=draw(st.sampled_from(DifficultyLevel)),
        bloom=draw(st.sampled_from(BloomLevel)),
        requires_derivation=draw(st.booleans()),
        command=draw(st.sampled_from([None, "prove", "Find"])),
        section=draw(st.sampled_from([None, "A", "B"])),
        choice_group=draw(st.sampled_from([None, "g1"])),
        weight=draw(st.sampled_from([0.0, 1 / 3, 0.5, 1.0])),
        topic_confidence=draw(st.sampled_from([0.0, 0.4, 0.9])),
    )
