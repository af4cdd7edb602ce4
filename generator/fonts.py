"""`make fonts`: cut the fonts of the printed scripts to the characters that handbooks use.

The sources are packages of Debian and npm, pinned below; everything is fetched by their ordinary clients. The same
sources give the same bytes.
"""

import subprocess
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools import subset
from fontTools.ttLib import TTFont

from sopbook.outputs.pdf.fonts.own import FOLDER as TARGET
from sopbook.outputs.pdf.fonts.own import font_files, write_list

CJK = "fonts-noto-cjk=1:20220127+repack1-1"
SIMPLIFIED = 2
"""The face inside the collections that draws characters as mainland China does."""
EMOJI = "@expo-google-fonts/noto-emoji@0.4.7"
SYMBOLS = "@expo-google-fonts/noto-sans-symbols-2@0.4.1"
BLOCKS = (
    (0x20, 0x7E), (0xA0, 0x24F), (0x300, 0x36F), (0x370, 0x3FF), (0x400, 0x45F), (0x1E00, 0x1EFF), (0x2000, 0x206F),
    (0x2070, 0x209F), (0x20A0, 0x20BF), (0x2100, 0x218F), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2300, 0x23FF),
    (0x2460, 0x24FF), (0x2500, 0x257F), (0x2580, 0x259F), (0x25A0, 0x25FF), (0x2600, 0x26FF), (0x2700, 0x27BF),
    (0x3000, 0x30FF), (0x3100, 0x312F), (0x31A0, 0x31BF), (0x3200, 0x33FF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF),
)
"""Latin with pinyin, Greek, Cyrillic, punctuation, signs, numbers in circles, kana, bopomofo, full-width forms."""
BEYOND = (
    "咗嘅冇哋咁嘢喺啲攞佢啱嗰晒揾嚟噉嘥嚿啩嘞喎啫㗎嘈嗌埋攰搵諗瞓嗮冚拎唥叻靚嘟瞇笠揸搲掹孭睺唞嘆喐郁嬲忟腍餸煲焗粿"
    "汏囥勿覅朆伊拉侬阿拉迭搿葛嗰垃辰光嘚囧喵槑烎喆堃珺瑄祎玥淼焱犇骉鑫晧昇玹珅琇琛瑀瑜璟璠曦翀翊赟祺禛禤彧煜旻昉"
    "镕媞婳婠嫄姝婕玘珂珩璐瑶薇芃芮茜荇莀菡萱蓁薏蘅恺惇悦愔忻怿炘烜燚炜熠晞昊昕晔暐暄杺栎梓楠槿榕沄沁泓浠涵湉滢漪"
    "皓皙睿瞳稷筠箐籽绮绫翎耘腩芊茗荞莜菁菽葳蒡蕨薹蘸蚝蛏螺裱赓趸轶迩逄邰郗郯酚酯酪醛醪钰铄铱锘锶镧闫闵阚隗雒雯霁霏"
    "韫韬颀颉饸饹馇馓馕骐骥髢鲊鲣鲭鲷鲹鳕鳗鳟鳙鸫麸黍麒麟瞭撘撸撩擀搪搦掼掐掭怼嗨噻嘢嘭噗噔咚哐哒呔吔咿哇啵嗷嗝嘬噘噱"
)
"""Words of Cantonese and of Shanghai, names of people, and what GB 2312 and the first level of Big5 lack."""
SIMPLIFIED_NAME, EMOJI_NAME, SYMBOLS_NAME = "NotoSansSC", "NotoEmoji", "NotoSansSymbols2"


def main() -> None:
    """Write the fonts and their licences into the package."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as name:
        folder = Path(name)
        cjk = _debian(CJK, folder / "cjk")
        text = "".join(sorted(_characters()))
        for weight in ("Regular", "Bold"):
            font = TTFont(cjk / f"usr/share/fonts/opentype/noto/NotoSansCJK-{weight}.ttc", fontNumber=SIMPLIFIED, recalcTimestamp=False)
            _cut(font, f"{SIMPLIFIED_NAME}-{weight}.otf", text)
        (TARGET / f"{SIMPLIFIED_NAME}.LICENSE.txt").write_bytes((cjk / "usr/share/doc/fonts-noto-cjk/copyright").read_bytes())
        emoji = _npm(EMOJI, folder / "emoji")
        whole = TTFont(next(emoji.rglob("*400Regular.ttf")), recalcTimestamp=False)
        _cut(whole, f"{EMOJI_NAME}-Regular.ttf", "".join(map(chr, whole.getBestCmap())), ["*"])
        symbols = _npm(SYMBOLS, folder / "symbols")
        whole = TTFont(next(symbols.rglob("*400Regular.ttf")), recalcTimestamp=False)
        _cut(whole, f"{SYMBOLS_NAME}-Regular.ttf", "".join(chr(one) for first, last in BLOCKS for one in range(first, last + 1)))
        for source, target in ((emoji, EMOJI_NAME), (symbols, SYMBOLS_NAME)):
            (TARGET / f"{target}.LICENSE.txt").write_bytes(next(source.rglob("LICENSE_FONT")).read_bytes())
    write_list(code for file in font_files() for code in TTFont(file).getBestCmap())


def _characters() -> set[str]:
    """Return GB 2312, the first level of Big5, the blocks, and what lies beyond."""
    found = {chr(one) for first, last in BLOCKS for one in range(first, last + 1)} | set(BEYOND)
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            found |= _decoded(bytes((high, low)), "gb2312")
    for high in range(0xA1, 0xC7):
        for low in range(0x40, 0xFF):
            found |= _decoded(bytes((high, low)), "big5")
    return found


def _decoded(pair: bytes, encoding: str) -> set[str]:
    try:
        return set(pair.decode(encoding))
    except UnicodeDecodeError:
        return set()


def _cut(font: TTFont, name: str, text: str, features: list[str] | None = None) -> None:
    options = subset.Options()
    options.layout_features = features or ["ccmp", "kern", "mark", "mkmk"]
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["BASE", "DSIG", "VORG", "vhea", "vmtx"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(font)
    font.save(TARGET / name)
    print(f"{name}: {(TARGET / name).stat().st_size:,} bytes, {len(font.getBestCmap()):,} characters")  # noqa: T201


def _debian(package: str, folder: Path) -> Path:
    folder.mkdir()
    _run("apt-get", "download", package, folder=folder)
    _run("dpkg-deb", "-x", next(folder.glob("*.deb")).name, ".", folder=folder)
    return folder


def _npm(package: str, folder: Path) -> Path:
    folder.mkdir()
    _run("npm", "pack", "--silent", package, folder=folder)
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        archive.extractall(folder, filter="data")
    return folder


def _run(*command: str, folder: Path) -> None:
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  (the commands stand above)


if __name__ == "__main__":
    main()
