"""Finding printed questions: by words, by meaning, and by everything that is known about them.

One verb behind the page, the API and the downloads: a `QuestionFilter` in, questions out.
"""

from enum import StrEnum
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from pydantic import Field

from analysis.models import Extraction, Question
from analysis.models.question import SEARCH_LANGUAGE
from analysis.schemas import BloomLevel, DifficultyLevel, Frozen
from reports.releases import readable_papers


class Why(StrEnum):
    """Why a question is among those that were found."""

    WORDS = "words"  # it has them
    TOPIC = "topic"  # the name of its topic has them
    MEANING = "meaning"  # it is about the same


LATEST = (F("paper__year").desc(nulls_last=True), "-paper__session", "paper_id", "position")


class QuestionFilter(Frozen):
    """What questions are looked for; what is None or empty does not matter."""

    words: str = Field(default="", max_length=200, description='As typed: "exact words", -without')
    meaning: bool = Field(
        default=True, description="Whether questions similar in meaning come after those with words"
    )
    like: int | None = Field(
        default=None, description="Number of a question: those similar to it, most similar first"
    )
    professor: int | None = Field(default=None, description="Number of a professor")
    course: int | None = Field(default=None, description="Number of a course")
    topic: int | None = Field(default=None, description="Number of a topic, as first or second")
    first_year: int | None = Field(default=None, ge=1900, le=2100)
    last_year: int | None = Field(default=None, ge=1900, le=2100)
    session: str = Field(default="", max_length=60)
    least_marks: float | None = Field(default=None, ge=0)
    most_marks: float | None = Field(default=None, ge=0)
    difficulty: DifficultyLevel | None = None
    bloom: BloomLevel | None = None
    derivation: bool | None = Field(default=None, description="Whether a derivation is asked for")


def readable_questions(*, staff: bool) -> QuerySet[Question]:
    """The questions that somebody may read, of each paper's latest extraction.

    Which papers those are `reports.releases` says. Papers of a professor who has opted out are
    found by nobody.
    """
    papers = readable_papers(staff=staff).filter(professor__opted_out_at=None)
    of_paper = Extraction.objects.filter(paper=OuterRef("paper")).order_by("-created_at", "-pk")
    latest = Subquery(of_paper.values("pk")[:1])
    return Question.objects.filter(paper__in=papers.values("pk"), extraction=latest)


def find_questions(asked: QuestionFilter, readable: QuerySet[Question]) -> QuerySet[Question]:
    """Those of `readable` that match: best match first for words, else latest sitting first."""
    found = (
        readable.filter(matches(asked))
        .select_related("topic", "secondary_topic", "paper__professor", "paper__course")
        .defer("paper__outline_json")
    )
    if not asked.words:
        return found.order_by(*LATEST)
    query = words_query(asked.words)
    said = When(searchable=query, then=Value(Why.WORDS.value))
    matching = found.filter(has_words(asked.words)).annotate(
        rank=SearchRank(F("searchable"), query), why=Case(said, default=Value(Why.TOPIC.value))
    )
    return matching.order_by("-rank", *LATEST)


def words_query(words: str) -> SearchQuery:
    """Words as people type them, for the database."""
    return SearchQuery(words, config=SEARCH_LANGUAGE, search_type="websearch")


def has_words(words: str) -> Q:
    """That a question has the words, or the name of its topic does."""
    return Q(searchable=words_query(words)) | Q(topic__name__icontains=words)


def matches(asked: QuestionFilter) -> Q:
    """Everything but the words, as one condition."""
    wanted: dict[str, Any] = {
        "paper__professor": asked.professor,
        "paper__course": asked.course,
        "paper__year__gte": asked.first_year,
        "paper__year__lte": asked.last_year,
        "paper__session__iexact": asked.session or None,
        "marks__gte": asked.least_marks,
        "marks__lte": asked.most_marks,
        "difficulty": asked.difficulty,
        "bloom": asked.bloom,
        "requires_derivation": asked.derivation,
    }
    condition = Q(**{name: value for name, value in wanted.items() if value is not None})
    if asked.topic is not None:
        condition &= Q(topic=asked.topic) | Q(secondary_topic=asked.topic)
    return condition
