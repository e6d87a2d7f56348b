"""Which papers students may see, for how many years, and who has opted out."""

import django.db.models.deletion
from django.db import migrations, models

import exams.tenancy.policies

STATES = [
    ("released", "Released"),
    ("embargo", "Not before a date"),
    ("withheld", "Withheld"),
    ("exempt", "Exempt"),
]
WRITER = "Written by `reports.services.release` alone."
KEPT = "Students see papers for so many years after their sitting; empty: always."


class Migration(migrations.Migration):
    """Adds the fields; every paper so far is released, as it was."""

    dependencies = [("exams", "0004_filing")]

    operations = [
        migrations.AddField(
            model_name="institution",
            name="keep_years",
            field=models.PositiveSmallIntegerField(editable=False, help_text=KEPT, null=True),
        ),
        migrations.AddField(
            model_name="institution",
            name="draft_first",
            field=models.BooleanField(
                default=False,
                editable=False,
                help_text="New profiles wait for staff to publish them.",
            ),
        ),
        migrations.AddField(
            model_name="course",
            name="keep_years",
            field=models.PositiveSmallIntegerField(
                editable=False, help_text="Goes before the institution's.", null=True
            ),
        ),
        migrations.AddField(
            model_name="professor",
            name="opted_out_at",
            field=models.DateTimeField(
                editable=False,
                help_text="Since then students see nothing of their papers.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="professor",
            name="notice_number",
            field=models.PositiveIntegerField(
                default=0,
                editable=False,
                help_text="Counted up to end the notice links sent before.",
            ),
        ),
        migrations.AddField(
            model_name="paper",
            name="release",
            field=models.CharField(
                choices=STATES,
                default="released",
                editable=False,
                help_text=WRITER,
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="paper",
            name="embargo_until",
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="paper",
            name="release_reason",
            field=models.CharField(blank=True, editable=False, max_length=300),
        ),
        migrations.AddField(
            model_name="paper",
            name="sample",
            field=models.ForeignKey(
                db_constraint=False,
                editable=False,
                help_text="Shown in the place of an exempt paper.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="exams.paper",
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=exams.tenancy.policies.SameInstitution(
                field="sample", name="exams_paper_sample_fk"
            ),
        ),
    ]
