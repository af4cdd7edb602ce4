"""Whether pages can do without the theme's own script, which costs a phone more time than all else in a page."""

from mkdocs.config.defaults import MkDocsConfig

from sopbook.outputs.html.bundle import SCRIPT, THEME_SCRIPT

_FRAMED = {"navigation.top", "toc.follow"}
"""What outputs/html/assets/theme/frame.js and scripts/contents.js do themselves."""
_STILL = {
    "content.action.edit",
    "content.action.view",
    "navigation.footer",
    "navigation.indexes",
    "navigation.path",
    "navigation.prune",
    "navigation.sections",
}
"""What the theme does in its templates and styles alone."""
_LIVELY = {"alternate", "analytics", "consent", "version"}
"""Parts of `extra` that the theme's script brings to life."""


def can_frame(config: MkDocsConfig) -> bool:
    """Return whether a workspace asks for nothing that only the theme's script can do.

    It may have scripts or templates of its own that build on the theme's, and features of the theme that we do not do.
    """
    return (
        [str(script) for script in config.extra_javascript] == [SCRIPT, THEME_SCRIPT]
        and not config.theme.custom_dir
        and not unknown_features(config)
        and not _LIVELY & set(config.extra)
    )


def unknown_features(config: MkDocsConfig) -> set[str]:
    """Return the features of the theme that a workspace asks for and that only its script brings."""
    return set(config.theme.get("features") or ()) - _FRAMED - _STILL
