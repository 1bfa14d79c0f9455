"""Writes `digest.json` from the marked-up articles beside this script.

    python tests/data/digest/build.py            writes it
    python tests/data/digest/build.py --check    says whether it is out of date

`README.md` explains the markup and the labels.
"""

from __future__ import annotations

import json
import re
import sys
from itertools import combinations
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
OUTPUT = HERE / "digest.json"
FIGURE = re.compile(r"\{(\w+)=([^|{}]+)\|([^{}]+)\}")


def read_article(block: str) -> dict[str, Any]:
    """The article in `block`, its figures with their offsets in the text."""
    head, _, body = block.strip().partition("\n\n")
    id_, *lines = head.splitlines()
    text, figures, position = "", [], 0
    for found in FIGURE.finditer(body):
        text += body[position : found.start()]
        fact, value, words = found.groups()
        span = {"start": len(text), "end": len(text) + len(words)}
        figures.append({"fact": fact, "value": value, "words": words, **span})
        text, position = text + words, found.end()
    header = dict(line.split(": ", 1) for line in lines)
    return {
        "id": id_,
        "event": id_.rsplit("-", 1)[0] if not id_.startswith("autre-") else id_,
        **header,
        "copy_of": header.get("copy_of"),
        "text": text + body[position:],
        "figures": figures,
    }


def duplicate_pairs(articles: list[dict[str, Any]]) -> list[list[str]]:
    """Pairs of ids that are copies of the same article."""
    origin = {a["id"]: a["copy_of"] or a["id"] for a in articles}
    return [[a, b] for a, b in combinations(origin, 2) if origin[a] == origin[b]]


def facts(articles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What several independent articles give a figure for, with each statement."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for article in articles:
        for figure in article["figures"]:
            statement = {"article": article["id"], **figure}
            fact = (article["event"], statement.pop("fact"))
            found.setdefault(fact, []).append(statement)
    copies = {a["id"]: a["copy_of"] or a["id"] for a in articles}
    return [
        {
            "event": event,
            "fact": fact,
            "label": "agree" if len({s["value"] for s in said}) == 1 else "contradict",
            "statements": said,
        }
        for (event, fact), said in found.items()
        if len({copies[s["article"]] for s in said}) > 1
    ]


def digest() -> str:
    """The articles and their labels as JSON."""
    blocks = re.split(
        r"^=== ",
        (HERE / "articles.txt").read_text(encoding="utf-8"),
        flags=re.MULTILINE,
    )
    articles = [read_article(block) for block in blocks if block.strip()]
    labels = {"duplicates": duplicate_pairs(articles), "facts": facts(articles)}
    for article in articles:
        del article["figures"]
    content = {"articles": articles, **labels}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def main(arguments: list[str]) -> int:
    """Writes or checks the file; 1 if a check fails."""
    text = digest()
    if "--check" not in arguments:
        OUTPUT.write_text(text, encoding="utf-8")
    return int(OUTPUT.read_text(encoding="utf-8") != text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
