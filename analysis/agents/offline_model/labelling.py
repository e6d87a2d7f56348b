"""The extraction agent's answer by classifiers: topic by likeness, the rest by command words."""

import json
from typing import Any

from analysis.agents.offline_model.conversation import first_words
from analysis.labels import label_question
from analysis.topics import Chosen, choose_for_paper

Entry = dict[str, Any]
NO_TOPIC = "Unclassified"
# So many names are a syllabus in detail: their own words say more than what is known of the
# subject (84 % against 72 % right on the sample papers of physics, 76 % both ways on algebra).
DETAILED = 40


def label_questions(messages: list[dict[str, Any]]) -> Entry:
    """Return the answer to an extraction request: one label for each fenced line, no repairs.

    Raises `ValueError` for a conversation that has no fenced paper.
    """
    head, fenced = first_words(messages).split("\n<<<", 1)
    facts, lines = json.loads(head), fenced.split("\n")[1:-1]
    questions = [json.loads(line) for line in lines]
    stem = ""
    for question in questions:
        stem = question.setdefault("stem", stem)
    topics = facts["topics"]
    chosen = choose_for_paper(
        [(question["stem"], question["text"]) for question in questions],
        topics,
        subject=facts["subject"] if len(topics) < DETAILED else "",
    )
    labels = [
        _label(question, one, facts["total_marks"])
        for question, one in zip(questions, chosen, strict=True)
    ]
    return {"labels": labels, "repairs": []}


def _label(question: Entry, chosen: Chosen, total_marks: float | None) -> Entry:
    label = label_question(
        question["text"],
        stem=question["stem"],
        marks=question["marks"],
        total_marks=total_marks,
    )
    return {
        "n": question["n"],
        "topic": chosen.topic or NO_TOPIC,
        "topic_confidence": round(min(max(chosen.sure, 0.0), 1.0), 3),
        "secondary_topic": chosen.second,
        "difficulty": label.difficulty,
        "bloom_level": label.bloom,
        "requires_derivation": label.requires_derivation,
        "question_type": label.kind,
        "confidence": label.confidence,
    }
