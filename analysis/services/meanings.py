"""Vectors of questions: kept up to date, and the nearest of them."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.functions import MD5, Concat

from analysis.models import Meaning, Question
from analysis.statistics.text_meaning import meanings_of_texts, pack, unpack
from analysis.topics.vectors import Vectors
from exams.models import Paper

AT_ONCE = 2_000  # questions, of about 1 ms each


class Near(NamedTuple):
    """A question, and the cosine of its meaning and of what was looked for."""

    question_id: int
    likeness: float


def index_meanings(paper: Paper | None = None) -> int:
    """Make the vectors that are missing or of other words than today's; how many were made.

    Of one paper, or of the whole institution. Doing it again makes none.
    """
    said = Concat("stem", Value("\n"), "text", output_field=TextField())
    rows = Question.objects.annotate(words=MD5(said))
    if paper is not None:
        rows = rows.filter(paper=paper)
    stale = rows.filter(Q(meaning=None) | ~Q(meaning__of=F("words")))
    wanted = list(stale.order_by("pk").values_list("pk", "words", "stem", "text"))
    for start in range(0, len(wanted), AT_ONCE):
        _keep(wanted[start : start + AT_ONCE])
    return len(wanted)


def _keep(wanted: Sequence[tuple[int, str, str, str]]) -> None:
    vectors = meanings_of_texts([f"{stem} {text}" for _, _, stem, text in wanted])
    rows = [
        Meaning(question_id=pk, of=digest, vector=pack(vector))
        for (pk, digest, _, _), vector in zip(wanted, vectors, strict=True)
    ]
    Meaning.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["question"], update_fields=["of", "vector"]
    )


def meaning_of(text: str) -> Vectors:
    """The vector of some words, shape (256,); zeros where no word tells anything."""
    vector: Vectors = meanings_of_texts([text])[0]
    return vector


def meaning_of_question(question: Question) -> Vectors:
    """The vector of a question, stored or made now."""
    stored = Meaning.objects.filter(question=question).values_list("vector", flat=True).first()
    if stored is None:
        return meaning_of(f"{question.stem} {question.text}")
    vector: Vectors = unpack([stored])[0]
    return vector


def nearest(
    questions: QuerySet[Question], wanted: Vectors, *, least: float, most: int
) -> list[Near]:
    """At most `most` of `questions` whose likeness to `wanted` is at least `least`, nearest first.

    Reads all their vectors: about 4 ms for a thousand.
    """
    if not wanted.any():
        return []
    rows = Meaning.objects.filter(question__in=questions.order_by().values("pk"))
    found = list(rows.values_list("question_id", "vector"))
    likeness = unpack([vector for _, vector in found]) @ wanted
    near = np.flatnonzero(likeness >= least)
    best = near[np.argsort(-likeness[near], kind="stable")[:most]]
    return [Near(found[place][0], round(float(likeness[place]), 3)) for place in best]
