"""What hostile files would like to do, and does not happen."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.errors import DocumentError, LimitError, ModelError
from briefing.protocols import Input
from briefing.read import read, read_each
from tests.reliability.program import ARTICLE, ROOT, Run, outputs

SENTENCE = "Le maire de Limoges a inauguré mardi la nouvelle bibliothèque municipale."


def text_of(name: str, data: bytes) -> str:
    return "\n".join(d.text for d in read(Input(id="a", source=name, data=data)))


# Pages and papers that want to be loaded from somewhere


class Listener:
    """Counts who connects to a port of this machine."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.connections = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            connection.close()

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    found = Listener()
    yield found
    found.close()


def greedy_page(address: str, canary: Path) -> bytes:
    """A page that asks a browser for everything that one can ask for."""
    asking = "".join(
        f"<img src='{u}'><iframe src='{u}'></iframe><object data='{u}'></object>"
        f"<link rel=stylesheet href='{u}'><script src='{u}'></script>"
        f"<style>@import '{u}'; p {{ background: url({u}) }}</style>"
        f"<meta http-equiv=refresh content='0; url={u}'><base href='{u}'>"
        f"<video src='{u}'></video><embed src='{u}'><form action='{u}'></form>"
        for u in (
            f"http://{address}/",
            f"file://{canary}",
            "http://169.254.169.254/latest/meta-data/",
        )
    )
    text = f"<h1>Limoges</h1><p>{SENTENCE}</p>" * 3
    return f"<html><head>{asking}</head><body>{asking}{text}</body></html>".encode()


def greedy_xml(address: str, canary: Path) -> bytes:
    """A feed whose entities are files and addresses."""
    return (
        f'<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://{address}/a.dtd" ['
        f'<!ENTITY f SYSTEM "file://{canary}"><!ENTITY h SYSTEM "http://{address}/">'
        f'<!ENTITY % p SYSTEM "http://{address}/p"> %p;]>'
        f'<rss version="2.0"><channel><title>Fil</title><item><title>Un</title>'
        f"<description>{SENTENCE} &f; &h;</description></item></channel></rss>"
    ).encode()


def greedy_word(address: str, canary: Path) -> bytes:
    """A Word file with outside pictures, templates and entities."""
    docx = pytest.importorskip("docx")
    word = docx.Document()
    word.add_paragraph(SENTENCE)
    relations = word.part.rels
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    for name in ("image", "attachedTemplate", "oleObject", "hyperlink"):
        for target in (f"http://{address}/{name}", f"file://{canary}"):
            relations.get_or_add_ext_rel(kind + name, target)
    plain, out = io.BytesIO(), io.BytesIO()
    word.save(plain)
    entity = f'<!DOCTYPE x [<!ENTITY f SYSTEM "file://{canary}">]>'.encode()
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            data = old.read(member)
            if member.filename == "docProps/core.xml":
                data = data.replace(b"?>", b"?>" + entity, 1)
            new.writestr(member, data)
    return out.getvalue()


GREEDY = {"a.html": greedy_page, "a.xml": greedy_xml, "a.docx": greedy_word}


@pytest.mark.parametrize("name", GREEDY)
def test_nothing_that_a_file_names_is_fetched_or_opened(
    name: str, listener: Listener, tmp_path: Path
) -> None:
    canary = tmp_path / "canary.txt"
    canary.write_text("the canary sings")
    data = GREEDY[name](f"127.0.0.1:{listener.port}", canary)
    try:
        assert "canary" not in text_of(name, data)
    except DocumentError as error:
        assert "canary" not in str(error)
    assert listener.connections == 0


def test_no_file_is_opened_that_an_article_names(tmp_path: Path) -> None:
    if not shutil.which("strace"):
        pytest.skip("strace is not installed")
    canary = tmp_path / "canary.txt"
    canary.write_text("the canary sings")
    for name, make in GREEDY.items():
        (tmp_path / name).write_bytes(make("127.0.0.1:9", canary))
    log = tmp_path / "calls"
    files = [str(tmp_path / name) for name in GREEDY]
    program = (
        "import sys, contextlib\nfrom pathlib import Path\n"
        "from briefing.errors import DocumentError\n"
        "from briefing.protocols import Input\nfrom briefing.read import read\n"
        "for p in map(Path, sys.argv[1:]):\n"
        "    with contextlib.suppress(DocumentError):\n"
        "        read(Input(id='a', source=p.name, data=p.read_bytes()))\n"
    )
    watch = ["strace", "-f", "-qq", "-e", "trace=open,openat,connect", "-o", str(log)]
    done = subprocess.run(
        [*watch, sys.executable, "-c", program, *files],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    if "ptrace" in done.stderr:
        pytest.skip("strace may not watch processes here")
    assert done.returncode == 0, done.stderr
    calls = log.read_text(errors="replace")
    assert "a.docx" in calls  # the watch sees
    assert "canary" not in calls
    assert "AF_INET" not in calls


# Bombs


def object_stream_bomb() -> bytes:
    """A PDF whose objects lie in a stream of 60 MB that is 60 kB long."""
    inner = b"1 0 2 40 " + b" " * 60_000_000
    packed = zlib.compress(inner, 9)
    body = (
        b"%%PDF-1.5\n3 0 obj<</Type/ObjStm/N 2/First 9/Filter/FlateDecode/Length %d>>"
        b"stream\n%s\nendstream endobj\n" % (len(packed), packed)
    )
    return body + b"trailer<</Root 1 0 R/Size 4>>\n%%EOF"


def deep_xml() -> bytes:
    return b"<rss><channel>" + b"<a>" * 100_000 + b"x" + b"</a>" * 100_000


def nested_zips() -> bytes:
    data = b"a" * 1_000_000
    for level in range(9):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for copy in range(9):
                archive.writestr(f"{level}-{copy}.zip", data)
        data = out.getvalue()
    return data


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.pdf", object_stream_bomb),
        ("a.xml", deep_xml),
        ("a.zip", nested_zips),
    ],
)
def test_a_bomb_ends_in_a_typed_error(name: str, make: object) -> None:
    assert callable(make)
    found = []
    try:
        found = list(read_each(Input(id="a", source=name, data=make())))
    except DocumentError as error:
        found = [error]
    assert found
    assert all(isinstance(item, DocumentError) for item in found)
    assert all("a." in str(item) for item in found)


def test_fifty_megabytes_in_one_line_are_refused_at_once() -> None:
    with pytest.raises(LimitError, match=r"a\.txt.*split it"):
        text_of("a.txt", b"le chat dort " * 4_000_000)


@pytest.mark.parametrize(
    "data",
    [
        b"\xed\xa0\x80",  # a surrogate alone, in UTF-8
        "\ud800".encode("utf-16-le", "surrogatepass"),
        b"\x00",
        "\u202e".encode(),
        ("e" + "\u0301" * 100_000).encode(),
    ],
)
def test_bytes_that_are_no_text_cost_no_article(data: bytes) -> None:
    encoding = "utf-16-le" if data.startswith(b"\x00\xd8") else "utf-8"
    text = ("\n\n" + ARTICLE).encode(encoding)
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    assert SENTENCE in text_of("a.txt", mark + data + text)


# Folders that are not what they seem


def test_a_folder_named_like_a_file_is_searched(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in" / "x.txt").mkdir(parents=True)
    (tmp_path / "in" / "x.txt" / "a.txt").write_text(ARTICLE)
    outcome = run("build", tmp_path / "in", "-o", tmp_path / "out")
    assert outcome.code == 0, outcome.err
    assert set(outputs(tmp_path / "out")) == {"x.txt-a.md"}


def test_an_output_folder_below_the_input_is_not_read_again(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(ARTICLE)
    for _ in range(2):
        outcome = run("build", tmp_path / "in", "-o", tmp_path / "in" / "out")
        assert outcome.code == 0, outcome.err
    assert set(outputs(tmp_path / "in" / "out")) == {"a.md"}


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path) -> None:
    """On a file system of 200 kB, mounted in a name space of our own."""
    disk = tmp_path / "disk"
    disk.mkdir()
    (tmp_path / "a.txt").write_text(ARTICLE * 60)
    build = f"{sys.executable} -m briefing build {tmp_path}/a.txt -o {disk}/out"
    script = (
        f"mount -t tmpfs -o size=200k none {disk} && {build} -f json,html,md; "
        f"echo code $?; cp -r {disk}/out {tmp_path}/left"
    )
    under = ["unshare", "-r", "-m"]
    if not shutil.which("unshare") or subprocess.run([*under, "true"]).returncode:
        pytest.skip("this machine has no name spaces for us")
    done = subprocess.run(
        [*under, "sh", "-c", script],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    if "mount" in done.stderr and "code" not in done.stdout:
        pytest.skip("this machine mounts nothing for us")
    assert "code 4" in done.stdout, done.stderr
    assert "No space left" in done.stderr
    left = {path.name for path in (tmp_path / "left").iterdir()}
    assert left <= {"a.json", "ledger.jsonl", ".ledger.partial", ".lock"}
    for name in left & {"a.json", "ledger.jsonl"}:
        json.loads((tmp_path / "left" / name).read_text("utf-8"))  # whole


# Weights that are not what they seem


@pytest.mark.hf
@pytest.mark.parametrize("engine", ["transformers", "ctranslate2"])
@pytest.mark.parametrize("harm", ["truncated", "header", "garbage"])
def test_damaged_safetensors_are_refused(
    harm: str, engine: str, tiny_model: Path, tmp_path: Path
) -> None:
    from briefing.config import Config
    from briefing.parts import build_pipeline

    folder = Path(shutil.copytree(tiny_model, tmp_path / "model"))
    weights = folder / "model.safetensors"
    data = weights.read_bytes()
    weights.write_bytes(
        {
            "truncated": data[: len(data) // 2],
            "header": (100_000_000).to_bytes(8, "little") + data[8:],
            "garbage": b"\x80\x04cos\nsystem\n" * 100,
        }[harm]
    )
    with pytest.raises(ModelError, match=r"model\.safetensors|model"):
        build_pipeline(Config(model=str(folder), engine=engine))


@pytest.mark.hf
@pytest.mark.parametrize("engine", ["transformers", "ctranslate2"])
def test_code_that_comes_with_weights_is_never_run(
    engine: str, tiny_model: Path, tmp_path: Path
) -> None:
    from briefing.config import Config
    from briefing.parts import build_pipeline

    folder = Path(shutil.copytree(tiny_model, tmp_path / "model"))
    ran = tmp_path / "ran"
    code = f"open({str(ran)!r}, 'w').close()\nclass Evil: pass\n"
    for name in ("evil.py", "__init__.py", "tokenization_evil.py"):
        (folder / name).write_text(code)
    names = ("AutoConfig", "AutoModel", "AutoModelForSeq2SeqLM", "AutoTokenizer")
    for name in ("config.json", "tokenizer_config.json"):
        path = folder / name
        config = json.loads(path.read_text())
        config["auto_map"] = dict.fromkeys(names, "evil.Evil")
        path.write_text(json.dumps(config))
    with contextlib.suppress(ModelError):
        build_pipeline(Config(model=str(folder), engine=engine))
    assert not ran.exists()
