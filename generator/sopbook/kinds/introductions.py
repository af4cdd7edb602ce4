"""What introduces the groups of a kind's index: items of playbooks of another kind, called as the values of the field."""

from collections.abc import Iterator, Mapping, Set
from typing import Any

from sopbook.kinds.kind import Introduction, Kind
from sopbook.source.diagnostics import Diagnostic, joined, say
from sopbook.source.document import Pointer
from sopbook.source.pointer import parse_pointer
from sopbook.source.schema.wording import closest


def grouped_by(values: dict[str, Any]) -> tuple[Pointer, ...]:
    """Return the fields by which kind.yaml groups its indexes."""
    return tuple(parse_pointer(field_of(one)) for one in values.get("group_by", []))


def field_of(entry: str | dict[str, Any]) -> str:
    """Return the field of an entry of `group_by`, which is that alone or a table with what introduces its groups."""
    return entry if isinstance(entry, str) else str(entry["field"])


def read_introductions(values: dict[str, Any]) -> dict[Pointer, Introduction]:
    """Return what introduces the groups of indexes, by field."""
    said = {parse_pointer(one["field"]): one["intro"] for one in values.get("group_by", []) if isinstance(one, dict) and "intro" in one}
    return {field: Introduction(one["kind"], *(parse_pointer(one[name]) for name in ("items", "name", "text"))) for field, one in said.items()}


def check_introductions(kind: Kind, usable: Mapping[str, Kind], known: Set[str]) -> Iterator[Diagnostic]:
    """Yield KIND011 for a kind that is misspelt, KIND005 for a field that the other kind does not have, KIND017 for a list without ids.

    A kind that is not installed introduces nothing, and is no mistake.
    """
    for index, entry in enumerate(kind.config.value.get("group_by", []) if isinstance(kind.config.value, dict) else []):
        said = entry.get("intro") if isinstance(entry, dict) else None
        if said:
            yield from _check(kind, ("group_by", index, "intro"), said, usable, known)


def _check(kind: Kind, place: Pointer, said: Mapping[str, str], usable: Mapping[str, Kind], known: Set[str]) -> Iterator[Diagnostic]:
    meant = closest(said["kind"], known) if said["kind"] not in known else None
    if meant:
        yield kind.config.diagnostic(
            (*place, "kind"), "KIND011", say("intro names the kind {kind}, which does not exist.", kind=said["kind"]),
            say("Did you mean {meant}?", meant=meant),
        )
    target = usable.get(said["kind"])
    if target is None:
        return
    items = target.shape.at(parse_pointer(said["items"]))
    if not items:
        lists = [f"/{name}" for name in target.shape.properties if target.shape.child(name).get("x-key")]
        yield kind.config.diagnostic(
            (*place, "items"), "KIND005",
            say("The kind {name} has no field {items}.", name=target.name, items=said["items"]),
            _meant(said["items"], lists) or say("Lists with ids there: {known}.", known=joined(", ", lists) or say("none")),
        )
        return
    if not items.get("x-key"):
        yield kind.config.diagnostic(
            (*place, "items"), "KIND017",
            say("{items} introduces groups, and its items have no ids.", items=said["items"]),
            say('Give the list "x-key": "id" in the schema of {name}.', name=target.name),
        )
        return
    item = target.shape.at((*parse_pointer(said["items"]), "*"))
    fields = [f"/{name}" for name in item.properties]
    for name in ("name", "text"):
        if not item.at(parse_pointer(said[name])):
            yield kind.config.diagnostic(
                (*place, name), "KIND005",
                say("The items of {items} have no field {name}.", items=said["items"], name=said[name]),
                _meant(said[name], fields) or say("The fields there are: {known}.", known=joined(", ", fields) or say("none")),
            )


def _meant(written: str, known: list[str]) -> str:
    meant = closest(written, known)
    return say("Did you mean {meant}?", meant=meant) if meant else ""
