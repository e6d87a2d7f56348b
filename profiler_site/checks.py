"""System checks: what would be dangerous to start with, said before anything is served."""

from importlib.metadata import version
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Caution
from django.db import DatabaseError, connections

from exams.models import TenantModel

WEASYPRINT_FROM = 70  # CVE-2026-55073: earlier ones fetch past a refusing fetcher


@register(Tags.database)
def check_database_role(databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """The app's role can neither bypass row-level security nor define tables."""
    if not databases or "default" not in databases:
        return []
    try:
        with connections["default"].cursor() as cursor:
            cursor.execute(
                "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
            )
            unbound = cursor.fetchone()[0]
    except DatabaseError as error:
        return [Error(f"The database cannot be asked: {error}", id="profiler.E001")]
    if unbound:
        words = "DATABASE_URL's role may see every institution's rows."
        hint = "Use a role with NOSUPERUSER NOBYPASSRLS that does not own the tables."
        return [Error(words, hint=hint, id="profiler.E002")]
    return []


@register(Tags.database)
def check_policies(databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Every table of an institution is guarded in the database that is used."""
    if not databases or "default" not in databases:
        return []
    tables = {model._meta.db_table for model in apps.get_models() if issubclass(model, TenantModel)}
    try:
        with connections["default"].cursor() as cursor:
            cursor.execute(
                "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname = ANY(%s)"
                " AND NOT (relrowsecurity AND relforcerowsecurity)",
                [sorted(tables)],
            )
            open_tables = [name for (name,) in cursor.fetchall()]
    except DatabaseError:
        return []  # said above
    return [
        Error(f"{name} is not guarded by row-level security.", id="profiler.E003")
        for name in open_tables
    ]


@register()
def check_queue(**kwargs: Any) -> list[CheckMessage]:
    """A message is not delivered again while its task may still run."""
    queue: dict[str, Any] = settings.Q_CLUSTER
    if queue["timeout"] >= queue["retry"]:
        words = "Q_CLUSTER: retry must be greater than timeout."
        return [Error(words, hint="Leave retry at three times timeout.", id="profiler.E004")]
    return []


@register()
def check_pools(**kwargs: Any) -> list[CheckMessage]:
    """No connection pool: workers are forked and would read each other's rows."""
    pooled = [
        alias for alias, one in settings.DATABASES.items() if one.get("OPTIONS", {}).get("pool")
    ]
    words = "is pooled, and workers are forked."
    return [Error(f"DATABASES[{alias!r}] {words}", id="profiler.E005") for alias in pooled]


@register()
def check_printing(**kwargs: Any) -> list[CheckMessage]:
    """The printer of reports can be denied all fetching."""
    found = version("weasyprint")
    if int(found.partition(".")[0]) < WEASYPRINT_FROM:
        words = f"WeasyPrint {found} may fetch files although it is told not to."
        return [Error(words, hint=f"Install {WEASYPRINT_FROM}.0 or newer.", id="profiler.E006")]
    return []


@register(Tags.security, deploy=True)
def check_addresses(**kwargs: Any) -> list[CheckMessage]:
    """Reports link to where the pages really are."""
    if "localhost" in settings.BASE_URL:
        words = "PROFILER_BASE_URL is not set: links in reports point to this machine."
        return [Caution(words, id="profiler.W001")]
    return []
