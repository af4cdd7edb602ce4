"""The workspace: a folder with playbooks/, perhaps schema/, and mkdocs.yml with the settings."""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import yaml

CONFIG = "mkdocs.yml"
PLAYBOOKS = "playbooks"


class NoWorkspaceError(Exception):
    """There is no workspace here, or its settings cannot be read; the text says why."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The options of the plugin `sopbook` in mkdocs.yml, which the command line reads as well."""

    branch: str = "hq"
    """The first branch: its handbook comes first in the site, carries the pages for authors, and is what plain mkdocs builds."""
    locale: str = ""
    """The language that plain mkdocs builds; the branch's first one where it is left out."""
    built_in_kinds: bool = True
    """Whether kinds that the workspace's schema/ does not hold come from sopbook itself."""
    source_url: str = ""
    """Where a playbook's source can be seen; {path} is its path. Empty: a copy beside the page."""
    frame: str = "own"
    """What stands around the handbook's pages: our own frame, or that of the theme."""


CHOICES = {"frame": ("own", "theme")}
"""The settings that have few values, and which."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace's folder and its settings."""

    root: Path
    settings: Settings
    site_url: str = ""
    """Where the site will be, as MkDocs' own setting site_url says it; empty where it says nothing."""


def find_workspace(start: Path) -> Workspace:
    """Return the workspace that holds a folder or file. Raises NoWorkspaceError."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / PLAYBOOKS).is_dir():
            return Workspace(folder, _settings(folder / CONFIG), _site_url(folder / CONFIG))
    raise NoWorkspaceError(
        f"There is no workspace at {start}: no folder there or above holds playbooks/. "
        "`sopbook init` lays one out."
    )


def _settings(file: Path) -> Settings:
    if not file.exists():
        return Settings()
    try:
        config = yaml.load(file.read_text("utf-8"), _Lenient)  # noqa: S506  (a SafeLoader)
    except (yaml.YAMLError, OSError, UnicodeDecodeError) as error:
        raise NoWorkspaceError(f"{file.name} cannot be read: {' '.join(str(error).split())}") from error
    return settings_from(_options(config))


def _site_url(file: Path) -> str:
    url = _read_config(file).get("site_url")
    return url if isinstance(url, str) else ""


def settings_from(options: dict[str, Any]) -> Settings:
    """Return the settings in the plugin's options. Raises NoWorkspaceError for one of the wrong type."""
    chosen: dict[str, Any] = {}
    for field in fields(Settings):
        value = options.get(field.name)
        if value is None:
            continue
        if type(value) is not type(field.default):
            raise NoWorkspaceError(
                f"mkdocs.yml: the sopbook setting {field.name} is {value!r}; "
                f"{'true or false' if isinstance(field.default, bool) else 'a text'} is expected."
            )
        if value not in CHOICES.get(field.name, (value,)):
            raise NoWorkspaceError(
                f"mkdocs.yml: the sopbook setting {field.name} is {value!r}; {' or '.join(CHOICES[field.name])} is expected."
            )
        chosen[field.name] = value
    return Settings(**chosen)


def site_inputs(root: Path) -> list[str]:
    """Return the paths that a site is built from beside the playbooks: mkdocs.yml, and the folders and files it names."""
    config = _read_config(root / CONFIG)
    theme = config.get("theme")
    custom = [theme.get("custom_dir")] if isinstance(theme, dict) else []
    hooks = config.get("hooks")
    named = [config.get("docs_dir", "docs"), config.get("INHERIT"), *custom, *(hooks if isinstance(hooks, list) else [])]
    return [CONFIG, *dict.fromkeys(name for name in named if isinstance(name, str))]


def names_plugin(root: Path) -> bool:
    """Return whether mkdocs.yml names the plugin sopbook; one that takes over another file may do so there."""
    config = _read_config(root / CONFIG)
    return "INHERIT" in config or "sopbook" in _plugins(config)


def _read_config(file: Path) -> dict[str, Any]:
    try:
        config = yaml.load(file.read_text("utf-8"), _Lenient)  # noqa: S506  (a SafeLoader)
    except (yaml.YAMLError, OSError, UnicodeDecodeError):
        return {}
    return config if isinstance(config, dict) else {}


def _options(config: Any) -> dict[str, Any]:
    options = _plugins(config).get("sopbook") if isinstance(config, dict) else None
    return options if isinstance(options, dict) else {}


def _plugins(config: dict[str, Any]) -> dict[str, Any]:
    """Return the plugins by name, whichever of its two forms mkdocs.yml uses."""
    plugins = config.get("plugins")
    if isinstance(plugins, dict):
        return plugins
    found: dict[str, Any] = {}
    for one in plugins if isinstance(plugins, list) else []:
        found |= one if isinstance(one, dict) else {str(one): None}
    return found


class _Lenient(yaml.SafeLoader):
    """Reads mkdocs.yml, whose tags (!ENV, !!python/name) mean nothing to us."""


def _nothing(_loader: yaml.Loader, _suffix: str, _node: yaml.Node) -> None:
    """Return nothing, whatever a tag asks for."""


_Lenient.add_multi_constructor("", _nothing)
