"""Practice papers as pages: drawn from what may be read, and marked by their readers."""

import re
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from exams.models import Paper, Professor
from exams.tenancy import institution_scope
from reports.models import OwnMark
from tests.people import People
from tests.reports.rows import publish

AT = "/at/norvale"
INPUTS = re.compile(r'name="marks-(\d+)" min="0" max="([\d.]+)"')


@pytest.fixture
def fenwick(people: People) -> Professor:
    with institution_scope(people.norvale.pk):
        return publish()


def test_practice_paper_shows_printed_questions_and_where_they_come_from(
    fenwick: Professor,
    people: People,
    browser: Any,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    base = f"{AT}/professors/{fenwick.pk}/practice/"
    carol = browser(people.carol)
    assert re.fullmatch(rf"{base}\d+/", carol.get(base)["Location"])
    with django_assert_max_num_queries(15):
        page = carol.get(f"{base}7/").text
    drawn = INPUTS.findall(page)
    assert carol.get(f"{base}7/").text.count('name="marks-') == len(drawn) > 4
    assert page.count('role="img"') == len(drawn)
    assert [f'href="{AT}/questions/{key}/"' in page for key, _ in drawn] == [True] * len(drawn)
    assert 'data-clock="180"' in page
    marks = sum(float(most) for _, most in drawn)
    assert abs(marks - 100) <= 5 or "of the usual 100 marks; nothing fits better" in page
    assert "Section A" not in page  # the stock has no sections
    assert INPUTS.findall(carol.get(f"{base}8/").text) != drawn


def test_own_marks_are_kept_and_show_the_weak_topics_in_the_plan(
    fenwick: Professor, people: People, browser: Any
) -> None:
    address = f"{AT}/professors/{fenwick.pk}/practice/7/"
    carol = browser(people.carol)
    (first, most), (second, _), *_ = INPUTS.findall(carol.get(address).text)
    sent = {f"marks-{first}": "1", f"marks-{second}": "nonsense", "marks-0": "5"}
    said = carol.post(address, sent, follow=True).text
    assert "Your marks are kept." in said
    assert "No number of marks: " in said
    assert carol.post(address, {f"marks-{first}": "1000"}).status_code == 302  # at most its marks
    with institution_scope(people.norvale.pk):
        (kept,) = OwnMark.objects.select_related("question__topic")
        topic = kept.question.topic
        assert topic is not None
    assert (kept.question_id, kept.marks, kept.most) == (int(first), float(most), float(most))
    carol.post(address, {f"marks-{first}": "0,5"})
    plan = carol.get(f"{AT}/professors/{fenwick.pk}/plan/").text
    weak = plan[plan.index("Weak so far") :]
    assert topic.name in weak[: weak.index("</ul>")]
    assert f"{round(50 / float(most))}&nbsp;% of" in weak
    assert (
        "Weak so far" not in browser(people.alice).get(f"{AT}/professors/{fenwick.pk}/plan/").text
    )


def test_papers_that_may_not_be_shown_are_not_drawn_from(
    fenwick: Professor, people: People, browser: Any
) -> None:
    address = f"{AT}/professors/{fenwick.pk}/practice/7/"
    with institution_scope(people.norvale.pk):
        Paper.objects.update(release="withheld")
    for reader in (people.carol, people.bob):  # staff see what students would see
        assert "There is no question to draw from" in browser(reader).get(address).text
