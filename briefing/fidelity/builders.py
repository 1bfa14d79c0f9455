"""What a rule's builder reads off the items it matched: a value and a unit."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from briefing.fidelity import clocks
from briefing.fidelity.clocks import Built, Groups
from briefing.fidelity.lexer import Number
from briefing.fidelity.numerals import number, tidy

_UNITS = {"years": "year", "seconde": "second"}
"""Units of classes whose words mean something else by themselves."""


def plain(value: Number) -> str:
    """`value` in plain decimal digits, no superfluous zeros."""
    value = tidy(value)
    if isinstance(value, int):
        return str(value)
    return f"{value:f}".rstrip("0")


def build_number(groups: Groups) -> Built:
    """The number itself."""
    value = number(groups["n"])
    return plain(-value if "minus" in groups else value), None


def build_text(groups: Groups) -> Built:
    """The token as it stands."""
    return str(groups["n"].value), None


def build_written(groups: Groups) -> Built:
    """Digits as written, zeros kept: `2.0`."""
    return groups["n"].text, None


def build_phone(groups: Groups) -> Built:
    """The digits of a phone number, `+` kept."""
    return re.sub(r"[^\d+]", "", groups["n"].text), None


def build_iso(groups: Groups) -> Built:
    """The date of « 2025-06-24 »."""
    return checked_date(*map(int, groups["n"].text.split("-"))), None


def build_slashed(groups: Groups) -> Built:
    """The date of « 24/06/2025 »."""
    day, month, *rest = map(int, re.split(r"[/.-]", groups["n"].text))
    if not rest:  # « le 12/07 »
        return checked_date(None, month, day), None
    year = rest[0]
    if month > 12 >= day:  # the American order
        day, month = month, day
    return checked_date(year + 2000 if year < 100 else year, month, day), None


def build_dotted(groups: Groups) -> Built:
    """The date of « 24.06.2025 »; a version such as 3.12.4 is none."""
    if not re.fullmatch(r"\d\d?\.\d\d?\.[12]\d{3}", groups["n"].text):
        raise ValueError("not a date")
    return build_slashed(groups)


def build_date(groups: Groups) -> Built:
    """The date of « 24 juin 2025 », "June 24" or « juin 2025 »."""
    year = int(number(groups["year"])) if "year" in groups else None
    month = int(number(groups["month"]))
    day = int(number(groups["day"])) if "day" in groups else None
    return checked_date(year, month, day), None


def checked_date(year: int | None, month: int, day: int | None) -> str:
    """ISO 8601, `--MM-DD` without a year, `YYYY-MM` without a day."""
    if not 1 <= month <= 12 or not (day is None or 1 <= day <= 31):
        raise ValueError("not a date")
    return (
        (f"{year:04d}" if year else "-")
        + f"-{month:02d}"
        + (f"-{day:02d}" if day else "")
    )


def build_half_point(groups: Groups) -> Built:
    """« un demi-point », "a quarter-point"."""
    return ("0.25" if groups["n"].cls == "quarter" else "0.5"), None


def build_pounds(groups: Groups) -> Built:
    """A weight in pounds."""
    return plain(number(groups["n"])), "pound"


def build_small_fraction(groups: Groups) -> Built:
    """« d'un cinquième »; « un troisième » at the end of a clause is an ordinal."""
    if number(groups["d"]) < 5:
        raise ValueError("not a fraction")
    return build_fraction(groups)


def build_score(groups: Groups) -> Built:
    """« deux buts à zéro »."""
    return f"{number(groups['n'])}-{number(groups['m'])}", None


def build_century(groups: Groups) -> Built:
    """The number of the century, negative before our era."""
    value = int(number(groups["n"]))
    return str(-value if "bce" in groups else value), None


def build_decade(groups: Groups) -> Built:
    """The first year of « les années 80 »."""
    value = int(number(groups["n"]))
    return str(value + (2000 if value < 20 else 1900) if value < 100 else value), None


def build_decades(groups: Groups) -> Built:
    """« les années 1950-60 » as a range."""
    first, second = int(number(groups["n"])), int(number(groups["m"]))
    return f"{first}..{first // 100 * 100 + second % 100}", None


def build_year(groups: Groups) -> Built:
    """A year, negative before our era."""
    value = int(number(groups["n"]))
    if "bce" not in groups and not 1000 <= value <= 2099:
        raise ValueError("not a year")
    return str(-value if "bce" in groups else value), None


def build_early_year(groups: Groups) -> Built:
    """The year of « l'an 800 »."""
    value = int(number(groups["n"]))
    if not 0 < value <= 2099:
        raise ValueError("not a year")
    return str(value), None


def build_spoken(groups: Groups) -> Built:
    """The year "nineteen sixty-eight"."""
    hundreds, rest = int(number(groups["n"])), int(number(groups["m"]))
    if not (10 <= hundreds <= 20 and 10 <= rest <= 99):
        raise ValueError("not a year")
    return str(hundreds * 100 + rest), None


def build_spoken_decade(groups: Groups) -> Built:
    """The decade "nineteen-seventies"."""
    hundreds = int(number(groups["n"]))
    if not 10 <= hundreds <= 20:
        raise ValueError("not a decade")
    return str(hundreds * 100 + int(number(groups["m"])) % 100), None


def build_first(groups: Groups) -> Built:
    """The rank of « François Ier »; « Paris XIIIe » is a place."""
    if number(groups["n"]) != 1:
        raise ValueError("not a king")
    return "1", None


def build_part_hour(groups: Groups) -> Built:
    """« une demi-heure » in hours, « trois quarts d'heure » in minutes."""
    if "d" not in groups:
        return "0.5", str(groups["unit"].value)
    minutes = number(groups["n"]) * 60 / Decimal(number(groups["d"]))
    return plain(minutes), "minute"


def build_points(groups: Groups) -> Built:
    """Points, with `basis` for basis points."""
    base = groups.get("base")
    return plain(number(groups["n"])), "basis" if base and base.cls in (
        "of_base",
        "basis_point",
    ) else None


def build_money(groups: Groups) -> Built:
    """An amount in the main unit and its currency."""
    value: Number = number(groups["n"])
    if "cents" in groups:
        value += Decimal(number(groups["cents"])) / 100
    return plain(value), str(groups["unit"].value)


def build_cents(groups: Groups) -> Built:
    """An amount given in cents."""
    unit = str(groups["unit"].value) if "unit" in groups else "EUR"
    return plain(Decimal(number(groups["n"])) / 100), unit


def build_age(groups: Groups) -> Built:
    """An age; years have no unit."""
    unit = str(groups["unit"].value) if "unit" in groups else None
    return plain(number(groups["n"])), None if unit == "year" else unit


def build_age_of_unknown(groups: Groups) -> Built:
    """The age in « un lyonnais de 46 ans »; « un processus de deux ans » is none."""
    if number(groups["n"]) < 14:
        raise ValueError("not an age")
    return build_age(groups)


def build_measure(groups: Groups) -> Built:
    """A number and its unit."""
    value = -number(groups["n"]) if "minus" in groups else number(groups["n"])
    unit = groups["unit"]
    return plain(value), _UNITS.get(unit.cls) or str(unit.value)


def build_tail(groups: Groups) -> Built:
    """« 1 m 80 », « 3 kg 200 »: the second number is a part of the first's unit."""
    unit, tail = str(groups["unit"].value), groups["m"].text
    places = {"m": 2, "kg": 3}.get(unit, 0)
    if len(tail) != places:
        raise ValueError("not one measure")
    return plain(number(groups["n"]) + Decimal(tail).scaleb(-places)), unit


def build_fraction(groups: Groups) -> Built:
    """A fraction as said, not reduced."""
    above, below = int(number(groups["n"])), int(number(groups["d"]))
    if not 0 < above < below:
        raise ValueError("not a fraction")
    return f"{above}/{below}", None


def build_unit_fraction(groups: Groups) -> Built:
    """« le tiers »: one part of so many."""
    return f"1/{number(groups['d'])}", None


def build_days(groups: Groups) -> Built:
    """The days of "August 5 to 9, 2024"."""
    first, _ = build_date(groups)
    second, _ = build_date({**groups, "day": groups["m"]})
    return f"{first}..{second}", None


def build_half(groups: Groups) -> Built:
    """« la moitié », "half"."""
    return "1/2", None


BUILDERS: dict[str, Callable[[Groups], Built]] = {
    "age": build_age,
    "cents": build_cents,
    "century": build_century,
    "clock": clocks.build_clock,
    "clock_half": clocks.build_clock_half,
    "clock_noon": clocks.build_clock_noon,
    "clock_hour": clocks.build_clock_hour,
    "clock_exact": clocks.build_clock_exact,
    "clock_since": clocks.build_clock_since,
    "age_of_unknown": build_age_of_unknown,
    "clock_point": clocks.build_clock_point,
    "clock_rest": clocks.build_clock_rest,
    "clock_span": clocks.build_clock_span,
    "date": build_date,
    "days": build_days,
    "dotted": build_dotted,
    "decade": build_decade,
    "decades": build_decades,
    "measure": build_measure,
    "fraction": build_fraction,
    "tail": build_tail,
    "half": build_half,
    "iso": build_iso,
    "money": build_money,
    "number": build_number,
    "part_hour": build_part_hour,
    "phone": build_phone,
    "points": build_points,
    "score": build_score,
    "slashed": build_slashed,
    "clock_quarter": clocks.build_clock_quarter,
    "clock_after": clocks.build_clock_after,
    "span_quarter": clocks.build_span_quarter,
    "spoken_decade": build_spoken_decade,
    "first": build_first,
    "clock_before": clocks.build_clock_before,
    "half_point": build_half_point,
    "pounds": build_pounds,
    "small_fraction": build_small_fraction,
    "spoken": build_spoken,
    "text": build_text,
    "unit_fraction": build_unit_fraction,
    "written": build_written,
    "year": build_year,
    "early_year": build_early_year,
}
