"""Every table of an institution is guarded by the database; a new one that is not fails here."""

import pytest
from django.apps import apps
from django.db import connection, models

from exams.models import Institution, TenantModel
from exams.tenancy.policies import POLICY, VISIBLE, RowLevelSecurity, SameInstitution

OURS = ("exams", "analysis", "reports")
# Known to the platform without a scope: what a scope is opened for, who logs in, and the providers
# whose limits all institutions share.
PLATFORM = {"exams.Institution", "exams.User", "analysis.Provider"}
MODELS = [model for app in OURS for model in apps.get_app_config(app).get_models()]
TENANT = [model for model in MODELS if issubclass(model, TenantModel)]
TABLES = {model._meta.db_table for model in TENANT}


def test_every_model_is_a_tenants_or_known_to_the_platform() -> None:
    others = {model._meta.label for model in MODELS if not issubclass(model, TenantModel)}
    assert others <= PLATFORM | {"exams.User_groups", "exams.User_user_permissions"}
    assert len(TENANT) >= 17


@pytest.mark.parametrize("model", TENANT, ids=lambda model: model._meta.label)
def test_tenant_model_declares_its_guards(model: type[models.Model]) -> None:
    constraints = model._meta.constraints
    assert any(isinstance(one, RowLevelSecurity) for one in constraints)
    guarded = {one.field for one in constraints if isinstance(one, SameInstitution)}
    keys = {
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and issubclass(field.remote_field.model, TenantModel)
    }
    assert guarded == keys


@pytest.mark.parametrize("model", TENANT, ids=lambda model: model._meta.label)
def test_unique_constraint_starts_with_the_institution(model: type[models.Model]) -> None:
    unique = [one for one in model._meta.constraints if isinstance(one, models.UniqueConstraint)]
    assert all(one.fields[0] == "institution" for one in unique)
    alone = [
        field.name
        for field in model._meta.local_fields
        if field.unique and not field.primary_key and not isinstance(field, models.OneToOneField)
    ]
    assert alone == []


@pytest.mark.django_db
def test_database_forces_row_level_security_on_every_tenant_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        assert {name for (name,) in cursor.fetchall()} == TABLES
        cursor.execute("SELECT tablename, policyname, qual, with_check, cmd FROM pg_policies")
        rows = cursor.fetchall()
    assert {table for table, *_ in rows} == TABLES
    assert {policy for _, policy, *_ in rows} == {POLICY}
    assert {(qual, check, cmd) for _, _, qual, check, cmd in rows} == {(QUAL, QUAL, "ALL")}
    assert "profiler.institution" in VISIBLE


# VISIBLE as PostgreSQL prints it.
QUAL = (
    "(institution_id = ( SELECT (NULLIF(current_setting('profiler.institution'::text, true),"
    " ''::text))::bigint AS \"nullif\"))"
)


@pytest.mark.django_db
def test_every_table_with_an_institution_is_a_tenants() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.columns"
            " WHERE column_name = 'institution_id' AND table_schema = 'public'"
        )
        assert {name for (name,) in cursor.fetchall()} == TABLES


@pytest.mark.django_db
def test_app_role_may_neither_bypass_nor_define() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole"
            " FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("profiler_app", False, False, False, False)
        cursor.execute(
            "SELECT has_table_privilege(current_user, 'exams_paper', 'TRUNCATE'),"
            " pg_catalog.pg_get_userbyid(relowner) FROM pg_class WHERE relname = 'exams_paper'"
        )
        assert cursor.fetchone() == (False, "profiler_owner")


def test_institution_is_what_the_guards_mean() -> None:
    field = TENANT[0]._meta.get_field("institution")
    assert field.remote_field is not None
    assert field.remote_field.model is Institution
