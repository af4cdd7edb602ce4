"""The page about what is kept on the device: the whole edition, with sheets and tables, on demand; and what it says when that cannot be."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.conftest import without_complaints
from browser.handbook_site import PHONE, QuietHandler, served, stand
from browser.kept_editions import CALENDAR, SHEET, open_and_keep, part_of, rebuild
from sopbook.site.folder import write_files
from sopbook.site.offline import offline_files

PAGE = "/hq/zh/offline.html"
STATUS = "(path) => fetch(path).then((answer) => answer.status, () => 'nothing')"
SHEETS = ("print/crisis/price-increase.pdf", SHEET)
BOOKLET = "print/handbook.pdf"


@pytest.fixture
def host(tmp_path: Path, whole_site: Path) -> Path:
    """The root of a host that has an edition with a few pages and a calendar, two sheets and the booklet."""
    edition = part_of(whole_site / "hq/zh", tmp_path / "hq/zh")
    for path in (*SHEETS, BOOKLET):
        (edition / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(whole_site / "hq/zh" / path, edition / path)
    write_files(edition, offline_files(edition))
    return tmp_path


@pytest.fixture
def phone(browser: Browser, host: Path) -> Iterator[BrowserContext]:
    with served(host) as address, browser.new_context(base_url=address, viewport=PHONE, locale="zh-CN") as context:
        yield context


def row(page: Page, name: str) -> list[str]:
    """Return what stands in the row of a set, once it is known."""
    return page.locator(f"[data-sop-set={name}]:visible").inner_text().split("\n")


def stands(page: Page) -> None:
    """Wait until the page has been told what is kept."""
    page.locator("[data-sop-set=pages]:visible").wait_for()


def limit_room(page: Page, more: int | None) -> None:
    """Let the browser have room for so many bytes more than it uses, or as before."""
    session = page.context.new_cdp_session(page)
    origin = page.evaluate("location.origin")
    used = session.send("Storage.getUsageAndQuota", {"origin": origin})["usage"]
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin} if more is None else {"origin": origin, "quotaSize": used + more})


def test_one_tap_keeps_the_whole_edition_and_what_was_never_opened_is_read_without_a_network(phone: BrowserContext, host: Path) -> None:
    with without_complaints(phone) as page:
        page.goto(PAGE)
        stands(page)
        expect(page.get_by_role("status").filter(has_text="没有网络也能打开和搜索")).to_be_visible()
        assert row(page, "pages")[1].startswith("已存 · ")
        assert row(page, "sheets")[1].startswith("没存 · 2个文件 · ")
        everything = page.get_by_role("button", name="全部存下")
        left = sum(f.stat().st_size for path in (*SHEETS, BOOKLET, CALENDAR) for f in [host / "hq/zh" / path])
        named = re.search(r"([\d.]+) MB", everything.inner_text())
        assert named
        assert float(named[1]) >= round(left / 1e6, 1)  # All else is a little more.

        everything.click()
        expect(page.get_by_role("status").filter(has_text="全部存好了")).to_be_visible(timeout=20_000)
        expect(page.get_by_role("progressbar")).to_be_hidden()
        expect(everything).to_be_hidden()
        assert row(page, "sheets")[1].startswith("已存 · 2个文件")

        phone.set_offline(True)
        page.goto("/hq/zh/crisis/price-increase.html")
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator(".sop-bar__copy")).to_be_visible()
        for path in (*SHEETS, BOOKLET, CALENDAR):
            assert (path, page.evaluate(STATUS, f"/hq/zh/{path}")) == (path, 200)
        page.goto(PAGE)
        stands(page)
        assert row(page, "booklet")[1].startswith("已存 · ")


def test_one_set_can_be_kept_alone_stays_on_other_pages_and_is_removed_again(phone: BrowserContext) -> None:
    with without_complaints(phone, tolerated="ERR_") as page:
        page.goto(PAGE)
        stands(page)
        page.get_by_role("button", name="存下：打印用的PDF").click()
        remove = page.get_by_role("button", name="删掉：打印用的PDF")
        expect(remove).to_be_visible(timeout=20_000)
        assert row(page, "booklet")[1].startswith("没存")
        phone.set_offline(True)
        page.goto("/hq/zh/index.html")
        assert [page.evaluate(STATUS, f"/hq/zh/{path}") for path in (*SHEETS, BOOKLET)] == [200, 200, "nothing"]
        page.goto(PAGE)
        remove.click()
        expect(page.locator("[data-sop-set=sheets] span")).to_contain_text("没存")
        page.get_by_role("button", name="存下：打印用的PDF").click()
        expect(page.get_by_role("status").filter(has_text="现在没有网络")).to_be_visible()
        assert page.evaluate(STATUS, f"/hq/zh/{SHEET}") == "nothing"


def test_a_device_without_room_says_so_keeps_what_it_has_and_goes_on_later(phone: BrowserContext, host: Path) -> None:
    with without_complaints(phone) as page:
        page.goto(PAGE)
        stands(page)
        limit_room(page, 20_000)
        page.get_by_role("button", name="全部存下").click()
        full = page.get_by_role("status").filter(has_text="这台设备空间不够，还差")
        expect(full).to_be_visible(timeout=20_000)
        assert row(page, "pages")[1].startswith("已存 · ")
        page.goto("/hq/zh/crisis/index.html")
        expect(page.locator("h1")).to_be_visible()

        page.goto(PAGE)
        stands(page)
        limit_room(page, None)
        page.get_by_role("button", name="全部存下").click()
        expect(page.get_by_role("status").filter(has_text="全部存好了")).to_be_visible(timeout=20_000)


def test_a_device_without_room_for_the_pages_says_so_in_the_menu_and_on_the_page(phone: BrowserContext) -> None:
    with without_complaints(phone, tolerated="sw.js") as page:
        page.goto("/hq/zh/not-here.html", wait_until="commit")
        limit_room(page, 20_000)
        page.goto(PAGE)
        expect(page.get_by_role("status").filter(has_text="空间不够，手册没能存下")).to_be_visible(timeout=20_000)
        expect(page.locator("[data-sop-ready]")).to_have_text("这台设备空间不够，没能存下")
        limit_room(page, None)
        page.get_by_role("button", name="再试一次").click()
        expect(page.get_by_role("status").filter(has_text="没有网络也能打开和搜索")).to_be_visible(timeout=20_000)


class Torn(QuietHandler):
    """A host that does not give the booklet until it is told otherwise."""

    is_torn = True

    def do_GET(self) -> None:  # noqa: N802  (the base class names it so)
        """Answer with a fault where the booklet is asked for."""
        if self.is_torn and self.path.endswith(BOOKLET):
            self.send_error(502)
        else:
            super().do_GET()


def test_what_did_not_arrive_is_told_and_the_next_tap_goes_on(browser: Browser, host: Path) -> None:
    Torn.is_torn = True
    with served(host, Torn) as address, browser.new_context(base_url=address, viewport=PHONE) as context, without_complaints(context, tolerated="502") as page:
        page.goto(PAGE)
        stands(page)
        page.get_by_role("button", name="全部存下").click()
        expect(page.get_by_role("status").filter(has_text="没取到：网络断了")).to_be_visible(timeout=20_000)
        Torn.is_torn = False
        page.get_by_role("button", name="全部存下").click()
        expect(page.get_by_role("status").filter(has_text="全部存好了")).to_be_visible(timeout=20_000)


def test_an_update_renews_what_was_chosen_before_the_reader_takes_it(phone: BrowserContext, host: Path) -> None:
    edition = host / "hq/zh"
    with without_complaints(phone) as page:
        open_and_keep(page, PAGE)
        stands(page)
        page.get_by_role("button", name="存下：打印用的PDF").click()
        expect(page.get_by_role("button", name="删掉：打印用的PDF")).to_be_visible(timeout=20_000)

        (edition / SHEET).write_bytes(b"%PDF-1.7 the new one")
        rebuild(edition, "危机处理", "危机卡", "crisis/index.html")
        page.goto("/hq/zh/crisis/index.html")
        notice = page.get_by_role("region", name="新版本")
        expect(notice).to_be_visible(timeout=20_000)
        phone.set_offline(True)
        notice.get_by_role("button", name="刷新").click()
        expect(page.locator("h1")).to_have_text("危机卡")
        assert page.evaluate("(path) => fetch(path).then((answer) => answer.text())", f"/hq/zh/{SHEET}") == "%PDF-1.7 the new one"
        assert page.evaluate(STATUS, f"/hq/zh/{SHEETS[0]}") == 200


@pytest.mark.parametrize(("missing", "said"), [
    ("delete Navigator.prototype.serviceWorker", "浏览器不让存，比如开了无痕模式"),
    ("Object.defineProperty(globalThis, 'isSecureContext', { value: false })", "地址不是https开头"),
    ("ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException('no', 'SecurityError'))", "浏览器不让存，比如开了无痕模式"),
])
def test_where_nothing_can_be_kept_the_page_says_why(phone: BrowserContext, missing: str, said: str) -> None:
    phone.add_init_script(missing)
    with without_complaints(phone) as page:
        page.goto(PAGE)
        expect(page.get_by_role("status").filter(has_text=said)).to_be_visible()
        expect(page.get_by_role("button", name="全部存下")).to_be_hidden()


def test_a_handbook_on_the_disk_says_that_it_is_there(browser: Browser, host: Path) -> None:
    with browser.new_context(viewport=PHONE) as context, without_complaints(context) as page:
        page.goto((host / PAGE[1:]).as_uri())
        expect(page.get_by_role("status").filter(has_text="这本手册就在磁盘上")).to_be_visible()


def test_the_menu_and_the_page_in_place_of_what_is_not_kept_lead_to_it(phone: BrowserContext) -> None:
    with without_complaints(phone) as page:
        open_and_keep(page, "/hq/zh/tags.html")
        page.goto("/hq/zh/crisis/index.html")
        stand(page)
        page.locator(".sop-header__menu").click()
        page.locator(".sop-nav__more > summary").click()
        page.locator("[data-sop-ready]").click()
        stands(page)
        phone.set_offline(True)
        page.goto(f"/hq/zh/{SHEET}")
        expect(page.locator("h1")).to_have_text("这份不在这台手机上")
        page.get_by_role("link", name="存了什么，还能存什么").click()
        stands(page)
