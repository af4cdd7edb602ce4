"""The edition that somebody chooses: on the command line, in the settings."""

from collections.abc import Iterator, Sequence

from sopbook.branches.tree import BranchTree
from sopbook.branches.workspace import Settings, Workspace, plugin_place
from sopbook.source.diagnostics import Diagnostic, joined, say
from sopbook.source.schema.wording import closest


def chosen(names: Sequence[tuple[str, str]], settings: Settings, wanted: str = "") -> tuple[str, str] | None:
    """Return the edition that is wanted, such as south/zh, or else that of the settings; of a branch alone, its first one. None where it is not there."""
    branch, _, locale = (wanted or settings.edition or f"{settings.branch}/{settings.locale}").partition("/")
    return next((one for one in names if one[0] == branch and locale in ("", one[1])), None)


def check_chosen(workspace: Workspace, family: BranchTree, names: Sequence[tuple[str, str]]) -> Iterator[Diagnostic]:
    """Yield WORK008 for a setting `branch`, `locale` or `edition` that names none of the editions of a workspace."""
    settings = workspace.settings
    if not names:
        return
    locales = [locale for branch, locale in names if branch == settings.branch]
    if settings.branch not in family.branches:
        branches = list(dict.fromkeys(branch for branch, _ in names))
        yield _nowhere(workspace, "branch", say("The setting branch is {branch}, but there is no playbooks/{branch}.", branch=settings.branch), settings.branch, branches)
    elif settings.locale and locales and settings.locale not in locales:
        yield _nowhere(
            workspace, "locale",
            say("The setting locale is {locale}, but {branch} has no handbook in it.", locale=settings.locale, branch=settings.branch), settings.locale, locales,
        )
    editions = [f"{branch}/{locale}" for branch, locale in names]
    if settings.edition and settings.edition not in editions:
        yield _nowhere(workspace, "edition", say("The setting edition is {edition}, and there is no such edition.", edition=settings.edition), settings.edition, editions)


def _nowhere(workspace: Workspace, setting: str, message: str, given: str, there: Sequence[str]) -> Diagnostic:
    meant = closest(given, there)
    return workspace.config.diagnostic(
        (*plugin_place(workspace.config.value), setting), "WORK008", message,
        say("Did you mean {meant}?", meant=meant) if meant else say("Choose one of {there}.", there=joined(", ", there)),
    )
