"""In which language people read, and institutions print."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the fields; everybody reads what the browser asks for, and reports stay English."""

    dependencies = [("exams", "0005_release")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="language",
            field=models.CharField(
                blank=True,
                default="",
                editable=False,
                help_text="Empty: what the browser asks for.",
                max_length=10,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="institution",
            name="language",
            field=models.CharField(
                default="en-gb",
                editable=False,
                help_text="Of printed reports, and of people who chose none.",
                max_length=10,
            ),
        ),
    ]
