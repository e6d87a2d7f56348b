"""When what a job concluded was computed last."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the time; empty where it is that of the job's end."""

    dependencies = [("analysis", "0011_complaint")]

    operations = [
        migrations.AddField(
            model_name="job", name="counted_at", field=models.DateTimeField(null=True)
        ),
    ]
