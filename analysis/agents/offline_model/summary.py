"""The offline model's last words: what the results say, in sentences."""

from typing import Any

from analysis.agents.offline_model.conversation import Conversation

MAX_TOPICS = 5


def summary(conversation: Conversation) -> str:
    """Return the summary for staff: findings, the report, and every paper left out and why."""
    sentences = [
        _basis(conversation),
        *_findings(conversation.latest("analyze_patterns")),
        _report(conversation.latest("generate_report")),
        *_left_out(conversation),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _basis(conversation: Conversation) -> str:
    extracted, asked = conversation.extracted, conversation.number_of_papers
    if not extracted:
        return "None of the papers could be read, so there is nothing to analyse."
    return f"The analysis rests on {extracted} of {asked} papers."


def _findings(analysis: dict[str, Any]) -> list[str]:
    if "error" in analysis:
        return [f"The analysis could not be made: {analysis['error']}"]
    named = (
        ("Safe to expect", "safe_zones"),
        ("Rare, but with high marks", "danger_zones"),
        ("Likely next", "predicted"),
    )
    return [
        f"{words}: {', '.join(str(topic) for topic in analysis[key][:MAX_TOPICS])}."
        for words, key in named
        if analysis.get(key)
    ]


def _report(report: dict[str, Any]) -> str:
    if "error" in report:
        return f"The report could not be written: {report['error']}"
    return f"The report is at {report['report_url']}." if "report_url" in report else ""


def _left_out(conversation: Conversation) -> list[str]:
    named = [
        f"Left out: {conversation.label(entry['paper'])}. {_sentence(entry['error'])}"
        for entry in conversation.failures
    ]
    more = conversation.latest("extract_exam_data").get("failed_too", ())
    return [*named, f"Left out as well: {', '.join(more)}."] if more else named


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."
