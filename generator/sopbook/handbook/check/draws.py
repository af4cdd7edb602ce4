"""Whether a draw says all that the law asks of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from sopbook.branches.playbook import Playbook
from sopbook.handbook.check.walk import WalkedValue
from sopbook.source.diagnostics import AsWritten, Diagnostic, joined, say


@dataclass(frozen=True)
class DrawCheck:
    """LAW003 (statements that are missing) and LAW004 (a prize that is worth too much), by what the schema says of the draw."""

    playbook: Playbook
    keywords: ClassVar[tuple[str, ...]] = ("x-draw",)

    def visit(self, value: WalkedValue) -> Iterator[Diagnostic]:
        """Yield what is wrong with a draw."""
        said = value.shape.get("x-draw")
        if not isinstance(said, dict) or not isinstance(value.filled, dict):
            return
        document = self.playbook.document
        missing = [(name, words) for name, words in said.get("statements", {}).items() if not value.filled.get(name)]
        if missing:
            yield document.diagnostic(
                value.pointer, "LAW003",
                say("The draw does not say {listed}.", listed=_listed([AsWritten(words) for _, words in missing])),
                say("Write {listed}.", listed=_listed([name for name, _ in missing])),
            )
        yield from self._too_large(value, said)

    def _too_large(self, value: WalkedValue, said: dict[str, Any]) -> Iterator[Diagnostic]:
        most, prizes = said.get("most_yuan"), value.filled.get("prizes")
        for index, prize in enumerate(prizes if isinstance(prizes, list) else ()):
            worth = prize.get("value_yuan") if isinstance(prize, dict) else None
            if most is not None and isinstance(worth, int | float) and worth > most:
                yield self.playbook.document.diagnostic(
                    (*value.pointer, "prizes", index, "value_yuan"), "LAW004", say("A prize of a draw is worth {most:,} yuan at most; this is {worth:,}.", most=most, worth=worth),
                    say("Take a smaller prize, or ask your lawyer."),
                )


def _listed(names: list[str]) -> str:
    return joined(" and ", filter(None, (joined(", ", names[:-1]), names[-1])))
