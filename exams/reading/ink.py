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

from exams.reading.picture import Grey, draw_grey
from exams.reading.words import Run

type Ink = npt.NDArray[np.bool_]

_CONTRAST = 40  # of 255: what is fainter is as good as white on white
_SMALLEST = 4.0  # points
# A seen word has ink in this share of its columns and no bare stretch longer than so many letters.
_COVER, _BARE = 0.3, 1.3
# Words that lie on each other by this share are tested one by one, up to so many text objects.
_OVERLAP, _LONG, _MOST_TESTS = 0.15, 3, 24


def seen_runs(page: Any, runs: Sequence[Run], shown: Grey, scale: float) -> list[Run]:
    """Those of `runs` that can be seen on `page` (a pypdfium2 page).

    `shown` is the page drawn at `scale` pixels per point. Leaves out what it cannot test.
    """
    ink = _ink_of(page, list(_handles(runs).values()), shown, scale)
    seen = [run for run in runs if run.look.size >= _SMALLEST and _has_ink(run, ink, scale)]
    doubtful = _overlapping(seen)
    if not doubtful:
        return seen
    hidden = _hidden_among([seen[index] for index in sorted(doubtful)], page, shown, scale)
    return [run for run in seen if id(run) not in hidden]


def _handles(runs: Sequence[Run]) -> dict[int, Any]:
    """The text objects of `runs` by their address; a letter without one cannot be tested."""
    return {part.address: part.handle for run in runs for part in run.parts if part.address}


def _ink_of(page: Any, handles: list[Any], shown: Grey, scale: float) -> Ink:
    """Where the page changes when the text objects `handles` are left out."""
    for handle in handles:
        pdfium.FPDFPageObj_SetIsActive(handle, 0)
    try:
        bare = draw_grey(page, scale)
    finally:
        for handle in handles:
            pdfium.FPDFPageObj_SetIsActive(handle, 1)
    if bare.shape != shown.shape:
        return np.zeros(shown.shape, dtype=np.bool_)
    changed: Ink = np.maximum(bare, shown) - np.minimum(bare, shown) > _CONTRAST
    return changed


def _has_ink(run: Run, ink: Ink, scale: float) -> bool:
    x0, top, x1, bottom = (side * scale for side in run.box)
    height, width = ink.shape
    if x0 < -1 or top < -1 or x1 > width + 1 or bottom > height + 1:
        return False
    left, upper = max(0, int(x0)), max(0, int(top))
    part = ink[upper : ceil(bottom) + 1, left : ceil(x1) + 1]
    along = part.any(axis=0 if part.shape[1] >= part.shape[0] else 1)
    inked = np.flatnonzero(along)
    if len(inked) < _COVER * len(along):
        return False
    bounds = np.concatenate(([-1], inked, [len(along)]))
    return bool(np.diff(bounds).max() <= max(3.0, _BARE * run.look.size * scale))


def _overlapping(runs: Sequence[Run]) -> set[int]:
    """The places in `runs` of words that lie on another word."""
    places = [i for i, run in enumerate(runs) if len(run.word.text) >= _LONG]
    if len(places) <= 1:
        return set()
    x0, top, x1, bottom = np.array([runs[i].box for i in places], dtype=np.float32).T
    across = np.minimum.outer(x1, x1) - np.maximum.outer(x0, x0)
    down = np.minimum.outer(bottom, bottom) - np.maximum.outer(top, top)
    area = np.maximum((x1 - x0) * (bottom - top), 0.1)
    shared = np.clip(across, 0, None) * np.clip(down, 0, None) / np.minimum.outer(area, area)
    np.fill_diagonal(shared, 0)
    return {places[int(index)] for index in np.flatnonzero((shared > _OVERLAP).any(axis=0))}


def _hidden_among(doubtful: list[Run], page: Any, shown: Grey, scale: float) -> set[int]:
    """Which of the runs (by id) leave no ink of their own: those of the same objects at once."""
    hidden: set[int] = set()
    together: dict[frozenset[int], list[Run]] = {}
    for run in doubtful:
        together.setdefault(frozenset(part.address for part in run.parts), []).append(run)
    for tested, own in enumerate(together.values()):
        if tested >= _MOST_TESTS:
            hidden |= {id(run) for run in own}
            continue
        ink = _ink_of(page, list(_handles(own).values()), shown, scale)
        hidden |= {id(run) for run in own if not _has_ink(run, ink, scale)}
    return hidden
