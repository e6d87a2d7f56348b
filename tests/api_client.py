"""Calls of the API as somebody, and rows of an institution for it to answer about."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.serializers.json import DjangoJSONEncoder
from django.test import Client

from analysis.models import (
    Extraction,
    Job,
    JobPaper,
    Question,
    Review,
    ReviewAction,
    Step,
    Turn,
)
from analysis.schemas import DifficultyLevel
from analysis.statistics.results import Share
from exams.models import Course, Institution, Paper, Professor, Topic, User
from exams.outline.model import CoverFacts, MarksSource, Outline, OutlineQuestion
from exams.services import files
from exams.services.tokens import issue_token
from exams.tenancy import institution_scope
from reports.models import Objection, Profile, Report
from tests.reports.documents import make_document

NOON = datetime(2025, 11, 22, 12, tzinfo=UTC)
NOON_TEXT = "2025-11-22T12:00:00Z"
Answer = tuple[int, Any]


@dataclass
class Api:
    """One institution's API, called by a program, by a person, or by nobody in particular."""

    institution: Institution
    token: str = ""
    user: User | None = None

    def call(self, method: str, path: str, **how: Any) -> Any:
        client = Client(raise_request_exception=False)
        if self.user is not None:
            client.force_login(self.user)
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        address = f"/at/{self.institution.slug}/api/v1/{path}"
        return client.generic(method, address, headers=headers, **how)

    def get(self, path: str) -> Answer:
        return unpack(self.call("GET", path))

    def post(self, path: str, body: Any = None) -> Answer:
        text = "" if body is None else json.dumps(body)
        return unpack(self.call("POST", path, data=text, content_type="application/json"))

    def upload(self, *named: tuple[str, bytes], **fields: Any) -> Answer:
        parts = [SimpleUploadedFile(name, content) for name, content in named]
        client = Client(raise_request_exception=False)
        address = f"/at/{self.institution.slug}/api/v1/papers"
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return unpack(client.post(address, {**fields, "files": parts}, headers=headers))


def unpack(response: Any) -> Answer:
    return response.status_code, json.loads(response.content)


def shown(moment: datetime) -> str:
    """A time as JSON has it."""
    text: str = json.loads(json.dumps(moment, cls=DjangoJSONEncoder))
    return text


def program(institution: Institution) -> Api:
    """A program with a token of this institution."""
    with institution_scope(institution.pk):
        return Api(institution, token=issue_token("tests")[1])


def add_paper(professor: Professor | None, course: Course | None, year: int, **more: Any) -> Paper:
    values = {
        "session": "winter",
        "file_name": f"{year}.pdf",
        "file": "x",
        "sha256": f"{year}-{professor and professor.name}",
        "size": 1200,
    }
    paper = Paper.objects.create(professor=professor, course=course, year=year, **values | more)
    Paper.objects.filter(pk=paper.pk).update(created_at=NOON)
    return paper


def make_outline(name: str) -> Outline:
    return Outline(
        facts=CoverFacts(subject="Mechanics", professor=name, year=2023, total_marks=10),
        questions=(
            OutlineQuestion(
                number="1(a)",
                path=("1", "a"),
                stem="A wheel turns.",
                text=f"Find the speed of {name}'s wheel.",
                marks=10,
                marks_source=MarksSource.PRINTED,
                page=1,
                command="find",
                confidence=0.9,
            ),
        ),
        confidence=0.8,
    )


@dataclass(frozen=True)
class Rows:
    """One of everything in an institution; every text in it contains `name`."""

    name: str
    professor: Professor
    course: Course
    paper: Paper
    job: Job
    question: Question
    profile: Profile
    report: Report
    objection: Objection
    review: Review


def make_rows(institution: Institution, name: str) -> Rows:
    """A professor with a course, a read paper, a finished job, a published profile, a report."""
    with institution_scope(institution.pk):
        professor = Professor.objects.create(name=name, slug=name.lower())
        course = Course.objects.create(code="PH201", title=f"{name} Mechanics", slug=name.lower())
        paper = add_paper(
            professor,
            course,
            2023,
            status="read",
            verdict="ok",
            page_count=2,
            outline_json=make_outline(name).model_dump(mode="json"),
        )
        job = make_job(professor, paper)
        question = make_question(paper, name)
        profile = make_profile(professor, job, question)
        report = Report.objects.create(
            job=job,
            file=files.store(b"%PDF-1.7 " + name.encode(), "pdf"),
            size=20,
            pages=3,
            charts=["topics"],
        )
        Report.objects.update(created_at=NOON)
        objection = Objection.objects.create(professor=professor, text=f"Not by {name}.")
        Objection.objects.update(created_at=NOON)
        review = Review.objects.create(paper=paper, action=ReviewAction.APPROVED)
        Review.objects.update(created_at=NOON)
    return Rows(name, professor, course, paper, job, question, profile, report, objection, review)


def make_job(professor: Professor, paper: Paper) -> Job:
    job = Job.objects.create(
        professor=professor,
        status="succeeded",
        stage="done",
        summary=f"Made for {professor.name}.",
        model="offline-rules",
        input_tokens=100,
        output_tokens=20,
        cost="0.001250",
        started_at=NOON,
        finished_at=NOON,
    )
    JobPaper.objects.create(job=job, paper=paper, alias="paper_1", state="extracted")
    Turn.objects.create(
        job=job,
        number=1,
        request_hash="h",
        message={"content": professor.name},
        seconds=0.5,
        model="offline-rules",
        outcome="tools",
        input_tokens=100,
        output_tokens=20,
    )
    Step.objects.create(
        job=job,
        key="turn:1:call:0",
        kind="tool",
        name="extract_exam_data",
        seconds=0.25,
        arguments={"papers": "all"},
        result={"read": 1},
        succeeded=True,
    )
    Job.objects.filter(pk=job.pk).update(created_at=NOON)
    Turn.objects.filter(job=job).update(created_at=NOON)
    Step.objects.filter(job=job).update(created_at=NOON)
    return job


def make_question(paper: Paper, name: str) -> Question:
    assert paper.course
    extraction = Extraction.objects.create(
        paper=paper, engine="offline-rules", prompt_version="1", syllabus_hash="", confidence=0.8
    )
    topic = Topic.objects.create(course=paper.course, name=f"{name} wheels")
    return Question.objects.create(
        extraction=extraction,
        paper=paper,
        topic=topic,
        position=1,
        number="1(a)",
        stem_number="1",
        text=f"Find the speed of {name}'s wheel.",
        stem="A wheel turns.",
        marks=10,
        page=1,
        command="find",
        difficulty=DifficultyLevel.MEDIUM,
        bloom="apply",
        requires_derivation=False,
        confidence=0.9,
    )


def make_profile(professor: Professor, job: Job, question: Question) -> Profile:
    """A profile whose only proof by a real question is under the key "derivations"."""
    document = make_document()
    proof = Share(level="derivation", count=1, share=1, evidence=(question.pk,))
    document = document.model_copy(
        update={
            "professor": professor.name,
            "professor_id": professor.pk,
            "analysis": document.analysis.model_copy(update={"derivations": proof}),
        }
    )
    return Profile.objects.create(
        professor=professor, job=job, document=document.model_dump(mode="json"), published_at=NOON
    )
