"""Facts that texts type although they stand in one place: prices, hours, times of activities, limits of WeCom."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sopbook.branches.branch import Branch
from sopbook.branches.interpolation import parts
from sopbook.branches.playbook import Playbook
from sopbook.handbook.check.amounts import amounts_of
from sopbook.handbook.check.check import Checked
from sopbook.handbook.check.references import references
from sopbook.handbook.check.workspace import CheckedWorkspace
from sopbook.kinds.schema_view import leaves
from sopbook.source.document import Pointer
from sopbook.source.written import written_at

AMOUNT = re.compile(r"[¥￥]\s?(\d+(?:\.\d{1,2})?)(?![\d.]*\d)|(?<![\d.])(\d+(?:\.\d{1,2})?)\s?(?:元|块|yuan\b|RMB\b|CNY\b)", re.IGNORECASE)
TIME = re.compile(r"(?<![\d:：])(?:[01]?\d|2[0-4])[:：][0-5]\d(?![\d:：])")
RANGE = re.compile(rf"({TIME.pattern})\s?(?:–|-|—|~|到|至|to|until)\s?({TIME.pattern})")
LIMIT = re.compile(r"(\d[\d,]*)\s?(?:bytes?\b|字节|KB\b|MB\b|characters?\b|个?字(?!母)|字符|attachments?\b|个?附件)", re.IGNORECASE)
CLAUSE = re.compile(r"[^。！？；\n.!?;]+")
ABOUT: Mapping[str, re.Pattern[str]] = {
    "game_start": re.compile(r"游戏|骰子|看拼音|开玩|\bgames?\b|\bdice\b", re.IGNORECASE),
    "service_open": re.compile(r"在线|真人|值班|客服|服务时间|on duty|service hours|real (?:person|people)", re.IGNORECASE),
    "service_close": re.compile(r"在线|真人|值班|客服|服务时间|on duty|service hours|real (?:person|people)", re.IGNORECASE),
    "manager_open": re.compile(r"客户经理.{0,8}(?:在|上班)|client managers? (?:is|are|works?)", re.IGNORECASE),
    "manager_close": re.compile(r"客户经理.{0,8}(?:在|到|下班)|client managers? (?:is|are|works?|stays?)", re.IGNORECASE),
}
"""Of which hours of the branch a sentence speaks: the same time of day means nothing by itself."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A fact that a text types, and where it stands."""

    place: str
    words: str
    stands_in: str

    def __str__(self) -> str:
        """Return it as a line to go to: the file, what it says there, and where that comes from."""
        return f"{self.place} {self.words}: {self.stands_in}"


def typed_facts(workspace: CheckedWorkspace) -> list[Typed]:
    """Return every such fact of every edition, each place once."""
    return list(dict.fromkeys(one for edition in workspace.editions.values() for one in _of_edition(edition)))


def _of_edition(edition: Checked) -> Iterator[Typed]:
    prices = amounts_of([(one, one.value) for one in edition.playbooks.values()])
    limits = _limits(edition.resolved.branch)
    for playbook in edition.playbooks.values():
        starts = _starts(playbook, edition)
        for pointer, text in _texts(playbook):
            found: list[tuple[int, int, str]] = []
            for part in parts(text):
                if not part.is_name:
                    found += [(part.start + first, part.start + last, source) for first, last, source in (
                        *(_prices(part.text, prices, playbook)), *_times(part.text, starts), *_typed_limits(part.text, limits),
                    )]
            found += _hours(text, edition.resolved.branch)
            yield from (Typed(_place(playbook, pointer, text, first, last), text[first:last], source) for first, last, source in sorted(set(found)))


def _texts(playbook: Playbook) -> Iterator[tuple[Pointer, str]]:
    """Yield the texts of a playbook that may name a param, as they are written in the language of the edition; a time alone is no prose."""
    for pointer, text, shape in leaves(playbook.document.value, playbook.kind.shape):
        if isinstance(text, str) and shape.get("x-text") and shape.get("x-text") != "code" and pointer[:1] != ("params",) and not TIME.fullmatch(text):
            yield pointer, text


def _prices(text: str, prices: Mapping[float, Any], playbook: Playbook) -> Iterator[tuple[int, int, str]]:
    for found in AMOUNT.finditer(text) if not playbook.kind.once_fields else ():
        for one in prices.get(round(float(found[1] or found[2]), 2), ())[:1]:
            yield found.start(), found.end(), f"{'/'.join(one.playbook.key)}#{one.path}"


def _starts(playbook: Playbook, edition: Checked) -> Mapping[str, str]:
    """Return the times of the activities that a playbook names: their start, and those of their params that are a time of day."""
    found: dict[str, str] = {}
    for key in dict.fromkeys(one.key for one in references(playbook)):
        run = edition.playbooks.get(key)
        if run is None or run.key == playbook.key or run.kind.run_sheet is None:
            continue
        own = run.document.value.get("params", {})
        found |= {str(value): f"{'/'.join(key)}#/params/{name}" for name, value in own.items() if TIME.fullmatch(str(value))}
    return found


def _times(text: str, starts: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    for found in TIME.finditer(text):
        if (source := starts.get(_clock(found[0]))) is not None:
            yield found.start(), found.end(), source


def _hours(text: str, branch: Branch) -> Iterator[tuple[int, int, str]]:
    """Yield the hours of a branch, or of one above it, in sentences that speak of them; and both ends of them wherever they stand."""
    while True:
        hours = {name: str(branch.params[name]) for name in ABOUT if name in branch.params}
        for clause in CLAUSE.finditer(text):
            for found in TIME.finditer(clause[0]):
                for name in (name for name, value in hours.items() if value == _clock(found[0]) and ABOUT[name].search(clause[0])):
                    yield clause.start() + found.start(), clause.start() + found.end(), f"${{{name}}} of {branch.name}"
        for found in RANGE.finditer(text):
            for first in ("service", "manager"):
                if (_clock(found[1]), _clock(found[2])) == (hours.get(f"{first}_open"), hours.get(f"{first}_close")):
                    yield found.start(), found.end(), f"${{{first}_open}} and ${{{first}_close}} of {branch.name}"
        if branch.parent is None:
            return
        branch = branch.parent


def _limits(branch: Branch) -> Mapping[int, str]:
    """Return the limits of the send modes and of attachments by their numbers."""
    found: dict[int, str] = {}
    for name, mode in (branch.modes.modes if branch.modes else {}).items():
        found |= {number: f"modes.yaml, {name}" for number in (mode.bytes, mode.chars, mode.most) if number}
    for name, one in (branch.modes.types if branch.modes else {}).items():
        found |= dict.fromkeys(one.bytes.values(), f"modes.yaml, {name}")
    return found


def _typed_limits(text: str, limits: Mapping[int, str]) -> Iterator[tuple[int, int, str]]:
    for found in LIMIT.finditer(text):
        if (source := limits.get(int(found[1].replace(",", "")))) is not None:
            yield found.start(), found.end(), source


def _clock(written: str) -> str:
    return written.replace("：", ":").zfill(5)


def _place(playbook: Playbook, pointer: Pointer, text: str, first: int, last: int) -> str:
    """Return file, line and column of a stretch of a text, in the file that wrote it."""
    origin = playbook.document.origin(pointer)
    place = written_at(origin.document, origin.pointer, text, first, last)
    found = origin.document.source.diagnostic(*place, "TEXT009", "", "") if place else origin.document.diagnostic(origin.pointer, "TEXT009", "", "")
    return f"{found.path}:{found.span.line}:{found.span.column}"
