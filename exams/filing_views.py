"""The table in which uploaded papers are filed: one glance, one button."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from exams.access import access_paper, find, staff_required
from exams.enums import PaperStatus
from exams.forms import FilingRow, FilingTable
from exams.models import Course, Page, Paper, Professor
from exams.outline.model import CoverFacts, FactPlace
from exams.services import files
from exams.services.filing import Catalogue, Proposal, catalogue, file_table, propose, unfiled

PER_TABLE = 60
MARGIN = 8.0  # points of paper left around the printed facts
PICTURE_TYPES = {"png": "image/png", "webp": "image/webp"}
UNREAD = (PaperStatus.RECEIVED, PaperStatus.READING)
FACT_WORDS = {
    "institution": _("Institution"),
    "course_code": _("Code"),
    "subject": _("Course"),
    "professor": _("Professor"),
    "year": _("Year"),
    "session": _("Session"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A printed fact of a cover, its box in points from the top left of the page."""

    words: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """A window into the picture of a page, and the printed facts in it."""

    page: Page
    picture: str
    view_box: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One paper of the table."""

    proposal: Proposal
    form: FilingRow
    evidence: tuple[Evidence, ...]
    facts: tuple[tuple[str, Any], ...]
    is_new: dict[str, bool]  # by "professor" and "course": named, but not in the list


@staff_required
@require_http_methods(["GET", "POST"])
def filing(request: HttpRequest) -> HttpResponse:
    """The papers that are nobody's yet, their rows filled in from their covers."""
    shown = Paginator(unfiled(), PER_TABLE).get_page(request.GET.get("page"))
    known, posted = catalogue(), request.POST if request.method == "POST" else None
    table = FilingTable(posted)
    rows = [row_of(one, known, posted) for one in propose(list(shown), known)]
    if posted is not None and table.is_valid() and confirm(request, rows, table.cleaned_data):
        return redirect("filing" if unfiled().exists() else "papers")
    context = {
        "rows": rows,
        "shown": shown,
        "table": table,
        "new_professors": new_names(rows, "professor"),
        "new_courses": new_names(rows, "course"),
        "professors": Professor.objects.all(),
        "courses": Course.objects.defer("syllabus"),
        "waiting": Paper.objects.filter(status__in=UNREAD).count(),
        "unreadable": Paper.objects.filter(status=PaperStatus.UNREADABLE, professor=None),
    }
    return render(request, "exams/filing.html", context)


def row_of(one: Proposal, known: Catalogue, posted: Any) -> Row:
    """A paper with its form and what is printed; one that looks like another is not ticked."""
    start = {**one.values, "take": not one.alike and not one.paper.bundle}
    form = FilingRow(posted and filled(posted, one), prefix=f"p{one.paper.pk}", initial=start)
    words = {name: str(form[name].value() or "") for name in ("professor", "course")}
    code = one.facts.course_code or "" if words["course"] == one.facts.subject else ""
    is_new = {
        "professor": bool(words["professor"]) and known.professor(words["professor"]) is None,
        "course": bool(words["course"]) and known.course(words["course"], code) is None,
    }
    facts = tuple(
        (str(words), getattr(one.facts, fact))
        for fact, words in FACT_WORDS.items()
        if getattr(one.facts, fact)
    )
    return Row(one, form, evidence_of(one.facts, one.covers), facts, is_new)


def filled(posted: Any, one: Proposal) -> dict[str, Any]:
    """What was sent for a row, with what was said for all rows where it names nobody."""
    prefix = f"p{one.paper.pk}-"
    sent = {name: posted.get(name, "") for name in posted if name.startswith(prefix)}
    for name in ("professor", "course"):
        said = str(posted.get(f"all-{name}", ""))
        sent[prefix + name] = str(sent.get(prefix + name, "")).strip() or said
    return sent


def confirm(request: Any, rows: list[Row], wanted: dict[str, Any]) -> bool:
    """File the ticked rows that are complete; False where a ticked one is left, with its reason."""
    ticked = [row for row in rows if row.form["take"].value()]
    complete = {row.proposal.paper.pk: row.form for row in ticked if row.form.is_valid()}
    filed = file_table(
        {pk: form.cleaned_data for pk, form in complete.items()},
        add_professors=wanted["add_professors"],
        add_courses=wanted["add_courses"],
        by=request.user,
    )
    for pk, unknown in filed.unknown.items():
        for name, words in unknown.items():
            complete[pk].add_error(
                name,
                gettext("{name} is not in the list. Tick that it is added.").format(name=words),
            )
    if not ticked:
        messages.warning(request, gettext("No paper was ticked: nothing is filed."))
    elif filed.papers:
        count = len(filed.papers)
        told = ngettext("{n} paper filed.", "{n} papers filed.", count)
        messages.success(request, told.format(n=count))
    done = {paper.pk for paper in filed.papers}
    rows[:] = [row for row in rows if row.proposal.paper.pk not in done]
    return bool(ticked) and len(done) == len(ticked)


def new_names(rows: list[Row], name: str) -> list[str]:
    """The names in a column that are not in the list yet, each once."""
    found = (str(row.form[name].value()) for row in rows if row.is_new[name])
    return list(dict.fromkeys(found))


def evidence_of(facts: CoverFacts, covers: Iterable[Page]) -> tuple[Evidence, ...]:
    """Where the facts of a paper are printed, a window for each page; none without a picture."""
    windows = []
    for page in covers:
        places = [place for place in facts.places if place.box.page == page.number]
        if page.picture and places:
            boxes = [place.box for place in places]
            top = max(0.0, min(box.top for box in boxes) - MARGIN)
            bottom = min(page.height, max(box.bottom for box in boxes) + MARGIN)
            view_box = f"0 {top:.1f} {page.width:.1f} {max(1.0, bottom - top):.1f}"
            shaded = tuple(fact_of(place) for place in places)
            picture = reverse("staff_picture", args=[page.paper_id, page.number])
            windows.append(Evidence(page, picture, view_box, shaded))
    return tuple(windows)


def fact_of(place: FactPlace) -> Fact:
    """A fact as it is shaded on its page."""
    box = place.box
    words = str(FACT_WORDS.get(place.fact) or place.fact.replace("_", " "))
    return Fact(words, box.x0, box.top, box.x1 - box.x0, box.bottom - box.top)


@staff_required
@require_safe
def staff_picture(request: HttpRequest, paper_id: int, number: int) -> HttpResponse:
    """The picture of a page of any paper, filed or not, as it was drawn when it was read."""
    page = find(Page, paper=access_paper(paper_id), number=number)
    kind = PICTURE_TYPES.get(page.picture.rpartition(".")[2])
    if kind is None:
        raise Http404
    try:
        content = files.fetch(page.picture)
    except FileNotFoundError as error:
        raise Http404 from error
    response = HttpResponse(content, content_type=kind)
    response["Cache-Control"] = "private, max-age=86400"
    return response
