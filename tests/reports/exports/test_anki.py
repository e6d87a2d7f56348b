"""Decks, read by Anki itself: whole, and the same after a second import."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from anki import import_export_pb2
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

from reports.exports.anki import FIELDS, write_anki
from tests.reports.exports.test_tables import NOTHING, ROW

IF_NEWER = import_export_pb2.IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_IF_NEWER
DECK = "Exam questions, Dr. Ada Fenwick"
SECOND = replace(NOTHING, key="other", topic="", picture=b"\xff\xd8\xff JPEG")


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    opened = Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


def take_in(collection: Collection, content: bytes, folder: Path) -> None:
    package = folder / "deck.apkg"
    package.write_bytes(content)
    options = ImportAnkiPackageOptions(update_notes=IF_NEWER)
    request = ImportAnkiPackageRequest(package_path=str(package), options=options)
    collection.import_anki_package(request)


def notes(collection: Collection) -> dict[str, dict[str, str]]:
    found = [collection.get_note(one) for one in collection.find_notes("")]
    return {note["Key"]: {name: note[name] for name in FIELDS} for note in found}


def test_deck_reads_back_whole(collection: Collection, tmp_path: Path) -> None:
    take_in(collection, write_anki(DECK, [ROW, SECOND]), tmp_path)
    assert DECK in {deck.name for deck in collection.decks.all_names_and_ids()}
    picture = notes(collection)["other"]["Picture"]
    assert notes(collection) == {
        ROW.key: {
            "Key": ROW.key,
            "Question": "A flywheel turns.<br>Find its “angular velocity”, in s⁻¹;"
            "<br>show all steps.",
            "Picture": "",
            "Topic": "Rotating rigid bodies",
            "Where": "PH201 Classical Mechanics, 2023 May, question 3(b), page 2, 2.5 marks",
            "Labels": "estimated very hard, apply, derivation",
            "Link": '<a href="https://example.org/questions/7/">The printed page</a>',
        },
        "other": {
            "Key": "other",
            "Question": "Why?",
            "Picture": picture,
            "Topic": "no topic",
            "Where": "PH201 Classical Mechanics, 2023 May, question 3(b), page 2",
            "Labels": "estimated very hard, apply",
            "Link": '<a href="https://example.org/questions/7/">The printed page</a>',
        },
    }
    stored = Path(collection.media.dir(), picture.removeprefix('<img src="').removesuffix('">'))
    assert stored.read_bytes() == SECOND.picture


def test_second_import_changes_nothing(collection: Collection, tmp_path: Path) -> None:
    take_in(collection, write_anki(DECK, [ROW, SECOND]), tmp_path)
    before, cards = notes(collection), collection.card_count()
    take_in(collection, write_anki(DECK, [ROW, SECOND]), tmp_path)
    assert (notes(collection), collection.card_count()) == (before, cards)


def test_import_of_a_corrected_question_updates_it(
    collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(collection, write_anki(DECK, [ROW]), tmp_path)
    later = time.time() + 60
    monkeypatch.setattr(time, "time", lambda: later)
    take_in(collection, write_anki(DECK, [replace(ROW, topic="Gyroscopes")]), tmp_path)
    assert notes(collection)[ROW.key]["Topic"] == "Gyroscopes"
    assert collection.card_count() == 1
