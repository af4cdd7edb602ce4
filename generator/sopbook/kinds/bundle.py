"""A schema with everything that it refers to, in one piece."""

import posixpath
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from sopbook.source.diagnostics import say
from sopbook.source.document import Pointer
from sopbook.source.pointer import write_pointer
from sopbook.source.schema.validator import DATA

_NAMES = {("properties",), ("patternProperties",), ("$defs",), ("dependentSchemas",)}
"""Keywords whose keys are names of fields, whatever they look like."""
_PLAIN = "/~$&'()*+,;=:@!-._"
"""What may stand in the fragment of an address as it is (RFC 3986, section 3.5)."""


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A reference that leads nowhere: where it stands in schema.json, its text, and why."""

    pointer: Pointer
    reference: str
    why: str


def bundle(
    schema: dict[str, Any], folder: str, read: Callable[[str], Any | None]
) -> tuple[dict[str, Any], list[Unresolved]]:
    """Return a schema whose references to other files lead to copies under its own `$defs`.

    `folder` is the kind's folder inside its pack, and `read` returns the parsed JSON of a file of the
    pack by its path, or None. Nothing is ever fetched: an address on a host is unresolved.
    """
    files: dict[str, Any] = {}
    problems: list[Unresolved] = []
    links: list[tuple[Pointer, str, str]] = []
    own = f"{folder}/schema.json"

    def rewrite(value: Any, file: str, pointer: Pointer) -> Any:
        if isinstance(value, list):
            return [rewrite(item, file, (*pointer, i)) for i, item in enumerate(value)]
        if not isinstance(value, dict):
            return value
        copy = {
            key: item if key in DATA and pointer[-1:] not in _NAMES else rewrite(item, file, (*pointer, key)) for key, item in value.items()
        }
        reference = value.get("$ref")
        if isinstance(reference, str):
            copy["$ref"] = follow(reference, file, (*pointer, "$ref"))
            if file == own:
                links.append(((*pointer, "$ref"), reference, copy["$ref"]))
        return copy

    def follow(reference: str, file: str, pointer: Pointer) -> str:
        path, _, fragment = unquote(reference).partition("#")
        target = file
        if path:
            target = posixpath.normpath(posixpath.join(posixpath.dirname(file), path))
            if "://" in path or path.startswith(("urn:", "/")) or target.startswith(".."):
                problems.append(Unresolved(pointer, reference, say("it leads out of the pack, and nothing is fetched")))
                return "#"
        if target != own and target not in files:
            content = read(target)
            if not isinstance(content, dict):
                problems.append(Unresolved(pointer, reference, say("there is no schema {target}", target=target)))
                return "#"
            files[target] = {}
            files[target] = rewrite(content, target, pointer)
        if fragment and not fragment.startswith("/"):
            return f"#{quote(fragment)}"
        base = "" if target == own else write_pointer(("$defs", target))
        return f"#{quote(base + fragment, safe=_PLAIN)}"

    bundled = rewrite(schema, own, ())
    if files:
        embedded = {name: _without_dialect(content) for name, content in sorted(files.items())}
        bundled["$defs"] = {**bundled.get("$defs", {}), **embedded}
    problems += [
        Unresolved(pointer, original, say("nothing stands there"))
        for pointer, original, rewritten in links
        if not _leads_somewhere(rewritten, bundled)
    ]
    return bundled, problems


def _without_dialect(content: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in content.items() if key not in ("$schema", "$id")}


def _leads_somewhere(reference: str, root: Any) -> bool:
    """Return whether a reference leads to a subschema; anchors are left to the validator."""
    if not reference.startswith("#/"):
        return True
    value = root
    for step in unquote(reference).removeprefix("#/").split("/"):
        step = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            return False
    return True
