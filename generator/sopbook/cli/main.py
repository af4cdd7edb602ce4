"""The command `sopbook`."""

import click

from sopbook import __version__
from sopbook.cli.commands import Commands, Entry, traceback_option

SECTIONS = {
    "Start": {
        "init": Entry("sopbook.cli.write", "init", "Lay out a working workspace, or one for a single kind."),
        "kinds": Entry("sopbook.cli.kind_files", "kinds", "List the kinds of playbooks, their schemas and their fields."),
    },
    "Write": {
        "new": Entry("sopbook.cli.write", "new", "Write a new playbook, with every field that its kind has."),
        "check": Entry("sopbook.cli.check", "check", "Check all playbooks, and say what is wrong and where."),
        "explain": Entry("sopbook.cli.explain", "explain", "Say what a code means, and what is right."),
        "translate": Entry("sopbook.cli.translate", "translate", "Write or refresh a translation."),
    },
    "Publish": {
        "build": Entry("sopbook.cli.build", "build", "Check everything, then build the handbook into site/."),
        "serve": Entry("sopbook.cli.build", "serve", "Show an edition on this machine, and follow every change."),
        "print": Entry("sopbook.cli.print", "print_command", "Write sheets to print, as PDF."),
        "export": Entry("sopbook.cli.export", "export", "Write an edition for another program: WeCom, LinkWechat."),
        "render": Entry("sopbook.cli.render", "render", "Write an edition as Markdown, for another site engine."),
    },
    "Branches": {
        "fork": Entry("sopbook.cli.forks", "fork", "Write a fork of a parent's playbook, ready for the changes."),
        "accept": Entry("sopbook.cli.forks", "accept", "Say that a branch has looked at what its parent says."),
        "drift": Entry("sopbook.cli.forks", "drift", "Show the state of everything that branches change."),
        "diff": Entry("sopbook.cli.forks", "diff", "Show what changed since a branch accepted its parent's words."),
        "trace": Entry("sopbook.cli.history", "trace_command", "Show who wrote a value, through all layers."),
        "impact": Entry("sopbook.cli.history", "impact_command", "Show who would feel a change of a value."),
        "rename": Entry("sopbook.cli.rename", "rename", "Follow the ids that a parent has renamed."),
        "sync": Entry("sopbook.cli.sync", "sync", "Fetch the parents that are in other git repositories."),
    },
}
"""The commands by what they are for. Their own help texts say the whole."""


@click.group(
    cls=Commands, sections=SECTIONS, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="sopbook")
@traceback_option
def main() -> None:
    """Turn YAML playbooks into a checked, searchable handbook.

    Exit codes: 0 clean, 1 findings, 2 cannot run.
    """
