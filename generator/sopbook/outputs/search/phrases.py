"""How the Chinese words of titles, aliases and synonyms sound."""

import re
from collections.abc import Iterable

from sopbook.handbook.view.sound import syllables

_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")


def phrases(texts: Iterable[str]) -> dict[str, str]:
    """Return every run of two or more Chinese characters in some texts with its syllables, without tones.

    `红包雨` sounds `hong bao yu`; the browser finds it by hongbao and by hb, from any syllable on.
    """
    runs = dict.fromkeys(run for text in texts for run in _HAN.findall(text))
    return {run: " ".join(syllables(run)) for run in sorted(runs)}
