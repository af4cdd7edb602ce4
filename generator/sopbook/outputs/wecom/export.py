"""The export as a whole: its parts, and the note that stands beside them."""

from collections.abc import Callable, Collection
from pathlib import Path

from sopbook.handbook.edition import Edition
from sopbook.outputs.wecom.bodies import FORMS, bodies
from sopbook.outputs.wecom.join_ways import join_ways
from sopbook.outputs.wecom.keywords import keywords
from sopbook.outputs.wecom.made import LeftOut, Made
from sopbook.outputs.wecom.plan import plan
from sopbook.outputs.wecom.scripts import scripts
from sopbook.outputs.wecom.sending import sendings
from sopbook.outputs.wecom.tags import tags
from sopbook.outputs.wecom.watched import watched
from sopbook.source.diagnostics import ordered

NOTE = "说明.txt"
PARTS = ("scripts", "sop", "keywords", "words", "tags", "join-ways", "group-welcomes", "contact-welcomes", "mass", "moments")
"""What an export is made of, by the names that `--only` takes."""
_MASS = ("mass-groups", "mass-contacts")


def wecom_files(edition: Edition, root: Path, only: Collection[str] = PARTS) -> Made:
    """Return the files of an edition for WeCom and LinkWechat, with every finding, and what was left out."""
    out = sendings(edition)
    makers: dict[str, Callable[[], Made]] = {
        "scripts": lambda: scripts(edition, out), "sop": lambda: plan(edition, out), "keywords": lambda: keywords(edition, out),
        "words": lambda: watched(edition, root), "tags": lambda: tags(edition, root), "join-ways": lambda: join_ways(edition, root),
    }
    made = Made(left_out=[LeftOut("/".join(key), edition.labels("page.draft")) for key, one in edition.playbooks.items() if one.is_draft])
    for part in PARTS:
        if part not in only:
            continue
        if part in makers:
            made.add(makers[part]())
        else:
            for form in (one.part for one in FORMS if one.part == part or (part == "mass" and one.part in _MASS)):
                made.add(bodies(edition, out, form, root))
    made.findings = list(ordered(made.findings))
    made.files[NOTE] = _note(edition, made).encode("utf-8-sig")
    return made


def _note(edition: Edition, made: Made) -> str:
    """Return what is in each file, and what is in none and why."""
    labels = edition.labels
    lines = [f"{edition.title} · {edition.name}", "", *(f"{path}\t{count}" for path, count in made.counts.items())]
    if made.left_out:
        lines += ["", labels("export.left_out"), *(f"{one.where}\t{one.why}" for one in made.left_out)]
    return "\r\n".join(lines) + "\r\n"
