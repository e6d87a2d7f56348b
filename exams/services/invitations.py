"""Invitations: a link that is shown once, works once, and makes one person a member."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from exams.enums import Role
from exams.models import Deed, Invitation, Membership, User
from exams.services.tokens import digest
from exams.services.trail import note

LONGEST = 90  # days that a link may be good for


def invite(role: Role, meant_for: str, days: int, by: User | None) -> tuple[Invitation, str]:
    """A new invitation and the secret of its link, which cannot be had again."""
    text = secrets.token_urlsafe(24)
    made = Invitation.objects.create(
        role=role,
        meant_for=meant_for,
        digest=digest(text),
        created_by=by,
        expires_at=timezone.now() + timedelta(days=days),
    )
    note(Deed.MEMBER, "", by, "invited", invitation=made.pk, role=role)
    return made, text


def open_invitation(text: str) -> Invitation | None:
    """The invitation with this secret that can still be used; None for any other."""
    return _usable().filter(digest=digest(text)).first()


def _usable() -> QuerySet[Invitation]:
    return Invitation.objects.filter(used_at=None, withdrawn_at=None, expires_at__gt=Now())


@transaction.atomic
def accept(invitation: Invitation, user: User) -> Membership | None:
    """Make somebody a member by an invitation, and use it up; None where it is used already.

    Whoever is a member gets the role of the invitation unless the present one may do more.
    """
    used = _usable().filter(pk=invitation.pk).update(used_at=Now(), used_by=user)
    if not used:
        return None
    ranks = list(Role)  # the one that may do most comes first
    role = Role(invitation.role)
    member, is_new = Membership.objects.get_or_create(user=user, defaults={"role": role})
    if not is_new and ranks.index(role) < ranks.index(Role(member.role)):
        member.role = role
        member.save(update_fields=["role"])
    said = {"member": user.pk, "role": role, "invitation": invitation.pk}
    note(Deed.MEMBER, "", user, "joined", **said)
    return member


def withdraw(invitation: Invitation, by: User) -> bool:
    """Make a link useless; False where it was used, withdrawn or over."""
    ended = bool(_usable().filter(pk=invitation.pk).update(withdrawn_at=Now()))
    if ended:
        note(Deed.MEMBER, "", by, "uninvited", invitation=invitation.pk)
    return ended
