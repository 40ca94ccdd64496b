"""What stands in all parts of a page: lists, intervals, and nouns with their numbers."""

MESSAGES = {
    "and": (" and ", " dan "),
    "same": ("same", "sama"),
    "interval": ("{mean} ({low} to {high})", "{mean} ({low} sampai {high})"),
    "no_interval": ("{value} (no interval)", "{value} (tanpa selang)"),
    "replication": ("replication", "replikasi"), "replication_many": ("replications", "replikasi"),
    "district": ("district", "kabupaten/kota"), "district_many": ("districts", "kabupaten/kota"),
    "cell": ("cell", "sel"), "cell_many": ("cells", "sel"),
    "row": ("row", "baris"),
    "row_many": ("rows", "baris"),
    "trajectory": ("trajectory", "lintasan"),
    "trajectory_many": ("trajectories", "lintasan"),
    "factor": ("factor", "faktor"), "factor_many": ("factors", "faktor"),
    "day": ("day", "hari"), "day_many": ("days", "hari"),
}
