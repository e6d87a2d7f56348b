"""Managers that answer inside a scope only. Loud where row-level security would be silent."""

from django.db import models

from exams.tenancy.scope import current_institution, require_platform


class ScopedManager[M: models.Model](models.Manager[M]):
    """The rows of the current institution; raises `ScopeMissing` outside of one."""

    def get_queryset(self) -> models.QuerySet[M]:
        return super().get_queryset().filter(institution_id=current_institution())


class PlatformManager[M: models.Model](models.Manager[M]):
    """The rows of all institutions, inside `platform_scope` only."""

    def get_queryset(self) -> models.QuerySet[M]:
        require_platform()
        return super().get_queryset().using("platform")
