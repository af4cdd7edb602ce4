"""Every code of the catalogue, shown by a workspace that is wrong in just that way.

tests/examples/invalid/<CODE>/ lies over tests/examples/base; expected.txt holds every finding, word
for word. Dropping in a folder is a test. Several cases of one code are called <CODE>-<what>. Codes of an export show when it is
exported. Whatever a finding says has its sentence in Chinese; some have an expected.zh.txt, which holds it word for word.
"""

from pathlib import Path

import pytest

from example_workspaces import EXAMPLES, exported, lay_out, untold, written, wrong
from sopbook.outputs.findings import Run
from sopbook.source.diagnostics import CATALOGUE

INVALID = sorted((EXAMPLES / "invalid").iterdir())


@pytest.mark.parametrize("example", INVALID, ids=lambda example: example.name)
def test_example_is_diagnosed(example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if (example / "site-packages").is_dir():
        monkeypatch.syspath_prepend(str(example / "site-packages"))
    root = lay_out(tmp_path / "workspace", example)
    for expected in root.glob("expected*.txt"):
        expected.unlink()

    findings = (exported if example.name.startswith("EXPORT") else wrong)(root)

    found = [written(diagnostic) for diagnostic in findings]
    assert "\n".join(found) + "\n" == (example / "expected.txt").read_text("utf-8")
    assert any(f" {example.name.split('-')[0]} " in line for line in found)
    assert [text for finding in findings for part in (finding.message, finding.hint) for text in untold(part, "zh")] == []
    if (example / "expected.zh.txt").is_file():
        told = [written(diagnostic) for diagnostic in Run(findings).told("zh").findings]
        assert "\n".join(told) + "\n" == (example / "expected.zh.txt").read_text("utf-8")


def test_every_code_has_an_example() -> None:
    assert {example.name.split("-")[0] for example in INVALID} == set(CATALOGUE)
