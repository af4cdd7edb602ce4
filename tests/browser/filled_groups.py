"""A browser in which somebody has filled in their group already."""

import json
from collections.abc import Mapping

EVERYTHING = {
    "operator.name": "小婉",
    "operator.contact": "the card on my profile",
    "group.name": "Skin Diary",
    "group.number": "B",
    "shop.link": "https://shop.example/7",
    "backup.name": "Lin",
    "counter.place": "the counter on the first floor",
}


RUNS = "positioning/beauty-welfare-group"
"""What the group is: several sorts of groups have plans of their own."""


def filled(values: Mapping[str, str], name: str = "B") -> str:
    """Return the script that lets a new page find one group, and what sort it is, unless there is one already."""
    group = {"id": "g-test", "name": name, "values": dict(values)}
    state = json.dumps({"groups": [group], "current": group["id"]})
    kept = {"groups": state, "today:group": json.dumps({group["id"]: RUNS})}
    return "".join(f"localStorage.getItem('sopbook:{key}') ?? localStorage.setItem('sopbook:{key}', {json.dumps(text)});" for key, text in kept.items())
