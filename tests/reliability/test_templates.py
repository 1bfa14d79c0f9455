"""Templates and texts that attack: nothing runs, nothing leaks, nothing hangs."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from briefing.errors import UsageError
from briefing.render import limits, renderer, template_names, typst_child
from briefing.render.limits import BASE_STEPS
from tests import render_cases

SECONDS = 5
"""Pass mark: an attack has failed within this time."""

JINJA_ATTACKS = [
    "{{ ''.__class__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ title['__class__'] }}",
    "{{ title | attr('__class__') }}",
    "{{ self.__init__.__globals__ }}",
    "{{ cycler.__init__.__globals__.os.system('id') }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ get_flashed_messages.__globals__ }}",
    "{{ title.english.format(1) }}",
    "{{ '{0.__class__}'.format(title) }}",
    "{{ '%999999999d' % 1 }}",
    "{{ 'a' * 10 ** 9 }}",
    "{{ [1] * 10 ** 9 }}",
    "{{ 10 ** 10 ** 10 }}",
    "{{ 9 * 999999999999 }}",
    "{{ 'a'.ljust(10 ** 9) }}",
    "{{ 'a' | center(1000000000) }}",
    "{{ 'a' | indent(1000000000) }}",
    "{{ lipsum(n=1000000) }}",
    "{% for a in range(1000000000) %}{% endfor %}",
    "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "{% for a in range(99999) %}{{ range(99999) | list | length }}{% endfor %}",
    "{% for a in range(99999) %}{{ range(99999) | sort | first }}{% endfor %}",
    "{{ range(99999) | join(range(99999) | join('x')) }}",
    "{% set n = namespace(s='aaaa') %}{% for i in range(60) %}"
    "{% set n.s = n.s ~ n.s %}{% endfor %}",
    "{% set n = namespace(s='aaaa') %}{% for i in range(60) %}"
    "{% set n.s %}{{ n.s }}{{ n.s }}{% endset %}{% endfor %}",
    "{% macro f(s) %}{{ s }}{{ s }}{% endmacro %}{% set n = namespace(s='aaaa') %}"
    "{% for i in range(60) %}{% set n.s = f(n.s) %}{% endfor %}",
    "{% set n = namespace(s='aaaa') %}{% for i in range(60) %}"
    "{% set n.s = n.s | replace('a', 'aaaa') %}{% endfor %}",
    "{% macro f() %}{{ f() }}{{ f() }}{% endmacro %}{{ f() }}",
    "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}"
    "{{ f(60) }}",
    "{% for x in summary recursive %}{{ loop(summary) }}{% endfor %}",
    "{% include 'x.md.j2' %}",
    "{% include '../../../../etc/passwd' %}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% extends '../briefing.md.j2' %}",
    "{{ title.english | safe }}",
    "{% autoescape false %}{{ title.english }}{% endautoescape %}",
    "{{ summary.append(1) }}",
    "{{ document.update(title=1) }}",
    "{{ quotes.clear() }}",
    "{{ 1 / 0 }}",
    "{% if %}",
    "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
]


@pytest.mark.parametrize("format_", ["md", "html"])
@pytest.mark.parametrize("attack", JINJA_ATTACKS)
def test_jinja_attack_ends_in_an_error(
    attack: str, format_: str, tmp_path: Path
) -> None:
    file = tmp_path / f"x.{format_}.j2"
    file.write_text(attack.replace("x.md.j2", file.name), "utf-8")
    start = time.perf_counter()
    with pytest.raises(UsageError, match=r"^template "):
        renderer(format_, str(file))(render_cases.untitled())
    assert time.perf_counter() - start < SECONDS


TYPST_ATTACKS = [
    '#read("/etc/passwd")',
    '#read("../../../../etc/passwd")',
    '#image("/etc/passwd")',
    '#include "../x.typ"',
    '#import "@preview/cetz:0.2.0"',
    '#eval("read(\\"/etc/passwd\\")")',
    "#while true {}",
    "#let f() = f() + f()\n#f()",
    "#for i in range(1000000) { for j in range(1000000) {} }",
    '#("x" * 9000000000000)',
]


@pytest.mark.parametrize("attack", TYPST_ATTACKS)
def test_typst_attack_ends_in_an_error(
    attack: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typst_child, "SECONDS", 3)
    (tmp_path / "x.typ").write_text(attack, "utf-8")
    start = time.perf_counter()
    with pytest.raises(UsageError, match=r"^template x\.typ") as caught:
        renderer("pdf", str(tmp_path / "x.typ"))(render_cases.untitled())
    assert time.perf_counter() - start < SECONDS
    assert "root:" not in str(caught.value)


def test_own_typst_template_reads_nothing_of_the_folder_it_is_run_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    (tmp_path / "x.typ").write_text('#read("secret.txt")', "utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="file not found"):
        renderer("pdf", "x.typ")(render_cases.untitled())


@pytest.mark.parametrize("template", template_names())
@pytest.mark.parametrize("format_", ["md", "html", "pdf"])
def test_every_shipped_template_takes_every_case(template: str, format_: str) -> None:
    write = renderer(format_, template)
    for case in (render_cases.ferries, render_cases.untitled, render_cases.hostile):
        assert write(case())


@pytest.mark.parametrize("template", template_names())
@pytest.mark.parametrize("format_", ["md", "html"])
def test_shipped_templates_spend_far_less_than_they_may(
    template: str, format_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "BASE_STEPS", 5_000)
    monkeypatch.setattr(limits, "STEPS_PER_VALUE", 2)
    monkeypatch.setattr(limits, "BASE_LENGTH", 50_000)
    renderer(format_, template)(render_cases.ferries())
    assert BASE_STEPS > 5_000


def test_a_link_in_a_template_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.md.j2").write_text("secret", "utf-8")
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "x.md.j2").symlink_to(tmp_path / "secret.md.j2")
    (folder / "briefing.md.j2").write_text("{% include 'x.md.j2' %}", "utf-8")
    with pytest.raises(UsageError, match=r"no file 'x\.md\.j2'"):
        renderer("md", str(folder))(render_cases.untitled())


def test_a_folder_that_holds_more_than_templates_is_refused(tmp_path: Path) -> None:
    for number in range(201):
        (tmp_path / f"{number}.png").write_bytes(b"")
    with pytest.raises(UsageError, match="more than 200 template files"):
        renderer("md", str(tmp_path))
