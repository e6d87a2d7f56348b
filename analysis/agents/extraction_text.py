"""What the extraction model reads of a paper: fenced lines of JSON, bounded in size."""

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
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
MAX_PAGE = 6_000  # characters of one page that is shown as a whole
MAX_PICTURES = 12  # of one request

as_line = json.JSONEncoder(ensure_ascii=False).encode

Places = Sequence[int]  # positions of questions in the paper, from 0


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
    checked. `subject` may be empty. `pictures` are JPEGs of scanned pages, for a model that sees;
    `pages_per_call` splits the paper into calls of about so many pages, 0 does not.
    """

    alias: str
    subject: str
    questions: tuple[QuestionToLabel, ...]
    pages: dict[int, str]
    total_marks: float | None = None
    pictures: dict[int, bytes] | None = None
    pages_per_call: int = 0


def question_keys(paper: PaperToLabel) -> tuple[str, ...]:
    """Return one unique key for each question."""
    return unique_keys(question.number for question in paper.questions)


def unique_keys(numbers: Iterable[str]) -> tuple[str, ...]:
    """Return one unique key for each number: itself, with "#2" where it occurs again.

    Numbering restarts in the sections of some papers.
    """
    seen: Counter[str] = Counter()
    keys = []
    for raw in numbers:
        number = clean_text(raw, 40)
        seen[number] += 1
        keys.append(number if seen[number] == 1 else f"{number}#{seen[number]}")
    return tuple(keys)


def parts_of(paper: PaperToLabel) -> tuple[range, ...]:
    """Return the positions for each call: all in one, or about `pages_per_call` pages in each.

    A part begins where a question starts beyond the pages of the part before.
    """
    count = len(paper.questions)
    if not paper.pages_per_call or not count:
        return (range(count),)
    starts, first = [0], paper.questions[0].page
    for place, question in enumerate(paper.questions):
        if question.page >= first + paper.pages_per_call:
            starts.append(place)
            first = question.page
    return tuple(map(range, starts, [*starts[1:], count]))


def extraction_messages(
    paper: PaperToLabel,
    topics: tuple[str, ...],
    places: Places | None = None,
    *,
    again: bool = False,
) -> list[Message]:
    """Return the conversation that asks for labels of the questions at `places`, of all if None.

    Asked `again`, the words of their pages are shown too. The instructions come first and are the
    same for all papers, so that a provider's cache of prefixes can hold them.
    """
    chosen = range(len(paper.questions)) if places is None else places
    lines = _question_lines(paper, chosen)
    lines += _page_lines(paper, chosen) if again else []
    fenced = "\n".join(lines)
    fence = hashlib.sha256(fenced.encode()).hexdigest()[:12]
    facts = {
        "subject": clean_text(paper.subject, 120),
        "total_marks": paper.total_marks,
        "topics": [clean_text(topic, MAX_TOPIC) for topic in topics[:MAX_TOPICS]],
    }
    words = f"{json.dumps(facts, ensure_ascii=False)}\n<<<{fence}\n{fenced}\n{fence}>>>"
    pictures = list(_picture_parts(paper, chosen))
    content = [{"type": "text", "text": words}, *pictures] if pictures else words
    return [
        {"role": "system", "content": load_prompt("extraction").text},
        {"role": "user", "content": content},
    ]


def _question_lines(paper: PaperToLabel, places: Places) -> list[str]:
    """Return one line of JSON for each question; a stem is told once for the parts that follow.

    JSON escapes every line break, so that no text can look like another question or the fence.
    """
    share = MAX_PAPER // max(1, len(places))
    limit = max(MIN_QUESTION, min(MAX_QUESTION, share))
    keys, lines, told = question_keys(paper), [], ""
    for place in places:
        question = paper.questions[place]
        line: dict[str, Any] = {"n": keys[place], "marks": question.marks, "page": question.page}
        if question.stem != told:
            line["stem"] = clean_text(question.stem, min(MAX_STEM, limit))
            told = question.stem
        line["text"] = clean_text(question.text, limit)
        lines.append(as_line(line))
    return lines


def _page_lines(paper: PaperToLabel, places: Places) -> list[str]:
    """Return one line of JSON for each page on which one of the questions begins."""
    wanted = islice(_pages_of(paper, places), MAX_PAPER // MAX_PAGE)
    return [
        as_line({"page": page, "words": clean_text(paper.pages.get(page, ""), MAX_PAGE)})
        for page in wanted
    ]


def _picture_parts(paper: PaperToLabel, places: Places) -> Iterator[dict[str, Any]]:
    """Return the pictures of these questions' pages as parts of a chat message."""
    pictures = paper.pictures or {}
    seen = (page for page in _pages_of(paper, places) if page in pictures)
    for page in islice(seen, MAX_PICTURES):
        encoded = base64.b64encode(pictures[page]).decode()
        yield {"type": "image_url", "image_url": {"url": f"data:image/jpeg;base64,{encoded}"}}


def _pages_of(paper: PaperToLabel, places: Places) -> Iterator[int]:
    return iter(dict.fromkeys(paper.questions[place].page for place in places))
