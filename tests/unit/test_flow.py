"""Diagrams: any text is drawn safely, no box covers another, and every line fits its box."""

import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from sopbook.outputs.html.environment import environment
from sopbook.outputs.html.flow import WIDTH, Box, broken, drawn, width

TEXTS = st.text(max_size=200) | st.text("群主发红包，。！ab cdW", max_size=200)
CHAINS = st.lists(st.lists(st.builds(Box, TEXTS, TEXTS, st.sampled_from(["", "en", "zh"])), max_size=4), max_size=4)
BOX = "rect"


def _tree(chains: list[list[Box]], name: str = "Path") -> ElementTree.Element:
    return ElementTree.fromstring(drawn(chains, name))


@given(CHAINS, TEXTS)
def test_any_text_gives_well_formed_xml_with_all_its_words(chains: list[list[Box]], name: str) -> None:
    svg = drawn(chains, name)
    if not any(chains):
        assert svg == ""
        return
    root = ElementTree.fromstring(svg)
    assert {one.tag for one in root.iter()} <= {"svg", "rect", "text", "tspan", "path"}
    signs = re.compile(r"[\s\x00-\x1f\ufffe\uffff\ud800-\udfff]")
    wanted = "".join(signs.sub("", box.text) for chain in chains for box in chain)
    assert "".join(signs.sub("", "".join(span.itertext())) for span in root.iter("tspan")) == wanted


@given(CHAINS)
def test_boxes_lie_below_each_other_and_hold_their_lines(chains: list[list[Box]]) -> None:
    if not any(chains):
        return
    root = _tree(chains)
    bottom = 0.0
    height = float(root.attrib["viewBox"].split()[3])
    places = [(float(one.attrib["y"]), float(one.attrib["height"])) for one in root.iter(BOX)]
    assert len(places) == sum(len(chain) for chain in chains)
    for y, tall in places:
        assert y > bottom
        bottom = y + tall
    assert bottom <= height
    texts = [one for one in root.iter("text") if len(one)]
    for (y, tall), text in zip(places, texts, strict=True):
        lines = [float(span.attrib["y"]) for span in text]
        assert lines == sorted(set(lines))
        assert y < lines[0] < lines[-1] < y + tall or y < lines[0] == lines[-1] < y + tall


@given(TEXTS)
def test_every_line_fits(text: str) -> None:
    for line in broken(text):
        assert width(line) <= WIDTH - 14  # the words begin 12 from the left; 2 belong to the frame


def test_lines_break_between_words_and_between_chinese_characters() -> None:
    english = broken("Customer service sends the invitation, together with the purpose of the group and its two main rules.")
    assert " ".join(english) == "Customer service sends the invitation, together with the purpose of the group and its two main rules."
    assert len(english) > 2
    chinese = broken("客服发出入群邀请，同时说明本群的用途和两条主要群规，等对方同意以后再把人拉进群里。")
    assert "".join(chinese) == "客服发出入群邀请，同时说明本群的用途和两条主要群规，等对方同意以后再把人拉进群里。"
    assert len(chinese) == 2
    assert not any(line.startswith(("，", "。")) for line in chinese)


def test_markup_in_a_text_stays_text() -> None:
    svg = drawn([[Box("<script>alert(1)</script> & <b>"), Box("to", '"><a href="x">')]], '" onload="alert(1)')
    root = ElementTree.fromstring(svg)
    assert not [one for one in root.iter() if one.tag in ("script", "a", "b")]
    assert root.attrib["aria-label"] == '" onload="alert(1)'
    assert set(root.attrib) == {"class", "role", "aria-label", "viewBox"}


def test_a_template_draws_items_that_follow_each_other_and_items_that_lead_somewhere() -> None:
    class Value:
        def __init__(self, value: object) -> None:
            self.value = value
            self.text = value if isinstance(value, str) else ""
            self.language = ""

        def __getitem__(self, step: str) -> "Value":
            return Value(self.value.get(step, "") if isinstance(self.value, dict) else "")

    items = [Value({"text": "Scan the code", "to": "Owner", "in": "10 min"}), Value({"text": "Say hello", "to": "Desk", "in": "1 h"})]
    template = environment().from_string("{{ flow(items, steps, 'Path', arrow, 'within {span}') }}")

    path = ElementTree.fromstring(template.render(items=items, steps=["text"], arrow=""))
    assert [span.text for span in path.iter("tspan")] == ["1. Scan the code", "2. Say hello"]
    assert len(list(path.iter("path"))) == 1
    counted = ElementTree.fromstring(template.render(items=[*items, Value({"text": "Stay"})], steps=["text"], arrow=["in", "to"]))
    assert [text.text for text in counted.iter("text") if text.attrib.get("class")] == ["within 10 min · Owner", "within 1 h · Desk"]
    assert len(list(counted.iter("path"))) == 3  # one leads in
    cases = ElementTree.fromstring(template.render(items=items, steps=["text", "to"], arrow="in"))
    assert [span.text for span in cases.iter("tspan")] == ["Scan the code", "Owner", "Say hello", "Desk"]
    assert [text.text for text in cases.iter("text") if text.attrib.get("class")] == ["within 10 min", "within 1 h"]
