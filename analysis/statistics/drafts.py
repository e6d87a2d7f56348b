"""A finding before it is stored."""

from typing import Any

from analysis.schemas import Frozen
from analysis.statistics.results import Evidence


class FindingDraft(Frozen):
    """One statement, before it is stored.

    `key` is unique in its analysis and stays the same when papers are added; `value` holds JSON
    values only; `evidence` holds ids of questions, in order.
    """

    kind: str
    key: str
    title: str
    value: dict[str, Any]
    evidence: Evidence
