"""Lighthouse, as a phone, on the heaviest activity page, a crisis card and Today: python tests/lighthouse.py FOLDER-OF-LIGHTHOUSE [SITE].

The pages are served compressed and with headers for caching, as usual hosts do it.
"""

import gzip
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from browser.handbook_site import ARGUMENTS, QuietHandler, build_handbook, chromium_path, served

QUICK = 750
"""Lighthouse slows the machine down fourfold to be like a phone. One with a lower benchmark index is too slow for that, or busy."""
WANTED = {"performance": 95, "accessibility": 100, "best-practices": 95}
TEXTS = (".html", ".css", ".js", ".json", ".svg", ".webmanifest")


class Host(QuietHandler):
    """Serves files as a usual host does: texts compressed, hashed files for long."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # noqa: N802  (the base class names it so)
        """Answer with the file, compressed if it is a text."""
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            self.send_error(404)
            return
        body = file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", f"{self.guess_type(str(file))}{'; charset=utf-8' if file.suffix in TEXTS else ''}")
        self.send_header("Cache-Control", "max-age=31536000, immutable" if ".min." in file.name else "max-age=600")
        if file.suffix in TEXTS:
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def main() -> None:
    """Print the scores of each page and what costs points; end with 1 if a score is too low."""
    lighthouse = Path(sys.argv[1]) / "node_modules" / "lighthouse" / "cli" / "index.js"
    with tempfile.TemporaryDirectory() as temporary:
        site = Path(sys.argv[2]) if len(sys.argv) > 2 else build_handbook(Path(temporary) / "site")
        edition = site / "hq" / "zh"
        pages = [*(max((edition / kind).glob("*.html"), key=lambda file: file.stat().st_size) for kind in ("activity", "crisis")), edition / "index.html"]
        with served(site, Host) as address:
            low = [_tell(page.name, measured(lighthouse, f"{address}/{page.relative_to(site).as_posix()}", Path(temporary) / "report.json")) for page in pages]
    sys.exit(any(low))


def _tell(page: str, report: Any) -> bool:
    """Print what a report says of a page, and return whether a score is too low."""
    scores = {name: round(100 * (report["categories"][name]["score"] or 0)) for name in WANTED}
    print(f"{page}: " + ", ".join(f"{name} {score} (wanted {WANTED[name]})" for name, score in scores.items()))  # noqa: T201
    figures = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift", "total-byte-weight")
    speed = report["environment"]["benchmarkIndex"]
    print(f"  Benchmark index {speed:.0f}, " + ", ".join(f"{report['audits'][one]['title']} {report['audits'][one].get('displayValue', '')}" for one in figures))  # noqa: T201
    for category in WANTED:
        for part in report["categories"][category]["auditRefs"]:
            audit = report["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 1:
                print(f"  {category}: {audit['title']} {audit.get('displayValue', '')}")  # noqa: T201
    if speed < QUICK:
        print(f"  This machine is slow or busy (index wanted {QUICK}): performance does not count here.")  # noqa: T201
        scores["performance"] = WANTED["performance"]
    return any(scores[name] < wanted for name, wanted in WANTED.items())


def measured(lighthouse: Path, address: str, report: Path) -> Any:
    """Return the report of Lighthouse about an address."""
    command = [
        "node", str(lighthouse), address, "--quiet", "--output=json", f"--output-path={report}",
        f"--only-categories={','.join(WANTED)}", f"--chrome-flags={' '.join(ARGUMENTS)}",
    ]
    subprocess.run(command, env=os.environ | {"CHROME_PATH": chromium_path()}, check=True)
    return json.loads(report.read_text("utf-8"))


if __name__ == "__main__":
    main()
