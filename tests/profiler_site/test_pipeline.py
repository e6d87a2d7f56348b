"""The whole line: from printed papers to a published profile, with the offline model."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from analysis.access import access_extraction
from analysis.api.answers import answer_extraction
from analysis.enums import JobStatus, PaperState, Stage
from analysis.models import Finding, Job, Question, Step, Turn
from analysis.models.job import Spending
from analysis.services import recounting
from analysis.services.jobs import request_job
from analysis.services.reviews import remove
from exams.models import Professor, User
from exams.services import files
from exams.tenancy import institution_scope
from profiler_site.pipeline import count_again, run_job
from reports.document import ProfileDocument
from reports.models import Profile, Report
from tests.corpus.hostile import encrypted_pdf, truncated_pdf
from tests.doubles.answers import Answer, Body, fails
from tests.doubles.server import offline, scripted_server
from tests.people import People, make_people
from tests.profiler_site.folders import file_papers, reading_once


@pytest.fixture
def institution(real_db: None) -> Iterator[int]:
    """An institution whose papers are read by the job itself, but each file once in all."""
    people: People = make_people()
    with reading_once():
        yield people.norvale.pk


def asked_for(institution: int, professor: Professor) -> Job:
    with institution_scope(institution):
        return request_job(professor)


def run(institution: int, professor: Professor) -> Job:
    job = asked_for(institution, professor)
    run_job(institution, job.pk)
    with institution_scope(institution):
        job.refresh_from_db()
    return job


def test_papers_become_a_published_profile_and_what_reviewers_decide_is_counted_in_it(
    institution: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    professor = file_papers(institution, 4)
    job = run(institution, professor)
    assert (job.status, job.stage, job.reason) == (JobStatus.SUCCEEDED, Stage.DONE, "")
    assert job.model == "offline-rules"
    with institution_scope(institution):
        document = ProfileDocument.model_validate(Profile.objects.get().document)
        report = Report.objects.get()
        assert {paper.id: paper.questions for paper in document.papers} == {
            paper.pk: paper.questions.count() for paper in professor.papers.all()
        }
        assert document.offline
        assert document.left_out == ()
        assert document.analysis.report.total_papers_analyzed == 4
        assert files.fetch(report.file).startswith(b"%PDF-")
        assert report.job_id == job.pk
        turns = list(Turn.objects.values_list("number", "outcome"))
        assert turns == [(1, "tools"), (2, "tools"), (3, "tools"), (4, "finished")]
        models = Step.objects.filter(kind="model").values_list("key", flat=True)
        assert sorted(models) == [f"extract:paper_{n}" for n in (1, 2, 3, 4)]
        Profile.objects.update(state="withdrawn")
        first = Question.objects.earliest("pk")
        counts = {paper.id: paper.questions for paper in document.papers}
        remove(first, User.objects.get(email="bob@example.org"))
    monkeypatch.setattr(recounting, "QUIET", timedelta(0))
    assert recounting.sweep_reviews() == 1
    count_again(institution, professor.pk)
    with institution_scope(institution):
        profile, again = Profile.objects.get(), Report.objects.get()
        counted = ProfileDocument.model_validate(profile.document)
        counts[first.paper_id] -= 1
        assert {paper.id: paper.questions for paper in counted.papers} == counts
        assert (profile.state, profile.job_id, again.pk) == ("withdrawn", job.pk, report.pk)
        assert again.file != report.file
    assert recounting.sweep_reviews() == 0
    assert recounting.count_again(institution, professor.pk) is None


@pytest.mark.usefixtures("unprinted")
def test_second_run_asks_no_model_for_papers_it_knows(institution: int) -> None:
    professor = file_papers(institution, 3)
    run(institution, professor)
    assert_findings_point_to_questions(institution)
    assert_extraction_is_told(institution, professor)
    again = run(institution, professor)
    assert again.status == JobStatus.SUCCEEDED
    with institution_scope(institution):
        assert list(again.steps.filter(kind="model")) == []
        assert again.turns.count() == 4
        assert Profile.objects.get().job_id == again.pk


def assert_findings_point_to_questions(institution: int) -> None:
    """Every finding rests on questions of the job."""
    with institution_scope(institution):
        own = set(Question.objects.values_list("pk", flat=True))
        findings = list(Finding.objects.prefetch_related("questions"))
        assert len(findings) > 10
        for finding in findings:
            assert {question.pk for question in finding.questions.all()} <= own
        topics = [finding for finding in findings if finding.kind == "topic"]
        assert topics
        assert all(finding.questions.all() for finding in topics)


def assert_extraction_is_told(institution: int, professor: Professor) -> None:
    """Under the names of the field."""
    with institution_scope(institution):
        paper = professor.papers.all()[0]
        result = answer_extraction(access_extraction(paper.pk))
        questions = list(Question.objects.filter(paper=paper))
    assert (result.file_id, result.professor_name) == (str(paper.pk), "Ilse Thornquist")
    assert (result.exam_year, result.subject) == (paper.year, "Linear Algebra")
    assert result.total_marks == 100
    assert [one.path for one in result.questions] == [one.number for one in questions]
    assert [one.question_text for one in result.questions] == [one.text for one in questions]
    numbers = [one.question_number for one in result.questions]
    assert numbers == sorted(numbers)
    assert numbers[0] == 1


@pytest.mark.usefixtures("unprinted")
def test_encrypted_paper_is_left_out_and_named(institution: int) -> None:
    professor = file_papers(institution, 3, ("locked.pdf", encrypted_pdf()))
    job = run(institution, professor)
    assert job.status == JobStatus.PARTIAL
    assert "locked.pdf" in job.summary
    assert "password" in job.detail
    with institution_scope(institution):
        entry = job.papers.get(paper__file_name="locked.pdf")
        assert entry.state == PaperState.LEFT_OUT
        document = ProfileDocument.model_validate(Profile.objects.get().document)
        assert [one.file_name for one in document.left_out] == ["locked.pdf"]
        assert "password" in document.left_out[0].reason
        assert document.analysis.report.total_papers_analyzed == 3


def test_no_readable_paper_fails_with_the_reasons(institution: int) -> None:
    files_of_no_use = (("locked.pdf", encrypted_pdf()), ("half.pdf", truncated_pdf()))
    professor = file_papers(institution, 0, *files_of_no_use)
    job = run(institution, professor)
    assert (job.status, job.reason) == (JobStatus.FAILED, "nothing_to_analyse")
    assert "locked.pdf" in job.detail
    assert "half.pdf" in job.detail
    with institution_scope(institution):
        assert not Profile.objects.exists()


@pytest.mark.usefixtures("unprinted")
def test_whole_job_over_a_real_socket_is_paid_as_its_ledger_says(
    institution: int, settings: Any
) -> None:
    professor = file_papers(institution, 3)
    details = {"cached_tokens": 100, "cache_write_tokens": 40}
    labelled: list[Body] = []

    def priced(body: Body) -> Answer:
        whole = json.loads(offline(body).body)
        whole["model"], whole["usage"]["prompt_tokens_details"] = "gpt-5.5", details
        if "response_format" in body:
            labelled.append(body)
            if len(labelled) == 1:  # so that one paper takes two calls
                whole["choices"][0]["message"]["content"] = "Here are your labels!"
        return Answer(body=json.dumps(whole).encode())

    with scripted_server(priced) as server:
        settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL = "key", server.base_url
        settings.PROFILER_MODEL = "gpt-5.5"
        job = run(institution, professor)
    assert job.status == JobStatus.SUCCEEDED
    assert len(server.requests) == 3 + 1 + 4
    assert {request["model"] for request in server.requests} == {"gpt-5.5"}
    with institution_scope(institution):
        document = ProfileDocument.model_validate(Profile.objects.get().document)
        assert (document.offline, document.engine) == (False, "gpt-5.5")
        columns = [one.attname for one in Spending._meta.concrete_fields]
        written = [*job.turns.values_list(*columns), *job.steps.values_list(*columns)]
        by_calls = [sum(column) for column in zip(*written, strict=True)]
        ledger = [sum(column) for column in zip(*job.attempts.values_list(*columns), strict=True)]
        total = [getattr(job, column) for column in columns]
    assert total == ledger == by_calls
    assert (job.cost > 0, job.cached_tokens, job.cache_write_tokens) == (True, 800, 320)


def test_wrong_key_fails_in_words(institution: int, settings: Any) -> None:
    professor = file_papers(institution, 1)

    def refuse(body: Body) -> Answer:
        return fails(401, "invalid_api_key")

    with scripted_server(refuse) as server:
        settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL = "wrong", server.base_url
        job = run(institution, professor)
    assert (job.status, job.reason) == (JobStatus.FAILED, "wrong_key")
    assert "API key" in job.detail
    assert len(server.requests) == 1


def test_job_waits_for_an_unreachable_endpoint_and_says_so(institution: int, settings: Any) -> None:
    professor = file_papers(institution, 1)
    settings.OPENAI_BASE_URL = "http://127.0.0.1:9/v1"
    job = run(institution, professor)
    assert (job.status, job.reason) == (JobStatus.QUEUED, "provider_away")
    assert job.not_before is not None
    assert job.detail == "The model's provider does not answer."
