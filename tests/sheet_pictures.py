"""How one sheet of each kind looks: python tests/sheet_pictures.py draws the pictures anew, from the playbooks as they are."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from pdf_files import picture

REPOSITORY = Path(__file__).parents[1]
PICTURES = REPOSITORY / "tests" / "pictures"
SHEETS = {
    "activity": "dice-guess", "crisis": "price-increase", "merchandise": "beauty-prices-december-2026", "monthly-plan": "beauty-december-2026",
    "positioning": "bank-benefits-group", "welcome": "new-contact", "moderation": "discipline", "compliance": "red-lines", "team": "bank-team",
    "touchpoint": "touchpoints", "metric": "metrics", "review": "dice-evening-review",
    "follow-up": "visits-new-members", "research": "quarterly-survey",
    "guide": "four-purposes",
    "onboarding": "first-day",
    "content": "bank-columns",
    "journey": "beauty-entry-path", "audience": "bank-segments",
    "roadmap": "bank-six-months",
    "task": "task-invite",
}
"""The first page of these, of headquarters in Chinese."""
DPI = 72


def pictures(sheets: Path) -> Iterator[tuple[str, Image.Image]]:
    """Yield the kind and the picture of each sheet of a folder."""
    for kind, identifier in SHEETS.items():
        yield kind, picture(sheets / kind / f"{identifier}.pdf", dpi=DPI)


def main() -> None:
    """Write the pictures."""
    from end_to_end.running import sopbook

    with tempfile.TemporaryDirectory() as name:
        run = sopbook("print", *SHEETS.values(), "--locale", "zh", "-C", REPOSITORY, "--to", name)
        if run.exit_code:
            sys.exit(run.output)
        PICTURES.mkdir(exist_ok=True)
        for kind, drawn in pictures(Path(name)):
            drawn.quantize(16).save(PICTURES / f"{kind}.png", optimize=True)


if __name__ == "__main__":
    main()
