"""Professors, courses and topics: found by name, made where a person asks for them."""

import unicodedata

from django.utils.text import slugify

from exams.models import Course, Professor, Topic

TITLES = ("prof", "professor", "dr", "mr", "mrs", "ms", "phd", "msc")


def slug_of(words: str) -> str:
    """Words for comparing: lower case, without accents and punctuation, in any script."""
    apart = unicodedata.normalize("NFKD", words)
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return slugify(bare, allow_unicode=True)


def bare_name(name: str) -> str:
    """A name for comparing: without titles, at most 80 letters, empty if none is left."""
    words = slug_of(name).split("-")
    return "-".join(word for word in words if word not in TITLES)[:80]


def course_slug(title: str) -> str:
    """A course's title for comparing; at most 120 letters, empty if there is none in it."""
    return slug_of(title)[:120]


def add_professor(name: str) -> Professor:
    """The professor of that name, made where there is none yet."""
    slug = bare_name(name) or "unnamed"
    professor, _ = Professor.objects.get_or_create(slug=slug, defaults={"name": name.strip()[:150]})
    return professor


def course_titled(title: str, code: str = "") -> Course:
    """The course of that code, else of that title; made where there is neither yet.

    Titles are read from covers in many spellings, codes in few.
    """
    known = Course.objects.filter(code__iexact=code).first() if code else None
    if known is not None:
        return known
    slug = course_slug(title) or "untitled"
    course, _ = Course.objects.get_or_create(
        slug=slug, defaults={"title": title.strip()[:200], "code": code[:40]}
    )
    return course


def add_topics(course: Course, names: tuple[str, ...], *, in_syllabus: bool) -> list[Topic]:
    """Topics of a course under these names, in this order; known ones are kept as they are."""
    known = {topic.name: topic for topic in course.topics.all()}
    for position, name in enumerate(names):
        if name[:200] not in known:
            known[name[:200]] = Topic.objects.create(
                course=course, name=name[:200], position=position, in_syllabus=in_syllabus
            )
    return list(known.values())
