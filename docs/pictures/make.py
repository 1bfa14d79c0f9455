"""Draws the pictures of this folder: first pages of what the templates make.

    python docs/pictures/make.py examples/sommet.txt

Needs pypdfium2 and Pillow; the two of the HTML page need Chromium as well.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image

from briefing.config import Config
from briefing.parts import build_pipeline
from briefing.protocols import Input
from briefing.read import read
from briefing.render import renderer, template_names
from briefing.types import Briefing

HERE = Path(__file__).parent
WINDOWS = {"desktop": "1280,900", "phone": "500,900"}
"""Chromium's windows are not narrower than 500 pixels."""


def draw_pdf(briefing: Briefing, template: str) -> None:
    """Write the first page of the PDF that `template` makes."""
    data = renderer("pdf", template)(briefing)
    page = pypdfium2.PdfDocument(data)[0].render(scale=1.25).to_pil()
    save(page, HERE / f"{template}.png")


def draw_html(briefing: Briefing, chromium: str) -> None:
    """Write the HTML page as wide and narrow windows show it."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        page.write_bytes(renderer("html")(briefing))
        for name, size in WINDOWS.items():
            shot = Path(folder, f"{name}.png")
            command = [chromium, "--headless", "--no-sandbox", "--hide-scrollbars"]
            command += [f"--window-size={size}", f"--screenshot={shot}", page.as_uri()]
            subprocess.run(command, check=True, capture_output=True)  # noqa: S603
            with Image.open(shot) as image:
                save(image, HERE / f"html-{name}.png")


def save(image: Image.Image, path: Path) -> None:
    """Write `image` in few colors, the rare ones of marks and links among them."""
    few = image.convert("RGB").quantize(128, method=Image.Quantize.MAXCOVERAGE)
    few.save(path, optimize=True)


def main(article: str) -> None:
    """Draw all pictures of one article's briefing."""
    path = Path(article)
    source = Input(id=path.stem, source=path.name, data=path.read_bytes())
    (document,) = read(source)
    briefing = build_pipeline(Config()).brief(document)
    for template in template_names():
        draw_pdf(briefing, template)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium:
        draw_html(briefing, chromium)


if __name__ == "__main__":
    main(sys.argv[1])
