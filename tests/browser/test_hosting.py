"""The host that the guide for publishing describes: what it says to whom, and that a handbook behind it keeps itself and is renewed."""

import gzip
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copyfile
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, expect

from browser.conftest import without_complaints
from browser.handbook_site import PHONE
from browser.kept_editions import open_and_keep, part_of, rebuild
from browser.nginx import PASSWORD, USER, nginx

KEY = {"Authorization": f"Basic {b64encode(f'{USER}:{PASSWORD}'.encode()).decode()}"}
POLICY = "default-src 'self'; frame-ancestors 'none'"


class Answer(NamedTuple):
    status: int
    headers: HTTPMessage
    body: bytes


def ask(port: int, path: str, headers: dict[str, str] | None = None) -> Answer:
    """Return what a host on this machine answers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path, headers=headers or {})
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())
    finally:
        connection.close()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, whole_site: Path) -> Path:
    """A site of two editions, with a page of the guides, and with the mark of the build."""
    site = tmp_path_factory.mktemp("host") / "site"
    for edition in ("hq/en", "hq/zh"):
        folder = part_of(whole_site / edition, site / edition)
        copyfile(whole_site / edition / "404.html", folder / "404.html")
    (site / "hq/en/authors").mkdir()
    copyfile(whole_site / "hq/en/authors/index.html", site / "hq/en/authors/index.html")
    for name in ("index.html", "entrance.css", "entrance.js", "404.html", "missing.css", "missing.js", ".sopbook-build"):
        copyfile(whole_site / name, site / name)
    return site


@pytest.fixture(scope="module")
def host(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with nginx(root, tmp_path_factory.mktemp("nginx") / "here") as port:
        yield port


def test_nobody_sees_anything_without_the_password(host: int, root: Path) -> None:
    files = sorted(f.relative_to(root).as_posix() for f in root.rglob("*") if f.is_file())
    assert len(files) > 40
    for path in ("", *files, "hq/zh/", "no/such/page.html"):
        answer = ask(host, f"/{path}")
        assert (path, answer.status) == (path, 401)
        assert b"401 Authorization Required" in answer.body, path
        assert len(answer.body) < 300, path
    assert ask(host, "/", {"Authorization": f"Basic {b64encode(b'reader:guess').decode()}"}).status == 401


@pytest.mark.parametrize(("path", "type_"), [
    ("/", "text/html; charset=utf-8"),
    ("/hq/zh/crisis/index.html", "text/html; charset=utf-8"),
    ("/hq/zh/assets/sopbook.css", "text/css; charset=utf-8"),
    ("/hq/zh/sw.js", "application/javascript; charset=utf-8"),
    ("/hq/zh/offline.json", "application/json; charset=utf-8"),
    ("/hq/zh/manifest.webmanifest", "application/manifest+json"),
    ("/hq/zh/calendar.ics", "text/calendar; charset=utf-8"),
])
def test_every_file_is_asked_for_anew_and_is_not_sent_again(host: int, path: str, type_: str) -> None:
    first = ask(host, path, KEY)
    assert (first.status, first.headers["Content-Type"], first.headers["Cache-Control"]) == (200, type_, "private, no-cache")
    assert {name: first.headers[name] for name in ("Content-Security-Policy", "X-Content-Type-Options", "X-Robots-Tag", "Referrer-Policy")} == {
        "Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff", "X-Robots-Tag": "noindex", "Referrer-Policy": "same-origin",
    }
    again = ask(host, path, {**KEY, "If-None-Match": first.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")
    packed = ask(host, path, {**KEY, "Accept-Encoding": "gzip"})
    if len(first.body) > 1000:
        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.body) == first.body


def test_the_guides_may_have_the_lines_of_script_of_their_theme(host: int) -> None:
    assert ask(host, "/hq/en/authors/index.html", KEY).headers["Content-Security-Policy"] == "default-src 'self' 'unsafe-inline' data:; frame-ancestors 'none'"


@pytest.mark.parametrize(("path", "page"), [
    ("/hq/zh/crisis/no-such-card.html", "hq/zh/404.html"),
    ("/hq/en/crisis/no-such-card.html", "hq/en/404.html"),
    ("/hq/en/crisis", "hq/en/404.html"),
    ("/nowhere.html", "404.html"),
    ("/west/zh/index.html", "404.html"),
    ("/hq/", "404.html"),
    ("/.sopbook-build", None),
])
def test_a_wrong_address_shows_the_page_of_its_edition(host: int, root: Path, path: str, page: str | None) -> None:
    answer = ask(host, path, KEY)
    if path == "/hq/en/crisis":  # A folder: the host adds the slash.
        assert (answer.status, answer.headers["Location"]) == (301, "/hq/en/crisis/")
        return
    assert answer.status == 404
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert page is None or answer.body == (root / page).read_bytes()
    assert b'"digest"' not in answer.body


def test_behind_the_password_a_handbook_keeps_itself_and_is_renewed(browser: Browser, host: int, root: Path) -> None:
    with browser.new_context(base_url=f"http://127.0.0.1:{host}", viewport=PHONE, http_credentials={"username": USER, "password": PASSWORD}) as context, without_complaints(context) as page:
        open_and_keep(page, "/hq/en/crisis/index.html")
        context.set_offline(True)
        page.goto("/hq/en/crisis/price-increase.html")
        expect(page.locator("h1")).to_be_visible()
        context.set_offline(False)
        page.goto("/hq/en/offline.html")
        page.get_by_role("button", name="Keep: Calendar files and tables").click()
        expect(page.get_by_role("button", name="Remove: Calendar files and tables")).to_be_visible(timeout=20_000)
        context.set_offline(True)
        assert page.evaluate("fetch('/hq/en/calendar.ics').then((answer) => answer.text())").startswith("BEGIN:VCALENDAR")
        context.set_offline(False)

        rebuild(root / "hq/en", "What do you need now?", "What now?", "all.html")
        page.goto("/hq/en/all.html")
        notice = page.get_by_role("region", name="New version")
        expect(notice).to_be_visible(timeout=20_000)
        expect(page.locator("h1")).to_have_text("What do you need now?")
        notice.get_by_role("button", name="Reload").click()
        expect(page.locator("h1")).to_have_text("What now?")


class Login(BaseHTTPRequestHandler):
    """Says of everybody with a cookie that they may read, as oauth2-proxy does, and shows a page where one signs in."""

    def do_GET(self) -> None:
        """Answer /oauth2/auth with 202 or 401, and all else under /oauth2/ with a page."""
        known = "handbook=yes" in self.headers.get("Cookie", "")
        self.send_response(200 if self.path != "/oauth2/auth" else 202 if known else 401)
        self.end_headers()
        self.wfile.write(b"" if self.path == "/oauth2/auth" else f"sign in for {self.headers['X-Auth-Request-Redirect']}".encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the base class names it so)
        """Say nothing about requests."""


@contextmanager
def login() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Login) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


def test_a_login_of_one_s_own_stands_in_the_place_of_the_password(root: Path, tmp_path: Path) -> None:
    with login() as proxy, nginx(root, tmp_path / "nginx", login={"127.0.0.1:4180": f"127.0.0.1:{proxy}"}) as port:
        for path in ("/hq/zh/crisis/index.html", "/hq/zh/sw.js", "/hq/zh/data/activity/dice-guess.json", "/nowhere.html"):
            stranger = ask(port, path)
            assert (stranger.status, stranger.headers["Location"]) == (302, f"/oauth2/start?rd={path}")
            assert len(stranger.body) < 300
        assert ask(port, "/oauth2/start?rd=/hq/zh/").body == b"sign in for /oauth2/start?rd=/hq/zh/"
        assert ask(port, "/oauth2/auth").status == 401  # Only the host itself may ask.

        member = ask(port, "/hq/zh/crisis/index.html", {"Cookie": "handbook=yes"})
        assert (member.status, member.body) == (200, (root / "hq/zh/crisis/index.html").read_bytes())
        assert ask(port, "/hq/zh/no.html", {"Cookie": "handbook=yes"}).body == (root / "hq/zh/404.html").read_bytes()
