"""Building and serving the site with MkDocs. Importing this module imports MkDocs."""

import logging
import os
import sys
from pathlib import Path

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # The theme's notice; docs/decisions/0001 answers it.

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from mkdocs.utils import CountHandler

from sopbook.publish.fingerprint import put_mark
from sopbook.publish.folder import replaced


class BuildFailedError(Exception):
    """The site was not built; the reasons have been printed."""


def build_site(config_file: Path, site: Path, mark: str, *, strict: bool = False) -> None:
    """Build the site beside the old one, and swap. Raises BuildFailedError."""
    counter = _log_to_stderr()
    with replaced(site) as beside:
        config = load_config(str(config_file), site_dir=str(beside), strict=strict)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build(config)
        except (MkDocsException, SystemExit) as error:
            raise BuildFailedError(str(error)) from error
        finally:
            config.plugins.on_shutdown()
        if strict and any(count for _, count in counter.get_counts()):
            raise BuildFailedError("There were warnings, and --strict was asked for.")
        put_mark(beside, mark)


def serve_site(config_file: Path, address: str) -> None:
    """Serve the site until it is interrupted, and build it anew when anything changes. Raises BuildFailedError."""
    _log_to_stderr()
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    try:
        mkdocs_serve(str(config_file), dev_addr=address or None)
    except MkDocsException as error:
        raise BuildFailedError(str(error)) from error


def _log_to_stderr() -> CountHandler:
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    logger.handlers.clear()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger.addHandler(handler)
    counter = CountHandler()
    counter.setLevel(logging.WARNING)
    logger.addHandler(counter)
    return counter
