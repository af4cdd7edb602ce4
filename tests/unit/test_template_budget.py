"""Templates of kinds that would run or write without end are stopped, each at its line; all others write what they write."""

import time

import pytest
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from sopbook.escape import templates
from sopbook.outputs.html.environment import environment_of_kinds
from sopbook.outputs.html.template_budget import TURNS, TemplateBudgetError, template_budget

ENDLESS = {
    "nested ranges": "{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}",
    "nested ranges that write nothing": "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
    "a condition in the loop": "{% for a in range(9999) %}{% for b in range(9999) if b < 0 %}{% endfor %}{% endfor %}",
    "a recursive loop": "{% for a in [[1]] recursive %}{{ loop(range(9999)|batch(1)) }}{% endfor %}",
    "a large range": "{{ range(99999)|list|length + range(99999)|list|length + range(99999)|list|length }}",
    "ranges in a map": "{{ range(9999)|map('string')|map('center', 9999)|join }}",
    "a text repeated": "{{ 'x' * 10**9 }}", "a text repeated from behind": "{{ 10**9 * 'x' }}", "a list repeated": "{{ ([0] * 10**9)|length }}",
    "lists in lists that are written": "{{ [[0] * 9999] * 9999 }}", "lists in lists that are joined": "{{ 'x' ~ [[0] * 9999] * 9999 }}",
    "lists in lists": "{{ ([[0] * 9999] * 9999)|string|length }}",
    "center": "{{ 'x'|center(10**9) }}", "center of a text": "{{ 'x'.center(10**9) }}", "ljust": "{{ 'x'.ljust(width=10**9) }}", "zfill": "{{ '1'.zfill(10**9) }}",
    "tabs": "{{ '\t'.expandtabs(10**9) }}", "indent": "{{ 'x\ny'|indent(10**9) }}", "indent by a text": "{{ ('x\n' * 9999)|indent('x' * 9999) }}",
    "format": "{{ '%1000000000d'|format(1) }}", "percent": "{{ '%1000000000d' % 1 }}", "percent with a star": "{{ '%*d' % (10**9, 1) }}",
    "format of a text": "{{ '{:1000000000}'.format(1) }}", "format with a width that is given": "{{ '{:{}}'.format(1, 10**9) }}",
    "replace": "{{ ('x' * 9999)|replace('x', 'x' * 9999) }}", "replace of a text": "{{ ('x' * 9999).replace('x', 'x' * 9999) }}",
    "join": "{{ (['x' * 9999] * 9999)|join }}", "join of a text": "{{ ('x' * 9999).join(['y'] * 9999) }}", "join by a text": "{{ (['y'] * 9999)|join('x' * 9999) }}",
    "doubling": "{% set t = namespace(s='x') %}{% for a in range(99) %}{% set t.s = t.s ~ t.s %}{% endfor %}",
    "adding": "{% set t = namespace(s='x') %}{% for a in range(99) %}{% set t.s = t.s + t.s %}{% endfor %}",
    "adding lists": "{% set t = namespace(s=[1]) %}{% for a in range(99) %}{% set t.s = t.s + t.s %}{% endfor %}",
    "powers": "{{ 10**10**9 }}", "powers of powers": "{% set t = namespace(s=9) %}{% for a in range(99) %}{% set t.s = t.s * t.s * t.s %}{% endfor %}",
    "wide in a loop": "{% for a in range(9999) %}{{ range(99)|string|center(9999) }}{% endfor %}", "batch": "{{ [1]|batch(10**9, 'x')|list|length }}", "slice": "{{ [1]|slice(10**9, 'x')|list|length }}",
    "tojson": "{{ [[1]]|tojson(indent=10**9) }}",
    "macros": "{% macro a(n) %}{% if n %}{{ a(n - 1) }}{{ a(n - 1) }}{% endif %}{% endmacro %}{{ a(40) }}",
    "macros that nest": "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    "calls": "{% macro a() %}{{ caller() }}{{ caller() }}{% endmacro %}" + "{% call a() %}" * 40 + "{% endcall %}" * 40,
    "a block that is set": "{% for a in range(9999) %}{% set x %}{{ 'x' * 9999 }}{% endset %}{% endfor %}",
    "written often": "{% set x = 'x' * 9999 %}{% for a in range(9999) %}{{ x }}{% endfor %}",
    "a filter block": "{% for a in range(9999) %}{% filter upper %}{{ 'x' * 9999 }}{% endfilter %}{% endfor %}",
    "sort": "{% for a in range(9999) %}{{ range(9999)|sort|first }}{% endfor %}", "sum of lists": "{{ ([[1] * 999] * 999)|sum(start=[])|length }}",
}


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
def test_a_template_that_makes_too_much_is_stopped(text: str) -> None:
    start = time.process_time()

    with pytest.raises((TemplateBudgetError, RecursionError)), template_budget():
        environment_of_kinds().from_string(text).render()

    assert time.process_time() - start < 20  # Not a measure: hours become seconds.


HARMLESS = [
    "{% for a in items %}{{ loop.index }}/{{ loop.length }} {{ a.name }}{% if not loop.last %}, {% endif %}{% else %}none{% endfor %}",
    "{% for a in items if a.n > 1 %}{{ loop.revindex }}{{ loop.previtem.n if loop.previtem is defined }}{{ a.n }}{% endfor %}",
    "{{ items|map(attribute='name')|join(', ') }}{{ items|sum(attribute='n') }}{{ (items|sort(attribute='n', reverse=true))[0].name }}",
    "{{ items|groupby('n')|list|length }}{{ items|selectattr('n', '>', 1)|map(attribute='n')|list }}",
    "{{ '<b>' ~ items[0].name ~ 3 ~ ('<i>'|safe) }}{{ 'a' + 'b' }}{{ 3 * 4 }}{{ 2 ** 10 }}{{ '-' * 5 }}{{ '%02d' % 7 }}{{ 7 % 4 }}{{ [1] + [2] }}",
    "{{ 'x'|center(9) }}{{ 'a b'|title }}{{ 'abc'.upper() }}{{ 'a-b'.split('-') }}{{ ','.join(['a', 'b']) }}{{ '{:>5}'.format(3) }}{{ 'aXa'|replace('X', '<') }}",
    "{% macro m(x) %}[{{ x }}{% if caller is defined %}{{ caller() }}{% endif %}]{% endmacro %}{{ m('<') }}{% call m(1) %}in{% endcall %}",
    "{% set ns = namespace(n=0) %}{% for a in range(9) %}{% set ns.n = ns.n + a %}{% endfor %}{{ ns.n }}{{ range(3)|list }}{{ 'a\nb'|indent(2) }}",
    "{% for a in items|batch(2, 'x') %}{{ a|length }}{% endfor %}{{ items|tojson }}{{ items|length }}{{ none }}{{ 1.5|round(1) }}{{ [3, 1]|max }}",
    "{% for k, v in {'a': 1, 'b': 2}.items() %}{{ k }}={{ v }};{% endfor %}{% for a in [1, [2, [3]]] recursive %}{{ loop(a) if a is iterable else a }}{% endfor %}",
    "{{ 'x'|default('y') }}{{ missing|default('y') }}{{ 1 if missing is defined else 2 }}{{ 'abc def'|truncate(5) }}{{ 'a b c'|wordwrap(2) }}",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_counting_changes_nothing_that_is_written(text: str) -> None:
    plain = templates(ImmutableSandboxedEnvironment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True))
    values = {"items": [{"name": "<one>", "n": 1}, {"name": "two", "n": 2}, {"name": "three", "n": 3}]}

    with template_budget():
        assert environment_of_kinds().from_string(text).render(values) == plain.from_string(text).render(values)


def test_every_page_has_a_budget_of_its_own() -> None:
    text = f"{{% for a in range({TURNS // 2 - 10}) %}}{{% endfor %}}"
    for _ in range(3):
        with template_budget():
            environment_of_kinds().from_string(text).render()
