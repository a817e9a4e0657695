"""The catalogues of our own strings: in step with the code, complete, and fit to be filled in."""

import re
from itertools import product

import pytest
from babel.messages.catalog import Message
from babel.messages.plurals import get_plural

from statuskit.facts.status import roll_up
from statuskit.model import ComponentState
from statuskit.words.labels import ROLL_UPS
from tests.test_docs import tool

words = tool("words")
CATALOGUES = [pytest.param(path, id=path.stem) for path in words.catalogues()]

_PLACEHOLDER = re.compile(r"\{(\w*)\}")
_MARKUP = re.compile(r"<[^>]*>|&\w+;")


def messages(path: object) -> list[Message]:
    """Give what a catalogue translates, its head left out."""
    return [message for message in words.read(path) if message.id]


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """Give a text as its forms, of which most have one."""
    return tuple(text) if isinstance(text, (tuple, list)) else (text or "",)


def test_the_catalogues_are_in_step_with_the_code() -> None:
    """No string of the code is missing, none is left over: `make words` would change nothing."""
    stale = [path.name for path, text in words.files() if path.read_text(encoding="utf-8") != text]
    assert stale == [], "run `make words`, then translate what is empty"


def test_german_french_spanish_and_japanese_are_there() -> None:
    """The languages that we say we speak."""
    assert {path.stem for path in words.catalogues()} >= {"de", "fr", "es", "ja"}


@pytest.mark.parametrize("path", CATALOGUES)
def test_a_catalogue_is_complete(path: object) -> None:
    """Every string is translated in all its forms, and no translation is a guess."""
    found = messages(path)
    assert len(found) > 200
    open_ones = [message.id for message in found if message.fuzzy or not all(forms(message.string))]
    assert open_ones == []


@pytest.mark.parametrize("path", CATALOGUES)
def test_a_translation_has_the_placeholders_of_its_string(path: object) -> None:
    """What is filled in is the same; only a form for a certain number may say that number in words."""
    wrong = []
    for message in messages(path):
        wanted = [set(_PLACEHOLDER.findall(form)) for form in forms(message.id)]
        *others, last = (set(_PLACEHOLDER.findall(form)) for form in forms(message.string))
        if last != wanted[-1] or any(form not in wanted for form in others):
            wrong.append(message.id)
    assert wrong == []


@pytest.mark.parametrize("path", CATALOGUES)
def test_a_catalogue_counts_as_its_language_does(path: object) -> None:
    """The rule of plurals is the language's, and each string that counts has a form for each of its cases."""
    catalogue = words.read(path)
    number, rule, *_ = get_plural(path.stem)  # type: ignore[attr-defined]
    assert (catalogue.num_plurals, catalogue.plural_expr) == (number, rule)
    wrong = [
        message.id
        for message in messages(path)
        if len(forms(message.string)) != (1 if isinstance(message.id, str) else number)
    ]
    assert wrong == []


@pytest.mark.parametrize("path", CATALOGUES)
def test_a_translation_brings_no_markup(path: object) -> None:
    """Elements and entities are those of the string itself, which has none."""
    strange = [
        message.id
        for message in messages(path)
        if _MARKUP.findall("".join(forms(message.id))) or _MARKUP.findall("".join(forms(message.string)))
    ]
    assert strange == []


def test_no_sign_begins_a_line() -> None:
    """What stands before a colon or a per cent sign is a space that does not break, where there is one."""
    loose = re.compile(r" [:;?!%]")
    found = [
        (path.stem, form)
        for path in words.catalogues()
        for message in messages(path)
        for form in forms(message.string)
        if loose.search(form)
    ]
    assert found == []


def test_what_the_site_is_summed_up_as_can_be_translated() -> None:
    """Every description that Statuspage's roll-up gives is one of our strings."""
    said = {
        roll_up(states).description for count in range(4) for states in product(ComponentState, repeat=count)
    }
    assert said == set(ROLL_UPS)
