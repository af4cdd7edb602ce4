"""What stands at a former address: a page without the theme that leads on, also without a script."""

from sopbook.handbook.agenda import has_today
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import HOME, TODAY, playbook_path, relative
from sopbook.handbook.view.text import plain
from sopbook.outputs.html.bundle import REDIRECT_SCRIPT
from sopbook.outputs.html.environment import render_template


def redirects(edition: Edition) -> dict[str, str | bytes]:
    """Return a small page for each former id of an edition's playbooks, and for the former address of Today, by its path."""
    pages: dict[str, str | bytes] = {}
    if has_today(edition):
        pages[f"{TODAY}.html"] = _page(edition, TODAY, f"{HOME}.html", edition.labels("today.title"))
    for former, key in edition.former.items():
        title = plain(edition.playbooks[key].title, edition.branch, edition.locale)
        pages[f"{playbook_path(*former)}.html"] = _page(edition, playbook_path(*former), f"{playbook_path(*key)}.html", title)
    return pages


def _page(edition: Edition, path: str, target: str, title: str) -> str:
    return render_template(
        "redirect.html.j2", locale=edition.locale, title=title, href=relative(target, path), address=edition.address_of(target),
        script=relative(REDIRECT_SCRIPT, path),
    )
