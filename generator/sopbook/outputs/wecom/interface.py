"""What WeCom's interface takes: a schema for each sort of body, from schema/wecom/api/."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema.exceptions import SchemaError, ValidationError
from jsonschema.validators import Draft202012Validator, extend

from sopbook.kinds.pack import built_in_pack, workspace_pack
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.document import Pointer

FOLDER = "wecom/api"
"""Inside schema/."""
_BYTES = "x-max-bytes"


@dataclass(frozen=True)
class Interface:
    """One sort of body: under which address it is sent, on which page that is documented, and what it may hold."""

    address: str
    page: str
    most: int | None
    """How many of them a company may have."""
    schema: dict[str, Any] = field(repr=False)

    def faults(self, body: dict[str, Any]) -> Iterator[tuple[Pointer, str]]:
        """Yield what keeps WeCom from taking a body: where, and what it says there."""
        for error in _validator()(self.schema).iter_errors(body):
            yield tuple(error.absolute_path), _in_words(error)


def interface(root: Path, name: str) -> tuple[Interface | None, list[Diagnostic]]:
    """Return what WeCom takes, by the workspace's own file, else by that of sopbook; None where the file is no schema (KIND002, KIND003)."""
    path = f"{FOLDER}/{name}.schema.json"
    pack = workspace_pack(root) if workspace_pack(root).has(path) else built_in_pack()
    schema, diagnostics = pack.read_json(path)
    if diagnostics or schema is None:
        return None, diagnostics
    what = _lacks(schema)
    if not what:
        return Interface(schema["x-address"], schema["x-page"], schema.get("x-most"), schema), []
    source, _ = pack.read(path)
    return None, [source.diagnostic(
        0, 1, "KIND003", say("{name}.schema.json is not what an export needs: {what}.", name=name, what=what),
        say("Compare it with the one that comes with sopbook."),
    )] if source else []


def _lacks(schema: Any) -> str:
    """Return what keeps a file from being a schema of a body; nothing where it is one."""
    if not isinstance(schema, dict) or not all(isinstance(schema.get(name), str) for name in ("x-address", "x-page")):
        return say("it is no table with x-address and x-page")
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        return str(error.message)
    return ""


@cache
def _validator() -> Any:
    return extend(Draft202012Validator, {_BYTES: _max_bytes})  # type: ignore[no-untyped-call]


def _max_bytes(_validator: Any, most: int, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    if isinstance(instance, str) and len(instance.encode()) > most:
        yield ValidationError(say("{count} bytes are more than {most}", count=len(instance.encode()), most=most))


def _in_words(error: ValidationError) -> str:
    """Return what is wrong in a plain sentence."""
    name = ".".join(str(step) for step in error.absolute_path if not isinstance(step, int)) or say("the whole")
    match error.validator:
        case "x-max-bytes":
            return say(
                "{name} takes {most:,} bytes; this has {count:,}.",
                name=name, most=error.validator_value, count=len(str(error.instance).encode()),
            )
        case "maxLength":
            return say(
                "{name} takes {most:,} characters; this has {count:,}.",
                name=name, most=error.validator_value, count=len(str(error.instance)),
            )
        case "maxItems":
            return say(
                "{name} takes {most:,}; these are {count:,}.",
                name=name, most=error.validator_value, count=len(error.instance) if isinstance(error.instance, list) else 0,
            )
        case "minLength":
            return say("{name} is empty.", name=name)
    return say("{name} does not fit: {message}.", name=name, message=error.message)
