"""Parse, call, print, exit; nothing else happens here."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from briefing import __version__
from briefing.errors import BriefingError, UsageError
from briefing.garbage import look_rarely
from briefing.remote import to_path

INTERRUPTED = 130

_EXAMPLES = """\
examples:
  briefing build article.txt                       a briefing in Markdown, to the screen
  briefing build articles/ -o out -f md,pdf,json   a folder of articles
  cat article.txt | briefing build - -f json       from and to a pipe
  briefing translate article.txt                   an English line for each French line
  briefing quotes article.txt                      who said what
  briefing models check                            prove that the weights are intact

exit codes: 0 all written · 1 some documents failed · 2 usage or configuration
  3 model or dependency missing or altered · 4 output could not be written
  5 more in doubt than --max-doubts allows · 130 interrupted
"""


def run() -> NoReturn:
    """Run the program on the command line it was called with, and exit."""
    look_rarely()
    sys.exit(main(sys.argv[1:], os.environ))


def main(argv: Sequence[str], environ: Mapping[str, str] | None = None) -> int:
    """The exit code of `briefing` with these arguments.

    Args:
        argv: arguments without the program's name.
        environ: environment variables; nothing below reads them from elsewhere.
    """
    from briefing.commands import call
    from briefing.commands.terminal import inert

    try:
        options = _parser().parse_args(argv)
        return call(options.command, options, environ or {})
    except SystemExit as done:  # argparse has shown its help or version
        return int(done.code or 0)
    except BriefingError as error:
        print(f"briefing: {inert(str(error))}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("briefing: interrupted; run again to go on", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone; leave no second complaint at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if environ and environ.get("BRIEFING_TRACEBACK"):
            raise
        what = inert(f"{type(error).__name__}: {error}")
        print(
            f"briefing: defect in briefing ({what}); please report it, "
            f"with what BRIEFING_TRACEBACK=1 shows",
            file=sys.stderr,
        )
        return 1


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help with room for the names of commands and options on the left."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28)


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are errors of ours: one line, exit code 2."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; see `{self.prog} --help`")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="briefing",
        description="French articles in, a trustworthy English briefing out.",
        epilog=_EXAMPLES,
        formatter_class=_Formatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "--version", action="version", version=f"briefing {__version__}"
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _add_build(commands)
    _add_translate(commands)
    _add_quotes(commands)
    _add_read(commands)
    _add_verify(commands)
    _add_models(commands)
    _add_templates(commands)
    return parser


if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[_Parser]  # the type has no public name


def _add(
    commands: Commands,
    name: str,
    text: str,
    command: str = "",
    epilog: str = "",
) -> _Parser:
    parser = commands.add_parser(
        name,
        help=text,
        description=text,
        epilog=epilog,
        formatter_class=_Formatter,
        allow_abbrev=False,
    )
    parser.set_defaults(command=command)
    return parser


def _add_model_options(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--model", metavar="NAME|PATH|HUB-ID", help="default: fr-en-small, embedded")
    add(
        "--engine", choices=("ctranslate2", "transformers"), help="default: ctranslate2"
    )
    add(
        "--beam-size", type=int, metavar="N", help="default: what the model's card says"
    )
    add("--device", choices=("cpu", "cuda"), help="default: cpu")
    add("--config", type=Path, metavar="FILE", help="TOML file with settings")
    add("--jobs", type=int, metavar="N", help="default: one for each core")


def _add_build(commands: Commands) -> None:
    parser = _add(
        commands,
        "build",
        "build briefings of articles",
        "build.build",
        "examples:\n"
        "  briefing build article.txt > briefing.md\n"
        "  briefing build articles/ 'more/*.md' -o out -f md,pdf,json\n"
        "  briefing build articles/ -o out --strict || less out/ledger.jsonl\n",
    )
    add = parser.add_argument
    add("inputs", nargs="+", metavar="INPUT", help="file, folder, glob, address, or -")
    add("-o", "--output", type=to_path, metavar="DIR", help="folder for the briefings")
    add("-f", "--formats", metavar="LIST", help="md, html, pdf, docx, json; else md")
    add("-t", "--template", metavar="TEMPLATE", help="a shipped one by name, or a path")
    add("--var", action="append", metavar="KEY=VALUE", help="a value for the template")
    add("--points", type=int, metavar="N", help="key points; default: 3 to 8 by length")
    add("--summarizer", metavar="NAME", help="extractive (default), or HUB-ID or PATH")
    add("--digest", action="store_true", help="one more page, over all the articles")
    add("--glossary", metavar="FILE", help="your terms: TOML, CSV or TBX")
    add(
        "--no-default-glossary",
        dest="default_glossary",
        action="store_false",
        default=None,
        help="leave the shipped terms of the press alone",
    )
    add("--min-confidence", type=float, metavar="P", help="show speakers from here on")
    add("--min-certainty", type=float, metavar="P", help="doubt English below it")
    add("--follow", action="store_true", help="fetch the pages that feeds link")
    _add_fetch_options(parser)
    _add_field_options(parser)
    add("--timeout", type=float, default=0, metavar="SECONDS", help="for each article")
    add("--strict", action="store_true", default=None, help="doubts fail the document")
    add(
        "--max-doubts", type=float, metavar="SHARE", help="of sentences, or exit code 5"
    )
    add(
        "--force", action="store_true", default=None, help="take what is not French too"
    )
    add(
        "--no-repair",
        dest="repair",
        action="store_false",
        default=None,
        help="do not decode doubtful sentences again",
    )
    add("--quiet", action="store_true", help="no progress, no summary line")
    add("--log-json", action="store_true", help="a JSON line for each event, to stderr")
    _add_scale_options(parser)
    _add_model_options(parser)
    _add_ci_options(parser)


def _add_scale_options(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument_group("for many articles").add_argument
    add("--runner", choices=("local", "ray"), help="default: local; ray: a cluster")
    add("--max-memory", type=int, default=0, metavar="MIB", help="for each worker")
    add("--memory", metavar="FILE", help="translations to reuse; default: one in DIR")
    add("--no-memory", dest="memory", action="store_const", const="off", help="none")


def _add_fetch_options(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--allow-private", action="store_true", help="fetch from this network too")
    add("--no-cache", action="store_true", help="keep no fetched pages on disk")


def _add_field_options(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--text-field", metavar="NAME", help="where JSON records have their text")
    add("--id-field", metavar="NAME", help="where JSON records have their ids")


def _add_ci_options(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument_group("in CI and make").add_argument
    add("--check", action="store_true", help="build nothing; 1 if not up to date")
    add("--junit", type=Path, metavar="FILE", help="a test case for each document")
    add("--summary", type=Path, metavar="FILE", help="the run on a page of Markdown")
    add("--annotations", choices=("github",), help="failures and doubts, to the screen")
    add("--depfile", type=Path, metavar="FILE", help="what outputs depend on, for make")


def _add_translate(commands: Commands) -> None:
    parser = _add(
        commands,
        "translate",
        "translate French lines: one English line for each, same count, same order",
        "articles.translate",
    )
    parser.add_argument("input", nargs="?", default="-", metavar="FILE", help="or -")
    _add_model_options(parser)


def _add_quotes(commands: Commands) -> None:
    parser = _add(
        commands,
        "quotes",
        "show the quotations of an article and who said them",
        "articles.quotes",
    )
    add = parser.add_argument
    add("input", metavar="INPUT", help="an article: file, address, or -")
    _add_fetch_options(parser)
    add("--json", action="store_true", help="offsets, speaker, cue, evidence as JSON")
    add("--indirect", action="store_true", help="speech without marks too")
    add("--min-confidence", type=float, metavar="P", help="show speakers from here on")
    add(
        "--force", action="store_true", default=None, help="take what is not French too"
    )


def _add_read(commands: Commands) -> None:
    parser = _add(
        commands,
        "read",
        "show an input as it was read, with its spans",
        "articles.read",
    )
    parser.add_argument("input", metavar="INPUT", help="file, address, or -")
    _add_fetch_options(parser)
    _add_field_options(parser)


def _add_verify(commands: Commands) -> None:
    parser = _add(
        commands,
        "verify",
        "check every claim of a finished run against its sources",
        "runs.verify",
        "exit code 0 if all claims hold, 1 if not\n",
    )
    add = parser.add_argument
    add("directory", type=Path, metavar="DIR", help="what `briefing build -o` wrote")
    add(
        "--sources",
        type=Path,
        action="append",
        metavar="PATH",
        help="files or folders it was built from; default: as the ledger names them",
    )
    add("--text-field", metavar="NAME", help="where JSON records have their text")
    add("-t", "--template", metavar="TEMPLATE", help="your own, if built with one")
    add("--var", action="append", metavar="KEY=VALUE", help="a value for the template")
    add("--json", action="store_true", help="the claims as JSON")


def _add_templates(commands: Commands) -> None:
    parser = _add(commands, "templates", "list, show or copy templates")
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    _add(
        actions, "list", "the shipped templates and their formats", "templates.list_all"
    )
    show = _add(actions, "show", "the files of a template", "templates.show")
    show.add_argument("name", metavar="NAME")
    new = _add(actions, "new", "begin a template of your own", "templates.new")
    new.add_argument("folder", type=Path, metavar="FOLDER", help="made, with the files")
    new.add_argument("--like", default="briefing", metavar="NAME", help="what to copy")


def _add_models(commands: Commands) -> None:
    parser = _add(commands, "models", "list, check, pull or convert models")
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    _add(actions, "list", "the embedded models", "models.list_all")
    check = _add(
        actions,
        "check",
        "prove weights by hash and by pinned sentences",
        "models.check",
    )
    check.add_argument("model", nargs="?", metavar="NAME", help="default: all embedded")
    pull = _add(actions, "pull", "download a model from the hub", "models.pull")
    pull.add_argument("model", metavar="HUB-ID", help="ORG/NAME or ORG/NAME@REVISION")
    convert = _add(
        actions,
        "convert",
        "convert a model folder for the fast engine",
        "models.convert",
    )
    convert.add_argument("model", metavar="PATH|HUB-ID")
    convert.add_argument("-o", "--output", type=Path, metavar="DIR")
