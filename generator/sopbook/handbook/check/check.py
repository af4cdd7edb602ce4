"""The whole check of a branch's playbooks."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path

from sopbook.branches.items import NamedItems
from sopbook.branches.playbook import Playbook, Resolved
from sopbook.handbook.check.adverts import AdvertCheck
from sopbook.handbook.check.amounts import AmountCheck
from sopbook.handbook.check.attachments import AttachmentCheck
from sopbook.handbook.check.audience import check_audience
from sopbook.handbook.check.beats import check_beats
from sopbook.handbook.check.computed_params import check_typed_params, with_computed_params
from sopbook.handbook.check.contacts import ContactCheck
from sopbook.handbook.check.derive import Derivations
from sopbook.handbook.check.draws import DrawCheck
from sopbook.handbook.check.item_references import ItemReferenceCheck, check_registers
from sopbook.handbook.check.keys import KeyCheck
from sopbook.handbook.check.named_in_words import check_named_in_words
from sopbook.handbook.check.personal_data import PersonalDataCheck
from sopbook.handbook.check.price_claims import PriceClaimCheck
from sopbook.handbook.check.references import ReferenceCheck
from sopbook.handbook.check.releases import BringingInCheck, ReleaseCheck
from sopbook.handbook.check.repeats import check_repeats
from sopbook.handbook.check.reviews import check_days, check_review
from sopbook.handbook.check.rules import check_rules
from sopbook.handbook.check.send import SendCheck
from sopbook.handbook.check.send_accounts import AccountCheck, idle_accounts
from sopbook.handbook.check.terms import TermCheck
from sopbook.handbook.check.texts import TextCheck
from sopbook.handbook.check.typed_times import TypedTimeCheck
from sopbook.handbook.check.walk import Visitor, walk
from sopbook.handbook.check.watched import WordCheck
from sopbook.source.diagnostics import Diagnostic, Severity
from sopbook.source.schema.document import validate


@dataclass(frozen=True)
class Checked:
    """The playbooks of an edition that can be shown, computed values included, and the broken ones.

    `broken` maps the (kind, id) of every playbook that cannot be shown to the paths of its files.
    """

    resolved: Resolved
    playbooks: dict[tuple[str, str], Playbook]
    broken: dict[tuple[str, str], frozenset[str]]


def check(resolved: Resolved, today: date, root: Path, unsound: Iterable[str] = ()) -> tuple[Checked, list[Diagnostic]]:
    """Return what can be shown of an edition, and every finding about its playbooks.

    `root` is the workspace's folder, where attached files are looked for. `unsound` are paths that had an error already when they were read; their rules are not worked out.
    Rules, references and reviews are the same in every language: they are looked at in the branch's own.
    """
    in_own_language = resolved.locale == resolved.branch.language
    prepared = with_computed_params(resolved)
    resolved, diagnostics = prepared.resolved, prepared.diagnostics if in_own_language else []
    claims = frozenset(claim for kind in resolved.kinds.usable.values() for claim in kind.claims)
    unsound = set(unsound)
    sound: dict[tuple[str, str], Playbook] = {}
    items = NamedItems({key: (playbook.kind, playbook.value) for key, playbook in resolved.playbooks.items()})
    diagnostics += [*check_registers(resolved, items), *idle_accounts(resolved)] if in_own_language else ()
    for key, playbook in resolved.playbooks.items():
        attached, accounts = AttachmentCheck(playbook, root), AccountCheck(playbook, resolved)
        same_everywhere: list[Visitor] = [
            ReferenceCheck(playbook, resolved), ItemReferenceCheck(playbook, resolved, items), ContactCheck(playbook), accounts, DrawCheck(playbook), ReleaseCheck(playbook, today),
        ]
        at_keys, *elsewhere = walk(playbook, [
            KeyCheck(playbook.document, playbook.kind.filled_lists), TextCheck(playbook, resolved), WordCheck(playbook), TermCheck(playbook), TypedTimeCheck(playbook), BringingInCheck(playbook), PersonalDataCheck(playbook), attached, SendCheck(playbook, accounts), AdvertCheck(playbook),
            AmountCheck(playbook, resolved, prepared.amounts), PriceClaimCheck(playbook, resolved, claims),
            *(same_everywhere if in_own_language else ()),
        ])
        of_schema = [*_against_schema(playbook), *at_keys, *check_typed_params(playbook)]
        diagnostics += chain(of_schema, *elsewhere, *((check_review(playbook, today), check_days(playbook, today)) if in_own_language else ()))
        if not of_schema and not unsound.intersection(playbook.document.paths):
            sound[key] = replace(playbook, files=attached.files)
            diagnostics += chain(
                check_named_in_words(playbook),
                (*check_beats(playbook), *check_repeats(playbook), *check_audience(playbook, resolved, items)) if in_own_language else (),
            )
    derivations = Derivations(sound, resolved.playbooks)
    for playbook in sound.values() if in_own_language else ():
        diagnostics += check_rules(playbook, derivations)
    diagnostics += derivations.diagnostics
    errors = unsound | {d.path for d in diagnostics if d.severity is Severity.ERROR}
    playbooks = {
        key: replace(playbook, value=derivations.value(*key))
        for key, playbook in sound.items()
        if not errors.intersection(playbook.document.paths)
    }
    broken = {key: frozenset({path}) for key, path in resolved.unreadable.items()}
    broken |= {key: p.document.paths for key, p in resolved.playbooks.items() if errors.intersection(p.document.paths)}
    return Checked(resolved, playbooks, broken), diagnostics


def _against_schema(playbook: Playbook) -> list[Diagnostic]:
    """Return the findings about the file as written, or else about it with its params filled in."""
    written = validate(playbook.document, playbook.kind.validator)
    if written or playbook.value == playbook.document.value:
        return written
    return validate(replace(playbook.document, value=playbook.value), playbook.kind.validator)
