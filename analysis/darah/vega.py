"""Draws with Vega-Lite: what goes into a page, and pictures in files."""

import json
import os
import shutil
import subprocess

from .errors import FileError

MODULES = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "node_modules")
FONT = "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif"
INK, FAINT = "#222222", "#e4e4e4"


def scripts():
    """Source texts of Vega and Vega-Lite, safe inside a script element. Raises FileError where they are missing."""
    return [_read(os.path.join(MODULES, name, "build", f"{name}.min.js")).replace("</script", "<\\/script")
            for name in ("vega", "vega-lite")]


def complete(spec, words, title):
    """The specification of a chart with what all charts share: fonts, grid, formats of the language, its name."""
    # One name stands for the whole picture (aria); its numbers are in the table beneath.
    labels = {"aria": False, "labelColor": INK, "titleColor": INK, "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal"}
    return {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "description": title, **spec, "config": {
        "font": FONT, "locale": words.vega_locale(), "background": "white",
        "view": {"stroke": None, **spec.get("view", {})},
        "axis": {**labels, "gridColor": FAINT, "domainColor": "#888888", "tickColor": "#888888"},
        "axisX": {"labelFlush": 14},  # px: what is nearer to an end is turned inward, or a narrow frame would cut it
        "axisXQuantitative": {"tickCount": {"expr": "ceil(width / 100)"}},
        "legend": {"labelColor": INK, "labelFontSize": 12, "labelLimit": 220, "aria": False},
        "text": {"color": INK, "fontSize": 12}, "mark": {"aria": False}}}


def draw(specs, width):
    """SVG texts of complete specifications, drawn by Node.js. Raises FileError where that is missing or a spec is bad."""
    node = shutil.which("node")
    if node is None:
        raise FileError("pictures in files need Node.js (Debian: nodejs)")
    scripts()  # told here if they are missing
    sized = [{**spec, "width": width} for spec in specs]
    done = subprocess.run([node, os.path.join(os.path.dirname(__file__), "draw.mjs"), MODULES], input=json.dumps(sized),
                          capture_output=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode:
        raise FileError(f"Vega-Lite cannot draw: {done.stderr.strip()[-800:]}")
    return json.loads(done.stdout)


def png(svg, path, scale=2):
    """Writes a picture as PNG by rsvg-convert. Raises FileError where that is missing."""
    convert = shutil.which("rsvg-convert")
    if convert is None:
        raise FileError("PNG needs rsvg-convert (Debian: librsvg2-bin); SVG files do not")
    subprocess.run([convert, "--zoom", str(scale), "--background-color", "white", "-o", path], input=svg, encoding="utf-8",
                   check=True)


def _read(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError as error:
        raise FileError("the charts' library is missing: run npm ci --omit=dev in "
                        f"{os.path.dirname(MODULES)} ({error.strerror}: {path})") from error
