"""What is computed and found in segments and tags, in the words that an author reads."""

from pathlib import Path

from shipped_kinds import ENVELOPE, workspace_of
from sopbook.handbook.check.workspace import CheckedWorkspace

HEAD = "id: ours\ntitle: Ours\nsummary: Ours.\n" + ENVELOPE
COUNTED = "{id: orders, name: Orders, values: [one], origin: objective, basis: fact, made_of: single, of: brand, filled_by: system}"
SEGMENT = "{{id: {0}, name: {0}, who: Some, need: Peace, labels: [orders], talk: Briefly, avoid: Noise, size: {1}}}"


def laid_out(root: Path, *tags: str, more: str = "") -> CheckedWorkspace:
    """Return a workspace with these tags beside one that is counted, checked."""
    listed = "".join(f"  - {one}\n" for one in (COUNTED, *tags))
    return workspace_of(root, ("audience",), {"audience/ours": f"{HEAD}form: {'segments' if more else 'tags'}\n{more}labels:\n{listed}"})


def found(root: Path, tag: str) -> list[str]:
    """Return what is said of a tag."""
    return [one.message for one in laid_out(root, tag).diagnostics]


def tag(**changed: str) -> str:
    """Return a tag that a guide sets, with some of its fields as they are given."""
    fields = {
        "id": "taste", "name": "Taste", "values": "[sweet]", "origin": "subjective", "basis": "fact", "made_of": "single", "of": "brand", "filled_by": "guide",
        **changed,
    }
    return "{" + ", ".join(f"{name}: {value}" for name, value in fields.items() if value) + "}"


def test_a_share_is_worked_out_of_all_segments(tmp_path: Path) -> None:
    segments = "".join(f"  - {SEGMENT.format(name, size)}\n" for name, size in (("new", 38), ("dormant", 152), ("rest", 380)))

    workspace = laid_out(tmp_path, more=f"counted: Members\nsegments:\n{segments}")

    assert list(workspace.diagnostics) == []
    assert [one["share_percent"] for one in workspace.of_branch("hq").playbooks["audience", "ours"].value["segments"]] == [6.7, 26.7, 66.7]  # of 570


def test_a_tag_says_truly_what_it_is_made_of(tmp_path: Path) -> None:
    assert found(tmp_path / "fine", tag()) == []
    assert found(tmp_path / "one", tag(made_of="combined", **{"from": "[orders]"})) == ["taste is combined, and names fewer than two tags."]
    assert found(tmp_path / "single", tag(**{"from": "[orders]"})) == ["taste is single, and yet it is combined from others."]
    assert found(tmp_path / "model", tag(basis="model")) == ["taste is a model; no guide can work it out in the head."]
    assert found(tmp_path / "unset", tag(values="", system_values="[sweet]")) == ["taste is set by a guide, and has no values in WeCom."]


def test_what_is_sensitive_has_a_purpose_and_an_end(tmp_path: Path) -> None:
    assert found(tmp_path / "bare", tag(sensitive="true", purpose="An offer")) == ["taste is sensitive, and does not say what for and for how long."]
    assert found(tmp_path / "fine", tag(sensitive="true", purpose="An offer", expires_days="90")) == []
