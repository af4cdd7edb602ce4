"""Building and serving the site with MkDocs. Importing this module imports MkDocs."""

import logging
import os
import sys
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # The theme's notice; docs/decisions/0001 answers it.

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.utils import CountHandler

from sopbook.counters import count
from sopbook.handbook.check.workspace import EditionName
from sopbook.orphans import end_with_parent
from sopbook.publication.publication import Publication
from sopbook.site.plugin import SopbookPlugin
from sopbook.source.diagnostics import Diagnostic

WORTH_A_PROCESS = 50
"""Playbooks for which a further process is started: it takes a second to import what it needs, and a page a fiftieth."""


class BuildFailedError(Exception):
    """The site was not built; the reasons have been printed."""


@dataclass(frozen=True, slots=True)
class Report:
    """What building an edition has told."""

    findings: tuple[Diagnostic, ...]
    """All that was found about it, before and now."""
    has_warned: bool = False
    """Whether the site engine, a hook or another plugin had something to say."""


def build_editions(
    config_file: Path, jobs: Mapping[EditionName, tuple[Path, Publication]], *, strict: bool = False
) -> dict[EditionName, Report]:
    """Build editions into folders of their own, over the cores where it is worth it, and return what each has told. Raises BuildFailedError.

    An edition whose findings are errors is built all the same, as while serving.
    """
    count("editions built", len(jobs))
    pages = sum(len(publication.edition.playbooks) for _, publication in jobs.values())
    processes = min(len(jobs), os.cpu_count() or 1, pages // WORTH_A_PROCESS)
    if processes < 2:
        return {name: _build(config_file, *job, strict=strict) for name, job in jobs.items()}
    # Spawned, not forked: the same on every system, and no state of one build in another.
    with ProcessPoolExecutor(processes, get_context("spawn"), end_with_parent) as pool:
        running = {name: pool.submit(_build, config_file, *job, strict=strict) for name, job in jobs.items()}
        try:
            return {name: job.result() for name, job in running.items()}
        except BrokenProcessPool:
            raise BuildFailedError("A process that built an edition was killed, perhaps because the memory ran out. The last good site stays.") from None
        finally:
            for job in running.values():
                job.cancel()


def _build(config_file: Path, folder: Path, publication: Publication, *, strict: bool) -> Report:
    counter = _log_to_stderr()
    try:
        with TemporaryDirectory(prefix="sopbook-pages-") as no_pages:
            given = {"docs_dir": no_pages} if publication.lacks_pages else {}
            config = load_config(str(config_file), site_dir=str(folder), strict=strict, **given)
            with _plugin(config).publishing(publication) as findings:
                config.plugins.on_startup(command="build", dirty=False)
                count("site engine runs")
                mkdocs_build(config)
                config.plugins.on_shutdown()
    except (MkDocsException, SystemExit) as error:
        raise BuildFailedError(str(error)) from None
    has_warned = any(number for _, number in counter.get_counts())
    if strict and has_warned:
        raise BuildFailedError("There were warnings, and --strict was asked for.")
    return Report(tuple(findings), has_warned)


def serve_site(config_file: Path, address: str, edition: EditionName, audience: str) -> None:
    """Serve one edition until it is interrupted, and build it anew when anything changes. Raises BuildFailedError."""
    _log_to_stderr()
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    try:
        # MkDocs keeps the instance of a plugin that wants to know of the start, and hands it every later configuration.
        with _plugin(load_config(str(config_file))).showing(edition, audience):
            mkdocs_serve(str(config_file), dev_addr=address or None)
    except MkDocsException as error:
        raise BuildFailedError(str(error)) from error


def _plugin(config: MkDocsConfig) -> SopbookPlugin:
    """Return our plugin among those of a configuration. Raises BuildFailedError."""
    found = next((plugin for plugin in config.plugins.values() if isinstance(plugin, SopbookPlugin)), None)
    if found is None:
        raise BuildFailedError("The plugin sopbook is not among the plugins, or is not enabled, so the site would hold no handbook.")
    return found


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
