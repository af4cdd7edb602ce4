"""The folder of the pages that somebody writes by hand."""

from collections.abc import Iterator

from sopbook.branches.workspace import Workspace, pages_folder
from sopbook.source.diagnostics import Diagnostic, say


def check_pages_folder(workspace: Workspace) -> Iterator[Diagnostic]:
    """Yield WORK018 where the settings name a folder of pages that is not there: MkDocs builds nothing then."""
    named = "docs_dir" in workspace.config.value
    if named and not (workspace.root / pages_folder(workspace.config)).is_dir():
        yield workspace.config.diagnostic(
            ("docs_dir",), "WORK018", say("The setting docs_dir is {folder}, and there is no such folder.", folder=pages_folder(workspace.config)),
            say("Make the folder, even an empty one, or take the line out."),
        )


def lacks_pages(workspace: Workspace) -> bool:
    """Return whether there is no such folder and nobody has named one: then the site does without."""
    return not {"docs_dir", "INHERIT"} & workspace.config.value.keys() and not (workspace.root / pages_folder(workspace.config)).is_dir()
