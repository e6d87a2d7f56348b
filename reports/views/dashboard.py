"""The page on which staff see what waits for them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from exams.access import staff_required
from reports import dashboard as numbers


@staff_required
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """Numbers, each with its list, and what to do first."""
    groups = numbers.groups()
    context = {
        "groups": groups,
        "spending": numbers.spending(timezone.localdate()),
        "next": numbers.what_next(groups),
    }
    return render(request, "reports/dashboard.html", context)
