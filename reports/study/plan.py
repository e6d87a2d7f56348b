"""What a student's plan is made of: their wish, what they know, how they did, the forecast."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Sum
from django.utils import timezone

from analysis.statistics.counting import topic_key
from analysis.statistics.plan import MOST_DAYS, PlannedTopic, StudyPlan, plan_days, share_out
from analysis.statistics.results import Prediction
from exams.models import Membership, Professor, Topic, User
from reports import selectors
from reports.access import profiles_for
from reports.models import KnownTopic, OwnMark, Plan, Profile

WEAK = 0.6  # of the marks, below which a topic is said to be weak


@dataclass(frozen=True, slots=True)
class Practised:
    """What somebody got on a topic, by the marks they gave themselves."""

    marks: float
    most: float

    @property
    def percent(self) -> int:
        """Of the marks, 0 to 100."""
        return round(100 * self.marks / self.most) if self.most else 0

    @property
    def weak(self) -> bool:
        """Whether it is worth another look."""
        return self.marks < WEAK * self.most


@dataclass(frozen=True, slots=True)
class Session:
    """What to do on one day: topics with hours."""

    on: date
    topics: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Study:
    """Everything that one student's plan for one professor says."""

    plan: Plan
    predictions: tuple[Prediction, ...]
    known: frozenset[str]  # keys of topics
    practised: dict[str, Practised]  # by the key of the topic

    @property
    def over(self) -> bool:
        """Whether the exam was before today, or is today."""
        return self.plan.exam_on <= timezone.localdate()

    @property
    def days_left(self) -> int:
        """Days until the exam, today included."""
        return (self.plan.exam_on - timezone.localdate()).days

    @cached_property
    def hours(self) -> StudyPlan:
        """The hours of it, also of days that have gone by."""
        days = min(max(self.plan.days, 0), MOST_DAYS)
        names = [one.topic for one in self.predictions if topic_key(one.topic) in self.known]
        hours = share_out(self.plan.hours_a_week, days)
        return plan_days(self.predictions, hours, known=names, half=self.plan.half)

    @property
    def rows(self) -> list[tuple[PlannedTopic, Practised | None]]:
        """Each topic of the plan with what was got on it."""
        return [(one, self.practised.get(topic_key(one.topic))) for one in self.hours.topics]

    @property
    def weak(self) -> list[tuple[str, Practised]]:
        """Topics of the forecast that were practised without much success, the weakest first."""
        names = {topic_key(one.topic): one.topic for one in self.predictions}
        found = [(names[key], one) for key, one in self.practised.items() if key in names]
        return sorted([one for one in found if one[1].weak], key=lambda one: one[1].percent)

    @property
    def sessions(self) -> list[Session]:
        """The days of the plan, as dates."""
        begun = self.plan.begun_on
        return [Session(begun + timedelta(days=one.day - 1), one.topics) for one in self.hours.days]

    @property
    def ahead(self) -> list[Session]:
        """Those from today on."""
        today = timezone.localdate()
        return [one for one in self.sessions if one.on >= today]

    @property
    def today(self) -> Session | None:
        """What to do today, if anything."""
        return next((one for one in self.ahead if one.on == timezone.localdate()), None)


def exams_ahead(member: Membership | None) -> list[Study]:
    """The plans of somebody whose exam is not over and whose profile they may read, next first."""
    if member is None:
        return []
    profiles = profiles_for(member).values("professor")
    kept = Plan.objects.filter(user=member.user_id, professor__in=profiles)
    ahead = kept.filter(exam_on__gte=timezone.localdate()).select_related("professor")
    return [
        Study(plan=plan, predictions=(), known=frozenset(), practised={})
        for plan in ahead.order_by("exam_on", "pk")
    ]


def find_plan(user: User, professor: Professor) -> Plan:
    """The plan somebody keeps for this exam, or a new one that is not saved."""
    found = Plan.objects.filter(user=user, professor=professor).first()
    return found or Plan(user=user, professor=professor)


def study_of(plan: Plan, profile: Profile | None) -> Study:
    """A plan as it stands today; without a profile there is nothing to spend hours on."""
    predictions: tuple[Prediction, ...] = ()
    if profile is not None:
        predictions = selectors.document_of(profile).analysis.predictions
    return Study(
        plan=plan,
        predictions=predictions,
        known=known_topics(plan.user, plan.professor),
        practised=practised_topics(plan.user, plan.professor),
    )


def known_topics(user: User, professor: Professor) -> frozenset[str]:
    """Keys of the topics that somebody ticked, under all the names that they go by."""
    ticked = set(KnownTopic.objects.filter(user=user).values_list("topic", flat=True))
    topics = topics_of(professor) if ticked else []
    return frozenset(
        topic_key(one.name) for one in topics if ticked & {one.pk, one.counts_as_id or one.pk}
    )


def topics_of(professor: Professor) -> list[Topic]:
    """The topics of the courses in which a professor has set papers."""
    courses = professor.papers.exclude(course=None).values("course")
    return list(Topic.objects.filter(course__in=courses))


def practised_topics(user: User, professor: Professor) -> dict[str, Practised]:
    """What somebody got on each topic of a professor's papers, by the keys of all its names."""
    given = OwnMark.objects.filter(user=user, question__paper__professor=professor)
    rows = given.exclude(question__topic=None).values_list("question__topic")
    got = {topic: (marks, most) for topic, marks, most in rows.annotate(Sum("marks"), Sum("most"))}
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for topic in topics_of(professor) if got else []:
        marks, most = got.get(topic.counts_as_id or topic.pk, (0.0, 0.0))
        found = sums[topic_key(topic.name)]
        found[0] += marks
        found[1] += most
    return {key: Practised(*found) for key, found in sums.items() if found[1]}
