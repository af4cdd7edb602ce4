"""The glossary: groups of synonyms.yaml that say what their words mean."""

import re
from html import unescape
from pathlib import Path

from markupsafe import Markup

from example_workspaces import TODAY, checked, lay_out
from sopbook.handbook.edition import edition
from sopbook.handbook.links import GLOSSARY
from sopbook.outputs.html.explained import explained
from sopbook.outputs.html.handbook import render
from sopbook.outputs.html.paths import page_paths
from sopbook.outputs.search.entry import handbook_entries

WORDS = """synonyms:
  - [hongbao, red packet]
  - term: {en: Touchpoint, zh: 触点}
    means: {en: Where a message reaches somebody.}
    words: [channel]
  - term: {en: Fission, zh: 裂变}
    means: {en: Members bring members & friends.}
    not: [viral growth]
"""
BELOW = "name: {en: South}\nlocales: [en]\nparent: hq\n"
OWN = "synonyms:\n  - {term: {en: Touchpoint}, means: {en: In the south the counter as well.}}\n"


def glossary(root: Path, branch: str = "hq") -> str:
    """Return the words of the page of a branch, or nothing where it has none."""
    known = edition(checked(root, TODAY), branch)
    pages = render(known)[0].pages
    assert (GLOSSARY in pages) == (GLOSSARY in page_paths(known))
    body = re.sub("</?span[^>]*>", "", pages[GLOSSARY].body) if GLOSSARY in pages else ""
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", body).split())).partition("not to write. ")[2]


def test_terms_are_listed_by_their_names_with_what_to_write_and_what_not(tmp_path: Path) -> None:
    assert glossary(lay_out(tmp_path, {"playbooks/hq/synonyms.yaml": WORDS})) == (
        "Nothing in the list says that. Fission Members bring members & friends. Also: 裂变 Not: viral growth Touchpoint Where a message reaches somebody. Also: 触点, channel"
    )


def test_a_branch_has_the_terms_above_it_and_explains_one_anew(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {"playbooks/hq/synonyms.yaml": WORDS, "playbooks/south/branch.yaml": BELOW, "playbooks/south/synonyms.yaml": OWN})

    assert "Fission Members bring members & friends." in glossary(root, "south")
    assert glossary(root, "south").endswith("Touchpoint In the south the counter as well.")


def test_without_terms_there_is_no_glossary(tmp_path: Path) -> None:
    assert glossary(lay_out(tmp_path, {"playbooks/hq/synonyms.yaml": "synonyms:\n  - [hongbao, red packet]\n"})) == ""


def test_the_search_knows_the_terms_and_takes_all_their_words_for_one(tmp_path: Path) -> None:
    hq = edition(checked(lay_out(tmp_path, {"playbooks/hq/synonyms.yaml": WORDS}), TODAY), "hq")
    entry = next(one for one in handbook_entries(render(hq)[0]) if one.path == "glossary.html")

    assert ("term-fission", "Fission") in [(one.anchor, one.heading) for one in entry.passages]
    assert hq.branch.synonyms == (("hongbao", "red packet"), ("Touchpoint", "触点", "channel"), ("Fission", "裂变", "viral growth"))


def test_the_first_use_of_a_term_shows_what_it_means(tmp_path: Path) -> None:
    hq = edition(checked(lay_out(tmp_path, {"playbooks/hq/synonyms.yaml": WORDS}), TODAY), "hq")
    html = Markup(
        '<h2 id="a">Fission</h2><p>See <a href="b.html">fission</a>.<br>Fissions are none; fission, R&amp;D and fission again.</p>'
        '<div data-sop-quiz><p>A touchpoint?</p></div>'
    )

    assert explained(html, hq, "lesson/a") == (
        '<h2 id="a">Fission</h2><p>See <a href="b.html">fission</a>.<br>Fissions are none; '
        '<button type="button" class="sop-term" popovertarget="sop-term-fission">fission</button>, R&amp;D and fission again.</p>'
        '<div data-sop-quiz><p>A touchpoint?</p></div>'
        '<div popover id="sop-term-fission" class="sop-term__means" data-sop-aside>\n<p><strong>Fission</strong></p>\n<p>Members bring members &amp; friends.</p>\n'
        '<p><a href="../glossary.html#term-fission">Glossary: Fission</a></p>\n</div>\n'
    )


def test_a_page_without_terms_stays_as_it_is(tmp_path: Path) -> None:
    hq = edition(checked(lay_out(tmp_path, {"playbooks/hq/synonyms.yaml": WORDS}), TODAY), "hq")

    assert explained(Markup("<p>Nothing &lt;fissile&gt; here</p>"), hq, "lesson/a") == "<p>Nothing &lt;fissile&gt; here</p>"
