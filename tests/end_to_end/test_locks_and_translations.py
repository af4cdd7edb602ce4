"""Translations of what is locked: nobody words it otherwise in another language, and who repeats it takes none away."""

from pathlib import Path

import pytest

from end_to_end.locked_workspaces import (
    EAST,
    EAST_FORK,
    EAST_ZH,
    FORK,
    HQ,
    RISK,
    STEP,
    STEP_ZH,
    checked,
    errors,
    lay_out,
    locks,
    refused,
    translation,
)


def untranslated(path: str, line: int = 3, file: str = EAST_ZH) -> str:
    """Return the finding about a translation of a locked text."""
    return f"{file}:{line} LOCALE005 {path} is locked by hq, so this branch cannot word it in another language either."


TRANSLATIONS: dict[str, tuple[dict[str, str | bytes], list[str]]] = {
    "a text is translated otherwise": (
        {EAST_ZH: translation({"/risk": (RISK, "随便借。")})}, [untranslated("/risk")],
    ),
    "a text is repeated and translated otherwise": (
        {EAST_FORK: f"{FORK}steps: [{{id: risk, text: {STEP}}}]\n", EAST_ZH: translation({"/steps/{risk}/text": (STEP, "稳赚。")})},
        [untranslated("/steps/{risk}/text")],
    ),
    "a text is repeated by a branch that writes Chinese, and translated into English": (
        {"east/branch.yaml": EAST.replace("[en, zh]", "[zh, en]"), EAST_FORK: f'{FORK}risk: "{RISK}"\n', "east/terms/loan.en.yaml": translation({"/risk": (RISK, "A loan is cheap.")})},
        [untranslated("/risk", file="east/terms/loan.en.yaml")],
    ),
    "a text is translated by the branch below the one that repeats it": (
        {EAST_FORK: f"{FORK}steps: [{{id: risk, text: {STEP}}}]\n", "city/terms/loan.zh.yaml": translation({"/steps/{risk}/text": (STEP, "稳赚。")})},
        [untranslated("/steps/{risk}/text", file="city/terms/loan.zh.yaml")],
    ),
    "a param of a text is translated otherwise": (
        {EAST_ZH: translation({"/params/term": ("a year", "一天")})},
        [f"{EAST_ZH}:3 LOCALE005 /steps/{{ask}} is locked by hq, and its text would change through the param term."],
    ),
    "a param of a text is repeated and hides its translation": (
        {EAST_FORK: f"{FORK}params: {{term: a year}}\n"}, [refused("/steps/{ask}", "and its text would change through the param term.")],
    ),
    "a text is translated into a language that only the branch has": (
        {
            "hq/branch.yaml": HQ.replace("[en, zh]", "[en]", 1), "hq/terms/loan.zh.yaml": "translation: loan\ntexts: {}\n",
            EAST_ZH: translation({"/risk": (RISK, "随便借。")}),
        },
        [untranslated("/risk")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("changed", "found"), TRANSLATIONS.values(), ids=TRANSLATIONS)
def test_nobody_else_translates_what_is_locked(changed: dict[str, str | bytes], found: list[str], tmp_path: Path) -> None:
    root = lay_out(tmp_path, locks("/risk", "/steps/{risk}/text", "/steps/{ask}"), changed)

    assert errors(root) == found


def test_a_translation_that_is_refused_is_never_shown(tmp_path: Path) -> None:
    root = lay_out(tmp_path, locks("/risk"), {EAST_ZH: translation({"/risk": (RISK, "随便借。")})})

    edition = checked(root).editions["east", "zh"]
    assert edition.resolved.playbooks["terms", "loan"].value["risk"] == "贷款的成本是3%，银行的${operator.name}说。"


@pytest.mark.parametrize("language", ["[en, zh]", "[zh, en]"])
def test_who_repeats_a_locked_text_does_not_take_its_translation_away(language: str, tmp_path: Path) -> None:
    root = lay_out(tmp_path, locks("/risk", "/steps"), {
        "east/branch.yaml": EAST.replace("[en, zh]", language),
        EAST_FORK: f'{FORK}risk: "{RISK}"\nsteps: [{{id: risk, text: {STEP}}}]\n',
    })  # fmt: skip

    value = checked(root).editions["east", "zh"].resolved.playbooks["terms", "loan"].value
    assert errors(root) == []
    assert value["risk"] == "贷款的成本是3%，银行的${operator.name}说。"
    assert [step["text"] for step in value["steps"]] == ["Good evening.", STEP_ZH, "Ask me after 一年."]
