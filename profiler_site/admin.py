"""The admin of one institution, at its address. django-q2's own admin is not in it."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from exams.access import staff_required
from exams.admin import KEPT, role_of
from exams.enums import STAFF_ROLES


class StaffSite(AdminSite):
    """Owners and staff of the institution may enter; to others it does not exist."""

    site_header = site_title = "Professor Profiler"
    index_title = _("Papers and people")
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return role_of(request) in STAFF_ROLES

    def admin_view(self, *args: Any, **kwargs: Any) -> Any:
        """A page of the admin. Where Django would ask members to log in as staff: a 404."""
        return staff_required(super().admin_view(*args, **kwargs))

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Guests never come here: the middleware has sent them to the one page to log in."""
        if self.has_permission(request):
            return redirect("admin:index")
        raise Http404

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().each_context(request)
        header = str(getattr(request, "institution", self.site_header))
        return {**context, "site_header": header, "site_url": reverse("home")}


staff_site = StaffSite(name="admin")
for model, options in KEPT:
    staff_site.register(model, options)
