"""What is printed above a question: the stems of its paper's outline, and their places."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models.fields.json import KeyTransform

from analysis.models import Question
from exams.models import Paper
from reports.crops.crop import Box

Stems = Mapping[int, list[dict[str, Any]]]  # of outlines, by paper


@dataclass(frozen=True, slots=True)
class Stem:
    """One stem: its words, and its places with those of its figures."""

    words: str
    boxes: tuple[Box, ...]


def stems_of(papers: Collection[int]) -> Stems:
    """The stems of these papers; one query."""
    outlines = Paper.objects.filter(pk__in=papers).annotate(
        stems=KeyTransform("stems", "outline_json")
    )
    return {pk: found or [] for pk, found in outlines.values_list("pk", "stems")}


def stems_above(stems: Stems, row: Question, shown: set[str]) -> Iterator[Stem]:
    """The stems of a question that are not `shown` yet, which they are then, outermost first."""
    for stem in stems.get(row.paper_id, []):
        number = stem["number"]
        here = (stem.get("section") or "")[:200] == row.section and is_above(number, row.number)
        if here and number not in shown:
            shown.add(number)
            # One without words stands in the line of its first part.
            own = stem["boxes"] if stem.get("text") else ()
            boxes = tuple(_box(one) for one in (*own, *stem.get("figures", ())))
            yield Stem(stem.get("text") or "", boxes)


def is_above(stem: str, number: str) -> bool:
    """Whether "3(b)" is above "3(b)(ii)"; "3" is not above "31"."""
    rest = number.removeprefix(stem)
    return rest != number and not rest[:1].isalnum()


def _box(one: Mapping[str, Any]) -> Box:
    return [one["page"], one["x0"], one["top"], one["x1"], one["bottom"]]
