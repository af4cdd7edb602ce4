"""Labels of the parts that kinds share: those of envelope.json and vocabulary.json are written once for all kinds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeAlias

from sopbook.kinds.bundle import bundle
from sopbook.kinds.fields import SchemaField, schema_fields
from sopbook.kinds.labels import Labels, choice_name, read_label_files, unknown_labels, written_labels
from sopbook.kinds.pack import Pack, built_in_pack
from sopbook.kinds.schema_view import SchemaView
from sopbook.source.diagnostics import Diagnostic, joined, say
from sopbook.source.document import Document
from sopbook.source.listing import children
from sopbook.source.pointer import write_pointer
from sopbook.source.schema.wording import closest

SharedLabels: TypeAlias = Mapping[str, Mapping[str, Labels]]
"""The labels of a pack's shared parts: by locale, and by the file of schemas that holds the parts."""


@dataclass(frozen=True)
class SharedParts:
    """Where a kind's schema takes titles and choices from shared files: the file and the place or name there, by the identity of the subschema."""

    titles: dict[int, tuple[str, str]] = field(default_factory=dict)
    choices: dict[int, tuple[str, str]] = field(default_factory=dict)


def shared_parts(schema: Mapping[str, Any]) -> SharedParts:
    """Return what of a bundled schema comes from shared files."""
    parts = SharedParts()
    for file, content in schema.get("$defs", {}).items():
        if not file.endswith(".json") or not isinstance(content, dict):
            continue
        for one in _fields(content, schema):
            giver = one.shape.giver("title")
            if giver is not None:
                parts.titles.setdefault(giver, (file, write_pointer(one.pointer)))
            for level in (one.shape, *one.items):
                giver = level.giver("enum")
                if giver is not None:
                    parts.choices.setdefault(giver, (file, choice_name(one.pointer)))
    return parts


def _fields(content: Mapping[str, Any], root: Mapping[str, Any]) -> Iterator[SchemaField]:
    """Yield the fields of a shared file: those at its top, and each of its $defs like a field, with what is in it."""
    for keyword in ("properties", "$defs"):
        yield from schema_fields(SchemaView(({"properties": content.get(keyword, {})},), root))


def with_shared(own: Mapping[str, Labels], schema: Mapping[str, Any], shape: SchemaView, shared: SharedLabels) -> dict[str, Labels]:
    """Return a kind's labels with those of the shared parts that it uses. Its own go before."""
    if not shared:
        return dict(own)
    parts, used = shared_parts(schema), list(schema_fields(shape))
    labels = dict(own)
    for locale, files in shared.items():
        fields, values = _used(used, parts, files)
        if fields or values:
            given = own.get(locale, Labels())
            labels[locale] = Labels({**fields, **given.fields}, _joined(values, given.values), given.texts)
    return labels


def _used(used: list[SchemaField], parts: SharedParts, files: Mapping[str, Labels]) -> tuple[dict[str, str], dict[str, Mapping[str, str]]]:
    """Return the labels of the shared parts among the fields of a kind, as labels of the kind."""
    fields: dict[str, str] = {}
    values: dict[str, Mapping[str, str]] = {}
    for one in used:
        file, place = parts.titles.get(one.shape.giver("title") or 0, ("", ""))
        label = files[file].fields.get(place) if file in files else None
        if label:
            fields[write_pointer(one.pointer)] = label
        for level in (one.shape, *one.items):
            file, name = parts.choices.get(level.giver("enum") or 0, ("", ""))
            if file in files and name in files[file].values:
                values = _joined(values, {choice_name(one.pointer): files[file].values[name]})
    return fields, values


def _joined(first: Mapping[str, Mapping[str, str]], then: Mapping[str, Mapping[str, str]]) -> dict[str, Mapping[str, str]]:
    """Return the words for the values of choices, those of `then` before those of `first`."""
    return {**first, **{name: {**first.get(name, {}), **words} for name, words in then.items()}}


def read_shared_labels(pack: Pack) -> tuple[SharedLabels, list[Diagnostic]]:
    """Return the labels of a pack's shared parts, filled up with those that come with sopbook, and what is wrong with its own."""
    documents, diagnostics = read_label_files(pack, "", "shared-labels")
    found = _written(documents)
    for document in documents.values():
        diagnostics += _unknown(pack, document)
    if pack.root.resolve() != built_in_pack().root.resolve():
        for locale, files in _built_in().items():
            for file, labels in files.items():
                mine = found.setdefault(locale, {}).get(file, Labels())
                found[locale][file] = Labels({**labels.fields, **mine.fields}, _joined(labels.values, mine.values))
    return found, diagnostics


@cache
def _built_in() -> SharedLabels:
    """Return the labels that come with sopbook: they do not change while it runs, and are checked in its own workspace."""
    return _written(read_label_files(built_in_pack(), "", "shared-labels")[0])


def _written(documents: Mapping[str, Document]) -> dict[str, dict[str, Labels]]:
    return {locale: {file: written_labels(one) for file, one in document.value.items()} for locale, document in documents.items()}


def _unknown(pack: Pack, document: Document) -> Iterator[Diagnostic]:
    """Yield KIND016 for labels of nothing: of a file that there is not, or of a field or value that is not in it."""

    def read(path: str) -> Any:
        return (pack if pack.has(path) else built_in_pack()).read_json(path)[0]

    for file in document.value:
        whole, problems = bundle({"$defs": {"": {"$ref": f"../{file}"}}}, "kind", read)
        if problems:
            known = sorted({one.name for root in (pack.root, built_in_pack().root) for one in children(root) if one.suffix == ".json"})
            meant = closest(file, known)
            yield document.diagnostic(
                (file,), "KIND016",
                say("There is no file of shared schemas {file}.", file=file),
                say("Did you mean {meant}?", meant=meant) if meant else say("There are: {known}.", known=joined(", ", known)), key=True,
            )
            continue
        content = whole["$defs"][file]
        parts = {**content.get("$defs", {}), **content.get("properties", {})}
        yield from unknown_labels(document, (file,), SchemaView(({"properties": parts},), whole))
