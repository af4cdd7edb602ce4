"""Documents that remember at which places they are told to have findings."""

from dataclasses import dataclass, field

from sopbook.source.diagnostics import Diagnostic
from sopbook.source.document import Document, Pointer
from sopbook.source.text import Source
from unit.drawn_forks import Value


@dataclass(frozen=True)
class Recording(Document):
    """A document that remembers its findings as (place, code, message)."""

    told: list[tuple[Pointer, str, str]] = field(default_factory=list, repr=False)

    def diagnostic(self, pointer: Pointer, code: str, message: str, hint: str = "", *, key: bool = False) -> Diagnostic:
        """Return the finding, and remember its place."""
        self.told.append((pointer, code, message))
        return super().diagnostic(pointer, code, message, hint, key=key)


def recording(value: Value, branch: str = "south") -> Recording:
    """Return the fork of a branch with this value, of which no file knows the places."""
    return Recording(Source(f"playbooks/{branch}/note/a.yaml", ""), value, {})
