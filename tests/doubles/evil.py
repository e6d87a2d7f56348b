"""A model that answers every turn with hostile calls. What it cannot do, no model can."""

import itertools
import json
from typing import Any

from tests.doubles.answers import Answer, Body, calls, label, labels

PLACES = (
    "../../etc/passwd",
    "/proc/self/environ",
    "paper_0",
    "paper_999999",
    "paper_1' OR '1'='1",
    "'; DROP TABLE exams_paper; --",
    "<script>alert(1)</script>",
    "url(http://evil.invalid/x)",
    "{{ settings.SECRET_KEY }}",
    "institution_2/paper_1",
    "paper_1\x00x",
    "\ud800",
    "１",
    "",
    "A" * 500,
)
TOOLS = (
    "extract_exam_data",
    "reread_questions",
    "analyze_patterns",
    "generate_report",
    "publish",
    "os.system",
    "__class__",
    "extract_exam_data; rm -rf /",
    "x" * 500,
)


def hostile_arguments(place: str) -> list[Any]:
    """Return one hostile word in every form that arguments can take."""
    return [
        {"papers": [place]},
        {"papers": place},
        {"analysis": place},
        {"paper": place, "questions": ["1"]},
        {"paper": "paper_1", "questions": [place] * 300},
        {"paper": "paper_1", "questions": [place]},
        {"papers": "all", "institution_id": 2, "job": place},
        {"papers": {"$ne": place}},
        {"papers": [place] * 300},
        f'{{"papers": ["{place}"',
        '{"papers": NaN}',
        "[" * 3_900,
        "9" * 3_900,
        "A" * 20_000,
        "null",
    ]


def hostile_calls() -> list[tuple[str, Any]]:
    """Return every tool with every hostile word in every form."""
    return [
        (tool, arguments)
        for place in PLACES
        for tool in TOOLS
        for arguments in hostile_arguments(place)
    ]


class EvilScript:
    """Hostile calls, `width` in a turn, for ever; with `bait`, one good call in each turn.

    The bait keeps the model from being stopped for bad answers, so that only the caps are left.
    To an extraction request it answers with markup, foreign numbers and invented quotes.
    """

    def __init__(self, width: int = 50, *, bait: bool = False) -> None:
        self._hostile = itertools.cycle(hostile_calls())
        self._width = width
        self._bait = bait
        self.made = 0

    def __call__(self, body: Body) -> Answer:
        if "response_format" in body:
            return evil_labels()
        wanted = list(itertools.islice(self._hostile, self._width))
        self.made += len(wanted)
        if self._bait:
            # Spelled anew each time, for a call that was made before is a bad one.
            turn = sum(message["role"] == "assistant" for message in body["messages"])
            wanted.insert(0, ("extract_exam_data", {"papers": ["paper_1"] * (turn + 1)}))
        return calls(*wanted, ids=["same", "same", ""])


def evil_labels() -> Answer:
    """Answer an extraction request with everything that must not be believed."""
    hostile = [
        label("1", "<img src=x onerror=alert(1)>\x00" * 20),
        label("999", "Foreign"),
        label("1", "Second try"),
        label("2", topic_confidence=7),
        label("2", difficulty="<b>hard</b>"),
        {"n": ["2"]},
        "not a label",
    ]
    repairs = [
        {"n": "1", "field": "marks", "value": "1000000", "page": 1, "quote": "[1000000]"},
        {"n": "1", "field": "marks", "value": "5", "page": 99, "quote": "(5 marks)"},
        {"n": "1", "field": "number", "value": "2", "page": 1, "quote": "question 2"},
        {"n": "1", "field": "marks", "value": "NaN", "page": 1, "quote": "NaN"},
        {"n": "7", "field": "owner", "value": "me", "page": -1, "quote": ""},
    ]
    return labels(*json.loads(json.dumps(hostile)), repairs=repairs)
