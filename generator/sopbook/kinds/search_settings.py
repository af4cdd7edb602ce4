"""How the search treats a kind, as kind.yaml says it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """How much more than others the kind's playbooks count, and what people type who want its index, by locale."""

    weight: float = 1.0
    asks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_search(values: Mapping[str, Any]) -> SearchSettings:
    """Return what kind.yaml says about the search."""
    given = values.get("search", {})
    return SearchSettings(float(given.get("weight", 1.0)), {locale: tuple(words) for locale, words in given.get("asks", {}).items()})
