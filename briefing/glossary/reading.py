"""Glossary files to terms: TOML, CSV and TBX, told by their suffix.

TOML: tables `[[term]]` with `source`, `target` and, at will, `case`, `inflect`,
`plural`, `accept`, `avoid`, `note`. CSV: the same names in the first line, commas,
semicolons or tabs between them, and `|` between the renderings to accept or to avoid.
TBX: TBX-Basic (ISO 30042); the first English term of an entry is wanted for each of its
French ones, its others will do as well.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any
from xml.parsers import expat

from briefing.errors import UsageError
from briefing.glossary.terms import Term

_FIELDS = frozenset(
    {"source", "target", "case", "inflect", "plural", "accept", "avoid", "note"}
)
_CASES = {"true": "exact", "false": "any"}
_YES = frozenset({"", "1", "true", "yes"})
_NO = frozenset({"0", "false", "no"})


def read_terms(data: bytes, name: str) -> list[Term]:
    """The terms in `data`; the suffix of `name` says how to read it.

    Raises:
        UsageError: the format is not known, or the file is not of it.
    """
    read = READERS.get(PurePath(name).suffix.lower())
    if read is None:
        raise UsageError(f"glossary {name}: not one of {', '.join(READERS)}")
    try:
        text = data.decode("utf-8-sig")
        return list(read(text))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UsageError(
            f"glossary {name}: line {line}: not UTF-8; save it in that encoding"
        ) from error
    except (ValueError, csv.Error) as error:
        raise UsageError(f"glossary {name}: {error}") from error


def read_toml(text: str) -> Iterator[Term]:
    """The `[[term]]` tables."""
    data = tomllib.loads(text)
    unknown = set(data) - {"term"}
    if unknown:
        raise ValueError(f"unknown key {sorted(unknown)[0]!r}; terms are [[term]]")
    heads = re.compile(r"^\s*\[\[\s*term\s*\]\]", re.MULTILINE)
    lines = [text.count("\n", 0, m.end()) + 1 for m in heads.finditer(text)]
    tables = data.get("term", [])
    if not isinstance(tables, list) or len(lines) != len(tables):
        raise ValueError("terms must be written as [[term]] tables")
    for line, table in zip(lines, tables, strict=True):
        yield make_term(table, line)


def read_csv(text: str) -> Iterator[Term]:
    """The rows under a first line of field names."""
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text), strict=True, delimiter=delimiter)
    header = checked_header(next(reader, []))
    for row, line in rows_of(reader):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(header):
            raise ValueError(f"line {line}: {len(row)} fields, {len(header)} named")
        fields = {k: v.strip() for k, v in zip(header, row, strict=False) if v.strip()}
        yield make_term(fields, line)


def checked_header(cells: Sequence[str]) -> list[str]:
    """The names in the first line."""
    header = [name.strip().lower() for name in cells]
    if not {"source", "target"} <= set(header):
        raise ValueError("line 1: the first line must name source and target")
    unknown = [name for name in header if name not in _FIELDS]
    if unknown:
        known = ", ".join(sorted(_FIELDS))
        raise ValueError(f"line 1: unknown field {unknown[0]!r}; there are {known}")
    twice = [name for i, name in enumerate(header) if name in header[:i]]
    if twice:
        raise ValueError(f"line 1: {twice[0]} stands twice")
    return header


def rows_of(reader: Any) -> Iterator[tuple[list[str], int]]:
    """Rows of a CSV reader, each with the line it begins on."""
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise ValueError(f"line {line}: {error}") from error
        yield row, line


def make_term(fields: Mapping[str, Any], line: int) -> Term:
    """The term that `fields` describe."""
    unknown = sorted(set(fields) - _FIELDS)
    if unknown:
        raise ValueError(f"line {line}: unknown field {unknown[0]!r}")
    return Term(
        source=one_text(fields, "source", line) or "",
        target=one_text(fields, "target", line) or "",
        exact_case=read_case(fields, line),
        inflect=read_flag(fields.get("inflect", ""), line),
        plural=one_text(fields, "plural", line),
        accept=renderings(fields, "accept", line),
        avoid=renderings(fields, "avoid", line),
        note=one_text(fields, "note", line),
        line=line,
    )


def one_text(fields: Mapping[str, Any], name: str, line: int) -> str | None:
    """The field `name` with single spaces; `None` if it is not there."""
    value = fields.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"line {line}: {name} must be text")
    return " ".join(value.split(" ")).strip() if value else None


def renderings(fields: Mapping[str, Any], name: str, line: int) -> tuple[str, ...]:
    """The renderings in the field `name`: a list, or text with `|` between them."""
    value = fields.get(name, "")
    parts = value.split("|") if isinstance(value, str) else value
    if not isinstance(parts, list) or not all(isinstance(p, str) for p in parts):
        raise ValueError(f"line {line}: {name} must be a list of texts")
    return tuple(part.strip() for part in parts if part.strip())


def read_case(fields: Mapping[str, Any], line: int) -> bool:
    """Whether capitals count: as `case` says, else if the French has any."""
    case = _CASES.get(str(fields.get("case", "")).lower(), fields.get("case", ""))
    if case not in ("", "exact", "any"):
        raise ValueError(f"line {line}: case is exact or any, not {case!r}")
    source = str(fields.get("source", ""))
    return case == "exact" or (case == "" and source != source.lower())


def read_flag(value: object, line: int) -> bool:
    """A yes or no."""
    text = str(value).lower()
    if text not in _YES | _NO:
        raise ValueError(f"line {line}: inflect is true or false, not {value!r}")
    return text in _YES


def read_tbx(text: str) -> Iterator[Term]:
    """The entries of a TBX file; entities of its own are refused."""
    reader = _Tbx()
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: reader.start(
        name, attributes, parser.CurrentLineNumber
    )
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    parser.EntityDeclHandler = refuse_entity
    try:
        parser.Parse(text.encode(), True)
    except expat.ExpatError as error:
        raise ValueError(
            f"line {error.lineno}: {expat.ErrorString(error.code)}"
        ) from error
    yield from reader.terms


def refuse_entity(*_: object) -> None:
    """Raise: entities can blow a small file up to gigabytes."""
    raise ValueError("a glossary must not declare entities")


class _Tbx:
    """Collects the terms of TBX entries while the parser runs."""

    def __init__(self) -> None:
        self.terms: list[Term] = []
        self._line = 0
        self._lang = ""
        self._text: list[str] | None = None
        self._found: dict[str, list[str]] = {}

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        """An element begins."""
        if name in ("termEntry", "conceptEntry"):
            self._line, self._found = line, {}
        elif name in ("langSet", "langSec"):
            self._lang = attributes.get("xml:lang", "")[:2].lower()
        elif name == "term":
            self._text = []

    def characters(self, text: str) -> None:
        """Text inside an element."""
        if self._text is not None:
            self._text.append(text)

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "term" and self._text is not None:
            term = " ".join("".join(self._text).split())
            self._found.setdefault(self._lang, []).append(term)
            self._text = None
        elif name in ("termEntry", "conceptEntry"):
            target, *others = self._found.get("en") or [""]
            for source in dict.fromkeys(self._found.get("fr") or [""]):
                fields = {"source": source, "target": target, "accept": others}
                self.terms.append(make_term(fields, self._line))


READERS: dict[str, Callable[[str], Iterator[Term]]] = {
    ".toml": read_toml,
    ".csv": read_csv,
    ".tbx": read_tbx,
}
