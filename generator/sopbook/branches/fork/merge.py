"""A fork laid over what its parent says (docs/authors/forks.md).

Nothing is guessed: what a fork names must be there, what it adds must not, and what it takes away it
says so. Every change is recorded, so that the parent can be watched at just that place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sopbook.branches.fork.change_site import ChangeSite
from sopbook.branches.fork.known import Known
from sopbook.branches.fork.lists import merge_items
from sopbook.branches.fork.merge_log import MergeLog, without_reasons
from sopbook.branches.fork.node import Node, grow, merged, tree
from sopbook.branches.fork.operators import fields, is_reason, misuses, operators
from sopbook.branches.fork.override import ABSENT, Override, same
from sopbook.branches.fork.path import WHOLE
from sopbook.branches.fork.rules import AS_A_SET, in_words, key_of, merge_rule
from sopbook.branches.fork.sets import merge_set
from sopbook.counters import count
from sopbook.kinds.schema_view import SchemaView
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.document import Document, Pointer
from sopbook.source.pointer import at as read
from sopbook.source.pointer import write_pointer


@dataclass(frozen=True)
class _Merge:
    """One fork being laid over its parent."""

    ledger: MergeLog
    identity: Pointer | None
    """The place of the id, which no fork changes."""
    id: Any

    def value(self, theirs: Node | None, change: Any, at: ChangeSite) -> Node | None:
        """Return what becomes of a value; None where nothing is left."""
        if at.place in self.ledger.fork.guessed:
            return theirs
        if at.path == self.identity:
            self.ledger.report(
                at.place, "FORK014", say("A fork has no {name} of its own: it is the same playbook in another branch.", name=at.name),
                say("Delete the line, or delete fork: if this is a playbook of the branch's own."), key=True,
            )
            return theirs
        if change is None:
            self.ledger.report(
                at.place, "FORK004", say("{name} is empty; in a fork that neither keeps nor deletes.", name=at.name),
                say("To delete it, write $delete: true below it; to keep it, delete the line."), key=True,
            )
            return theirs
        if isinstance(change, dict):
            return self._operated(theirs, change, at)
        if isinstance(change, list) and (theirs is None or isinstance(theirs.value, list)):
            return self._list(theirs, change, at)
        return self.put(theirs, change, at)

    def _list(self, theirs: Node | None, change: list[Any], at: ChangeSite) -> Node | None:
        """Return what becomes of a list by a fork's list, by the rule of its kind."""
        rule = merge_rule(at.shape)
        key = key_of(rule)
        had = self.ledger.known.had(at.path)
        if theirs is not None and rule == AS_A_SET:
            self.ledger.report(
                at.place, "FORK009", say("{name} is a set; a plain list would silently replace {parent}'s.", name=at.name, parent=self.ledger.parent),
                say("Write $add: […] and $remove: […] below it, or $replace: […]."), key=True,
            )
            return theirs
        if theirs is not None and theirs.value and key and not change:
            self.ledger.report(
                at.place, "FORK004", say("{name} is an empty list; in a fork that neither keeps nor deletes its items.", name=at.name),
                say("To delete all of them, write $replace: [] below it; to keep them, delete the line."), key=True,
            )
            return theirs
        at = at.through(rule, there=theirs is not None, was_there=had)
        if key and (change or theirs is not None):
            return merge_items(self.ledger, self._item, theirs, change, at, key)
        return self.put(theirs, change, at)

    def put(self, theirs: Node | None, value: Any, at: ChangeSite, *, replaces: bool = False) -> Node | None:
        """Return a value in the place of the parent's; it must be of the same type unless it `replaces` that one."""
        if theirs is not None and not replaces and _sort(theirs.value) != _sort(value):
            self.ledger.report(
                at.place, "FORK010", say(
                    "{name} is {mine} here, but {theirs} in {parent}.",
                    name=at.name, mine=_sort(value), theirs=_sort(theirs.value), parent=self.ledger.parent,
                ),
                say("Write it in the same form, or below $replace to rewrite it."), key=True,
            )
            return theirs
        if self._takes_the_id(value, at):
            return theirs
        written = self.ledger.written(value, at)
        if written is None:
            return theirs
        node, at = written
        self.ledger.record("set", at, theirs, without_reasons(value))
        return node

    def _takes_the_id(self, value: Any, at: ChangeSite) -> bool:
        """Return whether a value in the place of a whole would leave the playbook without its id, and report it (FORK014)."""
        if self.identity is None or at.path != self.identity[: len(at.path)]:
            return False
        if same(read(value, self.identity[len(at.path) :], ABSENT), self.id):
            return False
        self.ledger.report(
            at.place, "FORK014", say("The id stands in {name}, at {identity}, and a fork keeps it.", name=at.name, identity=write_pointer(self.identity)),
            say(
                "Change only the other fields of {name}, or write {identity} as {parent} has it.",
                name=at.name, identity=self.identity[-1], parent=self.ledger.parent,
            ), key=True,
        )
        return True

    def _operated(self, theirs: Node | None, change: dict[str, Any], at: ChangeSite) -> Node | None:
        """Return what becomes of a value that a fork changes by a table: by operators, or field by field."""
        rule = merge_rule(at.shape)
        is_table = theirs is None or isinstance(theirs.value, dict)
        is_list = theirs is None or isinstance(theirs.value, list)
        of_set = is_list and rule == AS_A_SET and bool({"$add", "$remove"} & change.keys())
        if not of_set and self._was_a_set(change, at, rule):
            return theirs
        used, rest = operators(change), fields(change)
        wrong = list(misuses(change, at.place, self.ledger.fork, of_set=of_set))
        if not wrong and used.keys() - {"$why"} and rest and used.get("$replace") is not True:
            wrong = [self.ledger.fork.diagnostic(
                (*at.place, next(iter(rest))), "FORK008",
                say("{field} cannot be combined with {operator}, which applies to the whole.", field=next(iter(rest)), operator=next(iter(used))), say("Keep one of them."), key=True,
            )]
        if wrong:
            self.ledger.diagnostics += wrong
            return theirs
        if theirs is not None and change.keys() == {"$why"}:
            self.ledger.report_idle_reason(at.place)
            return theirs
        at = at.because(used.get("$why"))
        if "$delete" in used:
            if self._takes_the_id(ABSENT, at):
                return theirs
            self.ledger.delete(theirs, at)
            return None
        if "$value" in used:
            return self.value(theirs, used["$value"], at.below("$value"))
        if used.get("$replace") is True and (rest or is_table):
            return self.put(theirs, rest, at, replaces=True)
        if "$replace" in used:
            value, where = used["$replace"], at.below("$replace")
            if isinstance(value, dict) and value.keys() == {"$value"}:  # A true in the place of a table.
                value, where = value["$value"], where.below("$value")
            return self.put(theirs, value, where, replaces=True)
        had = self.ledger.known.had(at.path)
        if of_set:
            return merge_set(self.ledger, theirs, change, at.through(rule, there=theirs is not None, was_there=had))
        return self.table(theirs, rest, at.within(there=theirs is not None, was_there=had)) if is_table else self.put(theirs, rest, at)

    def _was_a_set(self, change: dict[str, Any], at: ChangeSite, rule: str) -> bool:
        """Return whether a fork changes a list as the set that it was when the branch accepted, and report it (FORK008)."""
        used = [name for name in ("$add", "$remove") if name in change]
        if not used or self.ledger.known.merged.get(at.path) != AS_A_SET or rule == AS_A_SET:
            return False
        hint = say(
            "Name each item by its {key}, new ones with $add: last; or write the whole list below $replace, or delete {name} from the fork.",
            key=key_of(rule), name=at.name,
        ) if key_of(rule) else say("Write the whole list below $replace, or delete {name} from the fork.", name=at.name)
        self.ledger.report(
            (*at.place, used[0]), "FORK008", say("{used} cannot stand here any more: the kind merges {name} {rule} now, and no longer as a set.", used=used[0], name=at.name, rule=in_words(rule)),
            hint, key=True,
        )
        return True

    def _item(self, theirs: Node, change: dict[str, Any], at: ChangeSite) -> Node:
        return self.table(theirs, change, at) or theirs

    def table(self, theirs: Node | None, change: Mapping[str, Any], at: ChangeSite) -> Node | None:
        """Return a table with a fork's fields laid over the parent's, new ones last; None where there is none and nothing is added."""
        table = dict(theirs.value) if theirs is not None else {}
        origin = theirs.origin if theirs is not None else self.ledger.origin(at.place)
        if theirs is None and not change:
            self.ledger.record("set", at, None, {})
        for name, value in change.items():
            if isinstance(value, dict) and value.get("$delete") is True and name in table and _needs(at.shape, name):
                self.ledger.report(
                    (*at.place, name), "FORK013", say("{name} cannot be deleted: every playbook of the kind needs it.", name=name),
                    say("Change it instead of deleting it."), key=True,
                )
                continue
            node = self.value(table.get(name), value, at.field(name))
            if node is not None:
                table[name] = node
            elif name in table:
                del table[name]
                origin = self.ledger.origin(at.place)
        return None if theirs is None and change and not table else Node(table, origin)


def merge(
    parent: Document, fork: Document, parent_branch: str, shape: SchemaView, known: Known, identity: Pointer | None = ("id",),
) -> tuple[Document, tuple[Override, ...], list[Diagnostic]]:
    """Return a parent's document with a fork laid over it, what the fork overrides, and what is wrong with it.

    `known` is what the fork's branch has accepted of the parent, `identity` the place of the id, which no fork changes. An empty fork gives back the parent's document itself. Reports FORK004 to
    FORK014 and LOCK003. Where a change is wrong, the parent's value stays.
    """
    change = fork.value if isinstance(fork.value, dict) else {}
    ledger = MergeLog(fork, parent_branch, known)
    if not isinstance(parent.value, dict):
        mistaken = "object" in (shape.get("type") or ())  # Its schema says so, and the parent has the finding.
        for name in [] if mistaken else [name for name in change if name != "fork" and not name.startswith("$")][:1]:
            ledger.report(
                (name,), "FORK010", say("The playbook is {value} in {parent}, and a fork changes fields of a table.", value=_sort(parent.value), parent=parent_branch),
                say("Write a playbook of the branch's own, with another id."), key=True,
            )
        return parent, (), ledger.diagnostics
    count("forks merged")
    top = tree(parent)
    reasons = (change["$why"],) if is_reason(change.get("$why")) else ()
    ledger.diagnostics += misuses({k: v for k, v in change.items() if k.startswith("$")}, (), fork, whole=True)
    locks = change.get("locks") if "locks" in change and _are_locks(shape) else ABSENT
    skip = {"fork", *(["locks"] if locks is not ABSENT else []), *(name for name in change if name.startswith("$"))}
    kept = {name: value for name, value in change.items() if name not in skip}
    laid = _Merge(ledger, identity, read(parent.value, identity, ABSENT) if identity else ABSENT)
    node = laid.table(top, kept, ChangeSite((), WHOLE, shape, reasons)) or top
    if locks is not ABSENT:
        _add_locks(ledger, node, locks)
    if not ledger.overrides and node.value.get("locks") is top.value.get("locks"):
        return parent, (), ledger.diagnostics
    return merged(node, fork), tuple(ledger.overrides), ledger.diagnostics


def _are_locks(shape: SchemaView) -> bool:
    """Return whether `locks` are locks in a kind, and not a field of its own that happens to have the name."""
    item = shape.child("locks").child("*")
    says_nothing = not item.properties and item.get("type") in (None, "object") and shape.child("locks").get("type") in (None, "array")
    return says_nothing or "mode" in item.properties


def _needs(above: SchemaView, name: str) -> bool:
    """Return whether a table must have a field in any case: alternatives may need other fields."""
    return name in above.required and not any(above.get(word) for word in ("anyOf", "oneOf", "if"))


def _add_locks(ledger: MergeLog, node: Node, locks: Any) -> None:
    """Add a fork's locks to those of its parent: a lower branch adds locks and never lifts one (LOCK003)."""
    if not isinstance(locks, list) or not locks:
        ledger.report(
            ("locks",), "LOCK003", say("A branch can add locks, and neither change nor lift those of its parent."),
            say("Write a list of locks of your own; the parent's stay in force."), key=True,
        )
        return
    above = node.value.get("locks")
    if above is not None and not isinstance(above.value, list):
        return  # Malformed in the parent, which has its finding.
    own = grow(locks, lambda pointer: ledger.origin(("locks", *pointer)))
    node.value["locks"] = Node([*(above.value if above else []), *own.value], above.origin if above else own.origin)


def _sort(value: Any) -> str:
    if isinstance(value, dict):
        return say("a table of fields")
    return say("a list") if isinstance(value, list) else say("a single value")


