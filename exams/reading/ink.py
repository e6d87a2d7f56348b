"""Words that nobody can see: a word counts only where drawing it leaves ink on the page.

The page is drawn with and without its text; what differs is the ink of letters. White, covered,
clipped, invisible and off-page words, and those of hidden layers, leave none.
"""

import itertools
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium

from exams.reading.addresses import ADDRESS, NUMBER, by_address
from exams.reading.objects import Drawn
from exams.reading.picture import Grey, Part, draw_dots, grey_of
from exams.reading.words import Run

type Ink = npt.NDArray[np.bool_]
type Boxes = npt.NDArray[np.float32]

_PAPER = 255
_CONTRAST = 40  # of 255: what is fainter is as good as white on white
_SMALLEST = 4.0  # points
# A seen word has ink in this share of its columns and no bare stretch longer than so many letters.
_COVER, _BARE = 0.3, 1.3
_MARGIN = 3  # pixels around a word in which its background shows
# Words that lie on each other by this share are tested one by one, up to so many text objects.
_OVERLAP, _LONG, _MOST_TESTS = 0.15, 3, 24
# Objects whose bounds PDFium knows; a shading may fill all of the page.
_BOUNDED = {pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE}
_MOST_PAIRS, _GRAZE = 2_000_000, 1.0  # points by which ink may reach over its bounds
_set_active = by_address(pdfium.FPDFPageObj_SetIsActive, NUMBER, ADDRESS, NUMBER)
_BLOCK = 256  # words compared at once with all others of a page


def boxes_beside(page: Any, runs: Sequence[Run], drawn: Sequence[Drawn]) -> Boxes | None:
    """Where a page handle may have ink that is not of `runs`; None for anywhere.

    `drawn` are all of its objects; text that is not among the words counts as well.
    """
    if pdfium.FPDFPage_GetAnnotCount(page) > 0:
        return None
    known = {part.address for run in runs for part in run.parts}
    others = [one for one in drawn if one.address not in known]
    if any(one.kind not in _BOUNDED for one in others) or len(others) * len(runs) > _MOST_PAIRS:
        return None
    return np.array([one.box() for one in others], dtype=np.float32).reshape(-1, 4)


class _Spot(NamedTuple):
    """A word and its rows and columns in a picture."""

    run: Run
    place: tuple[slice, slice]


def seen_runs(
    page: Any, runs: Sequence[Run], shown: Grey, scale: float, others: Boxes | None = None
) -> list[Run]:
    """Those of `runs` that can be seen on `page` (a pypdfium2 page).

    `shown` is the page drawn at `scale` pixels per point, `others` see `boxes_beside`. Leaves out
    what it cannot test.
    """
    spots = _spots(runs, shown, scale)
    if not spots:
        return []
    mixed = spots if others is None else _lying_on(spots, others)
    bare = _bare(page, runs, mixed, shown, scale)
    ink = _differ(shown, bare)
    alone = {id(spot) for spot in spots} - {id(spot) for spot in mixed}
    seen = [
        spot
        for spot in spots
        if spot.run.look.size >= _SMALLEST
        and (
            _has_ink(spot, ink, scale)
            if id(spot) in alone
            else _stands_out(spot, shown, bare, scale)
        )
    ]
    doubtful = [seen[index] for index in _overlapping(seen)]
    hidden = _hidden_among(doubtful, page, shown, scale)
    return [spot.run for spot in seen if id(spot) not in hidden]


def _spots(runs: Sequence[Run], shown: Grey, scale: float) -> list[_Spot]:
    """The words with their places in the picture, without those that reach over its edge."""
    height, width = shown.shape
    boxes = scale * np.array([run.box for run in runs]).reshape(-1, 4)
    inside = (boxes[:, :2] >= -1).all(axis=1)
    inside &= (boxes[:, 2:] <= (width + 1, height + 1)).all(axis=1)
    starts = np.maximum(boxes[inside, :2], 0).astype(int).tolist()
    stops = (np.ceil(boxes[inside, 2:]).astype(int) + 1).tolist()
    placed = zip(itertools.compress(runs, inside), starts, stops, strict=True)
    return [
        _Spot(run, (slice(top, bottom), slice(x0, x1))) for run, (x0, top), (x1, bottom) in placed
    ]


def _bare(
    page: Any, runs: Sequence[Run], mixed: Sequence[_Spot], shown: Grey, scale: float
) -> Grey:
    """The page without its words: drawn around those that are `mixed` with others, else white."""
    white = np.full_like(shown, _PAPER)
    return _without(page, runs, scale, white, _part_of(mixed, shown)) if mixed else white


def _lying_on(spots: Sequence[_Spot], others: Boxes) -> list[_Spot]:
    """The words in whose place there may be other ink, and those of unknown objects."""
    met = _meet(_boxes_of(spots), others, _GRAZE).any(axis=1)
    unknown = [any(not part.address for part in spot.run.parts) for spot in spots]
    return [spot for spot, m, alone in zip(spots, met, unknown, strict=True) if m or alone]


def _boxes_of(spots: Sequence[_Spot]) -> Boxes:
    return np.array([spot.run.box for spot in spots], dtype=np.float32).reshape(-1, 4)


def _meet(some: Boxes, others: Boxes, graze: float = 0.0) -> Ink:
    """Which of `some` (rows) lie on which of `others` (columns), or nearer than `graze` points."""
    x0, top, x1, bottom = some.T
    left, upper, right, lower = others.T
    across = (np.subtract.outer(x1, left) > -graze) & (np.subtract.outer(x0, right) < graze)
    down = (np.subtract.outer(bottom, upper) > -graze) & (np.subtract.outer(top, lower) < graze)
    met: Ink = across & down
    return met


def _part_of(spots: Sequence[_Spot], shown: Grey) -> Part:
    """The part of a picture in which words lie."""
    height, width = shown.shape
    return (
        min(spot.place[1].start for spot in spots),
        min(spot.place[0].start for spot in spots),
        min(width, max(spot.place[1].stop for spot in spots)),
        min(height, max(spot.place[0].stop for spot in spots)),
    )


def _without(page: Any, runs: Sequence[Run], scale: float, shown: Grey, of: Part) -> Grey:
    """The picture `shown` with its part `of` drawn without the text objects of `runs`.

    Letters without a text object stay, untested.
    """
    parts = {part.address for run in runs for part in run.parts if part.address}
    for part in parts:
        _set_active(part, 0)
    try:
        # Drawn just as `shown` was: PDFium smooths edges otherwise in grey than in colour.
        bare = shown.copy()
        bare[of[1] : of[3], of[0] : of[2]] = grey_of(draw_dots(page, scale, of))
        return bare
    finally:
        for part in parts:
            _set_active(part, 1)


def _differ(one: Grey, other: Grey) -> Ink:
    changed: Ink = np.maximum(one, other) - np.minimum(one, other) > _CONTRAST
    return changed


def _has_ink(spot: _Spot, ink: Ink, scale: float) -> bool:
    return _runs_through(ink[spot.place], spot.run.look.size * scale)


def _runs_through(part: Ink, size: float) -> bool:
    """Whether ink runs through a word's place, letters `size` pixels high, without a long gap."""
    along = part.any(axis=0 if part.shape[1] >= part.shape[0] else 1).tobytes()
    if not along or along.count(1) < _COVER * len(along):
        return False
    return bytes(max(3, int(_BARE * size))) not in along


def _overlapping(spots: Sequence[_Spot]) -> Iterator[int]:
    """The indices of words that lie on another, where either is more than a sign."""
    boxes = _boxes_of(spots)
    long = np.array([len(spot.run.word.text) >= _LONG for spot in spots], dtype=np.bool_)
    for start in range(0, len(spots), _BLOCK):
        met = _meet(boxes[start : start + _BLOCK], boxes)
        met[np.arange(len(met)), np.arange(start, start + len(met))] = False
        (near,) = np.nonzero(met.any(axis=1))
        near += start
        shared = _shared(boxes[near], boxes)
        shared[np.arange(len(near)), near] = 0
        lying = (shared > _OVERLAP) & np.logical_or.outer(long[near], long)
        yield from near[lying.any(axis=1)].tolist()


def _shared(some: Boxes, others: Boxes) -> Boxes:
    """The area that each of `some` has in common with each of `others`, by the smaller of both."""
    x0, top, x1, bottom = some.T
    left, upper, right, lower = others.T
    across = np.minimum.outer(x1, right) - np.maximum.outer(x0, left)
    down = np.minimum.outer(bottom, lower) - np.maximum.outer(top, upper)
    areas = np.minimum.outer((x1 - x0) * (bottom - top), (right - left) * (lower - upper))
    shared: Boxes = np.clip(across, 0, None) * np.clip(down, 0, None) / np.maximum(areas, 0.1)
    return shared


def _hidden_among(doubtful: list[_Spot], page: Any, shown: Grey, scale: float) -> set[int]:
    """Which of the words (by id) leave no ink of their own: those of the same objects at once."""
    hidden: set[int] = set()
    together: dict[frozenset[int], list[_Spot]] = {}
    for spot in doubtful:
        together.setdefault(frozenset(part.address for part in spot.run.parts), []).append(spot)
    for tested, own in enumerate(together.values()):
        bare = shown
        if tested < _MOST_TESTS:
            runs = [spot.run for spot in own]
            bare = _without(page, runs, scale, shown, _part_of(own, shown))
        hidden |= {id(spot) for spot in own if not _stands_out(spot, shown, bare, scale)}
    return hidden


def _stands_out(spot: _Spot, shown: Grey, bare: Grey, scale: float) -> bool:
    """Whether a word sets ink against its background, and does not only blot out another's."""
    with_it, without_it = shown[spot.place], bare[spot.place]
    around = shown[_widened(spot.place)]  # a bold letter alone fills most of its own place
    middle = [(around.size - 1) // 2, around.size // 2]
    ground = np.partition(around, middle, axis=None)[middle].sum(dtype=np.int16)  # twice as light
    outwards = _far(with_it, ground) > _far(without_it, ground)
    return _runs_through(outwards & _differ(with_it, without_it), spot.run.look.size * scale)


def _widened(place: tuple[slice, slice]) -> tuple[slice, slice]:
    """The place with a margin, within the picture at its top and left."""
    rows, columns = place
    return (
        slice(max(rows.start - _MARGIN, 0), rows.stop + _MARGIN),
        slice(max(columns.start - _MARGIN, 0), columns.stop + _MARGIN),
    )


def _far(part: Grey, ground: np.int16) -> npt.NDArray[np.int16]:
    """Twice the difference to half of `ground`."""
    return np.abs(np.multiply(part, 2, dtype=np.int16) - ground)
