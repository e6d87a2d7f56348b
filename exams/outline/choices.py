"""Choice rules: OR between two questions, "answer any five", one question from each unit."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from exams.outline.choice_words import COMPULSORY, ONE_EACH, OR, OR_AT_END, is_alternative, rules_in
from exams.outline.lines import Line
from exams.outline.model import Choice
from exams.outline.parts import Part
from exams.outline.passages import Passages, Place, end_after, sorted_places
from exams.outline.tree import Node

_CENTRED = 0.25  # of the column's width left of a word
_RULE = 60  # characters of a rule before the section's name
_LONGEST_SECTION = 40  # characters of a section's name in that of a group


def or_lines(lines: Sequence[Line]) -> list[Place]:
    """Places where the line, or its end, says only "OR"."""
    found = []
    for index, line in enumerate(lines):
        if OR.match(line.text):
            if not (line.text.islower() and _ends_a_sentence(lines, index)):
                found.append((index, 0))
        elif len(line.text) > 4 and (match := OR_AT_END.search(line.text)):
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
    return _named(parts, found)


def _named(
    parts: Sequence[Part], found: Mapping[Node, Choice]
) -> tuple[dict[Node, Choice], list[Choice]]:
    """The choices under names of their own: two sections may each offer "1 or 2"."""
    named: dict[int, Choice] = {}
    names: Counter[str] = Counter()
    by_node: dict[Node, Choice] = {}
    for part in parts:
        for node in part.walk():
            choice = found.get(node)
            if choice is not None and id(choice) not in named:
                name = _group_name(part.label, choice.group)
                names[name] += 1
                name += f" ({names[name]})" if names[name] > 1 else ""
                named[id(choice)] = choice.model_copy(update={"group": name})
            if choice is not None:
                by_node[node] = named[id(choice)]
    return by_node, list(named.values())


def _group_name(section: str | None, group: str) -> str:
    if section is None or group.startswith(section):
        return group
    return f"{section[:_LONGEST_SECTION]}: {group}"


def _alternatives(parts: Sequence[Part], lines: Sequence[Line], found: dict[Node, Choice]) -> None:
    """Questions with OR between them answer each other's place."""
    nodes = sorted((n for part in parts for n in part.walk()), key=lambda n: n.place)
    places = sorted_places(node.place for node in nodes)
    runs: list[list[Node]] = []
    said = or_lines(lines)
    said += [(node.line, 0) for node in nodes if is_alternative(lines[node.line].text)]
    for place in sorted(set(said)):
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
    match = ONE_EACH.search(cover)
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
            _add_any(_told_of(part.label, cover), part.label, part.nodes, found)
    if len(filled) == 1 and filled[0].label is None:
        nodes = filled[0].nodes
        forced = {match["number"] for match in COMPULSORY.finditer(cover)}
        free = [node for node in nodes if node.printed not in forced]
        _add_any(cover, "paper", free, found)


def _told_of(label: str, cover: str) -> str:
    """What the cover says of a section by name: "any four questions from Part B"."""
    name = r"\W{0,5}".join(re.findall(r"\w+", label))
    told = re.search(
        rf"([^.;]{{0,{_RULE}}})\b(?:from|of|in|aus|von)\W+{name}\b", cover, re.IGNORECASE
    )
    return told[1] if told else ""


def _add_any(text: str, name: str, nodes: Sequence[Node], found: dict[Node, Choice]) -> None:
    for needed, instruction in rules_in(text):
        free = [node for node in nodes if node not in found]
        if 0 < needed < len(free):
            group = f"{name}-any-{needed}-of-{len(free)}"
            choice = Choice(group=group, needed=needed, offered=len(free), instruction=instruction)
            found.update(dict.fromkeys(free, choice))
            return
