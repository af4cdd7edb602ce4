"""Whether the cached files of a git source are those that the lock file pins."""

from pathlib import Path

from sopbook.branches.branch import GitSource
from sopbook.branches.fork.lockfile import LockFile
from sopbook.branches.git_cache import cached_source, changed_files
from sopbook.source.diagnostics import Diagnostic
from sopbook.source.document import Document


def not_as_pinned(root: Path, branch: str, document: Document, source: GitSource, lock_file: LockFile) -> Diagnostic | None:
    """Return SOURCE001 where a file is not what the pinned commit has, SOURCE002 where no digest of the files is pinned.

    `document` is the branch.yaml that names the source.
    """
    commit, digest = lock_file.source["commit"], lock_file.source.get("digest")
    if digest is None:
        return document.diagnostic(
            ("parent",), "SOURCE002", f"The commit of {source.git} is pinned without a digest, so nobody would see that a file in the cache was changed.",
            f"Run sopbook sync --branch {branch}, which writes the digest into forks.lock.yaml.", key=True,
        )
    folder = cached_source(source.git, commit)
    changed = changed_files(root / folder, digest)
    if changed == ():
        return None
    match changed:
        case None:
            what = f"What lies in {folder} is"
        case (file,):
            what = f"{folder}/{file} is"
        case (file, *others):
            what = f"{folder}/{file} and {len(others):,} other {'file' if len(others) == 1 else 'files'} are"
    return document.diagnostic(
        ("parent",), "SOURCE001", f"{what} not what {source.git} has at {commit[:12]}, so nothing of it is used.",
        f"Run sopbook sync --branch {branch}, which fetches it again. What {branch} says otherwise belongs in a fork.", key=True,
    )
