"""Bodies for WeCom's interface in their files: each with the playbook that it comes from, held against what WeCom takes before it is written."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sopbook.outputs.wecom.interface import Interface, interface
from sopbook.outputs.wecom.made import Made
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.document import Document, Pointer

OWNER, GROUP, CONTACTS = "TODO:owner", "TODO:group", "TODO:contacts"
"""What stands in place of the ids of people and groups: no id of anybody leaves."""


@dataclass(frozen=True)
class Request:
    """A body, what stands beside it for people, and where each part of it is written."""

    body: dict[str, Any]
    about: Mapping[str, Any] = field(default_factory=dict)
    """Playbook, version, place, when it goes out, what a person fills in."""
    place: Callable[[Pointer], tuple[Document, Pointer] | None] = field(default=lambda _: None, repr=False)
    """The place of a part of the body in its file; None where no file says it."""
    weight: int = 1
    """How many it counts as, where a company may have so many at most."""


def file_of(path: str, name: str, requests: Iterable[Request], root: Path) -> Made:
    """Return a file of bodies of one sort; no file where there are none.

    EXPORT001 is a body that WeCom would refuse, EXPORT003 more of them than a company may have.
    """
    listed = list(requests)
    if not listed:
        return Made()
    known, problems = interface(root, name)
    if known is None:
        return Made(findings=problems)
    findings = [finding for one in listed for finding in _faults(one, known)]
    folder, slash, _ = path.rpartition("/")
    return Made({path: written(known, listed)}, {f"{folder}/" if slash else path: len(listed)}, [*findings, *_too_many(listed, known)])


def written(known: Interface, requests: Iterable[Request]) -> bytes:
    """Return the text of a file of bodies."""
    content = {"api": known.address, "page": known.page, "requests": [{**one.about, "body": one.body} for one in requests]}
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _faults(request: Request, known: Interface) -> Iterator[Diagnostic]:
    for pointer, what in known.faults(request.body):
        hint = say("Change it here, or leave it out with --only. The limits are those of {address}, page {page}.", address=known.address, page=known.page)
        yield from _finding(request, pointer, "EXPORT001", say("WeCom would refuse this: {what}", what=what), hint)


def _too_many(requests: list[Request], known: Interface) -> Iterator[Diagnostic]:
    count = 0
    for request in requests if known.most is not None else ():
        count += request.weight
        if known.most is not None and count > known.most:
            total = sum(one.weight for one in requests)
            yield from _finding(
                request, (), "EXPORT003",
                say("A company may have {most:,} of these; this makes them {total:,}.", most=known.most, total=total),
                say("Take some away. The limit is that of {address}, page {page}.", address=known.address, page=known.page),
            )
            return


def _finding(request: Request, pointer: Pointer, code: str, message: str, hint: str) -> Iterator[Diagnostic]:
    place = request.place(pointer)
    if place is not None:
        yield place[0].diagnostic(place[1], code, message, hint)
