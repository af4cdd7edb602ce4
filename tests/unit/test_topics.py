"""What playbooks of a kind should answer: a list beside kind.yaml, whose titles pages show, and what nobody answers on the index."""

from pathlib import Path

from example_workspaces import EXAMPLES, checked, lay_out
from sopbook.handbook.edition import edition
from sopbook.outputs.html.handbook import render

ANSWERED = EXAMPLES / "invalid/TOPIC001"


def _pages(root: Path) -> dict[str, str]:
    pages, problems = render(edition(checked(lay_out(root, ANSWERED)), "hq", "en"))
    assert problems == []
    return {path: page.body for path, page in pages.pages.items()}


def test_the_index_leads_from_a_topic_to_the_playbook_that_answers_it(tmp_path: Path) -> None:
    assert '<dt>It comes late</dt>\n<dd><a href="good.html">A good note</a></dd>' in _pages(tmp_path)["note/index"]


def test_the_index_says_what_to_do_where_none_answers(tmp_path: Path) -> None:
    assert "<dt>It is lost</dt>\n<dd>Ring the warehouse.</dd>" in _pages(tmp_path)["note/index"]


def test_a_page_shows_the_titles_of_what_it_answers(tmp_path: Path) -> None:
    assert "It comes late" in _pages(tmp_path)["note/good"]


def test_a_topic_that_is_not_in_the_list_is_told_with_the_one_that_is_meant(tmp_path: Path) -> None:
    good = (ANSWERED / "playbooks/hq/note/good.yaml").read_text("utf-8").replace("[late]", "[lates]")
    workspace = checked(lay_out(tmp_path, ANSWERED, {"playbooks/hq/note/good.yaml": good}))

    [found] = [one for one in workspace.diagnostics if one.path == "playbooks/hq/note/good.yaml"]
    assert (found.code, found.span.line, found.hint) == ("SCHEMA004", 12, "Did you mean late?")


def test_whoever_names_no_topic_hears_of_none(tmp_path: Path) -> None:
    good = (ANSWERED / "playbooks/hq/note/good.yaml").read_text("utf-8").replace("answers: [late]\n", "")
    assert checked(lay_out(tmp_path, ANSWERED, {"playbooks/hq/note/good.yaml": good})).diagnostics == ()


def test_what_a_card_answers_that_cannot_be_read_is_not_missed(tmp_path: Path) -> None:
    late = (ANSWERED / "playbooks/hq/note/good.yaml").read_text("utf-8").replace("id: good", "id: late")
    other = late.replace("id: late", "id: good").replace("answers: [late]", "answers: [wet]")
    files: dict[str, str | bytes] = {"playbooks/hq/note/good.yaml": other, "playbooks/hq/note/late.yaml": late.replace("title: ", "title: [")}
    assert {found.path for found in checked(lay_out(tmp_path, ANSWERED, files)).diagnostics} == {"playbooks/hq/note/late.yaml"}
