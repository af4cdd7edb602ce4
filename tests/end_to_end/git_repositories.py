"""Git repositories for tests: plain git, under a name of its own."""

import subprocess
from pathlib import Path


def git(folder: Path, *arguments: str) -> str:
    """Return what git prints, run in a folder."""
    identity = ("-c", "user.name=Desk", "-c", "user.email=desk@example.com", "-c", "init.defaultBranch=main")
    run = subprocess.run(["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return run.stdout.strip()


def commit(root: Path) -> str:
    """Return the new commit that holds everything in a folder; the repository is made where there is none."""
    if not (root / ".git").exists():
        git(root, "init", "--quiet", ".")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "A change")
    return git(root, "rev-parse", "HEAD")
