from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("analysis", "0012_counted")]

    operations = [
        migrations.AddField(model_name="job", name="lacks", field=models.JSONField(default=list))
    ]
