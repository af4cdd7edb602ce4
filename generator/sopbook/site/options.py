"""The options of the plugin, as mkdocs.yml may have them."""

from mkdocs.config import base
from mkdocs.config import config_options as c

from sopbook.branches.workspace import CHOICES, Settings


class PluginConfig(base.Config):  # type: ignore[no-untyped-call]
    """The plugin's options in mkdocs.yml; sopbook.branches.workspace.Settings says what they mean."""

    branch = c.Type(str, default=Settings().branch)
    locale = c.Type(str, default=Settings().locale)
    built_in_kinds = c.Type(bool, default=Settings().built_in_kinds)
    source_url = c.Type(str, default=Settings().source_url)
    edition = c.Type(str, default=Settings().edition)
    frame = c.Choice(CHOICES["frame"], default=Settings().frame)
    foreign_kinds = c.Type(bool, default=Settings().foreign_kinds)
    sync_files = c.Type(int, default=Settings().sync_files)
    sync_megabytes = c.Type(int, default=Settings().sync_megabytes)
