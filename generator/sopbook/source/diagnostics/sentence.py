"""A sentence for people, which still knows its template and its values, so that other languages can say it, too."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any


class Sentence(str):
    """An English text made of a template and named values; it is its text wherever a text is wanted.

    The template has the form of `str.format`. A value may be a sentence itself: part of another one.
    """

    template: str
    values: Mapping[str, Any]

    def __new__(cls, text: str, template: str, values: Mapping[str, Any]) -> "Sentence":
        """Return the text, with where it comes from."""
        made = super().__new__(cls, text)
        made.template, made.values = template, values
        return made

    def __getnewargs__(self) -> tuple[str, str, Mapping[str, Any]]:  # type: ignore[override]
        """Return what it is made of, for copies and other processes."""
        return str(self), self.template, self.values


class Joined(str):
    """Several texts in a row, joined by a comma or by a word of the language."""

    joint: str
    parts: tuple[str, ...]

    def __new__(cls, text: str, joint: str, parts: tuple[str, ...]) -> "Joined":
        """Return the parts as one text, with what they are."""
        made = super().__new__(cls, text)
        made.joint, made.parts = joint, parts
        return made

    def __getnewargs__(self) -> tuple[str, str, tuple[str, ...]]:  # type: ignore[override]
        """Return what it is made of, for copies and other processes."""
        return str(self), self.joint, self.parts


class Localized(str):
    """A text that somebody wrote in several languages, such as the title of a kind; it is the English one."""

    texts: Mapping[str, str]

    def __new__(cls, text: str, texts: Mapping[str, str]) -> "Localized":
        """Return the English text, with those in other languages."""
        made = super().__new__(cls, text)
        made.texts = texts
        return made

    def __getnewargs__(self) -> tuple[str, Mapping[str, str]]:  # type: ignore[override]
        """Return what it is made of, for copies and other processes."""
        return str(self), self.texts


class AsWritten(str):
    """A text that a schema, a word list or the system wrote; it stays as it is where no catalogue has it."""


def say(template: str, /, **values: Any) -> str:
    """Return a sentence, or a part of one, for the values that its template names.

    Every template stands in the catalogues (`sentences/`) in each other language. What an error says counts as its text.
    """
    known = {name: _said(value) if isinstance(value, BaseException) else value for name, value in values.items()}
    return Sentence(template.format(**known), template, known)


def many(count: int, one: str, more: str, /, **values: Any) -> str:
    """Return a sentence that has a form for one thing and another for several; `count` is a value of it."""
    return say(one if count == 1 else more, count=count, **values)


def joined(joint: str, parts: Iterable[str]) -> str:
    """Return several texts in a row: `joint` is ", ", " and " or " or ", which every language has its own of."""
    known = tuple(parts)
    return Joined(joint.join(known), joint, known)


def in_each(texts: str | Mapping[str, str], otherwise: str = "") -> str:
    """Return what somebody wrote in several languages: each finding takes the one that it is told in."""
    return texts if isinstance(texts, str) else Localized(texts.get("en") or otherwise or next(iter(texts.values()), ""), texts)


def mapped(text: str, change: Callable[[str], str]) -> str:
    """Return a text with every text in it changed, whatever it is made of."""
    match text:
        case Sentence():
            values = {name: mapped(value, change) if isinstance(value, str) else value for name, value in text.values.items()}
            return Sentence(change(str(text)), text.template, values)
        case Joined():
            return Joined(change(str(text)), text.joint, tuple(mapped(part, change) for part in text.parts))
        case Localized():
            return Localized(change(str(text)), {language: change(words) for language, words in text.texts.items()})
    return change(text)


def inflected(text: str, change: Callable[[str], str]) -> str:
    """Return a text with its English changed, such as its first letter; what it is in other languages stays."""
    match text:
        case Sentence():
            return Sentence(change(str(text)), text.template, text.values)
        case Localized():
            return Localized(change(str(text)), text.texts)
    return change(text)


def capital(text: str) -> str:
    """Return a text, such as a value that begins a sentence, with a capital letter."""
    return inflected(text, lambda english: english[:1].upper() + english[1:])


def lower(text: str) -> str:
    """Return a text with a small letter at its beginning, for the middle of a sentence."""
    return inflected(text, lambda english: english[:1].lower() + english[1:])


def _said(error: BaseException) -> str:
    return error.args[0] if error.args and isinstance(error.args[0], str) else str(error)
