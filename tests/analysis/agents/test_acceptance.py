"""The story that the product is told by: papers in parallel, one of them encrypted, four turns.

On real rows and files, over the real wire: the model behind the socket calls once for each paper,
reads the error of the locked one, analyses the others, has the report written and sums up.
"""

import json
from typing import Any

import pypdfium2
import pytest
from pydantic import BaseModel

from analysis.enums import JobStatus, PaperState
from analysis.models import Job, Step, Turn
from analysis.schemas import AnalysisReport, ExamQuestion, ExtractionResult, TopicFrequency
from analysis.services.jobs import request_job
from exams.models import Institution, Page, Paper
from exams.services import files
from exams.tenancy import institution_scope
from profiler_site.pipeline import run_job
from reports.document import ProfileDocument
from reports.models import Profile, Report
from tests.corpus.hostile import encrypted_pdf
from tests.doubles.answers import Answer, Body, calls, says
from tests.doubles.server import offline, scripted_server
from tests.people import make_people
from tests.profiler_site.folders import file_papers, read_all

LOCKED = "physics_2023_endsem.pdf"


def directs(body: Body) -> Answer:
    """Answer as the model of the story: every paper in one turn, then what the results allow."""
    if "response_format" in body:
        return offline(body)
    messages = body["messages"]
    task = messages[1]["content"]
    papers = json.loads(task[task.index("{") :])["papers"]
    answers = [json.loads(one["content"]) for one in messages if one["role"] == "tool"]
    turn = sum(one["role"] == "assistant" for one in messages)
    lists = [one["papers"] for one in answers if isinstance(one.get("papers"), list)]
    entries: list[dict[str, Any]] = [entry for papers_read in lists for entry in papers_read]
    match turn:
        case 0:
            return calls(*[("extract_exam_data", {"papers": [one["paper"]]}) for one in papers])
        case 1:
            good = [entry["paper"] for entry in entries if "error" not in entry]
            return calls(("analyze_patterns", {"papers": good}))
        case 2:
            return calls(("generate_report", {"analysis": answers[-1]["analysis"]}))
    label = {one["paper"]: one["label"] for one in papers}
    failed = [entry for entry in entries if "error" in entry]
    notes = [f"Note: {label[one['paper']]} is not in it: {one['error']}" for one in failed]
    return says(" ".join([f"The report is at {answers[-1]['report_url']}.", *notes]))


@pytest.fixture
def institution(real_db: None) -> Institution:
    return make_people().norvale


@pytest.mark.parametrize("papers", [4, 10])
def test_papers_in_parallel_one_encrypted_make_a_report_in_four_turns(
    papers: int, institution: Institution, settings: Any
) -> None:
    professor = file_papers(institution.pk, 3, (LOCKED, encrypted_pdf()))
    read_all(institution.pk)
    with institution_scope(institution.pk):
        read = list(professor.papers.exclude(file_name=LOCKED))
        for number in range(papers - 4):
            copy(read[number % 3], number)
        job = request_job(professor)
    with scripted_server(directs) as server:
        settings.OPENAI_BASE_URL = server.base_url
        run_job(institution.pk, job.pk)
        assert len(server.requests) == papers - 1 + 4
    with institution_scope(institution.pk):
        job = Job.objects.get(pk=job.pk)
        assert (job.status, job.reason) == (JobStatus.PARTIAL, "")
        assert_four_turns(papers)
        assert_named(job)


def copy(paper: Paper, number: int) -> None:
    """Another sitting with the same questions, as read as the first."""
    pages = list(paper.pages.all())
    paper.pk, paper.sha256, paper.file_name = None, f"{number:064}", f"copy_{number}.pdf"
    paper.save()
    for page in pages:
        page.pk, page.paper = None, paper
    Page.objects.bulk_create(pages)


def assert_four_turns(papers: int) -> None:
    turns = list(Turn.objects.all())
    wanted = [len(turn.message.get("tool_calls", ())) for turn in turns]
    assert wanted == [papers, 1, 1, 0]
    assert [turn.outcome for turn in turns] == ["tools", "tools", "tools", "finished"]
    tools = list(Step.objects.filter(kind="tool"))
    assert sum(step.name == "extract_exam_data" for step in tools) == papers
    analysis = next(step for step in tools if step.name == "analyze_patterns")
    assert len(analysis.result["papers_used"]) == papers - 1
    report = next(step for step in tools if step.name == "generate_report").result
    assert set(report) == {"report_url", "format", "pages", "charts_generated"}
    assert (report["format"], report["pages"] > 1, len(report["charts_generated"]) > 1) == (
        *("pdf", True, True),
    )


def assert_named(job: Job) -> None:
    """The locked paper is named with its reason to staff, beside the profile, and in the PDF."""
    reason = job.papers.get(paper__file_name=LOCKED).reason
    assert "password" in reason
    assert job.papers.filter(state=PaperState.LEFT_OUT).count() == 1
    assert LOCKED in job.summary
    assert reason in job.summary
    document = ProfileDocument.model_validate(Profile.objects.get().document)
    assert [(one.file_name, one.reason) for one in document.left_out] == [(LOCKED, reason)]
    pdf = pypdfium2.PdfDocument(files.fetch(Report.objects.get().file))
    words = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pdf).split())
    assert LOCKED in words
    assert " ".join(reason.split())[:40] in words


def test_models_of_the_story_keep_their_names_and_fields() -> None:
    fields: dict[type[BaseModel], tuple[str, ...]] = {
        ExamQuestion: (
            *("question_number", "question_text", "marks", "topic_classification"),
            *("difficulty", "requires_derivation"),
        ),
        ExtractionResult: (
            *("file_id", "professor_name", "exam_year", "subject", "total_marks", "questions"),
            "extraction_confidence",
        ),
        TopicFrequency: ("topic", "count", "percentage", "trend"),
        AnalysisReport: (
            *("professor_name", "total_papers_analyzed", "difficulty_distribution"),
            *("topic_frequencies", "safe_zones", "danger_zones"),
            *("predicted_topics_next_exam", "confidence_score"),
        ),
    }
    for model, named in fields.items():
        assert set(named) <= set(model.model_fields), model
