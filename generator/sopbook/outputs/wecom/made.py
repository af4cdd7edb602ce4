"""What an export has made: files, how much is in them, what is wrong, and what was left out."""

from dataclasses import dataclass, field

from sopbook.handbook.check.send_attachments import ON_THE_DAY
from sopbook.handbook.labels import Catalogue
from sopbook.outputs.wecom.attached import Attached
from sopbook.outputs.wecom.sending import Sending
from sopbook.outputs.wecom.words import empty_params
from sopbook.source.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that no file holds: where it stands, and why."""

    where: str
    why: str


@dataclass
class Made:
    """The files of one part of an export."""

    files: dict[str, bytes] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    """How many rows or bodies are in each file, or in all files of a folder."""
    findings: list[Diagnostic] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def add(self, other: "Made") -> None:
        """Take in what another part has made."""
        self.files |= other.files
        for path, count in other.counts.items():
            self.counts[path] = self.counts.get(path, 0) + count
        self.findings += [one for one in other.findings if one not in self.findings]
        self.left_out += [one for one in other.left_out if one not in self.left_out]


def named(sending: Sending) -> str:
    """Return how a sending is called where people read of it: welcome/new-group-member#/messages/{coupon}."""
    return f"{'/'.join(sending.playbook.key)}#{sending.path}"


def version_of(sending: Sending) -> str:
    """Return the version of the playbook, or an empty text."""
    envelope = sending.playbook.envelope
    return envelope.version if envelope else ""


def without_gaps(sending: Sending, made: Made) -> bool:
    """Return whether a text can be handed on: every param that it names has a value. Else it is noted as left out."""
    waiting = list(dict.fromkeys(empty_params(sending.source, sending.text)))
    if waiting:
        made.left_out.append(LeftOut(named(sending), ", ".join(waiting)))
    return not waiting


def leave_out(one: Attached, made: Made, labels: Catalogue) -> str:
    """Note that an attachment is left out, and return why."""
    why = labels("export.on_the_day") if one.lacks == ON_THE_DAY else one.lacks
    made.left_out.append(LeftOut(f"{named(one.sending)}: {one.title}", why))
    return why
