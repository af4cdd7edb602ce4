"""Findings in other languages than English: each template has its sentence in a catalogue, sentences/<language>/*.yaml."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from string import Formatter
from typing import Any

import yaml

from sopbook.source.diagnostics.sentence import AsWritten, Joined, Localized, Sentence

ENGLISH = "en"
LANGUAGES = (ENGLISH, "zh")
"""The languages in which findings are told."""


@cache
def sentences(language: str) -> Mapping[str, str]:
    """Return the sentences of a language by their English templates; an empty mapping for English, whose templates speak for themselves."""
    folder = resources.files(__package__) / "sentences" / language
    if not folder.is_dir():
        return {}
    return {
        template: sentence
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        for template, sentence in yaml.load(file.read_text("utf-8"), yaml.CSafeLoader).items()
    }


def told(text: str, language: str) -> str:
    """Return a text of a finding in a language; what has no sentence in it stays English."""
    if language == ENGLISH:
        return text
    match text:
        case Sentence():
            values = {name: _value(value, language) for name, value in text.values.items()}
            return Sentence(_filled(sentences(language).get(text.template, text.template), values), text.template, values)
        case Joined():
            joint = sentences(language).get(text.joint, text.joint)
            return _joined(joint, [told(part, language) for part in text.parts])
        case Localized():
            return text.texts.get(language) or str(text)
        case AsWritten():
            return sentences(language).get(text, text)
    return text


_HAN = re.compile(r"[\u3400-\u9fff]")
_FORMATTER = Formatter()


def _filled(template: str, values: Mapping[str, Any]) -> str:
    """Return a template with its values put in, a space between Chinese and other letters, and none between Chinese and Chinese."""
    filled, is_after_value = "", False
    for literal, name, spec, conversion in _FORMATTER.parse(template):
        filled = _beside(filled, literal, is_value_last=False) if is_after_value else filled + literal
        is_after_value = is_after_value and not literal
        value = _FORMATTER.format_field(_FORMATTER.convert_field(values[name], conversion), spec or "") if name is not None else ""
        if value:
            filled, is_after_value = _beside(filled, value, is_value_last=True), True
    return filled


def _joined(joint: str, parts: Sequence[str]) -> Joined:
    """Return parts joined, with the same care for spaces."""
    text = ""
    for number, part in enumerate(parts):
        text = _beside(_beside(text, joint, is_value_last=False), part, is_value_last=bool(joint)) if number else part
    return Joined(text, joint, tuple(parts))


def _beside(left: str, right: str, *, is_value_last: bool) -> str:
    """Return two texts in a row; one is a value, or ends with one."""
    near, far = left.rstrip(" ")[-1:], right.lstrip(" ")[:1]
    if _HAN.match(near) and _HAN.match(far):
        return left.rstrip(" ") + right.lstrip(" ")
    is_spaced = left.endswith(" ") or right.startswith(" ")
    if is_spaced or not (_HAN.match(near) or _HAN.match(far)):
        return left + right
    other, is_of_value = (far, is_value_last) if _HAN.match(near) else (near, not is_value_last)
    touches = other.isascii() and (other.isprintable() if is_of_value else other.isalnum())
    return f"{left} {right}" if touches and other else left + right


def _value(value: Any, language: str) -> Any:
    return told(value, language) if isinstance(value, str) else value


def preferred(environment: Mapping[str, str]) -> str:
    """Return the language that the environment asks for, as gettext reads it: LC_ALL, LC_MESSAGES or LANG, and then LANGUAGE before it.

    The locales C and POSIX are English, whatever LANGUAGE says (GNU gettext, "Specifying a Priority List of Languages").
    """
    locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environment.get(name))), "")
    if locale.partition(".")[0] in ("", "C", "POSIX"):
        return ENGLISH
    for one in (*environment.get("LANGUAGE", "").split(":"), locale):
        language = one.replace("-", "_").partition("_")[0].partition(".")[0].lower()
        if language in LANGUAGES:
            return language
    return ENGLISH
