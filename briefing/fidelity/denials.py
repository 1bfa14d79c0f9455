"""The denials of a French sentence that English has to render, and where they stand.

« ne … pas » and its kin, « rien ne », « aucun », « sans », « , pas », « et non ».
« ne … que » is no denial. Soft denials are those that English may do without: the later
ones of « ne … pas, ne … pas et sans », and « ne … pas seulement ».
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_TOKEN = re.compile(r"[^\W\d_]+['’]?|[^\s\w]")
_PARTICLES = frozenset({"ne", "n'", "n’"})
_NOBODY = frozenset({"personne", "rien", "nul", "nulle", "aucun", "aucune", "jamais"})
_COMPLETERS = _NOBODY | {"pas", "plus", "nullement", "guère", "ni", "point"}
_CLAUSE_ENDS = frozenset({".", ";", ":", "!", "?", "…"})
_REACH = 9
"""Tokens between « ne » and « pas », or between « rien » and « ne », at most."""
_CHAIN = 14
_JOINTS = frozenset({",", "et", "ou", "ni"})
"""What joins a denial to one that stands at most `_CHAIN` tokens before."""
_LIMITS = frozenset({"que", "qu'", "qu’"})
_ONLY = frozenset(
    {"seulement", "uniquement", "simplement", "exclusivement", "moins", "loin", "juste"}
)
_APART = frozenset(
    {"", ",", "et", "mais", "ou", "voire", "non", "pourquoi", "«", '"', "“", "(", "–"}
    | {"—", ":", "-", "…", ".", ";", "!", "?"}
)
"""What stands before a « pas » or « non » that denies by itself."""
_SPOKEN = frozenset(
    {"a", "ai", "as", "ait", "est", "sont", "suis", "sais", "sait", "faut", "peut"}
    | {"peux", "veut", "veux", "va", "fait", "avait", "était", "crois", "pense"}
)
"""Verbs before a « pas » whose « ne » was swallowed."""
_NO_DENIAL_BEFORE = _ONLY | {"mal", "si", "plus", "à", "sans", "question", "-", "que"}
_BELIEVES = re.compile(
    "cro[iy]|pens|veu|voul|sembl|estim|dis|faut|souhait|signif|imagin|consid|sai|sav"
    "|compren|vois|voi|voy|suppos|accept|attend|reconn|perm|exig|garant|prouv|démontr"
)
_ADVERBIAL = frozenset({"en", "à", "sous", "par", "d'", "d’"})
"""What « aucun cas », « aucun moment », « aucun prétexte » follow."""
_MAY = re.compile("peu[tvx]|pouv|pourr|sau[rv]|sai|os[eéa]")


class Denial(NamedTuple):
    """One denial: its words for the reader, and where it stands, from 0 to 1."""

    words: str
    place: float
    soft: bool
    """Whether the English may do without it."""


class Found(NamedTuple):
    """A denial among the tokens."""

    words: str
    at: int
    soft: bool = False


def french_denials(text: str) -> list[Denial]:
    """The denials of a lower-case French text, in order."""
    matches = list(_TOKEN.finditer(text))
    tokens = [m.group() for m in matches]
    size = max(len(text), 1)
    return [
        Denial(one.words, matches[one.at].start() / size, one.soft)
        for one in chained(found_among(tokens), tokens)
    ]


def found_among(tokens: Sequence[str]) -> list[Found]:
    """The denials, in order."""
    spent: set[int] = set()
    around = [
        around_particle(tokens, i, spent)
        for i, token in enumerate(tokens)
        if token in _PARTICLES
    ]
    alone = [
        Found(token, i)
        for i, token in enumerate(tokens)
        if i not in spent and stands_alone(tokens, i, spent)
    ]
    return sorted([*filter(None, around), *alone], key=lambda one: one.at)


def chained(found: Sequence[Found], tokens: Sequence[str]) -> list[Found]:
    """`found`, soft where a denial goes on from the one before.

    « ne volent pas, ne mendient pas » is "do not steal or beg".
    """
    out: list[Found] = []
    for one in found:
        if one.words in ("aucun", "aucune") and any("…" in d.words for d in out):
            one = one._replace(soft=True)  # « pas … sous aucune forme »
        near = bool(out) and one.at - out[-1].at <= _CHAIN
        joined = near and token_at(tokens, one.at - 1) in _JOINTS
        bare = one.words in ("pas", "non")
        out.append(one._replace(soft=one.soft or (joined and not bare)))
    return out


def around_particle(tokens: Sequence[str], i: int, spent: set[int]) -> Found | None:
    """The denial that « ne » at `i` is part of; its other tokens become spent."""
    if token_at(tokens, i - 1) == "ni" or token_at(tokens, i + 1) == "importe":
        return None
    subject = next((j for j in clause(tokens, i, -1) if tokens[j] in _NOBODY), None)
    subject = None if subject in spent else subject
    after = clause(tokens, i, 1)
    j = next((j for j in after if tokens[j] in _COMPLETERS | _LIMITS), None)
    if j is not None and tokens[j] in _COMPLETERS:
        spent.update(k for k in (subject, j) if k is not None)
        spent.update(k for k in after if k > j and tokens[k] in _NOBODY)
        words = f"{tokens[i]} … {tokens[j]}"
        if subject is not None and tokens[j] == "ni":
            words = f"{tokens[subject]} … {tokens[i]}"
        return Found(words, i, limited(tokens, i, j))
    if subject is not None:
        spent.add(subject)
        return Found(f"{tokens[subject]} … {tokens[i]}", subject)
    expletive = _LIMITS & set(tokens[max(0, i - 4) : i])
    if j is None and not expletive and _MAY.match(token_at(tokens, i + 1)):
        return Found(f"{tokens[i]} {tokens[i + 1]}", i)
    return None


def clause(tokens: Sequence[str], i: int, step: int) -> list[int]:
    """The indices within reach of `i` in one direction, up to the end of the clause."""
    found: list[int] = []
    for j in range(i + step, i + step * (_REACH + 1), step):
        if not 0 <= j < len(tokens) or tokens[j] in _CLAUSE_ENDS:
            break
        found.append(j)
    return found


def limited(tokens: Sequence[str], i: int, j: int) -> bool:
    """Whether the denial from `i` to `j` is « pas seulement », « plus … que »."""
    after = tokens[j + 1 : j + 2]
    if tokens[j] == "pas":
        believes = any(_BELIEVES.match(token) for token in tokens[i + 1 : j])
        return bool(_ONLY & set(after) or (_LIMITS & set(after) and not believes))
    if tokens[j] in ("aucun", "aucune") and tokens[j - 1] in _ADVERBIAL:
        return False  # « n'indique en aucun cas que … »
    span = 1 if tokens[j] == "ni" else 4
    return bool(_LIMITS & set(tokens[j + 1 : j + 1 + span]))


def stands_alone(tokens: Sequence[str], i: int, spent: set[int]) -> bool:
    """Whether the token at `i` denies without « ne »."""
    word, before, after = tokens[i], token_at(tokens, i - 1), token_at(tokens, i + 1)
    if word == "sans":
        spent.update(k for k in clause(tokens, i, 1)[:4] if tokens[k] in _NOBODY)
        return before != "non"
    if word in ("aucun", "aucune"):
        if after == "autre" and before in _ADVERBIAL:
            before = token_at(tokens, i - 2)  # « plus qu'en aucune autre année »
        return before not in _LIMITS  # « plus qu'aucun autre »
    if word == "pas":
        apart = before in _APART or before in _SPOKEN
        return apart and after not in _NO_DENIAL_BEFORE
    if word == "non":
        apart = before in _APART and before != "ou"  # « ou non » is "whether"
        if apart and after == "pas":
            spent.add(i + 1)
        return apart and after not in _NO_DENIAL_BEFORE
    return False


def token_at(tokens: Sequence[str], i: int) -> str:
    """The token at `i`, or nothing beyond the ends."""
    return tokens[i] if 0 <= i < len(tokens) else ""
