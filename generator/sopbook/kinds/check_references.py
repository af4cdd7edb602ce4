"""Whether the references of a kind's schema can lead anywhere: `x-ref` to kinds, `x-item` to lists."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from sopbook.kinds.item_lists import kinds_meant
from sopbook.kinds.json_file import parse_json
from sopbook.kinds.kind import Kind
from sopbook.kinds.pack import Pack
from sopbook.kinds.references import ANY, ItemLists, around, from_the_top, kinds_named
from sopbook.kinds.schema_view import SchemaView
from sopbook.kinds.subschemas import subschemas
from sopbook.source.diagnostics import Diagnostic, joined, say
from sopbook.source.document import Document, Pointer
from sopbook.source.pointer import write_pointer
from sopbook.source.schema.wording import closest
from sopbook.source.yaml.parser import PlacesOnDemand


def check_references(kind: Kind, pack: Pack, usable: Mapping[str, Kind], known: Set[str]) -> Iterator[Diagnostic]:
    """Yield KIND011 and KIND014 for the references of a kind's own schema.json; `known` are the names of all kinds, broken ones too.

    A reference to a kind that is simply not installed is no mistake: removing a kind breaks no other.
    """
    source, _ = pack.read(f"{kind.name}/schema.json")
    value = parse_json(source)[0] if source else None
    if source is not None and value is not None:
        document = Document(source, value, PlacesOnDemand(source))
        yield from _misspelt(document, known)
        for pointer, lists in kind.item_fields:
            yield from _ItemCheck(kind, usable, document, pointer, lists).findings()


def _misspelt(document: Document, known: Set[str]) -> Iterator[Diagnostic]:
    """Yield KIND011 for every kind that x-ref or x-item names and that does not exist, if one of nearly the same name does."""
    for pointer, subschema in subschemas(document.value):
        said = subschema.get("x-ref")
        named: list[tuple[Pointer, object]] = [(("x-ref",), said)] if not isinstance(said, list) else [(("x-ref", index), one) for index, one in enumerate(said)]
        item = subschema.get("x-item")
        named += [(("x-item", "kind"), item.get("kind"))] if isinstance(item, dict) else []
        for place, name in named:
            meant = closest(name, known) if isinstance(name, str) and name != ANY and name not in known else None
            if meant:
                yield document.diagnostic(
                    (*pointer, *place), "KIND011",
                    say("{place} names the kind {name}, which does not exist.", place=place[0], name=name),
                    say("Did you mean {meant}?", meant=meant),
                )


@dataclass(frozen=True)
class _ItemCheck:
    """One field with x-item."""

    kind: Kind
    usable: Mapping[str, Kind]
    document: Document
    pointer: Pointer
    lists: ItemLists

    def findings(self) -> Iterator[Diagnostic]:
        """Yield KIND014 for what `of` and `list` say."""
        if self.lists.of and self.lists.kind:
            yield self._finding(("of",), say("x-item says both kind and of, so nobody can tell whose list is meant."), say("Delete one of the two."))
            return
        if self.lists.of and not kinds_named(self._beside(self.lists.of)):
            names = [name for name in self._beside().properties if kinds_named(self._beside(name))]
            meant = closest(self.lists.of, names) or (names[0] if len(names) == 1 else None)
            yield self._finding(
                ("of",),
                say("{of} stands beside the field and names no playbook.", of=self.lists.of) if self._beside(self.lists.of) else say("There is no field {of} beside this one.", of=self.lists.of),
                say("Did you mean {meant}?", meant=meant) if meant else say('Name a field beside it that has "x-ref".'),
            )
            return
        wanted = kinds_meant(self.kind, self.pointer, self.lists, self.usable)
        targets = [self.usable[name] for name in wanted if name in self.usable]
        for index, text in enumerate(self.lists.lists):
            wrong = [self._wrong(target, text) for target in targets]
            first = wrong[0] if wrong else None
            if first is not None and all(wrong) and len(targets) == len(wanted):  # Else it may be a list of a kind that is not here.
                yield self._finding(("list", index), *first)

    def _wrong(self, target: Kind, text: str) -> tuple[str, str] | None:
        """Return what is wrong with a list in a kind and how to mend it, or None."""
        pattern = from_the_top(text, self.pointer)
        shape = target.shape.at(pattern)
        if not shape or shape.get("items") is None:
            lists = _keyed_lists(target.shape, pattern[:-1], text.startswith("/"))
            meant = closest(text, lists)
            return (
                say("{text} is no list of the kind {name}.", text=text, name=target.name) if shape
                else say("{text} leads to no field of the kind {name}.", text=text, name=target.name),
                say("Did you mean {meant}?", meant=meant) if meant else say("Lists with ids there: {known}.", known=joined(", ", lists) or say("none")),
            )
        if not shape.get("x-key"):
            return say("The items of {text} of the kind {name} have no ids.", text=text, name=target.name), say('Give the list "x-key": "id", and its items an id.')
        return None

    def _beside(self, *names: str) -> SchemaView:
        return self.kind.shape.at((*around(self.pointer), *names))

    def _finding(self, place: Pointer, what: str, hint: str) -> Diagnostic:
        return self.document.diagnostic((*self._place(), "x-item", *place), "KIND014", what, hint)

    def _place(self) -> Pointer:
        """Return where the schema says x-item of this field: as near to the field's own place as is known, for a schema may refer to parts of it."""
        names = [step for step in self.pointer if step != "*"]
        same = [
            pointer for pointer, subschema in subschemas(self.document.value)
            if isinstance(item := subschema.get("x-item"), dict) and (item.get("of", ""), item.get("kind", "")) == (self.lists.of, self.lists.kind)
            and item.get("list") in (list(self.lists.lists), self.lists.lists[0])
        ]
        return min(same, key=lambda pointer: -_common_end(pointer, names), default=())


def _common_end(pointer: Pointer, names: list[str | int]) -> int:
    """Return how many of the last names of a field a place in a schema has."""
    steps = [step for index, step in enumerate(pointer) if index and pointer[index - 1] == "properties"]
    count = 0
    for one, other in zip(reversed(steps), reversed(names), strict=False):
        if one != other:
            break
        count += 1
    return count


def _keyed_lists(shape: SchemaView, around_it: Pointer, is_from_top: bool) -> list[str]:
    """Return the lists with ids that stand in one table of a schema, written as x-item writes them."""
    table = shape.at(around_it)
    names = [name for name in table.properties if table.child(name).get("x-key")]
    return [write_pointer((*around_it, name)) for name in names] if is_from_top else names
