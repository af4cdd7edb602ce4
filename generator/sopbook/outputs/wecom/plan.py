"""What goes out when: the plan of groups and of contacts, row by row, in the numbers that LinkWechat counts by."""

from collections.abc import Iterator, Sequence

from sopbook.handbook.edition import Edition
from sopbook.handbook.moment import WEEKDAYS, clock_time
from sopbook.handbook.view.view import view_of
from sopbook.handbook.words import words_at
from sopbook.kinds.kind import in_locale
from sopbook.kinds.references import named_key
from sopbook.outputs.data.workbook import Sheet, workbook
from sopbook.outputs.wecom.attached import attached_to
from sopbook.outputs.wecom.made import Made, leave_out, version_of, without_gaps
from sopbook.outputs.wecom.sending import Sending
from sopbook.outputs.wecom.titles import title_of
from sopbook.outputs.wecom.words import words_of

FILE = "群SOP.xlsx"
_ON_A_DATE, _ON_A_WEEKDAY, _AFTER_JOINING = "1", "2", "3"
"""LinkWechat's types of a time (pushTimeType)."""
_STAYS_OPEN = 30
"""Minutes in which a text may go out where nobody says until when."""
_TIMED = {"group-sop": "群SOP", "contact-sop": "客户SOP"}
_FIRST_DAY = "当天"
"""LinkWechat has no number for the day of joining itself: these rows are a list for people."""
_WIDTHS = {"name": 30, "groups": 24, "type": 8, "value": 12, "from": 8, "until": 8, "only_if": 40, "title": 30, "text": 80, "attachments": 40, "who": 18, "ends": 12, "playbook": 36, "version": 8}


def plan(edition: Edition, sendings: Sequence[Sending]) -> Made:
    """Return the plan: a sheet for groups, one for contacts, and one for the first day."""
    made = Made()
    rows: dict[str, list[tuple[str, ...]]] = {name: [] for name in (*_TIMED.values(), _FIRST_DAY)}
    for sending in sendings:
        for what, sheet in _TIMED.items():
            times = list(_times(sending)) if sending.makes(what) else []
            if times and without_gaps(sending, made):
                rest = _rest(sending, edition, made)
                for type_, value, begins, ends in times:
                    rows[sheet if type_ else _FIRST_DAY].append((*rest[:2], type_, value, begins, ends, *rest[2:]))
    heads = [edition.labels(f"export.{name}") for name in _WIDTHS]
    sheets = [Sheet(name, heads, found, list(_WIDTHS.values())) for name, found in rows.items() if found]
    if sheets:
        made.files[FILE] = workbook(sheets)
        made.counts[FILE] = sum(len(sheet.rows) for sheet in sheets)
    return made


def _times(sending: Sending) -> Iterator[tuple[str, str, str, str]]:
    """Yield type, value, from and until of each time at which a sending goes out; without a type on the first day. None where it has no time."""
    day, minutes, weekdays = sending.value("day"), sending.value("minutes"), sending.value("weekdays")
    begins, ends = _window(sending)
    if sending.day is not None:
        yield _ON_A_DATE, sending.day.isoformat(), begins, ends
    elif isinstance(weekdays, list):
        yield from ((_ON_A_WEEKDAY, str(WEEKDAYS.index(one) + 1), begins, ends) for one in weekdays if one in WEEKDAYS)
    elif isinstance(day, int) and day > 1:
        yield _AFTER_JOINING, str(day - 1), begins, ends
    elif isinstance(minutes, int):
        yield "", str(minutes), "", ""
    elif day == 1:
        yield "", "", begins, ends


def _window(sending: Sending) -> tuple[str, str]:
    """Return from when and until when a sending may go out."""
    begins = clock_time(sending.value("at"))
    window = sending.value("window")
    if isinstance(window, dict):
        return str(window.get("from", "")), str(window.get("until", ""))
    if begins is None:
        return "", ""
    last = min(begins.hour * 60 + begins.minute + _STAYS_OPEN, 24 * 60 - 1)
    return f"{begins:%H:%M}", f"{last // 60:02}:{last % 60:02}"


def _rest(sending: Sending, edition: Edition, made: Made) -> tuple[str, ...]:
    """Return the cells of a row beside those of its time."""
    labels = edition.labels
    condition = sending.place("only_if")
    account = edition.branch.accounts.get(str(sending.value("by")))
    return (
        sending.playbook.title, labels("join").join(_groups(sending, edition)), words_at(sending.playbook, condition) if condition else "", title_of(sending),
        words_of(sending).text, "\n".join(_attachments(sending, edition, made)), in_locale(account.title, edition.locale) if account else sending.who,
        sending.ends.isoformat() if sending.ends else "", f"{'/'.join(sending.playbook.key)}#{sending.path}", version_of(sending),
    )


def _groups(sending: Sending, edition: Edition) -> Iterator[str]:
    """Yield the groups that get it: those that it names itself, else the cards of groups that its playbook's own fields name."""
    playbook = sending.playbook
    own = sending.place("single") or sending.place("groups")
    if own is not None:
        yield view_of(playbook, edition).at(own).text
        return
    for name, value in playbook.value.items() if isinstance(playbook.value, dict) else ():
        shape = playbook.kind.shape.child(name)
        for one, place in ((one, shape.child(0)) for one in value) if isinstance(value, list) else ((value, shape),):
            card = edition.playbooks.get(named_key(place, one) or ("", ""))
            if card is not None and card.kind.shape.get("x-group"):
                yield card.title


def _attachments(sending: Sending, edition: Edition, made: Made) -> Iterator[str]:
    """Yield each attachment as a line that a person can follow, what is not there yet among them."""
    for one in attached_to(sending):
        parts = [one.type_words, one.title, one.file.name if one.file else "", *(one.text(name) for name in ("url", "appid", "page"))]
        line = " ".join(part for part in parts if part)
        yield f"{line} {edition.labels('export.waits', what=leave_out(one, made, edition.labels))}" if one.lacks else line
