"""What somebody signs: a digest of a playbook as an edition shows it, by which a signed sheet can be told from a later version."""

import hashlib
import json

from sopbook.branches.playbook import Playbook


def signed_digest(playbook: Playbook) -> str:
    """Return a digest of all that a playbook says, its computed values included; another language has another one."""
    said = json.dumps(playbook.value, ensure_ascii=False, sort_keys=True, default=str)
    return "sha-" + hashlib.sha256(said.encode()).hexdigest()[:12]
