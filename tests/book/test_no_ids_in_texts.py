"""No text of the shipped book calls a playbook by its id: readers know titles."""

import re
from pathlib import Path

import pytest

from search.editions import edition_named
from sopbook.kinds.schema_view import leaves

ENGLISH = {"mid-autumn", "flash-sale", "fault-finder"}
"""Ids that are words of English as well."""


@pytest.mark.parametrize("name", ["hq/en", "hq/zh"])
def test_no_text_names_an_id(name: str) -> None:
    playbooks = edition_named(name).playbooks
    ids = {identifier for _, identifier in playbooks if "-" in identifier} - ENGLISH
    keys = {"/".join(key) for key in playbooks}
    pattern = re.compile(rf"(?<![\w/-])(?:{'|'.join(map(re.escape, sorted({*ids, *keys}, key=len, reverse=True)))})(?![\w/-])")

    found = [
        f"{Path(playbook.document.path).name} {'/'.join(map(str, pointer))}: {match[0]}"
        for playbook in playbooks.values() for pointer, text, shape in leaves(playbook.value, playbook.kind.shape)
        if isinstance(text, str) and shape.get("x-text") and pointer[0] not in ("aliases", "params") and (match := pattern.search(text))
    ]

    assert len(ids) > 80
    assert found == []
