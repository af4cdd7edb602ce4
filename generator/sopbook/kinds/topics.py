"""What playbooks of a kind should answer: a list in a file of its own, from which a field of the schema takes its values."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sopbook.kinds.kind import LocaleText, Topic, Topics
from sopbook.kinds.labels import Labels
from sopbook.kinds.meta_check import meta_validator
from sopbook.kinds.pack import Pack
from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.document import Document, Pointer
from sopbook.source.pointer import parse_pointer
from sopbook.source.schema.document import validate


@dataclass(frozen=True, slots=True)
class KindTopics:
    """The topics of a kind that is being loaded, and what is wrong with their file."""

    topics: Topics | None = None
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def in_schema(self, schema: dict[str, Any]) -> None:
        """Let the field of a bundled schema have the topics' ids as its values, and no others."""
        if self.topics is not None and (items := _items(schema, self.topics.named_at)) is not None:
            items["enum"] = [one.id for one in self.topics.topics]

    def in_labels(self, labels: Mapping[str, Labels]) -> dict[str, Labels]:
        """Return the labels of a kind with the titles of its topics as those of the field's values."""
        if self.topics is None:
            return {**labels}
        name = str(self.topics.named_at[-1])
        locales = dict.fromkeys([*labels, *(locale for one in self.topics.topics for locale in one.title)])
        return {locale: _with_titles(labels.get(locale, Labels()), name, locale, self.topics) for locale in locales}


def read_topics(pack: Pack, folder: str, config: Document | None) -> KindTopics:
    """Return the topics of a kind: kind.yaml says in which field playbooks name them, and the file is called like the field."""
    said = config.value.get("topics") if config is not None and isinstance(config.value, dict) else None
    if config is None or not isinstance(said, str):
        return KindTopics()
    place = parse_pointer(said)
    path = f"{folder}/{place[-1]}.yaml"
    if not pack.has(path):
        return KindTopics(None, [config.diagnostic(
            ("topics",), "KIND018", say("Beside kind.yaml there is no {place}.yaml, which lists the topics.", place=place[-1]),
            say("Write it, a list of tables with id and title, or delete the line."),
        )])
    document, diagnostics = pack.parse(path)
    diagnostics += validate(document, meta_validator("topics")) if document is not None else []
    if document is None or diagnostics:
        return KindTopics(None, diagnostics)
    listed = tuple(Topic(one["id"], one["title"], one.get("why", {}), (index,)) for index, one in enumerate(document.value))
    return KindTopics(Topics(place, listed, document), _twice(document, listed))


def _twice(document: Document, topics: tuple[Topic, ...]) -> list[Diagnostic]:
    """Return KIND018 for each topic whose id another one above it has."""
    return [
        document.diagnostic((*one.place, "id"), "KIND018", say("{id} is the id of another topic above.", id=one.id), say("Give one of the two another id."))
        for index, one in enumerate(topics) if one.id in {other.id for other in topics[:index]}
    ]


def _items(schema: Any, place: Pointer) -> dict[str, Any] | None:
    """Return the schema of the items of a list at a place in a bundled schema, or None where it says nothing of it."""
    for step in place:
        schema = schema.get("properties", {}).get(step) if isinstance(schema, dict) else None
    items = schema.get("items") if isinstance(schema, dict) else None
    return items if isinstance(items, dict) else None


def _with_titles(labels: Labels, name: str, locale: str, topics: Topics) -> Labels:
    titles: LocaleText = {one.id: one.title[locale] for one in topics.topics if locale in one.title}
    return replace(labels, values={**labels.values, name: {**titles, **labels.values.get(name, {})}})
