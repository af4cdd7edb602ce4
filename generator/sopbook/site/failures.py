"""Events of the plugin that end in one sentence, whatever goes wrong in them."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, TypeVar, cast

from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.plugins import get_plugin_logger

from sopbook.source.diagnostics.faults import sentence

log = get_plugin_logger("sopbook")
_Event = TypeVar("_Event", bound=Callable[..., Any])


class Telling(Protocol):
    """A plugin that knows whether somebody else tells what goes wrong: the command line, in builds of its own."""

    @property
    def is_told_elsewhere(self) -> bool:
        """Return whether exceptions are to pass as they are."""


def told(event: _Event) -> _Event:
    """Return an event from which nothing but MkDocs' own exceptions escapes: a PluginError with one sentence.

    `mkdocs build --verbose` shows the traceback as well.
    """

    @wraps(event)
    def run(plugin: Telling, *arguments: Any, **named: Any) -> Any:
        try:
            return event(plugin, *arguments, **named)
        except MkDocsException:
            raise
        except Exception as error:
            if plugin.is_told_elsewhere:
                raise
            log.debug("What went wrong", exc_info=error)
            raise PluginError(sentence(error)) from error

    return cast("_Event", run)
