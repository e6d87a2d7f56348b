"""Finding questions by what they are about, after those that have the words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

from django.db.models import Case, F, FloatField, QuerySet, Value, When

from analysis.models import Question
from analysis.services.meanings import Near, meaning_of, meaning_of_question, nearest
from exams.errors import NotFound
from reports.search.words import QuestionFilter, Why, find_questions, has_words, matches

# Cosines. Queries about other fields stay below 0.36; pairs were read: docs/statistics.md.
LEAST, MOST = 0.36, 10  # for a few words
LEAST_ALIKE, MOST_ALIKE = 0.5, 25  # for a whole question
EXACT = re.compile(r'"|(?:^|\s)-\w')  # whoever types these means the words as they stand


@dataclass(frozen=True, eq=False)
class Found(Sequence[Question]):
    """Questions with the words, then those similar in meaning; sliced and counted like a list.

    Each has `why` (a `Why`) where something was looked for, and `likeness` (0 to 1) where it is
    similar in meaning. `to` is the question that those of `alike` are similar to, if it is one.
    """

    printed: QuerySet[Question]
    alike: Sequence[Question] = ()
    to: Question | None = None

    @cached_property
    def printed_count(self) -> int:
        """How many have the words."""
        return self.printed.count()

    def __len__(self) -> int:
        return self.printed_count + len(self.alike)

    @overload
    def __getitem__(self, part: int) -> Question: ...

    @overload
    def __getitem__(self, part: slice) -> list[Question]: ...

    def __getitem__(self, part: int | slice) -> Question | list[Question]:
        if isinstance(part, int):
            return self[part : part + 1][0]
        start, stop, _ = part.indices(len(self))
        has = self.printed_count
        return [
            *self.printed[min(start, has) : min(stop, has)],
            *self.alike[max(start - has, 0) : max(stop - has, 0)],
        ]


def search_questions(asked: QuestionFilter, readable: QuerySet[Question]) -> Found:
    """Those of `readable` that match `asked`: by words first, then by meaning.

    Raises `NotFound` where it asks for questions like one that is not readable.
    """
    if asked.like is not None:
        return _like(asked.like, asked, readable)
    printed = find_questions(asked, readable)
    if not asked.words or not asked.meaning or EXACT.search(asked.words):
        return Found(printed)
    others = readable.filter(matches(asked)).exclude(has_words(asked.words))
    near = nearest(others, meaning_of(asked.words), least=LEAST, most=MOST)
    return Found(printed, _rows(near))


def _like(number: int, asked: QuestionFilter, readable: QuerySet[Question]) -> Found:
    """The questions most similar to one, itself left out; words are one more filter."""
    shown = readable.select_related("paper").filter(pk=number).first()
    if shown is None:
        raise NotFound("No such question.")
    others = readable.filter(matches(asked)).exclude(pk=shown.pk)
    if asked.words:
        others = others.filter(has_words(asked.words))
    near = nearest(others, meaning_of_question(shown), least=LEAST_ALIKE, most=MOST_ALIKE)
    return Found(Question.objects.none(), _rows(near), shown)


def _rows(near: Sequence[Near]) -> list[Question]:
    """The questions with all that lists show of them, nearest first."""
    cases = [When(pk=one.question_id, then=Value(one.likeness)) for one in near]
    rows = (
        Question.objects.filter(pk__in=[one.question_id for one in near])
        .select_related("topic", "secondary_topic", "paper__professor", "paper__course")
        .defer("paper__outline_json")
        .annotate(
            why=Value(Why.MEANING.value),
            likeness=Case(*cases, default=Value(0.0), output_field=FloatField()),
        )
    )
    return list(rows.order_by(F("likeness").desc(), "-paper__year", "pk")) if near else []
