import gzip
import hashlib
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import DocumentError, EmptyError, FormatError, LimitError
from briefing.protocols import Input
from briefing.read import detect, read, read_each
from briefing.read.unpack import slug
from briefing.types import Document

DATA = Path(__file__).parent.parent / "data" / "read"
PARAGRAPH = (
    "La ministre a présenté mardi le budget de l’an prochain devant les députés, qui"
    " l’examineront jusqu’à la fin du mois."
)
SECOND = (
    "« Il faut tenir », a-t-elle déclaré à l’issue du conseil. Les élus en doutent."
)


def documents(data: bytes | str, name: str) -> tuple[Document, ...]:
    raw = data.encode() if isinstance(data, str) else data
    return read(Input(id="a", source=name, data=raw))


def one(data: bytes | str, name: str) -> Document:
    (document,) = documents(data, name)
    return document


def paragraphs(document: Document) -> list[str]:
    return [span.of(document.text) for span in document.paragraphs]


# HTML


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html lang=fr><head>{head}</head><body>{body}</body></html>"


ARTICLE = f"<article><h1>Le titre</h1><p>{PARAGRAPH}</p><p>{SECOND}</p></article>"


def test_html_metadata() -> None:
    head = """<title>Le titre | Le Courrier</title>
    <meta property="og:title" content="Le titre">
    <meta property="og:site_name" content="Le Courrier">
    <meta name="author" content="Anne Roux">
    <meta property="article:published_time" content="2025-06-24T08:00:00+02:00">
    <link rel="canonical" href="https://www.exemple.fr/budget">"""
    document = one(page(ARTICLE, head), "a.html")
    assert document.title == "Le titre"
    assert document.title_span == document.paragraphs[0]
    assert document.publisher == "Le Courrier"
    assert document.author == "Anne Roux"
    assert document.date == "2025-06-24"
    assert document.url == "https://www.exemple.fr/budget"


def test_html_dates_do_not_depend_on_the_day() -> None:
    head = '<meta property="article:published_time" content="2099-01-02">'
    assert one(page(ARTICLE, head), "a.html").date == "2099-01-02"


def test_html_keeps_french_spaces() -> None:
    text = "Le maire répond&nbsp;: «&#8239;Non&#8239;», pour 12&nbsp;000 euros par an."
    document = one(
        page(f"<article><p>{PARAGRAPH}</p><p>{text}</p></article>"), "a.html"
    )
    assert (
        "répond\u00a0: «\u202fNon\u202f», pour 12\u00a0000 euros par an."
        in document.text
    )


@pytest.mark.parametrize("declared", ["windows-1252", "iso-8859-1", "iso-8859-15"])
def test_html_says_its_encoding(declared: str) -> None:
    text = page(ARTICLE.replace("’", "'"), f'<meta charset="{declared}">')
    assert "présenté" in one(text.encode(declared), "a.html").text


def test_html_with_a_wrong_declaration() -> None:
    text = page(ARTICLE, '<meta charset="iso-8859-1">')
    assert "a présenté mardi le budget de l’an" in one(text.encode(), "a.html").text


def test_html_in_utf16() -> None:
    assert "présenté" in one(page(ARTICLE).encode("utf-16"), "a.html").text


def test_html_hidden_text_is_left_out() -> None:
    body = ARTICLE + '<script>alert("x")</script><div style="display: none">caché</div>'
    text = one(page(body), "a.html").text
    assert "alert" not in text
    assert "caché" not in text


def test_html_lists_and_tables() -> None:
    body = (
        f"<article><p>{PARAGRAPH}</p><ul><li>un pont</li><li>une route</li></ul>"
        f"<ol><li>lire</li><li>écrire</li></ol><p>{SECOND}</p>"
        "<table><tr><th>Ville</th><th>Prix</th></tr><tr><td>Metz</td><td>3 €</td></tr>"
        "</table></article>"
    )
    found = paragraphs(one(page(body), "a.html"))
    wanted = ["- un pont", "- une route", "1. lire", "2. écrire", "Metz | 3 €"]
    assert [p for p in found if p in wanted] == wanted


def test_html_numbers_of_nested_lists() -> None:
    body = (
        "<ol><li>un<ul><li>point</li></ul></li><li>deux<ol><li>un</li></ol></li></ol>"
    )
    found = paragraphs(one(f"<html><body>{body}</body></html>", "a.html"))
    assert found == ["1. un", "- point", "2. deux", "1. un"]


def test_html_of_ten_thousand_items_takes_no_long() -> None:
    body = "<ol>" + "<li>un point</li>" * 10_000 + "</ol>"
    assert len(one(page(body), "a.html").paragraphs) == 10_000


def test_html_without_article_gives_all_of_its_text() -> None:
    document = one("<html><body><p>Court.</p></body></html>", "a.html")
    assert document.text == "Court."


@pytest.mark.parametrize("body", ["", "<p> </p>", "<script>x</script>", "<!-- x -->"])
def test_html_without_text(body: str) -> None:
    with pytest.raises(EmptyError, match=r"a\.html"):
        one(page(body), "a.html")


@pytest.mark.parametrize("data", ["   ", "<!-- x -->", "<!DO\xff"])
def test_html_of_nothing(data: str) -> None:
    with pytest.raises(EmptyError, match=r"a\.html"):
        one(data.encode("latin-1"), "a.html")


def test_html_tells_how_much_was_left_out() -> None:
    body = f"<nav><a href=/>Accueil du site</a></nav>{ARTICLE}<footer>Pied</footer>"
    more = "<div class=related><p>À lire aussi : une soupe à l’oignon</p></div>"
    notes = one(page(body + more), "a.html").notes
    assert all("left out" in note for note in notes)


@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td", "ul><li", "blockquote"])
def test_html_nested_without_end(tag: str) -> None:
    body = f"<{tag}>" * 100_000 + f"<p>{PARAGRAPH}</p>"
    try:
        assert "ministre" in one(page(body), "a.html").text
    except DocumentError as error:
        assert "a.html" in str(error)


def test_hostile_text_stays_text() -> None:
    text = '{{ 7*7 }} #read("x") \u202etxet\u202c [clic](javascript:alert(1)) &lt;b&gt;'
    document = one(page(f"<p>{PARAGRAPH} {text}</p>"), "a.html")
    assert '{{ 7*7 }} #read("x") txet [clic](javascript:alert(1)) <b>' in document.text


# Word


def word(change: Callable[[Any], None]) -> bytes:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """A zip file with one member changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            part = old.read(member)
            if member.filename == name:
                part = change(part.decode()).encode()
            new.writestr(member.filename, part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def body_of(xml: str) -> bytes:
    """A Word file with `xml` as its only content."""
    data = word(lambda w: w.add_paragraph("ICI"))
    paragraph = "<w:p><w:r><w:t>ICI</w:t></w:r></w:p>"
    return with_part(data, "word/document.xml", lambda t: t.replace(paragraph, xml))


def test_word_headings_lists_and_tables() -> None:
    def change(document: Any) -> None:
        document.add_heading("Le titre", 0)
        document.add_paragraph(PARAGRAPH)
        document.add_heading("Le détail", 2)
        document.add_paragraph("un pont", style="List Bullet")
        document.add_paragraph("une route", style="List Number")
        table = document.add_table(2, 2)
        for cell, text in zip(
            (c for row in table.rows for c in row.cells),
            ("Ville", "Prix", "Metz", "3 €"),
            strict=True,
        ):
            cell.text = text

    document = one(word(change), "a.docx")
    assert paragraphs(document) == [
        *("Le titre", PARAGRAPH, "Le détail", "- un pont", "- une route"),
        *("Ville | Prix", "Metz | 3 €"),
    ]
    assert document.title == "Le titre"
    headings = [span.of(document.text) for span in document.headings]
    assert headings == ["Le titre", "Le détail"]


def test_word_tracked_changes_are_accepted() -> None:
    xml = (
        "<w:p><w:r><w:t>Le maire </w:t></w:r>"
        '<w:del w:id="1" w:author="a"><w:r><w:delText>refuse</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>accepte</w:t></w:r></w:ins>'
        "<w:r><w:t>.</w:t></w:r></w:p>"
    )
    assert one(body_of(xml), "a.docx").text == "Le maire accepte."


def test_word_deleted_paragraph_marks_join() -> None:
    xml = (
        '<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr>'
        "<w:r><w:t>Le maire </w:t></w:r></w:p><w:p><w:r><w:t>part.</w:t></w:r></w:p>"
    )
    assert one(body_of(xml), "a.docx").text == "Le maire part."


def test_word_line_breaks_and_hyphens() -> None:
    xml = (
        "<w:p><w:r><w:t>Un</w:t><w:noBreakHyphen/><w:t>deux</w:t><w:br/>"
        '<w:t xml:space="preserve">Trois</w:t><w:tab/><w:t>quatre</w:t></w:r></w:p>'
    )
    assert paragraphs(one(body_of(xml), "a.docx")) == ["Un\u2011deux", "Trois quatre"]


def test_word_links_and_fields() -> None:
    xml = (
        '<w:p><w:hyperlink w:anchor="x"><w:r><w:t>Le lien</w:t></w:r></w:hyperlink>'
        "<w:r><w:instrText>PAGE</w:instrText></w:r>"
        '<w:r><w:t xml:space="preserve"> mène ici.</w:t></w:r></w:p>'
    )
    assert one(body_of(xml), "a.docx").text == "Le lien mène ici."


@pytest.mark.parametrize(("note", "number"), [("footnote", "[2]"), ("endnote", "[e2]")])
def test_word_notes_stand_at_the_end_with_their_numbers(note: str, number: str) -> None:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    notes = (
        f'<w:{note}s xmlns:w="{space}">'
        f'<w:{note} w:type="separator" w:id="0"><w:p><w:r><w:t>-</w:t></w:r></w:p>'
        f'</w:{note}><w:{note} w:id="2"><w:p><w:r><w:t>Une note.</w:t></w:r></w:p>'
        f"</w:{note}></w:{note}s>"
    )

    def change(document: Any) -> None:
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part
        from docx.oxml import parse_xml

        run = document.add_paragraph("Le texte").add_run()
        run._r.append(parse_xml(f'<w:{note}Reference xmlns:w="{space}" w:id="2"/>'))
        name = PackURI(f"/word/{note}s.xml")
        media = "application/vnd.openxmlformats-officedocument.wordprocessingml."
        part = Part(name, f"{media}{note}s+xml", notes.encode(), document.part.package)
        document.part.relate_to(part, f"{kind}{note}s")

    found = one(word(change), "a.docx")
    assert paragraphs(found) == [f"Le texte{number}", f"{number} Une note."]


def test_word_hidden_text_is_left_out_and_counted() -> None:
    xml = (
        "<w:p><w:r><w:t>Le maire</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t> ne</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> part</w:t></w:r>'
        "<w:r><w:t>.</w:t></w:r></w:p>"
    )
    document = one(
        body_of(xml.replace("<w:t>", '<w:t xml:space="preserve">')), "a.docx"
    )
    assert document.text == "Le maire part."
    assert document.notes == ("hidden text was left out: 1 runs",)


def test_word_without_text() -> None:
    with pytest.raises(EmptyError, match=r"a\.docx"):
        one(word(lambda _: None), "a.docx")


def test_word_damaged() -> None:
    data = word(lambda w: w.add_paragraph(PARAGRAPH))
    broken = with_part(data, "word/document.xml", lambda t: t[: len(t) // 2])
    for bad in (broken, data[: len(data) // 2]):
        with pytest.raises(FormatError, match=r"a\.docx"):
            one(bad, "a.docx")


def test_word_deep_xml() -> None:
    deep = "<w:sdt>" * 100_000 + "</w:sdt>" * 100_000
    with pytest.raises(DocumentError, match=r"a\.docx"):
        one(body_of(deep), "a.docx")


def test_word_entities_are_not_expanded() -> None:
    laughs = "".join(f'<!ENTITY a{i + 1} "{f"&a{i};" * 10}">' for i in range(9))
    doctype = f'<!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]>'

    def change(xml: str) -> str:
        head, _, rest = xml.partition("?>")
        return f"{head}?>{doctype}{rest.replace('ICI', '&a9;')}"

    data = word(lambda w: w.add_paragraph("ICI"))
    with pytest.raises(DocumentError, match=r"a\.docx"):
        one(with_part(data, "word/document.xml", change), "a.docx")


def test_word_bomb_is_refused_before_it_unpacks() -> None:
    with pytest.raises(LimitError, match=r"a\.docx.*unpacks"):
        one(body_of("<w:p/>" * 5_000_000), "a.docx")


# OpenDocument


def odt(body: str) -> bytes:
    names = ("office", "text", "table", "style")
    spaces = " ".join(
        f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in names
    )
    styles = (
        '<office:automatic-styles><style:style style:name="P1"'
        ' style:parent-style-name="Title"/></office:automatic-styles>'
    )
    return zipped(
        mimetype="application/vnd.oasis.opendocument.text",
        content_xml=f"<office:document-content {spaces}>{styles}<office:body>"
        f"<office:text>{body}</office:text></office:body></office:document-content>",
    )


def test_opendocument_text() -> None:
    data = odt(
        '<text:p text:style-name="P1">Le titre</text:p>'
        f"<text:p>{PARAGRAPH}</text:p>"
        '<text:h text:outline-level="1">Le détail</text:h>'
        "<text:list><text:list-item><text:p>un pont</text:p></text:list-item>"
        "</text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>Metz</text:p>"
        "</table:table-cell><table:table-cell><text:p>3 €</text:p></table:table-cell>"
        "</table:table-row></table:table>"
    )
    document = one(data, "a.odt")
    assert paragraphs(document) == [
        *("Le titre", PARAGRAPH, "Le détail", "- un pont", "Metz | 3 €")
    ]
    assert document.title == "Le titre"
    headings = [span.of(document.text) for span in document.headings]
    assert headings == ["Le titre", "Le détail"]


def test_opendocument_changes_spaces_and_notes() -> None:
    data = odt(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>supprimé"
        "</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        "<text:p>Le<text:s/>maire<text:tab/>part<text:note><text:note-citation>1"
        "</text:note-citation><text:note-body><text:p>Hier.</text:p></text:note-body>"
        "</text:note>.<text:line-break/>Il <text:span>revient</text:span>.</text:p>"
    )
    found = paragraphs(one(data, "a.odt"))
    assert found == ["Le maire part[1].", "Il revient.", "[1] Hier."]


@pytest.mark.parametrize("body", ["", "<text:p/>"])
def test_opendocument_without_text(body: str) -> None:
    with pytest.raises(EmptyError, match=r"a\.odt"):
        one(odt(body), "a.odt")


def test_opendocument_damaged() -> None:
    with pytest.raises(FormatError, match=r"a\.odt"):
        one(odt("<text:p>"), "a.odt")


# PDF


def pdf(source: str, tmp_path: Path) -> bytes:
    typst = pytest.importorskip("typst")
    (tmp_path / "a.typ").write_text(source, encoding="utf-8")
    return bytes(typst.compile(str(tmp_path / "a.typ")))


def test_pdf_heads_feet_and_numbers_are_left_out(tmp_path: Path) -> None:
    source = (
        '#set page(height: 8cm, header: "Le Courrier", numbering: "1/1")\n'
        f"{PARAGRAPH}\n#pagebreak()\n{SECOND}\n#pagebreak()\n{PARAGRAPH}"
    )
    assert paragraphs(one(pdf(source, tmp_path), "a.pdf")) == [
        *(PARAGRAPH, SECOND, PARAGRAPH)
    ]


def test_pdf_hyphens_at_line_ends(tmp_path: Path) -> None:
    source = (
        '#set page(width: 6cm, height: 20cm, margin: 1cm)\n#set text(lang: "fr")\n'
        "#set par(justify: true)\n" + PARAGRAPH
    )
    assert one(pdf(source, tmp_path), "a.pdf").text == PARAGRAPH


def test_pdf_ligatures_are_letters(tmp_path: Path) -> None:
    text = "L’office a suffi : une affiche, un fluide, des effets et de la finesse."
    assert one(pdf(text, tmp_path), "a.pdf").text == text


def test_pdf_paragraph_over_two_pages(tmp_path: Path) -> None:
    text = " ".join([PARAGRAPH] * 12)
    source = f"#set page(width: 10cm, height: 6cm, margin: 1cm)\n{text}"
    assert paragraphs(one(pdf(source, tmp_path), "a.pdf")) == [text]


def test_pdf_headings_and_title(tmp_path: Path) -> None:
    source = f"#text(size: 22pt)[Le titre]\n\n{PARAGRAPH}\n\n== Le détail\n\n{SECOND}"
    document = one(pdf(source, tmp_path), "a.pdf")
    assert document.title == "Le titre"
    assert [h.of(document.text) for h in document.headings] == ["Le titre", "Le détail"]


def test_pdf_tables_are_rows(tmp_path: Path) -> None:
    cells = "[Ville], [Habitants], [Metz], [120 000], [Nancy], [104 000]"
    source = f"{PARAGRAPH}\n\n#table(columns: (4cm, 4cm), {cells})"
    found = paragraphs(one(pdf(source, tmp_path), "a.pdf"))
    assert found[1:] == ["Ville | Habitants", "Metz | 120 000", "Nancy | 104 000"]


def test_pdf_without_text_names_the_way_out(tmp_path: Path) -> None:
    rows = b"".join(b"\0" + b"\x80" * 30 for _ in range(10))
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", 10, 10, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    ]
    png = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data))
        + kind
        + data
        + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    (tmp_path / "scan.png").write_bytes(png)
    with pytest.raises(EmptyError, match=r"a\.pdf.*ocrmypdf"):
        one(pdf('#image("scan.png")', tmp_path), "a.pdf")


def test_pdf_with_password() -> None:
    data = (DATA / "encrypted.pdf").read_bytes()
    with pytest.raises(FormatError, match=r"a\.pdf.*password"):
        one(data, "a.pdf")


def test_pdf_damaged(tmp_path: Path) -> None:
    data = pdf(PARAGRAPH, tmp_path)
    with pytest.raises(DocumentError, match=r"a\.pdf"):
        one(data[:300], "a.pdf")
    with pytest.raises(FormatError, match=r"a\.pdf"):
        one(b"%PDF-1.7\n" + bytes(1000), "a.pdf")


def test_pdf_bomb_is_stopped() -> None:
    text = zlib.compress(b"BT /F 9 Tf" + b" (%s) Tj" % (b"a" * 99) * 30_000 + b" ET", 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R"
        b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(text), text),
    ]
    body = b"".join(b"%d 0 obj%s endobj\n" % (i, o) for i, o in enumerate(objects, 1))
    data = b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Size 5>>\n%%EOF"
    assert len(data) < 20_000
    with pytest.raises(DocumentError, match=r"a\.pdf"):
        one(data, "a.pdf")


# Feeds


def rss(*items: str) -> str:
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Le Courrier</title>'
        + "".join(f"<item>{item}</item>" for item in items)
        + "</channel></rss>"
    )


ITEM = (
    "<title>Le titre</title><link>https://exemple.fr/1</link>"
    "<pubDate>Tue, 24 Jun 2025 08:00:00 +0200</pubDate><author>Anne Roux</author>"
    f"<description>&lt;p&gt;{PARAGRAPH}&lt;/p&gt;</description>"
)


def test_feed_entries_are_documents() -> None:
    other = ITEM.replace("exemple.fr/1", "exemple.fr/2").replace(
        "titre", "second titre"
    )
    first, second = documents(rss(ITEM, other), "a.xml")
    assert paragraphs(first) == ["Le titre", PARAGRAPH]
    assert first.title == "Le titre"
    assert first.date == "2025-06-24"
    assert first.publisher == "Le Courrier"
    assert first.author == "Anne Roux"
    assert first.url == "https://exemple.fr/1"
    assert first.source == "a.xml#1"
    assert first.id.startswith("a-Le-titre-")
    assert second.id.startswith("a-Le-second-titre-")


def test_feed_ids_stay_when_entries_come_in() -> None:
    (alone,) = documents(rss(ITEM), "a.xml")
    other = ITEM.replace("exemple.fr/1", "exemple.fr/2")
    _, later = documents(rss(other, ITEM), "a.xml")
    assert (later.id, later.sha256) == (alone.id, alone.sha256)


def test_feed_entry_without_text_fails_alone() -> None:
    found = list(
        read_each(
            Input(
                id="a", source="a.xml", data=rss(ITEM, "<title>Vide</title>").encode()
            )
        )
    )
    assert isinstance(found[0], Document)
    assert isinstance(found[1], EmptyError)


def test_feed_without_entries() -> None:
    with pytest.raises(EmptyError, match=r"a\.xml"):
        documents(rss(), "a.xml")


def test_feed_with_laughing_entities() -> None:
    laughs = "".join(f'<!ENTITY a{i + 1} "{f"&a{i};" * 10}">' for i in range(9))
    bomb = rss(ITEM.replace("Anne Roux", "&a9;")).replace(
        "?>", f'?><!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]>'
    )
    try:
        assert all(len(d.text) < 10_000 for d in documents(bomb, "a.xml"))
    except DocumentError as error:
        assert "a.xml" in str(error)


def test_feed_data_that_looks_like_a_file_name_is_not_opened() -> None:
    assert detect(Input(id="a", source="a.xml", data=b"/etc/passwd")) == "text"


# Mail


MESSAGE = f"""\
From: "Le Courrier" <lettre@exemple.fr>
Subject: =?utf-8?q?Fwd=3A_L=27=C3=A9t=C3=A9?=
Date: Tue, 24 Jun 2025 08:00:00 +0200
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

{PARAGRAPH}

{SECOND}
--\u0020
Anne Roux
"""


def test_mail_metadata_and_signature() -> None:
    document = one(MESSAGE, "a.eml")
    assert document.title == "L'été"
    assert paragraphs(document) == ["L'été", PARAGRAPH, SECOND]
    assert document.publisher == "Le Courrier"
    assert document.date == "2025-06-24"
    assert document.notes == ("the sender's signature was left out",)


def test_mail_flowed_lines_are_joined() -> None:
    flowed = MESSAGE.replace("utf-8\n\n", "utf-8; format=flowed\n\n")
    flowed = flowed.replace("mardi le", "mardi \nle")
    assert PARAGRAPH in paragraphs(one(flowed, "a.eml"))


def test_mail_attachments_are_told() -> None:
    from email.message import EmailMessage

    message = EmailMessage()
    message["From"] = "a@exemple.fr"
    message["Subject"] = "Le titre"
    message["Date"] = "Tue, 24 Jun 2025 08:00:00 +0200"
    message.set_content(PARAGRAPH)
    message.add_attachment(b"x", "application", "pdf", filename="a.pdf")
    document = one(message.as_bytes(), "a.eml")
    assert document.notes == ("attachments were left out: a.pdf",)


BODY = "L’été dernier, le préfet a fermé « la plage », œuvre de dix années."


@pytest.mark.parametrize(
    ("declared", "saved"),
    [
        ("us-ascii", "utf-8"),
        ("iso-8859-1", "utf-8"),
        ("x-inconnu", "utf-8"),
        ("x-inconnu", "cp1252"),
        ("iso-8859-1", "cp1252"),  # as browsers read it
        ("windows-1252", "cp1252"),
        ("utf-8", "cp1252"),
        ("hex", "cp1252"),
        ("cp850", "cp850"),
    ],
)
@pytest.mark.parametrize("kind", ["plain", "html"])
def test_mail_with_a_wrong_charset_loses_no_letter(
    declared: str, saved: str, kind: str
) -> None:
    body = BODY.replace("’", "'").replace("œ", "oe") if saved == "cp850" else BODY
    text = f"<p>{body}</p>" if kind == "html" else body
    head = (
        "From: a@exemple.fr\nSubject: Un\nMIME-Version: 1.0\n"
        f"Content-Type: text/{kind}; charset={declared}\n"
        "Content-Transfer-Encoding: 8bit\n\n"
    )
    assert body in one(head.encode() + text.encode(saved), "a.eml").text


def test_mail_that_only_forwards_another_is_read_as_that() -> None:
    from email import message_from_bytes, policy
    from email.message import EmailMessage

    outer = EmailMessage()
    outer["From"] = "b@exemple.fr"
    outer["Subject"] = "Pour info"
    outer.add_attachment(message_from_bytes(MESSAGE.encode(), policy=policy.default))
    document = one(outer.as_bytes(), "a.eml")
    assert document.title == "L'été"
    assert paragraphs(document) == ["L'été", PARAGRAPH, SECOND]


def test_a_mailbox_of_one_message_is_read_and_one_of_several_is_named() -> None:
    envelope = "From a@exemple.fr Tue Jun 24 08:00:00 2025\n"
    assert one(envelope + MESSAGE, "a.mbox").title == "L'été"
    with pytest.raises(FormatError, match="mailbox of several messages"):
        documents(f"{envelope}{MESSAGE}\n{envelope}{MESSAGE}", "a.mbox")


@pytest.mark.parametrize("value", ["NaN", "Infinity", "true"])
def test_a_record_whose_text_is_no_text_is_refused(value: str) -> None:
    with pytest.raises(DocumentError, match=r"a\.json"):
        one(f'{{"text": {value}}}', "a.json")


def test_mail_without_text() -> None:
    with pytest.raises(EmptyError, match=r"a\.eml"):
        one(MESSAGE.partition("\n\n")[0] + "\n\n", "a.eml")


def test_mail_nested_too_deep() -> None:
    head = (
        "MIME-Version: 1.0\nContent-Type: message/rfc822\nSubject: x\nFrom: a@b.fr\n\n"
    )
    try:
        documents(head * 5_000 + PARAGRAPH, "a.eml")
    except DocumentError as error:
        assert "a.eml" in str(error)


# JSON


def test_jsonl_lines_are_documents() -> None:
    rows = [
        {
            "id": "n° 1",
            "title": "Le titre",
            "text": PARAGRAPH,
            "date": "2025-06-24T08:00",
        },
        {"texte": SECOND, "source": "Le Courrier"},
    ]
    data = "\n".join(json.dumps(row) for row in rows) + "\n\n"
    first, second = documents(data, "a.jsonl")
    assert (first.id, first.source, first.date) == ("a-n-1", "a.jsonl:1", "2025-06-24")
    assert paragraphs(first) == ["Le titre", PARAGRAPH]
    assert (second.id, second.publisher) == ("a-2", "Le Courrier")


def test_jsonl_fields_can_be_named() -> None:
    data = json.dumps({"id": 3, "clé": "x", "corps": PARAGRAPH, "text": "non"}) + "\n"
    source = Input(id="a", source="a.jsonl", data=data.encode() * 2)
    first, second = read(source, text_field="corps", id_field="clé")
    assert first.text == PARAGRAPH
    assert (first.id, second.id) == ("a-x", "a-x-2")


def test_json_of_any_shape_has_its_field_named() -> None:
    rows = [{"corps_html": f"<p>{PARAGRAPH}</p>", "text": "non"}]
    for data in (json.dumps(rows), json.dumps(rows[0])):
        source = Input(id="a", source="a.json", data=data.encode())
        (found,) = read(source, text_field="corps_html")
        assert found.text == PARAGRAPH


def test_json_without_the_field_that_was_named() -> None:
    source = Input(id="a", source="a.json", data=b'{"text": "Bonjour."}')
    with pytest.raises(FormatError, match=r"no field 'corps'.*--text-field: text"):
        read(source, text_field="corps")


def test_records_keep_the_hash_of_their_own_bytes() -> None:
    line = json.dumps({"corps": PARAGRAPH}).encode()
    source = Input(id="a", source="a.jsonl", data=line + b"\n" + line)
    first, _ = read(source, text_field="corps")
    assert first.sha256 == hashlib.sha256(line).hexdigest()


def test_jsonl_bad_lines_fail_alone() -> None:
    lines = [json.dumps({"text": PARAGRAPH}), "{bad", json.dumps({"x": 1}), "[1]"]
    source = Input(id="a", source="a.jsonl", data="\n".join(lines).encode())
    good, *bad = read_each(source)
    assert isinstance(good, Document)
    assert [type(b) for b in bad] == [FormatError] * 3
    assert "a.jsonl:2" in str(bad[0])
    assert str(bad[1]).endswith("no text; name one of its fields with --text-field: x")


def test_json_list_and_object() -> None:
    row = {"content_html": f"<p>{PARAGRAPH}</p>"}
    assert len(documents(json.dumps([row, row]), "a.json")) == 2
    assert one(json.dumps(row), "a.json").text == PARAGRAPH


def test_an_address_that_is_none_of_the_web_is_left_out() -> None:
    row = {"text": PARAGRAPH, "url": "javascript:alert(1)"}
    assert one(json.dumps(row), "a.json").url is None


def test_json_nested_too_deep() -> None:
    with pytest.raises(DocumentError, match=r"a\.json"):
        documents('{"text": ' + "[" * 100_000, "a.json")


# Archives


def zipped(**files: bytes | str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return out.getvalue()


def test_zip_members_are_documents() -> None:
    data = zipped(
        b_txt=PARAGRAPH,
        a_html=page(ARTICLE),
        sub__c_md=f"# Titre\n\n{SECOND}",
        photo_png=b"x",
    )
    found = documents(data, "a.zip")
    assert [d.source for d in found] == [
        "a.zip/a.html",
        "a.zip/b.txt",
        "a.zip/sub/c.md",
    ]
    assert [d.id for d in found] == ["a-a", "a-b", "a-sub-c"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("L’été à Œuilly", "L-ete-a-Oeuilly"),
        ("a/b.c", "a-b-c"),
        ("…", ""),
        ("é" * 99, "e" * 60),
    ],
)
def test_slugs_are_safe_names(text: str, found: str) -> None:
    assert slug(text) == found


def test_zip_in_zip() -> None:
    inner = zipped(a_txt=PARAGRAPH)
    assert one(zipped(x_zip=inner), "a.zip").source == "a.zip/x.zip/a.txt"


def test_zip_nested_too_deep() -> None:
    data = zipped(a_txt=PARAGRAPH)
    for _ in range(5):
        data = zipped(x_zip=data)
    with pytest.raises(LimitError, match="archives"):
        documents(data, "a.zip")


@pytest.mark.parametrize(
    "path", ["../a.txt", "/etc/a.txt", "x/../../a.txt", "..\\a.txt"]
)
def test_zip_paths_that_climb_out(path: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(path, PARAGRAPH)
    with pytest.raises(FormatError, match="climbs out"):
        documents(out.getvalue(), "a.zip")


def test_zip_bomb() -> None:
    with pytest.raises(LimitError, match=r"a\.zip.*unpacks"):
        documents(zipped(a_txt=b"a" * 50_000_000), "a.zip")


def test_zip_with_a_lie_about_its_size() -> None:
    data = zipped(a_txt=b"a" * 5_000_000)
    size = struct.pack("<I", 5_000_000)
    with pytest.raises(DocumentError, match=r"a\.zip"):
        documents(data.replace(size, struct.pack("<I", 100)), "a.zip")


def test_zip_of_one_bad_file_keeps_the_others() -> None:
    data = zipped(a_txt=PARAGRAPH, b_pdf=b"%PDF-1.7 x", c_txt="")
    found = list(read_each(Input(id="a", source="a.zip", data=data)))
    assert [type(f) for f in found] == [Document, FormatError, EmptyError]


def test_zip_of_unreadable_kinds_keeps_the_others() -> None:
    data = zipped(
        a_doc=b"\xd0\xcf\x11\xe0" + bytes(99), b_txt=PARAGRAPH, c_zip=b"PK\x03\x04"
    )
    found = list(read_each(Input(id="a", source="a.zip", data=data)))
    assert [type(f) for f in found] == [FormatError, Document, FormatError]


def test_zip_without_articles() -> None:
    with pytest.raises(EmptyError, match=r"a\.zip"):
        documents(zipped(a_png=b"x"), "a.zip")


def test_zip_with_a_damaged_member_keeps_the_others() -> None:
    data = zipped(a_txt=PARAGRAPH, b_txt=SECOND)
    start = data.index(b"a.txt") + len("a.txt")
    broken = data[:start] + b"\xff" * 9 + data[start + 9 :]
    found = list(read_each(Input(id="a", source="a.zip", data=broken)))
    assert [type(f) for f in found] == [FormatError, Document]


def test_zip_damaged() -> None:
    data = zipped(a_txt=PARAGRAPH)
    with pytest.raises(FormatError, match=r"a\.zip"):
        documents(data[:-10], "a.zip")


def test_gzip() -> None:
    assert one(gzip.compress(PARAGRAPH.encode()), "a.txt.gz").text == PARAGRAPH


def test_gzip_bomb() -> None:
    with pytest.raises(LimitError, match=r"a\.gz"):
        documents(gzip.compress(b"a" * 50_000_000), "a.gz")


def test_gzip_cut_off() -> None:
    with pytest.raises(FormatError, match=r"a\.gz"):
        documents(gzip.compress(PARAGRAPH.encode())[:-9], "a.gz")


# Which format it is


@pytest.mark.parametrize(
    ("start", "what"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Word"),
        (b"{\\rtf1", "RTF"),
        (b"\x89PNG\r\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"7z\xbc\xaf\x27", "7z"),
    ],
)
def test_formats_that_are_not_read_are_named(start: bytes, what: str) -> None:
    with pytest.raises(FormatError, match=rf"a\.txt.*{what}"):
        documents(start + bytes(100), "a.txt")


def test_office_files_that_are_no_articles() -> None:
    with pytest.raises(FormatError, match="Excel"):
        documents(zipped(xl__workbook_xml=b"x"), "a.docx")


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("a.html", "Un mot sans balise", "html"),
        ("a", "<!-- x -->\n<!DOCTYPE html><html>", "html"),
        ("a", '<?xml version="1.0"?><html xmlns="x">', "html"),
        ("a", "<p>Un mot</p>", "html"),
        ("a", "<?xml version='1.0'?><feed xmlns='x'>", "feed"),
        ("a.html", '<rss version="2.0">', "feed"),
        ("a.md", "<div>x</div>\n\n# Titre", "markdown"),
        ("a", "< 3 mots >", "text"),
        ("a", MESSAGE, "mail"),
        ("a", "Objet : le budget\nDe : Anne\n\nTexte", "text"),
        ("a", '{"text": "x"}', "record"),
        ("a", '{"text": "x"}\n{"text": "y"}', "jsonl"),
        ("a", '[{"text": "x"}]', "jsonl"),
        ("a.json", "Bonjour", "text"),
        ("a", "[1] Une note", "text"),
        ("a", "{x} Une accolade", "text"),
    ],
)
def test_detect(name: str, text: str, found: str) -> None:
    assert detect(Input(id="a", source=name, data=text.encode())) == found


STARTS = (
    *(b"PK\x03\x04", b"%PDF-1.7\n", b"<html>", b"\x1f\x8b\x08", b"{", b'[{"', b"<rss>"),
    *(b"From: a\nTo: b\nSubject: c\n\n", b"<?xml version='1.0'?>", b"---\n", b""),
)


@settings(max_examples=60)
@given(st.sampled_from(STARTS), st.binary(max_size=300))
def test_any_bytes_give_documents_or_typed_errors(start: bytes, rest: bytes) -> None:
    try:
        found = read(Input(id="a", source="a", data=start + rest))
    except DocumentError:
        return
    assert all(document.text.strip() for document in found)
