"""Templates by name or path, read once into memory: a page opens no file.

A template is a set of files by format: `<name>.md.j2`, `<name>.html.j2`, `<name>.typ`.
Shipped ones stand in `templates/`; a user's folder lies over them, file by file, and
a user's single file replaces the one of its format.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from briefing.errors import UsageError
from briefing.resources import resource

DEFAULT = "briefing"
"""The template that is used when none is named, and a user folder's main file."""

DIGEST = "_digest"
"""The page over many articles; no template for one."""

MAIN = {"md": ".md.j2", "html": ".html.j2", "pdf": ".typ"}
"""How the main file of a template ends, for each format that has templates."""

_ASSETS = {
    "md": (".j2",),
    "html": (".j2", ".css", ".js", ".svg", ".png", ".jpg"),
    "pdf": (".typ", ".svg", ".png", ".jpg"),
}
_TEXTS = (".j2", ".typ", ".css", ".js", ".svg")
_MAX_BYTES = 10_000_000
_MAX_FILES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateSource:
    """All that a renderer may read: nothing else on the disk is in its reach."""

    name: str
    """As the user gave it."""
    main: str
    """Name of the file to start with; empty for a format without templates."""
    files: Mapping[str, bytes]
    """Contents by name, the user's over the shipped ones."""
    variables: Mapping[str, str] = field(default_factory=dict)
    """What the user set for `vars` in the template."""
    trusted: bool = True
    """Whether every file is one that ships with the program."""


def template_names() -> tuple[str, ...]:
    """The names of the shipped templates, the default first."""
    names = {name.split(".")[0] for name in _shipped() if name.endswith(".md.j2")}
    return (DEFAULT, *sorted(n for n in names - {DEFAULT} if not n.startswith("_")))


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateInfo:
    """What a list of templates shows about one of them."""

    name: str
    description: str
    """The comment that its files begin with."""
    formats: tuple[str, ...]
    variables: tuple[str, ...]


def template_infos() -> tuple[TemplateInfo, ...]:
    """The shipped templates, the default first."""
    return tuple(
        TemplateInfo(
            name=name,
            description=_description(_shipped()[f"{name}{MAIN['md']}"].decode()),
            formats=tuple(f for f, end in MAIN.items() if f"{name}{end}" in _shipped()),
            variables=variable_names(_shipped()),
        )
        for name in template_names()
    )


def _description(text: str) -> str:
    """The comment at the start of a Jinja template, in one line."""
    found = re.match(r"\{#(.*?)#\}", text, re.DOTALL)
    return " ".join(found[1].split()) if found else ""


def starter_files(name: str = DEFAULT) -> dict[str, bytes]:
    """The files of a user's own folder that begins as shipped template `name`.

    Its main files get the name that a folder is searched for; what they include and
    is not here goes on coming from the program.

    Raises:
        UsageError: no template of that name is shipped.
    """
    if name not in template_names():
        raise UsageError(
            f"no template {name!r}: there are {', '.join(template_names())}"
        )
    mains = {f"{DEFAULT}{end}": _shipped()[f"{name}{end}"] for end in MAIN.values()}
    return {**mains, "style.css": _shipped()["style.css"]}


def template_source(
    format: str,  # noqa: A002 - the word that the command line uses
    template: str | None = None,
    variables: Mapping[str, str] | None = None,
    page: str = "",
) -> TemplateSource:
    """The files of `template` for `format`.

    Args:
        format: a key of `RENDERERS`; one that has no templates gets an empty source.
        template: name of a shipped template, or path to a file or folder.
        variables: values for `vars`; each must stand in some file of the template.
        page: a page of another kind (`DIGEST`), which a user's folder may have too.

    Raises:
        UsageError: there is no such template or variable; the message lists what
            there is.
    """
    name = template or DEFAULT
    files, main, own = _shipped(), name, frozenset[str]()
    if name not in template_names():
        mine, main = _read(Path(name))
        files, own = {**files, **mine}, frozenset(mine)
    _check_variables(name, files, variables or {})
    return TemplateSource(
        name=name,
        main=_main(format, page or main, files),
        files=_of_format(format, files),
        variables=dict(variables or {}),
        trusted=not any(file.endswith(_ASSETS.get(format, ())) for file in own),
    )


def sha256(source: TemplateSource) -> str:
    """A hash over the template's files and variables, in hexadecimal."""
    digest = hashlib.sha256(source.main.encode())
    values = {name: value.encode() for name, value in source.variables.items()}
    for part in (source.files, values):
        for name, content in sorted(part.items()):
            digest.update(f"\0{len(name)}:{name}:{len(content)}:".encode() + content)
    return digest.hexdigest()


def _of_format(format: str, files: Mapping[str, bytes]) -> dict[str, bytes]:  # noqa: A002
    """The files that a page of `format` may need."""
    endings = _ASSETS.get(format, ())
    return {name: data for name, data in files.items() if name.endswith(endings)}


@cache
def _shipped() -> dict[str, bytes]:
    """The files that ship with the program."""
    return _read_folder(resource("templates"))


def _read(path: Path) -> tuple[dict[str, bytes], str]:
    """A user's files and the name of their template, without its ending."""
    ending = next((e for e in MAIN.values() if path.name.endswith(e)), None)
    try:
        if path.is_dir():
            return _read_folder(path), DEFAULT
        if ending is not None and path.is_file():
            return _load([path]), path.name.removesuffix(ending)
    except OSError as error:
        raise UsageError(f"cannot read template {path}: {error.strerror}") from error
    raise UsageError(
        f"no template {str(path)!r}: there are {', '.join(template_names())}; "
        f"or give a folder, or a file that ends in {', '.join(MAIN.values())}"
    )


def _read_folder(folder: Path) -> dict[str, bytes]:
    """The template files in `folder`, without links and folders."""
    endings = tuple({ending for group in _ASSETS.values() for ending in group})
    paths = [path for path in folder.iterdir() if path.name.endswith(endings)]
    return _load(sorted(p for p in paths if p.is_file() and not p.is_symlink()))


def _load(paths: Sequence[Path]) -> dict[str, bytes]:
    """The contents of the files, by name."""
    if len(paths) > _MAX_FILES or sum(p.stat().st_size for p in paths) > _MAX_BYTES:
        raise UsageError(
            f"{paths[0].parent}: more than {_MAX_FILES} template files or 10 MB of "
            "them; name a folder that holds only templates"
        )
    files = {path.name: path.read_bytes() for path in paths}
    for name, data in files.items():
        if name.endswith(_TEXTS) and not _is_utf8(data):
            raise UsageError(f"template {name} is not UTF-8: save it so")
    return files


def _is_utf8(data: bytes) -> bool:
    """Whether `data` can be decoded."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _main(format: str, main: str, files: Mapping[str, bytes]) -> str:  # noqa: A002
    """The file that a page of `format` starts with."""
    if format not in MAIN:
        return ""
    file = f"{main}{MAIN[format]}"
    if file not in files:
        others = [f for f, ending in MAIN.items() if f"{main}{ending}" in files]
        raise UsageError(
            f"template {main!r} makes {', '.join(others)}, not {format}: put {file} "
            "and the others in one folder and name the folder"
        )
    return file


_VARIABLE = re.compile(rb"\bvars(?:\.(?!at\()|\.at\(\"|\[['\"])([A-Za-z_][\w-]*)")


def _check_variables(
    name: str, files: Mapping[str, bytes], variables: Mapping[str, str]
) -> None:
    """Raises UsageError for a variable that no file of the template mentions."""
    known = variable_names(files)
    for variable in sorted(set(variables) - set(known)):
        raise UsageError(
            f"template {name!r} takes no variable {variable!r}: "
            f"it takes {', '.join(known) or 'none'}"
        )


def variable_names(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """The variables that the files mention."""
    found = {
        name.decode() for data in files.values() for name in _VARIABLE.findall(data)
    }
    return tuple(sorted(found))
