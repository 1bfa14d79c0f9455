"""Names of models to folders on this disk, with hashes checked before anything loads.

A model is a folder in the Hugging Face Marian layout. The embedded ones carry a
`card.toml` that names every file with its SHA-256; a folder of the user's or one from
the hub may do without, and is then identified by the hash of what it holds. Weights
are read from safetensors only: pickles run code when they are opened.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefing.errors import DependencyError, ModelError
from briefing.resources import resource

DEFAULT_MODEL = "fr-en-small"
LAYOUT = ("config.json", "source.spm", "target.spm", "vocab.json")
WEIGHTS = "model.safetensors"
FAST_WEIGHTS = "ctranslate2/model.bin"
_OPTIONAL = ("generation_config.json", "tokenizer_config.json", "target_vocab.json")
_PICKLES = ("*.bin", "*.pt", "*.pth", "*.pkl", "*.ckpt", "*.h5", "*.ot")
_HUB_ID = re.compile(r"[\w.-]+/[\w.-]+(@[\w./-]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCard:
    """What is known about one model folder."""

    name: str
    folder: Path
    files: Mapping[str, str]
    """SHA-256 of each file, by its name within the folder."""
    max_source_tokens: int
    """Source tokens that one unit may have before it is split."""
    max_target_tokens: int
    beam_size: int
    length_penalty: float
    bad_token_ids: tuple[int, ...]
    """Target ids that must never be generated."""
    suppressed_ids: tuple[int, ...] = ()
    """Target ids that a search weighs only where a beginning holds them."""
    marks: bool = False
    """Whether it was trained on marked terms; see `briefing.translation.marking`."""
    min_certainty: float = 0.0
    """Certainty below which its English is flagged; `translation.certainty`."""
    about: Mapping[str, Any] = field(default_factory=dict)
    """The rest of `card.toml`: size, data, licences, scores, limits."""

    @property
    def sha256(self) -> str:
        """One hash over the names and hashes of all files."""
        listing = "".join(f"{self.files[n]}  {n}\n" for n in sorted(self.files))
        return hashlib.sha256(listing.encode()).hexdigest()


def embedded_models() -> list[ModelCard]:
    """The models that ship with the package, by name."""
    cards = sorted(resource("models").glob("*/card.toml"))
    folders = [path.parent for path in cards]
    return [read_card(folder) for folder in folders if (folder / "source.spm").exists()]


def find_model(name: str) -> ModelCard:
    """The card of an embedded model, a folder, or a hub id (`ORG/NAME[@REVISION]`).

    Raises:
        ModelError: there is no such model, or it holds no safetensors.
        DependencyError: a hub id without the packages of the extra `hf`.
    """
    embedded = resource("models") / name
    if name and "/" not in name and (embedded / "card.toml").is_file():
        return read_card(embedded)
    folder = Path(name).expanduser()
    if name and folder.is_dir():
        return read_card(folder)
    if is_hub_id(name):
        return read_card(hub_folder(name), name=name)
    known = ", ".join(card.name for card in embedded_models())
    raise ModelError(
        f"no model {name!r}: name an embedded one ({known}), a folder, or a hub id "
        f"such as Helsinki-NLP/opus-mt-fr-en"
    )


def read_card(folder: Path, *, name: str | None = None) -> ModelCard:
    """The card of a model folder, from `card.toml` or from what the folder holds.

    Raises:
        ModelError: files of the layout are missing, or the card cannot be read.
    """
    _require_layout(folder)
    card_path = folder / "card.toml"
    card: dict[str, Any] = {}
    if card_path.is_file():
        try:
            card = tomllib.loads(card_path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise ModelError(
                f"{folder.name}/card.toml cannot be read: {error}"
            ) from error
    config = _read_json(folder / "config.json")
    generation = config | _read_json(folder / "generation_config.json")
    settings = card.get("settings", {})
    positions = int(config.get("max_position_embeddings", 512))
    length = int(generation.get("max_length") or positions)
    return ModelCard(
        name=name or card.get("name", folder.resolve().name),
        folder=folder,
        files=card.get("files") or hash_files(folder),
        max_source_tokens=int(settings.get("max_source_tokens", positions)),
        max_target_tokens=min(
            int(settings.get("max_target_tokens", length)), positions
        ),
        beam_size=int(settings.get("beam_size", generation.get("num_beams") or 1)),
        length_penalty=float(
            settings.get("length_penalty", generation.get("length_penalty") or 1.0)
        ),
        bad_token_ids=_single_bad_words(generation),
        suppressed_ids=tuple(generation.get("suppress_tokens") or ()),
        marks=bool(settings.get("marks", False)),
        min_certainty=float(settings.get("min_certainty", 0.0)),
        about={k: v for k, v in card.items() if k not in {"files", "settings"}},
    )


def verify(card: ModelCard, names: Iterable[str] | None = None) -> None:
    """Return if the named files (all by default) have the hashes of the card.

    Raises:
        ModelError: a file is missing or has been altered.
    """
    for name in card.files if names is None else names:
        path = card.folder / name
        if not path.is_file():
            raise ModelError(
                f"model {card.name}: {name} is missing; install the package again"
            )
        if sha256_of(path) != card.files.get(name):
            raise ModelError(
                f"model {card.name}: {name} does not match its hash in card.toml; "
                f"install the package again, or see `briefing models check`"
            )


def hash_files(folder: Path) -> dict[str, str]:
    """SHA-256 of each file of the layout that the folder holds."""
    names = (*LAYOUT, *_OPTIONAL, WEIGHTS, *_fast_files(folder))
    return {n: sha256_of(folder / n) for n in names if (folder / n).is_file()}


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def pull(hub_id: str, *, local_only: bool = False) -> Path | None:
    """The folder of a hub model in the hub's cache, downloaded if need be.

    Returns `None` if `local_only` and it is not there.

    Raises:
        ModelError: it cannot be downloaded, or holds no safetensors.
    """
    try:
        import huggingface_hub
        from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError
        from huggingface_hub.utils import logging
    except ImportError as error:
        raise DependencyError(
            f"{hub_id} is a hub id: pip install 'briefing[hf]' to load it"
        ) from error
    logging.set_verbosity_error()  # our errors say it in a line
    repository, _, revision = hub_id.partition("@")
    try:
        return Path(
            huggingface_hub.snapshot_download(
                repository,
                revision=revision or None,
                local_files_only=local_only,
                allow_patterns=["*.json", "*.spm", "*.safetensors", "*.txt", "*.model"],
            )
        )
    except LocalEntryNotFoundError:
        if local_only:
            return None
        raise ModelError(_not_to_be_had(hub_id, "no network")) from None
    except (HfHubHTTPError, OSError, ValueError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise ModelError(_not_to_be_had(hub_id, reason)) from error


def hub_folder(hub_id: str) -> Path:
    """The folder of a hub model: from the hub's cache if it is there, else downloaded.

    Raises:
        ModelError: it is neither here nor to be had.
    """
    folder = pull(hub_id, local_only=True) or pull(hub_id)
    assert folder is not None  # noqa: S101 - only a local look-up returns None
    return folder


def is_hub_id(name: str) -> bool:
    """Whether `name` looks like `ORG/NAME` or `ORG/NAME@REVISION`."""
    return bool(_HUB_ID.fullmatch(name)) and not name.startswith((".", "/"))


def _not_to_be_had(hub_id: str, reason: str) -> str:
    return (
        f"model {hub_id} is not on this machine and could not be downloaded "
        f"({reason}); run `briefing models pull {hub_id}` where there is a network, "
        f"or name a folder"
    )


def _require_layout(folder: Path) -> None:
    missing = [name for name in LAYOUT if not (folder / name).is_file()]
    if missing:
        raise ModelError(
            f"{folder.name} is no Marian model folder: {', '.join(missing)} missing; "
            f"name one in the Hugging Face layout"
        )
    if not (folder / WEIGHTS).is_file() and not (folder / FAST_WEIGHTS).is_file():
        pickles = [p.name for pattern in _PICKLES for p in folder.glob(pattern)]
        found = f" (found {pickles[0]}, which is never opened)" if pickles else ""
        raise ModelError(
            f"{folder.name} has no {WEIGHTS}{found}; convert the weights to safetensors"
        )


def _fast_files(folder: Path) -> list[str]:
    return sorted(f"ctranslate2/{p.name}" for p in (folder / "ctranslate2").glob("*"))


def _read_json(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        value = json.loads(path.read_bytes())
    except ValueError as error:
        raise ModelError(f"{path.parent.name}/{path.name} is no JSON") from error
    return value if isinstance(value, dict) else {}


def _single_bad_words(generation: Mapping[str, Any]) -> tuple[int, ...]:
    sequences = generation.get("bad_words_ids") or []
    return tuple(ids[0] for ids in sequences if len(ids) == 1)
