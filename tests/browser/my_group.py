"""The panel "My group", and the messages in which its values stand."""

from playwright.sync_api import Locator, Page


def opener(page: Page) -> Locator:
    """Return the button that opens the panel."""
    return page.get_by_role("button", name="My group")


def my_group(page: Page) -> Locator:
    """Return the panel "My group"."""
    return page.get_by_role("dialog", name="My group")


def message(page: Page, anchor: str) -> Locator:
    """Return the first message of a section."""
    return page.locator(f"#{anchor} [data-sop-message]").first


def copy(page: Page, anchor: str) -> Locator:
    """Return the button that copies it."""
    return page.locator(f"#{anchor} [data-sop-copy]").first


def clipboard(page: Page) -> str:
    """Return what was copied last."""
    return str(page.evaluate("navigator.clipboard.readText()"))


def fill_in(page: Page, **values: str) -> None:
    """Give blanks of the group values, by their labels."""
    opener(page).click()
    for label, value in values.items():
        my_group(page).get_by_label(label.replace("_", " "), exact=True).fill(value)
    my_group(page).get_by_role("button", name="Done").click()
