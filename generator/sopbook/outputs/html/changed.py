"""The page of all that a branch changed: its playbooks by number of differences, each with what it was and is, and why."""

from collections import Counter
from dataclasses import dataclass

from sopbook.branches.playbook import Playbook
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import CHANGES, playbook_path
from sopbook.handbook.view.text import plain
from sopbook.kinds.kind import in_locale
from sopbook.outputs.html.changes import ChangeView, change_views
from sopbook.outputs.html.environment import render_template
from sopbook.outputs.html.page import Page
from sopbook.outputs.html.switcher import switcher_html

_AROUND = 14
"""As many letters as stay before and behind what differs in a long text."""
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Place:
    """A change as the overview lists it; its texts are cut down to what differs."""

    view: ChangeView
    href: str
    former: str
    now: str


def changes_pages(edition: Edition) -> list[Page]:
    """Return the page of what a branch changed, or none for a branch without a parent."""
    if edition.branch.parent is None:
        return []
    labels, owner = edition.labels, in_locale(edition.branch.lineage[0].title, edition.locale)
    places = {key: [_place(one, key) for one in change_views(playbook, edition)] for key, playbook in edition.playbooks.items()}
    changed = sorted((playbook for playbook in edition.playbooks.values() if places[playbook.key]), key=lambda one: -len(places[one.key]))
    count = sum(map(len, places.values()))
    title = labels("changes.title", branch=edition.title)
    lead = labels(
        "changes.lead", owner=owner, places=labels("changes.places", count=count), playbooks=labels("home.count", count=len(changed)),
    ) if changed else labels("changes.none", owner=owner)
    html = render_template(
        "changed.html.j2", t=labels, title=title, lead=lead, owner=owner, count=count,
        by=dict(Counter(place.view.who for listed in places.values() for place in listed).most_common()),
        rows=[{**_row(one, edition), "places": places[one.key], "waiting": sum(place.view.waits for place in places[one.key])} for one in changed],
        own=[_row(one, edition) for one in edition.playbooks.values() if one.owner != edition.branch.lineage[0].name],
        gone=labels("join").join(plain(one.title, edition.branch, edition.locale) for one in edition.retired.values() if _was_in_use(one)),
    )
    return [Page(CHANGES, title, html, lead, switcher=switcher_html(edition, CHANGES))]


def _row(playbook: Playbook, edition: Edition) -> dict[str, object]:
    path = playbook_path(*playbook.key)
    owner = next(one for one in edition.branch.lineage if one.name == playbook.owner)
    return {
        "anchor": path.replace("/", "-"), "href": f"{path}.html", "title": plain(playbook.title, edition.branch, edition.locale),
        "kind": in_locale(playbook.kind.title, edition.locale), "owner": in_locale(owner.title, edition.locale),
    }


def _was_in_use(playbook: Playbook) -> bool:
    """Return whether a branch further up uses a playbook that this one keeps in the source only."""
    above = playbook.above
    return above is not None and (not above.is_retired or _was_in_use(above))


def _place(view: ChangeView, key: tuple[str, str]) -> Place:
    """Return a change with the text of the branch furthest up that says something else and the present one, as far as they differ."""
    now = view.now if view.sort in ("changed", "added", "computed") else ""
    former = next((text for _, text in reversed(view.former) if text != now), "")
    return Place(view, f"{playbook_path(*key)}.html#changed-{view.number}", *differing(former, now))


def differing(before: str, after: str) -> tuple[str, str]:
    """Return two texts on one line each, cut down to what differs and a few letters around it."""
    before, after = " ".join(before.split()), " ".join(after.split())
    first = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after)))
    rest = min(len(before), len(after)) - first
    same = next((n for n, (a, b) in enumerate(zip(reversed(before), reversed(after), strict=False)) if a != b or n == rest), rest)
    return _cut(before, first, same), _cut(after, first, same)


def _cut(text: str, first: int, same: int) -> str:
    start, end = max(0, first - _AROUND), len(text) - max(0, same - _AROUND)
    end = min(end, start + _LONGEST)
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
