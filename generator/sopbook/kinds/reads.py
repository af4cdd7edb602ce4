"""Which parts of its values a CEL expression reads, so that CEL is handed those and no others.

Converting a whole month of messages for each of its slots is most of what a rule costs. What cannot be told from
the text is read whole: cutting values never changes what an expression gives.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

_TOKEN = re.compile(
    r"""\s+|//[^\n]*
    |(?P<text>[rRbB]{0,2}(?:\"\"\"(?:\\.|[^\\])*?\"\"\"|'''(?:\\.|[^\\])*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'))
    |(?P<number>(?:0x[0-9a-fA-F]+|[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|\.[0-9]+(?:[eE][-+]?[0-9]+)?)[uU]?)
    |(?P<name>[A-Za-z_]\w*)
    |(?P<sign>&&|\|\||==|!=|<=|>=|[-+*/%!<>?:.,()\[\]{}])""",
    re.VERBOSE | re.DOTALL,
)
_END = ("end", "")
_CLOSING = {"(": ")", "[": "]", "{": "}"}
OVER_ITEMS = ("all", "exists", "exists_one", "filter", "map")
"""CEL's macros: `list.all(x, …)` binds x to each item of a list, or to each key of a map."""


@dataclass
class Reads:
    """What an expression reads of one value: all of it (`whole`), some fields, something of each item of a list."""

    whole: bool = False
    fields: "dict[str, Reads]" = field(default_factory=dict)
    items: "Reads | None" = None

    def of_field(self, name: str) -> "Reads":
        """Return what is read of a field."""
        return self.fields.setdefault(name, Reads())

    def of_items(self) -> "Reads":
        """Return what is read of each item; of each there is one, whatever is read of it."""
        self.items = self.items or Reads()
        return self.items

    def cut(self, value: Any) -> Any:
        """Return a value without what is not read. A list keeps its length, and a map whose keys are gone through is kept whole."""
        if self.whole or not isinstance(value, dict | list):
            return value
        if isinstance(value, dict):
            if self.items is not None:
                return value
            return {name: reads.cut(value[name]) for name, reads in self.fields.items() if name in value}
        if self.fields:
            return value  # A field of a list: CEL says what is wrong with that.
        return [self.items.cut(item) for item in value] if self.items is not None else []


def reads_of(expression: str) -> Mapping[str, Reads] | None:
    """Return what an expression reads of each variable, and of what the functions that it calls give; None where that is unclear."""
    try:
        return _Reader([(group, text) for group, text, _ in tokens(expression)]).read()
    except (UnclearError, RecursionError):
        return None


class UnclearError(Exception):
    """The text is nothing of which we know what it reads."""


def tokens(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield the tokens of an expression: what each is, its text, and where it begins. Raises UnclearError."""
    place = 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise UnclearError
        place = match.end()
        if match[0][:1] in "rR" and match.lastgroup == "text":
            raise UnclearError  # In a raw text a backslash is only a backslash.
        if match.lastgroup:
            yield match.lastgroup, match[0], match.start()


def renamed(expression: str, names: Mapping[str, str]) -> str:
    """Return an expression that calls functions and methods by other names; an unclear one as it is."""
    pieces, last, place = [], 0, 0
    while place < len(expression):
        match = _TOKEN.match(expression, place)
        if match is None:
            return expression
        place = match.end()
        if match.lastgroup == "name" and match[0] in names and expression[place:].lstrip().startswith("("):
            pieces += [expression[last : match.start()], names[match[0]]]
            last = place
    return "".join([*pieces, expression[last:]])


class _Reader:
    """Goes through the tokens of an expression once. Operators are passed over: only operands read anything."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = [*tokens, _END, _END, _END]
        self._place = 0
        self._found: dict[str, Reads] = {}

    def read(self) -> dict[str, Reads]:
        """Return what is read of each name. Raises UnclearError."""
        self._operands({})
        if self._ahead() != _END:
            raise UnclearError
        return self._found

    def _ahead(self, count: int = 0) -> tuple[str, str]:
        return self._tokens[self._place + count]

    def _is(self, *signs: str) -> bool:
        """Return whether these signs come next; `name` and `number` stand for any."""
        return all(
            self._ahead(count)[0] == sign if sign in ("name", "number") else self._ahead(count) == ("sign", sign)
            for count, sign in enumerate(signs)
        )

    def _expect(self, sign: str) -> None:
        if not self._is(sign):
            raise UnclearError
        self._place += 1

    def _operands(self, scope: Mapping[str, Reads]) -> None:
        """Read up to the bracket that closes this part, or to the end."""
        while self._ahead() not in (("sign", ")"), ("sign", "]"), ("sign", "}"), _END):
            group, text = self._ahead()
            if group == "name" and text != "in":
                self._operand(scope)
            elif group == "sign" and text in _CLOSING:
                self._bracket(scope)
                self._members(None, scope)
            else:
                self._place += 1
                if group in ("text", "number"):
                    self._members(None, scope)

    def _bracket(self, scope: Mapping[str, Reads]) -> None:
        closing = _CLOSING[self._ahead()[1]]
        self._place += 1
        self._operands(scope)
        self._expect(closing)

    def _operand(self, scope: Mapping[str, Reads], *, presence: bool = False) -> None:
        """Read a variable or a call, and what follows it. Of a field that is asked for by has(), nothing but its presence is read."""
        _, name = self._ahead()
        self._place += 1
        if name == "has" and self._is("(", "name"):
            self._place += 1
            self._operand(scope, presence=True)
            self._expect(")")
            self._members(None, scope)
            return
        if self._is("("):
            self._bracket(scope)
        bound = scope.get(name)
        self._members(bound if bound is not None else self._found.setdefault(name, Reads()), scope, presence=presence)

    def _members(self, reads: Reads | None, scope: Mapping[str, Reads], *, presence: bool = False) -> None:
        """Read .field, .method(…) and [index] after an operand; None stands for a value that is read whole in any case."""
        while self._is(".") or self._is("["):
            if self._is(".", "name", "("):
                reads = self._method(reads, scope)
            elif self._is(".", "name"):
                reads = reads.of_field(self._ahead(1)[1]) if reads is not None else None
                self._place += 2
            elif self._is("[", "number", "]"):
                reads = reads.of_items() if reads is not None else None
                self._place += 3
            elif self._is("["):
                _all_of(reads)
                reads = None
                self._bracket(scope)
            else:
                raise UnclearError
        if self._is("{"):
            raise UnclearError  # A message: no kind has any.
        if not presence:
            _all_of(reads)

    def _method(self, reads: Reads | None, scope: Mapping[str, Reads]) -> Reads | None:
        """Read .method(…), and return what is read of its result."""
        name = self._ahead(1)[1]
        self._place += 2
        if name in OVER_ITEMS and self._is("(", "name", ","):
            variable = self._ahead(1)[1]
            self._place += 3
            self._operands({**scope, variable: reads.of_items() if reads is not None else Reads()})
            self._expect(")")
            return reads if name == "filter" else None  # What filter() gives are items of the same list.
        if name == "size" and reads is not None:
            reads.of_items()
        else:
            _all_of(reads)
        self._bracket(scope)
        return None


def _all_of(reads: Reads | None) -> None:
    if reads is not None:
        reads.whole = True
