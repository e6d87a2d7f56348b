"""Characters as a reader sees them: ligatures spelt out, accents set on their letters."""

import unicodedata

# Codes at which TeX's text encodings keep their ligatures. Fonts without a table to Unicode let
# these control codes through, and no control code is text.
_TEX_LIGATURES = {
    0x0B: "ff", 0x0C: "fi", 0x0D: "fl", 0x0E: "ffi", 0x0F: "ffl",
    0x1B: "ff", 0x1C: "fi", 0x1D: "fl", 0x1E: "ffi", 0x1F: "ffl",
}  # fmt: skip
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
# What PDFium writes for a hyphen at the end of a line, and the soft hyphen that is seen there.
_LINE_END_HYPHENS = dict.fromkeys((0x02, 0xAD, 0xFFFE), "-")
_SPACES = dict.fromkeys((0x09, 0x20, 0xA0, 0x202F, 0x205F, 0x3000, *range(0x2000, 0x200B)), " ")

_SPELLINGS = _TEX_LIGATURES | _LIGATURES | _LINE_END_HYPHENS | _SPACES

# Accents that old fonts print as a character of its own before or after the letter.
_COMBINING = {
    "\u00a8": "\u0308", "\u00b4": "\u0301", "`": "\u0300", "\u02c6": "\u0302", "\u02dc": "\u0303",
    "\u00b8": "\u0327", "\u02c7": "\u030c", "\u02da": "\u030a", "\u00af": "\u0304",
    "\u02d8": "\u0306", "\u02d9": "\u0307", "\u02dd": "\u030b", "\u02db": "\u0328",
}  # fmt: skip
ACCENTS = frozenset(_COMBINING)


def spell(code: int) -> str:
    """The text of a character code: ligatures in letters, every kind of space as one space."""
    return _SPELLINGS.get(code) or chr(code)


def set_accent(accent: str, letter: str) -> str | None:
    """The one character that `accent` printed over `letter` makes; None where there is none."""
    combining = _COMBINING.get(accent)
    if combining is None or not letter.isalpha():
        return None
    made = unicodedata.normalize("NFC", letter.replace("\u0131", "i") + combining)
    return made if len(made) == 1 else None


def is_unseen(character: str) -> bool:
    """Whether a character takes no place on the page: zero width, direction marks, tags."""
    return (
        unicodedata.category(character) in {"Cf", "Cc", "Cs"} or "\ufe00" <= character <= "\ufe0f"
    )


def drop_unseen(text: str) -> str:
    """`text` without characters that nobody can see and with its parts composed (NFC)."""
    if text.isascii() and text.isprintable():
        return text
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    return unicodedata.normalize("NFC", "".join(c for c in whole if not is_unseen(c)))
