"""Pictures for papers: every chart of a report as SVG and PNG files, its data as CSV beside them.

    save("results/banten-2018.h5", "figures")
"""

import csv
import io
import os

from . import charts, output, vega
from .cells import safe_rows
from .errors import AskedError, OutputError
from .read import file_type, look_up
from .study import Study
from .words import LANGUAGES, Words

FORMATS = ("svg", "png")
WIDTH = 640  # px, of a picture


def charts_of(path, words, baseline=None, of=None, arm=None):
    """The charts of a results file or of a merged sweep. Raises FileError, AskedError."""
    if file_type(path).startswith("darah sweep"):
        from .sweep_study import SweepStudy  # a run's figures need not wait for what analyses sweeps
        return charts.of_sweep(SweepStudy(path, baseline, of, arm), words)
    if of or arm:
        raise AskedError("--of and --arm are for sweeps: figures of a run show all its measures and arms")
    return charts.of_run(Study(path, baseline), words)


def save(path, folder, language="en", formats=FORMATS, width=WIDTH, baseline=None, of=None, arm=None):
    """Writes the pictures, NAME.svg or NAME-2.svg where a chart has several panels, and NAME.csv; returns their paths.

    width: of the plot, px; PNG files have twice as many. Raises FileError, AskedError.
    """
    look_up(language, LANGUAGES, "language")
    words = Words(language)
    drawn = charts_of(path, words, baseline, of, arm)
    panels = [(chart, i, heading, spec) for chart in drawn for i, (heading, spec) in enumerate(chart.panels)]
    specs = [vega.complete({**spec, **({"title": heading} if heading else {})}, words, chart.title)
             for chart, _, heading, spec in panels]
    pictures = vega.draw(specs, width) if specs else []
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be made: {error.strerror}") from error
    written = []

    def path_of(name):
        written.append(os.path.join(folder, name))
        return written[-1]

    for (chart, i, *_), svg in zip(panels, pictures):
        name = chart.name + (f"-{i + 1}" if len(chart.panels) > 1 else "")
        if "svg" in formats:
            output.write(path_of(name + ".svg"), svg, rb"<svg")
        if "png" in formats:
            with output.whole(path_of(name + ".png"), b"\x89PNG") as part:
                vega.png(svg, part)
    for chart in drawn:
        lines = io.StringIO()
        csv.writer(lines, lineterminator="\n").writerows(safe_rows(chart.csv))
        output.write_csv(path_of(chart.name + ".csv"), lines.getvalue())
    return written
