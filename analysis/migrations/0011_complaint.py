"""What readers say is wrong with questions."""

import django.db.models.deletion
import exams.tenancy.policies
import exams.tenancy.scope
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the tables, with their policies."""

    dependencies = [
        ("analysis", "0010_meanings"),
        ("exams", "0005_release"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Complaint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=300)),
                ("position", models.PositiveIntegerField()),
                ("number", models.CharField(max_length=60)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "The text is not what is printed"),
                            ("marks", "The marks are wrong"),
                            ("topic", "The topic or another label is wrong"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=500)),
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
                        related_name="complaints",
                        to="exams.paper",
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
                "ordering": ["-created_at", "-pk"],
                "indexes": [
                    models.Index(fields=["institution", "paper"], name="complaint_by_paper"),
                    models.Index(fields=["institution", "user"], name="complaint_by_user"),
                ],
                "constraints": [
                    exams.tenancy.policies.RowLevelSecurity(name="analysis_complaint_rls"),
                    models.UniqueConstraint(
                        fields=("institution", "id"), name="analysis_complaint_key"
                    ),
                    exams.tenancy.policies.SameInstitution(
                        field="paper", name="analysis_complaint_paper_fk"
                    ),
                ],
            },
        ),
    ]
