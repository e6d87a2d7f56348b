"""What the extraction model reads of a paper: fenced lines of JSON, bounded in size."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

from analysis.agents.clean_text import clean_text
from analysis.agents.model import Message
from analysis.agents.prompts import load_prompt

MAX_PAPER = 60_000  # characters of questions in one request
MAX_QUESTION = 1_500
MIN_QUESTION = 120
MAX_STEM = 500
MAX_TOPIC = 80
MAX_TOPICS = 200


@dataclass(frozen=True, slots=True)
class QuestionToLabel:
    """One leaf of the outline. `text` and `stem` as printed, `page` from 1."""

    number: str
    text: str
    page: int
    stem: str = ""
    marks: float | None = None


@dataclass(frozen=True, slots=True)
class PaperToLabel:
    """One paper as the extraction agent gets it.

    `pages` holds the visible words of each page, by page number, against which quotes are
    checked. `subject` may be empty.
    """

    alias: str
    subject: str
    questions: tuple[QuestionToLabel, ...]
    pages: dict[int, str]
    total_marks: float | None = None


def question_keys(paper: PaperToLabel) -> tuple[str, ...]:
    """Return one unique key for each question: its number, with "#2" where it occurs again.

    Numbering restarts in the sections of some papers.
    """
    seen: Counter[str] = Counter()
    keys = []
    for question in paper.questions:
        number = clean_text(question.number, 40)
        seen[number] += 1
        keys.append(number if seen[number] == 1 else f"{number}#{seen[number]}")
    return tuple(keys)


def extraction_messages(paper: PaperToLabel, topics: tuple[str, ...]) -> list[Message]:
    """Return the conversation that asks for labels.

    The instructions come first and are the same for all papers, so that a provider's cache of
    prefixes can hold them.
    """
    lines = "\n".join(_question_lines(paper))
    fence = hashlib.sha256(lines.encode()).hexdigest()[:12]
    facts = {
        "subject": clean_text(paper.subject, 120),
        "total_marks": paper.total_marks,
        "topics": [clean_text(topic, MAX_TOPIC) for topic in topics[:MAX_TOPICS]],
    }
    content = f"{json.dumps(facts, ensure_ascii=False)}\n<<<{fence}\n{lines}\n{fence}>>>"
    return [
        {"role": "system", "content": load_prompt("extraction").text},
        {"role": "user", "content": content},
    ]


def _question_lines(paper: PaperToLabel) -> list[str]:
    """Return one line of JSON for each question; a stem is told once for the parts that follow.

    JSON escapes every line break, so that no text can look like another question or the fence.
    """
    share = MAX_PAPER // max(1, len(paper.questions))
    limit = max(MIN_QUESTION, min(MAX_QUESTION, share))
    lines, told = [], ""
    for key, question in zip(question_keys(paper), paper.questions, strict=True):
        line: dict[str, Any] = {"n": key, "marks": question.marks, "page": question.page}
        if question.stem != told:
            line["stem"] = clean_text(question.stem, min(MAX_STEM, limit))
            told = question.stem
        line["text"] = clean_text(question.text, limit)
        lines.append(json.dumps(line, ensure_ascii=False))
    return lines
