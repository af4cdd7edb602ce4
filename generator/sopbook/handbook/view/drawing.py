"""What a page draws of a view, and below which heading: the search reads it."""

from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager

from markupsafe import Markup

from sopbook.handbook.view.markdown import words_of
from sopbook.handbook.view.passage import Passage, lines
from sopbook.handbook.view.view import View
from sopbook.source.document import Pointer


class Drawing:
    """What a page has drawn so far.

    Words belong to the part of the page in which they are drawn: below the heading with which the part began, or
    below the last one in it since. What is drawn twice below one heading counts once.
    """

    def __init__(self, root: View) -> None:
        self._root = root
        self._anchor = ""
        self._begun: dict[str, Pointer | None] = {"": None}
        """What each heading is about, by its anchor; None for what is no value."""
        self._views: dict[tuple[str, Pointer], tuple[View, bool]] = {}
        """Each with whether it is copied into a chat."""
        self._strokes: dict[tuple[str, Pointer, str], None] = {}
        """What was drawn, in its order: below which heading, at which value, and the words if they are not the value's."""
        self.background = Markup("")
        """What the page folds away at its end: HTML, in the order in which it was put there."""
        self.drawn: set[Pointer] = set()
        """Where the values are that the page shows, with all that is in them, or out of which it makes what it shows."""

    @contextmanager
    def part(self, anchor: str, pointer: Pointer | None = None) -> Iterator[None]:
        """Draw a part of the page: below a heading of this anchor, about the value at a pointer."""
        outer = self._anchor
        self.heading(anchor, pointer)
        try:
            yield
        finally:
            self._anchor = outer

    def heading(self, anchor: str, pointer: Pointer | None = None) -> None:
        """Go on below another heading, until the part ends."""
        self._anchor = anchor
        self._begun[anchor] = pointer

    def draw(self, view: View, *, is_message: bool = False) -> None:
        """Note that a value is drawn, with all that is in it."""
        self.drawn.add(view.pointer)
        for one in view.items:
            self.draw(one, is_message=is_message)
        if view.is_leaf:
            key = (self._anchor, view.pointer)
            if key not in self._views or is_message:
                self._views[key] = (view, is_message or view.sort == "message")
            self._strokes.setdefault((*key, ""))

    def use(self, pointer: Pointer) -> None:
        """Note that the page knows a value and does with it what it likes; the search does not find it."""
        self.drawn.add(pointer)

    def say(self, words: str, pointer: Pointer = ()) -> None:
        """Note that other words are drawn, such as the title of the value at a pointer."""
        if words:
            self._strokes.setdefault((self._anchor, pointer, words))

    def passages(self, headings: Iterable[tuple[str, str]]) -> list[Passage]:
        """Return what was drawn, by the anchors and titles of the page's headings in their order; first what comes before all."""
        made = {anchor: Passage(anchor, title) for anchor, title in (("", ""), *headings)}
        said: set[tuple[str, str]] = set()
        for anchor, pointer, words in self._strokes:
            passage = made.get(self._nearest(anchor, pointer, made), made[""])
            view, is_message = (None, False) if words else self._views[anchor, pointer]
            if view is None and (passage.anchor, words) in said:
                continue
            said.add((passage.anchor, words))
            text = f"{words if view is None else _words(view)}\n"
            if is_message:
                passage.messages += text
            else:
                passage.text += text
        for passage in made.values():
            passage.text, passage.messages = lines(passage.text), lines(passage.messages)
        return [one for one in made.values() if one.heading or one.messages or one.text]

    def _nearest(self, anchor: str, pointer: Pointer, headings: Container[str]) -> str:
        """Return the heading of a value, which a template may have written by itself: that of the nearest value around it."""
        about = self._begun[anchor]
        if about is not None and pointer[: len(about)] == about:
            for end in range(len(pointer), len(about), -1):
                around = self._root.at(pointer[:end]).anchor
                if around in headings:
                    return around
        return anchor


def _words(view: View) -> str:
    match view.sort:
        case "prose":
            return words_of(view.text)
        case "file":
            return view.context.files[view.pointer].name
        case _:
            return view.text
