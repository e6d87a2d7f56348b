"""Splitting, merging and undoing in review."""

from django.db import migrations, models

ACTIONS = [
    ("approved", "Approved"),
    ("changed", "Changed"),
    ("removed", "Is no question"),
    ("restored", "Put back"),
    ("split", "Split in two"),
    ("merged", "Merged into one"),
    ("undone", "Undone"),
]


class Migration(migrations.Migration):
    """Gives questions a part, and decisions of one edit a common number."""

    dependencies = [("analysis", "0008_reviews")]

    operations = [
        migrations.AddField(
            model_name="question",
            name="part",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.RemoveConstraint(model_name="question", name="one_question_per_place"),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(
                fields=("institution", "extraction", "position", "part"),
                name="one_question_per_place",
            ),
        ),
        migrations.AlterModelOptions(name="question", options={"ordering": ["position", "part"]}),
        migrations.AddField(
            model_name="review", name="together", field=models.UUIDField(null=True)
        ),
        migrations.AlterField(
            model_name="review",
            name="action",
            field=models.CharField(choices=ACTIONS, max_length=10),
        ),
    ]
