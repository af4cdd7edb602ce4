"""What others do with the same files: check-jsonschema with our schemas, Material with our pages as Markdown."""

import json
import sys
from importlib.util import find_spec
from pathlib import Path

import yaml

from benchmarks.corpus import BRANCH
from sopbook.kinds.discover import discover

CHECK_JSONSCHEMA = "check-jsonschema"
_CHECK = """
import json, sys
from check_jsonschema import main
codes = [main(["--quiet", "--schemafile", *order], standalone_mode=False) for order in json.load(open(sys.argv[1]))]
sys.exit(any(codes))
"""
"""One process for the schemas of all kinds: by itself it takes one schema, and its start would be counted for each kind."""


def is_installed() -> bool:
    """Return whether check-jsonschema is there; requirements/bench.txt has it."""
    return find_spec("check_jsonschema") is not None


def check_jsonschema(root: Path, work: Path) -> list[str]:
    """Return the command that checks the playbooks of a workspace against the schemas of their kinds."""
    orders = []
    for kind in discover(root, built_in=False)[0].usable.values():
        schema = work / f"{kind.name}.schema.json"
        schema.write_text(json.dumps(kind.schema), "utf-8")
        orders.append([str(schema), *(str(file) for file in sorted((root / BRANCH / kind.name).glob("*.yaml")))])
    (work / "orders.json").write_text(json.dumps(orders), "utf-8")
    return [sys.executable, "-c", _CHECK, str(work / "orders.json")]


def material(docs: Path, work: Path) -> list[str]:
    """Return the command that builds pages in Markdown with Material, its navigation pruned. `docs` has a nav.yml."""
    navigation = yaml.safe_load((docs / "nav.yml").read_text("utf-8"))["nav"]
    settings = {
        "site_name": "Material", "docs_dir": str(docs), "site_dir": str(work / "material"), "use_directory_urls": False, "nav": navigation,
        "theme": {"name": "material", "font": False, "features": ["navigation.indexes", "navigation.prune"]}, "plugins": ["search"],
        "validation": {"omitted_files": "ignore", "absolute_links": "ignore", "unrecognized_links": "ignore", "not_found": "ignore"},
    }
    (work / "material.yml").write_text(yaml.safe_dump(settings), "utf-8")
    return [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(work / "material.yml")]
