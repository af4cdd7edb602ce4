"""Draw the picture cards of the playbooks: a title and a few steps, in English and Chinese.

They are plain on purpose, hold no price and no company, and stand in playbooks/hq/files/. Run from the checkout:

    .venv/bin/python generator/cards.py
"""

import json
from dataclasses import dataclass
from pathlib import Path

import typst

ROOT = Path(__file__).parent.parent
FILES = ROOT / "playbooks" / "hq" / "files"
FONTS = ROOT / "generator" / "sopbook" / "outputs" / "pdf" / "fonts"
WIDTH = 1080
"""Pixels: as wide as a chat shows."""


@dataclass(frozen=True)
class Card:
    """A card in one language: its file, its title, the steps, and the line below them."""

    file: str
    language: str
    title: str
    steps: tuple[str, ...]
    foot: str
    mark: str = ""
    """What stands before each step in place of its number."""


CARDS = (
    Card("order-of-use.png", "en", "The order of use", ("Cleanse", "Watery things", "Thin things", "Thick things", "In the morning: sunscreen last"), "Wait a minute between layers."),
    Card("order-of-use.zh.png", "zh", "护肤顺序", ("清洁", "水状的", "轻薄的", "厚重的", "早上最后加一步：防晒"), "每层之间等1分钟，不容易搓泥。"),
    Card("claim-then-pay.png", "en", "Claim first, then pay", ("Open the app: Benefits › Near me", "Choose a shop and tap Claim", "Pay with the card"), "The other way round does not work."),
    Card("claim-then-pay.zh.png", "zh", "先领，再付", ("打开App：权益 › 附近", "选好店，点“领取”", "再用卡付款"), "先付款再领，就用不上了。"),
    Card("check-in-rules.png", "en", "Check in, one tap a day", ("7 days in a row: extra points", "30 days: a gift", "Missed a day? Your total still counts"), "Ten seconds a day in the mini program.", "✓"),
    Card("check-in-rules.zh.png", "zh", "每天打卡，点一下就好", ("连续7天：多得积分", "满30天：一份礼", "漏了一天？累计天数照算"), "打开小程序，10秒搞定。", "✓"),
)

_PAGE = """
#let card = json(bytes(sys.inputs.card))
#set page(width: 540pt, height: auto, margin: 36pt, fill: rgb("#fffaf5"))
#set text(font: ("NotoSansSC", "NotoSansSymbols2"), size: 24pt, cjk-latin-spacing: none, lang: card.language, fill: rgb("#2b2420"))
#text(size: 34pt, weight: "bold", fill: rgb("#9c3d1e"), card.title)
#v(12pt)
#for (number, step) in card.steps.enumerate(start: 1) {
  block(width: 100%, inset: 14pt, radius: 10pt, fill: white, stroke: 1pt + rgb("#eadfd6"), grid(
    columns: (40pt, 1fr), align: horizon,
    circle(radius: 15pt, fill: rgb("#9c3d1e"), align(center + horizon, text(size: 17pt, weight: "bold", fill: white, if card.mark != "" { card.mark } else { str(number) }))),
    step,
  ))
}
#v(6pt)
#text(size: 19pt, fill: rgb("#6b5d54"), card.foot)
"""


def draw(card: Card) -> bytes:
    """Return a card as PNG."""
    data = json.dumps({"language": card.language, "title": card.title, "steps": card.steps, "foot": card.foot, "mark": card.mark})
    page: bytes = typst.compile(_PAGE.encode(), sys_inputs={"card": data}, font_paths=[str(FONTS)], format="png", ppi=72 * WIDTH / 540)
    return page


if __name__ == "__main__":
    for one in CARDS:
        (FILES / one.file).write_bytes(draw(one))
