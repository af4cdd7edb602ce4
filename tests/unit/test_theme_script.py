"""Whether pages can do without the theme's script: what a workspace may ask for, and what only that script does."""

import json
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config import load_config

from sopbook.site.frame import can_frame
from sopbook.site.markup import completed

PAGE = '<html lang="en"><head></head><body>{}<script src="../assets/javascripts/bundle.a5f9.min.js"></script></body></html>'


def framed(root: Path, **settings: Any) -> bool:
    """Return whether a workspace with these settings does without the theme's script."""
    (root / "docs").mkdir()
    (root / "frame").mkdir()
    text = "".join(f"{name}: {json.dumps(value)}\n" for name, value in ({"theme": {"name": "material"}} | settings).items())
    (root / "mkdocs.yml").write_text(f"site_name: Handbook\nplugins: [sopbook]\n{text}", "utf-8")
    config = load_config(str(root / "mkdocs.yml"))
    return can_frame(config.plugins.on_config(config))


QUIET: list[dict[str, Any]] = [
    {},
    {"theme": {"name": "material", "features": ["navigation.top", "toc.follow"]}},
    {"theme": {"name": "material", "features": ["content.action.edit", "navigation.footer", "navigation.indexes", "navigation.prune", "navigation.sections"]}},
    {"theme": {"name": "material", "palette": [{"scheme": "default", "toggle": {"icon": "a", "name": "b"}}]}},
    {"extra_css": ["own.css"]},
    {"extra": {"generator": False, "social": []}},
]
LIVELY: list[dict[str, Any]] = [
    {"extra_javascript": ["own.js"]},
    {"extra_javascript": [{"path": "own.mjs", "type": "module"}]},
    {"theme": {"name": "material", "custom_dir": "frame"}},
    *({"theme": {"name": "material", "features": ["toc.follow", feature]}} for feature in (
        "navigation.instant", "navigation.tracking", "navigation.tabs", "navigation.tabs.sticky", "navigation.expand", "header.autohide",
        "announce.dismiss", "content.code.copy", "content.code.annotate", "content.tabs.link", "content.tooltips", "toc.integrate",
    )),
    *({"extra": {name: {}}} for name in ("alternate", "analytics", "consent", "version")),
]


@pytest.mark.parametrize("settings", QUIET, ids=str)
def test_these_settings_need_nothing_of_the_theme_script(tmp_path: Path, settings: dict[str, Any]) -> None:
    assert framed(tmp_path, **settings)


@pytest.mark.parametrize("settings", LIVELY, ids=str)
def test_these_settings_need_the_theme_script(tmp_path: Path, settings: dict[str, Any]) -> None:
    assert not framed(tmp_path, **settings)


@pytest.mark.parametrize("part", [
    '<pre class="mermaid"><code>graph</code></pre>', '<div class="annotate"><p>(1)</p></div>', '<div class="tabbed-set tabbed-alternate">',
    '<nav class="md-code__nav"><button class="md-code__button copy ">', '<div data-x="1" class="highlight select">',
])
def test_a_text_keeps_the_script_that_brings_its_parts_to_life(part: str) -> None:
    assert "bundle" in completed(PAGE.format(part), "a/b.html")


@pytest.mark.parametrize("text", ["<p>mermaid, annotate and tabbed-set are words</p>", '<p class="copycat">x</p>', '<p title="class=&quot;select&quot;">x</p>'])
def test_words_that_only_look_like_such_a_part_keep_nothing(text: str) -> None:
    assert "bundle" not in completed(PAGE.format(text), "a/b.html")
