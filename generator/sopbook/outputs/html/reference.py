"""The reference for authors: every field of every kind, and every code."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sopbook.branches.fork.former import FORMERLY
from sopbook.handbook.labels import Catalogue
from sopbook.handbook.links import CODES, reference_path
from sopbook.kinds.fields import schema_fields
from sopbook.kinds.kind import Kind, in_locale
from sopbook.kinds.references import ANY, ItemLists, item_lists, kinds_named, names_one_kind
from sopbook.kinds.schema_view import SchemaView
from sopbook.outputs.html.environment import render_template
from sopbook.outputs.html.page import Page
from sopbook.source.diagnostics import CATALOGUE
from sopbook.source.pointer import write_pointer


@dataclass(frozen=True, slots=True)
class FieldReference:
    """What an author has to know about one field."""

    pointer: str
    depth: int
    name: str
    title: str
    description: str
    type: str
    limits: tuple[str, ...]
    need: str
    same_as: str | None
    """The pointer of the field below which its own fields are listed, where that is another one; empty for the top."""

    @property
    def place(self) -> str:
        """Return the pointer without the signs for any item, as `same_as` names it."""
        return self.pointer.replace("/*", "")


def kind_reference(kind: Kind, labels: Catalogue, locale: str) -> Page:
    """Return the reference page of a kind, made from its schema and its rules."""
    title = reference_title(kind, labels, locale)
    fields = list(_fields(kind.shape, labels))
    body = render_template(
        "reference.html.j2", t=labels, title=title, kind=kind, locale=locale, in_locale=in_locale,
        fields=fields, repeated={field.same_as for field in fields},
        rules=[(rule.text, in_locale(rule.message, locale)) for rule in kind.rules],
    )
    return Page(reference_path(kind.name), title, body, labels("reference.lead", kind=kind.name))


def reference_title(kind: Kind, labels: Catalogue, locale: str) -> str:
    """Return the title of the reference page of a kind."""
    return labels("reference.title", kind=in_locale(kind.title, locale))


def codes_page(labels: Catalogue) -> Page:
    """Return the page of every code."""
    body = render_template("codes.html.j2", t=labels, entries=list(CATALOGUE.values()))
    return Page(CODES, labels("codes.title"), body, labels("codes.lead"))


def _fields(shape: SchemaView, labels: Catalogue) -> Iterator[FieldReference]:
    for field in schema_fields(shape):
        if field.pointer[-1] == FORMERLY and len(field.pointer) > 1:
            continue  # Said once, of the playbook; every item of a list may have it.
        known = field.shape
        need = "computed" if known.get("readOnly") else "required" if field.required else "optional"
        yield FieldReference(
            write_pointer(field.pointer), len([step for step in field.pointer if step != "*"]) - 1, str(field.pointer[-1]),
            str(known.get("title") or field.pointer[-1]), str(known.get("description") or ""),
            _type(known, field.items, labels), tuple(_limits(known, labels)), labels(f"reference.{need}"),
            None if field.same_as is None else write_pointer(tuple(step for step in field.same_as if step != "*")),
        )


def _type(shape: SchemaView, items: Sequence[SchemaView], labels: Catalogue) -> str:
    if shape.get("enum"):
        return labels("reference.one_of", values=labels("join").join(map(str, shape.get("enum"))))
    if kinds_named(shape):
        return _playbook(shape, labels)
    if (lists := item_lists(shape)) is not None:
        return _item(lists, labels)
    if (said := shape.get("x-table")) is not None:
        return labels("reference.table", list=said["rows"] if isinstance(said, dict) else said)
    if shape.get("x-file"):
        return labels("reference.file")
    if shape.get("x-text") in ("message", "markdown", "code"):
        return labels(f"reference.{shape.get('x-text')}")
    kind = shape.get("type")
    if kind == "array":
        return labels("reference.list_of", what=_type(items[0], items[1:], labels) if items else labels("reference.any"))
    if isinstance(kind, list):
        return " / ".join(labels(f"reference.{_NAMES.get(one, 'any')}") for one in kind)
    return labels(f"reference.{_NAMES.get(str(kind), 'any')}")


def _playbook(shape: SchemaView, labels: Catalogue) -> str:
    kinds = kinds_named(shape)
    if names_one_kind(shape):
        return labels("reference.ref", kind=kinds[0])
    return labels("reference.ref_any") if ANY in kinds else labels("reference.refs", kinds=labels("join").join(kinds))


def _item(lists: ItemLists, labels: Catalogue) -> str:
    names = labels("join").join(lists.lists)
    if lists.kind:
        return labels("reference.item_of_kind", list=names, kind=lists.kind)
    return labels("reference.item_of", list=names, field=lists.of) if lists.of else labels("reference.item", list=names)


_NAMES = {"string": "text", "number": "number", "integer": "integer", "boolean": "boolean", "object": "object"}


def _limits(shape: SchemaView, labels: Catalogue) -> Iterator[str]:
    for keyword, label in (
        ("minimum", "at_least"), ("maximum", "at_most"), ("minItems", "at_least"), ("maxItems", "at_most"),
        ("x-max-bytes", "bytes"), ("maxLength", "characters"),
    ):
        if shape.get(keyword) is not None:
            yield labels(f"reference.{label}", limit=f"{shape.get(keyword):,}")
    if shape.get("x-message"):
        yield str(shape.get("x-message"))
    if shape.get("x-key"):
        yield labels("reference.key", key=shape.get("x-key"))
    if shape.get("x-translatable"):
        yield labels("reference.translatable")
