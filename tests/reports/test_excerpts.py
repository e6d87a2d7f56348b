"""Pictures of questions in the printed report: which, and of whose papers."""

import io
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw

from analysis.models import Question
from exams.enums import ReleaseState
from exams.models import Page, Paper, Professor
from exams.services import files
from exams.tenancy import institution_scope
from reports.crops.excerpts import excerpts_of
from tests.people import People
from tests.reports.rows import PAGE, publish


@pytest.fixture
def fenwick(people: People) -> Professor:
    with institution_scope(people.norvale.pk):
        professor = publish(sittings=2)
        Page.objects.update(picture=printed_page())
    return professor


def printed_page() -> str:
    """A stored page with a black line of print where the questions have their place."""
    page = Image.new("L", (int(PAGE[0]), int(PAGE[1])), 255)
    ImageDraw.Draw(page).rectangle((80, 110, 300, 119), fill=0)
    target = io.BytesIO()
    page.save(target, "png")
    return files.store(target.getvalue(), "png")


def test_questions_are_cut_out_with_the_stems_above_them_once(
    fenwick: Professor, people: People
) -> None:
    with institution_scope(people.norvale.pk):
        paper = Paper.objects.order_by("pk")[0]
        first, second, *_ = Question.objects.filter(paper=paper, stem_number="1")
        stem = {"page": 1, "x0": 70, "top": 100, "x1": 400, "bottom": 130}
        stems = [{"number": "1", "text": "A wheel turns.", "boxes": [stem], "figures": []}]
        Paper.objects.filter(pk=paper.pk).update(outline_json={"stems": stems})
        found = excerpts_of([(first.pk, second.pk), (0,)])
        little = excerpts_of(
            [(first.pk,), (second.pk,)], most_bytes=len(found[second.pk][0].content)
        )
    assert [one.words for one in found[first.pk]] == ["A wheel turns.", first.text]
    assert [one.address for one in found[first.pk]] == [f"held:{first.pk}-0", f"held:{first.pk}-1"]
    assert [replace(one, content=b"") for one in found[second.pk]] == [
        replace(found[second.pk][0], content=b"", words=second.text)
    ]
    with Image.open(io.BytesIO(found[second.pk][0].content)) as picture:
        assert picture.size == (225, 14)
    assert little == {}


@pytest.mark.parametrize("release", [ReleaseState.WITHHELD, ReleaseState.EXEMPT])
def test_papers_that_students_may_not_see_give_no_picture(
    fenwick: Professor, people: People, release: ReleaseState
) -> None:
    with institution_scope(people.norvale.pk):
        shown, held = Paper.objects.order_by("pk")
        Paper.objects.filter(pk=held.pk).update(release=release)
        ids = list(Question.objects.values_list("pk", flat=True))
        found = Question.objects.filter(pk__in=excerpts_of([ids]))
        assert set(found.values_list("paper", flat=True)) == {shown.pk}
        people.norvale.keep_years = 1
        people.norvale.save()
        assert excerpts_of([ids]) == {}
