"""From a folder of a pack to a kind, or to what is wrong with it."""

from collections.abc import Iterator
from typing import Any

import jsonschema_rs
from jinja2 import Environment, TemplateSyntaxError

from sopbook.kinds.agenda import check_agenda, read_agenda
from sopbook.kinds.config import check_pointers, check_tabs, read_expressions, read_tabs
from sopbook.kinds.icon import not_a_drawing
from sopbook.kinds.introductions import grouped_by, read_introductions
from sopbook.kinds.kind import ENVELOPE, FILE_NAME, Identity, Kind, RegisterFields, SharedFields
from sopbook.kinds.labels import read_labels
from sopbook.kinds.meta_check import meta_validator, read_schema
from sopbook.kinds.pack import Pack
from sopbook.kinds.per_person import read_per_person
from sopbook.kinds.print_template import read_print_template
from sopbook.kinds.run_sheet import check_run_sheet, read_run_sheet
from sopbook.kinds.schema_view import SchemaView
from sopbook.kinds.search_settings import read_search
from sopbook.kinds.shared_labels import SharedLabels, with_shared
from sopbook.kinds.spans import check_spans, read_spans
from sopbook.kinds.tables import check_tables
from sopbook.kinds.topics import read_topics
from sopbook.source.diagnostics import Diagnostic, Severity, say
from sopbook.source.document import Document, Pointer
from sopbook.source.pointer import parse_pointer
from sopbook.source.schema.document import validate
from sopbook.source.schema.validator import SchemaValidator
from sopbook.source.text import Source


def load_kind(pack: Pack, folder: str, shared: SharedLabels) -> tuple[Kind | None, list[Diagnostic]]:
    """Return the kind in one folder of a pack, or None and every reason why it cannot be used. `shared` are the labels of the pack's shared parts."""
    config, diagnostics = _config(pack, folder)
    schema, schema_document, of_schema = _schema(pack, folder)
    diagnostics += of_schema
    if config is None or schema is None or schema_document is None:
        return None, diagnostics
    topics = read_topics(pack, folder, config)
    diagnostics += topics.diagnostics
    topics.in_schema(schema)
    shape = SchemaView((schema,), schema)
    validator, of_validator = _validator(schema, schema_document)
    diagnostics += of_validator
    if validator is None:
        return None, diagnostics
    labels, of_labels = read_labels(pack, folder, shape)
    (template, of_template), (icon, of_icon), (print_template, of_printing) = _template(pack, folder), _icon(pack, folder), read_print_template(pack, folder)
    diagnostics += of_labels + of_template + of_icon + of_printing
    values = config.value if isinstance(config.value, dict) else {}
    rules, derivations, problems = read_expressions(config)
    diagnostics += [*problems, *_envelope(config, values, shape, schema_document), *_of_fields(config, shape), *check_tables(schema_document, shape)]
    if _errors(diagnostics):
        return None, diagnostics
    title = {"en": str(schema.get("title") or folder.replace("-", " ").capitalize())}
    return Kind(
        name=folder,
        origin=pack.origin,
        config=config,
        title=values.get("title", title),
        plural=values.get("plural") or values.get("title") or title,
        need=values.get("need", {}),
        lead=values.get("lead", {"en": str(schema["description"])} if schema.get("description") else {}),
        order=values.get("order", 100),
        envelope=_has_envelope(config, values, shape),
        files=tuple(values.get("files", [f"{folder}/*.yaml"])),
        identity=_identity(values.get("identity", {}), shape),
        facts=_list_of_pointers(values, "facts"),
        columns=_list_of_pointers(values, "columns"),
        group_by=grouped_by(values), introductions=read_introductions(values),
        situations=_list_of_pointers(values, "situations"),
        schema=schema,
        shape=shape,
        validator=validator,
        rules=tuple(rules),
        derivations=tuple(derivations),
        labels=with_shared(topics.in_labels(labels), schema, shape, shared),
        template=template,
        print_template=print_template,
        icon=icon,
        urgent=values.get("urgent", False), explains=values.get("explains", False), section=values.get("section", ""),
        dock=values.get("dock", {}),
        search=read_search(values),
        tabs=read_tabs(values),
        shared=_shared(values.get("shared")),
        register=_register(values.get("register")),
        agenda=read_agenda(values),
        run_sheet=read_run_sheet(values), per_person=read_per_person(values), spans=read_spans(values),
        topics=topics.topics,
        audience=values.get("audience", ""),
    ), diagnostics


def _config(pack: Pack, folder: str) -> tuple[Document | None, list[Diagnostic]]:
    path = f"{folder}/kind.yaml"
    if not pack.has(path):
        return Document(Source(f"{pack.shown}/{path}", ""), {}, {}), []
    document, diagnostics = pack.parse(path)
    if document is None:
        return None, diagnostics
    diagnostics += validate(document, meta_validator("kind"))
    if not _errors(diagnostics) and document.value["kind"] != folder:
        diagnostics.append(document.diagnostic(
            ("kind",), "KIND007", say("kind is {kind}, but the folder is called {folder}.", kind=document.value["kind"], folder=folder),
            say("Write kind: {folder}, or rename the folder.", folder=folder),
        ))
    return (None if _errors(diagnostics) else document), diagnostics


def _of_fields(config: Document, shape: SchemaView) -> Iterator[Diagnostic]:
    """Yield what is wrong with the fields that kind.yaml names."""
    yield from check_pointers(config, shape)
    yield from check_agenda(config, shape)
    yield from check_spans(config, shape)
    yield from check_run_sheet(config, shape)
    yield from check_tabs(config)


def _errors(diagnostics: list[Diagnostic]) -> bool:
    return any(d.severity is Severity.ERROR for d in diagnostics)


def _schema(pack: Pack, folder: str) -> tuple[dict[str, Any] | None, Document | None, list[Diagnostic]]:
    if not pack.has(f"{folder}/schema.json"):
        source = Source(f"{pack.shown}/{folder}/kind.yaml", "")
        return None, None, [source.diagnostic(
            0, 0, "KIND001", say("The kind {folder} has no schema.json.", folder=folder), say('Add one beside kind.yaml; {{"type": "object"}} is the least.'),
        )]
    return read_schema(pack, folder)


def _validator(schema: dict[str, Any], document: Document) -> tuple[SchemaValidator | None, list[Diagnostic]]:
    try:
        return SchemaValidator(schema), []
    except (ValueError, LookupError, jsonschema_rs.ValidationError) as error:
        reason = str(error).splitlines()[0].rstrip(".:")
        return None, [document.diagnostic((), "KIND003", say("The schema cannot be used: {reason}.", reason=reason), say("Look at the files that it refers to, too."))]


def _template(pack: Pack, folder: str) -> tuple[str | None, list[Diagnostic]]:
    path = f"{folder}/page.html.j2"
    if not pack.has(path):
        return None, []
    source, diagnostics = pack.read(path)
    if source is None:
        return None, diagnostics
    try:
        Environment(autoescape=True).parse(source.text)
    except TemplateSyntaxError as error:
        starts = [i for i, line in enumerate(source.text.splitlines(keepends=True), 1) if i == error.lineno]
        index = sum(len(line) for line in source.text.splitlines(keepends=True)[: (starts or [1])[0] - 1])
        _, end = source.line_bounds(index)
        diagnostics.append(source.diagnostic(
            index, end, "TEMPLATE001", say("The template cannot be read: {message}.", message=(error.message or "").rstrip(".")),
            say("The language is Jinja; look at the tags and brackets of this line."),
        ))
    return source.text, diagnostics


def _icon(pack: Pack, folder: str) -> tuple[str, list[Diagnostic]]:
    path = f"{folder}/icon.svg"
    if not pack.has(path):
        return "", []
    source, diagnostics = pack.read(path)
    if source is None:
        return "", diagnostics
    wrong = not_a_drawing(source.text)
    if wrong:
        index = max(0, source.text.find(wrong))
        diagnostics.append(source.diagnostic(
            index, index + len(wrong), "KIND012", say("icon.svg is not a plain drawing."),
            say("It must begin with <svg and hold shapes only: no script, no link, no event."),
        ))
    return source.text.strip(), diagnostics


def _has_envelope(config: Document, values: dict[str, Any], shape: SchemaView) -> bool:
    if config.source.text:
        return bool(values.get("envelope", True))
    return all(name in shape.properties for name in ENVELOPE)


def _envelope(config: Document, values: dict[str, Any], shape: SchemaView, schema: Document) -> Iterator[Diagnostic]:
    if not _has_envelope(config, values, shape):
        return
    for name in ENVELOPE:
        if name not in shape.properties:
            yield schema.diagnostic(
                ("properties",), "KIND008", say("The schema lacks the field {name}, which every playbook carries.", name=name),
                say('Add "{name}": {{ "$ref": "../envelope.json#/properties/{name}" }}, or say envelope: false in kind.yaml.', name=name),
                key=True,
            )


def _identity(values: dict[str, Any], shape: SchemaView) -> Identity:
    def pointer(name: str) -> Pointer | None:
        text = values.get(name, f"/{name}" if name in shape.properties else FILE_NAME)
        return None if text == FILE_NAME else parse_pointer(text)

    return Identity(pointer("id"), pointer("title"), pointer("summary"))


def _shared(values: dict[str, str] | None) -> SharedFields | None:
    return SharedFields(parse_pointer(values["items"]), parse_pointer(values["text"])) if values else None


def _register(values: dict[str, str] | None) -> RegisterFields | None:
    if not values:
        return None
    short = parse_pointer(values["short"]) if "short" in values else None
    return RegisterFields(parse_pointer(values["items"]), parse_pointer(values["name"]), parse_pointer(values["text"]), short)


def _list_of_pointers(values: dict[str, Any], name: str) -> tuple[Pointer, ...]:
    return tuple(parse_pointer(text) for text in values.get(name, []))
