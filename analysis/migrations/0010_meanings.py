"""Vectors of questions, for the search by meaning."""

import django.db.models.deletion
from django.db import migrations, models

import exams.tenancy.policies
import exams.tenancy.scope


class Migration(migrations.Migration):
    """Adds the table, with its policy; it is filled with the next analysis."""

    dependencies = [("analysis", "0009_review_split")]

    operations = [
        migrations.CreateModel(
            name="Meaning",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("of", models.CharField(max_length=32)),
                ("vector", models.BinaryField()),
                (
                    "institution",
                    models.ForeignKey(
                        default=exams.tenancy.scope.institution_if_any,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="exams.institution",
                    ),
                ),
                (
                    "question",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="meaning",
                        to="analysis.question",
                    ),
                ),
            ],
            options={
                "constraints": [
                    exams.tenancy.policies.RowLevelSecurity(name="analysis_meaning_rls"),
                    models.UniqueConstraint(
                        fields=("institution", "id"), name="analysis_meaning_key"
                    ),
                    exams.tenancy.policies.SameInstitution(
                        field="question", name="analysis_meaning_question_fk"
                    ),
                ],
            },
        ),
    ]
