"""A chart: what every one of them is."""

from dataclasses import dataclass, field


@dataclass
class Chart:
    name: str                 # of its file and its place in the page
    title: str
    caption: str              # what to see
    panels: list              # (heading or "", Vega-Lite specification)
    header: list
    rows: list                # texts
    csv: list                 # lines of numbers and texts, the first names them
    notes: list = field(default_factory=list)
    left_out: list = field(default_factory=list)  # arms that it does not draw, to stay readable
