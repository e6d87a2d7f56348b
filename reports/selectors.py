"""What the pages read, in few queries however many questions there are."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Max, Min, Q, QuerySet

from analysis.models import Extraction, Finding, Question
from analysis.statistics.results import Analysis, Evidence
from exams.models import Page, Paper, Professor
from exams.selectors.released import released_papers
from reports.document import ProfileDocument
from reports.evidence import EvidenceList, find_evidence
from reports.models import Profile, ProfileState, Report
from reports.releases import readable_papers, shown_profiles

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
    standing: str  # "published", "none", or as `_standings` says

    @property
    def published(self) -> bool:
        """Whether this reader may open the profile as every student may."""
        return self.standing == "published"


def list_professors(
    query: str = "", *, only_published: bool = False, staff: bool = False
) -> list[ProfessorRow]:
    """Professors whose name or course contains `query`, by name; four queries.

    Those who have opted out are in no list. Only staff have unreleased papers counted.
    """
    found = Professor.objects.filter(opted_out_at=None)
    papers = Paper.objects.all() if staff else released_papers()
    counted_papers = Q(papers__in=papers.values("pk"))
    if query:
        in_course = Q(papers__course__title__icontains=query)
        in_code = Q(papers__course__code__icontains=query)
        matching = found.filter(Q(name__icontains=query) | in_course | in_code)
        found = found.filter(pk__in=matching.values("pk"))
    if only_published:
        found = found.filter(profile__in=shown_profiles().values("pk"))
    counted = found.annotate(
        count=Count("papers", filter=counted_papers),
        first=Min("papers__year", filter=counted_papers),
        last=Max("papers__year", filter=counted_papers),
    )
    topics, courses = _first_topics(), _courses(papers)
    standings = _standings(topics, staff=staff)
    return [
        ProfessorRow(
            id=one.pk,
            name=one.name,
            courses=tuple(courses[one.pk]),
            papers=one.count,
            years=span_of(one.first, one.last),
            first_topics=topics.get(one.pk, ()),
            standing=standings.get(one.pk, "none"),
        )
        for one in counted.order_by("name")
    ]


def _standings(shown: Collection[int], *, staff: bool) -> dict[int, str]:
    """How the profiles stand, by professor: published, or why not.

    Staff read "draft", "withdrawn" or "held" (it rests on papers that students may not see),
    students "hidden"; one who is not named has none.
    """
    found = {}
    for professor, state in Profile.objects.values_list("professor_id", "state"):
        if professor in shown:
            found[professor] = "published"
        elif staff:
            found[professor] = "held" if state == ProfileState.PUBLISHED else state
        else:
            found[professor] = "hidden"
    return found


def span_of(first: int | None, last: int | None) -> str:
    """Years in words: one, a span, or nothing."""
    if first is None or last is None:
        return ""
    return str(first) if first == last else f"{first}–{last}"


def _first_topics() -> dict[int, tuple[str, ...]]:
    rows = shown_profiles().values_list(
        "professor_id", F("document__analysis__report__predicted_topics_next_exam")
    )
    return {professor: tuple(topics or ())[:TOPICS_NAMED] for professor, topics in rows}


def _courses(papers: QuerySet[Paper]) -> dict[int, list[str]]:
    rows = (
        papers.filter(professor__isnull=False, course__isnull=False)
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


def evidence_of(profile: Profile, analysis: Analysis, key: str) -> EvidenceList:
    """The questions behind a number of the profile, or behind a finding of its job by its key.

    `analysis` is that of the profile.

    Raises LookupError where the profile has neither.
    """
    try:
        return find_evidence(analysis, key)
    except LookupError:
        finding = Finding.objects.filter(job_id=profile.job_id, key=key).first()
        if finding is None:
            raise
    ids = finding.questions.order_by().values_list("pk", flat=True)
    return EvidenceList(key=key, title=finding.title, question_ids=tuple(ids))


def report_of(profile: Profile) -> Report | None:
    """The printed profile, if it was printed."""
    return Report.objects.filter(job_id=profile.job_id).first()


def questions_of_profile(profile: Profile, *, staff: bool = False) -> QuerySet[Question]:
    """The questions of a profile's papers as its engine read them last, in order of time.

    Those of papers that the reader may not see are left out.
    """
    papers = {paper.id for paper in document_of(profile).papers}
    engine = profile.job.model
    read = Extraction.objects.filter(paper__in=papers, engine=engine) if engine else None
    made = Extraction.objects.filter(paper__in=papers) if read is None else read
    latest = made.values("paper").annotate(last=Max("pk")).values("last")
    rows = Question.objects.filter(
        extraction__in=latest, paper__in=readable_papers(staff=staff).values("pk")
    ).select_related("topic", "secondary_topic", "paper__professor", "paper__course")
    return rows.order_by("paper__year", "paper__session", "paper", "position", "part")


def questions_by_id(ids: Iterable[int], *, staff: bool = False) -> list[Question]:
    """Questions with paper and topic, latest sitting first, in the order of their papers.

    Those of papers that the reader may not see are left out.
    """
    readable = readable_papers(staff=staff).values("pk")
    chosen = (
        Question.objects.filter(pk__in=list(ids), paper__in=readable)
        .select_related("paper", "topic", "secondary_topic")
        .defer("paper__outline_json")
    )
    return list(
        chosen.order_by(
            F("paper__year").desc(nulls_last=True), "-paper__session", "position", "part"
        )
    )


def questions_of_paper(paper: Paper) -> QuerySet[Question]:
    """The questions of a paper's latest extraction, in printed order."""
    latest = Extraction.objects.filter(paper=paper).order_by("-created_at").values("pk")[:1]
    return Question.objects.filter(extraction__in=latest).select_related("topic", "secondary_topic")


def families_of(
    question: Question, *, staff: bool = False
) -> tuple[list[Question], list[Question]]:
    """Questions nearly the same as this one, and others that ask alike, as the profile found."""
    profiles = Profile.objects.all() if staff else shown_profiles()
    profile = profiles.filter(professor__papers=question.paper_id).first()
    if profile is None:
        return [], []
    analysis = document_of(profile).analysis
    same = _with(question, (family.evidence for family in analysis.repeats))
    alike = _with(question, (family.evidence for family in analysis.similar)) - same
    found = questions_by_id(same | alike, staff=staff) if same or alike else []
    return [one for one in found if one.pk in same], [one for one in found if one.pk in alike]


def _with(question: Question, families: Iterable[Evidence]) -> set[int]:
    """The other questions of the families that have this one."""
    ids = {id_ for family in families if question.pk in family for id_ in family}
    return ids - {question.pk}


def page_of(question: Question) -> Page | None:
    """The printed page on which a question begins."""
    return Page.objects.filter(paper_id=question.paper_id, number=question.page).first()
