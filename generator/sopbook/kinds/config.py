"""What kind.yaml says about fields: expressions over them, and pointers to them."""

from collections.abc import Iterator
from typing import Any

from sopbook.kinds import agenda, per_person, spans
from sopbook.kinds.cel import Expression, compile_expression
from sopbook.kinds.introductions import field_of
from sopbook.kinds.kind import FILE_NAME, Derivation, Rule, Tab, in_locale
from sopbook.kinds.labels import first_unknown
from sopbook.kinds.run_sheet import run_sheet_pointers
from sopbook.kinds.schema_view import SchemaView
from sopbook.source.diagnostics import Diagnostic, joined, say
from sopbook.source.document import Document, Pointer
from sopbook.source.pointer import parse_pointer, write_pointer
from sopbook.source.schema.wording import closest


def read_expressions(config: Document) -> tuple[list[Rule], list[Derivation], list[Diagnostic]]:
    """Return the rules and the computed values of kind.yaml, and those that CEL cannot read (KIND006)."""
    values = config.value
    rules: list[Rule] = []
    derivations: list[Derivation] = []
    diagnostics: list[Diagnostic] = []

    def compiled(pointer: Pointer, text: str) -> Expression | None:
        try:
            return compile_expression(text)
        except ValueError as error:
            diagnostics.append(config.diagnostic(
                pointer, "KIND006", say("The expression cannot be read: {error}.", error=error),
                say("The language is CEL. sopbook's own functions are listed in the guide for makers of kinds."),
            ))
            return None

    for index, entry in enumerate(values.get("rules", [])):
        expression = compiled(("rules", index, "rule"), entry["rule"])
        if expression:
            rules.append(Rule(
                expression, entry["rule"], parse_pointer(entry.get("each", "")), parse_pointer(entry.get("at", "")),
                entry["message"], entry.get("hint", {}), ("rules", index, "rule"), entry.get("severity") == "warning",
            ))
    if "release_if" in values and (expression := compiled(("release_if",), f"!({values['release_if']})")):
        rules.append(Rule(
            expression, values["release_if"], (), (), {"en": say("Its kind asks for a release, and nobody has released it.")},
            {"en": say("Write release with by and on, or status: draft until then.")}, ("release_if",), asks_release=True,
        ))
    for index, entry in enumerate(values.get("derive", [])):
        expression = compiled(("derive", index, "value"), entry["value"])
        if expression:
            derivations.append(Derivation(
                expression, parse_pointer(entry.get("each", "")), ("params", entry["param"]) if "param" in entry else parse_pointer(entry["at"]),
                ("derive", index, "value"), "param" in entry,
            ))
    return rules, derivations, diagnostics


def check_pointers(config: Document, shape: SchemaView) -> Iterator[Diagnostic]:
    """Yield KIND005 for pointers of kind.yaml to no field, KIND010 for computed fields that can be typed."""
    for place, pointer in _written_pointers(config.value, shape):
        index, known = first_unknown(shape, pointer)
        if known:
            meant = closest(str(pointer[index]), known)
            yield config.diagnostic(
                place, "KIND005", say("The schema has no field {pointer}.", pointer=write_pointer(pointer[:index + 1])),
                say("Did you mean {value}?", value=write_pointer((*pointer[:index], meant))) if meant else say("The fields there are: {known}.", known=joined(", ", known)),
            )
        else:
            computed = any(shape.at(pointer[:n]).get("readOnly") for n in range(1, len(pointer) + 1))
            if place in (("shared", "items"), ("register", "items")) and not shape.at(pointer).get("x-key"):
                what = say("is shared") if place[0] == "shared" else say("is a register")
                yield config.diagnostic(
                    place, "KIND017", say("{pointer} {what}, and its items have no ids.", pointer=write_pointer(pointer), what=what),
                    say('Give the list "x-key": "id" in schema.json.'),
                )
            if place == ("shared", "text") and not shape.at(pointer).takes_names:
                yield config.diagnostic(
                    place, "KIND017",
                    say("{pointer} is shared, and is no text that others could take in.", pointer=write_pointer(pointer)),
                    say('Give the field "x-text": "message", "plain" or "markdown" in schema.json.'),
                )
            if place[0] == "derive" and place[-1] == "at" and not computed:
                yield config.diagnostic(
                    place, "KIND010", say("{pointer} is computed, but the schema lets authors type it.", pointer=write_pointer(pointer)),
                    say('Mark it "readOnly": true in schema.json.'),
                )


def read_tabs(values: dict[str, Any]) -> tuple[Tab, ...]:
    """Return the tabs of kind.yaml."""
    return tuple(Tab(one["title"], tuple(map(parse_pointer, one["sections"]))) for one in values.get("tabs", []))


def check_tabs(config: Document) -> Iterator[Diagnostic]:
    """Yield KIND015 for a field that stands below two tabs."""
    seen: dict[str, str] = {}
    for index, tab in enumerate(config.value.get("tabs", [])):
        title = in_locale(tab["title"], "en")
        for number, text in enumerate(tab["sections"]):
            if text in seen:
                yield config.diagnostic(
                    ("tabs", index, "sections", number), "KIND015", say("{text} stands below the tab {seen} already.", text=text, seen=seen[text]),
                    say("Leave it below one of the two: a page shows each field once."),
                )
            seen.setdefault(text, title)


def _written_pointers(values: dict[str, Any], shape: SchemaView) -> Iterator[tuple[Pointer, Pointer]]:
    for name, text in values.get("identity", {}).items():
        if text != FILE_NAME:
            yield ("identity", name), parse_pointer(text)
    for index, entry in enumerate(values.get("group_by", [])):
        yield ("group_by", index) if isinstance(entry, str) else ("group_by", index, "field"), parse_pointer(field_of(entry))
    for name in ("facts", "columns", "situations"):
        for index, text in enumerate(values.get(name, [])):
            yield (name, index), parse_pointer(text)
    for index, tab in enumerate(values.get("tabs", [])):
        for number, text in enumerate(tab["sections"]):
            yield ("tabs", index, "sections", number), parse_pointer(text)
    if "topics" in values:
        yield ("topics",), parse_pointer(values["topics"])
    yield from agenda.pointers(values)
    yield from per_person.pointers(values)
    yield from spans.pointers(values)
    if "shared" in values:
        items, text = (parse_pointer(values["shared"][name]) for name in ("items", "text"))
        yield ("shared", "items"), items
        yield ("shared", "text"), (*items, "*", *text)
    if "register" in values:
        register = {name: parse_pointer(text) for name, text in values["register"].items()}
        yield ("register", "items"), register["items"]
        yield from ((("register", name), (*register["items"], "*", *pointer)) for name, pointer in register.items() if name != "items")
    yield from run_sheet_pointers(values, shape)
    for name in ("rules", "derive"):
        for index, entry in enumerate(values.get(name, [])):
            each = parse_pointer(entry.get("each", ""))
            if each:
                yield (name, index, "each"), each
            if "param" in entry:
                yield (name, index, "param"), ("params", entry["param"])
            if entry.get("at"):
                yield (name, index, "at"), (*each, *parse_pointer(entry["at"]))
