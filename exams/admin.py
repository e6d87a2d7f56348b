"""What staff keep in the admin: professors, courses, papers; owners: members and tokens too.

All of it is of one institution: the managers are scoped, and so every list, choice and search is.
"""

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path

from exams import views
from exams.enums import PaperStatus, Role
from exams.models import ApiToken, Course, Membership, Paper, Professor, Topic
from exams.services import papers as paper_service
from exams.services.tokens import issue_token, revoke_token

WITHIN = 200  # letters
if TYPE_CHECKING:  # the stubs' classes take the model's type, Django's own do not
    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
else:
    ModelAdmin, TabularInline = admin.ModelAdmin, admin.TabularInline


def role_of(request: Any) -> str:
    """The reader's role in the institution of the address; empty for none."""
    membership = getattr(request, "membership", None)
    return membership.role if membership else ""


class StaffAdmin(ModelAdmin):
    """Rows that owners and staff may keep. Permissions are roles; flags of the user count not."""

    roles: frozenset[str] = frozenset({Role.OWNER, Role.STAFF})

    def _allowed(self, request: HttpRequest) -> bool:
        return role_of(request) in self.roles

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._allowed(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._allowed(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._allowed(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._allowed(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._allowed(request)

    # Django's log of changes is one table for all institutions: nothing is written to it.
    def log_addition(self, *args: Any, **kwargs: Any) -> Any: ...

    def log_change(self, *args: Any, **kwargs: Any) -> Any: ...

    def log_deletions(self, *args: Any, **kwargs: Any) -> Any: ...

    def history_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        messages.info(request, "Changes made in the admin are not logged.")
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")


class ProfessorAdmin(StaffAdmin):
    """Who sets papers."""

    list_display = ("name",)
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}


class TopicInline(TabularInline):
    """A course's topics."""

    model = Topic
    extra = 0
    fields = ("name", "position", "in_syllabus")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return role_of(request) in StaffAdmin.roles

    has_add_permission = has_view_permission
    has_change_permission = has_view_permission
    has_delete_permission = has_view_permission


class CourseAdmin(StaffAdmin):
    """Courses with their syllabus and topics."""

    list_display = ("title", "code")
    search_fields = ("title", "code")
    prepopulated_fields = {"slug": ("title",)}
    inlines = (TopicInline,)


class PaperAdmin(StaffAdmin):
    """Papers are added by uploading, several at once."""

    list_display = ("file_name", "professor", "course", "year", "session", "status", "why")
    list_filter = ("status", "professor", "course", "year")
    list_select_related = ("professor", "course")
    search_fields = ("file_name", "professor__name", "course__title")
    fields = ("file_name", "professor", "course", "year", "session", "status", "why")
    readonly_fields = ("file_name", "status", "why")
    actions = ("read_once_more",)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        upload = path("add/", self.admin_site.admin_view(views.upload), name="exams_paper_add")
        return [upload, *super().get_urls()]

    @admin.display(description="what was wrong")
    def why(self, paper: Paper) -> str:
        return paper.detail[:WITHIN]

    @admin.action(description="Read again")
    def read_once_more(self, request: HttpRequest, chosen: QuerySet[Paper]) -> None:
        """Have those of the chosen that could not be read read once more."""
        unreadable = list(chosen.filter(status=PaperStatus.UNREADABLE))
        for paper in unreadable:
            paper_service.read_again(paper)
        messages.success(request, f"{len(unreadable)} of the chosen papers are being read again.")


class OwnerAdmin(StaffAdmin):
    """Rows that only owners keep."""

    roles = frozenset({Role.OWNER})


class MembershipAdmin(OwnerAdmin):
    """Who may do what."""

    list_display = ("user", "role", "created_at")
    list_filter = ("role",)
    list_select_related = ("user",)
    readonly_fields = ("user",)
    fields = ("user", "role")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # people are invited, not picked from everybody who has an account


class ApiTokenAdmin(OwnerAdmin):
    """Keys of programs. A new one is shown once; an old one can only be revoked."""

    list_display = ("name", "prefix", "created_at", "expires_at", "revoked_at")
    fields = ("name", "expires_at")
    actions = ("revoke",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: Any, obj: ApiToken, form: Any, change: Any) -> None:
        token, text = issue_token(obj.name, request.user, obj.expires_at)
        obj.pk = token.pk
        messages.warning(request, f"The token, shown this once: {text}")

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> Any:
        return redirect("admin:exams_apitoken_changelist")

    @admin.action(description="Revoke")
    def revoke(self, request: HttpRequest, chosen: QuerySet[ApiToken]) -> HttpResponse | None:
        """Make the chosen tokens useless at once."""
        for token in chosen:
            revoke_token(token)
        messages.success(request, "Revoked.")
        return None


KEPT: tuple[tuple[type[Model], type[StaffAdmin]], ...] = (
    (Professor, ProfessorAdmin),
    (Course, CourseAdmin),
    (Paper, PaperAdmin),
    (Membership, MembershipAdmin),
    (ApiToken, ApiTokenAdmin),
)
