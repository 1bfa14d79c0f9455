from __future__ import annotations

import io
import sys
import zipfile
from typing import Any

import pytest

from briefing.errors import DependencyError
from briefing.render import renderer
from briefing.render.view import view
from tests import render_cases

docx = pytest.importorskip("docx", reason="python-docx comes with briefing[formats]")

CASES = pytest.mark.parametrize("case", ["ferries", "untitled", "hostile"])


def read(data: bytes) -> tuple[Any, str]:
    document = docx.Document(io.BytesIO(data))
    cells = [c for t in document.tables for row in t.rows for c in row.cells]
    texts = [p.text for p in document.paragraphs] + [cell.text for cell in cells]
    return document, "\n".join(texts)


@CASES
def test_page_holds_what_the_view_holds(case: str) -> None:
    briefing = getattr(render_cases, case)()
    _, text = read(renderer("docx")(briefing))
    page = view(briefing)
    for expected in (
        page["title"]["english"],
        page["account"],
        *(point["text"] for point in page["points"]),
        *(quote["french"] for quote in page["quotes"]),
        *(quote["speaker"]["name"] for quote in page["quotes"]),
        *(s["french"] for p in page["paragraphs"] for s in p["sentences"]),
        *(row["value"] for row in page["provenance"]),
    ):
        assert expected in text


def test_french_is_marked_as_french_and_the_rest_as_english() -> None:
    data = renderer("docx")(render_cases.ferries())
    archive = zipfile.ZipFile(io.BytesIO(data))
    body = archive.read("word/document.xml").decode()
    run = body[: body.index("«\u00a0Rien ne dit")]
    assert run[run.rindex("<w:r>") :].count('w:val="fr-FR"') == 1
    assert 'w:val="en-GB"' in archive.read("word/styles.xml").decode()


def test_role_is_english_where_it_has_english_and_french_elsewhere() -> None:
    data = renderer("docx")(render_cases.ferries())
    body = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()

    def language(text: str) -> bool:
        run = body[: body.index(text)]
        return 'w:val="fr-FR"' in run[run.rindex("<w:r>") :]

    assert not language("transport minister")
    assert language("présidente de l’Association")
    assert not language("a British diplomat")
    assert language("un diplomate britannique")
    assert "ministre des Transports</w:t>" not in body


def test_tables_repeat_their_head_on_each_page() -> None:
    document, _ = read(renderer("docx")(render_cases.ferries()))
    assert len(document.tables) == 3
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in document.tables)


def test_same_briefing_gives_same_bytes_without_a_date() -> None:
    data = renderer("docx")(render_cases.ferries())
    assert data == renderer("docx")(render_cases.ferries())
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
    assert b"1980" in archive.read("docProps/core.xml")


def test_variables_stand_on_the_page() -> None:
    variables = {"organization": "Ministry", "classification": "Internal"}
    _, text = read(renderer("docx", None, variables)(render_cases.ferries()))
    assert "Ministry\nInternal\n" in text


def test_missing_package_is_an_error_that_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(DependencyError, match=r"pip install 'briefing\[formats\]'"):
        renderer("docx")
