"""Names of a page's controls: no two of a page have the same one."""

import re
from collections import Counter

_COPY = re.compile(r'(<button class="sop-copy"[^>]* aria-label=")([^"]*)(")')


def distinct(html: str) -> str:
    """Return a page whose buttons to copy all have names of their own: a repeated one gets its number."""
    times = Counter(found[2] for found in _COPY.finditer(html))
    seen: Counter[str] = Counter()

    def named(found: re.Match[str]) -> str:
        name = found[2]
        if times[name] < 2:
            return found[0]
        while True:
            seen[name] += 1
            numbered = f"{name} ({seen[name]})"
            if numbered not in times:
                return f"{found[1]}{numbered}{found[3]}"

    return _COPY.sub(named, html)
