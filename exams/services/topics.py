"""Topics of a course by name: kept, renamed and merged so that a later run follows."""

from collections.abc import Iterable

from django.apps import apps
from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Now

from exams.models import Course, Deed, Topic, User
from exams.services.catalogue import add_topics
from exams.services.trail import note

OWN_KEY = "exams.topic.counts_as"  # among the rows that were moved: earlier names
MOST_NAMED = 20  # in a line of the trail


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
def rename_topics(topics: Iterable[Topic], name: str, by: User | None = None) -> Topic:
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
    kept, is_new = _kept(chosen, name)
    gone = [one for one in chosen if one.pk != kept.pk]
    for one in gone:
        one.moved = {"rows": _point_elsewhere(one, kept), "made": is_new}
        one.counts_as = kept
        one.save(update_fields=["counts_as", "moved"])
    if gone:
        _changed(kept.course, by, "topics_named", [one.name for one in gone], kept)
    return kept


def _changed(course: Course, by: User | None, code: str, names: list[str], kept: Topic) -> None:
    """Have profiles follow, and write it down."""
    Topic.objects.filter(pk=kept.pk).update(changed_at=Now())
    note(Deed.EDITED, course, by, code, names=names[:MOST_NAMED], name=kept.name)


def _kept(chosen: list[Topic], name: str) -> tuple[Topic, bool]:
    """The topic of that name, and whether it was made for it."""
    kept, is_new = Topic.objects.get_or_create(
        course=chosen[0].course,
        name=name,
        defaults={
            "position": min(one.position for one in chosen),
            "in_syllabus": any(one.in_syllabus for one in chosen),
        },
    )
    if kept.counts_as_id is not None:  # an old name that is wanted again
        kept.counts_as = None
        kept.moved = {}
        kept.save(update_fields=["counts_as", "moved"])
    return kept, is_new


def _point_elsewhere(gone: Topic, kept: Topic) -> dict[str, list[int]]:
    """Let every row that points to `gone` point to `kept`, its earlier names among them.

    Answers which rows these were, by model and column.
    """
    moved: dict[str, list[int]] = {}
    for relation in Topic._meta.related_objects:
        field, model = relation.field.name, relation.related_model
        rows = model._default_manager.filter(**{field: gone})
        if model is Topic:
            rows = rows.exclude(pk=kept.pk)
        if numbers := list(rows.values_list("pk", flat=True)):
            moved[f"{model._meta.label_lower}.{field}"] = numbers
            model._default_manager.filter(pk__in=numbers).update(**{field: kept})
    return moved


def parts_of(kept: Topic) -> list[Topic]:
    """The topics that were last renamed or merged into this one, as they can be parted from it."""
    others = list(kept.other_names.order_by("pk"))
    earlier = {number for one in others for number in _rows(one).get(OWN_KEY, ())}
    return [one for one in others if one.pk not in earlier]


@transaction.atomic
def part_topic(kept: Topic, by: User | None = None) -> list[Topic]:
    """Take the last rename or merge into a topic back; answers the topics that count again.

    What pointed to each points to it again, unless somebody has decided otherwise since. A topic
    that the rename made goes, once nothing is left of it. None where there is nothing to part.
    """
    parted = parts_of(kept)
    is_made = any(one.moved.get("made") for one in parted)
    for one in parted:
        for column, numbers in _rows(one).items():
            label, field = column.rsplit(".", 1)
            rows = apps.get_model(label)._default_manager.filter(pk__in=numbers, **{field: kept})
            rows.update(**{field: one})
        one.counts_as, one.moved = None, {}
        one.save(update_fields=["counts_as", "moved"])
    if parted:
        _changed(kept.course, by, "topic_parted", [one.name for one in parted], kept)
        Topic.objects.filter(pk=parted[0].pk).update(changed_at=Now())
        if is_made and not _pointed_to(kept):
            kept.delete()
    return parted


def _rows(topic: Topic) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = topic.moved.get("rows", {})
    return rows


def _pointed_to(topic: Topic) -> bool:
    return any(
        one.related_model._default_manager.filter(**{one.field.name: topic}).exists()
        for one in Topic._meta.related_objects
    )


def add_topic(course: Course, name: str, by: User | None = None) -> Topic:
    """A topic that staff want papers to be sorted into. Raises `ValueError` for one that is there.

    One that a syllabus or the papers bring later under this name is the same.
    """
    name = " ".join(name.split())[:200]
    if not any(map(str.isalpha, name)):
        raise ValueError("There is no letter in the name.")
    if Topic.objects.filter(course=course, name=name).exists():
        raise ValueError(f"“{name}” is in the list already.")
    last = course.topics.aggregate(last=Max("position"))["last"]
    made = Topic.objects.create(course=course, name=name, position=0 if last is None else last + 1)
    note(Deed.EDITED, course, by, "topic_added", name=made.name)
    return made


def drop_topic(topic: Topic, by: User | None = None) -> None:
    """Remove a topic that nothing counts under. Raises `ValueError` for any other."""
    if _pointed_to(topic):
        raise ValueError(f"Questions count under “{topic}”. Merge it with another topic instead.")
    note(Deed.DELETED, topic.course, by, "topic_dropped", name=topic.name)
    topic.delete()


def move_topic(topic: Topic, step: int) -> None:
    """Have a topic stand one place earlier (-1) or later (1) among those of its course."""
    order = list(Topic.objects.filter(course=topic.course_id, counts_as=None))
    place = order.index(topic)
    order.insert(max(0, place + step), order.pop(place))
    for position, one in enumerate(order):
        if one.position != position:
            one.position = position
            one.save(update_fields=["position"])
