"""Is it French? The question is asked before any of it is translated."""

from __future__ import annotations

import re
from array import array
from functools import cache
from typing import Any

from briefing.errors import LanguageError
from briefing.resources import lines
from briefing.types import Document

_SAMPLE = 8_000
"""Characters; more of an article does not change what language it is in."""
_SURE = ((6, 0.07), (4, 0.10))
"""Different French function words, and their share of all words, from which a text is
French without further question. Of 699 press articles one has a share of 0.063 and all
others 0.085 or more; of 439 English ones the highest has 0.021; samples of seven
neighbors (`tests/unit/test_read.py`) have 0.068 at most, of two words. Four fifths of
passages of 40 words from the press pass, of 60 words nine tenths. Where the model has
to be asked, a process waits a second."""
_MIN_LETTERS = 60
"""Letters below which py3langid guesses."""
_MARGIN = 0.06
"""How much likelier per letter the other language must be (natural logarithm)."""
_WORD = re.compile(r"[^\W\d_]+")
_NOISE = re.compile(r"\S*(?:://|www\.|@)\S*|\d+")
_LETTER = re.compile(r"[^\W\d_]")
_NAMES = {
    "ar": "Arabic", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German",
    "el": "Greek", "en": "English", "es": "Spanish", "fi": "Finnish",
    "hu": "Hungarian", "it": "Italian", "ja": "Japanese", "ko": "Korean",
    "la": "Latin", "lb": "Luxembourgish", "nl": "Dutch", "no": "Norwegian",
    "oc": "Occitan", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian",
    "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def check_language(document: Document) -> None:
    """Nothing, if `document` is in French or too short to tell.

    Raises:
        LanguageError: it is in another language.
    """
    found = foreign_language(document.text)
    if found is not None:
        name = f"{_NAMES[found]} ({found})" if found in _NAMES else f"“{found}”"
        raise LanguageError(
            f"{document.source}: the text seems to be in {name}, not in French;"
            " use --force to translate it all the same"
        )


def foreign_language(text: str) -> str | None:
    """The code of the language of `text`, `None` if it is French or hard to tell."""
    sample = _NOISE.sub(" ", text[:_SAMPLE]).lower()
    letters = len(_LETTER.findall(sample))
    if letters < _MIN_LETTERS:
        return None
    if _is_plainly_french(sample):
        return None
    ranked = [(str(code), float(score)) for code, score in _identifier().rank(sample)]
    best, score = ranked[0]
    french = dict(ranked)["fr"]
    return best if (score - french) / letters > _MARGIN else None


def _is_plainly_french(sample: str) -> bool:
    """Whether the words of structure say so. Spares loading a model: half a second."""
    words = _WORD.findall(sample)
    found = [word for word in words if word in _function_words()]
    distinct = len(set(found))
    return any(
        distinct >= least and len(found) >= share * len(words) for least, share in _SURE
    )


@cache
def _identifier() -> Any:
    """py3langid with its model unpacked in memory.

    The library itself unpacks it into a temporary file, and fails where there is no
    room for one or none may be written.
    """
    import io
    import lzma

    import numpy as np
    from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

    with lzma.open(MODEL_DIR / MODEL_FILE) as packed:
        unpacked = io.BytesIO(packed.read())
    with np.load(unpacked, allow_pickle=False) as model:
        return LanguageIdentifier(
            model["ptc"],
            model["pc"],
            model["classes"].tolist(),
            _array(model["nextmove"]),
            model["out_feat"].tolist(),
            tk_row=_array(model["nextmove_row"]),
        )


def _array(values: Any) -> array[int]:
    """A numpy array as one of Python, to be looked into item by item."""
    return array(values.dtype.char, values.tobytes())


@cache
def _function_words() -> frozenset[str]:
    return frozenset(lines(__package__, "function_words.txt"))
