"""Score topics made without a language model: `python tests/benchmarks/score_topics.py CORPUS`.

CORPUS/topics/jee-main.jsonl: questions with the topic somebody gave them. Each is matched against
the list of topic names of its subject only; nothing is learnt from the labels. Printed beside it:
always answering the most frequent topic, and how far the confidences can be believed.
"""

import argparse
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

from analysis.topics import PaperTexts, induce_topics, rank_topics
from exams.outline import read_outline
from exams.reading.pdf import read_pages

SURE = 0.15  # confidence from which a question counts for its topic
SERIES = (
    ("chalmers/dslsofmath", "Domain-Specific Languages of Mathematics"),
    ("mit/18.06", "Linear Algebra"),
    ("cie-alevel/9702-p4", "Physics"),
    ("dbatu/em1", "Engineering Mathematics-I"),
    ("imperial/sed", "Software Engineering Design"),
    ("osnabrueck/biostatistik", "Biostatistik"),
)


def read_questions(corpus: Path, sample: int) -> list[dict[str, Any]]:
    """Labelled questions, about so many of them, evenly spread, where `sample` is above 0."""
    lines = (corpus / "topics" / "jee-main.jsonl").read_text(encoding="utf-8").splitlines()
    step = max(1, len(lines) // sample) if sample else 1
    return [json.loads(line) for line in lines[::step]]


def print_induced(folder: Path, subject: str) -> None:
    """The topics induced from the papers of a folder, with the number of questions of each."""
    papers = []
    for path in sorted(folder.glob("*.pdf")):
        outline = read_outline(list(read_pages(path.read_bytes())))
        questions = tuple(f"{one.stem} {one.text}" for one in outline.questions)
        sections = tuple(section.label for section in outline.sections)
        stems = tuple(one.stem for one in outline.questions)
        papers.append(PaperTexts(subject, sections, questions, stems))
    started = time.process_time()
    topics = induce_topics(papers, subject=subject)
    seconds = time.process_time() - started
    texts = [text for paper in papers for text in paper.questions]
    best = [rank_topics(text, topics, subject=subject)[0] for text in texts] if topics else []
    counts = Counter(name if sure >= SURE else "(none)" for name, sure in best)
    listed = "; ".join(f"{name} {counts[name]}" for name in (*topics, "(none)"))
    print(f"\n{folder.parent.name}/{folder.name}, {len(papers)} papers, {seconds:.1f} s: {listed}")


def score_subject(
    subject: str, questions: list[dict[str, Any]], names: list[str]
) -> tuple[list[tuple[float, bool]], int, int]:
    """One row of the table, and (confidence, right) of each question."""
    started = time.process_time()
    top1 = top3 = 0
    believed = []
    for question in questions:
        ranked = rank_topics(question["question_text"], names, subject=subject)
        best = [name for name, _ in ranked[:3]]
        top1 += best[0] == question["topic"]
        top3 += question["topic"] in best
        believed.append((ranked[0][1], best[0] == question["topic"]))
    frequent = Counter(question["topic"] for question in questions).most_common(3)
    count = len(questions)
    milliseconds = 1000 * (time.process_time() - started) / count
    base1, base3 = frequent[0][1] / count, sum(number for _, number in frequent) / count
    print(
        f"{subject:12} {count:6} {len(names):6} {top1 / count:6.3f} {top3 / count:6.3f}"
        f" {base1:9.3f} {base3:9.3f} {milliseconds:8.2f}"
    )
    return believed, top1, top3


def print_calibration(believed: list[tuple[float, bool]]) -> None:
    """How often the first answer is right, by its confidence."""
    print("\nconfidence   questions  mean  right")
    for low in (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        bin_ = [(sure, right) for sure, right in believed if low <= sure < low + 0.1]
        if bin_:
            mean = sum(sure for sure, _ in bin_) / len(bin_)
            right = sum(right for _, right in bin_) / len(bin_)
            print(f"{low:.1f} - {low + 0.1:.1f} {len(bin_):10} {mean:6.2f} {right:6.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--sample", type=int, default=0, help="questions to take, 0 for all")
    parser.add_argument("--series", action="store_true", help="also induce topics of real papers")
    arguments = parser.parse_args()
    questions = read_questions(arguments.corpus, arguments.sample)
    every = read_questions(arguments.corpus, 0)
    print("subject      asked topics  top-1  top-3  majority  3 most   ms each")
    believed, right1, right3 = [], 0, 0
    for subject in sorted({question["subject"] for question in questions}):
        own = [question for question in questions if question["subject"] == subject]
        names = sorted({question["topic"] for question in every if question["subject"] == subject})
        pairs, top1, top3 = score_subject(subject, own, names)
        believed += pairs
        right1 += top1
        right3 += top3
    count = len(believed)
    print(f"{'all':12} {count:6} {'':6} {right1 / count:6.3f} {right3 / count:6.3f}")
    print_calibration(believed)
    for folder, subject in SERIES if arguments.series else ():
        print_induced(arguments.corpus / folder, subject)


if __name__ == "__main__":
    main()
