"""The workspace: a folder with playbooks/, perhaps schema/, and mkdocs.yml with the settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from sopbook.branches.config import CONFIG, Config, read_config
from sopbook.source.diagnostics import Diagnostic, joined, say
from sopbook.source.diagnostics.faults import readable
from sopbook.source.document import Pointer
from sopbook.source.pointer import at

__all__ = [
    "CONFIG", "PLAYBOOKS", "NoWorkspaceError", "Settings", "Workspace", "find_workspace", "names_plugin", "pages_folder", "plugin_place",
    "site_inputs", "workspace_in", "workspace_root",
]

PLAYBOOKS = "playbooks"


class NoWorkspaceError(Exception):
    """There is no workspace here; the text says so."""


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
    edition: str = ""
    """The edition that plain mkdocs builds, such as south/zh; that of `branch` and `locale` where it is left out."""
    frame: str = "own"
    """What stands around the handbook's pages: our own frame, or that of the theme."""
    foreign_kinds: bool = True
    """Whether kinds may come from the repositories of parents: their templates are code."""
    sync_files: int = 20_000
    """How many files `sopbook sync` takes at most of another repository."""
    sync_megabytes: int = 500
    """How much `sopbook sync` fetches at most of another repository."""


CHOICES = {"frame": ("own", "theme")}
"""The settings that have few values, and which."""
_EXPECTED = {
    bool: (say("true or false"), say("Write true or false, without quotes.")),
    int: (say("a whole number from 1 on"), say("Write digits, without quotes and separators.")),
    str: (say("a text"), say("Write a text; one that looks like a number or a word such as no needs quotes.")),
}
"""What a setting of each type has to be, and what to write."""


_KNOWN = (*(option.name for option in fields(Settings)), "enabled")
"""The names of all settings, and one that MkDocs gives to every plugin."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace's folder and its settings."""

    root: Path
    settings: Settings
    site_url: str = ""
    """Where the site will be, as MkDocs' own setting site_url says it; empty where it says nothing."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What is wrong with mkdocs.yml; the settings are then those that hold without it."""
    config: Config = field(default_factory=Config, repr=False)
    """mkdocs.yml as it was read when the workspace was opened."""


def find_workspace(start: Path) -> Workspace:
    """Return the workspace that holds a folder or file. Raises NoWorkspaceError."""
    folder = workspace_root(start)
    if folder is None:
        raise NoWorkspaceError(
            f"There is no workspace at {readable(str(start.resolve()))}: no folder there or above holds playbooks/. "
            "`sopbook init` lays one out."
        )
    config = read_config(folder)
    settings, problems = _settings(config)
    url = config.value.get("site_url")
    return Workspace(folder, settings, url if isinstance(url, str) else "", (*config.diagnostics, *problems), config)


def workspace_root(start: Path) -> Path | None:
    """Return the folder of the workspace that holds a folder or file, or None where there is none."""
    start = start.resolve()
    return next((folder for folder in (start, *start.parents) if (folder / PLAYBOOKS).is_dir()), None)


def workspace_in(root: Path, settings: Settings, site_url: str) -> Workspace:
    """Return the workspace in a folder with settings as MkDocs knows them; what its commands would say of mkdocs.yml holds."""
    config = read_config(root)
    return Workspace(root, settings, site_url, (*config.diagnostics, *_settings(config)[1]), config)


def _settings(config: Config) -> tuple[Settings, list[Diagnostic]]:
    """Return the settings in the plugin's options, those of the wrong type (WORK020), and those that nobody knows (WORK022)."""
    place = plugin_place(config.value)
    options = at(config.value, place) if place else None
    chosen: dict[str, Any] = {}
    problems: list[Diagnostic] = []
    for name in options if isinstance(options, dict) else ():
        if name not in _KNOWN:
            meant = get_close_matches(str(name), _KNOWN, n=1)
            problems.append(config.diagnostic(
                (*place, str(name)), "WORK022", say("sopbook has no setting {name}.", name=_shown(name)),
                say("Did you mean {meant}?", meant=meant[0]) if meant else say("There are: {known}.", known=joined(", ", (one.name for one in fields(Settings)))),
            ))
    for option in fields(Settings):
        value = options.get(option.name) if isinstance(options, dict) else None
        if value is None:
            continue
        choices = CHOICES.get(option.name)
        if type(value) is not type(option.default) or (type(value) is int and value < 1):
            expected, hint = _EXPECTED[type(option.default)]
            problems.append(config.diagnostic(
                (*place, option.name), "WORK020", say("The setting {name} is {value}; {expected} is expected.", name=option.name, value=_shown(value), expected=expected), hint,
            ))
        elif choices and value not in choices:
            meant = get_close_matches(str(value).lower(), choices, n=1)
            problems.append(config.diagnostic(
                (*place, option.name), "WORK020", say("The setting {name} is {value}; {expected} is expected.", name=option.name, value=_shown(value), expected=joined(" or ", choices)),
                say("Did you mean {meant}?", meant=meant[0]) if meant else say("Write one of them, or take the line out: {default} is what holds without it.", default=option.default),
            ))
        else:
            chosen[option.name] = value
    return Settings(**chosen), problems


def site_inputs(config: Config) -> list[str]:
    """Return the paths that a site is built from beside the playbooks: mkdocs.yml, and the folders and files it names but those it inherits from."""
    theme, hooks = config.value.get("theme"), config.value.get("hooks")
    custom = [theme.get("custom_dir")] if isinstance(theme, dict) else []
    named = [pages_folder(config), *custom, *(hooks if isinstance(hooks, list) else [])]
    return [CONFIG, *dict.fromkeys(name for name in named if isinstance(name, str) and "\0" not in name)]


def pages_folder(config: Config) -> str:
    """Return the folder of the pages that somebody writes by hand, relative to the workspace: MkDocs' setting docs_dir."""
    name = config.value.get("docs_dir")
    return name if isinstance(name, str) and "\0" not in name else "docs"


def names_plugin(config: Config) -> bool:
    """Return whether mkdocs.yml names the plugin sopbook; one that takes over another file may do so there."""
    return "INHERIT" in config.value or bool(plugin_place(config.value))


def plugin_place(config: Mapping[str, Any]) -> Pointer:
    """Return where the options of the plugin stand, whichever of its two forms mkdocs.yml uses; () where it is not named."""
    plugins = config.get("plugins")
    if isinstance(plugins, dict):
        return ("plugins", "sopbook") if "sopbook" in plugins else ()
    for index, one in enumerate(plugins if isinstance(plugins, list) else []):
        if one == "sopbook":
            return ("plugins", index)
        if isinstance(one, dict) and "sopbook" in one:
            return ("plugins", index, "sopbook")
    return ()


def _shown(value: Any) -> str:
    """Return a value as mkdocs.yml might write it, on one short line."""
    text = say("a list") if isinstance(value, list) else say("a table") if isinstance(value, dict) else str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"
