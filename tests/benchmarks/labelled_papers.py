"""Papers with known answers: our own labels (places and numbers only), and folders with texts.

Our labels lie in `tests/corpus/labels/*.json`: for each leaf its page, the middle of its first
line in PDF points from the top, number, marks and group of alternatives. They hold no text of the
papers. Gold files of a corpus have texts instead of places; here only page and number are used.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OWN = Path(__file__).resolve().parents[1] / "corpus" / "labels"


@dataclass(frozen=True)
class LabelledLeaf:
    """A leaf as it is printed. `top` is None where only its page is known."""

    page: int
    number: str
    marks: float | None
    top: float | None = None
    group: str | None = None
    section: str | None = None
    marks_unsure: bool = False  # the print can be read in two ways: not scored


@dataclass(frozen=True)
class LabelledPaper:
    """A paper, or some pages of a compilation."""

    name: str
    path: str  # below the corpus
    institution: str
    kind: str
    total: float | None
    year: int | None
    leaves: tuple[LabelledLeaf, ...]
    parents: tuple[tuple[str, float], ...]
    pages: tuple[int, int] | None = None  # first and last
    unsure: tuple[str, ...] = ()  # cover facts that can be read in two ways


def own_labels(folder: Path = OWN) -> list[LabelledPaper]:
    """Our own labels, by name."""
    return [_paper(file, json.loads(file.read_text())) for file in sorted(folder.glob("*.json"))]


def gold_labels(corpus: Path) -> list[LabelledPaper]:
    """The papers of CORPUS/gold, by name; the first folder of the path is the institution."""
    files = sorted((corpus / "gold").glob("*.json"))
    return [_gold_paper(file, json.loads(file.read_text())) for file in files]


def _paper(file: Path, content: dict[str, Any]) -> LabelledPaper:
    pages = content.get("pages")
    return LabelledPaper(
        name=file.stem,
        path=content["path"],
        institution=content["institution"],
        kind=content["kind"],
        total=content["total"],
        year=content["year"],
        leaves=tuple(LabelledLeaf(**leaf) for leaf in content["questions"]),
        parents=tuple((p["number"], p["marks"]) for p in content["parents"]),
        pages=(pages[0], pages[1]) if pages else None,
        unsure=tuple(content.get("unsure", ())),
    )


def _gold_paper(file: Path, content: dict[str, Any]) -> LabelledPaper:
    return LabelledPaper(
        name=file.stem,
        path=content["pdf"],
        institution=content["pdf"].split("/")[0],
        kind=content["kind"],
        total=content["total_marks"],
        year=content["year"],
        leaves=tuple(
            LabelledLeaf(
                page=leaf["page"],
                number=leaf["number"],
                marks=leaf["marks"],
                group=leaf["choice_group"],
                section=leaf.get("section"),
            )
            for leaf in content["questions"]
        ),
        parents=tuple((p["number"], p["marks"]) for p in content.get("parents", ())),
    )
