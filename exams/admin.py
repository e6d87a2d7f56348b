"""What staff keep in the admin: professors, courses, papers; owners: members and tokens too.

All of it is of one institution: the managers are scoped, and so every list, choice and search is.
"""

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db import IntegrityError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from exams import forms
from exams.enums import Role
from exams.models import ApiToken, Course, Deed, Membership, Paper, Professor, Syllabus
from exams.services import papers as paper_service
from exams.services.tokens import issue_token, revoke_token
from exams.services.trail import note
from exams.syllabus import read_tree
from exams.views import upload as upload_views

WITHIN = 200  # letters
if TYPE_CHECKING:  # the stubs' classes take the model's type, Django's own do not
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin


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

    # Django's log of changes is one table for all institutions: our trail takes its place.
    deed: Deed = Deed.EDITED

    def log_addition(self, request: Any, obj: Any, message: Any) -> Any:
        self.note(self.deed, obj, request, "added")

    def log_change(self, request: Any, obj: Any, message: Any) -> Any:
        self.note(self.deed, obj, request, "changed", fields=message)

    def construct_change_message(self, request: Any, form: Any, *rest: Any, **more: Any) -> Any:
        """What a form changed, for the trail."""
        return list(form.changed_data)

    def log_deletions(self, request: Any, queryset: Any) -> Any:
        deed = self.deed if self.deed in {Deed.MEMBER, Deed.TOKEN} else Deed.DELETED
        for one in queryset:
            self.note(deed, one, request, "deleted")

    def note(self, deed: Deed, row: Any, request: Any, code: str, **values: Any) -> None:
        """Write down what was done to a row; a member by number, for the name may have to go."""
        member = {"member": row.user_id} if isinstance(row, Membership) else {}
        about = "" if member else row
        note(deed, about, request.user, code, kind=self.opts.label_lower, **member, **values)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The form; what only the database noticed, as two people saving at once, in words too."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            messages.error(
                request, gettext("Nothing was saved: a name in it is in the list already.")
            )
            return redirect(request.get_full_path())

    def history_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        messages.info(request, gettext("Owners see changes under “Who did what”."))
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")


class ProfessorAdmin(StaffAdmin):
    """Who sets papers."""

    form = forms.ProfessorForm
    list_display = ("name", "created_at")
    search_fields = ("name",)


class CourseAdmin(StaffAdmin):
    """Courses with their undated syllabus; topics have a page of their own."""

    form = forms.CourseForm
    list_display = ("title", "code")
    search_fields = ("title", "code")


class SyllabusAdmin(StaffAdmin):
    """Versions of syllabuses. What was read is shown as topics before anything is saved."""

    form = forms.SyllabusForm
    list_display = ("course", "name", "years", "topic_count", "file_name")
    list_display_links = ("name",)
    list_filter = ("course",)
    list_select_related = ("course",)
    search_fields = ("name", "course__title", "course__code")

    @admin.display(description=_("topics"))
    def topic_count(self, version: Syllabus) -> int:
        return len(read_tree(version.text))

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The form; the topics in a valid one are shown first, until staff save what they saw."""
        if request.method == "POST" and "_seen" not in request.POST:
            object_id = args[0] if args else kwargs.get("object_id")
            known = self.get_object(request, unquote(object_id)) if object_id else None
            form = self.get_form(request, known)(request.POST, request.FILES, instance=known)
            if self._allowed(request) and form.is_valid():
                return self.preview(request, form)
        return super().changeform_view(request, *args, **kwargs)

    def preview(self, request: HttpRequest, form: Any) -> HttpResponse:
        """The topics that were read, with buttons to keep or to change them."""
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "title": gettext("Topics of {name}").format(name=form.cleaned_data["name"]),
            "opts": self.opts,
            "form": form,
            "kept": form.cleaned_data,
            "topics": form.topics,
        }
        return TemplateResponse(request, "admin/exams/syllabus/preview.html", context)


class PaperAdmin(StaffAdmin):
    """Papers are added by uploading, several at once."""

    list_display = ("file_name", "professor", "course", "year", "session", "status", "why")
    list_filter = ("status", "professor", "course", "year")
    list_select_related = ("professor", "course")
    search_fields = ("file_name", "professor__name", "course__title")
    fields = ("file_name", "professor", "course", "year", "session", "status", "why")
    readonly_fields = ("file_name", "status", "why")
    actions = ("read_once_more",)

    def get_urls(self) -> list[URLPattern]:
        upload = path(
            "add/", self.admin_site.admin_view(upload_views.upload), name="exams_paper_add"
        )
        return [upload, *super().get_urls()]

    @admin.display(description=_("what was wrong"))
    def why(self, paper: Paper) -> str:
        return paper.detail[:WITHIN]

    @admin.action(description=_("Read again"))
    def read_once_more(self, request: HttpRequest, chosen: QuerySet[Paper]) -> None:
        """Have those of the chosen that could not be read read once more."""
        count = sum(paper_service.read_again(paper) for paper in chosen)
        if not count:
            messages.info(request, gettext("None of the chosen papers needs to be read again."))
            return
        words = ngettext(
            "{n} paper is being read again.", "{n} papers are being read again.", count
        )
        messages.success(request, words.format(n=count))


class OwnerAdmin(StaffAdmin):
    """Rows that only owners keep."""

    roles = frozenset({Role.OWNER})


class MembershipAdmin(OwnerAdmin):
    """Who may do what. Nobody changes their own role: so an owner is always left."""

    deed = Deed.MEMBER
    list_display = ("user", "role", "created_at")
    list_filter = ("role",)
    list_select_related = ("user",)
    search_fields = ("user__name", "user__email")
    readonly_fields = ("user",)
    fields = ("user", "role")
    ordering = ("user__email",)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # people are invited, not picked from everybody who has an account

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._allowed(request) and not is_own(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._allowed(request) and not is_own(request, obj)


def is_own(request: Any, membership: Membership | None) -> bool:
    """Whether the reader is the member."""
    return membership is not None and membership.user_id == request.user.pk


class ApiTokenAdmin(OwnerAdmin):
    """Keys of programs. A new one is shown once; an old one can only be revoked."""

    deed = Deed.TOKEN
    form = forms.ApiTokenForm
    list_display = ("name", "prefix", "created_by", "created_at", "expires_at", "revoked_at")
    list_select_related = ("created_by",)
    search_fields = ("name", "prefix")
    ordering = ("-created_at",)
    actions = ("revoke",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # a revoked one stays, to tell who had it

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        buttons = {"show_save_and_continue": False, "show_save_and_add_another": False}
        return self.changeform_view(request, extra_context=buttons)

    def save_model(self, request: Any, obj: ApiToken, form: Any, change: Any) -> None:
        token, request.issued = issue_token(obj.name, request.user, obj.expires_at)
        obj.pk, obj.prefix = token.pk, token.prefix

    def response_add(self, request: Any, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        """Show the token in this answer and nowhere else: not in a message, which is a cookie."""
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("New API token"),
            "opts": self.opts,
            "token": obj,
            "text": request.issued,
        }
        return TemplateResponse(request, "admin/exams/apitoken/issued.html", context)

    @admin.action(description=_("Revoke"))
    def revoke(self, request: Any, chosen: QuerySet[ApiToken]) -> None:
        """Make the chosen tokens useless at once; those revoked before keep their date."""
        tokens = list(chosen.filter(revoked_at=None))
        for token in tokens:
            revoke_token(token)
            self.note(Deed.TOKEN, token, request, "revoked")
        names = ", ".join(token.name for token in tokens)
        words = gettext("Revoked: {names}.") if names else gettext("They were revoked before.")
        messages.success(request, words.format(names=names))


KEPT: tuple[tuple[type[Model], type[StaffAdmin]], ...] = (
    (Professor, ProfessorAdmin),
    (Course, CourseAdmin),
    (Syllabus, SyllabusAdmin),
    (Paper, PaperAdmin),
    (Membership, MembershipAdmin),
    (ApiToken, ApiTokenAdmin),
)
