"""The catalogue of a handbook with many kinds: they stand below headings."""

import re
from pathlib import Path

from example_workspaces import TODAY, checked, lay_out
from sopbook.handbook.edition import edition
from sopbook.outputs.html.indexes import catalogue_page

SECTIONS = {"a": "look-up", "b": "", "c": "act", "d": "run", "e": "talk", "f": "run", "g": "look-back"}


def kinds(number: int) -> dict[str, str]:
    """Return the files of so many kinds, each with one document."""
    files: dict[str, str] = {}
    for name, section in [*SECTIONS.items()][:number]:
        said = f"section: {section}\n" if section else ""
        files[f"schema/{name}/kind.yaml"] = f"kind: {name}\ntitle: {{en: Kind {name}}}\nplural: {{en: Kinds {name}}}\nenvelope: false\n{said}"
        files[f"schema/{name}/schema.json"] = '{"type": "object"}'
        files[f"playbooks/hq/{name}/one.yaml"] = "says: something\n"
    return files


def seen(root: Path, number: int) -> list[str]:
    """Return the headings and the kinds of the catalogue in their order."""
    body = catalogue_page(edition(checked(lay_out(root, dict(kinds(number))), TODAY), "hq")).body
    return re.findall(r'(?:<h2>|<span class="sop-rows__title">)([^<]+)', body)


def test_few_kinds_need_no_headings(tmp_path: Path) -> None:
    assert seen(tmp_path, 6) == ["Kinds a", "Kinds b", "Kinds c", "Kinds d", "Kinds e", "Kinds f", "Notes"]


def test_many_kinds_stand_below_headings_in_a_fixed_order(tmp_path: Path) -> None:
    assert seen(tmp_path, 7) == [
        "Act now", "Kinds c", "Talk", "Kinds e", "Run", "Kinds d", "Kinds f", "Look back", "Kinds g", "Learn and look up", "Kinds a", "More", "Kinds b", "Notes",
    ]
