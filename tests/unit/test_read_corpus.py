"""Extraction is measured on articles laid out in many ways: what comes back?

The articles are those of `examples/`, the layouts are in `tests/data/read/layouts`;
every format × layout × article is one file with a known text.
"""

import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from textwrap import wrap

import pytest

from briefing.protocols import Input
from briefing.read import detect, read
from briefing.types import Document

ROOT = Path(__file__).parent.parent.parent
LAYOUTS = ROOT / "tests" / "data" / "read" / "layouts"
MIN_F1 = 0.95
MIN_PARAGRAPHS = 0.85
"""Share of an article's paragraphs that come back to the letter. Word files and pages
reach 1; in a PDF, a full last line at the foot of a page does not show its end, and a
compound that is cut at its hyphen may lose it."""


@dataclass(frozen=True)
class Article:
    name: str
    title: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n\n".join((self.title, *self.paragraphs))


@cache
def articles() -> tuple[Article, ...]:
    found = []
    for path in sorted((ROOT / "examples").glob("*.*")):
        source = Input(id="x", source=path.name, data=path.read_bytes())
        (document,) = read(source)
        parts = [span.of(document.text) for span in document.paragraphs]
        assert document.title == parts[0]
        found.append(Article(path.stem, parts[0], tuple(parts[1:])))
    assert len(found) >= 3
    return tuple(found)


def filled(layout: str, article: Article, quote: Callable[[str], str] = str) -> str:
    template = (LAYOUTS / layout).read_text(encoding="utf-8")
    template = template.replace("@@TITLE@@", quote(article.title))

    def paragraphs(match: re.Match[str]) -> str:
        return "\n".join(match[1].replace("{}", quote(p)) for p in article.paragraphs)

    return re.sub(r"@@(.*?\{\}.*?)@@", paragraphs, template, flags=re.S)


# One function for each format: article -> (name, bytes)

Files = Iterator[tuple[str, bytes]]


def entities(text: str) -> str:
    return "".join(c if ord(c) < 128 else f"&#{ord(c)};" for c in escape(text))


def html_files(article: Article) -> Files:
    for layout in sorted(LAYOUTS.glob("*.html")):
        quote = entities if layout.stem in ("fragment", "tables") else escape
        page = filled(layout.name, article, quote)
        yield layout.name, page.encode()
    page = filled("breaks.html", article, escape).replace("utf-8", "windows-1252")
    yield "cp1252.html", page.encode("cp1252", errors="xmlcharrefreplace")


def pdf_files(article: Article, folder: Path) -> Files:
    typst = pytest.importorskip("typst")
    lines = [line for p in article.paragraphs for line in wrap(p, 48)]
    data = {"title": article.title, "paragraphs": article.paragraphs, "lines": lines}
    (folder / "article.json").write_text(json.dumps(data))
    for layout in sorted(LAYOUTS.glob("*.typ")):
        (folder / layout.name).write_bytes(layout.read_bytes())
        yield f"{layout.stem}.pdf", typst.compile(str(folder / layout.name))


def docx_files(article: Article) -> Files:
    docx = pytest.importorskip("docx")
    for name in ("styled", "bare", "framed"):
        word = docx.Document()
        add = word.add_paragraph
        if name == "framed":
            add = word.add_table(1, 1).cell(0, 0).add_paragraph
        title = add(article.title)
        if name == "styled":
            title.style = "Title"
        for paragraph in article.paragraphs:
            # As word processors cut text: in runs, at any place.
            added = add()
            for i in range(0, len(paragraph), 37):
                added.add_run(paragraph[i : i + 37])
        out = io.BytesIO()
        word.save(out)
        yield f"{name}.docx", out.getvalue()


def mail_files(article: Article) -> Files:
    from email import message_from_bytes, policy
    from email.header import Header

    for layout in sorted(LAYOUTS.glob("*.eml")):
        quote = escape if layout.stem == "newsletter" else str
        subject = Header(article.title, "utf-8", maxlinelen=900).encode()
        text = filled(layout.name, article, quote).replace("##SUBJECT##", subject)
        message = message_from_bytes(text.encode(), policy=policy.default)
        yield layout.name, text.encode()
        yield f"crlf-{layout.name}", message.as_bytes(policy=policy.SMTP)


def text_files(article: Article) -> Files:
    wrapped = [
        "\n".join(wrap(p, 76, break_on_hyphens=False)) for p in article.paragraphs
    ]
    yield "wrapped.txt", "\n\n".join((article.title, *wrapped)).encode()
    yield "dos.txt", article.text.replace("\n", "\r\n").encode("utf-16")
    yield "lines.txt", article.text.replace("\n\n", "\n").encode("utf-8-sig")
    yield (
        "article.md",
        f"# {article.title}\n\n{article.text.partition(chr(10))[2]}".encode(),
    )
    record = {"id": article.name, "title": article.title, "text": article.text}
    yield "record.json", json.dumps(record).encode()


def epub_files(article: Article) -> Files:
    out = io.BytesIO()
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    )
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata><dc:title>{escape(article.title)}</dc:title></metadata>"
        '<manifest><item id="a" href="text/a.xhtml"/></manifest>'
        '<spine><itemref idref="a"/></spine></package>'
    )
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", container)
        archive.writestr("OEBPS/book.opf", package)
        archive.writestr("OEBPS/text/a.xhtml", filled("form.html", article, escape))
    yield "book.epub", out.getvalue()


def feed_files(article: Article) -> Files:
    body = "".join(f"<p>{escape(p)}</p>" for p in article.paragraphs)
    title = escape(article.title)
    yield (
        "feed.rss",
        (
            '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
            f"<title>Le Courrier</title><item><title>{title}</title>"
            f"<description><![CDATA[{body}]]></description></item></channel></rss>"
        ).encode(),
    )
    yield (
        "feed.atom",
        (
            '<?xml version="1.0" encoding="utf-8"?>'
            '<feed xmlns="http://www.w3.org/2005/Atom"><title>Le Courrier</title>'
            f"<entry><id>urn:1</id><title>{title}</title>"
            f'<content type="html">{escape(body)}</content></entry></feed>'
        ).encode(),
    )


FORMATS = {
    "html": html_files,
    "docx": docx_files,
    "mail": mail_files,
    "text": text_files,
    "epub": epub_files,
    "feed": feed_files,
    "pdf": pdf_files,
}


@dataclass(frozen=True)
class Case:
    file: str
    article: Article
    document: Document

    @property
    def f1(self) -> float:
        wanted, found = words(self.article.text), words(self.document.text)
        return 2 * (wanted & found).total() / (wanted.total() + found.total())

    @property
    def paragraphs_kept(self) -> float:
        text = self.document.text
        found = {normal(span.of(text)) for span in self.document.paragraphs}
        wanted = [normal(p) for p in (self.article.title, *self.article.paragraphs)]
        return sum(p in found for p in wanted) / len(wanted)


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def normal(text: str) -> str:
    return re.sub(r"\s+", " ", text.removeprefix("- "))


@pytest.fixture(scope="module", params=FORMATS)
def cases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> list[Case]:
    make = FORMATS[request.param]
    found = []
    for article in articles():
        more = (tmp_path_factory.mktemp("pdf"),) if make is pdf_files else ()
        for name, data in make(article, *more):
            (document,) = read(Input(id="a", source=name, data=data))
            found.append(Case(f"{article.name}/{name}", article, document))
    return found


def test_words_come_back(cases: list[Case]) -> None:
    scores = {case.file: round(case.f1, 3) for case in cases}
    assert {k: v for k, v in scores.items() if v < MIN_F1} == {}


def test_paragraphs_come_back_to_the_letter(cases: list[Case]) -> None:
    rows = [case for case in cases if not case.file.endswith("rows.pdf")]
    scores = {case.file: round(case.paragraphs_kept, 3) for case in rows}
    assert {k: v for k, v in scores.items() if v < MIN_PARAGRAPHS} == {}


def test_titles_are_found(cases: list[Case]) -> None:
    untitled = ("framed.docx", "bare.docx")
    for case in cases:
        if not case.file.endswith(untitled):
            assert normal(case.document.title or "") == normal(case.article.title), (
                case.file
            )


def test_there_are_sixty_files() -> None:
    articles_by_format = {
        name: sum(1 for _ in make(articles()[0]))
        for name, make in FORMATS.items()
        if make is not pdf_files
    }
    files = sum(articles_by_format.values()) + len(list(LAYOUTS.glob("*.typ")))
    assert len(articles()) * files >= 60


@pytest.mark.parametrize("suffix", [".txt", ".pdf", ".doc", ""])
def test_a_wrong_suffix_still_works(suffix: str, tmp_path: Path) -> None:
    article = articles()[0]
    kinds = {"html": "html", "docx": "docx", "epub": "epub", "feed": "feed"}
    for kind, make in FORMATS.items():
        if kind in kinds:
            name, data = next(make(article))
            source = Input(id="a", source=Path(name).stem + suffix, data=data)
            assert detect(source) == kinds[kind], name
