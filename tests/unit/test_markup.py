"""What the theme's pages lack is put into their HTML, wherever they lie."""

from sopbook.site.markup import completed

PAGE = """<html><head><title>x</title></head><body><nav class="md-nav md-nav--primary" aria-label="Navigation" data-md-level="0">
<label class="md-nav__link " for="__nav_2" id="__nav_2_label" tabindex="0"><span class="md-nav__icon md-icon"></span></label>
<nav class="md-nav" data-md-level="1" aria-labelledby="__nav_2_label" aria-expanded="false">
<label class="md-nav__title" for="__nav_2"><span class="md-nav__icon md-icon"></span>Crises</label></nav></nav></body></html>"""


def test_the_head_links_to_the_manifest_of_the_edition_from_every_depth() -> None:
    assert '<link rel="manifest" href="manifest.webmanifest" crossorigin="use-credentials">' in completed(PAGE, "index.html")
    assert '<link rel="manifest" href="../manifest.webmanifest" crossorigin="use-credentials">' in completed(PAGE, "crisis/fire.html")
    assert completed(PAGE, "index.html").count('name="theme-color"') == 1


def test_a_part_of_the_navigation_is_named_by_its_title() -> None:
    html = completed(PAGE, "index.html")
    assert 'data-md-level="1" aria-labelledby="__nav_2_title"' in html
    assert html.count('id="__nav_2_title"') == 1
    assert 'for="__nav_2" id="__nav_2_label" aria-labelledby="__nav_2_title"' in html


def test_a_page_of_another_theme_keeps_its_markup() -> None:
    assert completed("<html><head></head><body><nav>x</nav></body></html>", "a.html").endswith("<body><nav>x</nav></body></html>")


SCRIPTED = PAGE.replace("<html>", '<html lang="en">').replace(
    "</body>", '<script src="../assets/javascripts/bundle.a5f9.min.js"></script><script src="../assets/sopbook.js"></script></body>'
)


def test_the_script_of_the_theme_is_left_out_and_ours_is_told() -> None:
    html = completed(SCRIPTED, "a/b.html")
    assert html.endswith('<script src="../assets/sopbook.js"></script></body></html>')
    assert "bundle" not in html
    assert '<html data-sop-frame lang="en">' in html


def test_the_script_of_the_theme_stays_where_a_workspace_or_a_text_needs_it() -> None:
    with_tabs = SCRIPTED.replace("<body>", '<body><div class="tabbed-set tabbed-alternate"></div>')
    for html in (completed(SCRIPTED, "a/b.html", framed=False), completed(with_tabs, "a/b.html")):
        assert "bundle.a5f9.min.js" in html
        assert "data-sop-frame" not in html


def test_the_name_of_the_site_is_apart_from_the_name_of_the_branch() -> None:
    header = '<div class="md-header__topic">\n <span class="md-ellipsis">\n South · Our handbook\n </span></div>'
    html = completed(PAGE.replace("<body>", f"<body>{header}"), "a.html")
    assert '<span class="md-ellipsis">\n South<span class="sop-site"> · Our handbook</span>\n </span>' in html
