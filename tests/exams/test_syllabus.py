"""Versions of a syllabus: by year, in admin and API; topics renamed, merged and parted."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from exams.errors import SyllabusRejected
from exams.models import Course, Institution, Syllabus, Topic
from exams.services.catalogue import add_topics, course_titled
from exams.services.syllabus import add_version, read_upload, read_words, syllabus_text
from exams.services.topics import (
    names_in_use,
    names_they_go_by,
    part_topic,
    parts_of,
    rename_topics,
    topics_named,
)
from exams.tenancy import institution_scope
from tests.api_client import Api, make_rows, program, unpack
from tests.exams.syllabus.files import document, paragraph
from tests.people import People

ADD = "/at/norvale/admin/exams/syllabus/add/"
CSV = b"topic,details,hours\nWaves,speed; beats,6\nHeat,engines,\n"
READ = "# Waves (6 hours): Speed; Beats\n# Heat: Engines"
WAVES = {"name": "Waves", "details": ["Speed", "Beats"], "hours": 6.0, "weight": ""}
HEAT = {"name": "Heat", "details": ["Engines"], "hours": None, "weight": ""}


@pytest.fixture
def course(people: People) -> Course:
    with institution_scope(people.norvale.pk):
        return course_titled("Physics")


def versions(institution: Institution) -> list[tuple[str, int | None, int | None, str]]:
    with institution_scope(institution.pk):
        rows = Syllabus.objects.order_by("pk")
        return list(rows.values_list("name", "valid_from", "valid_until", "text"))


def upload(client: Client, course: Course, content: bytes = CSV, **more: Any) -> Any:
    file = SimpleUploadedFile("physics.csv", content)
    values = {"course": course.pk, "name": "2019", "valid_from": 2019, "file": file, **more}
    return client.post(ADD, values)


@pytest.mark.parametrize(
    ("year", "name"), [(2012, "A"), (2016, "A"), (2019, "A"), (2020, "B"), (2030, "B"), (None, "B")]
)
def test_syllabus_text_is_that_of_the_year(
    people: People, course: Course, year: int | None, name: str
) -> None:
    with institution_scope(people.norvale.pk):
        add_version(course, "old", read_words("Optics A"), (2015, 2018))
        add_version(course, "new", read_words("Optics B"), (2020, None))
        assert syllabus_text(course, year) == f"# Optics {name}"
        course.syllabus = "Optics"
        assert syllabus_text(course, 2012) == "Optics"  # before the versions


def test_syllabus_text_without_versions_is_the_courses(people: People, course: Course) -> None:
    course.syllabus = "Waves"
    with institution_scope(people.norvale.pk):
        assert syllabus_text(course, 2020) == "Waves"
        assert syllabus_text(None, 2020) == ""


@pytest.mark.parametrize(
    ("years", "words"),
    [
        ((2018, 2021), "holds for some of these years: 2015 to 2019"),
        ((None, None), "holds for some of these years"),
        ((2030, 2025), "before it begins"),
    ],
)
def test_add_version_with_other_years_is_refused(
    people: People, course: Course, years: tuple[int | None, int | None], words: str
) -> None:
    with institution_scope(people.norvale.pk):
        add_version(course, "old", read_words("Waves"), (2015, 2019))
        with pytest.raises(SyllabusRejected, match=words):
            add_version(course, "new", read_words("Waves"), years)
        with pytest.raises(SyllabusRejected, match="already"):
            add_version(course, "old", read_words("Waves"), (2020, None))


def test_read_upload_without_topics_says_what_to_write() -> None:
    with pytest.raises(SyllabusRejected, match="one topic a line"):
        read_upload(b"1\n2\n", "a.txt")


@pytest.mark.parametrize("who", ["alice", "bob"])
def test_upload_shows_the_topics_before_anything_is_saved(
    who: str, people: People, course: Course, browser: Any
) -> None:
    client = browser(getattr(people, who))
    page = upload(client, course)
    assert "Nothing is saved yet. 2 topics were read: look through them" in page.text
    assert versions(people.norvale) == []
    kept = page.context["kept"]
    assert kept["text"] == READ
    seen = {"course": course.pk, "name": "2019", "valid_from": 2019, "text": kept["text"]}
    client.post(ADD, {**seen, "_seen": "1"})
    assert versions(people.norvale) == [("2019", 2019, None, READ)]


def test_upload_of_a_word_document_is_read(people: People, course: Course, browser: Any) -> None:
    file = document(paragraph("Waves", "Heading1"), paragraph("Heat", "Heading1"))
    page = upload(browser(people.bob), course, file)
    assert [topic.name for topic in page.context["topics"]] == ["Waves", "Heat"]


@pytest.mark.parametrize(
    ("more", "field", "words"),
    [
        ({"content": b"PK\x03\x04"}, "file", "physics.csv: The document is damaged."),
        ({"content": b"the,of\n"}, "file", "No topic was found in it."),
        ({"valid_until": 2010}, "valid_from", "before it begins in 2019"),
        ({"valid_from": 19}, "valid_from", "greater than or equal to 1900"),
    ],
)
def test_upload_that_cannot_be_kept_says_why(
    more: dict[str, Any], field: str, words: str, people: People, course: Course, browser: Any
) -> None:
    page = upload(browser(people.bob), course, **more)
    assert words in page.context["adminform"].form.errors[field][0]
    assert versions(people.norvale) == []


def test_syllabus_pages_do_not_exist_for_students_and_strangers(
    people: People, course: Course, browser: Any
) -> None:
    for person in (people.carol, people.mallory, None):
        assert upload(browser(person), course).status_code in {302, 403, 404}
    assert versions(people.norvale) == []


def test_upload_to_a_foreign_course_is_refused(people: People, browser: Any) -> None:
    foreign = make_rows(people.elsewhere, "Lagrange").course
    page = upload(browser(people.alice), foreign)
    assert "course" in page.context["adminform"].form.errors


def test_foreign_version_is_not_there(people: People, browser: Any) -> None:
    with institution_scope(people.elsewhere.pk):
        version = add_version(course_titled("Heat"), "2019", read_words("Waves"))
    address = f"/at/norvale/admin/exams/syllabus/{version.pk}/change/"
    for response in (browser(people.alice).get(address), browser(people.alice).post(address)):
        assert response.status_code == 302


def send(api: Api, course: Course, file: bytes | None = None, **fields: Any) -> Any:
    headers = {"Authorization": f"Bearer {api.token}"} if api.token else {}
    parts = {"file": SimpleUploadedFile("physics.csv", file)} if file is not None else {}
    address = f"/at/{api.institution.slug}/api/v1/courses/{course.pk}/syllabuses"
    client = Client(raise_request_exception=False)
    return unpack(client.post(address, {"name": "2019", **fields, **parts}, headers=headers))


def test_api_previews_then_keeps_a_version(people: People, course: Course) -> None:
    api = program(people.norvale)
    answer = {"name": "2019", "valid_from": 2019, "valid_until": None, "topics": [WAVES, HEAT]}
    assert send(api, course, CSV, valid_from=2019, preview=True) == (200, {"id": None, **answer})
    assert versions(people.norvale) == []
    status, kept = send(api, course, CSV, valid_from=2019)
    assert (status, {**kept, "id": None}) == (201, {"id": None, **answer})
    assert api.get(f"courses/{course.pk}/syllabuses") == (200, [kept])


@pytest.mark.parametrize(
    ("fields", "status", "error"),
    [
        ({"file": b"\0\0"}, 409, "unreadable"),
        ({"text": "12"}, 409, "no_topics"),
        ({"text": "Waves", "valid_from": 12}, 422, "invalid"),
    ],
)
def test_api_refuses_what_cannot_be_kept(
    people: People, course: Course, fields: dict[str, Any], status: int, error: str
) -> None:
    answer = send(program(people.norvale), course, **fields)
    assert (answer[0], answer[1]["error"]) == (status, error)


def test_api_does_not_know_a_foreign_course(people: People, course: Course) -> None:
    foreign = program(people.elsewhere)
    assert send(foreign, course, CSV)[0] == 404
    assert foreign.get(f"courses/{course.pk}/syllabuses")[0] == 404
    assert send(Api(people.norvale), course, CSV)[0] == 401
    assert versions(people.norvale) == versions(people.elsewhere) == []


def test_rename_topics_makes_several_one_for_later_runs_too(people: People, course: Course) -> None:
    with institution_scope(people.norvale.pk):
        waves, wave, _ = add_topics(course, ("Waves", "Wave motion", "Heat"), in_syllabus=False)
        kept = rename_topics([waves, wave], "Waves and sound")
        assert names_in_use([course]) == ("Waves and sound", "Heat")
        assert names_they_go_by([course], ("Wave motion", "Heat", "Waves")) == (
            "Waves and sound",
            "Heat",
        )
        assert topics_named(course, ("Waves",)) == {"Waves": kept}
        again = rename_topics([kept], "Oscillations")
        old = Topic.objects.filter(pk__in=[waves.pk, wave.pk, kept.pk])
        assert {one.counts_as for one in old} == {again}
        assert rename_topics([again], "Waves").name == "Waves"
        assert names_in_use([course]) == ("Waves", "Heat")


def test_rename_topics_of_two_courses_is_refused(people: People, course: Course) -> None:
    with institution_scope(people.norvale.pk):
        (one,) = add_topics(course, ("Waves",), in_syllabus=False)
        (other,) = add_topics(course_titled("Chemistry"), ("Acids",), in_syllabus=False)
        for topics, name in (([one, other], "Both"), ([], "None"), ([one], " 1 ")):
            with pytest.raises(ValueError, match=r"\w"):
                rename_topics(topics, name)


def test_part_topic_takes_the_last_rename_or_merge_back(people: People, course: Course) -> None:
    with institution_scope(people.norvale.pk):
        waves, wave, heat = add_topics(course, ("Waves", "Wave motion", "Heat"), in_syllabus=False)
        merged = rename_topics([waves, wave], "Waves")
        named = rename_topics([merged], "Oscillations")
        assert (parts_of(named), parts_of(heat)) == ([waves], [])
        assert part_topic(named) == [waves]
        assert names_in_use([course]) == ("Waves", "Heat")  # what the rename made is gone
        waves.refresh_from_db()
        assert part_topic(waves) == [wave]
        assert part_topic(waves) == []
        assert names_in_use([course]) == ("Waves", "Wave motion", "Heat")
