from datetime import timedelta
from typing import Any

import pytest
from django_q.models import OrmQ

from analysis.models import Job, JobPaper, Step, Turn
from analysis.models.job import Spending
from exams.models import Paper, Professor
from exams.tenancy import institution_scope
from tests.api_client import NOON, NOON_TEXT, Rows, add_paper, make_rows, program, shown
from tests.people import People


def brief(rows: Rows) -> dict[str, object]:
    return {
        "id": rows.job.pk,
        "professor": {"id": rows.professor.pk, "name": "Ada"},
        "status": "succeeded",
        "status_words": "Done",
        "stage": "done",
        "reason": "",
        "not_before": None,
        "created_at": NOON_TEXT,
        "started_at": NOON_TEXT,
        "finished_at": NOON_TEXT,
    }


def spent(row: Spending | None = None) -> dict[str, object]:
    return {
        "input_tokens": row.input_tokens if row else 0,
        "output_tokens": row.output_tokens if row else 0,
        "cached_tokens": 0,
        "cache_write_tokens": 0,
        "reasoning_tokens": 0,
        "cost_estimate_usd": float(row.cost) if row else 0.0,
    }


def queued(rows: Rows, job: Job, papers: list[Paper]) -> dict[str, object]:
    return {
        **brief(rows),
        "id": job.pk,
        "status": "queued",
        "status_words": "Waiting for a worker",
        "stage": "read",
        "created_at": shown(job.created_at),
        "started_at": None,
        "finished_at": None,
        "detail": "",
        "summary": "",
        "model": "",
        "lacks": [],
        "cancel_requested": False,
        "turns": 0,
        "spent": spent(),
        "papers": [
            {
                "alias": f"paper_{place}",
                "paper_id": paper.pk,
                "label": paper.label,
                "state": "waiting",
                "reason": "",
            }
            for place, paper in enumerate(papers, 1)
        ],
    }


def latest_job(people: People) -> Job:
    with institution_scope(people.norvale.pk):
        return Job.objects.order_by("-pk")[0]


def test_finished_job_shows_papers_turns_and_spending(people: People) -> None:
    rows = make_rows(people.norvale, "Ada")
    with institution_scope(people.norvale.pk):
        left_out = add_paper(rows.professor, rows.course, 2019)
        JobPaper.objects.create(
            job=rows.job, paper=left_out, alias="paper_2", state="left_out", reason="Encrypted."
        )
        Job.objects.filter(pk=rows.job.pk).update(
            status="partial", reason="budget_exceeded", detail="The job reached its limit of money."
        )
    papers = [
        ("paper_1", rows.paper.pk, "2023 winter", "extracted", ""),
        ("paper_2", left_out.pk, "2019 winter", "left_out", "Encrypted."),
    ]
    names = ("alias", "paper_id", "label", "state", "reason")
    assert program(people.norvale).get(f"jobs/{rows.job.pk}") == (
        200,
        {
            **brief(rows),
            "status": "partial",
            "status_words": "Done, some papers left out",
            "reason": "budget_exceeded",
            "detail": "The job reached its limit of money.",
            "summary": "Made for Ada.",
            "model": "offline-rules",
            "lacks": [],
            "cancel_requested": False,
            "turns": 1,
            "spent": {**spent(), "input_tokens": 100, "output_tokens": 20}
            | {"cost_estimate_usd": 0.00125},
            "papers": [dict(zip(names, paper, strict=True)) for paper in papers],
        },
    )


def test_job_is_asked_for_over_all_papers_of_the_professor(people: People) -> None:
    rows = make_rows(people.norvale, "Ada")
    with institution_scope(people.norvale.pk):
        older = add_paper(rows.professor, None, 2019)
        add_paper(None, None, 2018)
    answer = program(people.norvale).post("jobs", {"professor_id": rows.professor.pk})
    assert answer == (201, queued(rows, latest_job(people), [older, rows.paper]))
    assert OrmQ.objects.count() == 1


def test_job_is_asked_for_over_named_papers_each_once(people: People) -> None:
    rows = make_rows(people.norvale, "Ada")
    with institution_scope(people.norvale.pk):
        older = add_paper(rows.professor, None, 2019)
        add_paper(rows.professor, None, 2018)
    ids = [rows.paper.pk, older.pk, rows.paper.pk]
    body = {"professor_id": rows.professor.pk, "paper_ids": ids}
    answer = program(people.norvale).post("jobs", body)
    assert answer == (201, queued(rows, latest_job(people), [rows.paper, older]))


def refused(error: str, detail: str) -> dict[str, str]:
    return {"error": error, "detail": detail}


def test_second_job_of_a_professor_is_refused_while_one_runs(people: People) -> None:
    rows = make_rows(people.norvale, "Ada")
    api = program(people.norvale)
    _, first = api.post("jobs", {"professor_id": rows.professor.pk})
    under_way = refused("running", "An analysis of Ada is already under way.")
    assert api.post("jobs", {"professor_id": rows.professor.pk}) == (409, under_way)
    still = refused("running", "This analysis is still under way.")
    assert api.post(f"jobs/{first['id']}/retry") == (409, still)
    with institution_scope(people.norvale.pk):
        assert Job.objects.count() == 2
    assert OrmQ.objects.count() == 1


def test_job_without_papers_is_refused(people: People) -> None:
    with institution_scope(people.norvale.pk):
        ben = Professor.objects.create(name="Ben", slug="ben")
    words = "There are no papers of Ben yet. Upload some first."
    answer = program(people.norvale).post("jobs", {"professor_id": ben.pk})
    assert answer == (409, refused("no_papers", words))


def test_job_over_a_paper_of_another_professor_is_refused(people: People) -> None:
    ada, ben = make_rows(people.norvale, "Ada"), make_rows(people.norvale, "Ben")
    body = {"professor_id": ada.professor.pk, "paper_ids": [ada.paper.pk, ben.paper.pk]}
    answer = program(people.norvale).post("jobs", body)
    assert answer == (409, refused("other_professor", "Not by Ada: 2023.pdf."))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, "professor_id: Field required"),
        ({"professor_id": "Ada"}, "professor_id: Input should be a valid integer, unable to parse"),
        ({"professor_id": 1, "paper_ids": []}, "paper_ids: List should have at least 1 item"),
        (
            {"professor_id": 1, "paper_ids": [1, "x"]},
            "paper_ids.1: Input should be a valid integer",
        ),
    ],
)
def test_job_with_an_unusable_request_is_refused_by_field(
    people: People, body: object, words: str
) -> None:
    status, found = program(people.norvale).post("jobs", body)
    assert (status, found["error"]) == (422, "invalid")
    assert found["detail"].startswith(words)


def test_job_over_missing_rows_is_not_found(people: People) -> None:
    rows = make_rows(people.norvale, "Ada")
    api = program(people.norvale)
    assert api.post("jobs", {"professor_id": 424242}) == (
        404,
        refused("not_found", "No such professor."),
    )
    body = {"professor_id": rows.professor.pk, "paper_ids": [rows.paper.pk, 424242]}
    assert api.post("jobs", body) == (404, refused("not_found", "No such paper."))


def test_waiting_job_is_cancelled_at_once(people: People) -> None:
    rows = make_rows(people.norvale, "Ada")
    api = program(people.norvale)
    _, asked = api.post("jobs", {"professor_id": rows.professor.pk})
    status, found = api.post(f"jobs/{asked['id']}/cancel")
    finished = shown(latest_job(people).finished_at or NOON)
    ended = {"status": "cancelled", "status_words": "Cancelled", "finished_at": finished}
    assert (status, found) == (202, {**asked, **ended})


def test_running_job_is_asked_to_stop(people: People) -> None:
    rows = make_rows(people.norvale, "Ada")
    with institution_scope(people.norvale.pk):
        Job.objects.update(status="running", finished_at=None)
    status, found = program(people.norvale).post(f"jobs/{rows.job.pk}/cancel")
    assert (status, found["status"], found["cancel_requested"]) == (202, "running", True)


def test_finished_job_stays_when_cancelled(people: People) -> None:
    rows = make_rows(people.norvale, "Ada")
    api = program(people.norvale)
    _, before = api.get(f"jobs/{rows.job.pk}")
    assert api.post(f"jobs/{rows.job.pk}/cancel") == (202, before)


def test_finished_job_is_asked_for_again(people: People) -> None:
    rows = make_rows(people.norvale, "Ada")
    answer = program(people.norvale).post(f"jobs/{rows.job.pk}/retry")
    job = latest_job(people)
    assert job.pk != rows.job.pk
    assert answer == (201, queued(rows, job, [rows.paper]))


def test_list_of_jobs_is_filtered_and_has_the_latest_first(people: People) -> None:
    ada, ben = make_rows(people.norvale, "Ada"), make_rows(people.norvale, "Ben")
    api = program(people.norvale)
    _, asked = api.post("jobs", {"professor_id": ben.professor.pk})
    _, found = api.get("jobs")
    assert [one["id"] for one in found["items"]] == [asked["id"], ben.job.pk, ada.job.pk]
    only_ada = {"items": [brief(ada)], "count": 1}
    assert api.get(f"jobs?professor={ada.professor.pk}") == (200, only_ada)
    _, found = api.get("jobs?status=queued")
    assert [one["id"] for one in found["items"]] == [asked["id"]]


def test_transcript_has_turns_and_steps_in_order(people: People) -> None:
    rows = make_rows(people.norvale, "Ada")
    with institution_scope(people.norvale.pk):
        turn = Turn.objects.create(
            job=rows.job,
            number=2,
            request_hash="h",
            message={"content": "Done."},
            model="offline-rules",
            outcome="finished",
            seconds=0.1,
        )
        Turn.objects.filter(pk=turn.pk).update(created_at=NOON + timedelta(seconds=1))
    in_order = transcript()
    api = program(people.norvale)
    path = f"jobs/{rows.job.pk}/transcript"
    assert api.get(path) == (200, {"items": in_order, "count": 3})
    assert api.get(f"{path}?limit=1&offset=1") == (200, {"items": in_order[1:2], "count": 3})
    with institution_scope(people.norvale.pk):
        Step.objects.all().delete()
    assert api.get(f"{path}?offset=5") == (200, {"items": [], "count": 2})


def transcript() -> list[dict[str, Any]]:
    """Two turns with a tool call between them, as the API tells them."""
    first = {
        "kind": "turn",
        "number": 1,
        "outcome": "tools",
        "message": {"content": "Ada"},
        "model": "offline-rules",
        "seconds": 0.5,
        "spent": {**spent(), "input_tokens": 100, "output_tokens": 20},
        "at": NOON_TEXT,
    }
    step = {
        "kind": "step",
        "key": "turn:1:call:0",
        "step": "tool",
        "name": "extract_exam_data",
        "arguments": {"papers": "all"},
        "result": {"read": 1},
        "succeeded": True,
        "model": "",
        "seconds": 0.25,
        "spent": spent(),
        "at": NOON_TEXT,
    }
    last = {
        **first,
        "number": 2,
        "outcome": "finished",
        "message": {"content": "Done."},
        "seconds": 0.1,
        "spent": spent(),
        "at": "2025-11-22T12:00:01Z",
    }
    return [first, step, last]


@pytest.mark.parametrize("path", ["", "/transcript"])
def test_missing_job_is_not_found(people: People, path: str) -> None:
    answer = program(people.norvale).get(f"jobs/424242{path}")
    assert answer == (404, refused("not_found", "No such job."))
