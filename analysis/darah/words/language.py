"""A language: its messages and labels, and how it writes numbers, intervals and dates."""

import calendar
import math

from .catalogue import CATALOGUES

NAMES = {"id": "Bahasa Indonesia", "en": "English"}


class Words:
    """One language: messages, labels, numbers, intervals, dates."""

    def __init__(self, code):
        self.code = code
        self._catalogue = CATALOGUES[code]

    def __call__(self, key, **values):
        """The message of this key, with {names} filled in. Raises KeyError."""
        return self._catalogue.messages[key][0].format(**values)

    def label(self, kind, name):
        """What an id of a kind (code, line, unit, table, payer, ...) is called; the id itself where nothing is known of it."""
        return self._catalogue.labels.get((kind, name), name)

    def line(self, line, unit=""):
        """A line of `darah compare` with its unit, by their ids."""
        name = self.label("line", line)
        return self("in_unit", line=name, unit=self.label("unit", unit)) if unit else name

    def cost(self, payer, cost):
        """A line of the table of costs, by the ids of who pays and of what is paid."""
        if cost != "total":
            return self("of_payer", payer=self.label("payer", payer), cost=self.label("cost", cost))
        name = self.label("payer", payer)
        return name if payer == "all_payers" else self("in_all", payer=name)

    def number(self, value, decimals=0, sign=False):
        """1,234.5 or 1.234,5; a dash where there is none. With a sign on request; never a negative zero."""
        if value is None or not math.isfinite(value):
            return "–"
        text = f"{value:{'+' if sign else ''},.{decimals}f}"
        if float(text.replace(",", "")) == 0:
            text = text.lstrip("+-")
        if self.code == "id":
            text = text.translate(str.maketrans(",.", ".,"))
        return text.replace("-", "−")

    def interval(self, interval, decimals=0, sign=False, suffix="", chance=False):
        """"22.7 (20.9 to 24.5)"; the mean alone is never shown: without an interval it says so.

        `chance`: says that chance is all that the interval covers. With decimals more where an end would be shown as 0
        that the interval leaves out.
        """
        if interval is None or interval["mean"] is None:
            return "–"
        low, high = interval["low"], interval["high"]
        known = interval["half_width"] is not None and None not in (low, high)
        if known and low * high > 0:
            nearest = min(abs(low), abs(high))
            decimals = next((d for d in range(decimals, decimals + 4) if float(f"{nearest:.{d}f}")), decimals)
        mean, *ends = (self.number(value, decimals, sign) + suffix for value in (interval["mean"], low, high))
        if not known:
            return self("no_interval", value=mean)
        return self("interval_of_chance" if chance else "interval", mean=mean, low=ends[0], high=ends[1])

    def plus_minus(self, interval, decimals=0, sign=False):
        """"−22.7 ± 1.4", as `darah compare` writes it; "same" where no replication differs."""
        if interval is None or interval["mean"] is None:
            return "–"
        if interval["mean"] == 0 and interval["half_width"] == 0:
            return self("same")
        mean = self.number(interval["mean"], decimals, sign)
        if interval["half_width"] is None:
            return self("no_interval", value=mean)
        return f"{mean} ± {self.number(interval['half_width'], decimals)}"

    def listed(self, names):
        """a, b and c"""
        names = list(names)
        last = self("and")
        return last.join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)

    def count(self, n, noun):
        """1 replication, 2 replications."""
        forms = self._catalogue.messages[noun]
        return f"{self.number(n)} {forms[min(self._catalogue.plural(int(n)), len(forms) - 1)]}"

    def date(self, day):
        """1 January 2018"""
        return f"{day.day} {self.months()[day.month - 1]} {day.year}"

    def months(self):
        return list(calendar.month_name)[1:] if self.code == "en" else MONTHS_ID

    def vega_locale(self):
        """Of Vega's number and time formats."""
        names = self.months()
        short = [name[:3] for name in names]
        days = [calendar.day_name[i - 1] for i in range(7)] if self.code == "en" else DAYS_ID  # from Sunday
        decimal, thousands = (".", ",") if self.code == "en" else (",", ".")
        return {"number": {"decimal": decimal, "thousands": thousands, "grouping": [3], "currency": ["", ""]},
                "time": {"dateTime": "%e %B %Y", "date": "%d/%m/%Y", "time": "%H:%M", "periods": ["AM", "PM"],
                         "days": days, "shortDays": [day[:3] for day in days], "months": names,
                         "shortMonths": short}}


MONTHS_ID = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
             "November", "Desember"]
DAYS_ID = ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"]
