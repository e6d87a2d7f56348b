"""What students keep with their account: a plan, the topics they know, the marks they got."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from analysis.models import Question
from analysis.statistics.plan import USUAL_HALF
from exams.models import Professor, TenantModel, Topic
from exams.tenancy import tenant_table

USUAL_DAYS = 14
USUAL_WEEK = 14.0  # hours


def two_weeks_ahead() -> date:
    """The day of an exam of which nothing is known yet."""
    return timezone.localdate() + timedelta(days=USUAL_DAYS)


class Plan(TenantModel):
    """One student's plan for one professor's exam; the hours of it are computed on asking.

    Days are given out from `begun_on`, so that a plan stays as it is until something in it is
    changed. `feed_number` counts the addresses of its calendar; the last one holds while
    `feed_open`.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    professor = models.ForeignKey(
        Professor, on_delete=models.CASCADE, db_constraint=False, related_name="plans"
    )
    exam_on = models.DateField(default=two_weeks_ahead)
    begun_on = models.DateField(default=timezone.localdate)
    hours_a_week = models.FloatField(default=USUAL_WEEK)
    half = models.FloatField(default=USUAL_HALF)
    starts_at = models.TimeField(null=True)
    feed_open = models.BooleanField(default=False)
    feed_number = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            *tenant_table("reports_plan", "professor"),
            models.UniqueConstraint(
                fields=["institution", "user", "professor"], name="one_plan_per_exam"
            ),
        ]

    def __str__(self) -> str:
        return f"plan for {self.professor}"

    @property
    def days(self) -> int:
        """The days from its begin to the exam, which is no day of study; 0 or less: over."""
        return (self.exam_on - self.begun_on).days


class KnownTopic(TenantModel):
    """That somebody knows a topic of a course.

    It points to the topic, so that it outlives every profile and follows a rename or a merge;
    after a merge one may stand twice, which means no more than once.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    topic = models.ForeignKey(
        Topic, on_delete=models.CASCADE, db_constraint=False, related_name="known_by"
    )
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = tenant_table("reports_knowntopic", "topic")
        indexes = [models.Index(fields=["institution", "user"], name="known_by_user")]

    def __str__(self) -> str:
        return f"{self.user_id} knows {self.topic_id}"


class OwnMark(TenantModel):
    """What somebody gave their own answer to a question: the latest, out of `most`."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, db_constraint=False, related_name="own_marks"
    )
    marks = models.FloatField()
    most = models.FloatField()
    given_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            *tenant_table("reports_ownmark", "question"),
            models.UniqueConstraint(
                fields=["institution", "user", "question"], name="one_own_mark"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.marks:g} of {self.most:g}"
