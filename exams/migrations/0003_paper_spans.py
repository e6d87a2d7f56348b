"""Papers that are some pages of a file, and files that were filed as several papers."""

from django.db import migrations, models

STATES = [
    ("received", "Waiting to be read"),
    ("reading", "Being read"),
    ("read", "Read"),
    ("unreadable", "Could not be read"),
    ("divided", "Filed as several papers"),
]


class Migration(migrations.Migration):
    """Adds the pages of a paper, and one more state."""

    dependencies = [("exams", "0002_syllabus_versions")]

    operations = [
        migrations.RemoveConstraint(model_name="paper", name="one_paper_per_file"),
        migrations.AddField(
            model_name="paper",
            name="first_page",
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="paper",
            name="last_page",
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
        migrations.AlterField(
            model_name="paper",
            name="status",
            field=models.CharField(
                choices=STATES, default="received", editable=False, max_length=12
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.UniqueConstraint(
                fields=("institution", "sha256", "first_page"),
                name="one_paper_per_file_and_page",
                nulls_distinct=False,
            ),
        ),
    ]
