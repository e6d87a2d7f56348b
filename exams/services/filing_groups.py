"""Papers to be filed, put together by course: what is said once holds for all of a group."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from exams.models import Professor
from exams.services.catalogue import bare_code, bare_name, title_words
from exams.services.filing import Catalogue, Doubt, Proposal

WORD = re.compile(r"[^\W\d_]{2,}\d*")
KINDS = re.compile(  # words of file names that say of no paper what it is about
    r"exam(?:s|ination|en)?|final|mid(?:term|sem)?|sem(?:ester)?|end(?:sem)?|term|sessional|quiz|"
    r"test|paper|question|solution|sample|practice|regular|supp?ly|supplementary|resit|re|"
    r"(?:alt)?klausur|(?:om)?tentamen|"
    r"spring|fall|autumn|winter|summer|monsoon|ws|ss|sose|wise|jan|feb|mar|apr|may|june?|july?|aug|"
    r"sept?|oct|nov|dec|scan(?:ned)?|page|img|image|doc(?:ument)?|file|new|copy"
)


@dataclass(frozen=True, slots=True)
class ProposalGroup:
    """Papers of what is likely one course, and whose they likely are; both may be empty.

    `key` is the number of its first paper. `earlier` says that the professor is the one of whom
    the course's papers are that were filed before.
    """

    key: int
    course: str
    professor: str
    earlier: bool
    proposals: tuple[Proposal, ...]

    @property
    def doubtful(self) -> bool:
        """Whether something in it has to be looked at."""
        return not self.course or any(one.doubts or one.alike for one in self.proposals)


def grouped(
    proposals: Sequence[Proposal], known: Catalogue, placed: Mapping[int, int]
) -> list[ProposalGroup]:
    """Groups in which papers without a course come first, then those with doubts.

    `placed` maps a paper's number to the key of the group in which it was shown before, so that
    nothing moves while somebody corrects a table.
    """
    told = named_alike(proposals, known)
    groups: list[list[Proposal]] = []
    for one in told:
        group = next((of for of in groups if _together(one, of, placed)), None)
        groups.append([one]) if group is None else group.append(one)
    made = [_group(of, known, placed) for of in groups]
    if placed:
        return made
    return sorted(made, key=lambda one: (bool(one.course), not one.doubtful, one.course.casefold()))


def _together(one: Proposal, group: Sequence[Proposal], placed: Mapping[int, int]) -> bool:
    key = placed.get(one.paper.pk)
    if key is not None:
        return any(placed.get(other.paper.pk) == key for other in group)
    return any(_same_course(one, other) for other in group)


def _same_course(one: Proposal, other: Proposal) -> bool:
    """One title but for fillings and plurals; or one code and a word in common."""
    mine, theirs = (title_words(str(two.values["course"])) for two in (one, other))
    codes = [bare_code(two.facts.course_code or "") for two in (one, other)]
    return mine == theirs or (bool(codes[0]) and codes[0] == codes[1] and bool(mine & theirs))


def _group(of: list[Proposal], known: Catalogue, placed: Mapping[int, int]) -> ProposalGroup:
    course = _most(str(one.values["course"]) for one in of)
    professor, earlier = _professor_of(of, known, course)
    if not placed:
        of = sorted(of, key=_first_doubtful)
    key = placed.get(of[0].paper.pk) or min(one.paper.pk for one in of)
    return ProposalGroup(key, course, professor, earlier, tuple(of))


def _first_doubtful(one: Proposal) -> tuple[bool, int, str]:
    return not (one.doubts or one.alike), -(one.values["year"] or 0), one.paper.file_name


def _professor_of(of: Sequence[Proposal], known: Catalogue, course: str) -> tuple[str, bool]:
    """Whom the upload meant, else whom most covers name, else whose the course has been so far."""
    meant: Professor | None = of[0].paper.meant_for
    if meant is not None and all(one.paper.meant_for == meant for one in of):
        return meant.name, False
    name = _most(name for one in of for name in one.names)
    if name and (course or all(name in one.names for one in of)):
        professor = known.professor(name)
        return professor.name if professor else name, False
    row = known.course(course)
    before = known.alone.get(row.pk) if row else None
    return (before.name, True) if before else ("", False)


def _most(words: Iterable[str]) -> str:
    """The most frequent that is not empty, the first of equals; empty for none."""
    counts = Counter(word for word in words if word)
    return max(counts, key=lambda word: counts[word], default="")


def own_values(one: Proposal, group: ProposalGroup) -> dict[str, Any]:
    """What the row of a paper starts with: its professor only where the cover names another."""
    names = {bare_name(name) for name in (one.values["professor"], *one.names) if name}
    other = names and bare_name(group.professor) not in names
    return one.values | {"course": "", "professor": one.values["professor"] if other else ""}


def named_alike(proposals: Sequence[Proposal], known: Catalogue) -> list[Proposal]:
    """The proposals; a paper without a course gets that of the files that are named like it.

    A word of its file's name has to be the code of a course, or to stand in names of papers of
    one course alone: "DBS" in "DBS_mid_2017.pdf" beside "DBS_end_2016.pdf".
    """
    courses: dict[str, set[str]] = {}
    for one in proposals:
        if one.values["course"]:
            for word in name_words(one.paper.file_name):
                courses.setdefault(word, set()).add(str(one.values["course"]))
    return [one if one.values["course"] else _renamed(one, courses, known) for one in proposals]


def _renamed(one: Proposal, courses: Mapping[str, set[str]], known: Catalogue) -> Proposal:
    for word in () if one.paper.span else name_words(one.paper.file_name):
        coded = known.course("", word)
        found = {str(coded)} if coded else courses.get(word, set())
        if len({title_words(title) for title in found}) == 1:
            kept = tuple(doubt for doubt in one.doubts if doubt.field != "course")
            doubt = Doubt("course", "The course is that of the file’s name.")
            values = one.values | {"course": min(found)}
            return replace(one, values=values, doubts=(*kept, doubt))
    return one


def name_words(file_name: str) -> list[str]:
    """The words of a file's name that may say what it is about."""
    stem = file_name.rpartition(".")[0] or file_name
    words = WORD.findall(stem.casefold().replace("_", " "))
    return [word for word in words if not KINDS.fullmatch(word.rstrip("0123456789"))]
