"""Practice papers: drawn by the number in their address, shown, and marked by their reader."""

import math
import secrets
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from analysis.models import Question
from analysis.statistics.practice import TOLERANCE, PracticePaper, draw_paper
from reports import access, selectors
from reports.practice import drawn_questions, present_practice, sittings_in, stock_of
from reports.services.study import keep_marks

SEEDS = 10_000


@require_safe
def draw(request: Any, professor_id: int) -> HttpResponse:
    """Lead to some practice paper."""
    access.access_profile(professor_id, request.membership)
    return redirect("practice_paper", professor_id, 1 + secrets.randbelow(SEEDS - 1))


@require_http_methods(["GET", "HEAD", "POST"])
def practice_paper(request: Any, professor_id: int, seed: int) -> HttpResponse:
    """The paper of this number; by POST the marks that somebody gives their own answers."""
    profile = access.access_profile(professor_id, request.membership)
    rows = stock_of(profile.professor)
    analysis = selectors.document_of(profile).analysis
    drawn = draw_paper(sittings_in(rows), analysis, seed % SEEDS)
    if request.method == "POST":
        return _mark(request, professor_id, seed, drawn_questions(drawn, rows).values())
    context = {
        "professor": profile.professor,
        "seed": seed,
        "tolerance": round(100 * TOLERANCE),
        "practice": present_practice(drawn, rows, request.user),
        "notes": shortcomings(drawn),
    }
    return render(request, "reports/practice.html", context)


def _mark(
    request: Any, professor_id: int, seed: int, questions: Iterable[Question]
) -> HttpResponse:
    """Keep the marks that were filled in; what is no number is left out and said."""
    given, wrong = {}, []
    for question in questions:
        text = request.POST.get(f"marks-{question.pk}", "").strip().replace(",", ".")
        if not text:
            continue
        try:
            marks = float(text)
        except ValueError:
            marks = math.nan
        if math.isfinite(marks):
            given[question] = marks
        else:
            wrong.append(question.number)
    kept = keep_marks(request.user, given)
    if wrong:
        messages.error(request, _("No number of marks: %s") % ", ".join(wrong))
    if kept:
        messages.success(request, _("Your marks are kept. Your plan shows where you are weak."))
    return redirect("practice_paper", professor_id, seed)


def shortcomings(drawn: PracticePaper) -> list[str]:
    """What the stock did not have, in sentences."""
    missing = _(
        "%(label)s: %(short)s of the usual %(wanted)s questions are missing; the papers have no "
        "more that fit and are no repeats."
    )
    notes = [
        missing
        % {
            "label": section.label or _("The paper"),
            "short": section.short,
            "wanted": section.wanted,
        }
        for section in drawn.sections
        if section.short
    ]
    if drawn.off > TOLERANCE:
        words = _("It adds up to %(marks)s of the usual %(usual)s marks; nothing fits better.")
        notes.append(words % {"marks": f"{drawn.marks:g}", "usual": f"{drawn.usual:g}"})
    return notes
