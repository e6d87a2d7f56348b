"""What the database itself refuses, declared in `Meta.constraints` so that migrations carry it.

Row-level security hides other institutions' rows. Foreign keys are checked past it, so that a row
could still point into another institution: hence keys over (institution_id, id).
"""

import abc
from typing import Any

from django.db import models
from django.db.backends.ddl_references import Statement

from exams.tenancy.scope import SETTING

POLICY = "same_institution"
# The sub-select is planned once per statement, not once per row; an unset or emptied setting is
# NULL and so matches nothing.
VISIBLE = f"institution_id = (SELECT NULLIF(current_setting('{SETTING}', true), '')::bigint)"


class _TableRule(models.BaseConstraint, abc.ABC):
    """A rule that is added at the end of a migration, when every table and its key are there."""

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        self.create_sql(model, schema_editor)

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        schema_editor.deferred_sql.append(self.adding(model, schema_editor.quote_name))

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        return self.removing(model, schema_editor.quote_name)

    @abc.abstractmethod
    def adding(self, model: Any, quote: Any) -> Statement: ...

    @abc.abstractmethod
    def removing(self, model: Any, quote: Any) -> Statement: ...

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Nothing to ask beforehand: the database answers."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _TableRule) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash(self.name)


class RowLevelSecurity(_TableRule):
    """Only rows of the transaction's institution are seen and written, by the owner too."""

    def adding(self, model: Any, quote: Any) -> Statement:
        return Statement(
            "ALTER TABLE %(table)s ENABLE ROW LEVEL SECURITY; "
            "ALTER TABLE %(table)s FORCE ROW LEVEL SECURITY; "
            "CREATE POLICY %(policy)s ON %(table)s USING (%(visible)s) WITH CHECK (%(visible)s)",
            table=quote(model._meta.db_table),
            policy=POLICY,
            visible=VISIBLE,
        )

    def removing(self, model: Any, quote: Any) -> Statement:
        return Statement(
            "DROP POLICY %(policy)s ON %(table)s; "
            "ALTER TABLE %(table)s NO FORCE ROW LEVEL SECURITY; "
            "ALTER TABLE %(table)s DISABLE ROW LEVEL SECURITY",
            table=quote(model._meta.db_table),
            policy=POLICY,
        )


class SameInstitution(_TableRule):
    """The row that `field` points to belongs to this row's institution."""

    def __init__(self, *, field: str, name: str) -> None:
        super().__init__(name=name)
        self.field = field

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        path, _, kwargs = super().deconstruct()
        return path, (), {**kwargs, "field": self.field}

    def adding(self, model: Any, quote: Any) -> Statement:
        key = model._meta.get_field(self.field)
        return Statement(
            "ALTER TABLE %(table)s ADD CONSTRAINT %(name)s "
            "FOREIGN KEY (institution_id, %(column)s) REFERENCES %(target)s (institution_id, id) "
            "DEFERRABLE INITIALLY DEFERRED",
            table=quote(model._meta.db_table),
            name=quote(self.name),
            column=quote(key.column),
            target=quote(key.remote_field.model._meta.db_table),
        )

    def removing(self, model: Any, quote: Any) -> Statement:
        return Statement(
            "ALTER TABLE %(table)s DROP CONSTRAINT %(name)s",
            table=quote(model._meta.db_table),
            name=quote(self.name),
        )


class AppendOnly(_TableRule):
    """Rows are added and never changed or removed, by whichever role."""

    def adding(self, model: Any, quote: Any) -> Statement:
        return Statement(
            "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only'; END $$; "
            "CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %(table)s "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
            table=quote(model._meta.db_table),
        )

    def removing(self, model: Any, quote: Any) -> Statement:
        return Statement("DROP TRIGGER append_only ON %(table)s", table=quote(model._meta.db_table))


def tenant_table(table: str, *keys: str) -> list[models.BaseConstraint]:
    """A tenant table's constraints: its policy, its compound key, and one for each of `keys`."""
    return [
        RowLevelSecurity(name=f"{table}_rls"),
        models.UniqueConstraint(fields=["institution", "id"], name=f"{table}_key"),
        *(SameInstitution(field=key, name=f"{table}_{key}_fk") for key in keys),
    ]
