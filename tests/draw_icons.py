"""Draw the icons of the installed handbook anew from their SVG: python tests/draw_icons.py."""

from playwright.sync_api import Browser, ViewportSize

from browser.handbook_site import REPOSITORY, chromium

ICONS = REPOSITORY / "generator" / "sopbook" / "outputs" / "html" / "assets" / "icons"
GREEN = "#0b5d57"
SAFE = 0.8
"""How much of a maskable icon every phone shows: a circle of 80 % (W3C, Web Application Manifest)."""


def main() -> None:
    """Write the pictures beside the SVG."""
    with chromium() as browser:
        for size in (192, 512):
            (ICONS / f"icon-{size}.png").write_bytes(drawn(browser, size, "transparent", 1))
        (ICONS / "icon-180.png").write_bytes(drawn(browser, 180, GREEN, 1))
        (ICONS / "icon-maskable-512.png").write_bytes(drawn(browser, 512, GREEN, SAFE))


def drawn(browser: Browser, size: int, ground: str, part: float) -> bytes:
    """Return the icon as a PNG, on a ground, taking up a part of it."""
    page = browser.new_page(viewport=ViewportSize(width=size, height=size))
    svg = (ICONS / "icon.svg").read_text("utf-8")
    inner = round(size * part)
    page.set_content(
        f"<style>body {{ margin: 0; height: {size}px; display: grid; place-items: center; background: {ground}; }}"
        f"svg {{ width: {inner}px; height: {inner}px; }}</style>{svg}"
    )
    picture = page.screenshot(omit_background=True)
    page.close()
    return picture


if __name__ == "__main__":
    main()
