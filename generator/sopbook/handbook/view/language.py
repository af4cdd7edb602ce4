"""What a page says about texts that are not in its language."""

from markupsafe import Markup

from sopbook import escape
from sopbook.branches.playbook import Playbook
from sopbook.branches.translation.strings import strings
from sopbook.handbook.edition import Edition
from sopbook.handbook.labels import LOCALES
from sopbook.source.document import Pointer


def language_name(locale: str, edition: Edition) -> str:
    """Return what a language is called in the edition's own."""
    return edition.labels(f"language.{locale}") if locale in LOCALES else locale


def waiting_words(playbook: Playbook, edition: Edition) -> str:
    """Return the notice about texts that wait for a translation, or an empty text."""
    if not playbook.waiting:
        return ""
    languages = edition.labels("join").join(
        dict.fromkeys(language_name(text.language, edition) for text in playbook.waiting)
    )
    total = sum(1 for _ in strings(playbook.document.value, playbook.kind.shape))
    if len(playbook.waiting) == total:
        return edition.labels("language.all", language=languages)
    return edition.labels("language.waiting", count=len(playbook.waiting), language=languages)


def badges(playbook: Playbook, edition: Edition) -> dict[Pointer, Markup]:
    """Return a badge for each text that stands in another language, unless that is the whole page."""
    total = sum(1 for _ in strings(playbook.document.value, playbook.kind.shape)) if playbook.waiting else 0
    if len(playbook.waiting) * 2 > total:
        return {}
    return {
        text.pointer: escape.element(
            ' <span class="sop-badge" title="{}">{}</span>',
            edition.labels(f"language.{'stale' if text.stale else 'missing'}", language=language_name(text.language, edition)),
            text.language.upper(),
        )
        for text in playbook.waiting
    }
