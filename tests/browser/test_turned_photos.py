"""Photos that a phone took upright: the browser shows them in the size that the page reserves for them."""

import base64

import pytest
from playwright.sync_api import Browser

from sopbook.source.picture import Picture, read_picture
from unit.test_pictures import noted, saved


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_size_is_the_one_that_the_browser_shows(browser: Browser, form: str, orientation: int) -> None:
    read = read_picture(saved(form, exif=noted(orientation)), form)
    assert isinstance(read, Picture)
    address = f"data:image/{form.lower()};base64,{base64.b64encode(read.content).decode()}"

    with browser.new_page() as page:
        size = page.evaluate("async (address) => { const image = new Image(); image.src = address; await image.decode(); return [image.naturalWidth, image.naturalHeight]; }", address)

    assert tuple(size) == (read.width, read.height)
