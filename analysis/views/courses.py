"""The pages on which staff keep the topics of a course: renamed, merged, parted, put in order."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from exams.access import access_course, find, staff_required
from exams.models import Course, Topic
from exams.said import said
from exams.services import topics as service
from exams.syllabus import read_tree


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic with the names that count as it; `parted` are those that undoing brings back."""

    topic: Topic
    papers: int
    others: tuple[str, ...]
    parted: tuple[str, ...]


@staff_required
@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    """All courses, with what is known of each."""
    counted = Course.objects.defer("syllabus").annotate(
        topic_count=Count("topics", filter=Q(topics__counts_as=None), distinct=True),
        paper_count=Count("papers", distinct=True),
    )
    return render(request, "analysis/courses.html", {"courses": counted.order_by("title")})


@staff_required
@require_http_methods(["GET", "POST"])
def course(request: HttpRequest, course_id: int) -> HttpResponse:
    """A course with its syllabuses and topics; sent, one change of its topics."""
    found = access_course(course_id)
    if request.method == "POST":
        for name, change in CHANGES.items():
            if name in request.POST:
                try:
                    change(request, found)
                except ValueError as error:
                    words = _("Nothing was changed: {reason}")
                    messages.error(request, words.format(reason=said(str(error))))
                return redirect("course", found.pk)
    versions = [(one, len(read_tree(one.text))) for one in found.versions.all()]
    context = {
        "course": found,
        "versions": versions,
        "undated": len(read_tree(found.syllabus)),
        "rows": topic_rows(found),
        "has_syllabus": bool(versions or found.syllabus.strip()),
    }
    return render(request, "analysis/course.html", context)


def topic_rows(found: Course) -> list[TopicRow]:
    """The topics in use, in the course's order."""
    topics = Topic.objects.filter(course=found, counts_as=None)
    counted = topics.annotate(count=Count("questions__paper", distinct=True))
    return [
        TopicRow(
            one,
            one.count,
            tuple(other.name for other in one.other_names.all()),
            tuple(other.name for other in service.parts_of(one)),
        )
        for one in counted.order_by("position", "name").prefetch_related("other_names")
    ]


def topic_of(request: HttpRequest, found: Course, name: str) -> Topic:
    """The topic of this course that a button names."""
    number = request.POST[name]
    return find(Topic, pk=int(number) if number.isdecimal() else 0, course=found, counts_as=None)


def _rename(request: Any, found: Course) -> None:
    numbers = [int(one) for one in request.POST.getlist("topics") if one.isdecimal()]
    chosen = Topic.objects.filter(course=found, counts_as=None, pk__in=numbers)
    if not chosen:
        raise ValueError("Tick the topics first.")
    kept = service.rename_topics(chosen, request.POST.get("name", ""), request.user)
    words = _("Now counted as “{name}”. Profiles follow within a minute.")
    messages.success(request, words.format(name=kept))


def _part(request: Any, found: Course) -> None:
    parted = service.part_topic(topic_of(request, found, "part"), request.user)
    if parted:
        names = ", ".join(one.name for one in parted)
        words = _("On their own again: {names}. Profiles follow within a minute.")
        messages.success(request, words.format(names=names))


def _add(request: Any, found: Course) -> None:
    made = service.add_topic(found, request.POST.get("name", ""), request.user)
    words = _("“{name}” is a topic now. The next analysis sorts questions into it.")
    messages.success(request, words.format(name=made))


def _drop(request: Any, found: Course) -> None:
    topic = topic_of(request, found, "drop")
    service.drop_topic(topic, request.user)
    messages.success(request, _("“{name}” is no topic any more.").format(name=topic))


def _up(request: Any, found: Course) -> None:
    service.move_topic(topic_of(request, found, "up"), -1)


def _down(request: Any, found: Course) -> None:
    service.move_topic(topic_of(request, found, "down"), 1)


CHANGES: dict[str, Callable[[Any, Course], None]] = {
    "rename": _rename,
    "part": _part,
    "add": _add,
    "drop": _drop,
    "up": _up,
    "down": _down,
}
