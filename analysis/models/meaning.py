"""What questions are about, as vectors: kept beside them, for only searching reads them."""

from django.db import models

from analysis.models.question import Question
from exams.models import TenantModel
from exams.tenancy import tenant_table


class Meaning(TenantModel):
    """The vector of one question, in a narrow table that a search reads whole.

    `of` is the digest of the words that it was made of: a question whose words have changed since
    is found by it. `vector` is packed by `analysis.statistics.text_meaning`.
    """

    question = models.OneToOneField(
        Question, on_delete=models.CASCADE, db_constraint=False, related_name="meaning"
    )
    of = models.CharField(max_length=32)
    vector = models.BinaryField()

    class Meta:
        constraints = tenant_table("analysis_meaning", "question")

    def __str__(self) -> str:
        return f"meaning of {self.question_id}"
