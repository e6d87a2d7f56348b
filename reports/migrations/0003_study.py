"""What students keep: plans, topics they know, marks they gave themselves."""

import django.db.models.deletion
import django.utils.timezone
import exams.tenancy.policies
import exams.tenancy.scope
import reports.models.study
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the tables, with their policies."""

    dependencies = [
        ("analysis", "0008_reviews"),
        ("exams", "0005_release"),
        ("reports", "0002_release"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="KnownTopic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField(auto_now_add=True)),
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
                    "topic",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="known_by",
                        to="exams.topic",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["institution", "user"], name="known_by_user")],
                "constraints": [
                    exams.tenancy.policies.RowLevelSecurity(name="reports_knowntopic_rls"),
                    models.UniqueConstraint(
                        fields=("institution", "id"), name="reports_knowntopic_key"
                    ),
                    exams.tenancy.policies.SameInstitution(
                        field="topic", name="reports_knowntopic_topic_fk"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("marks", models.FloatField()),
                ("most", models.FloatField()),
                ("given_at", models.DateTimeField(auto_now=True)),
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
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="own_marks",
                        to="analysis.question",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    exams.tenancy.policies.RowLevelSecurity(name="reports_ownmark_rls"),
                    models.UniqueConstraint(
                        fields=("institution", "id"), name="reports_ownmark_key"
                    ),
                    exams.tenancy.policies.SameInstitution(
                        field="question", name="reports_ownmark_question_fk"
                    ),
                    models.UniqueConstraint(
                        fields=("institution", "user", "question"), name="one_own_mark"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("exam_on", models.DateField(default=reports.models.study.two_weeks_ahead)),
                ("begun_on", models.DateField(default=django.utils.timezone.localdate)),
                ("hours_a_week", models.FloatField(default=14.0)),
                ("half", models.FloatField(default=2.0)),
                ("starts_at", models.TimeField(null=True)),
                ("feed_open", models.BooleanField(default=False)),
                ("feed_number", models.PositiveIntegerField(default=0)),
                ("changed_at", models.DateTimeField(auto_now=True)),
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
                        related_name="plans",
                        to="exams.professor",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    exams.tenancy.policies.RowLevelSecurity(name="reports_plan_rls"),
                    models.UniqueConstraint(fields=("institution", "id"), name="reports_plan_key"),
                    exams.tenancy.policies.SameInstitution(
                        field="professor", name="reports_plan_professor_fk"
                    ),
                    models.UniqueConstraint(
                        fields=("institution", "user", "professor"), name="one_plan_per_exam"
                    ),
                ],
            },
        ),
    ]
