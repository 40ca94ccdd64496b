"""What a file says of its scenario: names, places, periods, settings, in whichever language; and files that say nothing."""

import datetime

import numpy
import xarray

from darah.background import Background, set_by_command

NAN = numpy.nan


def days(*texts):
    return numpy.array(texts, "datetime64[ns]")


def background(**attributes):
    data = xarray.Dataset(
        {"arm_title_id": ("arm", ["Apa adanya", ""]), "district_name": ("district", ["Kota Cilegon", ""]),
         "district_longitude": ("district", [106.05, NAN]), "district_latitude": ("district", [-6.0, -6.5]),
         "period_kind": ("period", ["ramadan", "lebaran"]), "period_name": ("period", ["Ramadan", "Lebaran"]),
         "period_first": ("period", days("2018-05-17", "2018-06-15")),
         "period_last": ("period", days("2018-06-14", "2018-06-20")), "written_value": ("written_key", ["31 d"]),
         "design_value": ("design_key", ["0.5"]), "scenario_file_text": ("scenario_file", ["title = 1", "id"])},
        {"arm": ["now", "mou"], "district": ["cilegon", "lebak"], "written_key": ["run.horizon"], "design_key": ["a.b"],
         "scenario_file": ["scenario.toml", "districts.csv"]},
        {"format_version": "2.0", "title_id": "Judul", "start": "2018-05-01", **attributes})
    return Background(data)


def test_titles_are_in_the_language_where_there_is_one():
    of = background()
    assert of.title("id", "Title") == ("Judul", True) and of.title("en", "Title") == ("Title", True)
    assert of.arm_title("id", "now", "As it was") == ("Apa adanya", True)
    assert of.arm_title("id", "mou", "Agreement") == ("Agreement", False)
    assert of.arm_title("en", "mou", "Agreement") == ("Agreement", True)
    assert background(title_id="").title("id", "Title") == ("Title", False)


def test_what_has_no_name_is_called_by_its_id_and_what_lies_nowhere_is_absent():
    of = background()
    assert of.names("district") == {"cilegon": "Kota Cilegon", "lebak": "lebak"}
    assert of.names("facility") == {}
    assert of.places() == {"cilegon": (106.05, -6.0)}


def test_periods_are_cut_to_the_days_that_are_asked_for():
    def asked(first, last):
        return [(p.kind, p.name, str(p.first), str(p.last)) for p in background().periods(
            datetime.date.fromisoformat(first), datetime.date.fromisoformat(last))]
    assert asked("2018-01-01", "2018-12-31") == [("ramadan", "Ramadan", "2018-05-17", "2018-06-14"),
                                                 ("lebaran", "Lebaran", "2018-06-15", "2018-06-20")]
    assert asked("2018-06-14", "2018-06-15") == [("ramadan", "Ramadan", "2018-06-14", "2018-06-14"),
                                                 ("lebaran", "Lebaran", "2018-06-15", "2018-06-15")]
    assert asked("2018-06-21", "2018-12-31") == [] == asked("2018-01-01", "2018-05-16")


def test_settings_files_and_the_first_day_are_as_they_were_written():
    of = background()
    assert not of.is_old and of.start == datetime.date(2018, 5, 1)
    assert of.settings() == {"run.horizon": "31 d"} and of.design_settings() == {"a.b": "0.5"}
    assert list(of.files.items()) == [("scenario.toml", "title = 1"), ("districts.csv", "id")]
    assert background(start="some day").start is None


def test_what_the_command_set_is_read_line_by_line():
    assert set_by_command({"settings": "run.horizon=31 d\na.b = c=d\nnothing\n"}) == {"run.horizon": "31 d", "a.b": "c=d"}
    assert set_by_command({}) == {}


def test_old_files_have_ids_for_names():
    nothing = Background(xarray.Dataset({}, {"district": ["x"]}, {"format_version": "1.0", "scenario_text": "==> a <=="}))
    assert nothing.is_old and nothing.names("district") == {} and nothing.places() == {} and nothing.settings() == {}
    assert nothing.periods(datetime.date.min, datetime.date.max) == [] and nothing.files == {} and nothing.start is None
    assert nothing.title("id", "Title") == ("Title", False) and nothing.arm_title("en", "a", "One") == ("One", True)
