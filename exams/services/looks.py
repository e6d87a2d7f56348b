"""How an institution's pages and reports look: its name, its logo, its colour in light and dark."""

import io
from dataclasses import dataclass

from django.db import transaction
from PIL import Image, UnidentifiedImageError

from exams.colours import DARK_GROUNDS, HEX, LIGHT_GROUNDS, nearest, passes, soft
from exams.models import Institution
from exams.services import files
from exams.services.leftovers import forget
from exams.tenancy import current_institution

MOST_BYTES = 1024**2
MOST_PIXELS = 4000 * 4000
LARGEST = (600, 200)  # pixels of a logo as it is kept
KINDS = ("PNG", "JPEG")


class LooksRefused(ValueError):
    """A logo or a colour that is not taken; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Accent:
    """A colour on light pages and one on dark, with the grounds of notes in them."""

    light: str
    dark: str

    @property
    def light_soft(self) -> str:
        return soft(self.light, LIGHT_GROUNDS[1])

    @property
    def dark_soft(self) -> str:
        return soft(self.dark, DARK_GROUNDS[1])


def accent_of(institution: Institution) -> Accent | None:
    """The institution's colours; None for ours."""
    found = Accent(institution.accent, institution.accent_dark)
    return found if found.light and found.dark else None


def checked(colour: str, grounds: tuple[str, ...], where: str) -> str:
    """The colour in small letters; raises `LooksRefused` with the nearest one that can be read."""
    tidy = colour.strip().lower()
    if not HEX.fullmatch(tidy):
        raise LooksRefused(f"{colour} is no colour. Write it as #2f5d8c.")
    if not passes(tidy, grounds):
        other = nearest(tidy, grounds)
        words = f"{tidy} is too weak for text on {where} pages."
        raise LooksRefused(f"{words} The nearest that can be read is {other}.")
    return tidy


def colours(light: str, dark: str = "") -> Accent | None:
    """The colours to keep: checked, and the dark one made of the light one where it is empty."""
    if not light.strip():
        return None
    first = checked(light, LIGHT_GROUNDS, "light")
    return Accent(
        first, checked(dark, DARK_GROUNDS, "dark") if dark.strip() else nearest(first, DARK_GROUNDS)
    )


def drawn_anew(content: bytes) -> bytes:
    """A logo as we keep it: the picture alone as a PNG, without whatever else was in the file."""
    if len(content) > MOST_BYTES:
        raise LooksRefused(f"The logo is larger than {MOST_BYTES // 1024} kB. Save it smaller.")
    try:
        with Image.open(io.BytesIO(content), formats=KINDS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise LooksRefused("The logo has too many pixels. 600 by 200 are enough.")
            picture = opened.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        if isinstance(error, LooksRefused):
            raise
        raise LooksRefused("The logo is not a PNG or JPEG that can be read.") from error
    picture.thumbnail(LARGEST)
    clean = Image.new("RGBA", picture.size)
    clean.paste(picture)
    kept = io.BytesIO()
    clean.save(kept, "PNG", optimize=True)
    return kept.getvalue()


@transaction.atomic
def keep_looks(
    name: str, accent: Accent | None, logo: bytes | None, language: str = ""
) -> Institution:
    """Keep name, colours and logo of the institution; None for our colours, or to keep the logo.

    `language` is one of the settings' languages; empty keeps the present one.

    An empty logo takes the present one away. A new one is refused with `LooksRefused`.
    """
    found = Institution.objects.select_for_update().get(pk=current_institution())
    found.name = name.strip() or found.name
    found.language = language or found.language
    found.accent, found.accent_dark = (accent.light, accent.dark) if accent else ("", "")
    if logo is not None:
        before = found.logo
        found.logo = files.store(drawn_anew(logo), "png") if logo else ""
        if before != found.logo:
            forget(before)
    found.save(update_fields=["name", "accent", "accent_dark", "logo", "language"])
    return found
