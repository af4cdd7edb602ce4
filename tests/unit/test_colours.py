"""Colours in a terminal: only there, and not where NO_COLOR says no (no-color.org)."""

import io

import pytest

from sopbook.cli.options import show
from sopbook.outputs.findings import Run
from sopbook.source.diagnostics import Diagnostic, Severity, Span

FINDING = Diagnostic("playbooks/hq/note/bad.yaml", Span(3, 8, 3, 12), "REF001", "There is no note goud.", "Did you mean good?", Severity.ERROR)


class Screen(io.StringIO):
    """A terminal, or a file that is none."""

    def __init__(self, *, is_terminal: bool) -> None:
        super().__init__()
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal


def shown(monkeypatch: pytest.MonkeyPatch, setting: str | None, *, is_terminal: bool = True, form: str = "full") -> str:
    """Return what a finding looks like, character for character."""
    screen = Screen(is_terminal=is_terminal)
    monkeypatch.setattr("sys.stdout", screen)
    monkeypatch.delenv("NO_COLOR", raising=False)
    if setting is not None:
        monkeypatch.setenv("NO_COLOR", setting)
    show(Run([FINDING]), form)
    return screen.getvalue()


@pytest.mark.parametrize("setting", [None, ""], ids=["unset", "empty"])
def test_a_terminal_gets_the_path_the_place_and_the_code_in_colours(monkeypatch: pytest.MonkeyPatch, setting: str | None) -> None:
    text = shown(monkeypatch, setting)

    assert text.startswith("\x1b[1mplaybooks/hq/note/bad.yaml\x1b[0m\n\x1b[36m  3:8\x1b[0m  There is no note goud.  \x1b[2m[REF001]\x1b[0m\n")


@pytest.mark.parametrize("setting", ["1", "0", "false", " "])
def test_no_color_takes_the_colours_away_whatever_it_says(monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    text = shown(monkeypatch, setting)

    assert "\x1b" not in text
    assert text.startswith("playbooks/hq/note/bad.yaml\n  3:8  There is no note goud.  [REF001]\n")


def test_a_file_gets_no_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in shown(monkeypatch, None, is_terminal=False)


@pytest.mark.parametrize("form", ["concise", "json", "sarif", "github"])
def test_a_report_for_programs_has_no_colours_even_on_a_terminal(monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    assert "\x1b" not in shown(monkeypatch, None, form=form)
