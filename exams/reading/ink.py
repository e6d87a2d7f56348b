"""Words that nobody can see: a word counts only where drawing it leaves ink on the page.

The page is drawn with and without its text; what differs is the ink of letters. White, covered,
clipped, invisible and off-page words, and those of hidden layers, leave none.
"""

from collections.abc import Sequence
from math import ceil
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium

from exams.reading.objects import Drawn
from exams.reading.picture import Grey, Part, draw, grey_of
from exams.reading.words import Run

type Ink = npt.NDArray[np.bool_]
type Boxes = npt.NDArray[np.float32]

_CONTRAST = 40  # of 255: what is fainter is as good as white on white
_SMALLEST = 4.0  # points
# A seen word has ink in this share of its columns and no bare stretch longer than so many letters.
_COVER, _BARE = 0.3, 1.3
# Words that lie on each other by this share are tested one by one, up to so many text objects.
_OVERLAP, _LONG, _MOST_TESTS = 0.15, 3, 24
# Objects whose bounds PDFium knows; a shading may fill all of the page.
_BOUNDED = {pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE}
_MOST_PAIRS, _GRAZE = 2_000_000, 1.0  # points by which ink may reach over its bounds
_BLOCK = 256  # words compared at once with all others of a page


def boxes_beside(page: Any, runs: Sequence[Run], drawn: Sequence[Drawn]) -> Boxes | None:
    """Where a page handle may have ink that is not of `runs`; None for anywhere.

    `drawn` are all of its objects; text that is not among the words counts as well.
    """
    if pdfium.FPDFPage_GetAnnotCount(page) > 0:
        return None
    known = {part.address for run in runs for part in run.parts}
    others = [one for one in drawn if one.address() not in known]
    if any(one.kind not in _BOUNDED for one in others) or len(others) * len(runs) > _MOST_PAIRS:
        return None
    return np.array([one.box() for one in others], dtype=np.float32).reshape(-1, 4)


def seen_runs(
    page: Any, runs: Sequence[Run], shown: Grey, scale: float, others: Boxes | None = None
) -> list[Run]:
    """Those of `runs` that can be seen on `page` (a pypdfium2 page).

    `shown` is the page drawn at `scale` pixels per point, `others` see `boxes_beside`. Leaves out
    what it cannot test.
    """
    mixed = runs if others is None else _lying_on(runs, others)
    bare = _bare(page, runs, mixed, shown, scale)
    ink = _differ(shown, bare)
    seen = [run for run in runs if run.look.size >= _SMALLEST and _has_ink(run, ink, scale)]
    blots = {id(run) for run in mixed if not _stands_out(run, shown, bare, scale)}
    seen = [run for run in seen if id(run) not in blots]
    doubtful = _overlapping(seen)
    if not doubtful:
        return seen
    hidden = _hidden_among([seen[index] for index in sorted(doubtful)], page, shown, scale)
    return [run for run in seen if id(run) not in hidden]


def _bare(page: Any, runs: Sequence[Run], mixed: Sequence[Run], shown: Grey, scale: float) -> Grey:
    """The page without its words: drawn around those that are `mixed` with others, else white."""
    white = np.full_like(shown, 255)
    part = _part_of(mixed, shown, scale)
    return _without(page, runs, scale, white, part) if part else white


def _lying_on(runs: Sequence[Run], others: Boxes) -> list[Run]:
    """The words in whose place there may be other ink, and those of unknown objects."""
    x0, top, x1, bottom = np.array([run.box for run in runs], dtype=np.float32).T
    left, upper, right, lower = others.T
    across = np.minimum.outer(x1, right) - np.maximum.outer(x0, left)
    down = np.minimum.outer(bottom, lower) - np.maximum.outer(top, upper)
    meets = ((across > -_GRAZE) & (down > -_GRAZE)).any(axis=1)
    unknown = [any(not part.address for part in run.parts) for run in runs]
    return [run for run, met, alone in zip(runs, meets, unknown, strict=True) if met or alone]


def _part_of(runs: Sequence[Run], shown: Grey, scale: float) -> Part | None:
    """The part of a picture in which `runs` lie; None where they reach over its edge."""
    places = [_place(run, shown.shape, scale) for run in runs]
    height, width = shown.shape
    known = [place for place in places if place is not None]
    if not known:
        return None
    return (
        min(across.start for _, across in known),
        min(down.start for down, _ in known),
        min(width, max(across.stop for _, across in known)),
        min(height, max(down.stop for down, _ in known)),
    )


def _without(page: Any, runs: Sequence[Run], scale: float, shown: Grey, of: Part) -> Grey:
    """The picture `shown` with its part `of` drawn without the text objects of `runs`.

    Letters without a text object stay, untested.
    """
    parts = {part.address: part.handle for run in runs for part in run.parts if part.address}
    for handle in parts.values():
        pdfium.FPDFPageObj_SetIsActive(handle, 0)
    try:
        # Drawn just as `shown` was: PDFium smooths edges otherwise in grey than in colour.
        bare = shown.copy()
        bare[of[1] : of[3], of[0] : of[2]] = grey_of(draw(page, scale, of))
        return bare
    finally:
        for handle in parts.values():
            pdfium.FPDFPageObj_SetIsActive(handle, 1)


def _differ(one: Grey, other: Grey) -> Ink:
    changed: Ink = np.maximum(one, other) - np.minimum(one, other) > _CONTRAST
    return changed


def _place(run: Run, shape: tuple[int, ...], scale: float) -> tuple[slice, slice] | None:
    """Rows and columns of a run in a picture; None where it reaches over the edge."""
    x0, top, x1, bottom = (side * scale for side in run.box)
    height, width = shape
    if x0 < -1 or top < -1 or x1 > width + 1 or bottom > height + 1:
        return None
    return slice(max(0, int(top)), ceil(bottom) + 1), slice(max(0, int(x0)), ceil(x1) + 1)


def _has_ink(run: Run, ink: Ink, scale: float) -> bool:
    place = _place(run, ink.shape, scale)
    return place is not None and _runs_through(ink[place], run.look.size * scale)


def _runs_through(part: Ink, size: float) -> bool:
    """Whether ink runs through a word's place, letters `size` pixels high, without a long gap."""
    along = part.any(axis=0 if part.shape[1] >= part.shape[0] else 1).tobytes()
    if along.count(1) < _COVER * len(along):
        return False
    return bytes(max(3, int(_BARE * size))) not in along


def _overlapping(runs: Sequence[Run]) -> set[int]:
    """The places in `runs` of words that lie on another, where either is more than a sign."""
    if len(runs) <= 1:
        return set()
    boxes = np.array([run.box for run in runs], dtype=np.float32)
    long = np.array([len(run.word.text) >= _LONG for run in runs])
    found: set[int] = set()
    for start in range(0, len(runs), _BLOCK):
        part = slice(start, start + _BLOCK)
        shared = _shared(boxes[part], boxes)
        shared[np.arange(len(shared)), np.arange(start, start + len(shared))] = 0
        lying = (shared > _OVERLAP) & np.logical_or.outer(long[part], long)
        found |= {start + int(index) for index in np.flatnonzero(lying.any(axis=1))}
    return found


def _shared(some: Boxes, others: Boxes) -> Boxes:
    """The area that each of `some` has in common with each of `others`, by the smaller of both."""
    x0, top, x1, bottom = some.T
    left, upper, right, lower = others.T
    across = np.minimum.outer(x1, right) - np.maximum.outer(x0, left)
    down = np.minimum.outer(bottom, lower) - np.maximum.outer(top, upper)
    areas = np.minimum.outer((x1 - x0) * (bottom - top), (right - left) * (lower - upper))
    shared: Boxes = np.clip(across, 0, None) * np.clip(down, 0, None) / np.maximum(areas, 0.1)
    return shared


def _hidden_among(doubtful: list[Run], page: Any, shown: Grey, scale: float) -> set[int]:
    """Which of the runs (by id) leave no ink of their own: those of the same objects at once."""
    hidden: set[int] = set()
    together: dict[frozenset[int], list[Run]] = {}
    for run in doubtful:
        together.setdefault(frozenset(part.address for part in run.parts), []).append(run)
    for tested, own in enumerate(together.values()):
        part = _part_of(own, shown, scale) if tested < _MOST_TESTS else None
        bare = _without(page, own, scale, shown, part) if part else shown
        hidden |= {id(run) for run in own if not _stands_out(run, shown, bare, scale)}
    return hidden


def _stands_out(run: Run, shown: Grey, bare: Grey, scale: float) -> bool:
    """Whether a word sets ink against its background, and does not only blot out another's."""
    place = _place(run, shown.shape, scale)
    if place is None:
        return False
    with_it, without_it = shown[place].astype(np.int16), bare[place].astype(np.int16)
    ground = np.median(with_it)
    outwards = np.abs(with_it - ground) - np.abs(without_it - ground) > 0
    return _runs_through(outwards & _differ(shown[place], bare[place]), run.look.size * scale)
