"""Choice rules: OR between two questions, "answer any five", one question from each unit."""

import re
from collections.abc import Iterator, Sequence

from exams.outline.lines import Line
from exams.outline.model import Choice
from exams.outline.parts import Part
from exams.outline.passages import Passages, Place, end_after, sorted_places
from exams.outline.tree import Node

_OR = re.compile(r"^\W*(?:or|oder|ou|o bien|eller|of|или)\W*$", re.IGNORECASE)
_CENTRED = 0.25  # of the column's width left of a word
_OR_AT_END = re.compile(r"(?:^|[.?)\]\s])\(?OR\)?\W*$")
_WORDS = {
    word: value
    for value, words in enumerate(
        (
            "one eine einen eins une un una ett",
            "two zwei deux dos due två",
            "three drei trois tres tre",
            "four vier quatre cuatro quattro fyra",
            "five fünf cinq cinco cinque fem",
            "six sechs six seis sei sex",
            "seven sieben",
            "eight acht",
            "nine neun",
            "ten zehn",
        ),
        1,
    )
    for word in words.split()
}
_NUMERAL = rf"\d{{1,2}}|{'|'.join(_WORDS)}"
_COMMANDS = r"answer|attempt|solve|do|choose|select|write|complete|beantworten sie|lösen sie"
_CHOSEN = (  # what may follow "any three" where questions are chosen, and not "distinct vertices"
    r"of\b|from\b|out\b|among|(?:full |complete |other |short |long |sub)?-?(?:questions?|parts?|"
    r"problems?)\b|fragen\b|aufgaben\b|von\b|der\b|the following|below|[.:;,)\]\[(\-–]|$"
)
_ANY = re.compile(
    rf"(?:\b(?P<command>{_COMMANDS})\s*(?:only\s+)?|\b|(?<=\w))"
    r"(?:any|beliebige|cualquier\w*|quaisquer|valfria)\s*\(?\s*"
    rf"(?P<count>{_NUMERAL})\b(?P<goes_on>\s*\)?\s*(?:{_CHOSEN}))?",
    re.IGNORECASE,
)
_SOME_OF = re.compile(
    rf"\b(?:answer|attempt|solve|do|choose|select|bearbeiten sie|wählen sie)\s+(?:only\s+|nur\s+)?"
    rf"(?P<count>{_NUMERAL})\s+(?:(?:full|other)\s+)?(?:questions?\s+|fragen\s+|aufgaben\s+)?"
    r"(?:of|out of|from|aus|von)\b",
    re.IGNORECASE,
)
_OUT_OF = re.compile(
    rf"\b(?P<count>{_NUMERAL})\s+(?:questions?\s+)?(?:out\s+of|aus)\s+(?:the\s+)?(?:{_NUMERAL})\b",
    re.IGNORECASE,
)
_ONE_EACH = re.compile(
    r"\bone\s+(?:full\s+|complete\s+)?question\s+from\s+(?:each|every)|"
    r"(?:choosing|selecting)\s+(?:at\s*least\s+)?one\s+(?:full\s+)?(?:question\s+)?from\s+(?:each|every)",
    re.IGNORECASE,
)
_COMPULSORY = re.compile(
    r"\bq(?:uestion)?s?\W*(?:no\W*)?(?P<number>\d{1,2}|[IVX]{1,4})\s+(?:is|will\s+be)\s*compulsory",
    re.IGNORECASE,
)


def or_lines(lines: Sequence[Line]) -> list[Place]:
    """Places where the line, or its end, says only "OR"."""
    found = []
    for index, line in enumerate(lines):
        if _OR.match(line.text):
            if not (line.text.islower() and _ends_a_sentence(lines, index)):
                found.append((index, 0))
        elif len(line.text) > 4 and (match := _OR_AT_END.search(line.text)):
            found.append((index, match.start()))
    return found


def _ends_a_sentence(lines: Sequence[Line], index: int) -> bool:
    """Whether the line is the last word of the sentence above it: English "of", say."""
    line, above = lines[index], lines[index - 1] if index else None
    centred = line.x0 - line.left > _CENTRED * (line.right - line.left)
    if above is None or above.page != line.page or centred:
        return False
    return not above.text.endswith((".", "?", "!", ")", "]"))


def choices_of(
    parts: Sequence[Part], lines: Sequence[Line]
) -> tuple[dict[Node, Choice], list[Choice]]:
    """The choice that each top alternative belongs to, and all choices in reading order."""
    found: dict[Node, Choice] = {}
    _alternatives(parts, lines, found)
    cover = _cover_text(parts, lines)
    _one_of_each(parts, cover, found)
    _any_in_stems(parts, lines, found)
    _any_in_sections(parts, cover, found)
    ordered: list[Choice] = []
    for part in parts:
        for node in part.walk():
            if node in found and found[node] not in ordered:
                ordered.append(found[node])
    return found, ordered


def _alternatives(parts: Sequence[Part], lines: Sequence[Line], found: dict[Node, Choice]) -> None:
    """Questions with OR between them answer each other's place."""
    nodes = sorted((n for part in parts for n in part.walk()), key=lambda n: n.place)
    places = sorted_places(node.place for node in nodes)
    runs: list[list[Node]] = []
    for place in or_lines(lines):
        following = end_after((place[0], place[1]), places, (len(lines), 0))
        after = next((node for node in nodes if node.place == following), None)
        before = _sibling_before(parts, after) if after else None
        if after is None or before is None or before.place > place:
            continue
        if runs and runs[-1][-1] is before:
            runs[-1].append(after)
        else:
            runs.append([before, after])
    for run in runs:
        group = "-or-".join(path_of(node) for node in run)
        choice = Choice(group=group, needed=1, offered=len(run), instruction="OR")
        found.update(dict.fromkeys(run, choice))


def _sibling_before(parts: Sequence[Part], node: Node) -> Node | None:
    if node.parent is not None:
        siblings = node.parent.parts
    else:
        siblings = next((part.nodes for part in parts if node in part.nodes), [])
    index = siblings.index(node) if node in siblings else 0
    return siblings[index - 1] if index else None


def path_of(node: Node) -> str:
    """The printed path, such as "3(b)(ii)"."""
    own = node.printed
    if node.parent is None:
        return own
    if "." in own and own.replace(".", "").isdigit():
        return own
    return f"{path_of(node.parent)}({own})"


def _cover_text(parts: Sequence[Part], lines: Sequence[Line]) -> str:
    first = min((node.line for part in parts for node in part.nodes), default=0)
    return " ".join(line.text for line in lines[:first])


def _one_of_each(parts: Sequence[Part], cover: str, found: dict[Node, Choice]) -> None:
    match = _ONE_EACH.search(cover)
    if not match:
        return
    units = [part for part in parts if part.label is not None and part.nodes]
    usual = min((len(part.nodes) for part in units), default=0)
    for part in units:
        free = [node for node in part.nodes if node not in found]
        # A unit twice as large as the others is two: the heading between them was not read.
        doubled = usual > 1 and len(free) == len(part.nodes) == 2 * usual
        for some in (free[:usual], free[usual:]) if doubled else (free,):
            _add_one_of(some, match[0], found)


def _add_one_of(nodes: Sequence[Node], instruction: str, found: dict[Node, Choice]) -> None:
    if len(nodes) > 1:
        group = "-or-".join(path_of(node) for node in nodes)
        choice = Choice(group=group, needed=1, offered=len(nodes), instruction=instruction)
        found.update(dict.fromkeys(nodes, choice))


def _any_in_stems(parts: Sequence[Part], lines: Sequence[Line], found: dict[Node, Choice]) -> None:
    passages = Passages(lines)
    for node in (n for part in parts for n in part.walk()):
        if node.parts:
            stem = passages.text((node.line, node.end), node.parts[0].place)
            _add_any(stem, path_of(node), node.parts, found)


def _any_in_sections(parts: Sequence[Part], cover: str, found: dict[Node, Choice]) -> None:
    filled = [part for part in parts if part.nodes]
    for part in filled:
        if part.label is not None:
            _add_any(part.text, part.label, part.nodes, found)
    if len(filled) == 1 and filled[0].label is None:
        nodes = filled[0].nodes
        forced = {match["number"] for match in _COMPULSORY.finditer(cover)}
        free = [node for node in nodes if node.printed not in forced]
        _add_any(cover, "paper", free, found)


def _add_any(text: str, name: str, nodes: Sequence[Node], found: dict[Node, Choice]) -> None:
    for needed, instruction in _rules(text):
        free = [node for node in nodes if node not in found]
        if 0 < needed < len(free):
            group = f"{name}-any-{needed}-of-{len(free)}"
            choice = Choice(group=group, needed=needed, offered=len(free), instruction=instruction)
            found.update(dict.fromkeys(free, choice))
            return


def _rules(text: str) -> Iterator[tuple[int, str]]:
    """How many are to be answered, and the words that say so."""
    for pattern in (_ANY, _OUT_OF, _SOME_OF):
        for match in pattern.finditer(text):
            if pattern is _ANY and not (match["command"] or match["goes_on"]):
                continue
            word = match["count"].lower()
            yield int(word) if word.isdigit() else _WORDS[word], match[0].strip()
