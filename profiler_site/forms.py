"""Logging in to an institution."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exams.models import Membership


class MemberLoginForm(AuthenticationForm):
    """E-mail and password of a member of the institution of this address."""

    error_messages = {
        "invalid_login": _(
            "E-mail address and password do not match. Check both; capitals count in the password."
        ),
        "inactive": _("This account is closed."),
    }

    def clean_username(self) -> str:
        """Addresses are kept in lower case, whatever people type."""
        address: str = self.cleaned_data["username"]
        return address.lower()

    def confirm_login_allowed(self, user: Any) -> None:
        super().confirm_login_allowed(user)
        if not Membership.objects.filter(user=user).exists():
            institution = getattr(self.request, "institution", "")
            words = gettext("This account has no access to {institution}.")
            raise ValidationError(words.format(institution=institution))
