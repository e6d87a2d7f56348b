"""What the pages read, in few queries however many questions there are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Max, Min, Q, QuerySet

from analysis.models import Extraction, Finding, Question
from exams.models import Page, Paper, Professor
from reports.document import ProfileDocument
from reports.evidence import EvidenceList, find_evidence
from reports.models import Profile, Report

TOPICS_NAMED = 3  # of a professor in a list


@dataclass(frozen=True, slots=True)
class ProfessorRow:
    """A professor in a list."""

    id: int
    name: str
    courses: tuple[str, ...]
    papers: int
    years: str  # "2018–2023", "2023", or empty
    first_topics: tuple[str, ...]
    published: bool


def list_professors(query: str = "", *, only_published: bool = False) -> list[ProfessorRow]:
    """Professors whose name or course contains `query`, by name; three queries."""
    found = Professor.objects.all()
    if query:
        in_course = Q(papers__course__title__icontains=query)
        in_code = Q(papers__course__code__icontains=query)
        matching = found.filter(Q(name__icontains=query) | in_course | in_code)
        found = found.filter(pk__in=matching.values("pk"))
    if only_published:
        found = found.filter(profile__isnull=False)
    counted = found.annotate(
        count=Count("papers"), first=Min("papers__year"), last=Max("papers__year")
    )
    topics, courses = _first_topics(), _courses()
    return [
        ProfessorRow(
            id=one.pk,
            name=one.name,
            courses=tuple(courses[one.pk]),
            papers=one.count,
            years=span_of(one.first, one.last),
            first_topics=topics.get(one.pk, ()),
            published=one.pk in topics,
        )
        for one in counted.order_by("name")
    ]


def span_of(first: int | None, last: int | None) -> str:
    """Years in words: one, a span, or nothing."""
    if first is None or last is None:
        return ""
    return str(first) if first == last else f"{first}–{last}"


def _first_topics() -> dict[int, tuple[str, ...]]:
    rows = Profile.objects.values_list(
        "professor_id", F("document__analysis__report__predicted_topics_next_exam")
    )
    return {professor: tuple(topics or ())[:TOPICS_NAMED] for professor, topics in rows}


def _courses() -> dict[int, list[str]]:
    rows = (
        Paper.objects.filter(professor__isnull=False, course__isnull=False)
        .values_list("professor_id", "course__code", "course__title")
        .distinct()
        .order_by("course__code", "course__title")
    )
    found: dict[int, list[str]] = defaultdict(list)
    for professor, code, title in rows:
        if professor is not None:
            found[professor].append(f"{code} {title}".strip())
    return found


def document_of(profile: Profile) -> ProfileDocument:
    """What a profile says, as its value."""
    return ProfileDocument.model_validate(profile.document)


def current_document(document: ProfileDocument) -> ProfileDocument | None:
    """The same profile of the papers since the last change alone; None without a change."""
    analysis = document.analysis.current
    if analysis is None:
        return None
    used = {paper.paper_id for paper in analysis.papers}
    papers = tuple(paper for paper in document.papers if paper.id in used)
    return document.model_copy(
        update={"analysis": analysis, "papers": papers, "statements": (), "left_out": ()}
    )


def evidence_of(profile: Profile, key: str) -> EvidenceList:
    """The questions behind a number of the profile, or behind a finding of its job by its key.

    Raises LookupError where the profile has neither.
    """
    try:
        return find_evidence(document_of(profile).analysis, key)
    except LookupError:
        finding = Finding.objects.filter(job_id=profile.job_id, key=key).first()
        if finding is None:
            raise
    ids = finding.questions.order_by().values_list("pk", flat=True)
    return EvidenceList(key=key, title=finding.title, question_ids=tuple(ids))


def report_of(profile: Profile) -> Report | None:
    """The printed profile, if it was printed."""
    return Report.objects.filter(job_id=profile.job_id).first()


def questions_by_id(ids: Iterable[int]) -> list[Question]:
    """Questions with paper and topic, latest sitting first, in the order of their papers."""
    chosen = Question.objects.filter(pk__in=list(ids)).select_related(
        "paper", "topic", "secondary_topic"
    )
    return list(
        chosen.order_by(F("paper__year").desc(nulls_last=True), "-paper__session", "position")
    )


def questions_of_paper(paper: Paper) -> QuerySet[Question]:
    """The questions of a paper's latest extraction, in printed order."""
    latest = Extraction.objects.filter(paper=paper).order_by("-created_at").values("pk")[:1]
    return Question.objects.filter(extraction__in=latest).select_related("topic", "secondary_topic")


def family_of(question: Question) -> list[Question]:
    """The questions of other sittings that are nearly the same, as the profile found them."""
    profile = Profile.objects.filter(professor__papers=question.paper_id).first()
    if profile is None:
        return []
    families = document_of(profile).analysis.repeats
    ids = {id_ for one in families if question.pk in one.evidence for id_ in one.evidence}
    return questions_by_id(ids - {question.pk}) if ids else []


def page_of(question: Question) -> Page | None:
    """The printed page on which a question begins."""
    return Page.objects.filter(paper_id=question.paper_id, number=question.page).first()
