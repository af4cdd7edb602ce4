"""An index in shards, for a handbook whose texts are too large to be looked through in a browser: each query asks for a few."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from zlib import crc32

from sopbook.handbook.view.passage import Passage
from sopbook.outputs.search.tokens import Tokens, name_key

_MEAN = 13_000
"""Bytes of a shard as it is written; over the wire it is less than half."""
_MOST = 9
"""A token that stands more often in a field counts no more."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

Postings = dict[str, str]


def shards(pages: Sequence[Sequence[Passage]], synonyms: Sequence[Sequence[str]] = (), asked: Sequence[Sequence[str]] = ()) -> list[Postings]:
    """Return the postings of all tokens in shards: a power of two of them, a token in the one of its CRC-32.

    Names that mean the same are in the shard of the first of them: who asks for one asks for all.

    "3,0T2,1M 1,0L" are two pages, their numbers as gaps from -1 on; in each the sections, the field (heading, lead, messages,
    text) and how often, if more than once. Numbers are to the base of 36. What people type who need a page, `asked` by its
    number, is a field of its own (A), each of its texts with a number like a section's.
    """
    postings = _postings(pages, asked or [()] * len(pages), Tokens(name for group in synonyms for name in group))
    size = sum(len(token.encode()) + len(listed) + 6 for token, listed in postings.items())
    number = 1
    while size / number > _MEAN:
        number *= 2
    made: list[Postings] = [{} for _ in range(number)]
    homes: dict[str, str] = {}
    for group in synonyms:
        for name in group:
            homes.setdefault(name_key(name), name_key(group[0]))
    for token in sorted(postings):
        made[crc32(homes.get(token, token).encode()) % number][token] = postings[token]
    return made


def _postings(pages: Sequence[Sequence[Passage]], asked: Sequence[Sequence[str]], cut: Tokens) -> Postings:
    written: defaultdict[str, list[str]] = defaultdict(list)
    before: dict[str, int] = {}
    for number, (sections, texts) in enumerate(zip(pages, asked, strict=True)):
        places: defaultdict[str, list[str]] = defaultdict(list)
        fields = [(section, *one) for section, passage in enumerate(sections) for one in _fields(passage, is_first=section == 0)]
        for section, field, text in (*fields, *((place, "A", one) for place, one in enumerate(texts))):
            for token, count in Counter(cut.of(text, neighbours=field in "HLA")).items():
                places[token].append(f"{base36(section)}{field}{min(count, _MOST) if count > 1 else ''}")
        for token, listed in places.items():
            written[token].append(",".join([base36(number - before.get(token, -1)), *listed]))
            before[token] = number
    return {token: " ".join(listed) for token, listed in written.items()}


def _fields(passage: Passage, *, is_first: bool) -> Iterator[tuple[str, str]]:
    text = passage.text
    if is_first and not passage.heading:
        lead, _, text = text.partition("\n")
        yield "L", lead
    yield from (("H", passage.heading), ("M", passage.messages), ("T", text))


def base36(number: int) -> str:
    """Return a number to the base of 36, in small letters."""
    digits = ""
    while number >= 36:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return _DIGITS[number] + digits
