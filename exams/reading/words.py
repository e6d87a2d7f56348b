"""Characters to words."""

from collections.abc import Iterable
from dataclasses import dataclass

from exams.reading.glyphs import Glyph, Look
from exams.reading.page import Word
from exams.reading.spelling import ACCENTS, drop_unseen, set_accent

# A gap wider than this share of the font size parts words even where no space is printed.
_GAP = 0.6
# How far, in font sizes, a character may lie off its word's baseline: exponents stay.
_RISE = 0.75
# Share of the font size that letters reach above and below the baseline.
_ASCENT, _DESCENT = 0.8, 0.2


@dataclass(frozen=True, slots=True)
class Run:
    """A word with what is known of its printing.

    `look` is that of its largest letter, `parts` those of all its letters, and `box` (x0, top,
    x1, bottom) encloses its ink.
    """

    word: Word
    look: Look
    parts: tuple[Look, ...]
    box: tuple[float, float, float, float]


def group_words(glyphs: Iterable[Glyph | None]) -> list[Run]:
    """The words that `glyphs` make in their order, each with the look of its largest letter.

    None stands for a gap.
    """
    words: list[Run] = []
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and (glyph is None or _parts(run[-1], glyph)):
            _close(run, words)
            run = []
        if glyph is not None:
            run.append(glyph)
    _close(run, words)
    return words


def _parts(last: Glyph, glyph: Glyph) -> bool:
    if last.look.angle or glyph.look.angle:
        return last.look.angle != glyph.look.angle
    size = max(last.look.size, glyph.look.size)
    forward = glyph.x0 - last.x1
    return not -size < forward < _GAP * size or abs(glyph.baseline - last.baseline) > _RISE * size


def _close(run: list[Glyph], words: list[Run]) -> None:
    text = drop_unseen(_join(run))
    if text:
        words.append(_word(text, run))


def _join(run: list[Glyph]) -> str:
    text = "".join(glyph.text for glyph in run)
    if ACCENTS.isdisjoint(text):
        return text
    letters: list[str] = []
    for index, glyph in enumerate(run):
        if index and _overlap(run[index - 1], glyph):
            accented = set_accent(letters[-1], glyph.text) or set_accent(glyph.text, letters[-1])
            if accented:
                letters[-1] = accented
                continue
        letters.append(glyph.text)
    return "".join(letters)


def _overlap(one: Glyph, other: Glyph) -> bool:
    shared = min(one.x1, other.x1) - max(one.x0, other.x0)
    return shared > 0.5 * min(one.x1 - one.x0, other.x1 - other.x0)


def _word(text: str, run: list[Glyph]) -> Run:
    parts = {glyph.look.address: glyph.look for glyph in run}
    main = run[0] if len(parts) == 1 else max(run, key=lambda glyph: glyph.look.size)
    x0, x1 = min([glyph.x0 for glyph in run]), max([glyph.x1 for glyph in run])
    top, bottom = min([glyph.top for glyph in run]), max([glyph.bottom for glyph in run])
    box = (x0, top, x1, bottom)
    line_top = main.baseline - _ASCENT * main.look.size
    line_bottom = main.baseline + _DESCENT * main.look.size
    # Tall signs hang from their origin: there the ink, elsewhere the line says where a word is.
    if not main.look.angle and line_top <= (top + bottom) / 2 <= line_bottom:
        top, bottom = line_top, line_bottom
    look = main.look
    style = look.size, look.font, look.bold, look.italic, look.colour
    word = Word(text, x0, top, x1, bottom, *style)
    return Run(word, look, tuple(parts.values()), box)
