"""HTML pages in a real browser: accessible, without requests, used by hand.

Needs Chromium, node, and a folder with axe-core and puppeteer-core that the variable
`BRIEFING_NODE_MODULES` names: `npm install axe-core puppeteer-core`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from briefing.render import renderer, template_names
from tests import render_cases

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
MODULES = os.environ.get("BRIEFING_NODE_MODULES", "")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (CHROMIUM and shutil.which("node") and Path(MODULES, "axe-core").is_dir()),
        reason="needs chromium, node, and axe-core in BRIEFING_NODE_MODULES",
    ),
]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the browser found, by page."""
    folder = tmp_path_factory.mktemp("pages")
    files = []
    for template in template_names():
        for case in ("ferries", "untitled", "hostile"):
            file = folder / f"{template}-{case}.html"
            file.write_bytes(renderer("html", template)(getattr(render_cases, case)()))
            files.append(str(file))
    done = subprocess.run(
        ["node", str(Path(__file__).with_name("browser.cjs")), *files],
        env={**os.environ, "NODE_PATH": MODULES, "CHROMIUM": str(CHROMIUM)},
        capture_output=True,
        check=True,
        timeout=600,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_pages_are_accessible_fit_their_window_and_ask_for_nothing(
    seen: dict[str, Any],
) -> None:
    pages = {Path(name).stem: found for name, found in seen.items() if name != "use"}
    assert len(pages) == 3 * len(template_names())
    assert {name: found for name, found in pages.items() if found} == {}


def test_points_and_quotations_lead_to_their_passages(seen: dict[str, Any]) -> None:
    assert seen["use"]["hover"] == ["s5", "s6"]
    assert seen["use"]["click"] == ["s7"]
    assert seen["use"]["inSight"]


def test_keys_walk_through_sentences_and_speakers_can_be_chosen(
    seen: dict[str, Any],
) -> None:
    assert seen["use"]["keys"] == "s2"
    assert seen["use"]["filter"] == "1 of 6 shown"
