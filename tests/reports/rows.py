"""A published profile as rows: papers, pages with a picture, questions, profile, report."""

import io
from datetime import UTC, datetime

from PIL import Image

from analysis.models import Extraction, Job, Question
from analysis.statistics.results import Analysis
from exams.enums import PaperStatus
from exams.models import Course, Page, Paper, Professor, Topic
from exams.services import files
from reports.models import Profile, Report
from tests.reports.documents import QUESTIONS, SITTINGS, make_document

PAGE = (595.0, 842.0)


def picture() -> str:
    """A stored white page."""
    target = io.BytesIO()
    Image.new("L", (60, 84), 255).save(target, "webp")
    return files.store(target.getvalue(), "webp")


def publish(sittings: int = 12) -> Professor:
    """A professor with `sittings` papers and the profile of the invented document."""
    professor = Professor.objects.create(name="Dr. Ada Fenwick", slug="ada-fenwick")
    course = Course.objects.create(code="PH201", title="Classical Mechanics", slug="ph201")
    papers = [make_paper(professor, course, place) for place in range(sittings)]
    new_ids = make_questions(papers, course)
    job = Job.objects.create(professor=professor, status="succeeded")
    document = make_document().model_dump(mode="json", exclude={"questions"})
    document["professor_id"] = professor.pk
    document["analysis"] = renumber(document["analysis"], new_ids)
    Analysis.model_validate(document["analysis"])
    for entry, paper in zip(document["papers"], papers, strict=False):
        entry["id"] = paper.pk
    now = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    Profile.objects.create(professor=professor, job=job, document=document, published_at=now)
    report = files.store(b"%PDF-1.7 the report", "pdf")
    Report.objects.create(job=job, file=report, size=19, pages=14, charts=["trend_line"])
    return professor


def make_paper(professor: Professor, course: Course, place: int) -> Paper:
    """A read paper of two pages."""
    year, session = SITTINGS[place]
    paper = Paper.objects.create(
        professor=professor,
        course=course,
        year=year,
        session=session,
        file_name=f"ph201-{year}-{session.lower()}.pdf",
        file=f"none/{place}.pdf",
        sha256=f"{place:02x}".ljust(64, "0"),
        size=1,
        status=PaperStatus.READ,
        page_count=2,
    )
    Page.objects.bulk_create(
        Page(
            paper=paper,
            number=number,
            width=PAGE[0],
            height=PAGE[1],
            verdict="ok",
            text="1(a) Find it.",
            picture=picture(),
        )
        for number in (1, 2)
    )
    return paper


def make_questions(papers: list[Paper], course: Course) -> dict[int, int]:
    """Rows for the invented questions; returns their invented ids with the real ones."""
    topics: dict[str, Topic] = {}
    extractions = [
        Extraction.objects.create(
            paper=paper, engine="rules", prompt_version="1", syllabus_hash="", confidence=0.9
        )
        for paper in papers
    ]
    ids = {}
    for place, one in enumerate(QUESTIONS):
        if one.paper_id > len(papers):
            continue
        if one.topic not in topics:
            topics[one.topic] = Topic.objects.create(course=course, name=one.topic)
        row = Question.objects.create(
            extraction=extractions[one.paper_id - 1],
            paper=papers[one.paper_id - 1],
            topic=topics[one.topic],
            position=place,
            number=one.number,
            stem_number=one.number[0],
            text=one.text,
            marks=one.marks,
            page=1,
            boxes=[[1, 70.0, 100.0, 400.0, 130.0]],
            difficulty=one.difficulty,
            bloom=one.bloom,
            requires_derivation=one.requires_derivation,
        )
        ids[one.id] = row.pk
    return ids


def renumber(value: object, ids: dict[int, int]) -> object:
    """The same analysis with the evidence of the rows that exist."""
    if isinstance(value, list):
        return [renumber(item, ids) for item in value]
    if isinstance(value, dict):
        return {
            key: [ids[id_] for id_ in item if id_ in ids]
            if key == "evidence"
            else renumber(item, ids)
            for key, item in value.items()
        }
    return value
