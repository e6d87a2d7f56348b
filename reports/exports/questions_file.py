"""Questions as one JSON file, with a version."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Literal

from analysis.schemas import Frozen
from reports.exports.rows import ExportRow

type Columns = dict[str, Any]


class QuestionsFile(Frozen):
    """What the file holds: the questions with the columns of the other downloads."""

    format: Literal["professor-profiler/questions"] = "professor-profiler/questions"
    version: Literal[1] = 1
    title: str
    questions: tuple[Columns, ...]


def write_questions(title: str, rows: Sequence[ExportRow]) -> bytes:
    """The questions in their order; pictures are left to the other downloads."""
    columns = [
        {name: value for name, value in asdict(row).items() if name != "picture"} for row in rows
    ]
    file = QuestionsFile(title=title, questions=tuple(columns))
    return file.model_dump_json(indent=1).encode()
