"""What people decided about questions."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import exams.tenancy.policies
import exams.tenancy.scope

ACTIONS = [
    ("approved", "Approved"),
    ("changed", "Changed"),
    ("removed", "Is no question"),
    ("restored", "Put back"),
]


class Migration(migrations.Migration):
    """Adds the table of decisions, with its policy."""

    dependencies = [
        ("analysis", "0007_question_figures"),
        ("exams", "0003_paper_spans"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=300)),
                ("action", models.CharField(choices=ACTIONS, max_length=10)),
                ("before", models.JSONField(default=dict)),
                ("after", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
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
                    "paper",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reviews",
                        to="exams.paper",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    exams.tenancy.policies.RowLevelSecurity(name="analysis_review_rls"),
                    models.UniqueConstraint(
                        fields=("institution", "id"), name="analysis_review_key"
                    ),
                    exams.tenancy.policies.SameInstitution(
                        field="paper", name="analysis_review_paper_fk"
                    ),
                ],
                "indexes": [
                    models.Index(fields=["institution", "paper"], name="review_by_paper")
                ],
            },
        ),
    ]
