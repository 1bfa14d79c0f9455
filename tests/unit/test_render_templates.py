from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from briefing.errors import UsageError
from briefing.render import (
    RENDERERS,
    renderer,
    starter_files,
    template_infos,
    template_names,
    template_sha256,
)
from briefing.render.view import view
from briefing.resources import resource
from briefing.types import KeyPoint
from tests import render_cases
from tests.render_cases import Line, Said, make


def write(folder: Path, **files: str) -> str:
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, "utf-8")
    return str(folder)


def page(format_: str, template: str, **variables: str) -> str:
    return renderer(format_, template, variables)(render_cases.ferries()).decode()


def test_shipped_templates_are_listed_default_first() -> None:
    assert template_names()[0] == "briefing"
    assert {"brief", "dossier", "quotes", "bilingual"} <= {*template_names()}


def test_every_shipped_template_comes_in_every_format() -> None:
    for name in template_names():
        for format_ in ("md", "html", "pdf"):
            assert renderer(format_, name).suffix == f".{format_}"


def test_list_says_what_each_template_is_for() -> None:
    infos = {info.name: info for info in template_infos()}
    assert tuple(infos) == template_names()
    assert infos["quotes"].description.startswith("A sheet for the press office")
    assert infos["quotes"].formats == ("md", "html", "pdf")
    assert infos["quotes"].variables == ("classification", "organization", "reference")


@pytest.mark.parametrize("name", ["briefing", "dossier"])
def test_own_folder_may_start_from_a_shipped_template(
    name: str, tmp_path: Path
) -> None:
    for file, data in starter_files(name).items():
        (tmp_path / file).write_bytes(data)
    for format_ in ("md", "html", "pdf"):
        own = renderer(format_, str(tmp_path))(render_cases.ferries())
        assert own == renderer(format_, name)(render_cases.ferries())


def test_own_folder_cannot_start_from_a_template_that_is_not_there() -> None:
    with pytest.raises(UsageError, match="no template 'x': there are briefing, "):
        starter_files("x")


def test_unknown_format_names_the_formats_there_are() -> None:
    with pytest.raises(UsageError, match="no format 'xls': there are md, html, pdf"):
        renderer("xls")


def test_unknown_template_names_the_templates_there_are() -> None:
    with pytest.raises(UsageError, match="no template 'x': there are briefing, "):
        renderer("md", "x")


@pytest.mark.parametrize("format_", RENDERERS)
def test_unknown_template_is_an_error_in_every_format(format_: str) -> None:
    with pytest.raises(UsageError, match="no template"):
        renderer(format_, "no/such/template")


def test_own_file_is_filled(tmp_path: Path) -> None:
    write(tmp_path, mine__md__j2="{{ title.english }} / {{ quotes | length }}")
    assert page("md", str(tmp_path / "mine.md.j2")) == (
        "Channel ports want electric ferries / 6\n"
    )


def test_own_file_may_use_the_shipped_parts(tmp_path: Path) -> None:
    write(
        tmp_path,
        mine__md__j2='{% import "_parts.md.j2" as p %}{{ p.numbers([1, 2]) }}',
    )
    assert page("md", str(tmp_path / "mine.md.j2")) == "1, 2\n"


def test_own_folder_lies_over_the_shipped_files(tmp_path: Path) -> None:
    folder = write(tmp_path, style__css="body { color: teal }")
    html = page("html", folder)
    assert "<style>body { color: teal }</style>" in html
    assert "Channel ports want electric ferries" in html
    assert page("md", folder) == page("md", "briefing")


def test_own_file_of_another_format_says_what_to_do(tmp_path: Path) -> None:
    write(tmp_path, mine__md__j2="x")
    with pytest.raises(UsageError, match="makes md, not pdf: put mine"):
        renderer("pdf", str(tmp_path / "mine.md.j2"))


def test_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "style.css").write_bytes(b"/* \xe9 */")
    with pytest.raises(UsageError, match=r"style\.css is not UTF-8"):
        renderer("html", str(tmp_path))


def test_folder_that_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(UsageError, match="Permission denied"):
        renderer("md", str(tmp_path))


def test_format_without_templates_takes_any(tmp_path: Path) -> None:
    write(tmp_path, mine__md__j2="x")
    assert renderer("json", str(tmp_path / "mine.md.j2")).suffix == ".json"


def test_variable_is_shown_and_escaped(tmp_path: Path) -> None:
    write(tmp_path, mine__md__j2="{{ vars.office }}")
    file = str(tmp_path / "mine.md.j2")
    assert page("md", file, office="*Paris*") == "\\*Paris\\*\n"


@pytest.mark.parametrize("format_", ["md", "html"])
def test_shipped_pages_show_their_variables(format_: str) -> None:
    variables = {
        "organization": "Ministry",
        "classification": "Internal",
        "reference": "B 7",
    }
    written = page(format_, "briefing", **variables)
    assert all(value in written for value in variables.values())


def test_missing_variable_is_named_with_its_line_and_those_given(
    tmp_path: Path,
) -> None:
    write(tmp_path, mine__md__j2="{{ vars.city }}\n\n{{ vars.office }}")
    with pytest.raises(UsageError) as caught:
        page("md", str(tmp_path / "mine.md.j2"), city="Paris")
    assert str(caught.value) == (
        "template mine.md.j2:3: give it with --var office=…; given: city"
    )


def test_missing_variable_of_a_pdf_is_named_with_its_line(tmp_path: Path) -> None:
    write(tmp_path, mine__typ='#import "_lib.typ": *\n#show: sheet\n#vars.office')
    with pytest.raises(UsageError, match=r"mine\.typ:3: .*--var office=…; given: none"):
        renderer("pdf", str(tmp_path / "mine.typ"))(render_cases.untitled())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{ titel }}", "mine.md.j2:1: no 'titel': there are account, cited, "),
        ("\n{{ title.englsh }}", "mine.md.j2:2: no 'englsh' here: there are doubts, "),
        ("{% if x %}", "mine.md.j2:1: "),
        ("{{ title | nope }}", "mine.md.j2:1: No filter named 'nope'"),
        ("{% include 'nope' %}", "mine.md.j2:1: no file 'nope' in the template's"),
    ],
)
def test_mistake_is_named_with_its_line_and_the_names_there_are(
    text: str, message: str, tmp_path: Path
) -> None:
    write(tmp_path, mine__md__j2=text)
    with pytest.raises(UsageError) as caught:
        page("md", str(tmp_path / "mine.md.j2"))
    assert message in str(caught.value)


def test_variable_that_the_template_does_not_know_is_an_error() -> None:
    with pytest.raises(UsageError, match="takes no variable 'clasification'"):
        renderer("md", None, {"clasification": "x"})


def test_text_joined_to_markup_is_escaped(tmp_path: Path) -> None:
    write(
        tmp_path,
        mine__md__j2="{% macro m() %}**{% endmacro %}{{ m() ~ '*' }} "
        "{{ [m(), '*'] | join('_') }} {{ vars.star ~ '_' }}",
    )
    written = page("md", str(tmp_path / "mine.md.j2"), star="*")
    assert written == "**\\* **\\_\\* \\*\\_\n"


def test_hash_changes_with_what_the_page_depends_on(tmp_path: Path) -> None:
    folder = write(tmp_path, style__css="body { color: teal }")
    hashes = [
        template_sha256("html"),
        template_sha256("html", "dossier"),
        template_sha256("html", folder),
        template_sha256("html", None, {"reference": "1"}),
        template_sha256("md"),
    ]
    assert len(set(hashes)) == len(hashes)
    assert template_sha256("md", folder) == template_sha256("md")
    assert template_sha256("html") == template_sha256("html", "briefing")


def names_in(tree: Any) -> set[str]:
    if isinstance(tree, dict):
        return {*tree}.union(*map(names_in, tree.values()))
    return set[str]().union(*map(names_in, tree)) if isinstance(tree, list) else set()


def test_readme_names_all_that_a_template_sees() -> None:
    readme = (resource("templates") / "README.md").read_text("utf-8")
    told = {*re.findall(r"`([\w-]+)`", readme)}
    assert names_in(view(render_cases.ferries())) - told == set()
    assert {*template_names()} <= told


@pytest.mark.parametrize(
    ("expression", "written"),
    [
        ("quotes | map(attribute='number') | list | first", "1"),
        ("quotes | selectattr('number', 'lt', 3) | list | length", "2"),
        ("quotes | rejectattr('number', 'lt', 3) | list | length", "4"),
        ("[1, 2, 3] | select('even') | list | first", "2"),
        ("[1, 2, 3] | reject('odd') | list | first", "2"),
        ("[quotes] | map('selectattr', 'number') | map('list') | list | length", "1"),
    ],
)
def test_filters_that_take_a_test_or_a_filter_work(
    expression: str, written: str, tmp_path: Path
) -> None:
    write(tmp_path, mine__md__j2="{{ " + expression + " }}")
    assert page("md", str(tmp_path / "mine.md.j2")) == written + "\n"


@pytest.mark.parametrize("template", template_names())
@pytest.mark.parametrize("method", ["alone", "marks"])
def test_the_mark_of_what_was_translated_apart_is_explained(
    template: str, method: str
) -> None:
    said = Said(french="Un", english="One", speaker="Deux", method=method)
    briefing = make(
        [[Line(french="Un et Deux", english="One and Two")]],
        [said],
        points=[KeyPoint(text="One", sources=(0,), quotes=(0,))],
    )
    text = renderer("md", template)(briefing).decode()
    marked = method == "alone" and template != "bilingual"
    assert ("One” †" in text) == marked
    assert ("† Translated apart from its sentence." in text) == marked


@pytest.mark.parametrize(
    ("format_", "number"), [("md", r"\[[0-9]"), ("html", 'class="refs"')]
)
@pytest.mark.parametrize("template", template_names())
def test_numbers_in_brackets_are_explained_where_they_stand(
    template: str, format_: str, number: str
) -> None:
    text = page(format_, template)
    numbered = re.search(number, text) is not None
    assert ("Numbers in brackets count" in text) == numbered
