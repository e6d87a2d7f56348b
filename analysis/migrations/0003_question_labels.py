import django.db.models.deletion
from django.db import migrations, models

import exams.tenancy.policies


class Migration(migrations.Migration):
    dependencies = [
        ("analysis", "0002_initial"),
        ("exams", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="extraction",
            name="rereads",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="question",
            name="label_confidence",
            field=models.FloatField(null=True),
        ),
        migrations.AddField(
            model_name="question",
            name="question_type",
            field=models.CharField(
                blank=True,
                choices=[
                    ("multiple_choice", "multiple choice"),
                    ("short_answer", "short answer"),
                    ("essay", "essay"),
                    ("calculation", "calculation"),
                    ("derivation", "derivation"),
                    ("program", "program"),
                    ("drawing", "drawing"),
                ],
                default="",
                max_length=20,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="question",
            name="secondary_topic",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="exams.topic",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=exams.tenancy.policies.SameInstitution(
                field="secondary_topic", name="analysis_question_secondary_topic_fk"
            ),
        ),
    ]
