"""The reasons that forks give for their changes: texts that readers see, translated like all others."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sopbook.branches.fork.operators import is_reason
from sopbook.branches.translation.file import TranslationFile
from sopbook.branches.translation.strings import String, digest, path_of, reads_alike
from sopbook.kinds.schema_view import SchemaView
from sopbook.source.document import Document, Pointer

WHY = "$why"


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason as an edition says it; `language` is its own, where that is not the edition's: it then waits for a translation."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Reasons:
    """The reasons of the forks of one playbook in a locale: how many texts they are, and how many wait or are stale."""

    texts: int = 0
    waiting: int = 0
    stale: int = 0
    said: Mapping[tuple[str, str], Reason] = field(default_factory=dict, repr=False)
    """By the branch and what its fork says."""

    def of(self, branch: str, given: Iterable[str]) -> tuple[Reason, ...]:
        """Return the reasons that a branch gives for a change, as the edition says them."""
        return tuple(self.said.get((branch, one.strip()), Reason(one)) for one in given)


def reasons_in(fork: Document, shape: SchemaView) -> Iterator[String]:
    """Yield the reasons of a fork in the order of its file; each is named by what it stands in, such as /steps/{greet}/$why."""
    for pointer, text in _reasons(fork.value, ()):
        if not reads_alike(text):
            yield String(pointer, path_of(pointer, fork.value, shape), text.strip())


def reasons_of(
    forks: Iterable[Document], shape: SchemaView, locale: str, languages: Mapping[str, str], files: Mapping[str, TranslationFile]
) -> Reasons:
    """Return the reasons of some forks in a locale; `languages` are those that the branches write, from the root to the one at hand.

    A reason goes by what it says: one that stands elsewhere now, or twice, is translated all the same. The nearest branch counts.
    """
    said: dict[tuple[str, str], Reason] = {}
    texts = waiting = stale = 0
    chain = list(languages)
    for fork in forks:
        below = chain[chain.index(fork.branch):] if fork.branch in languages else chain
        known = [files[name] for name in reversed(below) if name in files]
        for string in reasons_in(fork, shape):
            texts += 1
            if languages.get(fork.branch) == locale:
                continue
            found = next((text for file in known if (text := _translation(string.text, file))), "")
            said[fork.branch, string.text] = Reason(found) if found else Reason(string.text, languages.get(fork.branch, ""))
            waiting += not found
            stale += not found and any(string.path in file.texts and file.texts[string.path].text for file in known)
    return Reasons(texts, waiting, stale, said)


def _translation(text: str, file: TranslationFile) -> str:
    source = digest(text)
    return next((one.text for path, one in file.texts.items() if path[-1] == WHY and one.source == source and one.text), "")


def _reasons(value: Any, place: Pointer) -> Iterator[tuple[Pointer, str]]:
    if isinstance(value, dict):
        for name, item in value.items():
            if name == WHY and is_reason(item):
                yield (*place, name), item
            else:
                yield from _reasons(item, (*place, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _reasons(item, (*place, index))
