"""The ledger for programs: every request that a job sent, and what was spent each month."""

import csv
import io
from datetime import datetime

from django.http import HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from analysis.access import access_job
from analysis.api.answers import Spent, spent
from analysis.models import Attempt
from analysis.selectors import attempts_of_job, spending_by_month
from exams.api.answers import listing
from exams.api.callers import ApiRequest, staff_only
from exams.api.schemas import Id, Limits, Listing, problems

router = Router(tags=["spending"])
TABLE = {"description": "The table", "content": {"text/csv": {"schema": {"type": "string"}}}}


class AttemptAnswer(Schema):
    """One request to a provider, whatever came of it."""

    purpose: str = Field(description="What it was for, such as 'turn:2' or 'extract:paper_3'")
    number: int = Field(description="Of the attempts at one answer, from 1")
    provider: str
    model: str
    outcome: str = Field(description="'ok', 'under_way', 'cancelled', 'lost' or the fault's kind")
    status: int | None = Field(description="Of HTTP, where there was an answer")
    started_at: datetime
    seconds: float
    request_hash: str
    spent: Spent
    priced: bool = Field(description="Whether the table of prices knows the model")
    price_table: str


class MonthAnswer(Schema):
    """What one model took in one month."""

    month: str = Field(description="Such as '2026-11'")
    model: str
    attempts: int
    failed: int
    input_tokens: int
    cached_tokens: int
    cache_write_tokens: int
    output_tokens: int
    reasoning_tokens: int
    cost_estimate_usd: float
    price_tables: str


def answer_attempt(row: Attempt) -> AttemptAnswer:
    """A line of the ledger."""
    same = {name: getattr(row, name) for name in AttemptAnswer.model_fields if name != "spent"}
    return AttemptAnswer(**same, spent=spent(row))


@router.get(
    "/jobs/{job_id}/attempts",
    response={200: Listing[AttemptAnswer], **problems(403, 404, 422)},
)
@staff_only
def list_attempts(request: ApiRequest, job_id: Id, limits: Query[Limits]) -> Listing[AttemptAnswer]:
    """Every request that a job sent to a provider, failed ones too, in order."""
    return listing(attempts_of_job(access_job(job_id)), limits, answer_attempt)


@router.get("/spending", response={200: list[MonthAnswer], **problems(403)})
@staff_only
def get_spending(request: ApiRequest) -> list[MonthAnswer]:
    """What the institution spent, by month and model; costs are estimates."""
    return [MonthAnswer(**row) for row in spending_by_month()]


@router.get("/spending.csv", response=problems(403), openapi_extra={"responses": {200: TABLE}})
@staff_only
def get_spending_as_csv(request: ApiRequest) -> HttpResponse:
    """The same as a table for spreadsheets."""
    table = io.StringIO()
    writer = csv.DictWriter(table, list(MonthAnswer.model_fields))
    writer.writeheader()
    writer.writerows(MonthAnswer(**row).model_dump() for row in spending_by_month())
    name = {"Content-Disposition": 'attachment; filename="spending.csv"'}
    return HttpResponse(table.getvalue(), content_type="text/csv; charset=utf-8", headers=name)
