"""Whether the cached files of a git source are those that the lock file pins."""

from pathlib import Path

from sopbook.branches.branch import GitSource
from sopbook.branches.fork.lockfile import LockFile
from sopbook.branches.git_cache import cached_source, changed_files
from sopbook.source.diagnostics import Diagnostic, many, say
from sopbook.source.document import Document


def not_as_pinned(root: Path, branch: str, document: Document, source: GitSource, lock_file: LockFile) -> Diagnostic | None:
    """Return SOURCE001 where a file is not what the pinned commit has, SOURCE002 where no digest of the files is pinned.

    `document` is the branch.yaml that names the source.
    """
    commit, digest = lock_file.source["commit"], lock_file.source.get("digest")
    if digest is None:
        return document.diagnostic(
            ("parent",), "SOURCE002", say("The commit of {git} is pinned without a digest, so nobody would see that a file in the cache was changed.", git=source.git),
            say("Run sopbook sync --branch {branch}, which writes the digest into forks.lock.yaml.", branch=branch), key=True,
        )
    folder = cached_source(source.git, commit)
    changed = changed_files(root / folder, digest)
    if changed == ():
        return None
    theirs = {"git": source.git, "commit": commit[:12]}
    match changed:
        case None:
            message = say("What lies in {folder} is not what {git} has at {commit}, so nothing of it is used.", folder=folder, **theirs)
        case (file,):
            message = say("{folder}/{file} is not what {git} has at {commit}, so nothing of it is used.", folder=folder, file=file, **theirs)
        case (file, *others):
            message = many(
                len(others), "{folder}/{file} and 1 other file are not what {git} has at {commit}, so nothing of it is used.",
                "{folder}/{file} and {count:,} other files are not what {git} has at {commit}, so nothing of it is used.", folder=folder, file=file, **theirs,
            )
    return document.diagnostic(
        ("parent",), "SOURCE001", message,
        say("Run sopbook sync --branch {branch}, which fetches it again. What {branch} says otherwise belongs in a fork.", branch=branch), key=True,
    )
