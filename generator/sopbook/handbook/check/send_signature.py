"""What a text must say of its sender: who it is, and how to hear no more of them."""

import re
from collections.abc import Iterator

from sopbook.handbook.check.sells import sells
from sopbook.handbook.check.sending import Sending
from sopbook.source.diagnostics import Diagnostic, capital, joined, say

_SIGNATURE = re.compile(r"【\s*[^】\s][^】]*】")


def check_signature(sending: Sending) -> Iterator[Diagnostic]:
    """Yield LAW009 for a text without its signature in front, and for one that sells and does not say how to stop it."""
    mode, playbook, text = sending.mode, sending.playbook, sending.text
    if text is None or not (mode.signature or mode.refuse):
        return
    read = sending.read
    if mode.signature and not _SIGNATURE.match(read):
        yield playbook.document.diagnostic(
            text, "LAW009",
            say("{mode} begins with who sends it, in 【】.", mode=capital(mode.phrase)),
            say("Begin it with the signature that the carrier knows, such as 【${{sms_signature}}】."),
        )
    words = mode.refuse.get(playbook.locale, ())
    if words and sells(playbook, text, read) and not any(_plain(word) in _plain(read) for word in words):
        yield playbook.document.diagnostic(
            text, "LAW009", say("This sells, and does not say how to stop it."), say("End it with one of these: {words}.", words=joined(", ", words)),
        )


def _plain(text: str) -> str:
    return "".join(text.casefold().split())
