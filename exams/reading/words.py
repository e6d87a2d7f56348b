"""Characters to words."""

from collections.abc import Iterable

from exams.reading.glyphs import Glyph, Look
from exams.reading.page import Word
from exams.reading.spelling import drop_unseen, set_accent

# A gap wider than this share of the font size parts words even where no space is printed.
_GAP = 0.6
# How far, in font sizes, a character may lie off its word's baseline: exponents stay.
_RISE = 0.75
# Share of the font size that letters reach above and below the baseline.
_ASCENT, _DESCENT = 0.8, 0.2


def group_words(glyphs: Iterable[Glyph]) -> list[tuple[Word, Look]]:
    """The words that `glyphs` make in their order, each with the look of its largest letter."""
    words: list[tuple[Word, Look]] = []
    run: list[Glyph] = []
    for glyph in glyphs:
        if glyph.text == " " or (run and _parts(run[-1], glyph)):
            _close(run, words)
            run = []
        if glyph.text != " ":
            run.append(glyph)
    _close(run, words)
    return words


def _parts(last: Glyph, glyph: Glyph) -> bool:
    if last.look.angle or glyph.look.angle:
        return last.look.angle != glyph.look.angle
    size = max(last.look.size, glyph.look.size)
    forward = glyph.x0 - last.x1
    return not -size < forward < _GAP * size or abs(glyph.baseline - last.baseline) > _RISE * size


def _close(run: list[Glyph], words: list[tuple[Word, Look]]) -> None:
    text = drop_unseen(_join(run))
    if text:
        words.append(_word(text, run))


def _join(run: list[Glyph]) -> str:
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


def _word(text: str, run: list[Glyph]) -> tuple[Word, Look]:
    main = max(run, key=lambda glyph: glyph.look.size)
    top, bottom = min(glyph.top for glyph in run), max(glyph.bottom for glyph in run)
    line_top = main.baseline - _ASCENT * main.look.size
    line_bottom = main.baseline + _DESCENT * main.look.size
    # Tall signs hang from their origin: there the ink, elsewhere the line says where a word is.
    if not main.look.angle and line_top <= (main.top + main.bottom) / 2 <= line_bottom:
        top, bottom = line_top, line_bottom
    word = Word(
        text=text,
        x0=min(glyph.x0 for glyph in run),
        top=top,
        x1=max(glyph.x1 for glyph in run),
        bottom=bottom,
        size=main.look.size,
        font=main.look.font,
        bold=main.look.bold,
        italic=main.look.italic,
    )
    return word, main.look
