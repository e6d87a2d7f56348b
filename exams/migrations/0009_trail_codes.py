"""Lines of the trail keep a code and values; topics keep what parts them again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exams", "0008_page_reasons")]

    operations = [
        migrations.AddField(
            model_name="trailentry", name="code", field=models.CharField(blank=True, max_length=30)
        ),
        migrations.AddField(
            model_name="trailentry", name="values", field=models.JSONField(default=dict)
        ),
        migrations.AlterField(
            model_name="trailentry",
            name="person",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="topic",
            name="moved",
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.AddField(
            model_name="topic",
            name="changed_at",
            field=models.DateTimeField(
                editable=False,
                help_text="When it was last renamed, merged or parted.",
                null=True,
            ),
        ),
    ]
