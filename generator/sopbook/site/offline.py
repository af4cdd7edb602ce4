"""What makes a handbook open without a network: the list of its files, and the worker that keeps them.

docs/decisions/0017 says why it is made by hand.
"""

import base64
import hashlib
import json
from pathlib import Path

from sopbook.handbook.links import AWAY, BOOKLET, SEARCH
from sopbook.outputs.html.bundle import THEME_SCRIPT, THEME_STYLE
from sopbook.outputs.html.script import script
from sopbook.publication.own_files import LIST, WORKER

_KEPT_ENDINGS = (".html", ".css", ".js", ".webmanifest", ".ico", ".svg")
"""Pages and what pages cannot do without are kept as soon as a handbook is opened; all else when it is used."""
_ATTACHED, _PICTURES, _LIGHT = "files/", (".png", ".jpg", ".jpeg", ".webp", ".gif"), 300_000
"""Pictures that go out with messages: up to so many bytes they are kept as well, or a run sheet would have holes on the metro."""
_USED_FOLDERS = ("authors/", "data/", "print/", f"{SEARCH}/shards/", f"{SEARCH}/texts/", "assets/javascripts/lunr/", "assets/javascripts/workers/")
"""What an operator on the way does without: the part for authors, data, scripts to print, the search of a large handbook, the theme's own search."""
_THEMES, _ASKS = ("assets/stylesheets/", "assets/javascripts/", THEME_STYLE, THEME_SCRIPT), THEME_STYLE.encode()
"""What only pages inside of the theme load: kept if such a page is, which names our stylesheet for it."""
_SETS = {"sheets": "print/", "files": "files/", "calendars": "calendar", "search": f"{SEARCH}/"}
"""What a reader may keep besides, by set, and how its paths begin. All that is in none of them is in _REST."""
_BOOKLET, _VOLUMES, _REST = "booklet", BOOKLET.removesuffix(".pdf"), "rest"
_NOT_OURS = ("404.html", "sitemap.xml", "sitemap.xml.gz", WORKER, LIST)
"""Files that no page loads. A site of several editions has no 404.html."""
LEAVING = """\
// The server of `sopbook serve` shows every change at once: nothing is kept here.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(
  caches.keys()
    .then((names) => Promise.all(names.filter((name) => name.startsWith("sopbook")).map((name) => caches.delete(name))))
    .then(() => self.registration.unregister())));
"""
"""The worker of a handbook that is being written: it clears up after another one, and goes."""


def offline_files(site: Path) -> dict[str, str]:
    """Return the worker of a finished site and the list of files that it reads, by their paths.

    The list is named in the worker by its digest, and holds the digest of every file: the same files give the
    same worker, and a change of any file another one, which is how a browser learns of a new version.
    """
    keep: dict[str, str] = {}
    use: dict[str, str] = {}
    sizes: dict[str, int] = {}
    themed = False
    for file in sorted(site.rglob("*")):
        path = file.relative_to(site).as_posix()
        if not file.is_file() or path in _NOT_OURS or path.endswith(".map") or file.name.startswith("."):
            continue
        content = file.read_bytes()
        kept = path.endswith(_KEPT_ENDINGS) and not path.startswith(_USED_FOLDERS)
        kept = kept or (path.startswith(_ATTACHED) and path.endswith(_PICTURES) and len(content) <= _LIGHT)
        themed = themed or (kept and path.endswith(".html") and _ASKS in content)
        (keep if kept else use)[path] = _integrity(content)
        sizes[path] = len(content)
    if not themed:
        use |= {path: keep.pop(path) for path in list(keep) if path.startswith(_THEMES)}
    sets: dict[str, dict[str, int]] = {}
    for path in use:
        sets.setdefault(_set_of(path), {})[path] = sizes[path]
    listed = json.dumps({"keep": keep, "use": use, "bytes": sum(sizes[path] for path in keep), "sets": sets}, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    constants = f'const VERSION = "{_integrity(listed.encode())}", LIST = "{LIST}", AWAY = "{AWAY}.html";\n'
    return {LIST: listed, WORKER: constants + script("offline/sw.js") + script("offline/sets.js")}


def _set_of(path: str) -> str:
    """Return the set of a file that is not kept from the beginning."""
    if path.startswith(_VOLUMES):
        return _BOOKLET
    return next((name for name, start in _SETS.items() if path.startswith(start)), _REST)


def _integrity(content: bytes) -> str:
    """Return a digest in the form that browsers check (W3C, Subresource Integrity)."""
    return f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}"
