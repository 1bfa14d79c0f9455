"""Text to token ids and back, by the SentencePiece files of a Marian model.

A Marian folder in the Hugging Face layout holds `source.spm` and `target.spm`, which
cut text into pieces, and `vocab.json`, which numbers the pieces; the numbers inside
the `.spm` files are not the model's. Normalization (quotation marks, spaces, dashes)
happens inside `source.spm`, so that every engine sees the same pieces.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from briefing.errors import ModelError

EOS = "</s>"
UNK = "<unk>"
PAD = "<pad>"
_BYTE = "<0x"
"""Opens the pieces for the bytes of characters that have none of their own."""


class Tokenizer:
    """Encodes French and decodes English for one model folder.

    Raises:
        ModelError: a file is missing or is not what its name says.
    """

    def __init__(self, folder: Path) -> None:
        self._source = _load_pieces(folder / "source.spm")
        self._target = _load_pieces(folder / "target.spm")
        self._ids = _load_vocabulary(folder / "vocab.json")
        target_vocabulary = folder / "target_vocab.json"
        target_ids = (
            _load_vocabulary(target_vocabulary)
            if target_vocabulary.exists()
            else self._ids
        )
        self.source_tokens = _by_id(self._ids)
        """The piece of each source id. *Shape:* `(vocabulary size,)`."""
        self.target_tokens = _by_id(target_ids)
        """The piece of each target id; the same list unless vocabularies differ."""
        self._target_ids = target_ids
        self.eos_id = self._ids[EOS]
        self._unk_id = self._ids[UNK]
        self._special = {target_ids.get(token) for token in (EOS, UNK, PAD)}

    def encode(self, texts: Sequence[str]) -> list[list[int]]:
        """Ids of each text, ending with the end-of-sentence id."""
        # One after the other: for a list the library starts threads, which takes
        # longer (1.5 ms) than the pieces of a hundred sentences.
        pieces = (self._source.encode(text, out_type=str) for text in texts)
        ids, unknown = self._ids, self._unk_id
        return [[ids.get(p, unknown) for p in line] + [self.eos_id] for line in pieces]

    def encode_target(self, text: str) -> list[int]:
        """Target ids of English words, without an end token."""
        pieces: list[str] = self._target.encode(text, out_type=str)
        unknown = self._target_ids[UNK]
        return [self._target_ids.get(piece, unknown) for piece in pieces]

    def continues_word(self, token_id: int) -> bool:
        """Whether a target piece belongs to the word of the piece before it."""
        token = self.target_tokens[token_id]
        return token[:1].isalnum() or token.startswith(_BYTE)

    def decode(self, token_ids: Sequence[int]) -> str:
        """The text of target ids; special tokens leave no trace."""
        pieces = [self.target_tokens[i] for i in token_ids if i not in self._special]
        text: str = self._target.decode(pieces)
        return text.strip()


def _load_pieces(path: Path) -> Any:
    import sentencepiece

    try:
        return sentencepiece.SentencePieceProcessor(model_file=str(path))
    except (OSError, RuntimeError) as error:
        raise ModelError(
            f"{path.parent.name}/{path.name} is missing or no SentencePiece model; "
            f"get the model folder again"
        ) from error


def _load_vocabulary(path: Path) -> dict[str, int]:
    try:
        vocabulary = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise ModelError(
            f"{path.parent.name}/{path.name} is missing or no JSON; "
            f"get the model folder again"
        ) from error
    if not isinstance(vocabulary, dict) or not {EOS, UNK} <= vocabulary.keys():
        raise ModelError(f"{path.parent.name}/{path.name} lacks {EOS} or {UNK}")
    return vocabulary


def _by_id(ids: dict[str, int]) -> list[str]:
    tokens = [UNK] * (max(ids.values()) + 1)
    for token, number in ids.items():
        tokens[number] = token
    return tokens
