"""A command of sopbook as anybody runs it, with its work counted into a file: python -m benchmarks.counted_run COUNTS.json check."""

import json
import sys
from pathlib import Path

from sopbook.cli.main import main
from sopbook.counters import counted

if __name__ == "__main__":
    with counted() as counts:
        try:
            main(sys.argv[2:])
        finally:
            Path(sys.argv[1]).write_text(json.dumps(dict(sorted(counts.items()))), "utf-8")
