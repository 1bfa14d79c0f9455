"""What a value breaks of a JSON Schema, for the keywords that our schema uses.

`jsonschema` validates in the tests; here a finished run is checked without it, so that
a plain installation can verify what it made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}


def faults(value: Any, schema: Mapping[str, Any], root: Mapping[str, Any]) -> list[str]:
    """What is wrong with `value`, each fault with its place; empty if it is valid."""
    return list(_faults(value, schema, root, "$"))


def _faults(
    value: Any, schema: Mapping[str, Any], root: Mapping[str, Any], at: str
) -> Iterator[str]:
    if "$ref" in schema:
        target = root["$defs"][schema["$ref"].rsplit("/", 1)[1]]
        yield from _faults(value, target, root, at)
    if "oneOf" in schema:
        fits = [not list(_faults(value, one, root, at)) for one in schema["oneOf"]]
        if sum(fits) != 1:
            yield f"{at} is none of the forms allowed"
    if not _is_type(value, schema.get("type")):
        yield f"{at} is not {schema['type']}"
        return
    yield from _value_faults(value, schema, at)
    if isinstance(value, dict):
        yield from _object_faults(value, schema, root, at)
    if isinstance(value, list):
        yield from _array_faults(value, schema, root, at)


def _is_type(value: Any, wanted: str | list[str] | None) -> bool:
    """Whether `value` is of one of the types; a boolean is no number."""
    if wanted is None:
        return True
    names = [wanted] if isinstance(wanted, str) else wanted
    if isinstance(value, bool):
        return "boolean" in names
    return any(isinstance(value, _TYPES[name]) for name in names)


def _value_faults(value: Any, schema: Mapping[str, Any], at: str) -> Iterator[str]:
    if "const" in schema and value != schema["const"]:
        yield f"{at} is not {schema['const']!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at} is {value!r}"
    low, high = schema.get("minimum"), schema.get("maximum")
    numeric = isinstance(value, int | float)
    if numeric and ((low is not None and value < low) or (high and value > high)):
        yield f"{at} is out of range"
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{at} does not match {schema['pattern']}"


def _object_faults(
    value: Mapping[str, Any],
    schema: Mapping[str, Any],
    root: Mapping[str, Any],
    at: str,
) -> Iterator[str]:
    properties = schema.get("properties", {})
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{at}.{name} is missing"
    for name, part in value.items():
        if name in properties:
            yield from _faults(part, properties[name], root, f"{at}.{name}")
        elif schema.get("additionalProperties") is False:
            yield f"{at}.{name} is not known"


def _array_faults(
    value: list[Any], schema: Mapping[str, Any], root: Mapping[str, Any], at: str
) -> Iterator[str]:
    if len(value) < schema.get("minItems", 0):
        yield f"{at} has too few items"
    heads = schema.get("prefixItems", [])
    rest = schema.get("items", {})
    if rest is False and len(value) > len(heads):
        yield f"{at} has too many items"
    for i, part in enumerate(value):
        wanted = heads[i] if i < len(heads) else rest
        if isinstance(wanted, Mapping):
            yield from _faults(part, wanted, root, f"{at}[{i}]")
