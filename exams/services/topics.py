"""Topics of a course by name: kept, renamed and merged so that a later run follows."""

from collections.abc import Iterable

from django.db import transaction

from exams.models import Course, Topic
from exams.services.catalogue import add_topics


def topics_named(course: Course, names: tuple[str, ...]) -> dict[str, Topic]:
    """Each name with the topic it counts as; topics are added for names not known yet."""
    known = {one.name: one for one in add_topics(course, names, in_syllabus=False)}
    return {name: known[name[:200]].counts_as or known[name[:200]] for name in names}


def names_in_use(courses: Iterable[Course]) -> tuple[str, ...]:
    """The names of the courses' topics, without those that count as another."""
    topics = Topic.objects.filter(course__in=list(courses), counts_as=None)
    return tuple(dict.fromkeys(topics.values_list("name", flat=True)))


def names_they_go_by(courses: Iterable[Course], names: tuple[str, ...]) -> tuple[str, ...]:
    """The names, with those that staff renamed or merged under what they count as; each once."""
    renamed = Topic.objects.filter(course__in=list(courses)).exclude(counts_as=None)
    today = dict(renamed.values_list("name", "counts_as__name"))
    return tuple(dict.fromkeys(today.get(name, name) for name in names))


@transaction.atomic
def rename_topics(topics: Iterable[Topic], name: str) -> Topic:
    """Have all of these topics of one course count as the one of that name, now and later.

    What points to them, in whichever app, points to that one; the old names stay as its other
    names. A new name for one topic is a rename, for several a merge. Raises `ValueError` for no
    topics, for topics of several courses and for a name without a letter.
    """
    chosen = list(topics)
    courses = {one.course_id for one in chosen}
    if len(courses) != 1:
        raise ValueError("Choose topics of one course.")
    name = " ".join(name.split())[:200]
    if not any(map(str.isalpha, name)):
        raise ValueError("There is no letter in the name.")
    kept = _kept(chosen, name)
    for gone in chosen:
        if gone.pk != kept.pk:
            _point_elsewhere(gone, kept)
            gone.counts_as = kept
            gone.save(update_fields=["counts_as"])
    return kept


def _kept(chosen: list[Topic], name: str) -> Topic:
    kept, _ = Topic.objects.get_or_create(
        course=chosen[0].course,
        name=name,
        defaults={
            "position": min(one.position for one in chosen),
            "in_syllabus": any(one.in_syllabus for one in chosen),
        },
    )
    if kept.counts_as_id is not None:  # an old name that is wanted again
        kept.counts_as = None
        kept.save(update_fields=["counts_as"])
    return kept


def _point_elsewhere(gone: Topic, kept: Topic) -> None:
    """Let every row that points to `gone` point to `kept`, its earlier names among them."""
    for relation in Topic._meta.related_objects:
        field = relation.field.name
        rows = relation.related_model._default_manager.filter(**{field: gone}).exclude(
            pk__in=[kept.pk] if relation.related_model is Topic else []
        )
        rows.update(**{field: kept})
