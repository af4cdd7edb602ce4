"""Differences in words, for whoever judges whether they are meant."""

from collections.abc import Iterator, Sequence

from comparison.differences import ADDED, CHANGED, FILE, LOST, MOVED, Allowed, Difference

_SIGNS = {LOST: "-", CHANGED: "~", ADDED: "+", MOVED: "="}
_LONGEST = 240
_FEW = 3
"""In up to so many files a difference is told in each; in more it is told once, with their number."""


def report(found: Sequence[Difference], files: int, allowed: Sequence[Allowed] = ()) -> tuple[str, bool]:
    """Return the differences that are not allowed, with a summary at the end, and whether something was lost."""
    meant = [difference for difference in found if any(one.covers(difference) for one in allowed)]
    told = [difference for difference in found if difference not in meant]
    lines = [*_everywhere(told), *_file_by_file(told)]
    idle = [one for one in allowed if not any(one.covers(difference) for difference in found)]
    lines += [f"Nothing is allowed by line {one.line}: {one.paths} {one.aspect} {one.text.pattern}".rstrip() for one in idle]
    counts = ", ".join(f"{sum(d.what == what for d in told):,} {what}" for what in _SIGNS)
    lines.append(f"{files:,} files compared, {len({d.path for d in told}):,} of them differ: {counts}; {len(meant):,} more as allowed.")
    return "\n".join(lines) + "\n", any(difference.takes_away for difference in told)


def _everywhere(found: Sequence[Difference]) -> Iterator[str]:
    for paths, difference in _shared(found):
        if len(paths) > _FEW:
            yield f"in {len(paths)} files, such as {paths[0]}"
            yield from _lines(difference)


def _file_by_file(found: Sequence[Difference]) -> Iterator[str]:
    shared = {(path, _said(difference)) for paths, difference in _shared(found) if len(paths) > _FEW for path in paths}
    path = ""
    for difference in found:
        if (difference.path, _said(difference)) in shared:
            continue
        if difference.path != path:
            path = difference.path
            yield path
        yield from _lines(difference)


def _shared(found: Sequence[Difference]) -> Iterator[tuple[list[str], Difference]]:
    """Yield each difference once, with the paths of all files that have it. Whole files are never taken together."""
    paths: dict[tuple[str, ...], dict[str, None]] = {}
    first: dict[tuple[str, ...], Difference] = {}
    for difference in found:
        if difference.aspect != FILE:
            paths.setdefault(_said(difference), {})[difference.path] = None
            first.setdefault(_said(difference), difference)
    yield from ((list(paths[said]), first[said]) for said in paths)


def _said(difference: Difference) -> tuple[str, ...]:
    return difference.what, difference.aspect, difference.old, difference.new


def _lines(difference: Difference) -> Iterator[str]:
    place = f" ({difference.place})" if difference.place else ""
    alike = next((at for at, (old, new) in enumerate(zip(difference.old, difference.new, strict=False)) if old != new), 0)
    yield f"  {_SIGNS[difference.what]} {difference.aspect}{place}: {_short(difference.old or difference.new, alike)}"
    if difference.what == CHANGED:
        yield f"    now: {_short(difference.new, alike)}"


def _short(text: str, alike: int) -> str:
    """Return a text, a long one from shortly before the place where it stops being like the other one."""
    start = max(0, alike - _LONGEST // 4) if len(text) > _LONGEST else 0
    return ("… " if start else "") + text[start : start + _LONGEST] + (" …" if len(text) > start + _LONGEST else "")

