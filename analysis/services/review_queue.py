"""What is doubtful and was not looked at yet: the queue of the reviewers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Max, Q
from django.db.models.fields.json import KeyTransform

from analysis.models import Extraction, Question, Review, ReviewAction
from analysis.services.extractions import UNSURE
from analysis.statistics.agreement import Agreement, agreement
from exams.enums import PaperStatus
from exams.models import Paper, Professor

RATED = ("topic", "difficulty", "bloom")
Card = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A question to look at, and why, a phrase for each reason."""

    question: Question
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperToReview:
    """A paper with something doubtful; `reasons` are about the paper as a whole."""

    paper: Paper
    reasons: tuple[str, ...]
    questions: tuple[Doubtful, ...]


def queue(paper: Paper | None = None) -> list[PaperToReview]:
    """All papers with something doubtful, or that one, in four queries; latest year first."""
    papers = {one.pk: one for one in _papers(paper)}
    settled = set(Review.objects.filter(paper__in=papers, key="").values_list("paper", flat=True))
    cards: dict[int, Card] = {pk: getattr(one, "card", None) or {} for pk, one in papers.items()}
    found: dict[int, list[Doubtful]] = {}
    for row in _candidates(papers, cards):
        reasons = reasons_of(row, cards[row.paper_id])
        if reasons:
            found.setdefault(row.paper_id, []).append(Doubtful(row, reasons))
    entries = (
        PaperToReview(
            one,
            () if pk in settled else paper_reasons(cards[pk], getattr(one, "several", 1)),
            tuple(found.get(pk, ())),
        )
        for pk, one in papers.items()
    )
    return [entry for entry in entries if entry.reasons or entry.questions]


def _papers(paper: Paper | None) -> Any:
    papers = Paper.objects.filter(status=PaperStatus.READ, professor__isnull=False)
    if paper is not None:
        papers = papers.filter(pk=paper.pk)
    return (
        papers.filter(extractions__isnull=False)
        .select_related("professor", "course")
        .annotate(card=KeyTransform("scorecard", "outline_json"))
        .annotate(several=KeyTransform("papers", "outline_json"))
        .defer("outline_json", "sketch", "course__syllabus")
        .order_by(F("year").desc(nulls_last=True), "session", "pk")
        .distinct()
    )


def _candidates(papers: Mapping[int, Paper], cards: Mapping[int, Card]) -> Any:
    latest = Extraction.objects.filter(paper__in=papers).values("paper").annotate(last=Max("pk"))
    odd = Q(confidence__lt=UNSURE) | Q(topic=None) | Q(marks=None)
    for pk, card in cards.items():
        numbers = (*card.get("illegible", ()), *card.get("repeats", ()))
        if numbers:
            odd |= Q(paper_id=pk, number__in=numbers)
    rows = Question.objects.filter(odd, extraction__in=latest.values("last"))
    seen = Q(confidence=1.0, topic_confidence=1.0, label_confidence=1.0)  # as a review leaves them
    return rows.exclude(seen).select_related("topic").order_by("paper", "position")


def reasons_of(row: Question, card: Card) -> tuple[str, ...]:
    """Why somebody should look at a question; nothing where there is no doubt."""
    reasons = []
    if row.confidence < UNSURE:
        reasons.append("may have been read wrongly")
    if row.number in card.get("illegible", ()):
        reasons.append("its number cannot be read")
    if row.number in card.get("repeats", ()):
        reasons.append("its number occurs twice")
    if row.topic_id is None:
        reasons.append("no topic was found")
    if row.marks is None and not _adds_up(card):
        reasons.append("no marks, and the marks do not add up")
    return tuple(reasons)


def paper_reasons(card: Card, several: int) -> tuple[str, ...]:
    """What is doubtful about a paper as a whole, a sentence for each."""
    reasons = []
    if card.get("gaps"):
        reasons.append(f"Numbers are missing: {', '.join(card['gaps'][:5])}.")
    if not _adds_up(card):
        total, printed = card["marks_sum"], card["marks_printed"]
        reasons.append(f"The marks add up to {total:g}, not to {printed:g}.")
    if card.get("unreadable_pages"):
        pages = ", ".join(map(str, card["unreadable_pages"]))
        reasons.append(f"Pages that cannot be read: {pages}.")
    if several > 1:
        reasons.append(f"The file holds {several} papers.")
    return tuple(reasons)


def _adds_up(card: Card) -> bool:
    printed, total = card.get("marks_printed"), card.get("marks_sum")
    return printed is None or total is None or printed == total


def next_doubtful(row: Question) -> Question | None:
    """The doubtful question after this one: of its paper, else the first of the queue."""
    entries = queue()
    here = [entry for entry in entries if entry.paper.pk == row.paper_id]
    rest = [one.question for entry in here for one in entry.questions]
    later = [one for one in rest if one.position > row.position]
    found = [one.question for entry in entries for one in entry.questions]
    others = [one for one in found if one.pk != row.pk]
    return next(iter([*later, *others]), None)


def agreements() -> list[tuple[str, Agreement]]:
    """How far model and reviewers agree on each label, over questions that were reviewed.

    The model's label is that before the first decision on a question, the reviewers' that of the
    last one.
    """
    first: dict[tuple[int, str], Review] = {}
    last: dict[tuple[int, str], Review] = {}
    for review in Review.objects.exclude(key="").order_by("pk"):
        place = (review.paper_id, review.key)
        first.setdefault(place, review)
        last[place] = review
    rated = [place for place, one in last.items() if one.action != ReviewAction.REMOVED]
    found = []
    for name in RATED:
        pairs = [(first[place].before[name], last[place].after[name]) for place in rated]
        agreed = agreement(pairs)
        if agreed is not None:
            found.append((name, agreed))
    return found


def not_in_profile() -> list[Professor]:
    """Professors with decisions later than their latest analysis, which the next one counts."""
    analysed = Max("jobs__finished_at", filter=Q(jobs__status="succeeded"))
    reviewed = Max("papers__reviews__created_at")
    professors = Professor.objects.annotate(analysed=analysed, reviewed=reviewed)
    later = Q(analysed__isnull=True) | Q(reviewed__gt=F("analysed"))
    return list(professors.filter(later, reviewed__isnull=False).order_by("name"))
