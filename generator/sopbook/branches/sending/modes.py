"""Send modes: the ways in which a text leaves, with what each one takes, read from schema/wecom/modes.yaml."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from sopbook.kinds.kind import LocaleText
from sopbook.kinds.pack import source_pack, workspace_pack
from sopbook.source.diagnostics import Diagnostic, in_each, joined, say
from sopbook.source.document import Document, Pointer
from sopbook.source.schema.document import validate
from sopbook.source.schema.validator import SchemaValidator
from sopbook.source.schema.wording import closest

FILE = "wecom/modes.yaml"
"""Inside schema/."""
_SURE = ("official", "library")
_GOOD_FOR = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class AttachmentType:
    """A type of attachment: what findings call it, and what it needs to be sent."""

    phrase: str
    needs: tuple[tuple[str, ...], ...]
    """Of each group one field at least."""
    endings: tuple[str, ...] = ()
    """The types of files that are taken; any, where there are none."""
    bytes: Mapping[str, int] = field(default_factory=dict)
    """The most bytes of a field."""
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Allowance:
    """How often a sending reaches one group or one client: so often in a day, a week or a month."""

    period: str
    most: int | None = None
    """As often as the month has days, where it is None."""


@dataclass(frozen=True, slots=True)
class Quota:
    """What a company can choose from, and what counts where it has chosen nothing."""

    per: str
    """`group` or `client`."""
    choices: Mapping[str, Allowance]
    default: str
    phrase: str
    """What findings call several of them: mass messages."""


@dataclass(frozen=True, slots=True)
class Mode:
    """A way in which a text leaves, and what it takes."""

    id: str
    title: LocaleText
    phrase: str
    """What findings call it, with its article."""
    bytes: int | None = None
    chars: int | None = None
    types: tuple[str, ...] = ()
    """The types of attachments, in the order in which WeCom takes them."""
    most: int | None = None
    alone: tuple[str, ...] = ()
    fewer_bytes: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """By type and field, where the mode takes less than the type in general."""
    variables: tuple[str, ...] = ()
    automatic: bool = False
    reaches_many: bool = False
    needs: tuple[str, ...] = ()
    exports: tuple[str, ...] = ()
    """What an export makes of such a text."""
    quota: Quota | None = None
    signature: bool = False
    """Whether a text begins with who sends it."""
    promotion_hours: tuple[str, str] | None = None
    """From when to when a text that sells may go out."""
    refuse: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By language, the words of which a text that sells says one: how to stop it."""
    is_sure: bool = True
    """Whether somebody who knows has published the limits: else what breaks one is a warning."""


@dataclass(frozen=True)
class Modes:
    """All send modes of a workspace."""

    modes: Mapping[str, Mode]
    types: Mapping[str, AttachmentType]
    variables: Mapping[str, str] = field(default_factory=dict)
    """What WeCom fills in, letter for letter, by its name."""
    document: Document | None = field(default=None, repr=False)

    def outdated(self, today: date) -> Iterator[Diagnostic]:
        """Yield SEND012 where nobody has compared the limits with WeCom for half a year."""
        if self.document is not None and date.fromisoformat(self.document.value["checked_on"]) < today - _GOOD_FOR:
            yield self.document.diagnostic(
                ("checked_on",), "SEND012", say("The limits were last compared with WeCom on {checked_on}.", checked_on=self.document.value["checked_on"]),
                say("Compare them with the pages that source names, correct what has changed, and write today's date."),
            )


def read_modes(root: Path, sources: tuple[str, ...] = ()) -> tuple[Modes | None, list[Diagnostic]]:
    """Return the send modes of a workspace, else those of a git source, and what is wrong with the file.

    Without a file, or with a broken one, there are none, and nothing about sending is checked. Reports MODE001 (a name that
    the file itself does not have), YAML and SCHEMA codes.
    """
    place = next((one for one in (workspace_pack(root), *(source_pack(root, folder) for folder in sources)) if one.has(FILE)), None)
    if place is None:
        return None, []
    document, diagnostics = place.parse(FILE)
    if document is None:
        return None, diagnostics
    diagnostics += validate(document, _validator()) or _unknown_names(document)
    return (None, diagnostics) if diagnostics else (_of(document), [])


@cache
def modes_schema() -> dict[str, Any]:
    """Return the JSON Schema of modes.yaml."""
    schema: dict[str, Any] = json.loads((resources.files(__package__) / "modes.schema.json").read_text("utf-8"))
    return schema


@cache
def _validator() -> SchemaValidator:
    return SchemaValidator(modes_schema())


def _unknown_names(document: Document) -> Iterator[Diagnostic]:
    """Yield MODE001 for types and variables that a mode names and the file does not have."""
    value = document.value
    types, variables = value["attachments"], value.get("variables", {})
    for name, mode in value["modes"].items():
        attachments, place = mode.get("attachments", {}), ("modes", name)
        own = attachments.get("types", [])
        named: list[tuple[Pointer, str, str, list[str]]] = [
            *(((*place, "attachments", "types", index), one, say("type of attachment"), [*types]) for index, one in enumerate(own)),
            *(((*place, "attachments", "alone", index), one, say("type of this mode"), own) for index, one in enumerate(attachments.get("alone", []))),
            *(((*place, "attachments", "bytes", one), one, say("type of this mode"), own) for one in attachments.get("bytes", {})),
            *(((*place, "variables", index), one, say("variable"), [*variables]) for index, one in enumerate(mode.get("variables", []))),
            *(((*place, "quota", "default"), quota["default"], say("choice of this quota"), [*quota["choices"]]) for quota in [mode.get("quota")] if quota),
        ]
        for pointer, one, what, known in named:
            if one not in known:
                meant = closest(one, known)
                yield document.diagnostic(
                    pointer, "MODE001", say("There is no {what} {name}.", what=what, name=one),
                    say("Did you mean {meant}?", meant=meant) if meant else say("There are: {known}.", known=joined(", ", known) or say("none")), key=pointer[-1] == one,
                )


def _of(document: Document) -> Modes:
    value = document.value
    types = {
        name: AttachmentType(
            in_each(one["phrase"]), tuple((need,) if isinstance(need, str) else tuple(need) for need in one["needs"]), tuple(one.get("endings", ())),
            one.get("bytes", {}), one.get("source", {"sure": "official"})["sure"] in _SURE,
        )
        for name, one in value["attachments"].items()
    }
    return Modes({name: _mode(name, one) for name, one in value["modes"].items()}, types, value.get("variables", {}), document)


def _mode(name: str, one: Mapping[str, Any]) -> Mode:
    text, attachments, promotion = one.get("text", {}), one.get("attachments", {}), one.get("promotion", {})
    hours = promotion.get("hours")
    return Mode(
        name, one["title"], _phrase(one), text.get("bytes"), text.get("chars"), tuple(attachments.get("types", ())), attachments.get("most"),
        tuple(attachments.get("alone", ())), attachments.get("bytes", {}), tuple(one.get("variables", ())), one.get("automatic", False),
        one.get("reaches") == "many", tuple(one.get("needs", ())), tuple(one.get("exports", ())), _quota(one.get("quota")), one.get("signature", False), (hours["from"], hours["until"]) if hours else None,
        {locale: tuple(words) for locale, words in promotion.get("refuse", {}).items()}, one["source"]["sure"] in _SURE,
    )


def _phrase(one: Mapping[str, Any]) -> str:
    """Return what findings call a mode: a phrase in English alone has the mode's title beside it for the other languages."""
    phrase = one["phrase"]
    return in_each({**one["title"], "en": phrase} if isinstance(phrase, str) else phrase)


def _quota(one: Mapping[str, Any] | None) -> Quota | None:
    if one is None:
        return None
    return Quota(one["per"], {name: Allowance(choice["in"], choice.get("most")) for name, choice in one["choices"].items()}, one["default"], in_each(one["phrase"]))
