"""Who uses the product, and as what."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _

from exams.enums import STAFF_ROLES, Role
from exams.models.institution import TenantModel
from exams.tenancy.policies import tenant_table


class UserManager(BaseUserManager["User"]):
    """Creates users; their e-mail address is their name."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who logs in; what they may do where is in their memberships."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150, blank=True)
    is_staff = models.BooleanField(default=False, help_text=_("Runs the platform itself."))
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    language = models.CharField(
        max_length=10, blank=True, editable=False, help_text="Empty: what the browser asks for."
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.name or self.email


class Membership(TenantModel):
    """A person's role in one institution."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.STUDENT)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            *tenant_table("exams_membership"),
            models.UniqueConstraint(fields=["institution", "user"], name="one_role_per_member"),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"

    @property
    def is_staff(self) -> bool:
        """Whether this member files papers and starts analyses."""
        return self.role in STAFF_ROLES


class ApiToken(TenantModel):
    """A program's key to one institution; only a digest of it is kept."""

    name = models.CharField(max_length=100)
    prefix = models.CharField(
        max_length=12, help_text=_("Its first letters, to tell tokens apart.")
    )
    digest = models.CharField(max_length=64)
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("API token")
        constraints = [
            *tenant_table("exams_apitoken"),
            models.UniqueConstraint(fields=["institution", "digest"], name="one_token_per_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"


class Invitation(TenantModel):
    """A link by which one person becomes a member, once; only a digest of it is kept."""

    role = models.CharField(max_length=10, choices=Role.choices, default=Role.STUDENT)
    meant_for = models.CharField(max_length=150, help_text=_("Whom it is meant for."))
    digest = models.CharField(max_length=64, editable=False)
    created_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, editable=False)
    used_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            *tenant_table("exams_invitation"),
            models.UniqueConstraint(
                fields=["institution", "digest"], name="one_invitation_per_digest"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meant_for} ({self.get_role_display()})"
