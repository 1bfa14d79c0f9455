"""A finished run against its files and its sources: one claim, one line.

    claims = verify(Path("out"), [Path("articles")])
    failed = [claim for claim in claims if not claim.ok]

Nothing is translated again: what a model said is compared with the French as the
checks of `fidelity` do, and everything that needs no model is made again.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from briefing.batch.ledger import LEDGER, Line, parse_line
from briefing.errors import BriefingError, DocumentError, UsageError
from briefing.protocols import Input
from briefing.recheck import CHECKS, rebuild, schema_faults
from briefing.repage import Templates, comparable, page_faults, template_faults

DIGESTS = frozenset(f"digest.{name}" for name in ("md", "html", "pdf", "json"))
"""Pages over the whole run, which no line of the ledger lists."""

_SHOWN = 5
"""Faults of one claim that are told in full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement about a run and whether it holds."""

    subject: str
    """The file or document it is about; `ledger.jsonl` for the run as a whole."""
    claim: str
    ok: bool
    detail: str = ""
    """What is wrong, or nothing."""

    def __str__(self) -> str:
        """The claim as one line for a reader."""
        ending = f": {self.detail}" if self.detail else ""
        return f"{'ok ' if self.ok else 'NOT'} {self.subject}: {self.claim}{ending}"


def verify(
    directory: Path,
    sources: Sequence[Path] = (),
    text_field: str | None = None,
    templates: Templates | None = None,
) -> tuple[Claim, ...]:
    """All claims of the run in `directory`, in a fixed order.

    Args:
        directory: what `briefing build -o` wrote.
        sources: the files or folders it was built from; without them the inputs are
            looked for as the ledger names them.
        text_field: where JSON records have their text, if not under a usual name.
        templates: what the pages may have been made with; those that ship by default.

    Raises:
        UsageError: there is no finished run in `directory`.
    """
    lines, faults = read_ledger(directory)
    paths = sources or [Path(line.input) for line in lines]
    found = find_sources(paths, directory, text_field)
    claims = [
        claim(LEDGER, "the ledger is whole", faults),
        claim(LEDGER, "the folder holds what the ledger lists", tree(directory, lines)),
    ]
    records: dict[str, Mapping[str, Any]] = {}
    known = templates or Templates()
    for line in lines:
        if line.error is None:
            claims += document_claims(directory, line, found, records)
            claims += page_claims(directory, line, records, known)
    claims.append(claim(LEDGER, "one model made all", same_provenance(records)))
    return tuple(claims)


def as_json(claims: Iterable[Claim]) -> str:
    """The claims as JSON, for `--json`."""
    rows = [asdict(one) for one in claims]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def claim(subject: str, text: str, faults: Iterable[str]) -> Claim:
    """A claim that holds if there are no `faults`."""
    found = list(faults)
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    detail = "; ".join(found[:_SHOWN]) + more
    return Claim(subject=subject, claim=text, ok=not found, detail=detail)


def read_ledger(directory: Path) -> tuple[list[Line], list[str]]:
    """The ledger's lines, and what is wrong with it."""
    path = directory / LEDGER
    try:
        rows = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise UsageError(
            f"{directory} holds no finished run: {LEDGER} cannot be read; "
            f"name a folder that briefing build has written"
        ) from error
    lines: list[Line] = []
    faults: list[str] = []
    for number, row in enumerate(rows, 1):
        try:
            lines.append(parse_line(row))
        except ValueError:
            faults.append(f"line {number} is no ledger line")
    counts = Counter(line.id for line in lines if line.error is None)
    twice = [name for name, count in counts.items() if count > 1]
    return lines, [*faults, *(f"{name} stands twice" for name in twice)]


def tree(directory: Path, lines: Sequence[Line]) -> Iterator[str]:
    """Files that are missing, changed or in no line."""
    listed: set[str] = set()
    for line in lines:
        for name, sha256 in zip(line.outputs, line.output_sha256, strict=False):
            listed.add(name)
            path = directory / name
            if not path.is_file():
                yield f"{name} is missing"
            elif hash_of(path.read_bytes()) != sha256:
                yield f"{name} is not as it was written"
    for path in sorted(directory.rglob("*")):
        name = path.relative_to(directory).as_posix()
        hidden = any(part.startswith(".") for part in Path(name).parts)
        if path.is_file() and not hidden and name not in listed | {LEDGER} | DIGESTS:
            yield f"{name} is in no line of the ledger"


def hash_of(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def find_sources(
    paths: Sequence[Path], directory: Path, text_field: str | None = None
) -> dict[str, Input]:
    """The articles in the inputs that can be read, by the hash of their bytes."""
    from briefing.batch.inputs import find_tasks, read_task
    from briefing.read.unpack import unpack

    found: dict[str, Input] = {}
    for task in find_tasks([str(path) for path in paths], directory, b""):
        try:
            source = dataclasses.replace(read_task(task), text_field=text_field)
            articles = [a for a in unpack(source) if not isinstance(a, DocumentError)]
        except DocumentError:
            continue  # the claim about its hash says that it is not there
        found |= {hash_of(article.data): article for _, article in articles}
    return found


def document_claims(
    directory: Path,
    line: Line,
    sources: Mapping[str, Input],
    records: dict[str, Mapping[str, Any]],
) -> Iterator[Claim]:
    """The claims about one document; its JSON is put into `records`."""
    known = line.sha256 in sources
    missing = (
        f"{line.input} is not there or was edited: name it with --sources where it is "
        "now, or build again"
    )
    yield claim(
        line.id, "the source is the one that was read", [] if known else [missing]
    )
    name = next((n for n in line.outputs if n.endswith(".json")), None)
    if name is None:
        return
    try:
        record = json.loads((directory / name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        yield claim(name, "the JSON can be read", [str(error)])
        return
    faults = schema_faults(record)
    yield claim(name, "the JSON keeps to its schema", faults)
    if faults:
        return
    records[name] = record
    yield claim(name, "the ledger says the same", ledger_faults(record, line))
    yield claim(
        name, "the text is that of the source", text_faults(record, line, sources)
    )
    yield claim(name, "the model is the one named", model_faults(record))
    yield from content_claims(name, record)


def page_claims(
    directory: Path,
    line: Line,
    records: Mapping[str, Mapping[str, Any]],
    templates: Templates,
) -> Iterator[Claim]:
    """The claims about what was made of one record."""
    name = next((n for n in line.outputs if n in records), None)
    if name is None:
        return
    record = records[name]
    faults = template_faults(record, templates)
    yield claim(name, "the template is the one named", faults)
    if not comparable(record, line.outputs, templates):
        return
    try:
        pages = list(page_faults(record, directory, line.outputs, templates))
    except (BriefingError, OSError, KeyError, TypeError, ValueError) as error:
        pages = [str(error)]
    yield claim(name, "the pages say what the record says", pages)


def content_claims(name: str, record: Mapping[str, Any]) -> Iterator[Claim]:
    """The claims that the record makes about its own parts."""
    try:
        made = rebuild(record)
    except (KeyError, TypeError, ValueError) as error:
        yield claim(name, "the record fits together", [str(error)])
        return
    for text, check in CHECKS.items():
        try:
            yield claim(name, text, check(made))
        except (IndexError, KeyError, TypeError, ValueError) as error:
            yield claim(name, text, [f"malformed: {error}"])


def ledger_faults(record: Mapping[str, Any], line: Line) -> Iterator[str]:
    """Where the ledger and the JSON tell different things."""
    sentences = record["sentences"]
    pairs = {
        "hash of the source": (record["document"]["sha256"], line.sha256),
        "id": (record["document"]["id"], line.id),
        "sentences": (len(sentences), line.sentences),
        "kept": (sum(s["status"] == "kept" for s in sentences), line.kept),
        "flags": (sum(bool(s["flags"]) for s in sentences), line.flags),
    }
    for name, (told, listed) in pairs.items():
        if told != listed:
            yield f"{name}: {told} here, {listed} in the ledger"


def text_faults(
    record: Mapping[str, Any], line: Line, sources: Mapping[str, Input]
) -> Iterator[str]:
    """Whether the source, read again, gives the document's text."""
    from briefing.read import read

    source = sources.get(line.sha256 or "")
    if source is None:
        return
    try:
        texts = {document.text for document in read(source)}
    except BriefingError as error:
        yield str(error)
        return
    if record["document"]["text"] not in texts:
        yield "the source reads otherwise"


def model_faults(record: Mapping[str, Any]) -> Iterator[str]:
    """Whether the model named is here and has the hash that the record tells."""
    from briefing.models import find_model

    told = record["provenance"]["model"]
    try:
        card = find_model(told["name"])
    except BriefingError as error:
        yield str(error)
        return
    if card.sha256 != told["sha256"]:
        yield f"{told['name']} has another hash"


def same_provenance(records: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Records whose provenance differs from that of the first."""
    first = next(iter(records.values()), None)
    for name, record in records.items():
        if first and record["provenance"] != first["provenance"]:
            yield f"{name} was made otherwise than the first"
