"""Articles from and briefings to a real S3 server, started here."""

import json
import pickle

import pytest

from briefing.errors import DependencyError
from briefing.remote import is_remote, is_url, to_path
from tests.fakes import NullEngine
from tests.unit.test_read_fetch import has_loopback

ARTICLE = """Le port de Valmer sera agrandi

Le port de Valmer sera agrandi dès mardi. Les travaux coûteront 12 millions d’euros.
"""


@pytest.fixture(scope="module")
def server():
    pytest.importorskip("s3fs")
    pytest.importorskip("upath")
    moto = pytest.importorskip("moto.server")
    if not has_loopback():
        pytest.skip("there is no loopback network here")
    running = moto.ThreadedMotoServer("127.0.0.1", 0)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def bucket(server, monkeypatch):
    """A bucket with articles; an engine that loads nothing."""
    import fsspec
    import s3fs

    for name, value in {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setitem(fsspec.config.conf, "s3", {"endpoint_url": server})
    monkeypatch.setattr("briefing.engine.ctranslate2.load", lambda *_: NullEngine())
    s3fs.S3FileSystem.clear_instance_cache()
    files = s3fs.S3FileSystem()
    files.mkdir("press")
    for name in ("gare.txt", "ports/port.txt", ".hidden.txt", "logo.png"):
        files.pipe(f"press/in/{name}", ARTICLE.encode())
    yield files
    files.rm("press", recursive=True)


@pytest.fixture
def build(bucket, call):
    def build_articles(*more, source="s3://press/in"):
        argv = ("-o", "s3://press/out", "-f", "md,json", "--jobs", 1)
        return call("build", source, *argv, *more)

    return build_articles


def names(bucket):
    bucket.invalidate_cache()
    return sorted(name.rpartition("/")[2] for name in bucket.find("press/out"))


def test_a_bucket_is_built_into_a_bucket(build, bucket, call, tmp_path):
    code, _, stderr = build()
    assert code == 0, stderr
    written = ["gare.json", "gare.md", "ledger.jsonl", "ports-port.json"]
    assert names(bucket) == [*written, "ports-port.md"]
    for name in ("gare.txt", "ports/port.txt"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ARTICLE, "utf-8")
    argv = ("-f", "md,json", "--jobs", 1)
    assert call("build", tmp_path / "in", "-o", tmp_path / "out", *argv)[0] == 0
    for name in ("gare.md", "gare.json", "ports-port.json"):
        here = (tmp_path / "out" / name).read_bytes()
        assert bucket.cat(f"press/out/{name}") == here


def test_a_second_run_finds_all_done(build, bucket):
    build()
    assert "everything is up to date" in build()[2]
    assert build("--check")[0] == 0
    bucket.pipe("press/out/gare.md", b"altered")
    assert build("--check")[0] == 1
    code, _, stderr = build()
    assert (code, "1 written, 1 unchanged" in stderr) == (0, True), stderr


def test_a_run_that_was_cut_off_leaves_what_it_finished(build, bucket, monkeypatch):
    from briefing.batch.ledger import Ledger

    publish = Ledger._publish
    monkeypatch.setattr(Ledger, "_publish", lambda self: None)
    build()
    assert ".ledger.partial" in names(bucket)
    monkeypatch.setattr(Ledger, "_publish", publish)
    assert "everything is up to date" in build()[2]
    assert ".ledger.partial" not in names(bucket)


def test_one_object_and_what_is_not_there(build, bucket):
    assert build(source="s3://press/in/gare.txt")[0] == 0
    code, _, stderr = build(source="s3://press/in/gone.txt")
    assert code == 1
    assert "s3://press/in/gone.txt does not exist" in stderr
    ledger = bucket.cat("press/out/ledger.jsonl").decode()
    assert json.loads(ledger.splitlines()[-1])["error"]["kind"] == "unreadable"


def test_a_bucket_that_is_not_there_is_named(bucket, call, tmp_path):
    (tmp_path / "a.txt").write_text(ARTICLE, "utf-8")
    code, _, stderr = call("build", tmp_path / "a.txt", "-o", "s3://nowhere/out")
    assert code == 4
    assert "nowhere" in stderr or "bucket" in stderr


def test_file_urls_are_files(call, tmp_path, monkeypatch):
    monkeypatch.setattr("briefing.engine.ctranslate2.load", lambda *_: NullEngine())
    (tmp_path / "a b.txt").write_text(ARTICLE, "utf-8")
    source = f"file://{tmp_path}/a%20b.txt"
    assert call("build", source, "-o", f"file://{tmp_path}/out")[0] == 0
    assert (tmp_path / "out" / "a-b.md").is_file()


def test_urls_are_told_from_names():
    for name in ("s3://bucket/key", "file:///a", "gs://b", "memory://a"):
        assert is_url(name)
    for name in ("a.txt", "C:/a", "https://example.org/", "HTTP://x", "a:b", "/a//b"):
        assert not is_url(name)


def test_a_path_by_url_goes_to_workers():
    pytest.importorskip("upath")
    path = to_path("memory://a/b.txt")
    assert is_remote(path)
    assert pickle.loads(pickle.dumps(path)) == path  # noqa: S301 - our own
    assert not is_remote(to_path("file:///tmp/x"))


def test_what_is_not_installed_is_named(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "upath", None)
    with pytest.raises(DependencyError, match=r"briefing\[s3\]"):
        to_path("s3://bucket/key")
