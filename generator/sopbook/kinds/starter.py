"""Where sopbook's own files lie: inside the wheel, or at the top of a source checkout."""

from functools import cache
from importlib import resources
from pathlib import Path

PARTS = ("schema", "playbooks/hq", "docs/authors", "mkdocs.yml", ".vscode/settings.json")
"""What a new workspace begins with; pyproject.toml carries the same paths into the wheel."""


@cache
def starter() -> Path:
    """Return the folder that holds the built-in kinds and the first playbooks."""
    package = Path(str(resources.files("sopbook")))
    packed = package / "starter"
    return packed if packed.is_dir() else package.parent.parent
