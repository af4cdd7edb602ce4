"""Building and serving the site with MkDocs. Importing this module imports MkDocs."""

import logging
import os
import sys
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from multiprocessing import get_context
from pathlib import Path

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # The theme's notice; docs/decisions/0001 answers it.

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from mkdocs.utils import CountHandler

from sopbook.counters import count
from sopbook.handbook.links import edition_path
from sopbook.orphans import end_with_parent
from sopbook.site.files import asset
from sopbook.site.fingerprint import MARK, put_mark
from sopbook.site.folder import replaced, write_files
from sopbook.site.plugin import EDITION


class BuildFailedError(Exception):
    """The site was not built; the reasons have been printed."""


def build_site(
    config_file: Path, site: Path, editions: Sequence[tuple[str, str]], entrance: str, mark: str, clean_on: date | None,
    *, strict: bool = False,
) -> None:
    """Build all editions beside the old site, over the cores, and swap. Raises BuildFailedError.

    Several editions lie in folders such as south/zh, below an `entrance` page; a single one is the site itself.
    `mark` and `clean_on` go into the site's mark (sopbook.site.fingerprint).
    """
    with replaced(site) as beside:
        if len(editions) == 1:
            _build(config_file, beside, editions[0], strict=strict)
        else:
            folders = [beside / edition_path(*edition) for edition in editions]
            # Spawned, not forked: the same on every system, and no state of one build in another.
            with ProcessPoolExecutor(min(len(editions), os.cpu_count() or 1), get_context("spawn"), end_with_parent) as pool:
                jobs = [
                    pool.submit(_build, config_file, folder, edition, strict=strict)
                    for folder, edition in zip(folders, editions, strict=True)
                ]
                _wait_for(jobs)
            for folder in folders:
                (folder / "404.html").unlink(missing_ok=True)  # It only works at the root of a host, and these are below it.
            write_files(beside, {"index.html": entrance, "entrance.css": asset("assets/entrance.css")})
        put_mark(beside, mark, clean_on)


def _wait_for(jobs: Sequence[Future[None]]) -> None:
    try:
        for job in jobs:
            job.result()
    except BrokenProcessPool:
        raise BuildFailedError("A process that built an edition was killed, perhaps because the memory ran out. The last good site stays.") from None
    finally:
        for job in jobs:
            job.cancel()


def build_edition(config_file: Path, site: Path, edition: tuple[str, str], *, strict: bool = False) -> None:
    """Build one edition into its folder of a site, and leave the others as they are. Raises BuildFailedError."""
    with replaced(site / edition_path(*edition)) as beside:
        _build(config_file, beside, edition, strict=strict)
        (beside / "404.html").unlink(missing_ok=True)
    (site / MARK).unlink(missing_ok=True)  # The site as a whole is not up to date any more.


def _build(config_file: Path, folder: Path, edition: tuple[str, str], *, strict: bool) -> None:
    counter = _log_to_stderr()
    os.environ[EDITION] = edition_path(*edition)
    try:
        config = load_config(str(config_file), site_dir=str(folder), strict=strict)
        config.plugins.on_startup(command="build", dirty=False)
        count("site engine runs")
        mkdocs_build(config)
        config.plugins.on_shutdown()
    except (MkDocsException, SystemExit) as error:
        raise BuildFailedError(str(error)) from None
    finally:
        del os.environ[EDITION]
    if strict and any(count for _, count in counter.get_counts()):
        raise BuildFailedError("There were warnings, and --strict was asked for.")


def serve_site(config_file: Path, address: str, edition: tuple[str, str]) -> None:
    """Serve one edition until it is interrupted, and build it anew when anything changes. Raises BuildFailedError."""
    _log_to_stderr()
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    os.environ[EDITION] = edition_path(*edition)
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
