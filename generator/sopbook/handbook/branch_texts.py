"""The texts of branch.yaml that readers see: each a table of what it says in each locale."""

import re
from collections.abc import Iterator
from typing import Any

from sopbook.branches.branch import SITE_TEXTS, Branch, inherited_entries
from sopbook.branches.translation.strings import reads_alike
from sopbook.kinds.kind import LocaleText

_LOCALE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")


def branch_texts(branch: Branch) -> Iterator[LocaleText]:
    """Yield the texts that a branch has, its own and inherited: names, contacts, tags, slots, accounts, holidays, params, names of the site.

    Words that are watched for are left out: authors see them, readers do not.
    """
    yield from (one.title for one in branch.lineage)
    yield from (branch.site_texts[name] for name in SITE_TEXTS if name in branch.site_texts)
    for path, entry in inherited_entries(branch).items():
        if path[0] != "words":
            yield from _tables(entry)


def _tables(value: Any) -> Iterator[LocaleText]:
    if isinstance(value, dict):
        if value and all(_LOCALE.fullmatch(name) and isinstance(text, str) for name, text in value.items()):
            if not all(map(reads_alike, value.values())):
                yield value
        else:
            for part in value.values():
                yield from _tables(part)
