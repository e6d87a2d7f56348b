"""Plans and comparisons for programs: the same as the pages, computed on asking."""

from typing import Annotated

from ninja import Query, Router, Schema
from pydantic import Field

from analysis.statistics.comparison import Comparison, compare
from analysis.statistics.plan import (
    BLOCK,
    MOST_DAYS,
    MOST_HOURS_A_DAY,
    USUAL_HALF,
    StudyPlan,
    study_plan,
)
from exams.api.callers import ApiRequest
from exams.api.schemas import Id, problems
from reports import access, selectors
from reports.study.sides import Side, find_side, list_sides, sittings_of_side

router = Router()


class PlanWish(Schema):
    """What a plan is made for."""

    days: int = Field(7, ge=1, le=MOST_DAYS)
    hours: float = Field(3, ge=BLOCK, le=MOST_HOURS_A_DAY, description="A day")
    half: float = Field(USUAL_HALF, gt=0, le=40, description="Hours for the first half of a topic")
    known: list[str] = Field([], max_length=500, description="Topics to leave out")


class SideBrief(Schema):
    """Papers that can be compared, under their key."""

    key: str = Field(examples=["professor-1"])
    name: str
    group: str = Field(description="Professors, Courses or Eras")
    papers: int


class ComparisonAnswer(Schema):
    """Two sets of papers side by side; papers on both sides count on the left alone."""

    left: SideBrief
    right: SideBrief
    comparison: Comparison


@router.get(
    "/profiles/{professor_id}/plan",
    response={200: StudyPlan, **problems(404, 422)},
    tags=["profiles"],
)
def get_plan(request: ApiRequest, professor_id: Id, wish: Query[PlanWish]) -> StudyPlan:
    """The best use of the days that are left, by the forecast of a published profile."""
    analysis = selectors.document_of(access.access_profile(professor_id)).analysis
    return study_plan(
        analysis.predictions,
        days=wish.days,
        hours_a_day=wish.hours,
        known=wish.known,
        half=wish.half,
    )


@router.get("/comparisons", response={200: list[SideBrief], **problems()}, tags=["profiles"])
def list_comparable(request: ApiRequest) -> list[SideBrief]:
    """Everything that can be compared: professors, courses and eras."""
    return [brief_side(side) for side in list_sides()]


def brief_side(side: Side) -> SideBrief:
    """A side in a list."""
    papers = sum(map(len, side.papers.values()))
    return SideBrief(key=side.key, name=side.name, group=side.group, papers=papers)


@router.get(
    "/comparisons/{left}/{right}",
    response={200: ComparisonAnswer, **problems(404, 422)},
    tags=["profiles"],
)
def get_comparison(
    request: ApiRequest,
    left: Annotated[str, Field(max_length=60)],
    right: Annotated[str, Field(max_length=60)],
) -> ComparisonAnswer:
    """Two sets of papers, by their keys; every number with the ids of its questions."""
    sides = list_sides()
    one, other = find_side(sides, left), find_side(sides, right)
    return ComparisonAnswer(
        left=brief_side(one),
        right=brief_side(other),
        comparison=compare(sittings_of_side(one), sittings_of_side(other, without=one)),
    )
