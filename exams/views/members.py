"""Who belongs to the institution: inviting people by a link, and joining by one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from exams.access import find, owner_required
from exams.enums import Role
from exams.models import Invitation, Membership, User
from exams.services import invitations

BACKEND = "django.contrib.auth.backends.ModelBackend"


class InviteForm(forms.Form):
    """Whom to invite, and as what."""

    meant_for = forms.CharField(max_length=150, label=gettext_lazy("Whom it is meant for"))
    role = forms.ChoiceField(choices=Role.choices, initial=Role.STUDENT, label=gettext_lazy("As"))
    days = forms.IntegerField(
        min_value=1,
        max_value=invitations.LONGEST,
        initial=7,
        label=gettext_lazy("Good for, in days"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class JoinForm(forms.Form):
    """An account for somebody who has none."""

    name = forms.CharField(max_length=150, label=gettext_lazy("Name"))
    email = forms.EmailField(
        label=gettext_lazy("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def clean_email(self) -> str:
        """A new address; who has an account logs in with it, and opens the link again."""
        email: str = self.cleaned_data["email"].lower()
        if User.objects.filter(email=email).exists():
            words = _("There is an account with this address. Log in, then open the link again.")
            raise ValidationError(words)
        return email

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


@owner_required
@require_http_methods(["GET", "POST"])
def members(request: Any) -> HttpResponse:
    """Members and invitations; a new link is shown in this answer and never again."""
    form = InviteForm(request.POST or None)
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        made, text = invitations.invite(
            Role(sent["role"]), sent["meant_for"], sent["days"], request.user
        )
        address = request.build_absolute_uri(reverse("join", args=[text]))
        context, form = {"made": made, "address": address}, InviteForm()
    context |= {
        "form": form,
        "members": Membership.objects.select_related("user").order_by("user__email"),
        "invitations": Invitation.objects.select_related("used_by")[:50],
    }
    return render(request, "exams/members.html", context)


@owner_required
@require_POST
def withdraw_invitation(request: Any, invitation_id: int) -> HttpResponse:
    """Make a link useless that nobody has used."""
    if invitations.withdraw(find(Invitation, pk=invitation_id), request.user):
        messages.success(request, _("The link works no longer."))
    return redirect("members")


@login_not_required
@require_http_methods(["GET", "POST"])
def join(request: Any, secret: str) -> HttpResponse:
    """Become a member: by the account that is logged in, else by a new one."""
    invitation = invitations.open_invitation(secret)
    if invitation is None:
        return never_kept(render(request, "exams/join_over.html", status=404))
    known = request.user.is_authenticated
    form = None if known else JoinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (form is None or form.is_valid()):
        user = request.user if form is None else new_account(form.cleaned_data)
        if invitations.accept(invitation, user) is None:
            raise Http404
        if form is not None:
            login(request, user, backend=BACKEND)
        return redirect("home")
    context = {"invitation": invitation, "form": form}
    return never_kept(render(request, "exams/join.html", context))


def new_account(wanted: dict[str, Any]) -> User:
    """Somebody who can log in."""
    return User.objects.create_user(wanted["email"], wanted["password"], name=wanted["name"])


def never_kept(response: HttpResponse) -> HttpResponse:
    """An answer that no cache and no search engine keeps, for its address is a key."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "same-origin"  # with none, browsers hide the form's origin too
    return response
