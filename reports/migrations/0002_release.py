"""Drafts and withdrawn profiles, what a profile rests on, and what professors say to it."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import exams.tenancy.policies
import exams.tenancy.scope

STATES = [("draft", "Draft"), ("published", "Published"), ("withdrawn", "Withdrawn")]
KINDS = [("objection", "Objection"), ("opt_out", "Opt-out")]
VERDICTS = [("open", "Not answered yet"), ("upheld", "Upheld"), ("rejected", "Rejected")]


class Migration(migrations.Migration):
    """Adds them; every profile so far is published, as it was."""

    dependencies = [
        ("exams", "0005_release"),
        ("reports", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="profile",
            name="state",
            field=models.CharField(choices=STATES, default="published", max_length=10),
        ),
        migrations.AddField(
            model_name="profile",
            name="state_reason",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="profile",
            name="rests_on",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), blank=True, default=list, size=None
            ),
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(choices=KINDS, default="objection", max_length=10)),
                ("text", models.TextField(blank=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("verdict", models.CharField(choices=VERDICTS, default="open", max_length=10)),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                    "professor",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="objections",
                        to="exams.professor",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    exams.tenancy.policies.RowLevelSecurity(name="reports_objection_rls"),
                    models.UniqueConstraint(
                        fields=("institution", "id"), name="reports_objection_key"
                    ),
                    exams.tenancy.policies.SameInstitution(
                        field="professor", name="reports_objection_professor_fk"
                    ),
                ],
            },
        ),
    ]
