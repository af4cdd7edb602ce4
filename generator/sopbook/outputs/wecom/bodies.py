"""What WeCom sends by itself or on a click: welcomes, mass messages and posts in Moments, as bodies for its interface."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypedDict

from sopbook.handbook.edition import Edition
from sopbook.outputs.wecom.attached import Attached, attached_to
from sopbook.outputs.wecom.made import Made, leave_out, named, version_of, without_gaps
from sopbook.outputs.wecom.request import CONTACTS, GROUP, OWNER, Request, file_of
from sopbook.outputs.wecom.sending import Sending
from sopbook.outputs.wecom.words import Words, filled, words_of
from sopbook.source.document import Document, Pointer

FILES = "附件"
"""The folder with the files that bodies name."""
_COVER = "TODO:cover"
"""The playbooks hold no picture for a card."""
_TYPES = {"mini-program": "miniprogram"}
"""What WeCom calls a type where we say it otherwise."""


class _Text(TypedDict):
    """A text as WeCom's interface takes it."""

    content: str


@dataclass(frozen=True)
class _Form:
    """One sort of body: the part of the export, its schema, its file, and how it is made."""

    part: str
    schema: str
    path: str
    """A file for all, or a folder with a file for each."""
    body: Callable[[str, list[dict[str, Any]]], dict[str, Any]]


def _group_welcome(text: str, attachments: list[dict[str, Any]]) -> dict[str, Any]:
    return {"text": _Text(content=text), **{name: value for one in attachments for name, value in one.items() if name != "msgtype"}}


def _contact_welcome(text: str, attachments: list[dict[str, Any]]) -> dict[str, Any]:
    return {"welcome_code": "TODO:welcome_code", "text": _Text(content=text), **_listed(attachments)}


def _mass_to_groups(text: str, attachments: list[dict[str, Any]]) -> dict[str, Any]:
    return {"chat_type": "group", "sender": OWNER, "chat_id_list": [GROUP], "text": _Text(content=text), **_listed(attachments)}


def _mass_to_contacts(text: str, attachments: list[dict[str, Any]]) -> dict[str, Any]:
    return {"chat_type": "single", "sender": OWNER, "external_userid": [CONTACTS], "text": _Text(content=text), **_listed(attachments)}


def _moment(text: str, attachments: list[dict[str, Any]]) -> dict[str, Any]:
    return {"text": _Text(content=text), **_listed(attachments), "visible_range": {"sender_list": {"user_list": [OWNER]}}}


def _listed(attachments: list[dict[str, Any]]) -> dict[str, Any]:
    return {"attachments": attachments} if attachments else {}


FORMS = (
    _Form("group-welcomes", "group-welcome", "群欢迎语.json", _group_welcome),
    _Form("contact-welcomes", "contact-welcome", "新客户欢迎语.json", _contact_welcome),
    _Form("mass-groups", "mass-message", "群发/", _mass_to_groups),
    _Form("mass-contacts", "mass-message", "群发/", _mass_to_contacts),
    _Form("moments", "moment", "朋友圈/", _moment),
)


def bodies(edition: Edition, sendings: Sequence[Sending], part: str, root: Path) -> Made:
    """Return the bodies of one part of the export, and the files that they name."""
    made = Made()
    for form in (one for one in FORMS if one.part == part):
        found = [(one, _request(one, form, edition, made)) for one in sendings if one.makes(part) and not _is_only_planned(one) and without_gaps(one, made)]
        if not form.path.endswith("/"):
            made.add(file_of(form.path, form.schema, (request for _, request in found), root))
            continue
        for name, request in _named_apart(found):
            made.add(file_of(f"{form.path}{name}.json", form.schema, [request], root))
    return made


def _is_only_planned(sending: Sending) -> bool:
    """Return whether a plan says a text without a day for it, such as what repeats: its days say it as well."""
    return sending.playbook.kind.agenda is not None and sending.day is None


def _named_apart(found: list[tuple[Sending, Request]]) -> Iterator[tuple[str, Request]]:
    """Yield requests, each with the name of its file."""
    seen: dict[str, int] = {}
    for sending, request in found:
        name = _file_name(sending)
        seen[name] = seen.get(name, 0) + 1
        yield (name if seen[name] == 1 else f"{name}.{seen[name]}"), request


def _file_name(sending: Sending) -> str:
    """Return a name that sorts by the day: 2026-12-01-beauty-december-2026-calendar."""
    return "-".join(filter(None, (sending.day.isoformat() if sending.day else "", sending.playbook.id, sending.name)))


def _request(sending: Sending, form: _Form, edition: Edition, made: Made) -> Request:
    """Return the body of a sending; attachments that cannot be handed on are noted."""
    words, things = words_of(sending), attached_to(sending)
    ready = [one for one in things if not one.lacks]
    for one in things:
        if one.lacks:
            leave_out(one, made, edition.labels)
        elif one.file is not None:
            made.files[f"{FILES}/{one.file.path}"] = one.file.content
    parts = [_Part(one, form.part == "moments") for one in ready]
    blanks = [blank for one in (words, *(_words(part) for part in parts)) for blank in one.blanks]
    about: dict[str, Any] = {
        "playbook": named(sending), "version": version_of(sending), **_when(sending, edition), **({"fill": list(dict.fromkeys(blanks))} if blanks else {}),
    }
    return Request(form.body(words.text, [one.value for one in parts]), about, lambda pointer: _place(sending, parts, pointer))


def _when(sending: Sending, edition: Edition) -> dict[str, Any]:
    """Return when a sending goes out, as far as somebody says."""
    said = {"date": sending.day.isoformat() if sending.day else None, **{name: sending.value(name) for name in ("day", "minutes", "at")}}
    account = sending.value("by")
    return {**{name: value for name, value in said.items() if value is not None}, **({"by": account} if account in edition.branch.accounts else {})}


@dataclass(frozen=True)
class _Part:
    """An attachment in WeCom's form."""

    attached: Attached = field(repr=False)
    in_moments: bool

    @property
    def type(self) -> str:
        return _TYPES.get(self.attached.type, self.attached.type)

    @property
    def value(self) -> dict[str, Any]:
        return {"msgtype": self.type, self.type: dict(self._fields())}

    def _fields(self) -> Iterator[tuple[str, str]]:
        """Yield the fields of WeCom's form."""
        one = self.attached
        match one.type:
            case "link":
                yield "title", _filled(one, "title").text
                if self.in_moments:
                    yield "media_id", _COVER
                elif one.text("description"):
                    yield "desc", _filled(one, "description").text
                yield "url", _filled(one, "url").text
            case "mini-program":
                yield from (("title", _filled(one, "title").text), ("pic_media_id", _COVER), ("appid", one.text("appid")), ("page", _filled(one, "page").text))
            case _:
                yield "media_id", f"file:{one.file.path}" if one.file else f"TODO:{one.text('url')}"


_WRITTEN_AS = {"desc": "description", "media_id": "file", "pic_media_id": "title"}
"""The field of ours from which one of WeCom's comes, where it is called otherwise."""


def _filled(one: Attached, name: str) -> Words:
    return filled(one.text(name), one.sending.source.branch, one.sending.source.locale)


def _words(part: _Part) -> Words:
    """Return the slots in the fields of an attachment."""
    return Words("", tuple(blank for name in ("title", "description", "url", "page") for blank in _filled(part.attached, name).blanks))


def _place(sending: Sending, parts: list[_Part], pointer: Pointer) -> tuple[Document, Pointer]:
    """Return where a part of a body is written: in an attachment, else in the text."""
    document = sending.source.document
    index = pointer[1] if pointer[:1] == ("attachments",) and len(pointer) > 1 else next((n for n, one in enumerate(parts) if pointer[:1] == (one.type,)), None)
    if not isinstance(index, int):
        return (document, sending.attachments) if pointer[:1] == ("attachments",) and sending.attachments else (document, sending.text)
    name = _WRITTEN_AS.get(str(pointer[-1]), str(pointer[-1]))
    one = parts[index].attached
    return document, (*one.pointer, name) if name in one.value else one.pointer
