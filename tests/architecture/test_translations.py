"""Every text can be translated and is; whoever adds one sees here what is missing.

`python manage.py messages` brings the files of translations up to date.
"""

import gettext

import pytest
from django.conf import settings

from exams.said import unknown_in
from profiler_site.translations import catalogue, pages, samples, unmarked
from profiler_site.translations.messages import Message, modules, templates

OTHERS = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


@pytest.fixture(scope="module")
def found() -> dict[Message, list[str]]:
    return catalogue.collected()


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_has_a_translation_with_the_same_places(
    language: str, found: dict[Message, list[str]]
) -> None:
    assert list(catalogue.faults(language, found)) == []


@pytest.mark.parametrize("language", OTHERS)
def test_compiled_translations_are_those_of_the_source(language: str) -> None:
    with catalogue.po_file(language).with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in catalogue.read(language):
        if isinstance(message.id, str):
            text, said = message.id, compiled.gettext(message.id)
            if message.context:
                said = compiled.pgettext(message.context, text)
            assert (text, said) == (text, message.string or said)
        else:
            one, many = message.id
            assert (compiled.ngettext(one, many, 1), compiled.ngettext(one, many, 2)) == (
                message.string
            )


def test_no_text_is_unmarked() -> None:
    bare = [text for path in modules() for text in unmarked.bare_texts(path)]
    bare += [
        f"{path.name}: {text}"
        for path in templates()
        for text in pages.bare_words(pages.load(path))
    ]
    assert bare == []


def test_sentences_of_plain_code_have_forms() -> None:
    made = {text for name in samples.PLAIN for text in samples.samples_of(settings.BASE_DIR / name)}
    assert len(made) > 100
    missed = {text: [one for one in unknown_in(text) if one != "7"] for text in made}
    assert {text: pieces for text, pieces in missed.items() if pieces} == {}
