"""Where sentences begin in a French paragraph.

Each run of `.`, `!`, `?`, `…` is looked at once, with the word before it and the one
after, so the time is linear in the text. A single full stop is the hard case:
abbreviations, initials, numbers and articles of law have it too.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from briefing.sentences.words import abbreviations, labels, shouting_names, starters

# No possessive groups: before Python 3.11.5 they match the wrong text.
_STOP = re.compile(r"[.!?…]++(?:\s*+[!?])*")
_CLOSERS = re.compile(r"(?:\s*+[»›”]|[)\]’']|\[\d{1,3}\]|[¹²³⁴-⁹])*")
_SPACE = re.compile(r"\s*+")
_OPENERS = re.compile(
    r"(?:(?:[(\[]\s?(?:…|\.{3})\s?[)\]]|…|\.{3}|[«‹“„‘'`(\[–—―•*_-])\s*+)*"
)
_ALNUM = re.compile(r"[^\W_]")
_WORD = re.compile(r"[^\W\d_]++")
_STRAIGHT_MARK = re.compile('"')

_BEFORE = 24
"""Characters before a stop in which its word is looked for; longer ones are words."""
_LEADING = "«‹“„‘'’([–—―-*_…"
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_FIRST_NAMES = re.compile(r"(?:[A-ZÀ-Ý][a-zà-ÿ]?\.?-)+[A-ZÀ-Ý][a-zà-ÿ]?")
_ROMAN = re.compile(r"(?![CDLM]\b)[IVXLCDM]++(?![\w’'])")
_LEGAL = re.compile(r"[ADLR](?:[.*]|\s?\d)")
_PARTICLE = re.compile(r"(?:(?:Le|La|Les|De|Du|Des)\s|[DL][’'])[A-ZÀ-Ý]")
_MINUTES = re.compile(
    r"[0-5]\d(?!\d)(?!\s+(?!(?:à|au|aux|dans|devant|chez|et|ou|pour|sur|précises)\b)[a-zà-ÿ])"
)
"""After « h. »: figures that no noun follows (« 10 h. 30 devant la mairie »)."""
_LIST_NUMBER = re.compile(r"\d{1,3}|[IVX]{1,5}|[A-Za-z]")
_CAPITALIZED = re.compile(r"[A-ZÀ-ÝŒ][a-zà-ÿœ]{2,}")
_LINK = re.compile(
    r"[/@]|www\.| (?:com|org|net|info|html?|php|pdf)\b| [^\W_]+[./@][^\W_]", re.I
)
"""An address or file name, in a word, a space, and what begins the next one."""


class _Stop(NamedTuple):
    """One run of stops and what stands around it, as offsets into `text`."""

    text: str
    sentence: int
    """Where the sentence begins that it may end."""
    start: int
    end: int
    after: int
    """End of the closing marks that follow."""
    begin: int
    """Where the next sentence would begin …"""
    core: int
    """… and its first character that is no opening mark."""


def boundaries(paragraph: str) -> list[int]:
    """Offsets at which the second and later sentences begin, ascending."""
    text = _with_directed_marks(paragraph)
    starts: list[int] = []
    last, word = 0, _next_alnum(text, 0)
    for match in _STOP.finditer(text):
        if word >= match.start():
            continue  # nothing has been said yet: « … Et puis »
        stop = _around(text, match, last)
        if stop is not None and _ends_sentence(stop):
            starts.append(last := stop.begin)
            word = _next_alnum(text, last)
    if starts and word == len(text):
        starts.pop()  # marks without a word stay with the sentence before
    return starts


def _next_alnum(text: str, position: int) -> int:
    found = _ALNUM.search(text, position)
    return found.start() if found else len(text)


def _with_directed_marks(text: str) -> str:
    """`text` with each straight mark as “ or ”, by its neighbors or else in turn."""
    opened = False

    def directed(mark: re.Match[str]) -> str:
        nonlocal opened
        before = text[max(mark.start() - 1, 0) : mark.start()]
        after = text[mark.end() : mark.end() + 1]
        space_before = not before or before.isspace() or before in "([’'"
        space_after = not after or after.isspace() or after in ".,;:!?…)]"
        opened = not opened if space_before == space_after else space_before
        return "“" if opened else "”"

    return _STRAIGHT_MARK.sub(directed, text)


def _around(text: str, match: re.Match[str], sentence: int) -> _Stop | None:
    """What stands around a run of stops; `None` at the end of the text."""
    after = _end(_CLOSERS, text, match.end())
    begin = _end(_SPACE, text, after)
    core = _end(_OPENERS, text, begin)
    if core == len(text):
        return None
    return _Stop(text, sentence, match.start(), match.end(), after, begin, core)


def _end(pattern: re.Pattern[str], text: str, position: int) -> int:
    found = pattern.match(text, position)
    return found.end() if found else position


def _ends_sentence(stop: _Stop) -> bool:
    marks = stop.text[stop.start : stop.end]
    if stop.after == stop.begin:
        return _is_glued(stop)
    first = stop.text[stop.core]
    if not _may_begin(first):
        return first.islower() and marks == "." and _quotation_opens(stop)
    if _in_brackets(stop):
        return _starter_follows(stop)
    if "!" in marks or "?" in marks:
        return _word_before(stop) not in shouting_names()
    if len(marks) > 1 or marks == "…":
        return not first.isdigit()
    return _full_stop_ends(stop, first)


def _quotation_opens(stop: _Stop) -> bool:
    """Whether a quotation begins in lower case after a stop of no abbreviation."""
    mark = stop.text[stop.begin]
    return mark in "«“" and _full_stop_ends(stop, "A")


def _may_begin(character: str) -> bool:
    if character.isalnum():
        return not character.islower()
    return character in "#@" or unicodedata.category(character) == "So"


def _in_brackets(stop: _Stop) -> bool:
    """Whether the brackets hold nothing else: « (…) », « [...] », « (!) »."""
    return (
        stop.text[stop.end : stop.end + 1] in (")", "]")
        and stop.text[stop.start - 1] in "(["
    )


def _starter_follows(stop: _Stop) -> bool:
    """Whether a word that begins sentences follows; « D’ » is one, « D. » is not."""
    word = _next_word(stop)
    after = stop.text[stop.core + len(word) : stop.core + len(word) + 1]
    elided = after in ("’", "'")
    return word in starters() and (elided or len(word) > 1 or word in "ÀY")


def _next_word(stop: _Stop) -> str:
    word = _WORD.match(stop.text, stop.core)
    return word[0] if word else ""


def _is_glued(stop: _Stop) -> bool:
    """Whether the space after the sentence was lost (« … national.À 14 h »)."""
    word = _next_word(stop)
    if not (_starter_follows(stop) or _CAPITALIZED.fullmatch(word)):
        return False
    head = stop.text[max(stop.sentence, stop.start - _BEFORE) : stop.start]
    end = head.rstrip("»”) \u00a0\u202f")[-2:]
    plain = end.isdigit() or (end.isalpha() and end.islower())
    quotation = stop.text[stop.begin] in "«“"
    return (plain or quotation) and not _LINK.search(_token_around(stop, word))


def _token_around(stop: _Stop, word: str) -> str:
    """What stands between white space around the stop, up to the next word."""
    before = stop.text[max(stop.sentence, stop.start - _BEFORE) : stop.start]
    after = stop.text[stop.core : stop.core + len(word) + 2]
    return f"{before.split()[-1] if before.split() else ''} {after}"


def _word_before(stop: _Stop, words: int = 1) -> str:
    """The last words before the stop, without opening marks and elided articles."""
    head = stop.text[max(stop.sentence, stop.start - _BEFORE) : stop.start]
    found = " ".join(head.split()[-words:]).lstrip(_LEADING)
    return re.split("(?<=[a-zA-Z])[’']", found)[-1]


def _full_stop_ends(stop: _Stop, first: str) -> bool:
    """Whether a single full stop before `first`, capital or figure, is the end."""
    word = _word_before(stop)
    if _is_list_number(stop, word):
        return False
    kind = abbreviations().get(_word_before(stop, 2)) or abbreviations().get(word)
    if first.isdigit():
        return _ends_before_figure(stop, word, kind)
    if kind == "name":
        return word[0].islower() and _starter_follows(stop)
    if kind == "inner":
        return False
    if kind == "number":
        return not (len(word) == 1 or _points_at(stop))
    if kind == "open" or _DOTTED.fullmatch(word):
        return _starter_follows(stop)
    if _FIRST_NAMES.fullmatch(word):
        return False
    if len(word) == 1 and word.isupper():
        return _ends_after_initial(stop)
    return True


def _is_list_number(stop: _Stop, word: str) -> bool:
    """Whether nothing but this number or letter stands in the sentence (« 1. »)."""
    if stop.start - stop.sentence > _BEFORE or not _LIST_NUMBER.fullmatch(word):
        return False
    head = stop.text[stop.sentence : stop.start]
    return head.strip(" \u00a0\u202f" + _LEADING) == word


def _ends_before_figure(stop: _Stop, word: str, kind: str | None) -> bool:
    if word == "h":
        return not _MINUTES.match(stop.text, stop.core)
    if kind is not None or _DOTTED.fullmatch(word):
        return False
    if len(word) == 1 and word.isalpha():
        return _is_label(stop)
    return True


def _points_at(stop: _Stop) -> bool:
    """Whether a Roman numeral or an article of a French code follows."""
    return bool(
        _ROMAN.match(stop.text, stop.core) or _LEGAL.match(stop.text, stop.core)
    )


def _ends_after_initial(stop: _Stop) -> bool:
    """Whether « B. » ends a sentence (« le plan B. Il ») or not (« B. Obama »)."""
    if _is_label(stop):
        return True
    return _starter_follows(stop) and not _PARTICLE.match(stop.text, stop.core)


def _is_label(stop: _Stop) -> bool:
    return _word_before(stop, 2).rpartition(" ")[0].lower() in labels()
