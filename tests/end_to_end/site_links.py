"""What the pages of a site refer to: found with the standard library's parser."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

_LOADED_RELATIONS = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "manifest"}
_LOADING = {"src", "srcset", "poster", "data", "background"}
CSS_ADDRESS = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")


@dataclass
class Links(HTMLParser):
    """One page's ids, what a reader can follow, and what a browser loads by itself."""

    path: Path
    ids: list[str] = field(default_factory=list)
    followed: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)
    _style: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._style = tag == "style"
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "link":
            loads = _LOADED_RELATIONS & set(values.get("rel", "").lower().split())
            (self.loaded if loads else self.followed).append(values.get("href", ""))
        elif "href" in values:
            self.followed.append(values["href"])
        for name in _LOADING & set(values):
            if tag not in ("meta", "input"):
                self.loaded += [part.split()[0] for part in values[name].split(",") if part.strip()] if name == "srcset" else [values[name]]
        self.loaded += css_addresses(values.get("style", ""))

    def handle_data(self, data: str) -> None:
        if self._style:
            self.loaded += css_addresses(data)
            self._style = False


def css_addresses(text: str) -> list[str]:
    """Return every address that a stylesheet loads."""
    return [a or b for a, b in CSS_ADDRESS.findall(text)]


def is_foreign(address: str) -> bool:
    """Return whether an address leads to a host."""
    return bool(re.match(r"(?!data:)[a-z][a-z0-9+.-]*:|//", address, re.IGNORECASE))
