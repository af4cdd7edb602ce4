"""The reference for authors: every field of every kind, and every code."""

from collections.abc import Iterator
from dataclasses import dataclass

from sopbook.diagnostics import CATALOGUE
from sopbook.fork.former import FORMERLY
from sopbook.kinds.kind import Kind, in_locale
from sopbook.kinds.shape import Shape
from sopbook.labels import Catalogue
from sopbook.load.document import Pointer
from sopbook.load.pointer import write_pointer
from sopbook.render.environment import render_template
from sopbook.render.page import Page

CODES = "authors/codes"
_DEEPEST = 8


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


def reference_path(kind: str) -> str:
    """Return the path of a kind's reference page."""
    return f"authors/kinds/{kind}"


def kind_reference(kind: Kind, labels: Catalogue, locale: str) -> Page:
    """Return the reference page of a kind, made from its schema and its rules."""
    title = labels("reference.title", kind=in_locale(kind.title, locale))
    body = render_template(
        "reference.html.j2", t=labels, title=title, kind=kind, locale=locale, in_locale=in_locale,
        fields=list(_fields(kind.shape, (), labels)),
        rules=[(rule.text, in_locale(rule.message, locale)) for rule in kind.rules],
    )
    return Page(reference_path(kind.name), title, body, labels("reference.lead", kind=kind.name))


def codes_page(labels: Catalogue) -> Page:
    """Return the page of every code."""
    body = render_template("codes.html.j2", t=labels, entries=list(CATALOGUE.values()))
    return Page(CODES, labels("codes.title"), body, labels("codes.lead"))


def _fields(shape: Shape, pointer: Pointer, labels: Catalogue) -> Iterator[FieldReference]:
    if len(pointer) > _DEEPEST:
        return
    for name in shape.properties:
        if name == FORMERLY and pointer:
            continue  # Said once, of the playbook; every item of a list may have it.
        child = shape.child(name)
        here = (*pointer, name)
        need = "computed" if child.get("readOnly") else "required" if name in shape.required else "optional"
        yield FieldReference(
            write_pointer(here), len([step for step in pointer if step != "*"]), name,
            str(child.get("title") or name), str(child.get("description") or ""),
            _type(child, labels), tuple(_limits(child, labels)), labels(f"reference.{need}"),
        )
        yield from _fields(child, here, labels)
        item = child.child("*")
        if child.get("type") == "array" and item.properties:
            yield from _fields(item, (*here, "*"), labels)


def _type(shape: Shape, labels: Catalogue) -> str:
    if shape.get("enum"):
        return labels("reference.one_of", values=labels("join").join(map(str, shape.get("enum"))))
    if shape.get("x-ref"):
        return labels("reference.ref", kind=shape.get("x-ref"))
    if shape.get("x-file"):
        return labels("reference.file")
    if shape.get("x-text") in ("message", "markdown"):
        return labels(f"reference.{shape.get('x-text')}")
    kind = shape.get("type")
    if kind == "array":
        return labels("reference.list_of", what=_type(shape.child("*"), labels))
    if isinstance(kind, list):
        return " / ".join(labels(f"reference.{_NAMES.get(one, 'any')}") for one in kind)
    return labels(f"reference.{_NAMES.get(str(kind), 'any')}")


_NAMES = {"string": "text", "number": "number", "integer": "integer", "boolean": "boolean", "object": "object"}


def _limits(shape: Shape, labels: Catalogue) -> Iterator[str]:
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
