"""data/: every resolved playbook as JSON, an index of them, and the sources they were made from.

The format is documented in docs/authors/data.md. VERSION is raised when a reader would have to change.
"""

import json
from typing import Any

from sopbook.branches.playbook import Playbook
from sopbook.handbook.check.references import Reference
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import beats_path, data_path, playbook_path, source_path
from sopbook.kinds.audience import sees_all
from sopbook.kinds.kind import in_locale
from sopbook.outputs.data.run_sheet import beat_records, beats_csv
from sopbook.source.pointer import write_pointer

VERSION = 1


def data_files(edition: Edition) -> dict[str, str]:
    """Return the text of every file under data/, by its path in the handbook."""
    files = {
        data_path(*key): _written(_record(playbook, edition)) for key, playbook in edition.playbooks.items()
    }
    files |= {beats_path(*key): beats_csv(playbook, edition) for key, playbook in edition.playbooks.items() if playbook.kind.run_sheet}
    files |= {source_path(p.document.path): p.document.source.text for p in edition.playbooks.values() if sees_all(edition.audience, p.kind)}
    files["data/index.json"] = _written(_index(edition))
    return files


def _header(edition: Edition) -> dict[str, Any]:
    return {"sopbook": VERSION, "branch": edition.branch.name, "locale": edition.locale}


def _record(playbook: Playbook, edition: Edition) -> dict[str, Any]:
    key = playbook.key
    return {
        **_header(edition),
        "kind": playbook.kind.name,
        "id": playbook.id,
        "title": playbook.title,
        "page": f"{playbook_path(*key)}.html",
        "source": playbook.document.path,
        "uses": [
            {"pointer": write_pointer(r.pointer), "kind": r.kind, "id": r.id, **_item(r, edition)} for r in edition.cards[playbook.key].references
        ],
        "used_by": [
            {"kind": use.by.kind, "id": use.by.id, "pointer": write_pointer(use.pointer), **({"item": use.item} if use.item else {})}
            for use in edition.uses.get(key, ())
        ],
        **({"beats": beat_records(playbook, edition)} if playbook.kind.run_sheet else {}),
        "value": playbook.value,
    }


def _item(reference: Reference, edition: Edition) -> dict[str, str]:
    """Return the item that a reference names, with its title, or nothing where it names a playbook."""
    item = edition.cards[reference.key].item(reference.place) if reference.item and reference.key in edition.cards else None
    return {"item": item.id, "title": item.title} if item else {}


def _index(edition: Edition) -> dict[str, Any]:
    return {
        **_header(edition),
        "kinds": [
            {"kind": kind.name, "title": in_locale(kind.title, edition.locale)} for kind in edition.kinds
        ],
        "slots": {
            name: in_locale(slot.title, edition.locale) for name, slot in sorted(edition.branch.slots.items())
        },
        "playbooks": [
            {
                "kind": card.kind,
                "id": card.id,
                "title": card.title,
                "summary": card.summary,
                "data": data_path(*card.key),
                "page": f"{playbook_path(*card.key)}.html",
            }
            for card in edition.cards.values()
        ],
    }


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
