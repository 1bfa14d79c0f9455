"""« Dont » before what is counted in: "six people, including three firefighters".

« Dont » opens a clause, "whose", or tells a part of what was named. The model writes
"whose" for both: "32 people whose eight firefighters".
"""

from __future__ import annotations

import re

from briefing.dictionary.verbs import has_own_verb

_PART = re.compile(
    r"\bdont (?=(?:l[ae]s?|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|\d"
    r"|plusieurs|certain|notamment|celui|celles?|ceux|beaucoup|quelques)\b|l['’])"
    r"([^.;:)»”\"]{2,120})(?=[.)]|$)"
)
_WHOSE = re.compile(r",? whose(?= ([^.;:)”]{2,120})(?:[.)]|$))")
_ONE = re.compile("l(?:['’]|[ae] )")
"""The article of one thing; the one of several is none in English."""
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|must"
    r"|should|do|does|did|\w{2,}(?:ed|n[’']t)|made|took|gave|came|went|said|found|held|left"
    r"|lost|won|began|became|(?:remain|live|work|plan|want|seem|know|increase)s?)\b"
)
"""Verbs of an English clause; a word too many here only leaves things as they are."""


def including(source: str, target: str) -> str:
    """`target` with "including" for its "whose", where no verb follows in either."""
    if " whose " not in target or source.count("dont ") != 1:
        return target
    part, whose = _PART.search(source), _WHOSE.findall(target)
    if not part or len(whose) != 1 or _VERB.search(whose[0]):
        return target
    if has_own_verb(part[1].replace("’", "'")):
        return target
    the = " the" if _ONE.match(part[1]) else ""
    return _WHOSE.sub(f", including{the}", target)
