"""Today, at given moments: what is now, what comes next, and all that leads on from there."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser.conftest import without_complaints
from browser.filled_groups import EVERYTHING, filled
from browser.handbook_site import LAPTOP, PHONE
from browser.today_page import TODAY, at, day, shown, stands


def is_in_first_screen(page: Page, element: Locator) -> bool:
    box, window = element.bounding_box(), page.viewport_size
    return bool(box and window and box["y"] >= 0 and box["y"] + box["height"] <= window["height"])


def test_five_minutes_before_the_game_it_is_seen_at_once_and_its_message_can_be_copied(page: Page) -> None:
    at(page, "2026-12-03T19:55")

    assert day(page) == "Thursday 2026-12-03"
    assert shown(page)[:3] == ["now 19:50 Post with @all, the only", "next 20:00 Dice game in A, B and C ", "next 20:00 Post this line, then the"]

    step = page.locator("[id='2026-12-03-dice-1-rules']")
    expect(step.locator("[data-sop-state]")).to_have_text("Next, in 5 min")
    step.get_by_role("button", name="Copy").click()
    expect(step.locator("[data-sop-copy]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == step.locator("[data-sop-message]").inner_text()


def test_the_page_follows_the_clock_and_hides_nothing_under_a_finger(page: Page) -> None:
    at(page, "2026-12-03T19:59:50")
    before = shown(page)
    page.mouse.click(1, 1)
    page.clock.run_for(15_000)
    assert [one.split(" ", 1)[1] for one in shown(page)] == [one.split(" ", 1)[1] for one in before]
    assert shown(page)[0].startswith("past 19:50")

    page.clock.run_for(4 * 60_000)
    assert shown(page)[0].startswith("now 20:03")
    assert [one for one in shown(page) if one.startswith(("now", "next"))] == [
        "now 20:03 Post the call. After two", "next 20:06 After each answer, @ the", "next 20:06 Ask: Riddle 1",
    ]  # fmt: skip


def test_a_question_stands_at_its_minute_and_what_follows_at_its_own(page: Page) -> None:
    at(page, "2026-12-03T20:06")

    assert shown(page)[:4] == [
        "now 20:06 After each answer, @ the", "now 20:06 Ask: Riddle 1", "next 20:09 Lock the answers", "next 20:09 Reveal: C",
    ]  # fmt: skip
    question = page.locator("[id='2026-12-03-dice-1-riddles-1-and-2/underneath/ask']")
    expect(question.locator("[data-sop-message]")).to_contain_text("What does the face underneath show?")


def test_the_whole_evening_is_copied_message_by_message_without_leaving_today(page: Page) -> None:
    at(page, "2026-12-03T20:06")
    stands(page)
    beats = [beat for beat in page.request.get("/data/activity/dice-guess.json").json()["beats"] if beat["text"] and beat["day"] == 0]
    entries = [f"2026-12-03-dice-1-{beat['id']}" for beat in beats]
    for folded in ("earlier", "later"):
        page.get_by_role("button", name=re.compile(f"{folded} entries")).click()
    address, copied = page.url, []
    for entry in entries:
        button = page.locator(f"[id='{entry}'] [data-sop-copy]")
        button.click()
        expect(button).to_have_text("Copied")
        copied.append(page.evaluate("navigator.clipboard.readText()"))

    assert copied == [re.sub(r"\$\{([\w.]+)\}", lambda slot: EVERYTHING[slot[1]], beat["text"]) for beat in beats]
    assert len({*copied}) == 30  # With the teaser of the day before, 31: 13 lines, 8 questions, 8 answers, the rules, the product.
    on_page = [str(one.get_attribute("id")) for one in page.locator(".sop-due").all()]
    assert [one for one in on_page if one in entries] == entries
    assert page.url == address


def test_now_stands_above_all_and_the_evening_takes_three_screens_of_a_phone(browser: Browser, whole_address: str) -> None:
    for colours in ("light", "dark"):
        with browser.new_context(base_url=whole_address, service_workers="block", viewport=PHONE, color_scheme=colours) as context, without_complaints(context) as page:
            at(page, "2026-12-03T20:06", "/hq/zh/today.html")
            stands(page)
            cards = [one.bounding_box() for one in page.locator(".sop-due[data-state=now]:visible").all()]
            below = page.locator(".sop-due--row:visible").first.bounding_box()
            assert len(cards) == 2
            assert below
            assert all(box and box["y"] + box["height"] <= min(660, below["y"]) for box in cards)  # The step and its question.
            assert page.evaluate("document.documentElement.scrollHeight") <= 3 * PHONE["height"]
            assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
            ends = [page.locator(part).bounding_box() for part in (".sop-dues:visible", ".sop-ticks")]
            assert ends[0]
            assert ends[1]
            assert ends[1]["y"] >= ends[0]["y"] + ends[0]["height"]


def test_who_ticks_sees_what_they_left_out(page: Page) -> None:
    at(page, "2026-12-03T20:06")
    page.get_by_role("button", name="Show 10 earlier entries").click()
    page.locator("[id='2026-12-03-dice-1-rules'] .sop-tick input").check()
    page.reload()
    stands(page)

    late = page.locator(".sop-due[data-state=late]:visible")
    expect(late.first.locator("[data-sop-state]")).to_have_text("Not ticked")
    assert "2026-12-03-dice-1-rules" not in [one.get_attribute("id") for one in late.all()]
    now, first, upcoming = (page.locator(f".sop-due[data-state={state}]:visible").first.bounding_box() for state in ("now", "late", "next"))
    assert now
    assert first
    assert upcoming
    assert now["y"] < first["y"] < upcoming["y"]
    expect(page.get_by_role("button", name=re.compile("earlier entries, [0-9] of them not ticked"))).to_be_visible()


def test_what_is_over_is_folded_and_can_be_unfolded(page: Page) -> None:
    at(page, "2026-12-03T21:30")

    expect(page.locator(".sop-today__note")).to_have_text("Nothing more today. Go to Friday 2026-12-04")
    assert shown(page) == []
    page.get_by_role("button", name="Show 45 earlier entries").click()
    assert len(shown(page)) == 45

    page.get_by_role("link", name="Go to Friday 2026-12-04").click()
    assert day(page) == "Friday 2026-12-04"
    assert page.url.endswith("#2026-12-04")


def test_the_hours_are_those_of_the_branch_wherever_the_reader_is(browser: Browser, address: str) -> None:
    for zone, is_said in (("Asia/Shanghai", False), ("America/New_York", True)):
        with browser.new_context(base_url=address, service_workers="block", timezone_id=zone) as context, without_complaints(context) as page:
            at(page, "2026-12-03T19:55")
            assert shown(page)[0].startswith("now 19:50")
            assert page.get_by_text("The times are those of China Standard Time").is_visible() == is_said


@pytest.mark.parametrize(
    ("edition", "moment", "next_words"),
    [
        ("east/zh", "2026-12-08T19:25", "接下来，还有5分钟 19:30 A、B、C群同时玩猜骰子"),
        ("shanghai/zh", "2026-12-08T18:55", "接下来，还有5分钟 19:00 A、B、C群同时玩猜骰子"),
        ("shanghai/en", "2026-12-08T18:55", "Next, in 5 min 19:00 Dice game in A, B and C"),
    ],
)
def test_a_branch_that_plays_earlier_sees_its_own_hours(browser: Browser, whole_address: str, edition: str, moment: str, next_words: str) -> None:
    with browser.new_context(base_url=whole_address, service_workers="block", viewport=PHONE) as context, without_complaints(context) as page:
        at(page, moment, f"/{edition}{TODAY}")
        stands(page)
        entry = page.locator(".sop-due[data-state=next]").first
        words = [entry.locator(part).inner_text() for part in ("[data-sop-state]", "strong", ".sop-due__what")]
        assert " ".join(words).startswith(next_words)


def test_a_crisis_card_is_one_tap_away(page: Page) -> None:
    at(page, "2026-12-03T20:10")
    opener = page.locator("summary", has_text="Something went wrong")
    assert is_in_first_screen(page, opener)
    opener.click()
    page.locator(".sop-urgent").get_by_role("link", name="A teacher leaves").click()
    expect(page).to_have_url(re.compile("/crisis/teacher-leaves.html$"))


def test_links_lead_to_the_run_sheet_and_into_the_plan(page: Page) -> None:
    at(page, "2026-12-03T20:00")
    entry = page.locator("[id='2026-12-03-dice-1']")
    entry.get_by_role("button", name="In full: 20:00 Dice game").click()
    entry.get_by_role("link", name="In the plan").click()
    expect(page).to_have_url(re.compile("#weeks-0-days-2-slots-dice-1$"))
    expect(page.locator("[id='weeks-0-days-2-slots-dice-1']")).to_contain_text("Dice game in A, B and C")
    page.go_back()
    step = page.locator("[id='2026-12-03-dice-1-roll-1']")
    step.get_by_role("button", name="In full: ").click()
    step.get_by_role("link", name="Guess the dice").click()
    expect(page).to_have_url(re.compile("/activity/dice-guess.html#run-sheet-roll-1$"))
    expect(page.locator("[id='run-sheet-roll-1']")).to_contain_text("LIVE ROLL 1")


def test_starting_over_is_about_the_day_on_view(page: Page) -> None:
    at(page, "2026-12-03T19:55")
    stands(page)
    over = page.get_by_role("button", name="Start over")
    expect(over).to_be_disabled()
    page.locator(".sop-today__day:visible .sop-tick input:visible").first.check()
    expect(over).to_be_enabled()
    page.get_by_role("button", name="The day after").click()
    expect(over).to_be_disabled()
    page.get_by_role("button", name="The day before").click()
    expect(over).to_be_enabled()


def test_whatever_is_touched_is_large_enough_and_nothing_runs_out_at_the_side(page: Page) -> None:
    at(page, "2026-12-03T19:55")
    stands(page)
    small = page.evaluate(
        """[...document.querySelectorAll(".sop-today :is(button, input, select, a, summary)")]
          .map((one) => one.closest(".sop-tick") ?? one) // A box is touched by its label.
          .filter((one) => one.getClientRects().length && !one.closest(".sop-switch, p.sop-quiet, .sop-today__note"))
          .map((one) => [one.textContent.trim().slice(0, 20), one.getBoundingClientRect().height])
          .filter(([, height]) => height < 44)"""
    )
    assert small == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_without_scripts_it_leads_to_the_plans_which_say_all_of_it(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address, service_workers="block", viewport=PHONE, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(TODAY)
        expect(page.get_by_role("button", name="The day after")).to_have_count(0)
        page.locator("noscript a").first.click()
        expect(page).to_have_url(re.compile("/monthly-plan/.*december-2026.html$"))


def test_the_former_address_leads_here_and_to_the_same_entry(page: Page) -> None:
    page.add_init_script(filled(EVERYTHING))
    page.goto("/today.html#2026-12-03-dice-1-rules")
    expect(page).to_have_url(re.compile("/index.html#2026-12-03-dice-1-rules$"))
    expect(page.locator("[id='2026-12-03-dice-1-rules']")).to_be_in_viewport()


def test_who_is_late_puts_off_what_is_open_of_the_run_and_the_same_holds_step_by_step(page: Page) -> None:
    at(page, "2026-12-03T20:06")
    stands(page)
    page.locator("[id='2026-12-03-dice-1-riddles-1-and-2/underneath/ask'] .sop-tick input").check()
    page.get_by_role("button", name="Put off what is open by 5 minutes").click()
    times = {name: page.locator(f"[id='2026-12-03-dice-1-{name}'] .sop-due__when strong").inner_text() for name in ("riddles-1-and-2/underneath/ask", "riddles-1-and-2/underneath/lock", "close")}
    assert times["riddles-1-and-2/underneath/ask"] == "20:06"  # It has gone out.
    assert times["riddles-1-and-2/underneath/lock"] == "20:14+5"
    assert shown(page)[0].startswith("now 20:05+5")
    page.goto("/activity/dice-guess.html#run=2026-12-03T20:00")
    expect(page.get_by_role("button", name="5 min late · back on time")).to_be_visible()
    page.goto(TODAY)
    page.get_by_role("button", name="5 min late · back on time").click()
    expect(page.locator("[id='2026-12-03-dice-1-riddles-1-and-2/underneath/lock'] .sop-due__when strong")).to_have_text("20:09")


def test_from_disk_it_works_as_well(browser: Browser, site: Path) -> None:
    with browser.new_context(viewport=LAPTOP) as context, without_complaints(context) as page:
        at(page, "2026-12-03T19:55", (site / "today.html").as_uri())
        assert shown(page)[0].startswith("now 19:50")
        page.get_by_role("button", name="The day after").click()
        assert day(page) == "Friday 2026-12-04"


def test_an_edition_begins_here_and_all_else_is_one_tap_away(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    page.get_by_role("link", name="All", exact=True).locator("visible=true").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What do you need now?")


def test_the_name_of_the_chosen_sort_of_group_is_read_whole(page: Page) -> None:
    page.set_viewport_size(PHONE)
    at(page, "2026-12-03T19:55")
    stands(page)
    expect(page.locator("[data-sop-sort][aria-pressed=true]")).to_be_in_viewport(ratio=1)
