"""Pages of the platform itself."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from exams.models import Institution


@login_not_required
def choose_institution(request: HttpRequest) -> HttpResponse:
    """The institutions, each with the address of its pages."""
    return render(request, "choose.html", {"institutions": Institution.objects.all()})


@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """Whether web and database answer; for load balancers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
