"""Workspaces for tests: small trees of files, laid over a base that is right."""

import os
import shutil
from datetime import date
from pathlib import Path

from sopbook.branches.workspace import find_workspace
from sopbook.handbook.check.workspace import CheckedWorkspace, check_workspace
from sopbook.outputs.wecom.export import wecom_files
from sopbook.publication.opened import opened
from sopbook.source.diagnostics import AsWritten, Diagnostic, Joined, Localized, Sentence, ordered
from sopbook.source.diagnostics.languages import sentences

EXAMPLES = Path(__file__).parent / "examples"
TODAY = date(2026, 11, 23)


def lay_out(target: Path, *overlays: Path | dict[str, str | bytes]) -> Path:
    r"""Return a workspace in a folder: the base example, with each overlay's files on top.

    A file REMOVE in an overlay lists paths of the base, one a line, that the workspace is to lack. A file RENAME has a path and a
    new name on each line, in which \xNN is a byte: names that no git and no archive could carry.
    """
    shutil.copytree(EXAMPLES / "base", target, dirs_exist_ok=True, symlinks=True)
    for overlay in overlays:
        if isinstance(overlay, Path):
            shutil.copytree(overlay, target, dirs_exist_ok=True, symlinks=True)
            continue
        for name, content in overlay.items():
            file = target / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
    if (target / "REMOVE").exists():
        for path in (target / "REMOVE").read_text("utf-8").splitlines():
            shutil.rmtree(target / path) if (target / path).is_dir() else (target / path).unlink()
        (target / "REMOVE").unlink()
    if (target / "RENAME").exists():
        for line in (target / "RENAME").read_text("utf-8").splitlines():
            path, name = line.split()
            (target / path).rename((target / path).with_name(os.fsdecode(name.encode().decode("unicode_escape").encode("latin-1"))))
        (target / "RENAME").unlink()
    return target


def checked(root: Path, today: date = TODAY) -> CheckedWorkspace:
    """Return a workspace checked on a fixed day."""
    return check_workspace(find_workspace(root), today)


def wrong(root: Path, today: date = TODAY) -> tuple[Diagnostic, ...]:
    """Return every finding about a workspace on a fixed day, as `sopbook check` has them."""
    return opened(find_workspace(root), today).findings


def exported(root: Path, today: date = TODAY) -> tuple[Diagnostic, ...]:
    """Return every finding about a workspace and about what is exported of its first edition."""
    found = opened(find_workspace(root), today)
    edition = next(iter(found.publications.values())).edition
    return ordered([*found.findings, *wecom_files(edition, root).findings])


def untold(text: str, language: str) -> list[str]:
    """Return what of a finding's text has no sentence in a language; what authors, schemas and other programs have written needs none."""
    known = sentences(language)
    match text:
        case Sentence():
            parts = [part for part in text.values.values() if isinstance(part, Sentence | Joined)]
            return [*([] if text.template in known else [text.template]), *(one for part in parts for one in untold(part, language))]
        case Joined():
            parts = [part for part in text.parts if isinstance(part, Sentence | Joined)]
            return [*([] if text.joint in known else [text.joint]), *(one for part in parts for one in untold(part, language))]
        case Localized() | AsWritten() | "":
            return []
    return [text]


def written(diagnostic: Diagnostic) -> str:
    """Return a finding as the expected.txt of an example writes it: place, severity, code, message, hint."""
    d, s = diagnostic, diagnostic.span
    place = f"{d.path}:{s.line}:{s.column}-{s.end_line}:{s.end_column}"
    return f"{place} {d.severity} {d.code} {d.message}" + (f"\n    {d.hint}" if d.hint else "")
