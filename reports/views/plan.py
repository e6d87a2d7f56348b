"""A student's plan: its page, its ticks, and the calendar that follows it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.crypto import salted_hmac
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exams.tenancy.scope import current_institution
from reports import access
from reports.forms.study import PlanForm
from reports.models import Plan
from reports.services import study as keeping
from reports.study.calendar import Event, write_calendar
from reports.study.plan import Study, find_plan, study_of


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: Any, professor_id: int) -> HttpResponse:
    """The best use of the days that are left; by POST the wishes that it is made for."""
    profile = access.access_profile(professor_id, request.membership)
    kept = find_plan(request.user, profile.professor)
    form = PlanForm(request.POST or None, initial=PlanForm.shows(kept), label_suffix="")
    if request.method == "POST" and form.is_valid():
        keeping.keep_plan(request.user, profile.professor, form.wish())
        return redirect("study_plan", professor_id)
    context = {
        "professor": profile.professor,
        "form": form,
        "study": study_of(kept, profile),
        "feed": feed_address(request, kept) if kept.feed_open else "",
    }
    return render(request, "reports/plan.html", context)


def feed_address(request: HttpRequest, kept: Plan) -> str:
    """Where the calendar of a plan is, as other programs need it."""
    return request.build_absolute_uri(reverse("calendar", args=[keeping.feed_token(kept)]))


@require_POST
def tick(request: Any, professor_id: int) -> HttpResponse:
    """Keep that a topic is known (`known`), or is not any more (`unknown`)."""
    professor = access.access_profile(professor_id, request.membership).professor
    known = "known" in request.POST
    name = request.POST.get("known" if known else "unknown", "")
    if not keeping.tick_topic(request.user, professor, name, known=known):
        messages.error(request, _("There is no such topic any more."))
    return redirect("study_plan", professor_id)


@require_POST
def change_feed(request: Any, professor_id: int) -> HttpResponse:
    """Give the calendar a new address, or end it."""
    professor = access.access_profile(professor_id, request.membership).professor
    if request.POST.get("act") == "close":
        keeping.close_feed(request.user, professor)
        messages.success(request, _("The address has ended."))
    else:
        keeping.open_feed(request.user, professor)
        messages.success(request, _("This is a new address. One that you had before has ended."))
    return redirect(reverse("study_plan", args=[professor_id]) + "#calendar")


@login_not_required
@require_safe
def calendar(request: HttpRequest, feed: str) -> HttpResponse:
    """The exam and the study sessions of one plan, for whoever has its address.

    What its owner may not read any more is not in it.
    """
    found = keeping.plan_of_feed(feed)
    if found is None:
        raise Http404(_("This calendar has ended."))
    kept, member = found
    profile = access.profiles_for(member).filter(professor=kept.professor).first()
    made = profile.published_at.isoformat() if profile else ""
    etag = quote_etag(f"{kept.pk}-{kept.changed_at.isoformat()}-{made}")
    response = get_conditional_response(request, etag=etag)
    if response is None:
        events = events_of(request, study_of(kept, profile))
        name = _("Exam: %(name)s") % {"name": kept.professor.name}
        content = write_calendar(name, events, kept.changed_at)
        response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def events_of(request: HttpRequest, study: Study) -> Iterator[Event]:
    """The exam, then a session for each topic of each day, one after another."""
    kept, name = study.plan, study.plan.professor.name
    value = f"{current_institution()}-{kept.pk}"
    key = salted_hmac("reports.calendar", value, algorithm="sha256").hexdigest()[:20]
    address = request.build_absolute_uri(reverse("study_plan", args=[kept.professor_id]))
    title = _("Exam: %(name)s") % {"name": name}
    yield Event(f"{key}-exam@professor-profiler", kept.exam_on, title, "", address)
    for session in study.sessions:
        begin = datetime.combine(session.on, kept.starts_at) if kept.starts_at else None
        for place, (topic, hours) in enumerate(session.topics):
            uid = f"{key}-{session.on:%Y%m%d}-{place}@professor-profiler"
            title = _("%(topic)s (%(hours)s h)") % {"topic": topic, "hours": f"{hours:g}"}
            text = _("Study for the exam of %(name)s.") % {"name": name}
            if begin is None:
                yield Event(uid, session.on, title, text, address)
                continue
            length = timedelta(hours=hours)
            yield Event(uid, begin, title, text, address, length)
            begin += length
