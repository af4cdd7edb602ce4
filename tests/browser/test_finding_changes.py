"""The page of what a branch changed: reached in two taps, narrowed down to one branch, and each line leads to its place."""

from playwright.sync_api import Browser, expect

from browser.conftest import reader_with_a_phone


def test_a_reader_finds_what_one_branch_changed_and_gets_to_the_place(browser: Browser, whole_address: str) -> None:
    with reader_with_a_phone(browser, whole_address) as page:
        page.goto("/shanghai/en/all.html")
        page.get_by_role("main").get_by_role("link", name="What Shanghai changed").click()
        every, *others = page.locator("[data-sop-filter] button").all()
        total = int(every.inner_text().split()[-1])
        numbers = {one.inner_text().rpartition(" ")[0]: int(one.inner_text().rpartition(" ")[2]) for one in others}
        assert set(numbers) == {"Shanghai", "East China"}
        assert sum(numbers.values()) == total

        page.get_by_role("button", name="Shanghai").click()
        counts = page.locator("[data-sop-rows]:visible [data-sop-count]").all_inner_texts()
        assert sum(map(int, counts)) == numbers["Shanghai"]
        first = page.locator("[data-sop-rows]:visible").first
        first.locator("summary").click()
        place = first.locator("li:visible a").first
        box = place.bounding_box()
        assert box
        assert box["height"] >= 44
        title = place.locator(".sop-rows__title").inner_text()
        place.click()

        target = page.locator(":target")
        expect(target).to_be_visible()
        expect(target).to_contain_text(title)
        page.locator(".sop-changes .sop-links a").click()
        expect(page.locator("h1")).to_have_text("What Shanghai changed")
