from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from briefing.render import renderer
from tests import render_cases
from tests.render_cases import Line, make

ROOT = Path(__file__).parents[2]


def text_of(data: bytes) -> str:
    pdf = pypdfium2.PdfDocument(data)
    pages = [page.get_textpage().get_text_range() for page in pdf]
    return " ".join(" ".join(pages).replace("\ufffe", "-").split())


def test_french_and_english_can_be_read_back() -> None:
    text = text_of(renderer("pdf")(render_cases.ferries()))
    assert "Channel ports want electric ferries" in text
    assert "« audacieux mais crédible »" in text
    assert "“bold but credible”" in text
    assert "Solène Kerbrat" in text


def test_hostile_text_is_printed_and_not_run() -> None:
    text = text_of(renderer("pdf")(render_cases.hostile()))
    assert '#read("/etc/passwd")' in text
    assert "root:" not in text


def test_document_has_title_and_language_and_follows_pdf_ua() -> None:
    data = renderer("pdf")(render_cases.ferries())
    assert b"/Lang" in data
    assert b"pdfuaid" in data
    pdf = pypdfium2.PdfDocument(data)
    assert pdf.get_metadata_dict()["Title"] == "Channel ports want electric ferries"
    assert [item.get_title() for item in pdf.get_toc()][:2] == ["Summary", "Key points"]


def test_document_names_no_date_and_no_program_of_its_maker() -> None:
    data = renderer("pdf")(render_cases.ferries())
    assert b"CreationDate" not in data
    assert b"ModDate" not in data


def test_text_that_no_font_can_show_still_gives_a_page() -> None:
    line = Line(french="Xi 习近平 😀", english="Xi 习近平 😀")
    assert "Xi" in text_of(renderer("pdf")(make([[line]])))


SCRIPT = """
import hashlib
from tests import render_cases
from briefing.render import renderer
for name in ("hostile", "ferries"):
    data = renderer("pdf")(getattr(render_cases, name)())
print(hashlib.sha256(data).hexdigest())
"""


@pytest.mark.parametrize(
    "setting",
    [
        {"LC_ALL": "C", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1"},
        {"LC_ALL": "fr_FR.UTF-8", "TZ": "America/Lima", "PYTHONHASHSEED": "2"},
    ],
)
def test_bytes_are_the_same_everywhere(setting: dict[str, str], tmp_path: Path) -> None:
    here = hashlib.sha256(renderer("pdf")(render_cases.ferries())).hexdigest()
    there = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env={**os.environ, **setting, "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    assert here == there


def test_long_words_stay_on_the_page() -> None:
    word = "é" * 3000
    pdf = pypdfium2.PdfDocument(
        renderer("pdf")(make([[Line(french=word, english=word)]], author=word))
    )
    for page in pdf:
        right = page.get_size()[0]
        for found in page.get_objects():
            assert found.get_bounds()[2] <= right
