from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exams", "0007_house")]

    operations = [
        migrations.AddField(
            model_name="page", name="reasons_json", field=models.JSONField(default=list)
        ),
    ]
