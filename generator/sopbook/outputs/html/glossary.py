"""The glossary: what the words of a handbook mean."""

import re
from collections.abc import Sequence

from markupsafe import Markup

from sopbook import escape
from sopbook.branches.glossary import Term
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import GLOSSARY
from sopbook.handbook.view.sound import syllables
from sopbook.kinds.kind import in_locale
from sopbook.outputs.html.environment import render_template
from sopbook.outputs.html.page import Page
from sopbook.outputs.html.switcher import switcher_html

_PLACE = "\0"
_CHINESE = re.compile("[\u3400-\u9fff]")


def glossary_pages(edition: Edition) -> list[Page]:
    """Return the page of an edition's terms, in the order of their names; none where nothing is explained."""
    if not edition.branch.terms:
        return []
    html = render_template("glossary.html.j2", t=edition.labels, terms=[_shown(term, edition) for term in _in_order(edition)])
    return [Page(GLOSSARY, edition.labels("glossary.title"), html, edition.labels("glossary.lead"), switcher=switcher_html(edition, GLOSSARY))]


def _in_order(edition: Edition) -> list[Term]:
    """Return the terms by their names, the Chinese ones by their sound. Where a branch explains one that is explained above, its own counts."""
    known = {in_locale(term.term, edition.locale): term for term in edition.branch.terms}
    return [known[name] for name in sorted(known, key=lambda name: ("".join(syllables(name)).casefold(), name))]


def _shown(term: Term, edition: Edition) -> dict[str, str | Markup]:
    name = in_locale(term.term, edition.locale)
    others = [word for word in (*term.term.values(), *term.words) if word != name]
    return {
        "anchor": glossary_anchor(term),
        "name": name,
        "means": in_locale(term.means, edition.locale),
        "words": _listed(edition.labels("glossary.words", words=_PLACE), list(dict.fromkeys(others)), edition),
        "avoid": _listed(edition.labels("glossary.not", words=_PLACE), term.avoid, edition),
    }


def _listed(sentence: str, words: Sequence[str], edition: Edition) -> Markup:
    """Return a sentence with words in its place for them, those of another language marked as such; nothing where there are none."""
    join = escape.html(edition.labels("join"))
    shown = [escape.html(word) if (own := _language(word)) == edition.locale else escape.element('<span lang="{}">{}</span>', own, word) for word in words]
    before, _, after = sentence.partition(_PLACE)
    return escape.html(before) + join.join(shown) + escape.html(after) if words else Markup()


def _language(word: str) -> str:
    return "zh" if _CHINESE.search(word) else "en"


def glossary_anchor(term: Term) -> str:
    """Return the id of a term on the page, the same in every language."""
    return "term-" + "-".join(in_locale(term.term, "en").casefold().split())
