"""The most consistent outline among all that the candidates allow, found by a beam search.

A state is the stack of lists that are open (the question list, its part list, …), each with the
last label taken. Every candidate may be left out, continue an open list (closing those below it)
or open a new list. What a step earns or costs is said in `scores`; the best sum over the whole
paper wins, so a label that looks right by itself is dropped when the sequence speaks against it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from exams.outline import scores
from exams.outline.candidates import Candidate, Heading
from exams.outline.labels import Reading
from exams.outline.levels import Level, Step

_BEAM = 14


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
            states = _best(_enter_section(state, candidate) for state in states)
            continue
        chain = _next_in_chain(candidates, index)
        new: list[_State] = []
        for state in states:
            new.extend(_moves(state, index, candidate, chain=chain))
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


def _best(states: Iterable[_State]) -> list[_State]:
    """The best state for each stack, and of these the best few."""
    found: dict[object, _State] = {}
    for state in states:
        key = (tuple(level.key for level in state.levels), state.repeated, bool(state.memory))
        held = found.get(key)
        if held is None or held.score < state.score:
            found[key] = state
    return sorted(found.values(), key=lambda state: -state.score)[:_BEAM]


def _moves(state: _State, index: int, candidate: Candidate, *, chain: bool) -> list[_State]:
    taken_before = state.trail is not None and state.trail[1].candidate == index - 1
    moves = []
    if not (candidate.chained and taken_before):
        after_repeat = candidate.chained and state.repeated >= 0
        if not after_repeat:
            moves.append(
                replace(state, score=state.score - scores.skipping(candidate), repeated=-1)
            )
    elif not state.repeated >= 0:
        moves.append(replace(state, score=state.score - scores.skipping(candidate), repeated=-1))
    moves.extend(_guesses(state, index, candidate))
    for reading in candidate.label.readings:
        moves.extend(_extensions(state, index, candidate, reading, chained_to_taken=taken_before))
        moves.extend(_openings(state, index, candidate, reading, chained_to_taken=taken_before))
        if chain:
            moves.extend(_repeats(state, candidate, reading))
    return moves


def _extensions(
    state: _State, index: int, candidate: Candidate, reading: Reading, *, chained_to_taken: bool
) -> list[_State]:
    if candidate.chained and chained_to_taken:
        return []
    found = []
    for depth, level in enumerate(state.levels):
        if state.repeated >= 0 and depth != state.repeated + 1:
            continue
        gain = scores.extending(level, candidate, reading)
        if gain is None:
            continue
        closed = scores.closing(state.levels[depth + 1 :])
        levels = (*state.levels[:depth], level.extended(candidate, reading))
        found.append(_taken(state, levels, gain + closed, Step(index, reading, depth, opens=False)))
    if not state.levels and state.memory:
        gain = scores.extending(state.memory[0], candidate, reading)
        if gain is not None:
            levels = (state.memory[0].extended(candidate, reading),)
            found.append(_taken(state, levels, gain, Step(index, reading, 0, opens=True)))
    return found


def _guesses(state: _State, index: int, candidate: Candidate) -> list[_State]:
    """The candidate as the next label of a list though it does not read so."""
    if state.repeated >= 0:
        return []
    found = []
    for depth, level in enumerate(state.levels):
        reading = Reading(level.kind, level.value + 1)
        if reading in candidate.label.readings:
            continue
        gain = scores.guessing(level, candidate)
        if gain is None:
            continue
        closed = scores.closing(state.levels[depth + 1 :])
        levels = (*state.levels[:depth], level.extended(candidate, reading))
        found.append(_taken(state, levels, gain + closed, Step(index, reading, depth, opens=False)))
    return found


def _openings(
    state: _State, index: int, candidate: Candidate, reading: Reading, *, chained_to_taken: bool
) -> list[_State]:
    if state.repeated >= 0:
        return []
    found = []
    deepest = len(state.levels)
    for depth in range(deepest if candidate.chained and chained_to_taken else 0, deepest + 1):
        gain = scores.opening(state.levels, depth, candidate, reading)
        if gain is None:
            continue
        closed = scores.closing(state.levels[max(depth, 1) :]) if depth < deepest else 0.0
        levels = (*state.levels[:depth], Level.opened(candidate, reading))
        found.append(_taken(state, levels, gain + closed, Step(index, reading, depth, opens=True)))
    return found


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
