"""Who sees what: a kind or a field may be for headquarters only, and what is worked out from such a field may not tell it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sopbook.kinds.fields import schema_fields
from sopbook.kinds.json_file import parse_json
from sopbook.kinds.kind import HEADQUARTERS, Derivation, Kind
from sopbook.kinds.pack import Pack
from sopbook.kinds.reads import Reads
from sopbook.kinds.schema_view import SchemaView
from sopbook.kinds.subschemas import subschemas
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.document import Document, Pointer
from sopbook.source.pointer import write_pointer
from sopbook.source.yaml.parser import PlacesOnDemand

EVERYBODY = "everybody"
OPERATORS = "operators"
AUDIENCES = (OPERATORS, HEADQUARTERS)
"""For whom handbooks are made."""
KEYWORD = "x-audience"
_CALL = re.compile(r"\b(lookup|each|item)\s*\(\s*(?:(['\"])([a-z0-9-]+)(?:/[^'\"]*)?\2)?")
"""A call that asks for other playbooks, and the kind if it is written out."""


def is_hidden(shape: SchemaView) -> bool:
    """Return whether a field is for headquarters only."""
    return bool(shape.get(KEYWORD) == HEADQUARTERS)


def is_hidden_at(shape: SchemaView, pointer: Pointer) -> bool:
    """Return whether a place of a playbook, or anything around it, is for headquarters only."""
    for step in pointer:
        shape = shape.child(step)
        if is_hidden(shape):
            return True
    return False


def sees(audience: str, kind: Kind) -> bool:
    """Return whether an audience sees playbooks of a kind."""
    return audience == HEADQUARTERS or kind.audience != HEADQUARTERS


def sees_all(audience: str, kind: Kind) -> bool:
    """Return whether an audience sees playbooks of a kind with all of their fields."""
    return audience == HEADQUARTERS or not kind.hides


def check_audience(kind: Kind, pack: Pack, usable: Mapping[str, Kind]) -> Iterator[Diagnostic]:
    """Yield KIND020 for what headquarters alone may see and everybody would: a computed value that reads it, or that by which things are known."""
    source, _ = pack.read(f"{kind.name}/schema.json")
    if source is not None:
        yield from _unknown_without(kind, Document(source, parse_json(source)[0], PlacesOnDemand(source)))
    if kind.audience == HEADQUARTERS:
        return
    for one in kind.derivations:
        target = (*one.each, *one.at)
        if is_hidden_at(kind.shape, target) or kind.shape.at(target).get(KEYWORD) == EVERYBODY:
            continue
        read = _first_read(kind, one, usable)
        if read:
            yield kind.config.diagnostic(
                one.place, "KIND020", say("{target} is worked out from {read}, which only headquarters sees, and everybody would see it.", target=write_pointer(target), read=read),
                say("Texts name params, so write a param that reads nothing of it.") if one.is_param
                else say(
                    'In schema.json give it "{keyword}": "{headquarters}", or "{everybody}" if nobody can tell from it what is hidden.',
                    keyword=KEYWORD, headquarters=HEADQUARTERS, everybody=EVERYBODY,
                ),
            )


def _unknown_without(kind: Kind, document: Document) -> Iterator[Diagnostic]:
    """Yield KIND020 for a hidden field by which a playbook or an item is known."""
    for one in schema_fields(kind.shape):
        key = kind.shape.at(one.pointer[:-2]).get("x-key") if one.pointer[-2:-1] == ("*",) else None
        of_playbook = one.pointer in (kind.identity.id, kind.identity.title)
        if is_hidden(one.shape) and (of_playbook or one.pointer[-1] == key):
            what = say("the playbook") if of_playbook else say("an item")
            place = next((at for at, said in subschemas(document.value) if at[-1:] == one.pointer[-1:] and said.get(KEYWORD) == HEADQUARTERS), ())
            yield document.diagnostic(
                (*place, KEYWORD), "KIND020", say("{pointer} is that by which {what} is known, so it cannot be for headquarters only.", pointer=write_pointer(one.pointer), what=what),
                say("Write audience: {headquarters} in kind.yaml, or hide the whole list.", headquarters=HEADQUARTERS),
            )


def _first_read(kind: Kind, derivation: Derivation, usable: Mapping[str, Kind]) -> str:
    """Return what headquarters alone sees of what an expression reads, in words; an empty text where that is nothing."""
    reads, each, shape = derivation.expression.reads, derivation.each, kind.shape
    if reads is None:
        return say("what cannot be told from the expression") if kind.hides or _others(derivation, usable) else ""
    is_item = each[-1:] == ("*",)
    parent = each[:-2] if is_item else each[:-1]
    seen = {"self": each, "parent": parent, "doc": (), "before": each[:-1]}
    for name, pointer in seen.items():
        if name in reads and (name != "before" or is_item):
            found = _hidden_in(reads[name], shape.at(pointer), pointer)
            if found is not None:
                return write_pointer(found)
    for call, of in _others(derivation, usable):
        if call in reads:
            found = () if of.audience == HEADQUARTERS else _read_by_call(reads[call], call, of)
            if found is not None:
                return f"{of.name}{write_pointer(found)}"
    return ""


def _read_by_call(reads: Reads, call: str, of: Kind) -> Pointer | None:
    """Return what headquarters alone sees of what an expression reads of the playbooks of a kind, or None."""
    if call == "lookup":
        return _hidden_in(reads, of.shape, ())
    if call == "each":
        return _hidden_in(reads.items, of.shape, ()) if reads.items is not None else _hidden_in(reads, of.shape, ())
    lists = [(name,) for name in of.shape.properties if of.shape.child(name).get("x-key")]
    found = (_hidden_in(reads, of.shape.at((*one, "*")), (*one, "*")) for one in lists)
    return next((one for one in found if one is not None), None)


def _others(derivation: Derivation, usable: Mapping[str, Kind]) -> list[tuple[str, Kind]]:
    """Return the kinds of which an expression asks for playbooks, and how; where it names none, it may be any that hides something."""
    hiding = [kind for kind in usable.values() if kind.hides]
    return [(call, kind) for call, _, name in _CALL.findall(derivation.expression.text) for kind in hiding if name in ("", kind.name)]


def _hidden_in(reads: Reads, shape: SchemaView, pointer: Pointer, seen: frozenset[int] = frozenset()) -> Pointer | None:
    """Return the first hidden field that is read at a place or inside of it, or None."""
    if is_hidden(shape):
        return pointer
    if reads.whole:
        if shape.structure and shape.structure <= seen:
            return None  # A part of the schema that refers to itself.
        inside: Mapping[Any, Reads] = dict.fromkeys((*shape.properties, *(("*",) if not shape.properties else ())), reads)
        seen |= shape.structure
    else:
        inside = {**reads.fields, **({"*": reads.items} if reads.items is not None else {})}
    found = (_hidden_in(one, shape.child(step), (*pointer, step), seen) for step, one in inside.items() if shape.child(step))
    return next((one for one in found if one is not None), None)
