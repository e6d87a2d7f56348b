"""What is doubtful and was not looked at yet: the queue of the reviewers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import batched
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from analysis.enums import JobStatus
from analysis.models import Complaint, Extraction, Question, Review
from analysis.services.complaints import open_complaints, said_words
from analysis.services.extractions import UNSURE
from analysis.services.review_holding import standing
from analysis.statistics.agreement import Agreement, agreement
from exams.enums import PaperStatus
from exams.models import Paper, Professor
from exams.outline.disagreements import in_short
from exams.outline.model import Scorecard
from exams.said import said

RATED = ("topic", "difficulty", "bloom")
CONCLUDED = (JobStatus.SUCCEEDED, JobStatus.PARTIAL)
REVIEWED = 1.0  # every confidence of a question after a review
SHOWN = 50  # papers of the queue on one page
AT_A_TIME = 25  # papers that are looked through for the next question
Card = Mapping[str, Any]
Complaints = Mapping[tuple[int, int], list[Complaint]]


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
    """All papers with something doubtful, or that one, in five queries; latest year first."""
    papers = _papers()
    return _judged(papers if paper is None else papers.filter(pk=paper.pk))


def beginning() -> tuple[list[PaperToReview], bool]:
    """The first papers of the queue, `SHOWN` at most, and whether there are more.

    Papers are looked through some at a time and only until there are enough, so that the cost is
    that of the papers shown and not of all that wait.
    """
    found: list[PaperToReview] = []
    for papers in batched(_papers().iterator(SHOWN), SHOWN):
        found += _judged(papers)
        if len(found) > SHOWN:
            return found[:SHOWN], True
    return found, False


def _judged(papers: Iterable[Paper]) -> list[PaperToReview]:
    by_pk = {one.pk: one for one in papers}
    settled = {pk for pk, _key in standing(Review.objects.filter(paper__in=by_pk, key=""))}
    said = open_complaints(by_pk)
    found: dict[int, list[Doubtful]] = {}
    for row in _candidates(by_pk, said):
        complaints = () if row.part else said.get((row.paper_id, row.position), ())
        sure = row.confidence == row.topic_confidence == row.label_confidence == REVIEWED
        reasons = () if sure else reasons_of(row, by_pk[row.paper_id].card or {})
        reasons += said_words(complaints)
        if reasons:
            found.setdefault(row.paper_id, []).append(Doubtful(row, reasons))
    entries = (
        PaperToReview(
            one,
            () if pk in settled else paper_reasons(one.card or {}, one.several or 1),
            tuple(found.get(pk, ())),
        )
        for pk, one in by_pk.items()
    )
    return [entry for entry in entries if entry.reasons or entry.questions]


def _papers() -> QuerySet[Paper]:
    papers = Paper.objects.filter(status=PaperStatus.READ, professor__isnull=False)
    return (
        papers.filter(Exists(Extraction.objects.filter(paper=OuterRef("pk"))))
        .select_related("professor", "course")
        .defer("outline_json", "sketch", "course__syllabus")
        .order_by(F("year").desc(nulls_last=True), "session", "pk")
    )


def _candidates(papers: Mapping[int, Paper], said: Complaints) -> QuerySet[Question]:
    """The questions that something may be said about, of each paper's latest extraction."""
    latest = Extraction.objects.filter(paper__in=papers).values("paper").annotate(last=Max("pk"))
    unbalanced = [pk for pk, paper in papers.items() if not _adds_up(paper.card or {})]
    odd = Q(confidence__lt=UNSURE) | Q(topic=None) | Q(marks=None, paper__in=unbalanced)
    for pk, paper in papers.items():
        card = paper.card or {}
        numbers = (*card.get("illegible", ()), *card.get("repeats", ()))
        if numbers:
            odd |= Q(paper_id=pk, number__in=numbers)
    sure = dict.fromkeys(("confidence", "topic_confidence", "label_confidence"), REVIEWED)
    wanted = odd & ~Q(**sure)
    for pk, position in said:
        wanted |= Q(paper_id=pk, position=position)
    rows = Question.objects.filter(wanted, extraction__in=latest.values("last"))
    return rows.select_related("topic").order_by("paper", "position", "part")


def reasons_of(row: Question, card: Card) -> tuple[str, ...]:
    """Why somebody should look at a question; nothing where there is no doubt."""
    reasons = []
    if row.confidence < UNSURE:
        reasons.append(_("may have been read wrongly"))
    if row.number in card.get("illegible", ()):
        reasons.append(_("its number cannot be read"))
    if row.number in card.get("repeats", ()):
        reasons.append(_("its number occurs twice"))
    if row.topic_id is None:
        reasons.append(_("no topic was found"))
    if row.marks is None and not _adds_up(card):
        reasons.append(_("no marks, and the marks do not add up"))
    return tuple(reasons)


def paper_reasons(card: Card, several: int) -> tuple[str, ...]:
    """What is doubtful about a paper as a whole, a sentence for each."""
    reasons = [said(words) for words in in_short(Scorecard.model_validate(card))]
    if card.get("unreadable_pages"):
        pages = ", ".join(map(str, card["unreadable_pages"]))
        reasons.append(_("Pages that cannot be read: {pages}.").format(pages=pages))
    if several > 1:
        reasons.append(_("The file holds {count} papers.").format(count=several))
    return tuple(reasons)


def _adds_up(card: Card) -> bool:
    printed, total = card.get("marks_printed"), card.get("marks_sum")
    return printed is None or total is None or printed == total


def next_doubtful(row: Question, entry: PaperToReview | None = None) -> Question | None:
    """The doubtful question after this one: of its paper, else the first of the queue.

    `entry` is the paper's place in the queue, where it was asked for already. Other papers are
    looked at a few at a time, and only where this one has nothing left.
    """
    here = entry or next(iter(queue(row.paper)), None)
    own = [one.question for one in here.questions] if here else []
    place = (row.position, row.part)
    later = [one for one in own if (one.position, one.part) > place]
    return later[0] if later else _first_of_others(row, own)


def _first_of_others(row: Question, own: list[Question]) -> Question | None:
    for papers in batched(_papers().exclude(pk=row.paper_id).iterator(AT_A_TIME), AT_A_TIME):
        for entry in _judged(papers):
            if entry.questions:
                return entry.questions[0].question
    return next((one for one in own if one.pk != row.pk), None)


def agreements() -> list[tuple[str, Agreement]]:
    """How far model and reviewers agree on each label, over questions that were reviewed.

    The model's label is that before the first decision on a question, the reviewers' that of the
    last one. What is no question, and what no model read, is left out.
    """
    stacks = standing(Review.objects.exclude(key="")).values()
    rated = [(one[0].before, one[-1].after) for one in stacks if one[0].before and one[-1].after]
    found = []
    for name in RATED:
        agreed = agreement([(before[name], after[name]) for before, after in rated])
        if agreed is not None:
            found.append((name, agreed))
    return found


def not_in_profile() -> list[Professor]:
    """Professors with decisions later than their latest analysis, which the next one counts."""
    counted = Coalesce("jobs__counted_at", "jobs__finished_at")
    analysed = Max(counted, filter=Q(jobs__status__in=CONCLUDED))
    reviewed = Max("papers__reviews__created_at")
    professors = Professor.objects.annotate(analysed=analysed, reviewed=reviewed)
    later = Q(analysed__isnull=True) | Q(reviewed__gt=F("analysed"))
    return list(professors.filter(later, reviewed__isnull=False).order_by("name"))
