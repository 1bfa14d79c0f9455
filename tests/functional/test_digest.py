"""`build --digest` as a user calls it, with the embedded model."""

import json

import pytest

FIRST = """---
title: Le pont de Valmer coûtera 12 millions
date: 2025-03-04
source: Agence du Sud
---

Le pont de Valmer coûtera 12 millions d’euros au département. « Nous attendions cela
depuis dix ans », a déclaré la maire de Valmer, Jeanne Aubry. Les travaux du pont de
Valmer dureront trois ans.
"""

SECOND = """---
title: "Valmer : un pont à 15 millions"
date: 2025-03-04
source: Le Matin
---

Jeanne Aubry a présenté le pont de Valmer devant la presse. Selon le département, le
pont de Valmer coûtera 15 millions d’euros, et les travaux dureront trois ans.
"""


@pytest.fixture
def articles(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "un.md").write_text(FIRST, "utf-8")
    (folder / "deux.md").write_text(SECOND, "utf-8")
    return folder


def test_a_digest_is_written_in_the_formats_asked_for(call, articles, tmp_path):
    out = tmp_path / "out"
    code, _, stderr = call(
        "build", articles, "-o", out, "-f", "md,html,pdf", "--digest"
    )
    assert code == 0
    assert "digest: digest.md, digest.html, digest.pdf, digest.json" in stderr
    page = (out / "digest.md").read_text("utf-8")
    assert "# Digest of 2 articles" in page
    assert "12 millions d’euros" in page
    assert "15 millions d’euros" in page
    assert (out / "digest.pdf").read_bytes().startswith(b"%PDF")
    record = json.loads((out / "digest.json").read_text("utf-8"))
    (topic,) = record["topics"]
    assert sorted(topic["articles"]) == [1, 2]


def test_a_digest_is_up_to_date_until_an_article_changes(call, articles, tmp_path):
    out = tmp_path / "out"
    built = ("build", articles, "-o", out, "--digest")
    assert call(*built)[0] == 0
    before = (out / "digest.md").stat().st_mtime_ns
    assert call(*built)[0] == 0
    assert (out / "digest.md").stat().st_mtime_ns == before
    assert call(*built, "--check")[0] == 0
    assert call("verify", out, "--sources", articles)[0] == 0
    (out / "digest.md").write_text("other", "utf-8")
    assert call(*built, "--check")[0] == 1


def test_an_article_that_fails_is_told_of(call, articles, tmp_path):
    (articles / "leer.md").write_text("", "utf-8")
    out = tmp_path / "out"
    assert call("build", articles, "-o", out, "--digest")[0] == 1
    page = (out / "digest.md").read_text("utf-8")
    assert "1 article could not be read or translated" in page


def test_an_article_named_as_the_digest_is_refused(call, articles, tmp_path):
    (articles / "un.md").rename(articles / "digest.md")
    code, _, stderr = call("build", articles, "-o", tmp_path / "out", "--digest")
    assert code == 2
    assert "rename it" in stderr


def test_a_digest_needs_a_folder(call, articles):
    code, _, stderr = call("build", articles / "un.md", "--digest")
    assert code == 2
    assert "add -o DIR" in stderr
