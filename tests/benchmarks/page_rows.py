"""What pages are timed on: rows as the product makes them, and more of them than it usually has.

Two professors with twelve papers each: one of printed sample papers that were read, labelled and
analysed by the product, one of invented papers with ten times as many questions; and forty papers
that wait to be filed.
"""

from itertools import islice

import numpy as np

from analysis.models import Job, Question
from analysis.services.jobs import request_job
from exams.enums import Role
from exams.models import Course, Institution, Membership, Page, Paper, Professor, User
from exams.services.catalogue import add_professor, course_titled
from exams.services.likeness import KEPT
from exams.services.papers import read_paper, receive_paper
from exams.tenancy import institution_scope
from profiler_site.demo.papers import print_paper, sample_papers, syllabus_text
from profiler_site.pipeline import run_job
from tests.benchmarks.statistics_speed import papers as invented_sittings
from tests.reports.real_rows import publish_sittings

SLUG = "norvale"
PASSWORD = "norvale-demo"
PAPERS, QUESTIONS, WAITING = 12, 100, 40


def numbers() -> dict[str, int]:
    """The numbers of the rows by the names that addresses use; makes the rows where they miss."""
    institution = Institution.objects.filter(slug=SLUG).first() or fill()
    with institution_scope(institution.pk):
        job = Job.objects.earliest("pk")
        return {
            "professor": job.professor_id,
            "large": Professor.objects.get(name="Many").pk,
            "paper": Paper.objects.earliest("pk").pk,
            "question": Question.objects.earliest("pk").pk,
            "job": job.pk,
        }


def fill() -> Institution:
    """An institution with everything in it."""
    institution = Institution.objects.create(slug=SLUG, name="Norvale University")
    with institution_scope(institution.pk):
        for name, role in (("staff", Role.OWNER), ("student", Role.STUDENT)):
            user = User.objects.create_user(f"{name}@example.org", PASSWORD, name=name.title())
            Membership.objects.create(user=user, role=role)
        professor = receive_samples()
        papers = list(Paper.objects.values_list("pk", flat=True))
    for paper in papers:
        read_paper(institution.pk, paper)
    with institution_scope(institution.pk):
        job = request_job(professor)
    run_job(institution.pk, job.pk)
    with institution_scope(institution.pk):
        course = Course.objects.create(code="XX1", title="Many questions", slug="xx1")
        publish_sittings("Many", course, invented_sittings(PAPERS, QUESTIONS))
        Question.objects.filter(paper__course=course).update(confidence=0.9)
        wait_to_be_filed(Paper.objects.get(pk=papers[0]))
    return institution


def receive_samples() -> Professor:
    """A professor with printed sample papers; none is read yet."""
    professor = add_professor("Ilse Thornquist")
    printed = (paper for paper in sample_papers() if not paper.scanned)
    for paper in islice(printed, PAPERS):
        course = course_titled(paper.course_title, paper.course_code)
        Course.objects.filter(pk=course.pk).update(syllabus=syllabus_text(paper.course_code))
        receive_paper(print_paper(paper), paper.file_name, professor=professor, course=course)
    return professor


def wait_to_be_filed(paper: Paper) -> None:
    """Copies of a paper that was read, of nobody yet and with other words."""
    pages, random = list(paper.pages.all()), np.random.default_rng(1)
    kept = {field.attname: getattr(paper, field.attname) for field in paper._meta.concrete_fields}
    for name in ("id", "card", "several", "professor_id", "course_id", "sha256", "sketch"):
        del kept[name]
    for at in range(WAITING):
        words = sorted(random.integers(2**48, size=KEPT).tolist())
        copy = Paper.objects.create(**kept, sha256=f"{at:064x}", sketch=words)
        for page in pages:
            page.pk, page.paper_id, page._state.adding = None, copy.pk, True
        Page.objects.bulk_create(pages)
