"""A script as it is served: without comments and needless space, and otherwise as it was written."""

import pytest

from sopbook.outputs.html.script import bare, script

WRITTEN = """\
/* What this part is for. */
(() => {
  "use strict";

  // Says how many.
  /** @type {(many: number) => string} */
  const said = (many) => `${many} ${many === 1 ? "one" : "many"}`; // In English.

  const box = /** @type {HTMLInputElement} */ (document.querySelector("input"));
  return said(box.value / 2);
})();
"""
SERVED = """\
(()=>{
"use strict";
const said=(many)=> `${many} ${many===1 ? "one":"many"}`;
const box=(document.querySelector("input"));
return said(box.value / 2);
})();"""


def test_comments_and_needless_space_go() -> None:
    assert bare(WRITTEN) == SERVED


@pytest.mark.parametrize(
    "text",
    [
        'const address="https://a.example//b"',
        "const address='/* no comment */'",
        r"const quoted='it\'s // fine'",
        "const lines=`first\n  // second\n  /* third */  `",
        r"const escaped=`\` // \${ still`",
        "const nested=`a ${b ? `// ${c} //`:{d:`}`}.d} // e`",
        "const pattern=/[/\"']\\/\\/ /.test(text)",
        "return /'/.test(text)",
        "const share=all / 2 / 'x'.length",
        "const half=(a)/ 2 / b",
        "const part=list[0]/ 2 / list.length",
        "a + +b - -c",
        "const next=a\n++b",
    ],
)
def test_what_a_script_does_stays(text: str) -> None:
    assert bare(text) == text


@pytest.mark.parametrize(
    ("written", "served"),
    [
        ("return/* nothing\n*/value", "return\nvalue"),
        ("typeof/* of */value", "typeof value"),
        ("a // one\n// two\n\n  b", "a\nb"),
        ("  \n  a", "a"),
        (" a", "a"),
        ("", ""),
    ],
)
def test_a_comment_counts_as_space_or_as_the_end_of_a_line(written: str, served: str) -> None:
    assert bare(written) == served


def test_the_one_script_in_every_page_is_short() -> None:
    assert len(script("own/colours.js")) < 128
