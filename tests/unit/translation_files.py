"""Translation files for tests: a small one, its entries as the tool writes them, and what a refresh makes of it."""

from sopbook.authoring.translate import translation_text
from sopbook.authoring.translation_plan import plan
from sopbook.branches.fork.path import parse_path, write_path
from sopbook.branches.translation.file import TranslationFile, read_translation
from sopbook.branches.translation.strings import String, digest
from sopbook.source.text import Source
from sopbook.source.yaml.parser import parse
from unit.forks import told

LINE = "# yaml-language-server: $schema=…\n"


def string(path: str, text: str) -> String:
    """Return a string of a playbook at a path."""
    steps = parse_path(path)
    return String(steps, steps, text)


def read(text: str) -> TranslationFile:
    """Return a translation file of which nothing is wrong."""
    document, found = parse(Source("playbooks/hq/note/a.zh.yaml", text), "hq")
    assert told(found) == []
    assert document is not None
    file, found = read_translation(document, "zh")
    assert told(found) == []
    assert file is not None
    return file


def written(strings: list[String], text: str = "") -> tuple[str, list[str]]:
    """Return a file's text, new or refreshed, and the paths that wait; a second refresh changes nothing."""
    file = read(text) if text else None
    planned = plan(strings, strings, file, {})
    new = translation_text("a", LINE, planned, file)
    again = plan(strings, strings, read(new), {})
    assert (translation_text("a", LINE, again, read(new)), again.waiting) == (new, planned.waiting)
    return new, [write_path(path) for path in planned.waiting]


def block(path: str, source: str, text: str, was: str = "") -> str:
    """Return an entry as the tool writes it."""
    comment = "".join(f"  #> {line}".rstrip() + "\n" for line in source.split("\n"))
    key = path if path.replace("/", "").isalpha() else f'"{path}"'
    return f'{comment}  {key}:\n    from: {digest(source)}\n    text: "{text}"\n' + (f'    was: "{was}"\n' if was else "")


HELLO, SAY, GOAL = string("/title", "Hello"), string("/steps/{greet}/say", "One line\n\nand another"), string("/goal", "Sell")
HEAD = f"{LINE}translation: a\ntexts:\n"
DONE = HEAD + block("/title", "Hello", "你好") + block("/steps/{greet}/say", SAY.text, "一行\\n\\n又一行") + block("/goal", "Sell", "卖")
