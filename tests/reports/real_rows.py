"""A profile published from an analysis of rows: every number of it rests on real questions."""

from datetime import UTC, date, datetime
from decimal import Decimal

from analysis.models import Extraction, Job, JobPaper, Question
from analysis.services.extractions import identity
from analysis.services.findings import keep_analysis
from analysis.services.sittings import sittings_of
from analysis.statistics import analyse
from analysis.statistics.rows import AskedQuestion, Sitting
from analysis.topics.vectors import vectors_of
from exams.enums import PaperStatus
from exams.models import Course, Page, Paper, Professor, Topic
from reports.document import DocumentPaper, ProfileDocument
from reports.models import Profile

ENGINE = "rules"


def publish_sittings(name: str, course: Course, sittings: list[Sitting]) -> Profile:
    """The profile of a professor whose papers are these."""
    professor = Professor.objects.create(name=name, slug=name.casefold())
    topics: dict[str, Topic] = {}
    extractions = [_extraction(professor, course, one, topics) for one in sittings]
    job = Job.objects.create(professor=professor, status="succeeded", model=ENGINE)
    JobPaper.objects.bulk_create(
        JobPaper(job=job, paper=one.paper, alias=f"paper_{at}", state="extracted")
        for at, one in enumerate(extractions)
    )
    analysis = analyse(name, sittings_of(extractions), word_vectors=vectors_of)
    keep_analysis(job, analysis)
    document = ProfileDocument(
        institution="Norvale University",
        professor=name,
        professor_id=professor.pk,
        courses=(str(course),),
        engine=ENGINE,
        offline=True,
        made_on=date(2026, 11, 23),
        papers=tuple(
            DocumentPaper(id=one.paper_id, label=one.label, file_name="x", questions=one.questions)
            for one in analysis.papers
        ),
        analysis=analysis,
    )
    return Profile.objects.create(
        professor=professor,
        job=job,
        document=document.model_dump(mode="json"),
        published_at=datetime(2026, 11, 23, tzinfo=UTC),
    )


def _extraction(
    professor: Professor, course: Course, sitting: Sitting, topics: dict[str, Topic]
) -> Extraction:
    paper = Paper.objects.create(
        professor=professor,
        course=course,
        year=sitting.year,
        file_name=f"{sitting.label}.pdf",
        file="none",
        sha256=f"{professor.pk}-{sitting.paper_id}",
        size=1,
        status=PaperStatus.READ,
        page_count=1,
    )
    Page.objects.create(paper=paper, number=1, width=595, height=842, verdict="ok")
    extraction = Extraction.objects.create(paper=paper, confidence=0.9, **identity(paper, ENGINE))
    for name in {one.topic for one in sitting.questions if one.topic} - topics.keys():
        topics[name], _ = Topic.objects.get_or_create(course=course, name=name)
    Question.objects.bulk_create(
        _question(extraction, at, one, topics) for at, one in enumerate(sitting.questions)
    )
    return extraction


def _question(
    extraction: Extraction, at: int, one: AskedQuestion, topics: dict[str, Topic]
) -> Question:
    return Question(
        extraction=extraction,
        paper=extraction.paper,
        topic=topics.get(one.topic),
        position=at,
        number=one.number,
        stem_number=one.stem,
        section=one.section or "",
        text=one.text,
        marks=None if one.marks is None else Decimal(str(one.marks)),
        page=1,
        choice_group=one.choice_group or "",
        weight=one.weight,
        command=one.command or "",
        difficulty=one.difficulty,
        bloom=one.bloom,
        requires_derivation=one.requires_derivation,
        topic_confidence=0.9,
    )
