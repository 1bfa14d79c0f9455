"""Coverage-guided fuzzing of one reader, by atheris.

    python -m tests.fuzz.readers html -max_total_time=600

The reader runs here, without its sandbox. What a library raises on damaged data is no
finding, since the sandbox makes a typed error of it; a crash, a hang, a memory peak
and a document that breaks its own promises are.
"""

from __future__ import annotations

import atheris  # type: ignore[import-not-found]

with atheris.instrument_imports(include=["briefing.read"]):
    from briefing.read import (
        blocks,
        decode,
        docx,
        epub,
        feed,
        html,
        layout,
        mail,
        markup,
        odt,
        pdf,
    )
    from briefing.read.detect import detect
    from briefing.read.unpack import unpack

import contextlib
import importlib
import io
import json
import logging
import sys
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from briefing.errors import BriefingError, DocumentError
from briefing.protocols import Input

EXTRACT: dict[str, Callable[[bytes, str], Any]] = {
    "html": html.extract,
    "pdf": pdf.extract,
    "docx": docx.extract,
    "odt": odt.extract,
    "epub": epub.extract,
    "mail": mail.extract,
    "feed": feed.extract,
}
PARTS = {
    "word-xml": ("docx", "word/document.xml"),
    "odt-xml": ("odt", "content.xml"),
    "epub-xml": ("epub", "a.xhtml"),
}
"""What is fuzzed of formats that are zip files, of which most changes hit the zip."""
USED = (blocks, decode, layout, markup)
"""Instrumented for the readers above."""
DATA = Path(__file__).parent.parent / "data" / "read"
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="a.opf"/></rootfiles></container>'
)
PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a"'
    ' href="a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>'
)
OPEN_DOCUMENT = (
    '<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><o:body><o:text>'
    "<t:p>Le maire a dit : « Oui ».</t:p></o:text></o:body></o:document-content>"
)
TEXT = "« Nous avons attendu dix ans », a dit le maire de Limoges mardi."


@cache
def whole(name: str) -> bytes:
    """A good file of a format that is a zip file."""
    out = io.BytesIO()
    if name == "docx":
        word = importlib.import_module("docx").Document()
        word.add_paragraph(TEXT)
        word.add_table(1, 2).cell(0, 0).text = TEXT
        word.save(out)
        return out.getvalue()
    with zipfile.ZipFile(out, "w") as archive:
        if name == "epub":
            archive.writestr("META-INF/container.xml", CONTAINER)
            archive.writestr("a.opf", PACKAGE)
            archive.writestr("a.xhtml", f"<html><body><p>{TEXT}</p></body></html>")
        else:
            archive.writestr("content.xml", OPEN_DOCUMENT)
    return out.getvalue()


def part_of(name: str) -> bytes:
    """The part of a good file that is fuzzed."""
    kind, member = PARTS[name]
    with zipfile.ZipFile(io.BytesIO(whole(kind))) as archive:
        return archive.read(member)


def with_part(name: str, data: bytes) -> bytes:
    """A good file whose part is `data`."""
    kind, member = PARTS[name]
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(whole(kind))) as old,
        zipfile.ZipFile(out, "w") as new,
    ):
        for info in old.infolist():
            content = data if info.filename == member else old.read(info)
            new.writestr(info.filename, content)
    return out.getvalue()


def once(name: str, data: bytes) -> None:
    """Reads `data` and checks what came back."""
    if name in PARTS:
        name, data = PARTS[name][0], with_part(name, data)
    source = Input(id="a", source=f"a.{name}", data=data)
    with contextlib.suppress(DocumentError):
        detect(source)
        list(unpack(source))
    try:
        found = EXTRACT[name](data, source.source)
    except BriefingError:
        return
    except Exception:
        return  # the sandbox makes a FormatError of it
    if name != "feed":
        promises(source, json.loads(json.dumps(found)))


def promises(source: Input, found: Any) -> None:
    """Makes a document of what a reader found, as its caller does, and checks it."""
    try:
        document = blocks.document(source, blocks.Content.from_json(found))
    except DocumentError:
        return
    end = 0
    for span in document.paragraphs:
        assert end <= span.start < span.end <= len(document.text)
        assert span.of(document.text).strip()
        end = span.end
    document.text.encode()


def seeds(name: str) -> Iterator[bytes]:
    """Whole files to begin from."""
    yield from (path.read_bytes() for path in sorted(DATA.glob(f"layouts/*.{name}")))
    if name == "mail":
        yield from (p.read_bytes() for p in sorted(DATA.glob("layouts/*.eml")))
    if name == "feed":
        yield f"<rss><channel><item><description>{TEXT}</description></item>".encode()
        yield f"<feed><entry><content>{TEXT}</content></entry></feed>".encode()
    if name == "pdf":
        yield (DATA / "encrypted.pdf").read_bytes()
        import typst

        yield typst.compile(TEXT.encode())
    if name in PARTS:
        yield part_of(name)
    if name in ("docx", "odt", "epub"):
        yield whole(name)


def main(argv: list[str]) -> None:
    """Fuzz the reader that the first argument names; the rest is libFuzzer's."""
    name = argv[1]
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as corpus:
        for number, data in enumerate(seeds(name)):
            (Path(corpus) / str(number)).write_bytes(data)
        limits = ["-timeout=30", "-rss_limit_mb=2048", "-max_len=20000"]
        atheris.Setup(
            [argv[0], *limits, *argv[2:], corpus], lambda data: once(name, data)
        )
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv)
