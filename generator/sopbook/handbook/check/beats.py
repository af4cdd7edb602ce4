"""Whether a run sheet can be followed: every question is played once and in time, and no instruction names a text in words only."""

from collections.abc import Iterator
from dataclasses import dataclass

from sopbook.branches.playbook import Playbook
from sopbook.handbook.beats import PlayedRound, Sheet
from sopbook.kinds.run_sheet import RoundFields
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.document import Pointer
from sopbook.source.pointer import at

_GAP = 1
"""Minutes between an answer and the next question, in what a hint proposes."""


def check_beats(playbook: Playbook) -> Iterator[Diagnostic]:
    """Yield BEAT001 to BEAT004 for the rounds of a playbook."""
    sheet = playbook.kind.run_sheet
    if sheet is not None and sheet.rounds is not None:
        yield from _RoundsCheck(playbook, sheet.rounds, Sheet(playbook.kind, sheet, playbook.value), sheet.at, sheet.weekdays).findings()


@dataclass(frozen=True)
class _Played:
    """A round and the step that plays it."""

    step: Pointer
    round: PlayedRound


@dataclass(frozen=True)
class _RoundsCheck:
    """The rounds of one playbook."""

    playbook: Playbook
    fields: RoundFields
    sheet: Sheet
    at: Pointer
    weekdays: Pointer | None

    def findings(self) -> Iterator[Diagnostic]:
        played = [_Played(step, one) for step in self.sheet.steps() for one in self.sheet.rounds(step)]
        yield from self._never_sent(played)
        yield from self._sent_twice(played)
        yield from self._before_its_step(played)
        yield from self._too_early(played)

    def _never_sent(self, played: list[_Played]) -> Iterator[Diagnostic]:
        """Yield BEAT001 for each question that is neither sent nor spare, with the step that most likely should send it."""
        sent = {one.round.name: one for one in played}
        nearest: _Played | None = None
        questions = list(self.sheet.questions())
        for name, pointer in questions:
            nearest = sent.get(name, nearest)
            if name in sent or (self.fields.spare and at(self.playbook.value, (*pointer, *self.fields.spare))):
                continue
            before = nearest or next((sent[other] for other, _ in questions if other in sent), None)
            yield self.playbook.document.diagnostic((*pointer, "id"), "BEAT001", say("No step sends the question {name}.", name=name), self._should_send(name, before))

    def _should_send(self, name: str, before: _Played | None) -> str:
        item, minute = self.fields.item[-1], self.fields.at[-1]
        if before is None:
            steps = list(self.sheet.steps())
            step, when = (self.sheet.name(steps[-1]), "…") if steps else (say("a step"), "…")
        else:
            step, when = self.sheet.name(before.step), str(before.round.due + _GAP)
        line = f"{{{item}: {name}, {minute}: {when}}}"
        if self.fields.spare:
            return say("Add {line} to the rounds of {step}, or write {spare}: true if it is kept in reserve.", line=line, step=step, spare=self.fields.spare[-1])
        return say("Add {line} to the rounds of {step}.", line=line, step=step)

    def _sent_twice(self, played: list[_Played]) -> Iterator[Diagnostic]:
        """Yield BEAT002 for each second time on which a question is sent, at the one that the branch itself wrote."""
        first: dict[str, _Played] = {}
        for one in played:
            other = first.setdefault(one.round.name, one)
            if other is not one and self._meet(one, other):
                told, kept = (other, one) if self._is_own(other) and not self._is_own(one) else (one, other)
                yield self.playbook.document.diagnostic(
                    (*told.round.pointer, *self.fields.item), "BEAT002",
                    say(
                        "{name} is sent twice: {step} sends it at minute {asked}.",
                        name=one.round.name, step=self.sheet.name(kept.step), asked=kept.round.asked,
                    ), say("Delete one of the two, or send another question."),
                )

    def _before_its_step(self, played: list[_Played]) -> Iterator[Diagnostic]:
        """Yield BEAT003 for each round that begins before its step."""
        for one in played:
            begins = at(self.playbook.value, (*one.step, *self.at))
            if one.round.asked < begins:
                yield self.playbook.document.diagnostic(
                    (*one.round.pointer, *self.fields.at), "BEAT003",
                    say(
                        "The round {name} begins at minute {asked}, before its step {step} (minute {begins}).",
                        name=one.round.name, asked=one.round.asked, step=self.sheet.name(one.step), begins=begins,
                    ),
                    say("Minutes are counted from the start of the whole, in rounds as in steps."),
                )

    def _too_early(self, played: list[_Played]) -> Iterator[Diagnostic]:
        """Yield BEAT004 for each question that is asked while another waits for its answer."""
        by_minute = sorted(played, key=lambda one: one.round.asked)
        for place, one in enumerate(by_minute):
            waiting = [other for other in by_minute[:place] if other.round.due > one.round.asked and other.round.name != one.round.name and self._meet(one, other)]
            if waiting:
                last = max(waiting, key=lambda other: other.round.due)
                yield self.playbook.document.diagnostic(
                    (*one.round.pointer, *self.fields.at), "BEAT004",
                    say(
                        "{name} is asked at minute {asked}, and the answer of {before} is due at minute {due}.",
                        name=one.round.name, asked=one.round.asked, before=last.round.name, due=last.round.due,
                    ),
                    say("Ask it at minute {due}, or give less time for answers.", due=last.round.due + _GAP),
                )

    def _meet(self, one: _Played, other: _Played) -> bool:
        """Return whether there is a day of the week on which both steps are taken."""
        days = [set(at(self.playbook.value, (*played.step, *self.weekdays)) or ()) if self.weekdays else set() for played in (one, other)]
        return not all(days) or bool(days[0] & days[1])

    def _is_own(self, one: _Played) -> bool:
        return self.playbook.document.origin((*one.round.pointer, *self.fields.item)).branch == self.playbook.branch.name
