"""Writes the gold files from the marked-up passages beside this script.

    python tests/data/quotes/build.py            writes gold_*.jsonl
    python tests/data/quotes/build.py --check    says which of them is out of date

`README.md` explains the markup.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SETS = ("debate", "dev", "fresh", "holdout", "indirect", "later", "opened", "varied")
NO_BREAK, NARROW = "\u00a0", "\u202f"
TOKEN = re.compile(r"\{([DMINUR])(?: (\w+|-)(?: ([^|{}]+))?)?\||\}")
UNNAMED = re.compile(r"(?:un|une|quelqu[’']un)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage as its author wrote it."""

    id: str
    header: dict[str, str]
    speakers: dict[str, list[str]]
    body: str


@dataclass(slots=True)
class Marked:
    """Text that grows while the markup is read, with the spans found so far."""

    text: str = ""
    spans: list[dict[str, Any]] = field(default_factory=list)
    open: list[dict[str, Any]] = field(default_factory=list)


def fine(text: str) -> str:
    """`text` with no-break and narrow spaces as a French typesetter puts them."""
    text = text.replace("« ", "«" + NO_BREAK).replace(" »", NO_BREAK + "»")
    text = re.sub(r" (?=[;!?])", NARROW, text)
    text = re.sub(r" (?=:)", NO_BREAK, text)
    text = re.sub(r"(?<=\d) (?=%)", NARROW, text)
    return re.sub(r"(?<=\d) (?=\d{3}\b)", NARROW, text)


def plain(text: str) -> str:
    """`text` as typed on an ordinary keyboard: ' and ordinary spaces."""
    return text.replace("’", "'")


def straight(text: str) -> str:
    """`plain`, with " for « and »."""
    return plain(text).replace("« ", '"').replace(" »", '"')


def tight(text: str) -> str:
    """`text` with « and » touching what they enclose."""
    return fine(text.replace("« ", "«").replace(" »", "»"))


def curly(text: str) -> str:
    """`text` with “ and ” for « and »."""
    return fine(text.replace("« ", "“").replace(" »", "”"))


def swiss(text: str) -> str:
    """`tight`, with ‹ and › for the inner marks, as set in Switzerland."""
    return tight(text).replace("“", "‹").replace("”", "›")


def ocr(text: str) -> str:
    """`plain`, with the << and >> that a scanned page turns marks into."""
    return plain(text).replace("«", "<<").replace("»", ">>")


STYLES = (fine, plain, straight, tight, curly, swiss, ocr)
TYPOGRAPHY = {style.__name__: style for style in STYLES}


def read_passages(path: Path) -> list[Passage]:
    """The passages of one file, in its order."""
    blocks = re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [read_passage(block) for block in blocks if block.strip()]


def read_passage(block: str) -> Passage:
    """The passage in `block`: id, header lines, speakers, empty line, paragraphs."""
    head, _, body = block.partition("\n\n")
    id_, *lines = head.splitlines()
    speakers = dict(line[1:].split(" ", 1) for line in lines if line[0] == "@")
    return Passage(
        id=id_.strip(),
        header=dict(line.split(": ", 1) for line in lines if line[0] != "@"),
        speakers={key: names.split(" | ") for key, names in speakers.items()},
        body="\n\n".join(" ".join(p.split("\n")) for p in body.strip().split("\n\n")),
    )


def read_markup(passage: Passage) -> Marked:
    """The text without markup, in its typography, and the spans in it."""
    style = TYPOGRAPHY[passage.header.get("typo", "fine")]
    marked, position = Marked(), 0
    for token in TOKEN.finditer(passage.body):
        marked.text += style(passage.body[position : token.start()])
        position = token.end()
        if token[0] == "}":
            close_span(marked)
        else:
            open_span(marked, passage, token, style)
    marked.text += style(passage.body[position:])
    if marked.open or re.search(r"[{}|]", marked.text):
        raise ValueError(f"{passage.id}: markup does not close")
    return marked


def open_span(
    marked: Marked, passage: Passage, token: re.Match[str], style: Any
) -> None:
    """Notes where a span starts and whose it is."""
    kind, key, cue = token.groups()
    names = passage.speakers[key] if key and key != "-" else []
    names = [style(name) for name in names]
    dash = marked.text.endswith("– ") or (
        marked.text.endswith(", ") and not marked.open
    )
    marked.open.append(
        {
            "start": len(marked.text),
            "type": kind,
            "speaker": names[0] if names else None,
            "speaker_aliases": names[1:],
            "cue": style(cue) if cue else None,
            "level": len(marked.open),
            "anonymous": bool(names and UNNAMED.match(names[0])),
            "mark": "dash" if dash else "marks",
        }
    )


def close_span(marked: Marked) -> None:
    """Ends the span that was opened last."""
    span = marked.open.pop()
    start, end = span.pop("start"), len(marked.text)
    text = marked.text[start:end]
    if not text or text != text.strip():
        raise ValueError(f"span starts or ends in white space: {text!r}")
    marked.spans.append({"start": start, "end": end, "text": text, **span})


def gold_line(passage: Passage, kind: str) -> dict[str, Any]:
    """The passage as one record of the gold file."""
    marked = read_markup(passage)
    return {
        "id": passage.id,
        "source": "own",
        "kind": kind,
        "title": TYPOGRAPHY[passage.header.get("typo", "fine")](
            passage.header["title"]
        ),
        "heading": None,
        "url": None,
        "text": marked.text,
        "quotes": sorted(marked.spans, key=lambda s: (s["start"], s["level"])),
    }


def gold(name: str) -> str:
    """The JSON lines of one set, passages in order of kind and file."""
    lines = [
        json.dumps(gold_line(passage, path.stem), ensure_ascii=False)
        for path in sorted((HERE / name).glob("*.txt"))
        for passage in read_passages(path)
    ]
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    """Writes or checks all sets; 1 if a check fails."""
    stale = 0
    for name in SETS:
        path, text = HERE / f"gold_{name}.jsonl", gold(name)
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
        stale += path.read_text(encoding="utf-8") != text
        records = [json.loads(line) for line in text.splitlines()]
        types = Counter(q["type"] for r in records for q in r["quotes"])
        print(name, len(records), "passages", dict(sorted(types.items())))
    return int(stale > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
