"""Lines that open in place: what can be clicked in the title of one stands in what opens."""

import json
import re
from pathlib import Path

from example_workspaces import checked, lay_out, written
from sopbook.handbook.edition import edition
from sopbook.outputs.html.handbook import render

WORDS = {"type": "array", "title": "Words", "x-merge": "set", "items": {"type": "string", "x-text": "plain"}}
REPLIES = {"type": "array", "x-key": "id", "x-merge": "by-id", "items": {"type": "object", "properties": {"id": {"type": "string"}, "words": WORDS}}}
TEMPLATE = """\
{% from "parts.html.j2" import line with context %}
<ul class="sop-lines-list">
{% for one in page['replies'] %}{% call line(one, one['words']) %}<p>Answer.</p>{% endcall %}{% endfor %}
</ul>
"""
FILES: dict[str, str | bytes] = {
    "schema/rules/kind.yaml": "kind: rules\ntitle: {en: Rules}\nplural: {en: Rules}\nenvelope: false\n",
    "schema/rules/schema.json": json.dumps({"type": "object", "properties": {"title": {"type": "string", "x-text": "plain"}, "replies": REPLIES}}),
    "schema/rules/page.html.j2": TEMPLATE,
    "playbooks/hq/rules/house.yaml": "title: House rules\nreplies:\n  - {id: parcel, words: [parcel, shipping]}\n",
    "playbooks/south/branch.yaml": "name: {en: South}\nparent: hq\nlocales: [en]\n",
    "playbooks/south/rules/house.yaml": "fork: house\nreplies:\n  - {id: parcel, words: {$add: [typhoon]}}\n",
}


def test_the_marks_of_a_list_stand_beside_its_words_and_not_in_the_summary(tmp_path: Path) -> None:
    workspace = checked(lay_out(tmp_path, FILES))
    assert [written(one) for one in workspace.errors] == []
    page = render(edition(workspace, "south"))[0].pages["rules/house"].body
    found = re.search(r'<li class="sop-line".*?<summary>(.*?)</summary>(.*?)</li>', page, re.DOTALL)

    assert found is not None
    assert re.sub(r"<[^>]+>", "", found[1]).strip() == "parcel, shipping, typhoon"
    assert "<a " not in found[1]
    assert "<button" not in found[1]
    assert 'class="sop-mark' in found[2]
