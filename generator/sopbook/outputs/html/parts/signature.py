"""What a signed sheet names: the version that was signed."""

from markupsafe import Markup

from sopbook import escape
from sopbook.handbook.signature import signed_digest
from sopbook.handbook.view.field import Field, view_behind


def signed_version(page: Field) -> Markup:
    """Return the version of a playbook and the digest of what it says, as its sheet names them above the signatures."""
    context = view_behind(page).context
    playbook = context.edition.playbooks[context.key]
    version = playbook.envelope.version if playbook.envelope else ""
    return escape.element('<p class="sop-quiet">{}</p>\n', context.edition.labels("page.signed", version=version, digest=signed_digest(playbook)))
