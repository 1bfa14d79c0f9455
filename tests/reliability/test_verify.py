"""`verify` bites: seeded mutations of a finished run, one claim must fail for each.

A clumsy forger edits a file; the ledger's hashes tell. A cunning one rewrites the
ledger too; then the content has to give itself away.
"""

from __future__ import annotations

import copy
import gzip
import hashlib
import itertools
import json
import random
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from briefing import fidelity, parts
from briefing.batch.ledger import LEDGER
from briefing.cli import main
from briefing.errors import UsageError
from briefing.translation.sentences import kept
from briefing.translation.units import why_kept
from briefing.types import Translation
from briefing.verify import Claim, as_json, verify
from tests.reliability.generated import article

ROOT = Path(__file__).parent.parent.parent
CLUMSY, CUNNING = 4, 20
"""Forgeries of each of the twelve kinds; cunning ones include what clumsy ones do."""

Record = dict[str, Any]
Mutation = Callable[[Record, random.Random], bool]


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A folder for each example, with its source in `in` and its run in `out`."""
    folders = []
    for source in sorted((ROOT / "examples").glob("*.[tm]*")):
        folder = tmp_path_factory.mktemp(source.stem)
        (folder / "in").mkdir()
        shutil.copy(source, folder / "in")
        arguments = ["build", str(folder / "in"), "-o", str(folder / "out")]
        assert main([*arguments, "-f", "md,json", "--quiet"], {}) == 0
        folders.append(folder)
    return folders


def check(folder: Path) -> tuple[Claim, ...]:
    return verify(folder / "out", [folder / "in"])


def failed(folder: Path) -> list[Claim]:
    return [claim for claim in check(folder) if not claim.ok]


def pick(rng: random.Random, items: list[Record]) -> Record | None:
    return rng.choice(items) if items else None


def edit(part: Record | None, name: str, change: Callable[[str], str]) -> bool:
    """Whether `change` changed the text `name` of `part`."""
    if part is None:
        return False
    before = part[name]
    part[name] = change(before)
    return bool(part[name] != before)


def english(record: Record) -> list[Record]:
    return [s for s in record["sentences"] if s["status"] == "translated"]


def figure(record: Record, rng: random.Random) -> bool:
    found = [s for s in english(record) if re.search(r"\d", s["target"])]

    def change(text: str) -> str:
        match = rng.choice(list(re.finditer(r"\d+", text)))
        value = str(int(match.group()) + rng.randint(1, 40))
        return text[: match.start()] + value + text[match.end() :]

    return edit(pick(rng, found), "target", change)


def digits(record: Record, rng: random.Random) -> bool:
    found = [s for s in english(record) if re.search(r"(\d)(?!\1)\d", s["target"])]
    swap = lambda text: re.sub(r"(\d)(?!\1)(\d)", r"\2\1", text, count=1)  # noqa: E731
    return edit(pick(rng, found), "target", swap)


def name(record: Record, rng: random.Random) -> bool:
    proper = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}")
    found = [
        s
        for s in english(record)
        if any(m.group() in s["source"] for m in proper.finditer(s["target"]))
    ]

    def change(text: str) -> str:
        return proper.sub(lambda m: rng.choice(["Zorbek", "Tillmore"]), text, count=1)

    return edit(pick(rng, found), "target", change)


def speaker(record: Record, rng: random.Random) -> bool:
    quote = pick(rng, [q for q in record["quotes"] if q["speaker"]])
    if quote is None:
        return False
    text, told = record["document"]["text"], quote["speaker"]
    others = [
        m
        for m in re.finditer(r"[A-Z]\w+ [A-Z]\w+", text)
        if m.group() not in told["name"]
    ]
    if not others:
        return False
    other = rng.choice(others)
    told |= {"name": other.group(), "start": other.start(), "end": other.end()}
    return True


def quotation(record: Record, rng: random.Random) -> bool:
    def change(text: str) -> str:
        i = rng.randrange(len(text))
        return text[:i] + ("e" if text[i] != "e" else "a") + text[i + 1 :]

    return edit(pick(rng, record["quotes"]), "content", change)


def dropped(record: Record, rng: random.Random) -> bool:
    i = rng.randrange(len(record["sentences"]))
    del record["sentences"][i]
    for k, sentence in enumerate(record["sentences"]):
        sentence["index"] = k
    return True


def reference(record: Record, rng: random.Random) -> bool:
    point = pick(rng, [*record["key_points"], *record["summary"]])
    if point is None:
        return False
    others = set(range(len(record["sentences"]))) - set(point["sources"])
    point["sources"][0] = rng.choice(sorted(others))
    return True


def source_hash(record: Record, rng: random.Random) -> bool:
    record["document"]["sha256"] = f"{rng.getrandbits(256):064x}"
    return True


def model(record: Record, rng: random.Random) -> bool:
    record["provenance"]["model"]["sha256"] = f"{rng.getrandbits(256):064x}"
    return True


def template(record: Record, rng: random.Random) -> bool:
    record["provenance"]["template_sha256"] = f"{rng.getrandbits(256):064x}"
    return True


def source_text(record: Record, rng: random.Random) -> bool:
    text = record["document"]["text"]
    i = rng.choice([k for k, c in enumerate(text) if c.isalpha()])
    record["document"]["text"] = text[:i] + "x" + text[i + 1 :]
    return text[i] != "x"


def flag(record: Record, rng: random.Random) -> bool:
    found = [s for s in english(record) if s["flags"]]
    sentence = pick(rng, found)
    if sentence is None:
        return False
    sentence["flags"].remove(rng.choice(sentence["flags"]))
    return True


MUTATIONS: dict[str, Mutation] = {
    "figure": figure,
    "digit swapped": digits,
    "name": name,
    "speaker": speaker,
    "quotation": quotation,
    "sentence dropped": dropped,
    "reference moved": reference,
    "hash": source_hash,
    "model": model,
    "template": template,
    "source edited": source_text,
    "flag removed": flag,
}


def forge(folder: Path, mutate: Mutation, rng: random.Random, *, cunning: bool) -> bool:
    """Whether the run in `folder` was changed."""
    path = next((folder / "out").glob("*.json"))
    record = json.loads(path.read_text(encoding="utf-8"))
    before = copy.deepcopy(record)
    if not mutate(record, rng) or record == before:
        return False
    data = (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()
    path.write_bytes(data)
    if cunning:
        rewrite_ledger(folder / "out", path.name, record, data)
    return True


def rewrite_ledger(out: Path, name: str, record: Record, data: bytes) -> None:
    """Make the ledger agree with the forged file."""
    line = json.loads((out / LEDGER).read_text(encoding="utf-8"))
    line["output_sha256"][line["outputs"].index(name)] = hashlib.sha256(
        data
    ).hexdigest()
    line["sentences"] = len(record["sentences"])
    line["flags"] = sum(bool(s["flags"]) for s in record["sentences"])
    line["sha256"] = record["document"]["sha256"]
    (out / LEDGER).write_text(json.dumps(line) + "\n", encoding="utf-8")


def caught(
    finished: list[Path], tmp_path: Path, *, cunning: bool
) -> dict[str, list[bool]]:
    """For each kind of mutation, whether each that could be made was caught."""
    results: dict[str, list[bool]] = {}
    for kind, mutate in MUTATIONS.items():
        for i in range(CUNNING if cunning else CLUMSY):
            rng = random.Random(f"{kind} {i} {cunning}")  # noqa: S311 - seeded
            folder = tmp_path / f"{kind} {i}"
            shutil.copytree(finished[i % len(finished)], folder)
            if forge(folder, mutate, rng, cunning=cunning):
                results.setdefault(kind, []).append(bool(failed(folder)))
            shutil.rmtree(folder)
    return results


def test_a_clean_run_holds_in_every_claim(finished: list[Path]) -> None:
    for folder in finished:
        assert [str(claim) for claim in failed(folder)] == []


def test_every_clumsy_forgery_is_caught(finished: list[Path], tmp_path: Path) -> None:
    results = caught(finished, tmp_path, cunning=False)
    assert results.keys() == MUTATIONS.keys()
    assert {kind: all(found) for kind, found in results.items()} == dict.fromkeys(
        MUTATIONS, True
    )


def test_cunning_forgeries_give_themselves_away(
    finished: list[Path], tmp_path: Path
) -> None:
    results = caught(finished, tmp_path, cunning=True)
    every = [one for found in results.values() for one in found]
    assert len(every) >= 200
    assert sum(every) / len(every) >= 0.99, {
        kind: f"{sum(found)}/{len(found)}" for kind, found in results.items()
    }


def test_a_source_edited_after_the_run_is_found(
    finished: list[Path], tmp_path: Path
) -> None:
    folder = tmp_path / "run"
    shutil.copytree(finished[0], folder)
    source = next((folder / "in").iterdir())
    source.write_text(source.read_text("utf-8") + "Fin.\n", encoding="utf-8")
    (claim,) = failed(folder)
    assert claim.claim == "the source is the one that was read"
    assert "--sources" in claim.detail


def test_files_missing_added_or_edited_are_named(
    finished: list[Path], tmp_path: Path
) -> None:
    folder = tmp_path / "run"
    shutil.copytree(finished[0], folder)
    page = next((folder / "out").glob("*.md"))
    page.write_text(page.read_text("utf-8").replace(".", "!", 1), encoding="utf-8")
    (folder / "out" / "extra.txt").write_text("x", encoding="utf-8")
    tree, pages = failed(folder)
    assert f"{page.name} is not as it was written" in tree.detail
    assert "extra.txt is in no line of the ledger" in tree.detail
    assert f"{page.name} says another thing" in pages.detail
    page.unlink()
    (claim,) = failed(folder)
    assert f"{page.name} is missing" in claim.detail


def test_a_page_that_was_edited_with_its_ledger_is_found(
    finished: list[Path], tmp_path: Path
) -> None:
    folder = tmp_path / "run"
    shutil.copytree(finished[0], folder)
    page = next((folder / "out").glob("*.md"))
    before = page.read_bytes()
    page.write_bytes(before.replace(b"e", b"a", 1))
    ledger = folder / "out" / LEDGER
    hashes = [hashlib.sha256(data).hexdigest() for data in (before, page.read_bytes())]
    ledger.write_text(ledger.read_text("utf-8").replace(*hashes), encoding="utf-8")
    (claim,) = failed(folder)
    assert claim.claim == "the pages say what the record says"


def test_a_run_with_ones_own_template_wants_it_named(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Le maire vient.\n", encoding="utf-8")
    own = ["--template", "dossier", "--var", "organization=Office"]
    arguments = ["build", str(tmp_path / "in"), "-o", str(tmp_path / "out")]
    assert main([*arguments, "-f", "html,json", *own, "--quiet"], {}) == 0
    arguments = ["verify", str(tmp_path / "out"), "--sources", str(tmp_path / "in")]
    assert main(arguments, {}) == 1
    assert main([*arguments, *own], {}) == 0


@pytest.mark.parametrize("text", ["[]", "{}", "null", '{"schema": "briefing/1"}', "{"])
def test_a_file_that_is_no_briefing_fails_without_a_traceback(
    text: str, finished: list[Path], tmp_path: Path
) -> None:
    folder = tmp_path / "run"
    shutil.copytree(finished[0], folder)
    next((folder / "out").glob("*.json")).write_text(text, encoding="utf-8")
    assert failed(folder)


def test_a_folder_without_a_run_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no finished run"):
        verify(tmp_path)


def test_claims_as_json_are_the_claims(finished: list[Path]) -> None:
    claims = check(finished[0])
    rows = json.loads(as_json(claims))
    assert [row["ok"] for row in rows] == [claim.ok for claim in claims]


class StandIn:
    """Translations that keep names and figures, with the doubts they deserve."""

    min_certainty = 0.0

    def __call__(self, sources: Sequence[str], /) -> list[Translation]:
        return [self._translated(source) for source in sources]

    def _translated(self, source: str) -> Translation:
        reason = why_kept(source)
        if reason:
            return kept(source, reason)
        words = source.replace("«", "“").replace("»", "”").split()
        target = " ".join(w if not w[0].islower() else "word" for w in words)
        flags = fidelity.check(source, target)
        return Translation(
            source=source, target=target, status="translated", flags=flags
        )


@pytest.mark.slow
def test_a_hundred_clean_runs_raise_no_alarm(tmp_path: Path) -> None:
    looks = ("briefing", "dossier", "bilingual", "brief")
    for seed in range(100):
        folder = tmp_path / str(seed)
        (folder / "in").mkdir(parents=True)
        (folder / "in" / "a.txt").write_text(article(seed), encoding="utf-8")
        arguments = ["build", str(folder / "in"), "-o", str(folder / "out"), "--jobs"]
        look = ["1", "-f", "md,html,json", "--template", looks[seed % len(looks)]]
        assert main([*arguments, *look, "--quiet"], {}) == 0
        assert [str(claim) for claim in failed(folder)] == []
        shutil.rmtree(folder)


@pytest.mark.slow
def test_a_hundred_clean_documents_raise_no_alarm(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "build_translator", lambda *_, **__: StandIn())
    (tmp_path / "in").mkdir()
    with gzip.open(shared / "articles" / "articles_dev.jsonl.gz", "rt") as rows:
        for i, row in enumerate(itertools.islice(rows, 100)):
            article = json.loads(row)
            text = f"{article['title'] or ''}\n\n{article['text']}\n"
            (tmp_path / "in" / f"{i:03}.txt").write_text(text, encoding="utf-8")
    arguments = ["build", str(tmp_path / "in"), "-o", str(tmp_path / "out")]
    arguments += ["-f", "md,json", "--jobs", "1", "--no-memory", "--quiet"]
    assert main(arguments, {}) == 0
    assert [str(claim) for claim in failed(tmp_path)] == []
