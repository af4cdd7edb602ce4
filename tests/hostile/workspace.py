"""A workspace in which every file that an author writes is hostile, made from this repository's kinds and some of its playbooks.

Every text that its schema lets be free is replaced (texts.py), so a new field is hostile as soon as a playbook fills it.
"""

import copy
import json
import shutil
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from example_workspaces import TODAY
from hostile.texts import REASON, Hostile, as_yaml
from sopbook.branches.fork.path import write_path
from sopbook.branches.playbook import Playbook
from sopbook.branches.translation.strings import digest, strings
from sopbook.branches.workspace import find_workspace
from sopbook.handbook.check.workspace import check_workspace
from sopbook.kinds.kind import Kind
from sopbook.kinds.schema_view import SchemaView
from sopbook.source.document import Pointer
from sopbook.source.pointer import at, parse_pointer

REPOSITORY = Path(__file__).parents[2]
CHOSEN = {
    "activity": ("dice-guess", "flash-sale"), "crisis": ("teacher-leaves",), "monthly-plan": ("beauty-december-2026",),
    "positioning": ("bank-benefits-group",), "welcome": ("new-cardholder",), "moderation": ("discipline", "beauty-house-rules", "management-system"),
    "compliance": ("red-lines",), "team": ("beauty-team", "bank-team"), "touchpoint": ("touchpoints",), "metric": ("metrics",),
    "merchandise": ("beauty-prices-december-2026", "bank-mall-december-2026"), "review": ("dice-evening-review",),
    "guide": ("four-purposes",),
    "onboarding": ("first-day",),
    "content": ("bank-columns",),
    "journey": ("beauty-tier-path", "bank-acquisition", "service-touchpoints"), "audience": ("bank-segments", "tag-dictionary"),
    "follow-up": ("after-sales-apparel-hair",),
    "roadmap": ("bank-six-months",),
    "task": ("task-invite",),
    "scorecard": ("branch-scorecard",),
    "research": ("quarterly-survey", "one-to-one-interview", "in-group-log", "koc-programme"),
}
"""Playbooks that, with what is added below, fill every free text of their kinds."""
_CARD = [{"id": "card", "type": "mini-program", "title": "Title", "description": "Description", "appid": "wx1234567890abcdef", "page": "pages/index"}]
_DRAW = {
    "prizes": [{"id": "first", "what": "A box", "value_yuan": 39, "number": 6}], "odds": "One in ten", "enters": "Members", "drawn_at": "At noon", "how": "By lot",
    "redeem": "In private", "delivery": "By parcel", "forfeited": "Drawn again", "excludes": "Staff", "organiser": "The shop", "contact": "The host",
}
_RELEASE = {"by": "Counsel", "number": "12", "on": "2026-11-01", "until": "2027-11-01"}
_DATA = {"purpose": "The parcel", "consent": "They say yes first", "kept_days": 30, "reads": "The host"}
_FUNNEL = {
    "traffic": {"planned": 200, "actual": 198}, "revenue": 640, "margin_percent": 30,
    "links": [{"id": "orders", "step": "They buy", "planned_percent": 5, "counted": 10}],
}
ADDED: dict[str, dict[Pointer, Any]] = {
    "activity": {
        ("draw",): _DRAW, ("release",): _RELEASE, ("halfway_message",): "Half", ("prize_message",): "A prize",
        ("personal_data",): _DATA, ("messages", 0, "label"): "Short", ("run_sheet", 0, "label"): "Short",
        ("messages", 0, "attachments"): _CARD, ("rounds", 0, "attachments"): _CARD, ("run_sheet", 0, "attachments"): _CARD,
    },
    "content": {("week", 0, "attachments"): _CARD, ("week", 0, "label"): "Short", ("week", 0, "groups"): ["bank-benefits-group"]},
    "roadmap": {("periods", 0, "reserve"): "A week", ("periods", 0, "plan"): "beauty-december-2026"},
    "compliance": {("open_points", 0, "settled"): {"on": "2026-11-02", "by": "Counsel", "answer": "It does"}},
    "crisis": {("first_minutes", "say"): "We have seen it.", ("personal_data",): _DATA},
    "follow-up": {("personal_data",): _DATA, ("visits", 0, "only_if"): "It has arrived"},
    "journey": {("stages", 0, "attachments"): _CARD},
    "monthly-plan": {
        ("labour",): [{"id": role, "role": "A role", "hours": 4, "hourly_cost": 40} for role in ("client-manager", "second-client-manager", "community-desk")],
        ("release",): _RELEASE, ("repeats", 0, "say"): "Good morning", ("repeats", 0, "by_date", 0, "owner"): "Deputy",
        ("gains",): [{"id": "recalled", "what": "Cards used again", "quantity": 12, "unit_value": 85, "basis": "An estimate"}],
        ("weeks", 0, "days", 0, "slots", 0, "label"): "Short",
    },
    "positioning": {("name_pattern", "base"): "Card Benefits", ("opened",): [{"id": f"beauty-{letter}", "name": "A group", "on": "2026-11-02"} for letter in "abc"]},
    "research": {("messages", 0, "label"): "Short", ("metrics",): [{"id": "answers", "metric": "Answers", "target": 10, "unit": "percent", "how": "Counted"}]},
    "review": {("funnel",): _FUNNEL, ("gains",): [{"id": "stay", "what": "They stay", "planned": 4, "actual": 5, "unit_value": 2, "basis": "An estimate"}]},
    "task": {("handed_out",): [{"id": "first", "on": "2026-12-03", "this_time": "All of them"}]},
    "team": {("roles", 0, "accounts"): ["client-manager"]},  # The script that stays for all teams is one of the bank.
    "welcome": {
        ("draw",): _DRAW, ("release",): _RELEASE, ("messages", 0, "attachments"): _CARD, ("personal_data",): _DATA, ("messages", 0, "label"): "Short",
        ("messages", 0, "print"): True, ("messages", 0, "short"): "Hello", ("messages", 0, "variants"): [{"id": "other", "text": "Good day"}],
    },
}
"""What none of the chosen playbooks says."""
EDITIONS = (("hq", "en"), ("south", "zh"))
"""South forks a card of headquarters and says why."""

MKDOCS = {
    "site_name": "Handbook", "site_description": "What it is about", "site_author": "Somebody", "site_url": "https://handbook.example/",
    "theme": {"name": "material", "font": False, "features": ["navigation.footer", "navigation.path"]},
    "plugins": [{"sopbook": {"built_in_kinds": False}}],
}
OF_MKDOCS = SchemaView(({"properties": {name: {"type": "string"} for name in ("site_name", "site_description", "site_author")}},), None)
GUIDE = "# Q&A <b>bold</b> `<VIP>`\n\nA *page* by hand, with <u>its own</u> HTML &amp; {{ braces }}.\n\n## R&D <i>too</i>\n"
MEMO = {
    "kind.yaml": {"kind": "memo", "title": {"en": "Memo", "zh": "Memo"}, "plural": {"en": "Memos", "zh": "Memos"}, "envelope": False, "files": ["memo/**/*.yaml"], "identity": {"id": "/name", "title": "/title"}},
    "schema.json": {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "title": "Memo", "properties": {
            "name": {"type": "string", "title": "Name", "enum": ["first"]}, "title": {"title": "Title", "type": "string"}, "prose": {"title": "Prose", "type": "string", "x-text": "markdown"},
            "map": {"title": "Map", "type": "object", "additionalProperties": {"type": "string"}},
            "list": {"title": "List", "type": "array", "x-merge": "replace", "items": {"type": "string"}},
            "where": {"title": "Where", "type": "string", "format": "uri"},
        },
    },
    "labels.zh.yaml": {"fields": {f"/{name}": name for name in ("name", "title", "prose", "map", "list", "where")}, "values": {"name": {"first": "first"}}},
}
"""A foreign kind with the generic layout: prose, a map with any keys, a list, an address."""
A_MEMO = {
    "name": "first", "title": "A memo", "prose": "Words", "list": ["one", "two"], "where": "https://a.example/",
    "map": {"\"'><img src=x onerror=alert(0)>": "under a hostile key", "a # b ? c % d": "under an odd one"},
}
FORK = {
    "fork": "teacher-leaves", "title": "Another title", "summary": "Another summary",
    "signals": [{"id": "added", "$add": "last", "$why": "Because", "text": "A further signal"}],
    "do_nots": [{"id": "also-not", "$add": "last", "$why": "Because", "text": "Nor this"}],
}
SOUTH = {
    "name": {"en": "South", "zh": "South"}, "parent": "hq", "locales": ["zh"],
    "tags": {"fees": {"en": "Fees", "zh": "Fees"}}, "holidays": [{"date": "2026-12-24", "name": {"en": "Eve", "zh": "Eve"}, "note": {"en": "Quiet", "zh": "Quiet"}}],
}


def hostile_workspace(root: Path) -> Hostile:
    """Return the hostile workspace in a folder, and its texts."""
    made = Hostile(root)
    ours = check_workspace(find_workspace(REPOSITORY), TODAY, only=[("hq", "en")])
    kinds = {name: kind for name, kind in ours.kinds.usable.items() if name in CHOSEN}
    shutil.copytree(REPOSITORY / "schema", root / "schema", ignore=shutil.ignore_patterns(".derived"))
    _memo(made)
    _of_kinds(made, root)
    made.written("mkdocs.yml", MKDOCS, OF_MKDOCS)
    (root / "docs").mkdir()
    (root / "docs/guide.md").write_text(GUIDE, "utf-8")
    branch = _schema("sopbook.branches", "branch")
    given = yaml.safe_load((REPOSITORY / "playbooks/hq/branch.yaml").read_text("utf-8"))
    made.written("playbooks/hq/branch.yaml", {**given, "locales": ["en"], "words": {}}, branch)
    made.written("playbooks/south/branch.yaml", SOUTH, branch)
    synonyms = yaml.safe_load((REPOSITORY / "playbooks/hq/synonyms.yaml").read_text("utf-8"))
    synonyms["asked_as"] = {"crisis/teacher-leaves": {"en": ["the coach is gone", "who teaches me now"]}}
    made.written("playbooks/hq/synonyms.yaml", synonyms, _schema("sopbook.branches", "synonyms"))
    for name, kind in kinds.items():
        for identifier in CHOSEN[name]:
            playbooks = ours.editions["hq", "en"].playbooks
            value = _with_added(_within(_with_own_params(playbooks[name, identifier].document.origin(()).document.value, playbooks), kind), name)
            _translated(made, f"playbooks/hq/{name}/{identifier}", identifier, made.written(f"playbooks/hq/{name}/{identifier}.yaml", value, kind.shape), kind)
    crisis = kinds["crisis"]
    made.written("playbooks/south/crisis/teacher-leaves.yaml", FORK, crisis.shape)
    for folder in ("files", "tables"):
        shutil.copytree(REPOSITORY / "playbooks/hq" / folder, root / "playbooks/hq" / folder)
    return made


def _of_kinds(made: Hostile, root: Path) -> None:
    """Make kind.yaml, the labels and the schemas of all kinds hostile. Braces mean something there, so none are added."""
    labels = _schema("sopbook.kinds", "labels", "meta/")
    of_files = {f"{name}.yaml": _schema("sopbook.kinds", meta, "meta/") for name, meta in (("kind", "kind"), ("situations", "topics"))}
    of_files["modes.yaml"] = _schema("sopbook.branches.sending", "modes")
    modes = root / "schema/wecom/modes.yaml"
    modes.write_text(modes.read_text("utf-8").replace("title: 64", "title: 4096"), "utf-8")  # Hostile titles are longer than WeCom takes.
    for file in sorted((root / "schema").rglob("*.json")):
        path = file.relative_to(root).as_posix()
        schema = _described(made, json.loads(file.read_text("utf-8")), (), path)
        file.write_text(json.dumps(schema), "utf-8")
    for file in sorted((root / "schema").rglob("*.yaml")):
        path = file.relative_to(root).as_posix()
        made.written(path, yaml.safe_load(file.read_text("utf-8")), of_files.get(file.name, labels), braces=False)


def _described(made: Hostile, schema: Any, pointer: Pointer, path: str) -> Any:
    if isinstance(schema, list):
        return [_described(made, item, (*pointer, place), path) for place, item in enumerate(schema)]
    if not isinstance(schema, dict):
        return schema
    return {
        name: made.text(path, (*pointer, name), item, REASON, braces=False) if name in ("title", "description", "x-message") and isinstance(item, str)
        else _described(made, item, (*pointer, name), path)
        for name, item in schema.items()
    }


def _memo(made: Hostile) -> None:
    """Add the foreign kind, and a document of it in a file whose name means something in addresses and attributes."""
    folder = made.root / "schema/memo"
    folder.mkdir(parents=True)
    for name, content in MEMO.items():
        (folder / name).write_text(json.dumps(content), "utf-8")
    schema = MEMO["schema.json"]
    made.written("playbooks/hq/memo/a 'b' #c?&d%20.yaml", A_MEMO, SchemaView((schema,), schema))


def _within(value: Any, kind: Kind) -> Any:
    """Return a playbook that names none but the chosen ones, a plan with one week in which anything happens.

    A step of another playbook's run sheet goes with its name.
    """
    weeks = [{**week, "days": [{"date": day["date"], "quiet": "Nothing"} for day in week["days"]]} for week in value.get("weeks", ())[1:]]
    if not weeks:
        return _narrowed(value, kind.shape)
    busy = {day["date"] for day in value["weeks"][0]["days"]}
    repeats = [{**one, "by_date": [day for day in one["by_date"] if day["date"] in busy]} for one in value.get("repeats", ())]
    repeats = [{**one, "every": {"dates": [day["date"] for day in one["by_date"]]}} for one in repeats]
    return _narrowed({**value, "weeks": [value["weeks"][0], *weeks], "repeats": repeats}, kind.shape)


def _with_own_params(value: Any, playbooks: Mapping[tuple[str, str], Playbook]) -> Any:
    """Return a playbook that types itself what it takes from one that is not chosen."""
    taken = value.get("params_from", {})
    there = {f"{kind}/{identifier}" for kind, chosen in CHOSEN.items() for identifier in chosen}
    typed = {}
    for name, (source, _, pointer) in ((name, where.partition("#")) for name, where in taken.items()):
        if "/" in source and source not in there:
            kind, _, identifier = source.partition("/")
            typed[name] = at(playbooks[kind, identifier].value, parse_pointer(pointer))
    if not typed:
        return value
    return {**value, "params": {**value.get("params", {}), **typed}, "params_from": {name: where for name, where in taken.items() if name not in typed}}


def _with_added(value: Any, kind: str) -> Any:
    """Return a playbook that also says what no chosen one does."""
    value = copy.deepcopy(value)
    for pointer, added in ADDED.get(kind, {}).items():
        place = at(value, pointer[:-1])
        if place is not None:  # Not every activity has rounds.
            place[pointer[-1]] = added
    return value


def _narrowed(value: Any, shape: SchemaView) -> Any:
    if isinstance(value, dict):
        foreign = {name for name, item in value.items() if isinstance(item, str) and _stranger(item, shape.child(name))}
        kept = {name: item for name, item in value.items() if not (foreign and name == "step")}
        if str(kept.get("file", "")).startswith("${"):  # The param says no file's name any more.
            kept = {**{name: item for name, item in kept.items() if name != "file"}, "on_the_day": True}
        return {name: _narrowed(item, shape.child(name)) for name, item in kept.items()}
    if isinstance(value, list):
        items = [_narrowed(item, shape.child(place)) for place, item in enumerate(value)]
        return list(dict.fromkeys(items)) if all(isinstance(item, str) for item in items) else items
    return _nameable(shape)[0] if _stranger(value, shape) else value


def _stranger(value: Any, shape: SchemaView) -> bool:
    return isinstance(value, str) and bool(shape.get("x-ref")) and value not in _nameable(shape)


def _nameable(shape: SchemaView) -> tuple[str, ...]:
    """Return what a reference may name: ids of the chosen playbooks, the kind in front where it may be of several."""
    kinds = shape.get("x-ref")
    if isinstance(kinds, str) and kinds != "*":
        return CHOSEN[kinds]
    return tuple(f"{name}/{identifier}" for name in (CHOSEN if kinds == "*" else kinds) for identifier in CHOSEN[name])


def _translated(made: Hostile, path: str, identifier: str, value: Any, kind: Kind) -> None:
    texts = {}
    for string in strings(value, kind.shape):
        words = made.text(f"{path}.zh.yaml", string.pointer, string.text, kind.shape.at(string.pointer))
        texts[write_path(string.path)] = {"from": digest(string.text), "text": words}
    (made.root / f"{path}.zh.yaml").write_text(as_yaml({"translation": identifier, "texts": texts}), "utf-8")


def _schema(package: str, name: str, folder: str = "") -> SchemaView:
    schema = json.loads((resources.files(package) / f"{folder}{name}.schema.json").read_text("utf-8"))
    return SchemaView((schema,), schema)
