"""What a user can choose, from a TOML file and flags; an unknown key is an error."""

from __future__ import annotations

import dataclasses
import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefing.errors import UsageError

FORMATS = ("md", "pdf", "html", "json", "docx")


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings of one run. Every field is a key of the TOML file."""

    formats: tuple[str, ...] = ("md",)
    """Files to write for each article, of `md`, `pdf`, `html`, `json`, `docx`."""
    template: str | None = None
    """Name of a shipped template or path to one of yours."""
    model: str = "fr-en-small"
    """Embedded model, folder, or hub id."""
    engine: str = "ctranslate2"
    """`ctranslate2`, or `transformers` for the reference."""
    device: str = "cpu"
    beam_size: int = 0
    """Hypotheses kept while searching; 0 for what the model's card says."""
    repair: bool = True
    """Decode doubtful sentences again in other ways."""
    summarizer: str = "extractive"
    """`extractive`, or a hub id or folder of a seq2seq summarizer."""
    summarizer_language: str = "en"
    """What a seq2seq summarizer reads and writes: `en`, or `fr` for one of French."""
    summary_sentences: int = 3
    points: int = 0
    """Key points to show; 0 for 3 to 8 by the length of the article."""
    glossary: str | None = None
    """TOML, CSV or TBX file of your terms."""
    default_glossary: bool = True
    """Honor the shipped terms (institutions, offices, treaties) too."""
    jobs: int = 0
    """Translations at the same time; 0 for one per core. Never changes the output."""
    memory: str = "output"
    """Where translations are kept for sentences that come again: `output` for a file
    in the output folder, `off`, or the path of a file that runs may share."""
    memory_mib: int = 256
    """Size from which on the memory forgets its oldest sentences."""
    runner: str = "local"
    """`local`, or `ray` for the machines of a Ray cluster."""
    strict: bool = False
    """Fail documents that have any doubtful sentence."""
    max_doubts: float = 1.0
    """Share of the sentences of a whole run that may be in doubt; above it the run
    ends with exit code 5, its outputs written."""
    force: bool = False
    """Translate even what is not French."""
    min_coverage: float = 0.5
    """Share of the text that must be translated, or the document fails."""
    min_confidence: float = 0.6
    """Speakers below this probability are not shown."""
    min_certainty: float = -1.0
    """Sentences of whose English the model is less sure are flagged; -1 for what its
    card says, 0 for none."""
    max_characters: int = 2_000_000
    """Longest document that is accepted."""
    max_sentences: int = 20_000
    text_field: str | None = None
    """Field of JSON records that holds the text, if not under a usual name."""
    id_field: str | None = None
    """Field of JSON records that holds the id, if not under a usual name."""
    variables: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Values for your own template."""

    def __post_init__(self) -> None:
        _require(bool(self.formats), "formats must name at least one format")
        for name in self.formats:
            _require(name in FORMATS, f"no format {name!r}{_choices(name, FORMATS)}")
        _require(
            self.summarizer_language in ("en", "fr"),
            f"summarizer_language must be en or fr, not {self.summarizer_language!r}",
        )
        _require(
            self.runner in ("local", "ray"),
            f"runner must be local or ray, not {self.runner!r}",
        )
        for key in ("jobs", "points", "beam_size"):
            _require(
                getattr(self, key) >= 0,
                f"{key} must not be negative; 0 lets the program choose",
            )
        sizes = ("max_characters", "max_sentences", "summary_sentences", "memory_mib")
        for key in sizes:
            _require(getattr(self, key) > 0, f"{key} must be positive")
        for key in ("min_coverage", "min_confidence", "max_doubts"):
            _require(0 <= getattr(self, key) <= 1, f"{key} must lie between 0 and 1")
        _require(
            self.min_certainty == -1 or 0 <= self.min_certainty <= 1,
            "min_certainty must lie between 0 and 1, or be -1 for the model's own",
        )


def load_config(path: Path | None, overrides: Mapping[str, Any]) -> Config:
    """Settings from a TOML file, with `overrides` (the flags given) on top.

    Raises:
        UsageError: no such file, no TOML, an unknown key or a value of a wrong type.
    """
    values = _read(path) if path else {}
    name = path.name if path else "flags"
    known = {f.name: f for f in dataclasses.fields(Config)}
    for key, value in values.items():
        if key not in known:
            raise UsageError(f"{name}: unknown key {key!r}{_choices(key, known)}")
        values[key] = _typed(name, key, value, known[key])
    return Config(**(values | dict(overrides)))


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UsageError(
            f"configuration {path.name} cannot be read: {error.strerror}; "
            f"check the path after --config"
        ) from error
    except ValueError as error:
        raise UsageError(f"configuration {path.name} is no TOML: {error}") from error


def _typed(name: str, key: str, value: Any, field: dataclasses.Field[Any]) -> Any:
    """`value` as the field wants it: its default tells the type."""
    if field.name == "formats":
        value = value.split(",") if isinstance(value, str) else value
        _require(
            isinstance(value, list | tuple) and all(isinstance(v, str) for v in value),
            f"{name}: {key} must be a list of formats",
        )
        return tuple(value)
    if field.name == "variables":
        _require(isinstance(value, dict), f"{name}: {key} must be a table")
        return {str(k): str(v) for k, v in value.items()}
    wanted = type(field.default) if field.default is not None else str
    if wanted is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    good = isinstance(value, wanted) and isinstance(value, bool) == (wanted is bool)
    _require(good, f"{name}: {key} must be of type {wanted.__name__}, not {value!r}")
    return value


def _choices(name: str, known: Any) -> str:
    close = difflib.get_close_matches(name, list(known), n=1)
    if close:
        return f"; did you mean {close[0]!r}?"
    return f"; there are {', '.join(known)}"


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise UsageError(message)
