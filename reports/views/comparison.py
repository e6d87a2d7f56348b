"""Two sets of papers compared."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from analysis.statistics.comparison import Comparison, compare
from reports import selectors
from reports.crops.windows import windows_of
from reports.study.comparison import present_comparison
from reports.study.sides import Side, find_side, list_sides, sittings_of_side


@require_safe
def comparison(request: HttpRequest) -> HttpResponse:
    """Two professors, courses or eras side by side; the choice stands in the address."""
    sides = list_sides()
    context: dict[str, Any] = {"groups": grouped(sides), "left": "", "right": ""}
    left, right = request.GET.get("left", ""), request.GET.get("right", "")
    context |= {"left": left, "right": right}
    if left and right and left != right:
        one, other = find_side(sides, left), find_side(sides, right)
        address = urlencode({"left": left, "right": right})
        found = compared(one, other)
        context |= {"one": one, "other": other, "papers": found}
        context["compared"] = present_comparison(found, address)
    return render(request, "reports/compare.html", context)


def grouped(sides: list[Side]) -> dict[str, list[Side]]:
    """The sides by their group, in their order."""
    found: dict[str, list[Side]] = {}
    for side in sides:
        found.setdefault(side.group, []).append(side)
    return found


def compared(left: Side, right: Side) -> Comparison:
    """Two sides; papers on both are counted on the left alone."""
    return compare(sittings_of_side(left), sittings_of_side(right, without=left))


@require_safe
def comparison_questions(request: HttpRequest) -> HttpResponse:
    """The printed questions behind one number of a comparison."""
    sides = list_sides()
    left, right = request.GET.get("left", ""), request.GET.get("right", "")
    one, other = find_side(sides, left), find_side(sides, right)
    rows = {row.key: row for row in compared(one, other).rows}
    row = rows.get(request.GET.get("row", ""))
    if row is None or request.GET.get("side") not in {"left", "right"}:
        raise Http404
    chosen, name = (
        (row.left, one.name) if request.GET["side"] == "left" else (row.right, other.name)
    )
    rows_of_side = selectors.questions_by_id(chosen.evidence)
    context = {
        "title": f"{row.name}: {name}",
        "back": urlencode({"left": left, "right": right}),
        "questions": rows_of_side,
        "windows": windows_of(rows_of_side),
    }
    return render(request, "reports/compare_questions.html", context)
