"""The catalogues of interface texts."""

from dataclasses import dataclass, field
from functools import cache
from importlib import resources

import yaml

LOCALES = ("en", "zh")
"""The locales that the interface speaks."""


class MissingLabelError(KeyError):
    """A template asks for a text that the catalogue of the locale does not hold."""


@dataclass(frozen=True)
class Catalogue:
    """The interface's texts in one locale, by their names."""

    locale: str
    texts: dict[str, str] = field(repr=False)

    def __call__(self, name: str, **values: object) -> str:
        """Return a text, its {blanks} filled in; `count` chooses between `name.one` and `name.other`.

        Raises MissingLabelError.
        """
        if "count" in values:
            name = f"{name}.{'one' if values['count'] == 1 else 'other'}"
        if name not in self.texts:
            raise MissingLabelError(f"{self.locale}: {name}")
        return self.texts[name].format(**values)


@cache
def catalogue(locale: str) -> Catalogue:
    """Return the catalogue of a locale, or the English one where there is none."""
    known = locale if locale in LOCALES else "en"
    text = (resources.files(__package__) / f"{known}.yaml").read_text("utf-8")
    return Catalogue(known, yaml.load(text, yaml.CSafeLoader))
