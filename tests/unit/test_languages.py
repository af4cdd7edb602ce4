"""Findings in other languages than English: whole catalogues, the same values, and how sentences are put together."""

import ast
import copy
import pickle
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import yaml

import sopbook
from sopbook.source.diagnostics import (
    AsWritten,
    capital,
    in_each,
    joined,
    many,
    one_line,
    preferred,
    say,
    told,
)
from sopbook.source.diagnostics.languages import LANGUAGES, sentences

PACKAGE = Path(sopbook.__file__).parent
SENTENCES = PACKAGE / "source/diagnostics/sentences"
OTHERS = [language for language in LANGUAGES if language != "en"]
ENGLISH_GRAMMAR = {"article"}
"""Values that other languages may leave out."""
USUAL = {"SOP", "WPS", "Excel", "CSV", "UTF", "id", "schema"}
"""Latin letters that Chinese colleagues write as well."""


def test_every_template_has_its_sentence_in_each_language_and_none_is_left_over() -> None:
    templates = set(_templates())

    for language in OTHERS:
        known = set(sentences(language)) - set(_texts_of_others(language)) - set(_joints(language))
        assert sorted(templates - known) == []
        assert sorted(known - templates) == []


@pytest.mark.parametrize("language", OTHERS)
def test_no_template_stands_in_two_catalogues(language: str) -> None:
    written = [template for file in sorted((SENTENCES / language).iterdir()) for template in yaml.safe_load(file.read_text("utf-8"))]

    assert sorted(written) == sorted(sentences(language))


@pytest.mark.parametrize("language", OTHERS)
def test_a_sentence_names_the_same_values_as_its_template(language: str) -> None:
    others = _texts_of_others(language)
    wrong = [one for one, text in sentences(language).items() if one not in others and _values(one) - ENGLISH_GRAMMAR != _values(text) - ENGLISH_GRAMMAR]

    assert wrong == []


def test_chinese_sentences_hold_no_english_words_but_names_and_commands() -> None:
    foreign = {
        word: template
        for template, text in sentences("zh").items()
        for word in re.findall(r"[A-Za-z]{2,}", re.sub(r"(?<!\{)\{\w[^}]*\}", "", text))
        if word not in USUAL and not re.search(rf"(?<![A-Za-z]){word}(?![A-Za-z])", template)
    }

    assert foreign == {}


def test_texts_of_schemas_are_those_that_schemas_have() -> None:
    said = {f"{text}." for file in _schemas() for text in re.findall(r'"x-message": "((?:[^"\\]|\\.)*)"', file.read_text("utf-8"))}
    written = {text.replace('\\"', '"') for text in said}

    for language in OTHERS:
        assert sorted(written - set(sentences(language))) == []


def test_values_and_parts_of_a_sentence_are_told_in_the_language_as_well() -> None:
    sentence = say("{name} is {value}; {expected} is expected.", name="tags", value=say("a text"), expected=joined(" or ", [say("a list"), say("a text")]))

    assert sentence == "tags is a text; a list or a text is expected."
    assert told(sentence, "en") == sentence
    assert told(sentence, "zh") == "tags 是文字；应该是列表或文字。"


def test_a_space_stands_between_chinese_and_other_letters_only() -> None:
    rename = "Rename it to {name}, and write {other}."

    assert told(say(rename, name="海报.png", other="files/a.png"), "zh") == "改名为海报.png，并写 files/a.png。"
    assert told(say("{name} is empty: {empty}.", name=say("the file"), empty="x"), "zh") == "这个文件是空的：x。"


def test_one_thing_has_a_sentence_of_its_own() -> None:
    one, more = "{count:,} error", "{count:,} errors"

    assert (many(1, one, more), many(1200, one, more), told(many(1200, one, more), "zh")) == ("1 error", "1,200 errors", "1,200 个错误")


def test_titles_are_told_in_the_language_that_somebody_gave_them() -> None:
    mode = in_each({"en": "a group welcome", "zh": "入群欢迎语"})

    assert told(say("{mode} carries one thing, and this is another.", mode=capital(mode)), "zh") == "入群欢迎语只能带一个附件，这是第二个。"
    assert told(say("Save it as {ending}.", ending=in_each({"en": "PNG"})), "zh") == "存成 PNG。"


def test_what_no_catalogue_knows_stays_as_it_is() -> None:
    assert told(AsWritten("The bank demands these words."), "zh") == "The bank demands these words."
    assert told("no sentence", "zh") == "no sentence"
    assert told(say("A sentence of {name}.", name="a plugin"), "zh") == "A sentence of a plugin."


def test_a_sentence_can_be_printed_copied_and_sent_to_another_process() -> None:
    sentence = say("{name} is empty: {empty}.", name="a\nb", empty=joined(", ", ["x\x07"]))

    assert told(one_line(sentence), "zh") == "a b 是空的：x\\x07。"
    for same in (copy.deepcopy(sentence), pickle.loads(pickle.dumps(sentence))):
        assert (same, told(same, "zh")) == (sentence, told(sentence, "zh"))


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN"}, "zh"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "de:zh_CN:en"}, "zh"),
        ({"LANG": "C", "LANGUAGE": "zh_CN"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
    ],
)
def test_the_environment_chooses_as_it_does_for_git(environment: dict[str, str], language: str) -> None:
    assert preferred(environment) == language


def _templates() -> Iterator[str]:
    """Yield every template of the engine: what say and many are given."""
    for file in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        names = {
            alias.asname or alias.name: alias.name
            for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "sopbook.source.diagnostics"
            for alias in node.names if alias.name in ("say", "many")
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
                for argument in node.args[:1] if names[node.func.id] == "say" else node.args[1:3]:
                    template = argument.value if isinstance(argument, ast.Constant) else None
                    assert isinstance(template, str), f"{file}:{node.lineno}: a template is written out, so that catalogues can have it."
                    yield template


def _texts_of_others(language: str) -> dict[str, Any]:
    return _file(language, "as_written")


def _joints(language: str) -> dict[str, Any]:
    return _file(language, "joints")


def _file(language: str, name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((SENTENCES / language / f"{name}.yaml").read_text("utf-8"))
    return content


def _values(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def _schemas() -> Iterator[Path]:
    yield from PACKAGE.rglob("*.schema.json")
    shipped = PACKAGE.parent.parent / "schema"
    yield from (file for file in shipped.rglob("*.json") if ".derived" not in file.parts)
