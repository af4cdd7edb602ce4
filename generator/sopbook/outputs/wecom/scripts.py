"""The library of scripts, as LinkWechat imports it."""

from collections.abc import Iterable, Iterator, Sequence

from sopbook.handbook.edition import Edition
from sopbook.kinds.kind import in_locale
from sopbook.outputs.data.workbook import Sheet, workbook
from sopbook.outputs.wecom.made import Made, version_of, without_gaps
from sopbook.outputs.wecom.sending import Sending
from sopbook.outputs.wecom.titles import titled
from sopbook.outputs.wecom.words import units, words_of
from sopbook.source.diagnostics import say

FILE = "话术库.xlsx"
LONGEST = 1000
"""UTF-16 units: LinkWechat imports more, and then its form refuses to save the text when somebody edits it."""
_NOTE = "填写说明：\n1、带*标记为必填；\n2、文本标题不超过50字；\n3、文本内容不超过2000字；\n"
_HEADS = ("*文本标题", "*文本内容")
"""The two heading rows by which the importer knows its columns, letter for letter."""


def scripts(edition: Edition, sendings: Sequence[Sending]) -> Made:
    """Return the library: every text that somebody sends or says, and on a second sheet where it comes from.

    EXPORT002 is a text that is too long for it.
    """
    made, rows, sources = Made(), [], []
    for sending, title in titled(_told_once(one for one in sendings if one.is_own and one.makes("scripts"))):
        if not without_gaps(sending, made):
            continue
        text = words_of(sending).text
        if units(text) > LONGEST:
            made.findings.append(sending.source.document.diagnostic(
                sending.text, "EXPORT002", say("A script takes {most:,} characters; this has {count:,} (an emoji counts as 2).", most=LONGEST, count=units(text)),
                say("Shorten it by {count:,}, or make two messages of it.", count=units(text) - LONGEST),
            ))
        rows.append((title, text))
        mode = in_locale(sending.mode.title, edition.locale) if sending.mode else ""
        sources.append((title, "/".join(sending.playbook.key), version_of(sending), sending.path, mode))
    if rows:
        labels = edition.labels
        heads = [labels(f"export.{name}") for name in ("title", "playbook", "version", "place", "mode")]
        made.files[FILE] = workbook([
            Sheet("话术", _HEADS, rows, (50, 100), _NOTE), Sheet(labels("export.sources"), heads, sources, (50, 40, 10, 50, 24)),
        ])
        made.counts[FILE] = len(rows)
    return made


def _told_once(sendings: Iterable[Sending]) -> Iterator[Sending]:
    """Yield sendings, of those in which a playbook says the same the first: what repeats in a plan is one script."""
    seen: set[tuple[tuple[str, str], str]] = set()
    for sending in sendings:
        key = sending.playbook.key, words_of(sending).text
        if key not in seen:
            seen.add(key)
            yield sending
