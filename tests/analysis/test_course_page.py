"""The page of a course: its topics renamed, merged, parted, put in order; profiles follow."""

from typing import Any

from analysis.models import Question
from exams.models import Course, Topic
from exams.services.catalogue import add_topics, course_titled
from exams.tenancy import institution_scope
from tests.analysis.reviewed import doubtful_paper, inside, question
from tests.people import People

AT = "/at/norvale/staff/courses/"


def names(course: Course) -> list[str]:
    with institution_scope(course.institution.pk):
        rows = Topic.objects.filter(course=course, counts_as=None)
        return [one.name for one in rows]


def said(client: Any, course: Course, **sent: Any) -> str:
    """What the page says to a change, the last of its messages."""
    response = client.post(f"{AT}{course.pk}/", sent, follow=True)
    return str([*response.context["messages"]][-1]) if response.context["messages"] else ""


def test_topics_are_kept_on_the_page_of_their_course(people: People, browser: Any) -> None:
    paper = doubtful_paper(people)
    with institution_scope(people.elsewhere.pk):
        (foreign,) = add_topics(course_titled("Physics"), ("Waves",), in_syllabus=False)
    with inside(paper):
        course = paper.course
        assert course is not None
        waves = question(paper, 1).topic
        assert waves is not None
        (_, heat) = add_topics(course, ("Waves", "Heat"), in_syllabus=False)[:2]
    bob = browser(people.bob)
    assert said(bob, course, rename="yes", topics=foreign.pk) == (
        "Nothing was changed: Tick the topics first."
    )
    merging = {"rename": "yes", "topics": [waves.pk, heat.pk], "name": "Sound"}
    assert said(bob, course, **merging).startswith("Now counted as “Sound”.")
    assert names(course) == ["Sound"]
    (row,) = bob.get(f"{AT}{course.pk}/").context["rows"]
    assert (row.papers, row.others, row.parted) == (1, ("Waves", "Heat"), ("Waves", "Heat"))
    with inside(paper):
        assert {str(one.topic) for one in Question.objects.select_related("topic")} == {"Sound"}
    assert said(bob, course, drop=row.topic.pk).startswith("Nothing was changed: Questions count")
    said(bob, course, part=row.topic.pk)
    assert names(course) == ["Waves", "Heat"]
    with inside(paper):
        assert {str(one.topic) for one in Question.objects.select_related("topic")} == {"Waves"}
    assert "already" in said(bob, course, add="yes", name="Heat")
    said(bob, course, add="yes", name="  Light  waves ")
    said(bob, course, up=heat.pk)
    assert names(course) == ["Heat", "Waves", "Light waves"]
    said(bob, course, down=heat.pk)
    said(bob, course, drop=heat.pk)
    assert names(course) == ["Waves", "Light waves"]
    assert bob.post(f"{AT}{course.pk}/", {"drop": foreign.pk}).status_code == 404
    assert "Physics" in bob.get(AT).text
