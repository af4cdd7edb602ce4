"""The beats of a run sheet, for the template of a kind that has one."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from sopbook.handbook.beat_words import beat_anchor, beat_answer, beat_title, option_letter
from sopbook.handbook.beats import ASK, PRODUCT, SEND, Beat, Sheet, beats_of
from sopbook.handbook.view.field import Field, drawing_on, view_behind
from sopbook.kinds.run_sheet import RunSheetFields
from sopbook.source.document import Pointer


@dataclass(frozen=True)
class BeatOnPage:
    """A beat with its words and its fields, as a page shows it."""

    id: str
    anchor: str
    """Its id on the page, by which its tick is kept."""
    minute: int
    type: str
    title: str
    is_step: bool
    step: Field
    item: Field
    """The message or the question from which it comes; the step itself for one of its own."""
    opens: str
    """The id of that message or question on the page, where this beat is the first that shows it; else empty."""
    message: Field
    options: tuple[tuple[str, Field], ...]
    answer: str
    attachments: Field
    mark: Markup
    """What stands behind the minute, or behind a round that a branch added."""


def beats(page: Field) -> list[BeatOnPage]:
    """Return the beats of a playbook by their minutes, with the fields that they show; what only leads to those counts as drawn."""
    view = view_behind(page)
    found = beats_of(page.kind, view.value)
    drawing = drawing_on(page)
    if drawing is not None:
        for pointer in (*_followed(found, page.kind.run_sheet), *_spare(page)):
            drawing.use(pointer)
        for beat in found:
            drawing.say("" if beat.is_step else beat_title(beat, view.context.edition.playbooks[view.context.key], view.context.edition.labels))
    opened: set[Pointer] = set()
    made = []
    for beat in found:
        made.append(_shown(beat, page, opens=beat.item != beat.step and beat.item not in opened))
        opened.add(beat.item)
    return made


def _shown(beat: Beat, page: Field, *, opens: bool) -> BeatOnPage:
    context = view_behind(page).context
    playbook, item = context.edition.playbooks[context.key], page.at(beat.item)
    return BeatOnPage(
        beat.id, beat_anchor(beat, playbook), beat.minute, beat.type, beat_title(beat, playbook, context.edition.labels), beat.is_step,
        page.at(beat.step), item, item.anchor if opens else "", _at(page, beat.message),
        tuple((option_letter(letter, playbook), page.at(text)) for letter, text in beat.options),
        beat_answer(beat, playbook), _at(page, beat.attachments), _mark(page, beat, page.kind.run_sheet),
    )


def _followed(found: tuple[Beat, ...], sheet: RunSheetFields | None) -> Iterator[Pointer]:
    """Yield where the values are that only say which texts stand at which minute, or with which answer."""
    if sheet is None:
        return
    for beat in found:
        yield (*beat.step, *sheet.at)
        yield from (letter for letter, _ in beat.options)
        if beat.answer:
            yield beat.answer
        if sheet.sends:
            yield (*beat.step, *sheet.sends.item)
        if sheet.rounds:
            yield (*beat.step, *sheet.rounds.each[:-1])
    if sheet.rounds and sheet.rounds.minutes:
        yield sheet.rounds.minutes


def _spare(page: Field) -> Iterator[Pointer]:
    """Yield where the questions say whether they are kept in reserve."""
    sheet = page.kind.run_sheet
    if sheet and sheet.rounds and sheet.rounds.spare:
        yield from ((*place, *sheet.rounds.spare) for _, place in Sheet(page.kind, sheet, view_behind(page).value).questions())


def _mark(page: Field, beat: Beat, sheet: RunSheetFields | None) -> Markup:
    """Return the marks of what calls for a beat, which a page does not show itself."""
    places: list[Pointer] = []
    if beat.is_step and sheet:
        places = [(*beat.step, *sheet.at)]
    elif beat.type == ASK and sheet and sheet.rounds:
        places = [beat.place, (*beat.place, *sheet.rounds.item), (*beat.place, *sheet.rounds.at)]
    elif beat.answer:
        places = [beat.answer]
    elif beat.type in (SEND, PRODUCT):
        places = [beat.place]
    return Markup("").join(page.at(place).mark for place in places)


def _at(page: Field, pointer: Pointer | None) -> Field:
    return page.at(pointer) if pointer else page["\0"]
