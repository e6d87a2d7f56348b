"""Versions of a course's syllabus: read from files, kept with their years, found by year."""

from exams.errors import SyllabusRejected
from exams.models import Course, Syllabus
from exams.syllabus import (
    SyllabusTopic,
    SyllabusUnreadable,
    read_file,
    read_tree,
    write_tree,
)

NO_TOPICS = "No topic was found in it. Write one topic a line, what belongs to it indented below."


def read_upload(content: bytes, file_name: str) -> tuple[SyllabusTopic, ...]:
    """The topics in a PDF, Word document, CSV or text; raises `SyllabusRejected`."""
    try:
        text = read_file(content, file_name)
    except SyllabusUnreadable as error:
        raise SyllabusRejected("unreadable", f"{file_name}: {error}") from None
    return _some(read_tree(text))


def read_words(text: str) -> tuple[SyllabusTopic, ...]:
    """The topics in a text; raises `SyllabusRejected` where there are none."""
    return _some(read_tree(text))


def _some(topics: tuple[SyllabusTopic, ...]) -> tuple[SyllabusTopic, ...]:
    if not topics:
        raise SyllabusRejected("no_topics", NO_TOPICS)
    return topics


def add_version(
    course: Course,
    name: str,
    topics: tuple[SyllabusTopic, ...],
    years: tuple[int | None, int | None] = (None, None),
    file_name: str = "",
    *,
    keep: bool = True,
) -> Syllabus:
    """A version with its years, kept unless told not to be; raises `SyllabusRejected`."""
    if Syllabus.objects.filter(course=course, name=name).exists():
        raise SyllabusRejected("known", f"The course has a syllabus “{name}” already.")
    version = Syllabus(
        course=course,
        name=name,
        valid_from=years[0],
        valid_until=years[1],
        text=write_tree(topics),
        file_name=file_name[:200],
    )
    check_years(version)
    if keep:
        version.save()
    return version


def check_years(version: Syllabus) -> None:
    """Raise `SyllabusRejected` for years that end before they begin or are another version's."""
    first, last = version.valid_from or 0, version.valid_until or 9999
    if first > last:
        raise SyllabusRejected("years", f"It ends in {last}, before it begins in {first}.")
    for other in Syllabus.objects.filter(course=version.course).exclude(pk=version.pk):
        if first <= (other.valid_until or 9999) and (other.valid_from or 0) <= last:
            raise SyllabusRejected(
                "years", f"“{other.name}” holds for some of these years: {other.years}."
            )


def syllabus_text(course: Course | None, year: int | None) -> str:
    """The syllabus after which a paper of that year was set; empty where the course has none.

    The version that holds in the year. Of a year that no version holds in, the last version before
    it, else the course's own text, else the first version; without a year the newest. Without
    versions the text of the course.
    """
    if course is None:
        return ""
    versions = sorted(course.versions.all(), key=lambda one: one.valid_from or 0)
    if not versions:
        return course.syllabus
    if year is None:
        return versions[-1].text
    holding = [one for one in versions if one.holds_in(year)]
    before = [one for one in versions if (one.valid_from or 0) <= year]
    if holding or before:
        return (holding or before[-1:])[0].text
    return course.syllabus if course.syllabus.strip() else versions[0].text
