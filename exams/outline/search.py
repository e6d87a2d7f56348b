"""The most consistent outline among all that the candidates allow, found by a beam search.

A state is the stack of lists that are open (the question list, its part list, …), each with the
last label taken. Every candidate may be left out, continue an open list (closing those below it)
or open a new list. What a step earns or costs is said in `scores`; the best sum over the whole
paper wins, so a label that looks right by itself is dropped when the sequence speaks against it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from exams.outline import scores
from exams.outline.candidates import Candidate, Heading
from exams.outline.labels import Reading
from exams.outline.levels import Level, Step

_BEAM = 10
_HOPELESS = 8.0  # behind the best state


@dataclass(frozen=True, slots=True)
class _State:
    levels: tuple[Level, ...]
    score: float
    memory: tuple[Level, ...]  # the root list before the last section heading
    trail: tuple[_State, Step] | None
    repeated: int = -1  # depth at which the label before was printed again: "1(b)" after "1(a)"


def best_outline(candidates: Sequence[Candidate | Heading]) -> list[Step]:
    """The labels taken, in reading order; those left out are missing."""
    states = [_State((), 0.0, (), None)]
    for index, candidate in enumerate(candidates):
        if isinstance(candidate, Heading):
            states = _best([_enter_section(state, candidate) for state in states])
            continue
        at = _At(index, candidate, followed=_next_in_chain(candidates, index))
        new: list[_State] = []
        for state in states:
            _add_moves(new, state, at)
        states = _best(new)
    return _steps(max(states, key=_final_score))


def _final_score(state: _State) -> float:
    return state.score + scores.closing(state.levels[1:])


def _next_in_chain(candidates: Sequence[Candidate | Heading], index: int) -> bool:
    after = candidates[index + 1] if index + 1 < len(candidates) else None
    return isinstance(after, Candidate) and after.chained


def _enter_section(state: _State, heading: Heading) -> _State:
    memory = () if heading.new_paper else state.levels[:1] or state.memory
    score = state.score + scores.closing(state.levels[1:])
    return replace(state, levels=(), memory=memory, score=score, repeated=-1)


def _best(states: Sequence[_State]) -> list[_State]:
    """The best state for each stack, and of these the best few."""
    least = max(state.score for state in states) - _HOPELESS
    found: dict[object, _State] = {}
    for state in states:
        if state.score < least:
            continue
        key = (tuple([level.key for level in state.levels]), state.repeated, bool(state.memory))
        held = found.get(key)
        if held is None or held.score < state.score:
            found[key] = state
    return sorted(found.values(), key=_negative_score)[:_BEAM]


def _negative_score(state: _State) -> float:
    return -state.score


class _At:
    """The candidate that is to be placed: what is the same for all states is made once."""

    def __init__(self, index: int, candidate: Candidate, *, followed: bool) -> None:
        self.index, self.candidate, self.followed = index, candidate, followed
        self.skipping = scores.skipping(candidate)
        self._levels: dict[tuple[str, int], Level] = {}

    def level(self, reading: Reading) -> Level:
        """A list that begins with the candidate in this meaning."""
        key = (reading.kind, reading.value)
        level = self._levels.get(key)
        if level is None:
            level = self._levels[key] = Level.opened(self.candidate, reading)
        return level


def _add_moves(moves: list[_State], state: _State, at: _At) -> None:
    candidate = at.candidate
    taken_before = state.trail is not None and state.trail[1].candidate == at.index - 1
    after_repeat = candidate.chained and state.repeated >= 0
    if not after_repeat:
        moves.append(_State(state.levels, state.score - at.skipping, state.memory, state.trail))
    if state.repeated < 0:
        _add_guesses(moves, state, at)
    chained_to_taken = candidate.chained and taken_before
    for reading in candidate.label.readings:
        if not chained_to_taken:
            _add_extensions(moves, state, at, reading)
        if state.repeated < 0:
            _add_openings(moves, state, at, reading, chained_to_taken=chained_to_taken)
        if at.followed:
            moves.extend(_repeats(state, candidate, reading))


def _add_extensions(moves: list[_State], state: _State, at: _At, reading: Reading) -> None:
    for depth, level in enumerate(state.levels):
        if state.repeated >= 0 and depth != state.repeated + 1:
            continue
        gain = scores.extending(level, at.candidate, reading)
        if gain is not None:
            moves.append(_extended(state, at, reading, depth, gain))
    if not state.levels and state.memory:
        gain = scores.extending(state.memory[0], at.candidate, reading)
        if gain is not None:
            levels = (at.level(reading).extended,)
            moves.append(_taken(state, levels, gain, Step(at.index, reading, 0, opens=True)))


def _add_guesses(moves: list[_State], state: _State, at: _At) -> None:
    """The candidate as the next label of a list though it does not read so."""
    for depth, level in enumerate(state.levels):
        gain = scores.guessing(level, at.candidate)
        if gain is None:
            continue
        reading = Reading(level.kind, level.value + 1)
        if reading not in at.candidate.label.readings:
            moves.append(_extended(state, at, reading, depth, gain))


def _extended(state: _State, at: _At, reading: Reading, depth: int, gain: float) -> _State:
    closed = scores.closing(state.levels[depth + 1 :])
    levels = (*state.levels[:depth], at.level(reading).extended)
    return _taken(state, levels, gain + closed, Step(at.index, reading, depth, opens=False))


def _add_openings(
    moves: list[_State], state: _State, at: _At, reading: Reading, *, chained_to_taken: bool
) -> None:
    deepest = len(state.levels)
    for depth in range(deepest if chained_to_taken else 0, deepest + 1):
        gain = scores.opening(state.levels, depth, at.candidate, reading)
        if gain is None:
            continue
        closed = scores.closing(state.levels[max(depth, 1) :]) if depth < deepest else 0.0
        levels = (*state.levels[:depth], at.level(reading))
        step = Step(at.index, reading, depth, opens=True)
        moves.append(_taken(state, levels, gain + closed, step))


def _repeats(state: _State, candidate: Candidate, reading: Reading) -> list[_State]:
    """The path printed in full at every part: "1(a)", then "1(b)"."""
    return [
        replace(state, repeated=depth, score=state.score + scores.REPEATED)
        for depth, level in enumerate(state.levels[:-1])
        if (level.kind, level.value) == (reading.kind, reading.value)
        and scores.same_style(level, candidate)
    ]


def _taken(state: _State, levels: tuple[Level, ...], gain: float, step: Step) -> _State:
    return _State(levels, state.score + gain, state.memory, (state, step))


def _steps(state: _State) -> list[Step]:
    """The steps that led to the state; the trail is kept backwards."""
    steps = []
    trail = state.trail
    while trail is not None:
        before, step = trail
        steps.append(step)
        trail = before.trail
    return steps[::-1]
