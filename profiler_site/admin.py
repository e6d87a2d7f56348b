"""The admin of one institution, at its address. django-q2's own admin is not in it."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from exams.admin import KEPT, role_of
from exams.enums import STAFF_ROLES


class StaffSite(AdminSite):
    """Owners and staff of the institution may enter; to others it does not exist."""

    site_header = site_title = "Professor Profiler"
    index_title = "Papers and people"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return role_of(request) in STAFF_ROLES

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Reached by members who are no staff; the middleware has sent guests to log in."""
        raise Http404

    def logout(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return redirect("logout")

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().each_context(request)
        return {**context, "site_header": str(getattr(request, "institution", self.site_header))}


staff_site = StaffSite(name="admin")
for model, options in KEPT:
    staff_site.register(model, options)
