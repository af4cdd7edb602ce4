"""What the theme's pages lack is put into their HTML, wherever they lie."""

from sopbook.publish.markup import completed

PAGE = """<html><head><title>x</title></head><body><nav class="md-nav md-nav--primary" aria-label="Navigation" data-md-level="0">
<label class="md-nav__link " for="__nav_2" id="__nav_2_label" tabindex="0"><span class="md-nav__icon md-icon"></span></label>
<nav class="md-nav" data-md-level="1" aria-labelledby="__nav_2_label" aria-expanded="false">
<label class="md-nav__title" for="__nav_2"><span class="md-nav__icon md-icon"></span>Crises</label></nav></nav></body></html>"""


def test_the_head_links_to_the_manifest_of_the_edition_from_every_depth() -> None:
    assert '<link rel="manifest" href="manifest.webmanifest">' in completed(PAGE, "index.html")
    assert '<link rel="manifest" href="../manifest.webmanifest">' in completed(PAGE, "crisis/fire.html")
    assert completed(PAGE, "index.html").count('name="theme-color"') == 1


def test_a_part_of_the_navigation_is_named_by_its_title() -> None:
    html = completed(PAGE, "index.html")
    assert 'data-md-level="1" aria-labelledby="__nav_2_title"' in html
    assert html.count('id="__nav_2_title"') == 1
    assert 'for="__nav_2" id="__nav_2_label" aria-labelledby="__nav_2_title"' in html


def test_a_page_of_another_theme_keeps_its_markup() -> None:
    assert completed("<html><head></head><body><nav>x</nav></body></html>", "a.html").endswith("<body><nav>x</nav></body></html>")


def test_the_script_of_the_theme_waits_unless_a_workspace_has_scripts_that_build_on_it() -> None:
    page = PAGE.replace("</body>", '<script src="../assets/javascripts/bundle.a5f9.min.js"></script><script src="../assets/sopbook.js"></script></body>')
    waiting = '<script type="text/plain" data-sop-theme="../assets/javascripts/bundle.a5f9.min.js"></script><script src="../assets/sopbook.js"></script>'
    assert waiting in completed(page, "a/b.html")
    assert "data-sop-theme" not in completed(page, "a/b.html", alone=False)
