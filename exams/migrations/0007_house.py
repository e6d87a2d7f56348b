"""What an institution looks like, who joins it, and the trail of what was done in it."""

import django.db.models.deletion
import django.db.models.fields.json
from django.conf import settings
from django.db import migrations, models

import exams.tenancy.policies
import exams.tenancy.scope


class Migration(migrations.Migration):
    """Adds columns for looks and for doubts, and the tables of invitations and of the trail."""

    dependencies = [
        ("exams", "0006_language"),
    ]

    operations = [
        migrations.AddField(
            model_name="institution",
            name="accent",
            field=models.CharField(
                blank=True,
                editable=False,
                help_text="#rrggbb on light pages; empty: ours.",
                max_length=7,
            ),
        ),
        migrations.AddField(
            model_name="institution",
            name="accent_dark",
            field=models.CharField(
                blank=True,
                editable=False,
                help_text="#rrggbb on dark pages; empty: ours.",
                max_length=7,
            ),
        ),
        migrations.AddField(
            model_name="institution",
            name="logo",
            field=models.CharField(blank=True, editable=False, max_length=200),
        ),
        migrations.AddField(
            model_name="paper",
            name="card",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.db.models.fields.json.KeyTransform("scorecard", "outline_json"),
                output_field=models.JSONField(null=True),
            ),
        ),
        migrations.AddField(
            model_name="paper",
            name="several",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.db.models.fields.json.KeyTransform("papers", "outline_json"),
                output_field=models.JSONField(null=True),
            ),
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("owner", "Owner"), ("staff", "Staff"), ("student", "Student")],
                        default="student",
                        max_length=10,
                    ),
                ),
                ("meant_for", models.CharField(help_text="Whom it is meant for.", max_length=150)),
                ("digest", models.CharField(editable=False, max_length=64)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(editable=False, null=True)),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
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
                    "used_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at"],
                "constraints": [
                    exams.tenancy.policies.RowLevelSecurity(name="exams_invitation_rls"),
                    models.UniqueConstraint(
                        fields=("institution", "id"), name="exams_invitation_key"
                    ),
                    models.UniqueConstraint(
                        fields=("institution", "digest"), name="one_invitation_per_digest"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TrailEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "deed",
                    models.CharField(
                        choices=[
                            ("uploaded", "Uploaded"),
                            ("filed", "Filed"),
                            ("edited", "Edited"),
                            ("reviewed", "Reviewed"),
                            ("released", "Released"),
                            ("withdrew", "Withdrew"),
                            ("deleted", "Deleted"),
                            ("member", "Members"),
                            ("token", "Tokens"),
                            ("setting", "Settings"),
                        ],
                        max_length=10,
                    ),
                ),
                ("person_id", models.BigIntegerField(null=True)),
                ("person", models.CharField(max_length=200)),
                ("about", models.CharField(max_length=300)),
                ("detail", models.CharField(blank=True, max_length=500)),
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
            ],
            options={
                "verbose_name_plural": "trail entries",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["institution", "deed", "-id"], name="trail_by_deed")
                ],
                "constraints": [
                    exams.tenancy.policies.RowLevelSecurity(name="exams_trailentry_rls"),
                    models.UniqueConstraint(
                        fields=("institution", "id"), name="exams_trailentry_key"
                    ),
                    exams.tenancy.policies.AppendOnly(name="exams_trailentry_append_only"),
                ],
            },
        ),
    ]
