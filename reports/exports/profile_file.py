"""A whole profile as one JSON file, with a version, to be read back as what it was."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Literal

from pydantic import ValidationError

from analysis.models import Question
from analysis.schemas import Frozen
from reports.document import ProfileDocument
from reports.exports.rows import export_rows

FORMAT = "professor-profiler/profile"
SAME = (
    *("key", "paper", "year", "session", "section", "number", "page", "stem", "text"),
    *("marks", "topic", "second_topic", "derivation", "address"),
)
VERSION = 1  # raised with every change after which an older reader would be wrong


class FileQuestion(Frozen):
    """A question of the profile. `key` names it over all analyses; `id` is what evidence names."""

    id: int
    key: str
    paper_id: int
    paper: str
    year: int | None
    session: str
    section: str
    number: str
    page: int
    stem: str
    text: str
    marks: float | None
    topic: str
    second_topic: str
    difficulty: str
    bloom: str
    derivation: bool
    address: str


class ProfileFile(Frozen):
    """What the file holds: the document that page and PDF are drawn from, and its questions."""

    format: Literal["professor-profiler/profile"] = "professor-profiler/profile"
    version: Literal[1] = 1
    written_at: datetime
    document: ProfileDocument
    questions: tuple[FileQuestion, ...]


class NoProfileFile(ValueError):
    """A file that cannot be read back; the words say why."""


def write_profile(
    document: ProfileDocument,
    questions: Iterable[Question],
    address: Callable[[Question], str],
) -> bytes:
    """A profile with its questions, which come with paper, professor, course and topics."""
    chosen = list(questions)
    rows = zip(chosen, export_rows(chosen, address), strict=True)
    file = ProfileFile(
        written_at=datetime.now(UTC),
        document=document.model_copy(update={"questions": ()}),
        questions=tuple(
            FileQuestion(
                id=one.pk,
                paper_id=one.paper_id,
                difficulty=one.difficulty,
                bloom=one.bloom,
                **{name: getattr(row, name) for name in SAME},
            )
            for one, row in rows
        ),
    )
    return file.model_dump_json(indent=1).encode()


def read_profile(content: bytes) -> ProfileFile:
    """A file of `write_profile` as its value; raises `NoProfileFile` in words."""
    try:
        return ProfileFile.model_validate_json(content)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the file"
        raise NoProfileFile(
            f"This is no profile of version {VERSION} ({FORMAT}): {place}: {first['msg']}."
        ) from error
