from __future__ import annotations

import ctypes
import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from briefing.render import renderer, template_names
from briefing.types import Briefing, Flag, KeyPoint
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


def test_doubtful_title_is_marked() -> None:
    flag = Flag(kind="name", detail="name in doubt: Brest → West")
    title = Line(french="À Brest", english="In West", flags=(flag,))
    briefing = make([[Line(french="A.", english="B.")]], title=title)
    assert "The title is doubtful: name in doubt" in text_of(renderer("pdf")(briefing))


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


def links(data: bytes) -> list[tuple[int, int]]:
    """Page and target page of each link into the document."""
    pdf = pypdfium2.PdfDocument(data)
    raw = pypdfium2.raw
    found = []
    for number, page in enumerate(pdf):
        place, link = ctypes.c_int(0), raw.FPDF_LINK()
        while raw.FPDFLink_Enumerate(page.raw, place, link):
            target = raw.FPDFLink_GetDest(pdf.raw, link)
            if target:
                found.append((number, raw.FPDFDest_GetDestPageIndex(pdf.raw, target)))
    return found


def test_points_lead_to_their_passages() -> None:
    briefing = render_cases.ferries()
    claims = (*briefing.summary, *briefing.key_points)
    found = links(renderer("pdf")(briefing))
    assert len(found) == sum(len(claim.sources) for claim in claims)
    assert {page for page, _ in found} == {0}
    assert {target for _, target in found} == {1}


def test_dossier_of_sixty_pages_has_all_its_sentences() -> None:
    english = "A sentence. " * 24 + "The end."
    line = Line(french="Une phrase assez longue. " * 12, english=english)
    data = renderer("pdf", "dossier")(make([[line] * 4] * 150))
    assert len(pypdfium2.PdfDocument(data)) >= 60
    assert text_of(data).count("The end.") == 600


@pytest.mark.parametrize("count", [0, 8, 40])
def test_brief_is_one_page(count: int) -> None:
    line = Line(french="Une phrase assez longue. " * 8, english="A sentence. " * 12)
    points = [KeyPoint(text="A sentence. " * 12, sources=(0,))] * count
    data = renderer("pdf", "brief")(make([[line]], points=points))
    assert len(pypdfium2.PdfDocument(data)) == 1


def standards(data: bytes) -> tuple[bool, bool]:
    """Whether a file says of itself that it is PDF/A-2a and PDF/UA-1."""
    level_a = b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A<" in data
    return level_a, b"<pdfuaid:part>1<" in data


def dated(date: str | None) -> Briefing:
    return make([[Line(french="Un.", english="One.")]], date=date)


def test_only_the_date_of_the_article_is_written() -> None:
    data = renderer("pdf")(dated("2019-05-04"))
    dates = set(re.findall(rb"Date\(D:(\d+)", data))
    assert dates == {b"20190504000000"}


@pytest.mark.parametrize("date", [None, "2019", "2019-05"])
def test_without_a_day_no_date_is_written_and_pdf_ua_remains(date: str | None) -> None:
    data = renderer("pdf")(dated(date))
    assert b"CreationDate" not in data
    assert b"ModDate" not in data
    assert standards(data) == (False, True)


@pytest.mark.parametrize("template", template_names())
def test_dated_pages_are_pdf_a(template: str) -> None:
    data = renderer("pdf", template)(render_cases.ferries())
    assert standards(data) == (True, True)


def test_own_template_without_title_and_date_gives_a_plain_file(tmp_path: Path) -> None:
    (tmp_path / "own.typ").write_text("Hello")
    data = renderer("pdf", str(tmp_path / "own.typ"))(render_cases.ferries())
    assert data.startswith(b"%PDF")
    assert standards(data) == (False, False)


def test_text_that_no_font_can_show_still_gives_a_page() -> None:
    line = Line(french="Xi 习近平 😀", english="Xi 习近平 😀")
    assert "Xi" in text_of(renderer("pdf")(make([[line]])))


SCRIPT = """
import hashlib
from tests import render_cases
from briefing.render import renderer, template_names
from briefing.types import Briefing, Flag, KeyPoint
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


@pytest.mark.parametrize("template", ["bilingual", "dossier"])
def test_a_row_stays_on_its_page_and_a_long_one_loses_nothing(template: str) -> None:
    count = 80
    lines = [
        Line(
            french=f"Début{n} {'mot ' * (n % 40 + 20)}fin{n}.",
            english=f"Start{n} {'word ' * (n % 30 + 20)}end{n}.",
        )
        for n in range(count)
    ]
    lines.append(Line(french=f"Long {'mot ' * 3000}court.", english="Long one."))
    title = Line(french="Titre", english="Title")
    data = renderer("pdf", template)(make([lines], title=title))
    pages = [
        page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)
    ]
    for n in range(count):
        for start, end in ((f"Début{n} ", f"fin{n}."), (f"Start{n} ", f"end{n}.")):
            assert [start in page for page in pages] == [end in page for page in pages]
    words = " ".join(pages).split()
    assert words.count("mot") == 3000 + sum(n % 40 + 20 for n in range(count))
