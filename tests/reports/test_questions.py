"""Finding questions: by words, by filters, and only what one may read."""

from typing import Any

import pytest

from analysis.models import Question
from analysis.schemas import BloomLevel, DifficultyLevel
from analysis.services.meanings import index_meanings
from exams.models import Course, Professor, Topic
from exams.tenancy import institution_scope
from reports.models import Profile
from reports.search.meaning import search_questions
from reports.search.words import QuestionFilter, find_questions, readable_questions
from tests.people import People
from tests.reports.rows import publish

AT = "/at/norvale"


@pytest.fixture
def fenwick(people: People) -> Professor:
    with institution_scope(people.norvale.pk):
        return publish()


def count(people: People, **asked: Any) -> int:
    with institution_scope(people.norvale.pk):
        return find_questions(QuestionFilter(**asked), readable_questions(staff=False)).count()


def stored(people: People, **asked: Any) -> int:
    with institution_scope(people.norvale.pk):
        return Question.objects.filter(**asked).count()


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("flywheel", "Rotating rigid bodies"),
        ("FLYWHEELS", "Rotating rigid bodies"),  # another form of the word
        ('"angular velocity"', "Rotating rigid bodies"),
        ("central forces", "Central forces and orbits"),  # the topic's name
    ],
)
def test_words_find_the_questions_that_have_them(
    words: str, topic: str, fenwick: Professor, people: People
) -> None:
    assert count(people, words=words) == stored(people, topic__name=topic) > 0


def test_words_that_are_nowhere_find_nothing(fenwick: Professor, people: People) -> None:
    assert count(people, words="photosynthesis") == 0


def test_words_with_a_minus_leave_questions_out(fenwick: Professor, people: People) -> None:
    assert count(people, words="flywheel -angular") == 0


def test_filters_mean_what_they_say(fenwick: Professor, people: People) -> None:
    with institution_scope(people.norvale.pk):
        topic, course = Topic.objects.filter(name="Special relativity").get(), Course.objects.get()
    cases: list[tuple[dict[str, Any], dict[str, Any]]] = [
        ({}, {}),
        ({"professor": fenwick.pk, "course": course.pk}, {}),
        ({"topic": topic.pk}, {"topic": topic}),
        ({"first_year": 2020, "last_year": 2021}, {"paper__year__range": (2020, 2021)}),
        ({"session": "may"}, {"paper__session": "May"}),
        ({"least_marks": 6, "most_marks": 8}, {"marks__range": (6, 8)}),
        ({"difficulty": DifficultyLevel.HARD}, {"difficulty": "hard"}),
        ({"bloom": BloomLevel.APPLY}, {"bloom": "apply"}),
        ({"derivation": True}, {"requires_derivation": True}),
        ({"derivation": False}, {"requires_derivation": False}),
    ]
    for asked, rows in cases:
        assert count(people, **asked) == stored(people, **rows) > 0, asked
    assert count(people, professor=fenwick.pk + 1) == 0


def test_a_second_topic_finds_its_question(fenwick: Professor, people: People) -> None:
    with institution_scope(people.norvale.pk):
        topic = Topic.objects.get(name="Fluid statics")
        before = topic.questions.count()
        other = Question.objects.exclude(topic=topic).first()
        assert other is not None
        other.secondary_topic = topic
        other.save()
    assert count(people, topic=topic.pk) == before + 1


def test_students_find_published_papers_only_and_staff_all(
    fenwick: Professor, people: People, browser: Any
) -> None:
    with institution_scope(people.norvale.pk):
        Profile.objects.all().delete()
    assert "No question" in browser(people.carol).get(f"{AT}/questions/").text
    assert "flywheel" in browser(people.bob).get(f"{AT}/questions/").text


def test_strangers_find_nothing(fenwick: Professor, people: People, browser: Any) -> None:
    assert browser(people.mallory).get(f"{AT}/questions/").status_code == 404
    own = browser(people.mallory).get("/at/elsewhere/questions/", {"words": "flywheel"})
    assert "No question found" in own.text


def test_pages_keep_the_filters_in_their_addresses(
    fenwick: Professor, people: People, browser: Any
) -> None:
    page = browser(people.carol).get(f"{AT}/questions/", {"session": "May", "words": ""}).text
    assert 'href="?session=May&amp;page=2"' in page
    assert '<option value="May" selected>May</option>' in page


def test_a_filter_in_error_is_said_and_the_rest_holds(
    fenwick: Professor, people: People, browser: Any
) -> None:
    asked = {"first_year": "long ago", "session": "May"}
    page = browser(people.carol).get(f"{AT}/questions/", asked).text
    assert "Enter a whole number." in page
    assert f"{stored(people, paper__session='May')} questions found" in page


def test_search_takes_few_queries(
    fenwick: Professor, people: People, browser: Any, django_assert_max_num_queries: Any
) -> None:
    client = browser(people.carol)
    with django_assert_max_num_queries(14):
        assert client.get(f"{AT}/questions/", {"words": "find"}).status_code == 200


def test_questions_similar_in_meaning_come_after_those_with_the_words(
    fenwick: Professor, people: People, browser: Any
) -> None:
    with institution_scope(people.norvale.pk):
        assert index_meanings() == Question.objects.count()
        assert index_meanings() == 0
        readable = readable_questions(staff=False)
        asked = QuestionFilter(words="ellipse")
        printed = list(find_questions(asked, readable))
        Question.objects.filter(pk=printed[0].pk).update(text="Draw an oval with its two foci.")
        assert index_meanings() == 1
        found = search_questions(asked, readable)
        assert list(find_questions(asked, readable)) == found[: len(printed) - 1]
        assert [(one.pk, getattr(one, "why", "")) for one in found.alike] == [
            (printed[0].pk, "meaning")
        ]
        like = search_questions(QuestionFilter(like=printed[1].pk), readable)
        assert like[0].topic == printed[1].topic
    client = browser(people.carol)
    page = client.get(f"{AT}/questions/", {"words": "oval curve and focus"}).text
    assert "0 have your words" in page
    assert "similar in meaning, 0." in page
    for exactly in ({"words": "oval", "meaning": "false"}, {"words": '"oval curve"'}):
        assert "Similar in meaning" not in client.get(f"{AT}/questions/", exactly).text
    assert client.get(f"{AT}/questions/", {"like": 10**9}).status_code == 404
