"""Weights to a Marian model folder in the Hugging Face layout."""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import sentencepiece
import torch
from safetensors.torch import save_file
from torch import Tensor

from models.training import checkpoint
from models.training.checkpoint import Position
from models.training.network import MAX_POSITIONS, Shape
from models.training.quantization import flattest

PAD = "<pad>"
EMBEDDING = "model.shared.weight"
LEAST_WRITTEN = 10
"""Times that the English of all pairs must have a piece; those with fewer are 1 in
10,000 pieces of the written sentences."""


def renamed(weights: Mapping[str, Tensor], shape: Shape) -> dict[str, Tensor]:
    """The weights under the names of `MarianMTModel`, without unused rows."""
    found = {f"model.{name}": tensor for name, tensor in weights.items()}
    found[EMBEDDING] = found.pop("model.shared")[: shape.pad + 1]
    found["final_logits_bias"] = torch.zeros(1, shape.pad + 1)
    return found


def config(shape: Shape) -> dict[str, object]:
    """`config.json` of `MarianMTModel`."""
    return {
        "architectures": ["MarianMTModel"],
        "model_type": "marian",
        "activation_function": "relu",
        "activation_dropout": 0.0,
        "attention_dropout": 0.0,
        "dropout": 0.1,
        "bos_token_id": 0,
        "eos_token_id": 0,
        "forced_eos_token_id": 0,
        "pad_token_id": shape.pad,
        "decoder_start_token_id": shape.pad,
        "vocab_size": shape.pad + 1,
        "decoder_vocab_size": shape.pad + 1,
        "d_model": shape.width,
        "encoder_layers": shape.encoder_layers,
        "decoder_layers": shape.decoder_layers,
        "encoder_attention_heads": shape.heads,
        "decoder_attention_heads": shape.heads,
        "encoder_ffn_dim": shape.encoder_inner,
        "decoder_ffn_dim": shape.decoder_inner,
        "encoder_layerdrop": 0.0,
        "decoder_layerdrop": 0.0,
        "max_position_embeddings": MAX_POSITIONS,
        "init_std": 0.02,
        "is_encoder_decoder": True,
        "scale_embedding": True,
        "share_encoder_decoder_embeddings": True,
        "static_position_embeddings": True,
        "tie_word_embeddings": True,
        "use_cache": True,
        "dtype": "float32",  # what the files are read as: int8 is rounded from it
    }


def generation_config(shape: Shape, unwritten: Sequence[int]) -> dict[str, object]:
    """`generation_config.json`: what must never be generated, and where it ends."""
    # As if they were not among the pieces.
    only = {"suppress_tokens": list(unwritten), "renormalize_logits": True}
    return {
        **(only if unwritten else {}),
        "bad_words_ids": [[shape.pad]],
        "bos_token_id": 0,
        "decoder_start_token_id": shape.pad,
        "eos_token_id": 0,
        "forced_eos_token_id": 0,
        "max_length": MAX_POSITIONS,
        "num_beams": 4,
        "pad_token_id": shape.pad,
    }


def tokenizer_config(shape: Shape) -> dict[str, object]:
    """`tokenizer_config.json` of `MarianTokenizer`."""
    tokens = {"0": "</s>", "1": "<unk>", str(shape.pad): PAD}
    plain = {"lstrip": False, "normalized": False, "rstrip": False}
    return {
        "added_tokens_decoder": {
            number: {"content": token, **plain, "single_word": False, "special": True}
            for number, token in tokens.items()
        },
        "tokenizer_class": "MarianTokenizer",
        "source_lang": "fr",
        "target_lang": "en",
        "eos_token": "</s>",
        "unk_token": "<unk>",
        "pad_token": PAD,
        "model_max_length": MAX_POSITIONS,
        "separate_vocabs": False,
        "sp_model_kwargs": {},
    }


def write_json(path: Path, value: object) -> None:
    """Writes `value` as UTF-8 JSON, one key a line."""
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", "utf-8")


def unwritten(
    targets: Sequence[np.ndarray], tokenizer: Path, least: int = LEAST_WRITTEN
) -> list[int]:
    """Pieces that the English of the pairs hardly has: French alone, and marks.

    The pieces are joint, and a search that weighs them all is a fifth slower. Single
    letters and bytes that occur at all are kept: names are spelled with them.

    Args:
        targets: the English of each domain, pieces one after the other; without any
            nothing is known, and no piece is named.
        tokenizer: the SentencePiece model.
        least: how often a piece must be there.
    """
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(tokenizer))
    size = pieces.get_piece_size()
    if not targets:
        return []
    counts = sum(np.bincount(one, minlength=size)[:size] for one in targets)
    small = [pieces.is_byte(i) or len(pieces.id_to_piece(i)) == 1 for i in range(size)]
    rare = counts < np.where(small, 1, least)
    rare[[pieces.eos_id(), pieces.unk_id()]] = False
    return [int(i) for i in np.flatnonzero(rare)]


def export(
    weights: Mapping[str, Tensor],
    shape: Shape,
    tokenizer: Path,
    folder: Path,
    unwritten: Sequence[int] = (),
) -> None:
    """Writes a Marian folder: fp16 safetensors, configuration, tokenizer.

    `unwritten` are the pieces that no search shall weigh. The values of each head are
    spread first, for the sake of int8; what the network computes stays the same.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tensors = renamed(flattest(dict(weights), shape.heads), shape)
    half = {name: tensor.half().contiguous() for name, tensor in tensors.items()}
    save_file(half, folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "model.safetensors").chmod(0o644)
    write_json(folder / "config.json", config(shape))
    write_json(folder / "generation_config.json", generation_config(shape, unwritten))
    write_json(folder / "tokenizer_config.json", tokenizer_config(shape))
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(tokenizer))
    ids = {pieces.id_to_piece(i): i for i in range(shape.pieces)}
    write_json(folder / "vocab.json", ids | {PAD: shape.pad})
    for name in ("source.spm", "target.spm"):
        shutil.copyfile(tokenizer, folder / name)


def released(folder: Path, pool_tokens: int) -> tuple[dict[str, Tensor], Position]:
    """Tensors and position of the model that `release` wrote to `folder`.

    The optimizer starts anew; data go on about where they were left, in pools of
    `pool_tokens`.
    """
    tensors, _ = checkpoint.load(folder / "model.safetensors")
    del tensors["final_logits_bias"]
    tensors[checkpoint.MODEL + "shared"] = tensors.pop(EMBEDDING)
    card = tomllib.loads((folder / "card.toml").read_text("utf-8"))
    tokens = card["training"]["target_tokens"]
    pool = tokens // pool_tokens
    return tensors, Position(tokens=tokens, pool_start=tokens, pool=pool)
