"""Charts of a list: what they draw, what they say to somebody who does not see them, and what they leave out."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopbook.outputs.html.bundle import CHART_STYLE
from sopbook.outputs.html.charts.drawing import fitted
from sopbook.outputs.html.charts.lines import ticks
from sopbook.outputs.html.flow import width
from unit.workspaces import handbook

_NUMBER = {"type": "number", "x-unit": "people"}
_ROW = {"step": {"type": "string", "title": "Step", "x-text": "plain"}, "planned": {"title": "Planned", **_NUMBER}, "actual": {"title": "Actual", **_NUMBER}}
_DAY = {"type": "string", "format": "date"}
_SPAN = {"name": {"type": "string", "title": "Phase", "x-text": "plain"}, "start": {"title": "From", **_DAY}, "end": {"title": "To", **_DAY}}
SCHEMA = json.dumps({"type": "object", "properties": {
    "title": {"type": "string", "title": "Title", "x-text": "plain"},
    "funnel": {"type": "array", "title": "Funnel", "items": {"type": "object", "properties": _ROW}},
    "phases": {"type": "array", "title": "Phases", "items": {"type": "object", "properties": _SPAN}},
}})
_KIND = "kind: count\ntitle: {en: Count}\nplural: {en: Counts}\nenvelope: false\n"
FUNNEL = "[{step: See it, planned: 5520, actual: 5410}, {step: Order, planned: 421, actual: 388}]"


def figure(root: Path, call: str, body: str) -> str:
    """Return a chart as the page of a playbook has it."""
    made, problems = handbook(root, {
        "schema/count/schema.json": SCHEMA, "schema/count/kind.yaml": _KIND,
        "schema/count/page.html.j2": f'{{% from "parts.html.j2" import bar_chart, line_chart, share_chart, span_chart with context %}}\n{{{{ {call} }}}}\n',
        "playbooks/hq/count/december.yaml": f"title: December\n{body}\n",
    })
    assert problems == []
    found = re.search(r'<figure class="sop-chart">.*?</figure>', str(made.pages["count/december"].body), re.DOTALL)
    return found[0] if found else ""


def texts(chart: str) -> list[str]:
    """Return the words that are drawn."""
    return re.findall(r"<text[^>]*>([^<]*)</text>", chart)


def alternative(chart: str) -> str:
    """Return what is read aloud."""
    return str(re.findall(r'role="img" aria-label="([^"]*)"', chart)[0])


def test_bars_show_planned_and_actual_with_their_numbers(tmp_path: Path) -> None:
    chart = figure(tmp_path, "bar_chart(page['funnel'], 'step', ['planned', 'actual'])", f"funnel: {FUNNEL}")

    assert texts(chart) == ["See it", "5,520 people", "5,410 people", "Order", "421 people", "388 people", "Planned", "Actual"]
    assert alternative(chart) == "Funnel: a chart. See it: Planned 5,520 people, Actual 5,410 people; Order: Planned 421 people, Actual 388 people"
    bars = [float(one) for one in re.findall(r'<rect class="sop-chart__part\d" x="0" y="[\d.]+" width="([\d.]+)" height="13"', chart)]
    assert bars[0] > bars[1] > bars[2] > bars[3]
    assert bars[1] / bars[0] == pytest.approx(5410 / 5520, abs=0.01)


def test_the_table_may_have_further_columns_and_none_that_is_empty(tmp_path: Path) -> None:
    chart = figure(tmp_path, "bar_chart(page['funnel'], 'step', ['planned'], ['actual', 'note'])", f"funnel: {FUNNEL}")

    assert re.findall(r"<th[^>]*>([^<]*)</th>", chart) == ["Step", "Planned", "Actual"]


def test_the_table_below_holds_the_same_rows(tmp_path: Path) -> None:
    chart = figure(tmp_path, "bar_chart(page['funnel'], 'step', ['planned'])", f"funnel: {FUNNEL}")

    assert re.findall(r"<th[^>]*>([^<]*)</th>", chart) == ["Step", "Planned"]
    assert re.findall(r"<td[^>]*>([^<]*)</td>", chart) == ["See it", "5,520 people", "Order", "421 people"]


@pytest.mark.parametrize("call", [
    "bar_chart(page['funnel'], 'step', ['planned', 'actual'])", "line_chart(page['funnel'], 'step', ['planned', 'actual'])", "share_chart(page['funnel'], 'step', 'actual')",
])
def test_a_chart_holds_no_style_and_no_script_and_no_foreign_address(call: str, tmp_path: Path) -> None:
    chart = figure(tmp_path, call, f"funnel: {FUNNEL}")

    assert "<svg" in chart
    assert not re.search(r"style=|<style|<script|\son\w+=|https?:", chart)


def test_what_an_author_writes_stays_text(tmp_path: Path) -> None:
    chart = figure(tmp_path, "bar_chart(page['funnel'], 'step', ['actual'])", """funnel: [{step: '<b onclick="x">', actual: 1}]""")

    assert "<b " not in chart
    assert "&lt;b onclick=" in chart


def test_what_is_below_zero_goes_to_the_left(tmp_path: Path) -> None:
    chart = figure(tmp_path, "bar_chart(page['funnel'], 'step', ['actual'])", "funnel: [{step: Up, actual: 30}, {step: Down, actual: -10}]")

    (up, down) = re.findall(r'<rect class="sop-chart__part0" x="([\d.]+)"', chart)
    assert (float(up) > 0, float(down)) == (True, 0.0)
    assert chart.count("sop-chart__axis") == 2


def test_numbers_have_the_form_of_the_language(tmp_path: Path) -> None:
    made, _ = handbook(tmp_path, {
        "playbooks/hq/branch.yaml": "name: {en: Headquarters}\nlocales: [zh]\n", "schema/count/schema.json": SCHEMA, "schema/count/kind.yaml": _KIND,
        "schema/count/page.html.j2": "{% from 'parts.html.j2' import share_chart with context %}\n{{ share_chart(page['funnel'], 'step', 'actual') }}\n",
        "playbooks/hq/count/december.yaml": "title: December\nfunnel: [{step: A, actual: 3}, {step: B, actual: 1}]\n",
    })

    assert texts(str(made.pages["count/december"].body)) == ["A", "3人 · 75%", "B", "1人 · 25%"]


def test_a_diagram_that_a_template_draws_itself_has_its_stylesheet(tmp_path: Path) -> None:
    made, _ = handbook(tmp_path, {
        "schema/count/schema.json": SCHEMA, "schema/count/kind.yaml": _KIND,
        "schema/count/page.html.j2": '<svg class="sop-flow" viewBox="0 0 9 9"><text>Day</text></svg>\n', "playbooks/hq/count/december.yaml": "title: December\n",
    })

    assert made.pages["count/december"].styles == (CHART_STYLE,)


def test_shares_are_percent_of_the_whole(tmp_path: Path) -> None:
    chart = figure(tmp_path, "share_chart(page['funnel'], 'step', 'actual')", "funnel: [{step: A, actual: 3}, {step: B, actual: 1}, {step: C, actual: 0}]")

    assert texts(chart) == ["A", "3 people · 75 %", "B", "1 people · 25 %"]


def test_a_line_has_a_gap_where_a_number_is_missing(tmp_path: Path) -> None:
    rows = "[{step: a, planned: 1, actual: 2}, {step: b, planned: 2}, {step: c, planned: 3, actual: 4}, {step: d, planned: 4, actual: 5}]"
    chart = figure(tmp_path, "line_chart(page['funnel'], 'step', ['planned', 'actual'])", f"funnel: {rows}")

    first, second = (re.findall(rf'sop-chart__line{number}" d="([^"]*)"', chart)[0] for number in (0, 1))
    assert (first.count("M"), second.count("M")) == (1, 2)


def test_spans_lie_on_one_scale(tmp_path: Path) -> None:
    chart = figure(
        tmp_path, "span_chart(page['phases'], 'name', 'start', 'end')",
        "phases: [{name: Before, start: 2026-12-01, end: 2026-12-10}, {name: The day, start: 2026-12-11, end: 2026-12-11}, {name: Backwards, start: 2026-12-09, end: 2026-12-01}]",
    )

    assert texts(chart) == ["Before", "2026-12-01 – 2026-12-10", "The day", "2026-12-11"]
    assert "Backwards" in chart  # In the table.


def test_a_list_without_numbers_is_a_table_alone(tmp_path: Path) -> None:
    chart = figure(tmp_path, "bar_chart(page['funnel'], 'step', ['actual'])", "funnel: [{step: A}]")

    assert "<svg" not in chart
    assert "<td" in chart


def test_an_empty_list_is_nothing(tmp_path: Path) -> None:
    assert figure(tmp_path, "bar_chart(page['funnel'], 'step', ['actual'])", "funnel: []") == ""


@given(st.floats(-1e9, 0).map(lambda one: round(one, 4)), st.floats(0, 1e9).map(lambda one: round(one, 4)))
def test_ticks_lie_around_everything(low: float, high: float) -> None:
    marks = ticks(low, high)

    assert marks[0] <= low + 1e-6 * abs(low)
    assert marks[-1] >= high - 1e-6 * abs(high)
    assert 2 <= len(marks) <= 8
    assert marks == sorted(set(marks))


@given(st.text(max_size=40), st.integers(20, 300))
def test_words_are_cut_to_the_room_that_they_have(words: str, room: int) -> None:
    assert width(fitted(words, room)) <= room
