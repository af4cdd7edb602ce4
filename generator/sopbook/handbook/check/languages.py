"""Whether every language of a workspace is spoken in full: by the interface and by each kind."""

from collections.abc import Iterator

from sopbook.branches.branch import Branch
from sopbook.branches.tree import BranchTree
from sopbook.branches.watch.word import BANNED, SENSITIVE, chinese_is_written
from sopbook.handbook.labels import LOCALES
from sopbook.kinds.discover import Kinds
from sopbook.kinds.fields import schema_fields
from sopbook.kinds.kind import Kind
from sopbook.kinds.schema_view import SchemaView
from sopbook.source.diagnostics import Diagnostic
from sopbook.source.pointer import write_pointer
from sopbook.source.schema.wording import closest
from sopbook.source.text import Source

_SOURCE = "en"
"""The language of the schemas themselves: their titles need no label file."""
_SHOWN = 4


def check_languages(family: BranchTree, kinds: Kinds) -> Iterator[Diagnostic]:
    """Yield LOCALE009 (no such language) and LOCALE013 (unwatched) for each branch, LOCALE010 (a label is missing) for each kind and language."""
    locales = dict.fromkeys(locale for branch in family.own() for locale in branch.locales)
    for branch in family.own():
        for index, locale in enumerate(branch.locales):
            if branch.document is not None and branch.sound and locale not in LOCALES and locale in branch.document.value["locales"]:
                meant = closest(locale, LOCALES)
                yield branch.document.diagnostic(
                    ("locales", index), "LOCALE009", f"The interface does not speak {locale}.",
                    f"Did you mean {meant}?" if meant else f"It speaks {', '.join(LOCALES)}.",
                )
        yield from _unwatched(branch)
    for locale in locales:
        if locale != _SOURCE and locale in LOCALES:
            for kind in kinds.usable.values():
                yield from _kind(kind, locale)


def _unwatched(branch: Branch) -> Iterator[Diagnostic]:
    """Yield LOCALE013 for the first language of each script in which no word is watched for, where words of the other script are."""
    if branch.document is None or not branch.sound:
        return
    blind = _blind(branch)
    known = _blind(branch.parent) & {chinese_is_written(one) for one in branch.parent.locales} if branch.parent else frozenset()
    for is_chinese in sorted(blind - known):
        index = next((i for i, locale in enumerate(branch.locales) if chinese_is_written(locale) is is_chinese), None)
        if index is not None:
            texts, words = ("Chinese", "Chinese") if is_chinese else (branch.locales[index], "Latin")
            yield branch.document.diagnostic(
                ("locales", index), "LOCALE013", f"Messages are written in {texts}, and no {words} word is watched for.",
                "Add the words that your law forbids to words: in branch.yaml, or take a pack such as advertising.",
            )


def _blind(branch: Branch) -> frozenset[bool]:
    """Return the scripts (Chinese or not) of which a branch watches no word, if it watches any at all."""
    seen = {word.is_chinese for word in branch.words if word.list in (BANNED, SENSITIVE)}
    return frozenset({True, False} - seen) if seen else frozenset()


def _kind(kind: Kind, locale: str) -> Iterator[Diagnostic]:
    missing = [f"{name} in kind.yaml" for name in ("title", "plural", "need", "lead") if getattr(kind, name) and locale not in getattr(kind, name)]
    labels = kind.labels.get(locale)
    titled, valued = _labelled(kind.shape)
    fields = labels.fields if labels else {}
    values = labels.values if labels else {}
    missing += [f"fields: {pointer}" for pointer in titled if pointer not in fields]
    missing += [f"values: {name}: {value}" for name, value in valued if value not in values.get(name, {})]
    if kind.labels.get(_SOURCE):
        missing += [f"texts: {name}" for name in kind.labels[_SOURCE].texts if name not in (labels.texts if labels else {})]
    if missing:
        folder = kind.config.path.rpartition("/")[0]
        more = f" and {len(missing) - _SHOWN} more" if len(missing) > _SHOWN else ""
        yield Source(f"{folder}/labels.{locale}.yaml", "").diagnostic(
            0, 0, "LOCALE010", f"The kind {kind.name} lacks {len(missing)} label{'s' if len(missing) > 1 else ''} in {locale}: {'; '.join(missing[:_SHOWN])}{more}.",
            f"Add them to {folder}/labels.{locale}.yaml or kind.yaml, or take {locale} out of the branches' locales.",
        )


def _labelled(shape: SchemaView) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the pointers of all fields with a title, and the (field, value) of all choices.

    A part of the schema that is met at several places needs its labels at the first of them only.
    """
    titled: dict[str, None] = {}
    valued: dict[tuple[str, str], None] = {}
    for field in schema_fields(shape):
        if field.shape.get("title"):
            titled[write_pointer(field.pointer)] = None
        for choices in (field.shape, *field.items):
            for value in choices.get("enum", ()) if isinstance(choices.get("enum"), list) else ():
                if isinstance(value, str):
                    valued[str(field.pointer[-1]), value] = None
    return list(titled), list(valued)
