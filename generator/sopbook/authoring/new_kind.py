"""A new kind, before anybody has made it theirs: the least that fits the handbook, with a list of steps and a message."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sopbook.authoring.text import flow
from sopbook.kinds.kind import ENVELOPE

_WORDS = {"steps": {"en": "Steps", "zh": "步骤"}, "say": {"en": "Say", "zh": "话术"}}
"""The two fields of the kind itself, in the languages of the interface."""
_OPTIONAL = ("aliases", "formerly", "covers", "effective_from", "valid_until", "params", "params_from", "locks")


def new_kind(name: str, titles: Mapping[str, str], locales: Iterable[str]) -> dict[str, str]:
    """Return the files of a new kind by their paths in schema/; a language without a title gets the English one."""
    english = titles.get("en") or name.replace("-", " ").capitalize()
    words = {locale: titles.get(locale) or english for locale in dict.fromkeys(("en", *locales))}
    files = {f"{name}/schema.json": json.dumps(_schema(english), ensure_ascii=False, indent=2) + "\n", f"{name}/kind.yaml": _config(name, words)}
    for locale in words:
        if locale != "en":
            labels = "".join(f"  /{field}: {said.get(locale) or said['en']}\n" for field, said in _WORDS.items())
            files[f"{name}/labels.{locale}.yaml"] = f"fields:\n{labels}"
    return files


def _schema(title: str) -> dict[str, Any]:
    common = {field: {"$ref": f"../envelope.json#/properties/{field}"} for field in (*ENVELOPE, *_OPTIONAL)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "type": "object",
        "additionalProperties": False,
        "required": [*ENVELOPE, "steps"],
        "properties": {
            **common,
            "steps": {"$ref": "../vocabulary.json#/$defs/points", "title": _WORDS["steps"]["en"], "description": "What is done, in order."},
            "say": {"$ref": "../vocabulary.json#/$defs/message", "title": _WORDS["say"]["en"]},
        },
    }


def _config(name: str, titles: Mapping[str, str]) -> str:
    table = f"{{{', '.join(f'{locale}: {flow(title)}' for locale, title in titles.items())}}}"
    return f"kind: {name}\ntitle: {table}\nplural: {table}\n"
