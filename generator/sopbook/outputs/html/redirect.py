"""What stands at the former address of a playbook: a page without the theme that leads on, also without a script."""

from sopbook.handbook.edition import Edition
from sopbook.handbook.links import playbook_path, relative
from sopbook.handbook.view.text import plain
from sopbook.outputs.html.environment import render_template


def redirects(edition: Edition) -> dict[str, str | bytes]:
    """Return a small page for each former id of an edition's playbooks, by its path."""
    pages: dict[str, str | bytes] = {}
    for former, key in edition.former.items():
        path = playbook_path(*former)
        target = f"{playbook_path(*key)}.html"
        pages[f"{path}.html"] = render_template(
            "redirect.html.j2", locale=edition.locale, title=plain(edition.playbooks[key].title, edition.branch, edition.locale),
            href=relative(target, path), address=edition.address_of(target),
        )
    return pages
