"""Pages that are made of the code: command line, configuration, schema, errors, tests.

Each function returns one page of Markdown. `hooks.py` puts them into the site.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
_FROM = "{} This page is made of `{}`; a change there changes it here.\n"


def cli() -> str:
    """Every command and option, from the parser itself."""
    from briefing.cli import _parser

    parts = [
        "# Command line\n",
        _FROM.format("What `briefing COMMAND --help` says.", "briefing/cli.py"),
        "Standard output holds results only; everything else goes to standard error.\n",
    ]
    return "\n".join([*parts, *_commands(_parser(), "briefing")])


def _commands(parser: argparse.ArgumentParser, name: str) -> Iterator[str]:
    choices = _subparsers(parser)
    if not choices:
        yield from _command(parser, name)
    for word, below in choices.items():
        yield from _commands(below, f"{name} {word}")


def _subparsers(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def _command(parser: argparse.ArgumentParser, name: str) -> Iterator[str]:
    yield f"## `{name}`\n"
    yield f"{_sentence(parser.description or '')}\n"
    for group in parser._action_groups:
        rows = [_row(action) for action in group._group_actions]
        if rows:
            yield f"| {_sentence(group.title or '')} | |\n|:--|:--|"
            yield "\n".join(rows) + "\n"
    if parser.epilog:
        yield f"```text\n{parser.epilog.strip()}\n```\n"


def _row(action: argparse.Action) -> str:
    names = list(action.option_strings) or [str(action.metavar or action.dest)]
    value = action.metavar if isinstance(action.metavar, str) else ""
    if action.choices and not value:
        value = "{" + ",".join(map(str, action.choices)) + "}"
    if action.option_strings and action.nargs != 0 and value:
        names[-1] += f" {value}"
    shown = ", ".join(f"`{name}`" for name in names).replace("|", "\\|")
    return f"| {shown} | {_sentence(action.help or '')} |"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def configuration() -> str:
    """Every key of the TOML file, from the fields of `Config`."""
    from briefing.config import Config

    rows = [
        f"| `{name}` | {_default(getattr(Config(), name))} | {text} |"
        for name, text in _fields(ROOT / "briefing" / "config.py", "Config")
    ]
    return "\n".join(
        [
            "# Configuration\n",
            _FROM.format("`--config FILE` takes a TOML file.", "briefing/config.py"),
            "Flags go over the file. An unknown key is an error with a suggestion.\n",
            "| key | default | what it is |",
            "|:--|:--|:--|",
            *rows,
            "",
        ]
    )


def _default(value: Any) -> str:
    if value is None or value == {}:
        return "–"
    if isinstance(value, tuple):
        return f"`{json.dumps(list(value))}`"
    return f"`{json.dumps(value)}`"


def _fields(path: Path, name: str) -> Iterator[tuple[str, str]]:
    """The fields of a class, each with the words that stand under it."""
    classes = [n for n in ast.parse(path.read_text("utf-8")).body if _is(n, name)]
    body = classes[0].body
    for node, after in zip(body, [*body[1:], None], strict=True):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id, " ".join(_words(after).split()).replace("|", "\\|")


def _is(node: ast.stmt, name: str) -> bool:
    return isinstance(node, ast.ClassDef) and node.name == name


def _words(node: ast.stmt | None) -> str:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return str(node.value.value)
    return ""


def schema() -> str:
    """The JSON Schema, one table for each kind of object."""
    found = json.loads((ROOT / "schema" / "briefing-1.schema.json").read_text("utf-8"))
    parts = [
        "# JSON output\n",
        _FROM.format(found["description"], "schema/briefing-1.schema.json"),
        "Keys are sorted, French stands as it is, numbers have no exponent; the same "
        "briefing gives the same bytes. Unknown keys are refused by the schema.\n",
        "## The file\n",
        *_object(found),
    ]
    for name, value in found["$defs"].items():
        if "properties" in value:
            parts += [f"## {name}\n", *_object(value)]
    return "\n".join(parts)


def _object(value: Mapping[str, Any]) -> Iterator[str]:
    if text := value.get("description"):
        yield f"{text}\n"
    yield "| key | type | |\n|:--|:--|:--|"
    for key, inner in value["properties"].items():
        text = str(inner.get("description", "")).replace("|", "\\|")
        yield f"| `{key}` | {_type(inner)} | {text} |"
    yield ""


def _type(value: Mapping[str, Any]) -> str:
    if "$ref" in value:
        return str(value["$ref"]).rsplit("/", 1)[-1]
    if "const" in value:
        return f"`{value['const']}`"
    if "enum" in value:
        return ", ".join(f"`{item}`" for item in value["enum"])
    for several in ("oneOf", "anyOf"):
        if several in value:
            return " or ".join(_type(one) for one in value[several])
    kind = value.get("type", "")
    kinds = " or ".join(kind) if isinstance(kind, list) else str(kind)
    if "items" in value and isinstance(value["items"], dict):
        return f"list of {_type(value['items'])}"
    return kinds


def errors() -> str:
    """Exit codes and kinds of errors, from the classes."""
    from briefing import errors as module

    classes = sorted(
        (c for c in vars(module).values() if isinstance(c, type)),
        key=lambda c: (c.exit_code, c.__name__),
    )
    rows = [
        f"| {c.exit_code} | `{getattr(c, 'kind', '')}` | `{c.__name__}` | {_first(c)} |"
        for c in classes
    ]
    return "\n".join(
        [
            "# Exit codes and errors\n",
            _FROM.format("", "briefing/errors.py").strip() + "\n",
            *_CODES,
            "## Errors\n",
            "The kind of an error stands in the ledger, with its message. Each message "
            "names the file and the next step, on one line.\n",
            "| code | kind | in Python | when |",
            "|--:|:--|:--|:--|",
            *rows,
            "",
        ]
    )


_CODES = (
    "| code | means |",
    "|--:|:--|",
    "| 0 | all written |",
    "| 1 | some documents failed; the others are written |",
    "| 2 | usage or configuration |",
    "| 3 | a model or dependency is missing or does not match its hash |",
    "| 4 | an output could not be written |",
    "| 5 | more of the run is in doubt than `--max-doubts` allows |",
    "| 130 | interrupted; run again to go on |\n",
)


def _first(cls: type) -> str:
    return (cls.__doc__ or "").strip().splitlines()[0].replace("|", "\\|")


def fifteen() -> str:
    """The fifteen tests with their pass marks and where they are."""
    path = ROOT / "tests" / "reliability" / "fifteen.toml"
    parts = [
        "# Fifteen tests of what must not hurt\n",
        _FROM.format("", "tests/reliability/fifteen.toml").strip() + "\n",
    ]
    for test in tomllib.loads(path.read_text("utf-8"))["test"]:
        parts += [
            f"## {test['number']}. {test['name']}\n",
            f"Pass mark: {test['mark']}.\n",
        ]
        parts += [*(f"- `{name}`" for name in test["where"]), ""]
        if "open" in test:
            parts += [f"Not tested yet: {test['open']}.\n"]
    return "\n".join(parts)


PAGES: dict[str, Callable[[], str]] = {
    "reference/cli.md": cli,
    "reference/configuration.md": configuration,
    "reference/json.md": schema,
    "reference/errors.md": errors,
    "reference/fifteen.md": fifteen,
}
"""Place in the site to what makes the page."""

COPIES = {
    "DESIGN.md": "design.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "SECURITY.md": "security.md",
    "README.md": "readme.md",
    "templates/README.md": "reference/template-data.md",
    "tests/reliability/fifteen.toml": "reference/fifteen.md",
    "schema/briefing-1.schema.json": "reference/json.md",
}
"""Files of the repository to the pages of the site that show them."""


def copies() -> Iterator[tuple[str, str]]:
    """The Markdown files of the repository that are pages as they are."""
    for source, place in COPIES.items():
        if source.endswith(".md"):
            yield place, (ROOT / source).read_text("utf-8")


_LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s#]+)(#[^)\s]*)?\)")


def relinked(markdown: str, page: str, docs: Path) -> str:
    """`markdown` of the page at `page`, with links that the site can follow.

    What lies in the repository but not on the site is named by its path.
    """
    sources = {place: source for source, place in COPIES.items() if place != source}
    here = (ROOT / sources[page]) if page in dict(copies()) else docs / page

    def follow(match: re.Match[str]) -> str:
        mark, text, target, anchor = match.groups()
        if re.match(r"[a-z]+:|/", target) or target.startswith("<"):
            return match[0]
        path = (here.parent / target).resolve()
        if not path.is_relative_to(ROOT):
            return match[0]
        name = path.relative_to(ROOT).as_posix()
        place = COPIES.get(name)
        if place is None and path.is_relative_to(docs):
            place = path.relative_to(docs).as_posix()
        if place is None:
            return f"{text} (`{name}`)" if text.strip("`") != name else f"`{name}`"
        up = "../" * page.count("/")
        return f"{mark}[{text}]({up}{place}{anchor or ''})"

    return _LINK.sub(follow, markdown)
