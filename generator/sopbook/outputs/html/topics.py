"""What the playbooks of a kind answer, for its index: each topic with those that do, or with what to do until one does."""

from dataclasses import dataclass

from sopbook.handbook.check.topics import answers
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import playbook_path, relative
from sopbook.handbook.view.text import plain
from sopbook.kinds.kind import Kind, in_locale


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic in an index: its title, the pages that answer it, and why there is none."""

    title: str
    links: list[tuple[str, str]]
    why: str


def topic_rows(kind: Kind, edition: Edition, page: str) -> list[TopicRow]:
    """Return the topics of a kind in the order of their file, with addresses as seen from a page."""
    if kind.topics is None:
        return []
    answering: dict[str, list[tuple[str, str]]] = {}
    for playbook in edition.of(kind):
        link = (relative(f"{playbook_path(*playbook.key)}.html", page), plain(playbook.title, edition.branch, edition.locale))
        for name in answers(kind, playbook.value):
            answering.setdefault(name, []).append(link)
    return [
        TopicRow(in_locale(one.title, edition.locale), answering.get(one.id, []), "" if one.id in answering else in_locale(one.why, edition.locale))
        for one in kind.topics.topics
    ]
