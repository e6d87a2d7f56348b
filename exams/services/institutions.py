"""Institutions and accounts as the platform keeps them: added, removed, forgotten.

Only commands call this. What is removed is gone with its files; there is no way back but a backup.
"""

import shutil
from functools import partial

from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connections, transaction
from psycopg import sql

from exams.enums import Role
from exams.models import Institution, Invitation, Membership, User
from exams.models.institution import TenantModel
from exams.services.invitations import invite
from exams.tenancy import institution_scope, platform_scope
from exams.tenancy.policies import AppendOnly
from exams.tenancy.scope import SETTING

DAYS = 14  # that the first owner's link is good for
REMOVE_ROWS = "DELETE FROM {table} WHERE institution_id = {number}"
REMOVE_IT = "DELETE FROM {table} WHERE id = {number}"
LIFT = ("ALTER TABLE {table} DISABLE TRIGGER append_only",)
HOLD = ("ALTER TABLE {table} ENABLE TRIGGER append_only",)


class LastOwner(ValueError):
    """An account cannot go: some institution would have no owner left."""


@transaction.atomic
def add_institution(slug: str, name: str, owner: str, domain: str = "") -> tuple[Institution, str]:
    """An institution, and the secret of the link by which its first owner joins.

    Raises `ValidationError` for a slug or a domain that is taken or cannot be used.
    """
    made = Institution(slug=slug, name=name, domain=domain or None)
    made.full_clean()
    made.save()
    with institution_scope(made.pk):
        _, secret = invite(Role.OWNER, owner, DAYS, None)
    return made, secret


def tenant_models() -> list[type[TenantModel]]:
    """Every table with rows of institutions."""
    return [one for one in apps.get_models() if issubclass(one, TenantModel)]


@transaction.atomic(using="owner")
def remove_institution(institution: Institution) -> None:
    """Remove an institution with all its rows and files; accounts stay.

    Done by the role that owns the tables: nobody else may lift the trigger that keeps the trail.
    Rows go table by table, since their keys are checked at the end of the transaction.
    """
    number = institution.pk
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, str(number)])
        for model in tenant_models():
            table = sql.Identifier(model._meta.db_table)
            kept = any(isinstance(one, AppendOnly) for one in model._meta.constraints)
            before, after = (LIFT, HOLD) if kept else ((), ())
            for statement in (*before, REMOVE_ROWS, *after):
                cursor.execute(sql.SQL(statement).format(table=table, number=number))
        table = sql.Identifier(Institution._meta.db_table)
        cursor.execute(sql.SQL(REMOVE_IT).format(table=table, number=number))
    transaction.on_commit(partial(remove_files, number), using="owner")


def remove_files(number: int) -> None:
    """Remove what is stored of an institution, and what was recognised of its scans."""
    remove_folder(str(number))
    shutil.rmtree(settings.HOME / "scans" / str(number), ignore_errors=True)


def remove_folder(name: str) -> None:
    """A folder of the storage with all that is in it."""
    if not default_storage.exists(name):
        return
    folders, files = default_storage.listdir(name)
    for file in files:
        default_storage.delete(f"{name}/{file}")
    for folder in folders:
        remove_folder(f"{name}/{folder}")
    default_storage.delete(name)


def forget_user(user: User) -> None:
    """Remove an account with all that is the person's own, in every institution.

    Decisions, uploads and lines of the trail stay, and say that the account is gone. Raises
    `LastOwner` where an institution would be left without an owner.
    """
    with platform_scope(f"forget user {user.pk}"):
        owned = Membership.across.filter(role=Role.OWNER)
        for one in owned.filter(user=user).select_related("institution"):
            if not owned.filter(institution=one.institution_id).exclude(user=user).exists():
                raise LastOwner(f"{user} is the only owner of {one.institution}.")
        Invitation.across.filter(used_by=user).update(meant_for="")
        user.delete(using="platform")
