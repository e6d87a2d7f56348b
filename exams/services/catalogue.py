"""Professors, courses and topics: found by name, made where a person asks for them."""

import re
import unicodedata

from django.utils.text import slugify

from exams.models import Course, Professor, Topic

TITLES = ("prof", "professor", "dr", "mr", "mrs", "ms", "phd", "msc")
FILLING = re.compile(r"an?|and|the|of|in|on|to|for|und|der|die|das|f[uü]r|et|du|des?|l[ae]|och")
SHORTEST_PLURAL = 4  # letters; shorter words that end in "s" are none
JOINED = re.compile(r"\s*(?:[;&/,]|\b(?:and|und|och|et)\b)\s*")
TITLED = re.compile(r"(?:prof|dr|mr|mrs|ms)\b", re.IGNORECASE)


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


def title_words(title: str) -> frozenset[str]:
    """What tells a course's title from others: its words without fillings and plurals.

    "Data Structures" and "The Data Structure" are one course, "Mathematics I" and "II" are two.
    """
    words = course_slug(title).split("-")
    return frozenset(singular(word) for word in words if word and not FILLING.fullmatch(word))


def singular(word: str) -> str:
    """The word without the "s" of a plural."""
    plural = len(word) >= SHORTEST_PLURAL and word.endswith("s") and not word.endswith("ss")
    return word[:-1] if plural else word


def bare_code(code: str) -> str:
    """A course's code for comparing: "CAS 2203" and "cas-2203" are one."""
    return re.sub(r"[\s–-]", "", code).casefold()


def names_in(words: str) -> tuple[str, ...]:
    """The names in the words behind "Examiner:": several, or the words where they are one name.

    Two words or a title make a name, so that "North, Ada" is one.
    """
    parts = [part for part in JOINED.split(words) if TITLED.match(part) or " " in part]
    whole = words.strip()
    return tuple(parts) if parts and whole.startswith(parts[0]) else (whole,) if whole else ()


def calm_title(title: str) -> str:
    """A title that is printed in capitals as it is written otherwise."""
    if not title.isupper() or not re.search(r"[^\W\d_]{5}", title):
        return title
    first, *rest = re.split(r"(\W+)", title)
    return first.capitalize() + "".join(calm_word(word) for word in rest)


def calm_word(word: str) -> str:
    """A word of a title: numerals stay as they are."""
    if FILLING.fullmatch(word.casefold()):
        return word.lower()
    return word if re.fullmatch("[IVX]+", word) else word.capitalize()


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
