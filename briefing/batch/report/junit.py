"""JUnit XML: a test case for each document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from briefing.batch.report.entries import Entry, printable

_COUNTS = ("sentences", "doubtful", "kept")


def junit(found: Sequence[Entry]) -> bytes:
    """The run as one test suite.

    A case's class is the folder of its input, its name the input as the ledger has
    it, with the document's id if the input holds several.
    """
    repeated = Counter(entry.line.input for entry in found)
    seconds = sum(entry.line.seconds for entry in found)
    totals = {
        "tests": str(len(found)),
        "failures": str(sum(1 for entry in found if entry.line.error)),
        "errors": "0",
        "skipped": "0",
        "time": f"{seconds:.3f}",
    }
    root = ET.Element("testsuites", totals)
    suite = ET.SubElement(root, "testsuite", {"name": "briefing", **totals})
    for entry in found:
        _add_case(suite, entry, several=repeated[entry.line.input] > 1)
    ET.indent(root)
    page: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return page + b"\n"


def _add_case(suite: ET.Element, entry: Entry, *, several: bool) -> None:
    line = entry.line
    name = f"{line.input} [{line.id}]" if several else line.input
    case = ET.SubElement(
        suite,
        "testcase",
        classname=printable(entry.path.rpartition("/")[0] or "."),
        name=printable(name),
        time=f"{line.seconds:.3f}",
    )
    properties = ET.SubElement(case, "properties")
    counts = zip(_COUNTS, (line.sentences, line.flags, line.kept), strict=True)
    for key, value in (("status", line.status), *counts):
        ET.SubElement(properties, "property", name=key, value=str(value))
    if line.error:
        message = printable(line.error.message)
        failure = ET.SubElement(case, "failure", type=line.error.kind, message=message)
        failure.text = message
