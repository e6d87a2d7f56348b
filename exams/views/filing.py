"""The page on which uploaded papers are filed: one glance, one button."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRefresh as RefreshPage

from exams.access import access_paper, find, staff_required
from exams.enums import PaperStatus
from exams.evidence import Evidence, cover_evidence
from exams.forms import FilingGroup, FilingRow, FilingTable
from exams.models import Course, Page, Paper, Professor
from exams.services.filing import Catalogue, Proposal, catalogue, file_table, propose, unfiled
from exams.services.filing_groups import ProposalGroup, grouped, own_values
from exams.views.pictures import picture_of

PER_TABLE = 60
UNREAD = (PaperStatus.RECEIVED, PaperStatus.READING)
NAMED = ("course", "professor")


@dataclass(frozen=True, slots=True)
class Row:
    """One paper of the page; `look` holds its fields that somebody should look at.

    `is_new` holds those of "course" and "professor" that are said, but not in the list.
    """

    proposal: Proposal
    form: FilingRow
    evidence: tuple[Evidence, ...]
    look: frozenset[str]
    is_new: frozenset[str]

    @property
    def differs(self) -> bool:
        """Whether its own course or professor is said, or is wrong."""
        return any(self.form[name].value() or self.form[name].errors for name in NAMED)


@dataclass(frozen=True, slots=True)
class Group:
    """Papers of one course with what is said for all of them."""

    group: ProposalGroup
    form: FilingGroup
    rows: list[Row]
    is_new: frozenset[str]  # as for a row

    @property
    def course(self) -> str:
        """The course that is said for it, to name its parts by."""
        return str(self.form["course"].value() or "")


@staff_required
@require_http_methods(["GET", "POST"])
def filing(request: Any) -> HttpResponse:
    """The papers that are nobody's yet, by course, filled in from their covers.

    A page that waits for papers to be read asks for its progress alone, and is shown anew once
    there is something on it.
    """
    if request.htmx:
        told = progress()
        fresh = not told["waiting"] and "empty" in request.GET
        return RefreshPage() if fresh else render(request, "exams/_progress.html", told)
    shown = Paginator(unfiled(), PER_TABLE).get_page(request.GET.get("page"))
    known, posted = catalogue(), request.POST if request.method == "POST" else None
    table = FilingTable(posted)
    proposals = propose(list(shown), known)
    placed = places_of(proposals, posted)
    groups = [group_of(one, known, posted) for one in grouped(proposals, known, placed)]
    if posted is not None and table.is_valid() and confirm(request, groups, table):
        return redirect("filing" if unfiled().exists() else "papers")
    context = {
        "groups": groups,
        "shown": shown,
        "table": table,
        "new_professors": new_names(groups, "professor"),
        "new_courses": new_names(groups, "course"),
        "professors": Professor.objects.all(),
        "courses": Course.objects.defer("syllabus"),
        **progress(),
        "unreadable": Paper.objects.filter(status=PaperStatus.UNREADABLE, professor=None),
    }
    return render(request, "exams/filing.html", context)


def progress() -> dict[str, int]:
    """How many papers wait to be read, and how many of those to be filed were read."""
    waiting = Paper.objects.filter(status__in=UNREAD).count()
    return {"waiting": waiting, "ready": unfiled().count()}


def places_of(proposals: Iterable[Proposal], posted: Any) -> dict[int, int]:
    """The group in which each paper was shown, by what the page sent back."""
    sent = {one.paper.pk: (posted or {}).get(f"p{one.paper.pk}-group", "") for one in proposals}
    return {pk: int(key) for pk, key in sent.items() if key.isdecimal()}


def group_of(one: ProposalGroup, known: Catalogue, posted: Any) -> Group:
    """A group with its forms, filled in as it was sent where it was sent."""
    sent = posted if posted and f"g{one.key}-course" in posted else None
    start = {"course": one.course, "professor": one.professor}
    form = FilingGroup(sent, prefix=f"g{one.key}", initial=start)
    codes = (proposal.facts.course_code for proposal in one.proposals)
    code = next(filter(None, codes), "")
    rows = [row_of(proposal, one, known, posted) for proposal in one.proposals]
    return Group(one, form, rows, unknown(form, known, code))


def row_of(one: Proposal, group: ProposalGroup, known: Catalogue, posted: Any) -> Row:
    """A paper with its form and what is printed; one that looks like another is not ticked."""
    start = {**own_values(one, group), "take": not one.alike and not one.paper.bundle}
    prefix = f"p{one.paper.pk}"
    sent = posted if posted and f"{prefix}-group" in posted else None
    form = FilingRow(sent, prefix=prefix, initial=start)
    look = frozenset(doubt.field for doubt in one.doubts if doubt.field in form.fields)
    return Row(one, form, cover_evidence(one.facts, one.covers), look, unknown(form, known))


def unknown(form: FilingRow | FilingGroup, known: Catalogue, code: str = "") -> frozenset[str]:
    """Those of "course" and "professor" that a form says, but that are not in the list."""
    course, professor = (str(form[name].value() or "") for name in NAMED)
    found = {"course": known.course(course, code), "professor": known.professor(professor)}
    return frozenset(name for name in NAMED if form[name].value() and found[name] is None)


def confirm(request: Any, groups: list[Group], table: FilingTable) -> bool:
    """File the ticked rows that are complete; False where a ticked one is left, with its reason."""
    wanted = table.cleaned_data
    ticked = [(g, row) for g in groups for row in g.rows if row.form["take"].value()]
    complete: dict[int, dict[str, Any]] = {}
    for group, row in ticked:
        valid = row.form.is_valid() and group.form.is_valid()
        words = words_of(group, row, wanted["professor"])
        for name in (name for name in NAMED if not words[name]):
            tell(group, row, name, gettext("Nothing is said here yet."))
        if valid and all(words.values()):
            complete[row.proposal.paper.pk] = row.form.cleaned_data | words
    filed = file_table(
        complete,
        add_professors=wanted["add_professors"],
        add_courses=wanted["add_courses"],
        by=request.user,
    )
    for group, row in ticked:
        for name, said in filed.unknown.get(row.proposal.paper.pk, {}).items():
            text = gettext("{name} is not in the list. Tick below that it is added.")
            tell(group, row, name, text.format(name=said))
    done = {paper.pk for paper in filed.papers}
    say_filed(request, len(done), len(ticked))
    for group in groups:
        group.rows[:] = [row for row in group.rows if row.proposal.paper.pk not in done]
    groups[:] = [group for group in groups if group.rows]
    return bool(ticked) and len(done) == len(ticked)


def words_of(group: Group, row: Row, professor: str) -> dict[str, str]:
    """Course and professor of a row: its own, else those of its group, else that of all."""
    said = {
        name: str(row.form[name].value() or group.form[name].value() or "").strip()
        for name in NAMED
    }
    return said | {"professor": said["professor"] or professor.strip()}


def tell(group: Group, row: Row, name: str, words: str) -> None:
    """Say what is wrong with a name where it is said: once at the group, or at the row."""
    form = row.form if row.form[name].value() else group.form
    if words not in form.errors.get(name, []):
        form.add_error(name, words)


def say_filed(request: HttpRequest, count: int, ticked: int) -> None:
    """Tell what became of the ticked papers."""
    if not ticked:
        messages.warning(request, gettext("No paper was ticked: nothing is filed."))
    if count:
        told = ngettext("{n} paper filed.", "{n} papers filed.", count)
        messages.success(request, told.format(n=count))
    if left := ticked - count:
        told = ngettext(
            "{n} ticked paper is not filed yet. What is missing is said beside it.",
            "{n} ticked papers are not filed yet. What is missing is said beside them.",
            left,
        )
        messages.error(request, told.format(n=left))


def new_names(groups: list[Group], name: str) -> list[str]:
    """The names that are not in the list yet, each once."""
    forms = [(one.form, one.is_new) for one in groups]
    own = [(row.form, row.is_new) for one in groups for row in one.rows]
    found = [form[name].value() for form, is_new in (*forms, *own) if name in is_new]
    return list(dict.fromkeys(map(str, found)))


@staff_required
@require_safe
def staff_picture(request: HttpRequest, paper_id: int, number: int) -> HttpResponse:
    """The picture of a page of any paper, filed or not."""
    page = find(Page, paper=access_paper(paper_id), number=number)
    response = picture_of(page)
    response["Cache-Control"] = "private, max-age=86400"
    return response
