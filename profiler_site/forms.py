"""Logging in to an institution."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError

from exams.models import Membership


class MemberLoginForm(AuthenticationForm):
    """E-mail and password of a member of the institution of this address."""

    def confirm_login_allowed(self, user: Any) -> None:
        super().confirm_login_allowed(user)
        if not Membership.objects.filter(user=user).exists():
            institution = getattr(self.request, "institution", "this institution")
            raise ValidationError(f"This account has no access to {institution}.")
