"""Kinds of a workspace's own that would show the locked playbooks of another repository in another way."""

import json
from pathlib import Path

import pytest

from end_to_end.locked_workspaces import HQ, KIND, LOAN, PNG, SCHEMA, TRANSLATED, checked, errors, locks
from sopbook.branches.git_cache import cached_source, manifest_digest, manifest_of

GIT, COMMIT = "https://example.com/hq.git", "0123456789abcdef0123456789abcdef01234567"
SOURCE = cached_source(GIT, COMMIT)


def lay_out(root: Path, locked: str, own: dict[str, str]) -> Path:
    """Return a workspace of one branch whose parent lies in another repository, with the kinds that it has itself."""
    files: dict[str, str | bytes] = {
        f"{SOURCE}/schema/terms/kind.yaml": KIND, f"{SOURCE}/schema/terms/schema.json": json.dumps(SCHEMA),
        f"{SOURCE}/playbooks/hq/branch.yaml": HQ, f"{SOURCE}/playbooks/hq/terms/loan.yaml": LOAN + locked,
        f"{SOURCE}/playbooks/hq/terms/loan.zh.yaml": TRANSLATED, f"{SOURCE}/playbooks/hq/files/risk.png": PNG,
        "playbooks/east/branch.yaml": f'name: {{en: East}}\nlocales: [en]\nparent: {{git: "{GIT}"}}\n',
    }  # fmt: skip
    for name, content in {**files, **own}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return pinned(root)


def pinned(root: Path) -> Path:
    """Return a workspace whose lock file pins what lies in the cache."""
    digest = manifest_digest(manifest_of(root / SOURCE))
    (root / "playbooks/east/forks.lock.yaml").write_text(f'source: {{git: "{GIT}", commit: {COMMIT}, digest: {digest}}}\n', "utf-8")
    return root


def told(kind: str = "terms", line: int = 1) -> list[str]:
    return [f"schema/{kind}/kind.yaml:{line} LOCK005 The kind {kind} of this workspace shows playbooks of hq, which has locked parts of loan.yaml."]


OWN = {"schema/terms/kind.yaml": KIND, "schema/terms/schema.json": json.dumps(SCHEMA)}
PLAIN = {**SCHEMA, "properties": {**SCHEMA["properties"], "risk": {"type": "string"}}}
OTHERS = {
    "a template that leaves the text out": {**OWN, "schema/terms/page.html.j2": "<p>A loan is cheap.</p>"},
    "a schema in which the text is none": {**OWN, "schema/terms/schema.json": json.dumps(PLAIN)},
    "files that pass the parent's by": {**OWN, "schema/terms/kind.yaml": f"{KIND}files: [elsewhere/*.yaml]\n"},
    "labels with other words": {**OWN, "schema/terms/labels.en.yaml": "texts: {intro: A loan is cheap.}\n"},
    "another computed value": {**OWN, "schema/terms/kind.yaml": KIND.replace("c.yuan)", "c.yuan * 0.0)")},
}


@pytest.mark.parametrize("own", OTHERS.values(), ids=OTHERS)
def test_a_kind_does_not_take_the_place_of_the_one_that_shows_a_locked_playbook(own: dict[str, str], tmp_path: Path) -> None:
    found = errors(lay_out(tmp_path, locks("/risk"), own))

    assert [line for line in found if "LOCK" in line] == told()


def test_a_kind_of_another_name_does_not_read_the_files_of_a_locked_playbook(tmp_path: Path) -> None:
    own = {
        "schema/aaa/kind.yaml": "kind: aaa\ntitle: {en: A}\nplural: {en: A}\nfiles: [terms/*.yaml]\norder: 1\n",
        "schema/aaa/schema.json": json.dumps(SCHEMA),
    }

    assert [line for line in errors(lay_out(tmp_path, locks("/risk"), own)) if "LOCK" in line] == told("aaa")


@pytest.mark.parametrize("locked", [locks("/risk"), ""])
def test_a_locked_playbook_that_no_kind_reads_is_told(locked: str, tmp_path: Path) -> None:
    root = lay_out(tmp_path, locked, {})
    (root / SOURCE / "schema").rename(root / "elsewhere")

    assert errors(pinned(root)) == (
        ["east/branch.yaml:3 LOCK005 No kind of this workspace shows terms/loan.yaml of hq, which has locked parts of it."] if locked else []
    )


def test_a_kind_that_shows_no_locked_playbook_takes_the_place_of_the_parents(tmp_path: Path) -> None:
    root = lay_out(tmp_path, "", {**OWN, "schema/terms/page.html.j2": "<p>{{ page.risk }}</p>"})

    assert errors(root) == []
    assert checked(root).kinds.usable["terms"].origin == "workspace"


def test_a_kind_of_the_same_content_and_a_new_one_pass(tmp_path: Path) -> None:
    own = {**OWN, "schema/tip/kind.yaml": "kind: tip\ntitle: {en: Tip}\nplural: {en: Tips}\n", "schema/tip/schema.json": json.dumps(SCHEMA)}

    assert errors(lay_out(tmp_path, locks("/risk"), own)) == []


def test_a_lock_of_another_repository_holds_here(tmp_path: Path) -> None:
    root = lay_out(tmp_path, locks("/risk"), {"playbooks/east/terms/loan.yaml": "fork: loan\nrisk: A loan is cheap.\n"})

    assert errors(root) == ["east/terms/loan.yaml:2 LOCK001 /risk is locked by hq, so this branch cannot change it."]
