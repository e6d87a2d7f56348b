"""Whose papers are likely to be until somebody files them, and what finds a paper scanned twice."""

import django.db.models.deletion
from django.db import migrations, models

import exams.tenancy.policies


class Migration(migrations.Migration):
    """Adds two columns to papers."""

    dependencies = [("exams", "0003_paper_spans")]

    operations = [
        migrations.AddField(
            model_name="paper",
            name="meant_for",
            field=models.ForeignKey(
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="exams.professor",
            ),
        ),
        migrations.AddField(
            model_name="paper",
            name="sketch",
            field=models.JSONField(default=list, editable=False),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=exams.tenancy.policies.SameInstitution(
                field="meant_for", name="exams_paper_meant_for_fk"
            ),
        ),
    ]
