"""Questions as flash cards. A second import updates the cards and makes none twice."""

import hashlib
import html
import tempfile
from collections.abc import Sequence
from pathlib import Path

import genanki
from django.utils.translation import gettext as _

from reports.charts.scale import marks
from reports.exports.rows import ExportRow, place_of

# Numbers by which Anki knows our kind of note; another number would be another kind.
MODEL_ID = 1_632_874_115
FIELDS = ("Key", "Question", "Picture", "Topic", "Where", "Labels", "Link")
FRONT = "{{#Picture}}{{Picture}}{{/Picture}}{{^Picture}}{{Question}}{{/Picture}}"
BACK = """{{FrontSide}}<hr id="answer"><p><b>{{Topic}}</b></p><p>{{Where}}</p>
<p>{{Labels}}</p><p>{{Link}}</p>"""
CSS = (
    ".card { font: 20px sans-serif; text-align: left; } img { max-width: 100%; background: #fff; }"
)


def write_anki(name: str, rows: Sequence[ExportRow]) -> bytes:
    """A deck called `name` as an .apkg file: the printed question before, topic and place behind.

    Notes carry the rows' keys as identities, decks the hash of their name.
    """
    deck = genanki.Deck(_number(name), name)
    with tempfile.TemporaryDirectory(prefix="anki-") as folder:
        media = []
        for row in rows:
            picture = _store(row, Path(folder))
            media += [str(Path(folder) / picture)] if picture else []
            deck.add_note(_note(row, picture))
        target = Path(folder) / "deck.apkg"
        genanki.Package(deck, media).write_to_file(str(target))
        return target.read_bytes()


def _store(row: ExportRow, folder: Path) -> str:
    if not row.picture:
        return ""
    name = f"profiler-{hashlib.sha256(row.key.encode()).hexdigest()[:20]}.jpg"
    (folder / name).write_bytes(row.picture)
    return name


def _note(row: ExportRow, picture: str) -> genanki.Note:
    worth = "" if row.marks is None else f", {marks(row.marks)}"
    estimated = _("estimated {level}").format(level=row.difficulty)
    derivation = [_("derivation")] * row.derivation
    labels = ", ".join([estimated, row.bloom, *derivation])
    link = html.escape(_("The printed page"))
    values = (
        html.escape(row.key),
        html.escape("\n".join(filter(None, (row.stem, row.text)))).replace("\n", "<br>"),
        f'<img src="{picture}">' if picture else "",
        html.escape(row.topic or _("no topic")),
        html.escape(f"{place_of(row)}{worth}"),
        html.escape(labels),
        f'<a href="{html.escape(row.address)}">{link}</a>',
    )
    return genanki.Note(
        model=_model(), fields=list(values), guid=genanki.guid_for(row.key), tags=_tags(row)
    )


def _model() -> genanki.Model:
    return genanki.Model(
        MODEL_ID,
        "Exam question",
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": "Question", "qfmt": FRONT, "afmt": BACK}],
        css=CSS,
    )


def _tags(row: ExportRow) -> list[str]:
    """Anki's tags have no blanks."""
    return ["_".join(name.split()) for name in (row.topic, str(row.year or "")) if name]


def _number(name: str) -> int:
    """A number for a deck: the same name gives the same deck."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4]) >> 1 | 1 << 30
