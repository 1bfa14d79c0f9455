"""Fragments of a word or two that somebody says: « s'est dite « très inquiète » ».

Most marked spans that short are names, terms or the writer's irony, and gold sets of
the press leave them out. Here are the few constructions in which a verb says outright
that the words are somebody's.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefing.quotes.lexicon import VerbForm, any_of, verb_forms, words
from briefing.quotes.marks import Marked
from briefing.quotes.words import Token, tokenize

REACH = 220
"""Characters before a fragment in which its sentence is read."""
_OBJECT = 5
"""Tokens of the longest object between a judgment and its verb."""
_OF = frozenset(("de", "d'"))
_FINITE = frozenset(("pres", "imp.", "past"))


def is_reported(text: str, marked: Marked) -> bool:
    """Whether somebody is said to have used the few words of a marked span."""
    content = marked.inner.of(text)
    if not content[0].islower() or content[-1] in ".!?…":
        return False
    before = _sentence(text, marked.outer.start)
    if not before or any(t.low == "on" for t in before[-_OBJECT - 3 :]):
        return False
    said = content.split()
    called = _is_called(before) or _is_judged(before) or _is_aside(before)
    return called or (len(said) > 1 and (_is_own(before) or _is_verb(before, said)))


def _sentence(text: str, end: int) -> list[Token]:
    """The words of the sentence before `end`, from the last mark or full stop on."""
    start = max(0, end - REACH)
    parted = max(text.rfind(mark, start, end) for mark in _PARTING)
    return list(tokenize(text, max(start, parted + 1), end))


_PARTING = '«»“”".:;?!…\n'


def _is_called(before: Sequence[Token]) -> bool:
    """« qualifie cela de « … » », « a parlé de « … » »: one person's word for it."""
    if before[-1].low not in _OF:
        return False
    if any(t.low in words("qualifies") for t in before[-_OBJECT - 2 : -1]):
        return True
    at = len(before) - 2
    while at > 0 and before[at].low in words("adverb"):
        at -= 1
    if at < 1 or before[at].low not in ("parle", "parlait", "parlé"):
        return False
    helped = before[at - 1].low in any_of("auxiliary", "adverb")
    return before[at].low != "parlé" or helped


def _is_judged(before: Sequence[Token]) -> bool:
    """« juge la mesure « inutile » », « la juge « inutile » »."""
    at = len(before) - 1
    if before[at].low in words("judges"):
        return at > 0 and before[at - 1].low in ("l'", "le", "la", "les")
    for verb in range(at - 1, max(-1, at - _OBJECT), -1):
        if before[verb].text == ",":
            return False
        if before[verb].low in words("judges"):
            return before[verb + 1].low in words("determiner")
    return False


def _is_own(before: Sequence[Token]) -> bool:
    """« s'est dite « très inquiète » », « s'avoue « un peu las » »."""
    own = any(t.low in ("s'", "se") for t in before[-3:-1])
    return own and before[-1].low in words("says_self")


def _is_verb(before: Sequence[Token], said: Sequence[str]) -> bool:
    """« X « regrette vivement » la fermeture », « X a « vivement regretté » »."""
    if before[-1].low in ("a", "ont", "avait", "avaient"):
        return any(f.name.startswith("pp") for f in _reporting(said[-1]))
    subject = before[-1].kind == "c" or before[-1].text == ")"
    return subject and any(f.name[:4] in _FINITE for f in _reporting(said[0]))


def _reporting(word: str) -> list[VerbForm]:
    """The readings of a word as a verb that mostly reports."""
    return [f for f in verb_forms().get(word.lower(), ()) if f.kind in "so"]


def _is_aside(before: Sequence[Token]) -> bool:
    """« ce mot signifie, traduit-elle, « … » »: a cue between commas."""
    if len(before) < 4 or before[-1].text != ",":
        return False
    pronoun, verb = before[-2], before[-3]
    tied = pronoun.start - verb.end in (1, 3)
    return tied and pronoun.low in words("subject")
