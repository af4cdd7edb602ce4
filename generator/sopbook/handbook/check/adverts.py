"""Whether what sells says so: to whoever checks the playbook, and to members."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from sopbook.branches.playbook import Playbook
from sopbook.handbook.check.walk import WalkedValue
from sopbook.source.diagnostics import Diagnostic, say

ADVERT = "advert"
"""The field that says whether the messages beside it are adverts."""
_MARK = re.compile(r"\s*[【\[(（]?\s*(广告|廣告|advert)", re.IGNORECASE)


def is_marked(text: str) -> bool:
    """Return whether a text begins with the mark of an advert."""
    return _MARK.match(text) is not None


@dataclass(frozen=True)
class AdvertCheck:
    """LAW002 (nobody has said whether it is an advert), and LAW001 (it is one, and does not begin with the mark)."""

    playbook: Playbook
    keywords: ClassVar[tuple[str, ...]] = ("x-advert",)

    def visit(self, value: WalkedValue) -> Iterator[Diagnostic]:
        """Yield what is wrong with a part that sells."""
        if not isinstance(value.filled, dict):
            return
        document = self.playbook.document
        if ADVERT in value.shape.properties and ADVERT not in value.filled:
            yield document.diagnostic(
                value.pointer, "LAW002", say("Does this sell? Nobody has said so yet."), say("Write advert: true if its messages are adverts, and advert: false if not."),
            )
        for name, text in value.filled.items() if value.filled.get(ADVERT) is True else ():
            if isinstance(text, str) and value.shape.child(name).get("x-text") == "message" and not is_marked(text):
                yield document.diagnostic(
                    (*value.pointer, name), "LAW001", say("This is an advert, and members cannot tell at first sight."),
                    say("Begin it with {mark}.", mark="[Advert]" if self.playbook.locale == "en" else "【广告】"),
                )
