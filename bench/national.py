#!/usr/bin/python3
"""Makes a scenario of N districts out of Banten's: bench/national.py N FOLDER

Copies of the province stand side by side along its parallel, so that what lies within a copy is as far apart as in Banten
and copies are hundreds of kilometres from each other. The first copy has Banten's ids. People, births, donations and what
hospitals need are scaled by one factor, such that 514 districts, as many as Indonesia has, have its 4.8 million births a
year; places keep their number and size. Of a copy that is not whole the districts are taken whose references stand.
"""

import csv
import math
import os
import sys
import tomllib

BANTEN = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "scenarios", "banten-2018")
DISTRICTS, BIRTHS = 514, 4.8e6  # Indonesia's
APART = 4.0  # degrees of longitude between copies, less where they would not go around the earth
CODES_APART, LAST_CODE = 100, 16383  # between BPS codes of copies; the largest there may be
SCALED = {"population", "registered", "births", "k4_target", "cash_households", "donations", "red_cell_need"}
WHOLE = {"population", "registered", "k4_target", "cash_households"}
REFERENCES = {"district", "utd", "party_of", "nearest_hospital"}


def table(name, folder=BANTEN):
    """A table's heading, and its rows by columns without marks and units."""
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        heading, *rows = csv.reader(line for line in file if not line.startswith("#"))
    columns = [column.split(" ")[0] for column in heading]
    return heading, [dict(zip(columns, row, strict=True)) for row in rows]


def in_order(districts, facilities, catchments):
    """Ids of the districts, each after those that it refers to by a blood centre or a hospital."""
    stands_in = {row["id"]: row["district"] for row in facilities}
    needs = {row["id"]: {stands_in[row["utd"]]} for row in districts}
    for row in facilities:
        needs[row["district"]].add(stands_in[row["utd"]])
    for row in catchments:
        needs[row["district"]].add(stands_in[row["nearest_hospital"]])
    order = []
    while len(order) < len(needs):
        free = [d for d in needs if d not in order and needs[d] <= {d, *order}]
        if not free:
            sys.exit(f"districts that refer to each other: {', '.join(set(needs) - set(order))}")
        order.append(free[0])
    return order


class Copy:
    """The nth copy of the province, or of some districts of it."""

    def __init__(self, nth, apart, factor, districts):
        self.nth, self.apart, self.factor, self.districts = nth, apart, factor, districts

    def id(self, of):
        return of if self.nth == 0 or of == "-" else f"p{self.nth + 1}-{of}"

    def row(self, row, is_district):
        def cell(column, text):
            if column == "id" or column in REFERENCES:
                return self.id(text)
            if column == "name":
                return text if self.nth == 0 else f"{text} ({self.nth + 1})"
            if column == "code" and is_district:
                return str(int(text) + CODES_APART * self.nth)
            if column == "longitude":
                return f"{(float(text) + 180 + self.apart * self.nth) % 360 - 180:.6g}"
            if column in SCALED:
                value = float(text) * self.factor
                return str(round(value)) if column in WHOLE else f"{value:.6g}"
            return text
        return {column: cell(column, text) for column, text in row.items()}


def flat(tables, above=()):
    """Keys and values of nested tables, a key as the list of its words."""
    for key, value in tables.items():
        words = (*above, *key.split("."))
        if isinstance(value, dict):
            yield from flat(value, words)
        else:
            yield words, value


def written(value):
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    return str(value)  # a number, or a date


def for_all_copies(settings, copies, district_of):
    """Settings as "key = value": one that names a place stands for that of each copy which has it."""
    for words, value in settings:
        places = [word for word in words if word in district_of]
        for copy in copies if places else copies[:1]:
            if all(district_of[place] in copy.districts for place in places):
                key = [copy.id(word) if word in places else word for word in words]
                yield "".join(f".{written(word)}" for word in key)[1:] + f" = {written(value)}"


def scenario(copies, district_of, count):
    with open(os.path.join(BANTEN, "scenario.toml"), "rb") as file:
        source = tomllib.load(file)
    arms = source.pop("arm")
    source["title"] = f"{count} districts out of copies of Banten"
    source["title_id"] = f"{count} kabupaten/kota dari salinan Banten"
    source["run"]["replications"] = 1
    yield "# Made by bench/national.py: nothing in here is a district of Indonesia."
    yield from for_all_copies(flat(source), copies, district_of)
    for arm in arms:
        settings = for_all_copies(flat(arm.pop("set", {})), copies, district_of)
        yield "[[arm]]"
        yield from (f"{key} = {written(value)}" for key, value in arm.items())
        yield "set = { " + ", ".join(settings) + " }"


def make(count, folder):
    tables = {name: table(name) for name in ("districts.csv", "facilities.csv", "catchments.csv")}
    districts, facilities, catchments = (rows for _, rows in tables.values())
    order = in_order(districts, facilities, catchments)
    whole, rest = divmod(DISTRICTS, len(order))
    births = {row["id"]: float(row["births"]) for row in districts}
    factor = BIRTHS / (whole * sum(births.values()) + sum(births[d] for d in order[:rest]))
    number = math.ceil(count / len(order))
    apart = min(APART, 360 / number)
    copies = [Copy(n, apart, factor, set(order[:count - n * len(order)])) for n in range(number)]

    district_of = {row["id"]: row["id"] for row in districts}
    district_of |= {row["id"]: row["district"] for row in facilities + catchments}
    os.makedirs(folder)
    for name, (heading, rows) in tables.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(heading)
            for copy in copies:
                for row in rows:
                    if district_of[row["id"]] in copy.districts:
                        out.writerow(copy.row(row, name == "districts.csv").values())
    with open(os.path.join(BANTEN, "periods.csv"), encoding="utf-8") as source:
        with open(os.path.join(folder, "periods.csv"), "w", encoding="utf-8") as file:
            file.write(source.read())
    with open(os.path.join(folder, "scenario.toml"), "w", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in scenario(copies, district_of, count))


if __name__ == "__main__":
    PROVINCE = table("districts.csv")[1]
    MOST = (LAST_CODE - max(int(row["code"]) for row in PROVINCE)) // CODES_APART * len(PROVINCE)
    if len(sys.argv) != 3 or not sys.argv[1].isdigit() or not 1 <= int(sys.argv[1]) <= MOST:
        sys.exit(f"usage: {sys.argv[0]} N FOLDER, where N is 1 to {MOST} districts and FOLDER is new")
    make(int(sys.argv[1]), sys.argv[2])
