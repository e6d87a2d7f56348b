"""The page on which owners read who did what."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from exams.access import owner_required
from exams.models import Deed, TrailEntry
from exams.selectors.trail import lines, names_of

PER_PAGE = 100


@owner_required
@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """The trail, the latest first, by kind, person and day."""
    wanted = {name: request.GET.get(name, "").strip() for name in ("deed", "person", "since", "to")}
    shown = Paginator(entries(wanted), PER_PAGE).get_page(request.GET.get("page"))
    people = TrailEntry.objects.order_by("person_id").values_list("person_id", flat=True).distinct()
    context = {
        "shown": shown,
        "lines": lines(shown.object_list),
        "wanted": wanted,
        "query": "&".join(f"{name}={value}" for name, value in wanted.items() if value),
        "deeds": Deed.choices,
        "people": sorted(names_of(filter(None, people)).items(), key=lambda one: one[1]),
    }
    return render(request, "exams/trail.html", context)


def entries(wanted: dict[str, Any]) -> QuerySet[TrailEntry]:
    """The entries that are asked for; what is no kind and no day asks for nothing."""
    found = TrailEntry.objects.all()
    if wanted["deed"] in Deed.values:
        found = found.filter(deed=wanted["deed"])
    if wanted["person"].isdecimal():
        found = found.filter(person_id=int(wanted["person"]))
    if since := day(wanted["since"]):
        found = found.filter(at__date__gte=since)
    if until := day(wanted["to"]):
        found = found.filter(at__date__lte=until)
    return found


def day(text: str) -> date | None:
    """A day as browsers send it; None for anything else."""
    try:
        return parse_date(text)
    except ValueError:
        return None
