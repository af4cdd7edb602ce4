"""Charts on paper: the four forms, with their numbers and the tables below them."""

from pathlib import Path

from end_to_end.running import sopbook
from example_workspaces import lay_out
from pdf_files import page_texts, squeezed, tags
from unit.test_charts import FUNNEL, SCHEMA

_KIND = "kind: count\ntitle: {en: Count}\nplural: {en: Counts}\nenvelope: false\n"
_LAYOUT = """\
#import "/library.typ": *
#let sheet(page) = framed(page, {
  section(at(page, "/funnel"), body: {
    bar-chart(at(page, "/funnel"), "step", ("planned", "actual"))
    line-chart(at(page, "/funnel"), "step", ("actual", "planned"))
    share-chart(at(page, "/funnel"), "step", "actual")
  })
  section(at(page, "/phases"), body: span-chart(at(page, "/phases"), "name", "start", "end"))
})
"""


def test_charts_are_printed_with_their_numbers(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "w", {
        "schema/count/schema.json": SCHEMA, "schema/count/kind.yaml": _KIND, "schema/count/print.typ": _LAYOUT,
        "playbooks/hq/count/december.yaml": f"title: December\nfunnel: {FUNNEL}\nphases: [{{name: Warm-up, start: 2026-12-01, end: 2026-12-10}}, {{name: No end, start: 2026-12-03}}]\n",
    })

    run = sopbook("print", "december", "-C", root, "--to", tmp_path / "out")

    assert run.exit_code == 0, run.output
    assert "TEMPLATE003" not in run.output
    sheet = (tmp_path / "out" / "count" / "december.pdf").read_bytes()
    text = squeezed(" ".join(page_texts(sheet)))
    for words in ("Funnel", "See it", "5,520 people", "Planned", "93.3 %", "Warm-up", "2026-12-01 – 2026-12-10", "No end"):
        assert squeezed(words) in text, words
    assert list(tags(sheet)).count("/Figure") >= 4
