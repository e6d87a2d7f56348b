"""Institutions kept apart: by the database first, by the managers second."""

from exams.tenancy.policies import tenant_table
from exams.tenancy.scope import (
    ScopeConflict,
    ScopeMissing,
    current_institution,
    institution_scope,
    platform_scope,
)

__all__ = [
    "ScopeConflict",
    "ScopeMissing",
    "current_institution",
    "institution_scope",
    "platform_scope",
    "tenant_table",
]
