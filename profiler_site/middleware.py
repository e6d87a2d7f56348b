"""From the address to the institution: its scope around the request, its members inside."""

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import get_script_prefix, set_script_prefix

from exams.models import Institution, Membership
from exams.tenancy import institution_scope

Respond = Callable[[HttpRequest], HttpResponse]
PREFIX = re.compile(r"/at/([a-z0-9-]+)(/.*)?", re.DOTALL)
PLATFORM_URLS = "profiler_site.platform_urls"


class InstitutionMiddleware:
    """Find the institution by domain or by the path's `/at/<slug>/`, and open its scope.

    The prefix moves into SCRIPT_NAME, so that every view and `reverse()` is the same with and
    without it. Addresses without an institution get the few pages of the platform.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        match = PREFIX.fullmatch(request.path_info)
        if match and match[2] is None:
            return HttpResponseRedirect(request.get_full_path(force_append_slash=True))
        if match:
            institution = Institution.objects.filter(slug=match[1]).first()
            return self._within(request, institution, f"/at/{match[1]}", match[2])
        domain = request.get_host().rsplit(":", 1)[0].lower()
        institution = Institution.objects.filter(domain=domain).first()
        return self._within(request, institution, "", request.path_info)

    def _within(
        self, request: Any, institution: Institution | None, prefix: str, path: str
    ) -> HttpResponse:
        request.institution, request.membership = institution, None
        if institution is None:
            request.urlconf = PLATFORM_URLS
            return self.get_response(request)
        before = get_script_prefix()
        request.META["SCRIPT_NAME"] = request.META.get("SCRIPT_NAME", "") + prefix
        request.path_info = path
        set_script_prefix(request.META["SCRIPT_NAME"] + "/")
        try:
            return self._in_scope(request, institution)
        finally:
            set_script_prefix(before)

    def _in_scope(self, request: HttpRequest, institution: Institution) -> HttpResponse:
        with institution_scope(institution.pk):
            response = self.get_response(request)
            if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                transaction.set_rollback(True)  # an error undoes what it began
            return response


class MembershipMiddleware:
    """Only members get past it: strangers see what does not exist, guests the login page.

    A view says so where everybody is welcome (`login_not_required`); the API asks for its token
    itself.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        if request.institution is not None and request.user.is_authenticated:
            request.membership = Membership.objects.filter(user=request.user).first()
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if request.institution is None or not getattr(view, "login_required", True):
            return None
        if request.path_info.startswith("/api/") or request.membership is not None:
            return None
        if request.user.is_authenticated:
            raise Http404
        return redirect_to_login(request.get_full_path())
