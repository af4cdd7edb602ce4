"""Characters that no font of ours draws: a box and a warning, or a font of the workspace that draws them."""

import os
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

from end_to_end.running import PROJECT, sopbook
from example_workspaces import lay_out
from pdf_files import fonts, page_texts, picture, reader, squeezed

NOTE = "playbooks/hq/note/good.yaml"
SOUTH = "name: {en: South}\nparent: hq\nlocales: [en]\n"
HINT = "On paper a box stands in its place. Write another character or a word, or put a font that draws it into schema/fonts/."

YAN = """\
id: yan
title: 快递破损
summary: 成员晒出破损的包裹时用。
version: "1.0"
owner: 运营组
reviewed_on: 2026-11-23
review_by: 2027-05-31
tags: [test]
status: active
severity: high
signals:
  - {id: photo, text: 群里出现破损照片}
first_minutes:
  within_minutes: 10
  contact: duty-manager
  do:
    - id: reply
      text: 先回一句
      say: |-
        您好，我是${operator.name}。
        您的包裹我来处理。
steps:
  - id: take
    within_minutes: 30
    who: 群主
    do: 私聊要单号
escalation:
  - {id: up, when: 金额超过500元, to: 值班主管, within_minutes: 60}
do_nots:
  - {id: no-argue, text: 不在群里争}
aftermath:
  - id: visit
    when: 三天后
    do: 回访
    say: 䶮先生，您的㛃礼盒到了 ʕ•ᴥ•ʔ，歡迎加入會員羣，坐𨋢上三樓
prevention:
  - {id: pack, text: 加厚包装}
case:
  background: 一次。
  risk_source: 包装薄。
  escalation: 群里吵。
  handling: 补发。
  result: 平息。
  lesson: 快。
"""


def note(**fields: str) -> str:
    """Return the base note with other fields."""
    text = (Path(__file__).parents[1] / "examples" / "base" / NOTE).read_text("utf-8")
    return "".join(line for line in text.splitlines(keepends=True) if line.split(":")[0] not in fields) + "".join(
        f"{name}: {value}\n" for name, value in fields.items()
    )


def font(characters: str, *, family: str = "Tiny", style: str = "Regular", names: bool = True) -> bytes:
    """Return a font in which each of some characters is a black square."""
    builder = FontBuilder(1000, isTTF=True)
    glyphs = [".notdef", *(f"u{ord(one):X}" for one in characters)]
    builder.setupGlyphOrder(glyphs)
    builder.setupCharacterMap({ord(one): f"u{ord(one):X}" for one in characters})
    pen = TTGlyphPen(None)
    pen.moveTo((0, -100))
    for corner in ((1000, -100), (1000, 850), (0, 850)):
        pen.lineTo(corner)
    pen.closePath()
    square = pen.glyph()
    builder.setupGlyf(dict.fromkeys(glyphs, square))
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (1000, 0)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": family, "styleName": style} | ({"psName": f"{family}-{style}".replace(" ", "")} if names else {}))
    builder.setupOS2(usWeightClass=700 if style == "Bold" else 400)
    builder.setupPost()
    out = BytesIO()
    builder.save(out)
    return out.getvalue()


def collection(*several: bytes) -> bytes:
    """Return fonts in one file."""
    made, out = TTCollection(), BytesIO()
    made.fonts = [TTFont(BytesIO(one)) for one in several]
    made.save(out)
    return out.getvalue()


def printed(root: Path, *arguments: str) -> tuple[bytes, list[str]]:
    """Return the note's sheet, and the findings."""
    run = sopbook("print", "good", *arguments, "-C", root, "--to", root / "out", "--format", "concise")
    assert run.exit_code == 0, run.output
    return (root / "out" / "note" / "good.pdf").read_bytes(), run.stdout.splitlines()


def black(sheet: bytes) -> int:
    """Return how many pixels of a page are black."""
    return sum(picture(sheet, dpi=100).histogram()[:60])


def test_a_character_without_a_glyph_is_a_box_on_paper_and_a_warning(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "w", {NOTE: note(say="欢迎𠮷先生", title="A note for 𠮷"), "docs/about.md": "# About\n"})

    run = sopbook("build", "-C", root, "--format", "concise")
    sheet, findings = printed(root)

    said = [f"{NOTE}:{place}: PRINT001 No font of the printed scripts draws 𠮷 (U+20BB7)." for place in ("10:8", "11:19")]
    assert (run.exit_code, run.stdout.splitlines()) == (0, said)
    assert findings == said
    assert "欢迎𠮷先生" in (root / "site/note/good.html").read_text("utf-8")
    assert (root / "site/print/note/good.pdf").read_bytes() == sheet
    text = squeezed(page_texts(sheet)[0])
    assert "欢迎□先生" in text
    assert squeezed("A note for □") in text
    # Where no font is needed, the character stays.
    assert reader(sheet).metadata.title == "A note for 𠮷"  # type: ignore[union-attr]
    assert "A note for 𠮷" in str(reader(sheet).outline)


def test_the_hint_says_what_stands_on_paper_and_what_to_do(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "w", {NOTE: note(say="欢迎𠮷先生")})

    run = sopbook("check", "-C", root)

    assert run.exit_code == 0
    assert f"  11:8  warning: No font of the printed scripts draws 𠮷 (U+20BB7).  [PRINT001]\n        {HINT}" in run.stdout


@pytest.mark.parametrize(("field", "left_out"), [("prose", "say"), ("say", "prose")])
def test_only_texts_that_a_sheet_prints_are_told(tmp_path: Path, field: str, left_out: str) -> None:
    root = lay_out(tmp_path / "w", {
        NOTE: note(say="䶮先生来了", prose="我们和䶮先生。"),
        "schema/note/print.typ": f'#import "/library.typ": *\n#let sheet(page) = framed(page, elsewhere: ("/{left_out}",), {{\n  show-field(at(page, "/{field}"))\n}})\n',
    })

    run = sopbook("check", "-C", root, "--format", "concise")

    line = {"say": "11:6", "prose": "12:11"}[field]
    assert run.stdout.splitlines() == [f"{NOTE}:{line}: PRINT001 No font of the printed scripts draws 䶮 (U+4DAE)."]


def test_what_only_the_booklet_prints_is_told_as_well(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "w", {
        NOTE: note(aliases="[䶮龙]"), "schema/note/print.typ": '#import "/library.typ": *\n#let sheet(page) = framed(page, [])\n',
    })

    run = sopbook("print", "--booklet", "-C", root, "--to", root / "out", "--format", "concise")

    assert run.stdout.splitlines() == [f"{NOTE}:12:11: PRINT001 No font of the printed scripts draws 䶮 (U+4DAE)."]
    assert "□龙" in squeezed("".join(page_texts(root / "out/handbook.pdf")))


def test_a_text_of_a_branch_is_told_where_a_sheet_prints_it(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "w", {
        "playbooks/south/branch.yaml": "name: {en: 䶮城}\nparent: hq\nlocales: [en]\ncontacts: [{id: desk, role: {en: 羣主}, phone: '1'}]\n",
    })

    run = sopbook("check", "-C", root, "--format", "concise")

    assert run.stdout.splitlines() == ["playbooks/south/branch.yaml:1:12: PRINT001 No font of the printed scripts draws 䶮 (U+4DAE)."]


def test_a_message_that_no_sheet_prints_stops_nothing(tmp_path: Path) -> None:
    """A crisis card leaves the messages of its aftermath to the page: 䶮 㛃 ʕ•ᴥ•ʔ 羣 𨋢 there are nobody's trouble."""
    root = tmp_path / "w"
    files: dict[str, str | bytes] = {
        file.relative_to(PROJECT).as_posix(): file.read_bytes() for file in sorted((PROJECT / "schema").rglob("*"))
        if file.is_file() and (file.parent.name == "crisis" or file.parent.name == "schema")
    }
    lay_out(root, {
        **files, "REMOVE": "schema/note\nplaybooks/hq/note\n", "playbooks/hq/crisis/yan.yaml": YAN, "docs/about.md": "# About\n",
        "playbooks/hq/branch.yaml": (
            "name: {zh: 总部}\nlocales: [zh]\ntags: {test: {zh: 测试}}\n"
            "slots: {operator.name: {title: {zh: 你的称呼}, example: {zh: 小林}}}\n"
            "contacts: [{id: duty-manager, role: {zh: 值班主管}, phone: 分机6000}]\n"
        ),
    })

    check = sopbook("check", "-C", root)
    build = sopbook("build", "-C", root)

    assert (check.exit_code, check.stdout.splitlines()[0]) == (0, "No problems in 1 playbook of 1 handbook.")
    assert (build.exit_code, build.stdout) == (0, f"Built: {root / 'site'}\n")
    assert "䶮先生" in (root / "site/crisis/yan.html").read_text("utf-8")


def test_a_font_of_the_workspace_draws_what_ours_do_not(tmp_path: Path) -> None:
    texts: dict[str, str | bytes] = {NOTE: note(say="欢迎羣主䶮先生", prose="我是**羣**主")}
    bare, findings = printed(lay_out(tmp_path / "bare", texts))
    assert len(findings) == 2
    root = lay_out(tmp_path / "w", texts, {"schema/fonts/tiny.ttf": font("羣"), "schema/fonts/more.TTF": font("䶮", family="Noto Sans CJK SC")})

    sheet, findings = printed(root)

    assert findings == []
    assert squeezed("欢迎羣主䶮先生") in squeezed(page_texts(sheet)[0])
    assert {"Tiny-Regular", "NotoSansCJKSC-Regular"} <= {name.partition("+")[2] for name in fonts(sheet)}
    assert all(fonts(sheet).values())
    assert black(sheet) > black(bare) + 300  # Three black squares in place of three boxes.
    # A font that comes or goes is seen although the playbook is the same.
    (root / "schema/fonts/tiny.ttf").unlink()
    assert squeezed("欢迎□主䶮先生") in squeezed(page_texts(printed(root)[0])[0])


def test_a_collection_of_fonts_is_used_as_well(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "w", {NOTE: note(say="羣与䶮"), "schema/fonts/both.ttc": collection(font("羣"), font("䶮", family="Other"))})

    sheet, findings = printed(root)

    assert findings == []
    assert "羣与䶮" in squeezed(page_texts(sheet)[0])


def test_a_font_of_the_workspace_changes_nothing_that_ours_draw(tmp_path: Path) -> None:
    plain, _ = printed(lay_out(tmp_path / "plain"))
    beside, _ = printed(lay_out(tmp_path / "beside", {
        f"schema/fonts/{style}.ttf": font("".join(dict.fromkeys("AWearegod nt0123456789")), family="Noto Sans CJK SC", style=style) for style in ("Regular", "Bold")
    }))

    assert beside == plain


def cut_off(whole: bytes) -> bytes:
    return whole[: len(whole) * 2 // 3]


@pytest.mark.parametrize(("content", "why"), [
    (b"no font at all", "it is broken, or not a font at all"),
    (b"", "it is broken, or not a font at all"),
    (cut_off(font("羣")), "its end is missing"),
    (font("羣", names=False), "it lacks the names by which a PDF knows a font"),
], ids=["text", "empty", "cut", "names"])
def test_a_font_that_cannot_be_used_is_told_and_left_out(tmp_path: Path, content: bytes, why: str) -> None:
    root = lay_out(tmp_path / "w", {NOTE: note(say="羣"), "schema/fonts/tiny.ttf": content, "schema/fonts/whole.ttf": font("羣")})

    sheet, findings = printed(root)

    assert findings == [f"schema/fonts/tiny.ttf:1:1: PRINT002 This font cannot be used: {why}."]
    assert "羣" in squeezed(page_texts(sheet)[0])


def test_a_huge_font_and_one_from_elsewhere_are_told_and_left_out(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "w", {"schema/fonts/.hidden.ttf": b"", "schema/fonts/README.txt": "Where they come from"})
    with (root / "schema/fonts/huge.otf").open("wb") as file:
        os.truncate(file.fileno(), 40_000_001)
    (tmp_path / "else.ttf").write_bytes(font("羣"))
    (root / "schema/fonts/link.ttf").symlink_to(tmp_path / "else.ttf")

    run = sopbook("check", "-C", root, "--format", "concise")

    assert (run.exit_code, run.stdout.splitlines()) == (0, [
        "schema/fonts/huge.otf:1:1: PRINT002 This font cannot be used: it has 40,000,001 bytes, and 40,000,000 is the most.",
        "schema/fonts/link.ttf:1:1: PRINT002 This font cannot be used: it is a link to a place outside the workspace.",
    ])

