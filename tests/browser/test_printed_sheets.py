"""The sheets of the built handbook: complete, one page where a card is wanted, readable by machines, and as they looked before."""

import json
import re
from html import unescape
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Page, expect

from pdf_files import (
    fonts,
    last_page_used,
    page_count,
    page_texts,
    picture,
    reader,
    sizes,
    squeezed,
    tags,
)
from sheet_pictures import DPI, PICTURES, SHEETS

LOCALES = ("en", "zh")
ONE_TABLE = ("touchpoint", "metric")
"""Kinds whose sheet is a title and one table: no section has a heading."""
NO_TABLE = ("crisis", "moderation", "compliance", "guide")
"""Kinds whose sheet is steps, messages and rules one below the other."""
LONGER = {"hq": ["teacher-leaves"], "east": ["teacher-leaves"], "shanghai": ["teacher-leaves"], "south": ["teacher-leaves", "typhoon-delay"]}
"""Crises whose English texts have no room on two sides at 8.5 pt: a third page in the usual size, rather than smaller type."""
_SLOT = re.compile(r"\$\{[^}]*\}")


@pytest.fixture(scope="session")
def editions(whole_site: Path) -> list[Path]:
    """The folders of all editions."""
    found = sorted(folder.parent for folder in whole_site.glob("*/*/print"))
    assert len(found) == 8
    return found


def test_every_page_of_a_playbook_leads_to_its_sheet_and_the_catalogue_to_the_volumes(editions: list[Path]) -> None:
    count = 0
    for edition in editions:
        for data in sorted((edition / "data").glob("*/*.json")):
            page = edition / data.relative_to(edition / "data").with_suffix(".html")
            if data.parent.name == "source" or not page.exists():
                continue
            links = re.findall(r'class="sop-icon-button" href="([^"]+)" type="application/pdf"', page.read_text("utf-8"))
            assert [(page.parent / unescape(link)).resolve().is_file() for link in links] == [True], page
            count += 1
        home = (edition / "all.html").read_text("utf-8")
        volumes = re.findall(r'class="sop-print__link" href="([^"]+)"', home)
        parts = [f"print/{file.name}" for file in sorted((edition / "print").glob("handbook-*.pdf"))]
        assert volumes == [*parts, "print/handbook.pdf"]
        assert {re.sub(r"^print/handbook-\d+-|\.pdf$", "", part) for part in parts} == {folder.name for folder in (edition / "print").iterdir() if folder.is_dir()}
        assert (edition / volumes[-1]).is_file()
    assert count > 200


def test_no_sheet_ends_on_a_page_that_is_nearly_empty(editions: list[Path]) -> None:
    sheets = [sheet for edition in editions for sheet in sorted((edition / "print").glob("*/*.pdf"))]

    assert len(sheets) > 700
    used = {sheet: last_page_used(sheet) for sheet in sheets if page_count(sheet) > 1}
    assert {str(sheet): share for sheet, share in used.items() if share < 0.25} == {}


def test_a_crisis_is_a_card_of_two_sides_and_a_month_no_book(whole_site: Path) -> None:
    longer = {card.relative_to(whole_site).as_posix() for card in whole_site.glob("*/*/print/crisis/*.pdf") if page_count(card) != 2}
    assert longer == {f"{branch}/en/print/crisis/{card}.pdf" for branch, cards in LONGER.items() for card in cards}
    assert [page_count(plan) <= 10 for plan in whole_site.glob("hq/zh/print/monthly-plan/*.pdf")] == [True, True]


def test_what_is_read_at_arms_length_is_large(whole_site: Path) -> None:
    sheet = whole_site / "hq" / "zh" / "print" / "activity" / "dice-guess.pdf"
    value = json.loads((whole_site / "hq" / "zh" / "data" / "activity" / "dice-guess.json").read_text("utf-8"))["value"]
    found = sizes(sheet)

    question = value["rounds"][0]["question"].splitlines()[-1]
    assert (found["20:03"] >= 19, found[squeezed(question)[:8]] >= 12, found[squeezed(value["run_sheet"][2]["do"])[:8]] >= 11.5) == (True, True, True)
    for card in (whole_site / "hq" / "zh" / "print" / "crisis").glob("*.pdf"):
        first = json.loads((whole_site / "hq" / "zh" / "data" / "crisis" / f"{card.stem}.json").read_text("utf-8"))["value"]["first_minutes"]
        assert sizes(card)[squeezed(first["do"][0]["text"])[:6]] >= 13.9, card


def test_the_front_of_a_crisis_says_what_to_do_now_and_whom_to_call_in_every_edition(editions: list[Path]) -> None:
    cards = [card for edition in editions for card in sorted((edition / "print" / "crisis").glob("*.pdf"))]

    assert len(cards) >= 88
    assert [card for card in cards if page_count(card) > 3] == []
    for card in cards:
        front = squeezed(page_texts(card)[0])
        value = json.loads((card.parents[2] / "data" / "crisis" / f"{card.stem}.json").read_text("utf-8"))["value"]
        wanted = [step[name] for step in value["first_minutes"]["do"] for name in ("text", "say", "short") if name in step]
        assert [one for one in wanted if not _stands_in(one, front)] == [], card
        assert re.search(r"(extension|分机)\d{4}", front), card


@pytest.mark.parametrize("locale", LOCALES)
def test_a_crisis_card_says_all_that_is_needed_now(whole_site: Path, locale: str) -> None:
    edition = whole_site / "hq" / locale
    for card in sorted((edition / "print" / "crisis").glob("*.pdf")):
        text = squeezed("".join(page_texts(card)))
        value = json.loads((edition / "data" / "crisis" / f"{card.stem}.json").read_text("utf-8"))["value"]
        first = value["first_minutes"]
        wanted = [value["title"], *(one["text"] for one in [*first["do"], *value["do_nots"], *value["signals"]])]
        wanted += [step[name] for step in [*first["do"], *value["steps"]] for name in ("who", "do", "say", "short") if name in step]
        wanted += [step[name] for step in value["escalation"] for name in ("when", "to")]
        assert [one for one in wanted if not _stands_in(one, text)] == [], card


@pytest.mark.parametrize("locale", LOCALES)
def test_a_run_sheet_has_every_line_and_its_head_on_every_page(whole_site: Path, locale: str) -> None:
    edition = whole_site / "hq" / locale
    pages = [squeezed(text) for text in page_texts(edition / "print" / "activity" / "dice-guess.pdf")]
    value = json.loads((edition / "data" / "activity" / "dice-guess.json").read_text("utf-8"))["value"]
    text = "".join(pages)

    wanted = [step[name] for step in value["run_sheet"] for name in ("do", "say", "who") if name in step]
    wanted += [one["what"] for one in [*value["materials"], *value["rewards"]]] + [one["say"] for one in value["messages"]]
    assert [one for one in wanted if not _stands_in(one, text)] == []
    assert "20:03" in text
    first, last = (next(i for i, page in enumerate(pages) if _stands_in(value["run_sheet"][n]["do"], page)) for n in (0, -2))
    assert last > first
    heads = {"en": "✓Start·WhoDo", "zh": "✓开始时间·谁来做做什么"}
    assert [i for i in range(first, last + 1) if heads[locale] not in pages[i]] == []
    title, branch, reviewed = {
        "en": ("Guess the dice", "Headquarters", "reviewed on 2026-11-23"), "zh": ("猜骰子", "总部", "2026-11-23复核"),
    }[locale]
    for number, page in enumerate(pages, 1):
        foot = {"en": f"Page {number} of {len(pages)}", "zh": f"第{number}页，共{len(pages)}页"}[locale]
        assert all(squeezed(one) in page for one in (title, branch, reviewed, "1.0", foot))


@pytest.mark.parametrize("locale", LOCALES)
def test_what_follows_a_question_stands_on_its_page(whole_site: Path, locale: str) -> None:
    edition = whole_site / "hq" / locale
    for activity in ("dice-guess", "half-day-quiz", "read-the-pinyin"):
        pages = [squeezed(text) for text in page_texts(edition / "print" / "activity" / f"{activity}.pdf")]
        beats = json.loads((edition / "data" / "activity" / f"{activity}.json").read_text("utf-8"))["beats"]
        rounds = {beat["id"].rpartition("/")[0]: [] for beat in beats if beat["type"] == "ask"}  # type: ignore[var-annotated]
        for beat in beats:
            rounds.get(beat["id"].rpartition("/")[0], []).append(beat)

        assert len(rounds) > 6
        for parts in rounds.values():
            wanted = [beat["text"] for beat in parts if "${" not in beat["text"]] + [f"{beat['time']}{beat['title']}" for beat in parts if beat["type"] != "ask"]
            assert [page for page in pages if all(_stands_in(one, page) for one in wanted)], (activity, wanted)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", SHEETS)
def test_a_sheet_is_tagged_and_its_fonts_are_embedded(whole_site: Path, kind: str, locale: str) -> None:
    sheet = whole_site / "hq" / locale / "print" / kind / f"{SHEETS[kind]}.pdf"
    root = reader(sheet).trailer["/Root"]

    assert re.search(r"pdfuaid:part(=\"|>)1", root["/Metadata"].get_data().decode())  # type: ignore[index]
    assert root["/Lang"] == {"en": "en-GB", "zh": "zh-CN"}[locale]  # type: ignore[index]
    found = list(tags(sheet))
    assert found.count("/H1") == 1
    assert ("/H2" in found) == (kind not in ONE_TABLE)
    assert {"/Table", "/TH", "/TD"} & set(found) == (set() if kind in NO_TABLE else {"/Table", "/TH", "/TD"})
    assert fonts(sheet)
    assert all(fonts(sheet).values())


@pytest.mark.parametrize("locale", LOCALES)
def test_the_last_volume_tells_on_which_page_everything_is(whole_site: Path, locale: str) -> None:
    edition = whole_site / "hq" / locale
    volumes = {
        number: squeezed(text) for volume in sorted((edition / "print").glob("handbook-*.pdf"))
        for text in page_texts(volume) for number in [_number(text, locale)]
    }
    _, *indexes = [squeezed(text) for text in page_texts(edition / "print" / "handbook.pdf")]
    titles = {f.stem: json.loads(f.read_text("utf-8"))["value"] for f in (edition / "data" / "crisis").glob("*.json")}
    contents, index = indexes[0], "".join(indexes[1:])

    assert list(volumes) == list(range(1, len(volumes) + 1))
    assert len(titles) > 20
    for value in titles.values():
        title = squeezed(value["title"])
        found = re.search(re.escape(title) + r"\.*(\d+)", contents)
        assert found, title
        page = volumes[int(found[1])]
        assert page.startswith(title)
        assert _stands_in(value["first_minutes"]["do"][0]["text"], page)
        assert all(_stands_in(signal["text"], index) for signal in value["signals"])
        assert f"{title}{found[1]}" in index
        assert all(squeezed(alias) in index for alias in value["aliases"])


def _number(text: str, locale: str) -> int:
    """Return the number at the foot of a page."""
    found = re.findall({"en": r"Page (\d+)", "zh": r"第\s*(\d+)\s*页"}[locale], text)
    return int(found[-1])


@pytest.mark.parametrize("kind", SHEETS)
def test_a_sheet_looks_as_it_did(whole_site: Path, kind: str) -> None:
    # `make pictures` accepts a change that is meant.
    drawn = picture(whole_site / "hq" / "zh" / "print" / kind / f"{SHEETS[kind]}.pdf", dpi=DPI)
    before = Image.open(PICTURES / f"{kind}.png").convert("L")

    assert drawn.size == before.size
    difference = ImageChops.difference(drawn, before)
    far = sum(difference.histogram()[64:]) / (drawn.width * drawn.height)
    assert (far < 0.004, ImageStat.Stat(difference).mean[0] < 3) == (True, True), (far, ImageStat.Stat(difference).mean)


def test_the_print_button_is_large_enough_and_says_what_it_opens(page: Page) -> None:
    page.goto("/activity/dice-guess.html")
    button = page.get_by_role("link", name="Print (PDF)")

    box = button.bounding_box()
    assert box is not None
    assert (box["height"] >= 44, box["y"] < 740) == (True, True)
    expect(button).to_have_attribute("href", "../print/activity/dice-guess.pdf")


def _stands_in(text: str, words: str) -> bool:
    """Return whether a text stands in squeezed words; between its slots, because those have titles there."""
    return all(squeezed(part) in words for part in _SLOT.split(text))
