"""Replies to keywords, as a table from which somebody types them into the console: it imports none."""

from collections.abc import Sequence

from sopbook.handbook.edition import Edition
from sopbook.outputs.data.workbook import Sheet, workbook
from sopbook.outputs.wecom.attached import attached_to
from sopbook.outputs.wecom.made import Made, leave_out, named, version_of, without_gaps
from sopbook.outputs.wecom.sending import Sending
from sopbook.outputs.wecom.titles import titled
from sopbook.outputs.wecom.words import words_of
from sopbook.source.diagnostics import say

FILE = "关键词回复.xlsx"
_PARTS = 5
"""Of one reply, text and attachments together (articles of vendors)."""


def keywords(edition: Edition, sendings: Sequence[Sending]) -> Made:
    """Return the table of all replies: the rule, the words to which it answers, and the parts of the answer.

    The words are those that the sending names, else what the playbook is also called. EXPORT003 is a reply of too many parts.
    """
    made, rows = Made(), []
    for sending, title in titled(one for one in sendings if one.makes("keywords")):
        if not without_gaps(sending, made):
            continue
        things = attached_to(sending)
        for one in things:
            if one.lacks:
                leave_out(one, made, edition.labels)
        parts = [words_of(sending).text, *(" ".join(filter(None, (one.type_words, one.title, one.file.name if one.file else one.text("url")))) for one in things if not one.lacks)]
        if len(parts) > _PARTS:
            made.findings.append(sending.source.document.diagnostic(
                sending.attachments or sending.text, "EXPORT003",
                say("A reply to a keyword has at most {parts} parts; this has {count}.", parts=_PARTS, count=len(parts)),
                say("Take some of its attachments out."),
            ))
        rows.append((title, ",".join(_words(sending)), *parts, *[""] * (_PARTS - len(parts)), named(sending), version_of(sending)))
    if rows:
        labels = edition.labels
        heads = [labels("export.rule"), labels("export.keywords"), *(labels("export.reply", number=number) for number in range(1, _PARTS + 1)), labels("export.playbook"), labels("export.version")]
        made.files[FILE] = workbook([Sheet("关键词回复", heads, rows, (30, 40, 80, *[30] * (_PARTS - 1), 40, 8))])
        made.counts[FILE] = len(rows)
    return made


def _words(sending: Sending) -> list[str]:
    """Return the words to which a text answers."""
    said = sending.value("keywords")
    listed = said if isinstance(said, list) else [said] if said else []
    envelope = sending.playbook.envelope
    return [str(one) for one in listed] or list(envelope.aliases if envelope else ())
