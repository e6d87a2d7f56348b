"""What the hub reads of an extraction: every failure, and of the rest what it needs.

A few papers are shown one by one. Of many only the sums and the doubtful ones are, so that three
hundred papers cost little more than ten.
"""

from collections import Counter
from typing import Any

MANY = 6
DOUBTFUL = 0.6  # confidence below which a paper is named
MAX_NAMED = 20
MAX_TOPICS = 5


def extraction_digest(result: dict[str, Any]) -> dict[str, Any]:
    """Return the digest of {"papers": [one entry for each]}."""
    entries: list[dict[str, Any]] = result["papers"]
    failed = [entry for entry in entries if "error" in entry]
    good = [entry for entry in entries if "error" not in entry]
    if len(entries) <= MANY:
        return {"papers": [_without_empty(entry) for entry in entries]}
    doubtful = {entry["paper"]: entry.get("doubtful", []) for entry in good if _is_doubtful(entry)}
    topics = Counter(topic for entry in good for topic in entry.get("topics", ()))
    digest = {
        "extracted": len(good),
        "questions": sum(entry.get("questions", 0) for entry in good),
        "topics": [topic for topic, _ in topics.most_common(MAX_TOPICS)],
        "doubtful": dict(list(doubtful.items())[:MAX_NAMED]),
        "failed": failed[:MAX_NAMED],
    }
    if len(failed) > MAX_NAMED:
        digest["failed_too"] = [entry["paper"] for entry in failed[MAX_NAMED:]]
    return digest


def _is_doubtful(entry: dict[str, Any]) -> bool:
    return bool(entry.get("doubtful")) or entry.get("confidence", 1) < DOUBTFUL


def _without_empty(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if value != []}
