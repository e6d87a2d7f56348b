"""Which lists of labels are questions, and which are options, data, instructions or code.

Decided per list and with the whole tree in sight: lists of one style under many questions are
judged together, so that four options under each of ten questions are recognised as such.
"""

import itertools
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import median

from exams.outline.labels import Kind
from exams.outline.lines import Line
from exams.outline.mark_forms import Mark
from exams.outline.passages import Passages, Place, end_after, sorted_places
from exams.outline.tree import LabelList, Node, Role, Tree
from exams.outline.wording import (
    announces_given,
    announces_options,
    begins_answer,
    heads_instructions,
    is_code,
    is_instruction,
    is_task,
    refers_to_options,
)

_TICK_BOX = re.compile(r"^\s*[□☐◯○❏❑▢⬜◻]")
_TRUE_OR_FALSE = re.compile(
    r"^\W*(?:true|false|yes|no|wahr|falsch|richtig|ja|nein|vrai|faux|oui|non|verdadero|falso|sí|"
    r"vero|sann?t|falskt|nej|waar|onwaar|nee|verdadeiro|sim|não)\W*$",
    re.IGNORECASE,
)
_MARKS_BEHIND = re.compile(r"\s*[\[(][^\[\]()]{1,20}[\])]\W*$")
_UNFINISHED = ("_", "…", "...", ":", " is", " are", " as", " by", " to", " of", " the", " a")
_OPTIONS_FROM = 2.0
_GIVEN_FROM = 2.0
_ONE_OF_MANY = 1.2  # less is asked of a list where most lists like it are options
_INSTRUCTIONS_FROM = 1.5
_STATEMENT = re.compile(r"[;{}]\s*$")
_CODE = 0.6  # share of lines that end as those of a program do
_A_FEW_WORDS = 12  # characters
_TITLE, _MORE = 12, 1.5  # letters of a title; times the text of a title
_MOST_OPTIONS, _FEWEST_OPTIONS = 8, 2


def _mean(values: Iterable[float]) -> float:
    """The mean, 0 of nothing: for shares of true values and for evidence."""
    found = list(values)
    return sum(found) / len(found) if found else 0.0


class _Texts:
    """The texts of labels up to the next label, and whether marks stand in them."""

    def __init__(self, tree: Tree, lines: Sequence[Line], marks: Sequence[Mark]) -> None:
        self.lines = lines
        self.passages = Passages(lines)
        heads = [(heading.line, 0) for heading in tree.headings]
        self.places = sorted_places([node.place for node in tree.nodes] + heads)
        self.end: Place = (len(lines), 0)
        self.marks = sorted((mark.line, mark.start) for mark in marks)

    def span(self, node: Node) -> tuple[Place, Place]:
        return (node.line, node.end), end_after(node.place, self.places, self.end)

    def of(self, node: Node) -> str:
        return self.passages.text(*self.span(node))

    def body(self, node: Node) -> list[tuple[int, str]]:
        return self.passages.pieces(*self.span(node))

    def follows_answer(self, node: Node) -> bool:
        """Whether a line between the node and the label before it heads a printed solution."""
        at = bisect_left(self.places, node.place)
        above = self.places[at - 1][0] if at else node.line
        between = self.lines[above + 1 : node.line]
        return any(begins_answer(line.text, mono=line.mono) for line in between)

    def marked(self, node: Node) -> bool:
        start, end = self.span(node)
        return any(start <= place < end for place in self.marks)


def assign_roles(tree: Tree, lines: Sequence[Line], marks: Sequence[Mark]) -> None:
    """Give every list of the tree its role."""
    texts = _Texts(tree, lines, marks)
    for group in tree.lists:
        if _is_code(group, lines):
            group.role = Role.GIVEN
            _hand_up(group, tree)
    _find_instructions(tree, texts)
    _find_options(tree, texts)
    for group in tree.lists:
        if group.role is not Role.QUESTIONS:
            continue
        if _is_answer(group, tree, texts) or (group.parent is not None and _is_given(group, texts)):
            group.role = Role.GIVEN


def _is_code(group: LabelList, lines: Sequence[Line]) -> bool:
    """Line numbers of listings, and rows of figures."""
    nodes = group.nodes
    bare = _mean(node.label.bare for node in nodes) > 0.5
    code = _mean(_is_code_line(node, lines) for node in nodes)
    if bare and group.kind is Kind.DIGIT and code > 0.3:
        return True
    ends = _mean(bool(_STATEMENT.search(lines[node.line].text)) for node in nodes)
    if group.kind is Kind.DIGIT and ends > _CODE:
        return True
    if any(node.lists for node in nodes):
        return False
    weak = _mean(node.candidate.evidence for node in nodes)
    figures = _mean(_is_row_of_figures(node, lines) for node in nodes) > 0.5
    return (bare and figures) or weak < -0.8


def _is_code_line(node: Node, lines: Sequence[Line]) -> bool:
    line = lines[node.line]
    return line.mono or is_code(line.text[node.end :])


def _is_row_of_figures(node: Node, lines: Sequence[Line]) -> bool:
    rest = lines[node.line].text[node.end :].replace(" ", "")
    return bool(rest) and sum(c.isalpha() for c in rest) < 0.3 * len(rest)


def _hand_up(group: LabelList, tree: Tree) -> None:
    """Lists below lines of code belong to the question that shows the code."""
    parent = group.parent
    for node in group.nodes:
        for below in node.lists:
            below.parent = parent
            for child in below.nodes:
                child.parent = parent
            if parent is not None:
                parent.lists.append(below)
            else:
                tree.roots.append(below)
        node.lists = []
    tree.roots.sort(key=lambda root: root.nodes[0].place)


def _find_options(tree: Tree, texts: _Texts) -> None:
    """Options of multiple-choice questions; alike lists decide together."""
    alike: defaultdict[tuple[object, ...], list[LabelList]] = defaultdict(list)
    for group in tree.lists:
        if group.parent is not None and group.role is Role.QUESTIONS:
            above = (group.parent.reading.kind, group.parent.label.wrapper)
            alike[(group.kind, group.nodes[0].label.wrapper, *above)].append(group)
    for groups in alike.values():
        lengths = [len(group.nodes) for group in groups]
        usual = max(set(lengths), key=lengths.count)
        repeated = usual > 2 and lengths.count(usual) >= max(3, 0.7 * len(groups))
        scores = [_option_score(group, texts, repeated=repeated) for group in groups]
        together = repeated and median(scores) >= _OPTIONS_FROM
        for group, score in zip(groups, scores, strict=True):
            if score >= _OPTIONS_FROM - (_ONE_OF_MANY if together else 0.0):
                group.role = Role.OPTIONS


def _option_score(group: LabelList, texts: _Texts, *, repeated: bool) -> float:
    """How much speaks for options; only lists below a question can be some."""
    nodes, parent = group.nodes, group.parent
    fits = _FEWEST_OPTIONS <= len(nodes) <= _MOST_OPTIONS
    if parent is None or not fits or any(node.lists for node in nodes):
        return 0.0
    items = [texts.of(node) for node in nodes]
    if all(_TRUE_OR_FALSE.match(item) for item in items):
        return 2 * _OPTIONS_FROM
    boxes = _mean(bool(_TICK_BOX.match(item)) for item in items) > 0.5
    one_line = _mean(a.line == b.line for a, b in itertools.pairwise(nodes)) >= 0.5
    here = announces_options(texts.of(parent))
    above = parent.parent is not None and announces_options(texts.of(parent.parent))
    announced = here or above
    capitals = len(nodes) > _FEWEST_OPTIONS and group.kind is Kind.UPPER
    capitals = capitals and all(node.label.bare for node in nodes)
    if not (boxes or one_line or repeated or announced or capitals):
        return 0.0
    marked = [texts.marked(node) for node in nodes]
    score = 3.0 * boxes + 1.2 * one_line + 1.2 * repeated + 1.0 * announced + 1.2 * capitals
    score += 0.8 * (here and above)
    once = texts.marked(parent) != marked[-1] and not any(marked[:-1])
    score += 0.8 * ((announced or capitals) and once)
    tasks = 2.2 * _mean(is_task(item) for item in items)
    score -= tasks * (0.3 if boxes else 0.5 if announced else 1.0)
    return score + _likeness_to_options(group, parent, items, texts) - 4.0 * _mean(marked[:-1])


def _likeness_to_options(
    group: LabelList, parent: Node, items: Sequence[str], texts: _Texts
) -> float:
    """Short items below a question or an unfinished sentence, some of which refer to the others."""
    usual = median(len(item) for item in items)
    score = 0.6 if usual < 40 else 0.3 if usual < 80 else 0.0
    unmarked = _MARKS_BEHIND.sub("", texts.of(parent))
    asked = "?" in unmarked[-80:] or unmarked.rstrip(" .-").endswith(_UNFINISHED)
    score += 0.5 * asked + 1.5 * any(refers_to_options(item) for item in items)
    score += 0.3 if len(items) in {4, 5} else -0.5 if len(items) == _FEWEST_OPTIONS else -0.3
    alike = parent.label.wrapper == group.nodes[0].label.wrapper
    return score + (0.8 if alike and parent.reading.kind is group.kind else 0.0)


def _is_given(group: LabelList, texts: _Texts) -> bool:
    """Data, conditions and steps: nothing asked, no marks, and the question goes on below."""
    nodes, parent = group.nodes, group.parent
    if parent is None or any(node.lists for node in nodes):
        return False
    below = _goes_on_below(group, texts)
    items = [texts.of(node) for node in nodes]
    if below:
        items[-1] = texts.passages.text(texts.span(nodes[-1])[0], below)
    score = 1.0 * announces_given(texts.of(parent)[-100:])
    later = parent.lists[parent.lists.index(group) + 1 :]
    score += 1.0 if later else 0.0
    score += 0.6 if any(_looks_like(group, other) for other in later) else 0.0
    score += 1.6 if below else 0.0
    score += 0.6 - 1.8 * _mean(is_task(item) for item in items)
    score -= 3.0 * _mean(texts.marked(node) for node in nodes[:-1])
    return score >= _GIVEN_FROM


def _is_answer(group: LabelList, tree: Tree, texts: _Texts) -> bool:
    """Parts of a printed solution, or of an appendix of code under "Question 1"."""
    first, parent = group.nodes[0], group.parent
    if parent is not None:
        between = texts.lines[parent.line : first.line]
        return any(begins_answer(line.text, mono=line.mono) for line in between)
    if texts.follows_answer(first) and not any(texts.marked(node) for node in group.nodes):
        return True
    earlier = [o for o in tree.roots[: tree.roots.index(group)] if o.role is Role.QUESTIONS]
    if any(texts.marked(node) for node in group.nodes):
        return False
    if not any(
        other.section == group.section and other.nodes[0].reading == first.reading
        for other in earlier
    ):
        return False
    lines = [texts.lines[i] for node in group.nodes for i, _ in texts.body(node)]
    code = sum(line.mono or is_code(line.text) for line in lines)
    leaves = not any(node.lists for node in group.nodes)
    return leaves and len(lines) > 4 * len(group.nodes) and code > 0.7 * len(lines)


def _looks_like(group: LabelList, other: LabelList) -> bool:
    return (group.kind, group.nodes[0].label.wrapper) == (other.kind, other.nodes[0].label.wrapper)


def _goes_on_below(group: LabelList, texts: _Texts) -> Place | None:
    """Where text after the last item returns to the left of the items' labels."""
    last = group.nodes[-1]
    start, end = texts.span(last)
    first = texts.lines[last.line]
    label_x = last.candidate.x
    for index, piece in texts.passages.pieces(start, end):
        line = texts.lines[index]
        back = line.x0 - line.left < label_x - 0.8 * line.size
        if index > start[0] and line.page == first.page and back and len(piece) > _A_FEW_WORDS:
            return (index, 0)
    return None


def _find_instructions(tree: Tree, texts: _Texts) -> None:
    """Root lists that speak of the examination, or only repeat numbers of a table of marks."""
    roots = [group for group in tree.roots if group.role is Role.QUESTIONS]
    rest = list(roots)
    for group in roots:
        others = [other for other in rest if other is not group]
        if others and _instruction_score(group, others, texts) >= _INSTRUCTIONS_FROM:
            group.role = Role.INSTRUCTIONS
            rest.remove(group)


def _is_contents(group: LabelList, others: Sequence[LabelList], texts: _Texts) -> bool:
    """Whether the list only names questions that come later, with more to read."""
    later = {
        (node.printed, _title(texts.of(node))): node
        for other in others
        for node in other.nodes
        if node.line > group.nodes[-1].line
    }
    named = [(node, later.get((node.printed, _title(texts.of(node))))) for node in group.nodes]
    return len(named) > 1 and all(
        asked and (asked.lists or len(texts.of(asked)) > _MORE * len(texts.of(node)))
        for node, asked in named
    )


def _title(text: str) -> str:
    """The letters with which a question begins, as many as tell it from the others."""
    return "".join(c for c in text.lower() if c.isalpha())[:_TITLE]


def _instruction_score(group: LabelList, others: Sequence[LabelList], texts: _Texts) -> float:
    items = [texts.of(node) for node in group.nodes]
    marked = any(texts.marked(node) for node in group.nodes)
    leaves = not any(node.lists for node in group.nodes)
    if median(len(item.strip("()[] .:|-")) for item in items) < 4 and leaves:
        return 2.0  # a table of marks
    if leaves and _is_contents(group, others, texts):
        return 2.0
    alone = len(items) == 1 and leaves and not marked and not group.nodes[0].label.worded
    if alone and group.nodes[0].reading.value == 1:
        return 2.0
    first = group.nodes[0].line
    above = [texts.lines[i].text for i in range(max(first - 2, 0), first)]
    score = 1.2 * any(heads_instructions(text) for text in above)
    score += 2.0 * _mean(is_instruction(item) for item in items)
    score += 0.5 if group.section < 0 and others[0].nodes[0].place > group.nodes[0].place else -0.5
    score -= 1.5 * marked + 0.6 * (not leaves)
    return score - 1.5 * group.nodes[0].label.worded
