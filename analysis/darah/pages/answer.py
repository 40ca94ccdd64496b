"""The answer of a results file in words: what its arms change, with what certainty, where and by what.

Nothing is named whose interval includes 0, and no figure stands without its interval. Text for HTML: what comes from
files is escaped.
"""

import math

from markupsafe import Markup, escape

LONG = 3  # districts told with their figures; of others the names
MOST = 1e6  # replications that somebody might run
KINDS = {"less": "fewer", "more": "more"}  # of deaths, as messages call what is told
TOLD = tuple(KINDS)


def missing(study, words):
    """What the file lacks for an answer, a sentence each."""
    said = []
    if study.background.is_old:
        said.append(words("old_format", version=study.data.attrs["format_version"]))
    if not study.data.attrs.get("complete", 1):
        said.append(words("incomplete", n=words.number(study.replications),
                          of=words.number(int(study.data.attrs["replications_requested"]))))
    if study.replications < 2:
        said.append(words("one_replication", least=study.comparison.least_replications))
    elif study.main is not None and study.replications < study.comparison.least_replications:
        said.append(words("few_replications", n=words.count(study.replications, "replication"),
                          least=study.comparison.least_replications))
    if study.main is None:
        said.append(words("one_arm", title=_named(study, words, study.baseline)))
    if not study.has("deaths_true"):
        said.append(words("no_women"))
    elif study.comparison.all_deaths is None:
        said.append(words("no_deaths", n=words.count(study.replications, "replication")))
    absent = [words(f"summary_{name}") for name, there in (
        ("map", study.keeps("district")), ("stock", study.keeps("day")), ("fidelity", study.keeps("month")), ("monitoring", study.comparison.monitoring)) if not there]
    if absent and study.data.attrs.get("detail", "full") != "full":
        said.append(words("summary", detail=study.data.attrs["detail"], list=words.listed(absent)))
    return said


def answer(study, words):
    """The first sentences: of the arm that changes most, then where, by what and for how much."""
    row = study.comparison.all_deaths
    if row is None or study.replications < 2:
        return []
    if study.main is None:
        return [_fill(words("one_arm_level", n=words.interval(row.value(study.baseline), row.decimals),
                            place=place(study, words)))]
    said = [_headline(study, words, row), *_counted(study, words), *_by_name(study, words, row), *_wasted(study, words),
            *_general(study, words)]
    if _effect(study, study.main) != "same":
        said += [*_districts(study, words), *_mechanisms(study, words), *_cost(study, words)]
    return [said[0] + " " + words("interval_is" if len(study.others) > 1 else "interval_is_alone"), *said[1:]]


def others(study, words):
    """A line for each other arm."""
    row = study.comparison.all_deaths
    if row is None or study.replications < 2:
        return []
    lines = []
    for arm in study.others[1:]:
        kind = _effect(study, arm)
        n = words.interval(_turned(_together(study, arm), kind), row.decimals, sign=kind == "untold")
        title = study.arm_title(words, arm)[0]
        named = Markup("<b>{}</b>").format(arm) + ("" if title == arm else f" ({title})")
        needed = {"needed": _needed(words, "needed", study.comparison.decisive(arm)["to_tell"])} if kind == "untold" else {}
        lines.append(_fill(words(f"other_{kind}", arm="{arm}", n=n, **needed), arm=named))
    return lines


def to_run(study, words):
    """What whoever runs the scenario can do about what the answer leaves open, a sentence each."""
    said = [words("to_run_more")]
    if study.main and not any(map(study.comparison.attribution, study.others)):
        said.append(words("to_run_mechanisms"))
    return said


def place(study, words):
    """Of what the figures are: the district's name, or how many there are."""
    districts = study.districts
    if len(districts) == 1:
        return study.name(districts[0])
    return words.count(len(districts), "district") if districts else study.data.attrs.get("scenario_name", "")


def _fill(text, **values):
    """The text, which is ours, with values from files escaped into it."""
    return Markup(text).format(**{name: escape(value) for name, value in values.items()})


def _named(study, words, arm):
    """What an arm stands for, with its name in the file."""
    title = study.arm_title(words, arm)[0]
    return arm if title == arm else f"{title} ({arm})"


def _together(study, arm):
    """The interval of the difference in deaths that holds for all arms together (Holm)."""
    return study.comparison.decisive(arm)["together"]


def _effect(study, arm):
    told = study.comparison.decisive(arm)["told"]
    return KINDS.get(told, told)


def _turned(interval, kind="fewer"):
    """Fewer deaths, or less money, as a positive number."""
    if kind != "fewer":
        return interval
    return {"mean": -interval["mean"], "half_width": interval["half_width"], "low": -interval["high"],
            "high": -interval["low"]}


def _needed(words, key, number, **values):
    """The message with about how many replications it takes; the one for none where that is not known or too many."""
    if number is None or number > MOST:
        return words(f"{key}_none", **values)
    n = about(number)
    return words(key, n=words.number(n), **values)


def about(number):
    """A number of replications, its first two digits, rounded up; at least 2."""
    number = max(math.ceil(number), 2)
    step = 10 ** max(0, len(str(number)) - 2)
    return math.ceil(number / step) * step


def _least(claims):
    """Place of the claim that takes the fewest replications."""
    return min(range(len(claims)), key=lambda i: math.inf if claims[i]["to_tell"] is None else claims[i]["to_tell"])


def _most(claims):
    """Replications with which all claims would be told; None where that is not known."""
    needed = [claim["to_tell"] for claim in claims]
    return None if None in needed else max(needed)


def _headline(study, words, row):
    kind, interval = _effect(study, study.main), _together(study, study.main)
    values = {"title": "{title}", "baseline": "{baseline}", "place": "{place}",
              "of": words.interval(row.value(study.baseline), row.decimals)}
    if kind in ("fewer", "more"):
        text = words(f"answer_{kind}", n=words.interval(_turned(interval, kind), row.decimals, chance=True),
                     **values)
    elif kind in ("untold", "alike"):
        needed = study.comparison.decisive(study.main)["to_tell"]
        text = words(f"answer_{kind}", low=words.number(interval["low"], row.decimals, True),
                     high=words.number(interval["high"], row.decimals, True), needed=_needed(words, "needed", needed),
                     **values)
    else:
        text = words("answer_same", **values)
    return _fill(text, title=_named(study, words, study.main), baseline=_named(study, words, study.baseline),
                 place=place(study, words))


def _counted(study, words):
    """The same of deaths as they were drawn, beside an answer of those expected from care."""
    known = study.comparison.deaths(study.main)
    if not known["expected"] or known["true"]["told"] == "same":
        return []
    interval, kind = known["true"]["together"], KINDS.get(known["true"]["told"], "untold")
    return [words(f"counted_{kind}", n=words.interval(_turned(interval, kind), 1, sign=kind == "untold"))]


def _by_name(study, words, row):
    known = study.comparison.deaths(study.main)
    if known["averted"]["mean"] == 0 and known["caused"]["mean"] == 0:
        return []
    if any(known[key]["mean"] and not known[key]["half_width"] for key in ("averted", "caused")):
        return []  # counts that happen to agree: no interval
    averted, caused = (words.interval(known[key], row.decimals) for key in ("averted", "caused"))
    key = "by_name" if known["caused"]["mean"] else "by_name_alone"
    return [_fill(words(key, averted=averted, caused=caused, baseline="{baseline}"), baseline=study.baseline)]


def _general(study, words):
    """What the arm does to general patients, who need the same blood; or that this is not counted."""
    row = study.comparison.row("deaths_general_expected")
    if row is None:
        return []
    if not row.counted:
        return [words("general_not_counted")]
    interval = row.difference(study.main)
    kind = "fewer" if interval["high"] < 0 else "more" if interval["low"] > 0 else "untold"
    return [words(f"general_{kind}", n=words.interval(_turned(interval, kind), row.decimals, sign=kind == "untold"))]


def _wasted(study, words):
    """The gifts of blood that the arm lets expire, beside the baseline's; nothing where chance may have done it."""
    row = study.comparison.row("units_expired")
    interval = row.difference(study.main) if row else None
    if interval is None or interval["low"] <= 0 <= interval["high"]:
        return []
    kind = "more" if interval["low"] > 0 else "fewer"
    return [words(f"wasted_{kind}", n=words.interval(_turned(interval, "fewer" if kind == "fewer" else "more"), row.decimals),
                  of=words.number(row.value(study.main)["mean"], row.decimals),
                  beside=words.number(row.value(study.baseline)["mean"], row.decimals))]


def _sorted_out(found, claim_of):
    """Those that never differ, those told from 0 among all of them, and the rest."""
    same = [f for f in found if claim_of(f)["told"] == "same"]
    sure = [f for f in found if claim_of(f)["told"] in TOLD]
    return same, sure, [f for f in found if f not in sure and f not in same]


def _districts(study, words):
    """The districts whose change is told from 0, all looked at together; of the others how long it would take."""
    table = study.comparison.deaths_by_district
    if table is None or len(table.rows) < 2:
        return []
    found = [(study.name(row.id), row.difference(study.main), row.decimals, row.claim(study.main)) for row in table.rows]
    found = sorted((f for f in found if f[1]), key=lambda f: -abs(f[1]["mean"]))
    same, sure, rest = _sorted_out(found, lambda f: f[3])
    claims = [claim for *_, claim in rest]

    def names(some):
        return words.listed(str(escape(name)) for name, *_ in some)
    said = []
    if sure:
        said.append(words("districts_named", list=words.listed(
            f"{escape(name)} {words.interval(interval, decimals, sign=True)}" for name, interval, decimals, _ in sure[:LONG])))
        if len(sure) > LONG:
            said.append(words("districts_also", list=names(sure[LONG:])))
        said.append(words("districts_no_forecast"))
        if rest:
            said.append(_needed(words, "districts_rest", _most(claims), list=names(rest)))
    elif rest:
        said.append(_needed(words, "districts_untold", claims[_least(claims)]["to_tell"]))
    if same:
        said.append(words("districts_same", list=names(same)))
    return [Markup(" ".join(said))] if said else []


def _mechanisms(study, words):
    """The mechanisms whose effect is told from 0, where the run has arms that say."""
    attribution = study.comparison.attribution(study.main)
    if attribution is None:
        elsewhere = [arm for arm in study.others if study.comparison.attribution(arm)]
        return [words("mechanisms_elsewhere", list=words.listed(elsewhere)) if elsewhere else words("mechanisms_absent")]
    found = attribution["mechanisms"]
    key = "shapley" if all(m["shapley"] for m in found) else "alone"
    found = sorted(found, key=lambda m: -m[key]["mean"])
    same, sure, rest = _sorted_out(found, lambda m: m["claim"])
    claims = [m["claim"] for m in rest]

    def line(m):
        n = words.interval(m[key], 1, sign=True)
        if key == "alone":
            return words("mechanism_alone", name=words.label("code", m["id"]), n=n)
        if not m["share"]:
            return f"{words.label('code', m['id'])} {n}"
        return words("mechanism_share", name=words.label("code", m["id"]), n=n, share=words.interval(m["share"], 0, suffix="%"))

    def names(some):
        return words.listed(words.label("code", m["id"]) for m in some)
    said = []
    if sure:
        said.append(words("mechanisms_named", list=words.listed(map(line, sure)),
                          total=words.interval(attribution["total"], 1, sign=True)))
        if rest:
            said.append(_needed(words, "mechanisms_rest", _most(claims), list=names(rest)))
    elif rest:
        nearest = _least(claims)
        said.append(_needed(words, "mechanisms_untold", claims[nearest]["to_tell"], name=names([rest[nearest]])))
    if same:
        said.append(words("mechanisms_same", list=names(same)))
    return [" ".join(said)]


def _cost(study, words):
    """What a death averted costs, where the change in expected deaths is told from 0."""
    known = study.comparison.costs(study.main)
    if not known:
        return []
    said = []
    for payer in known["payers"]:
        verdict = payer["verdict"]
        ratio = {"mean": payer["ratio"]["ratio"], "half_width": 0, **payer["ratio"]}
        cost = _turned(payer["cost"]) if verdict == "saves_money" else payer["cost"]
        said.append(words(f"cost_{verdict}", payer=words(f"payer_{payer['payer']}"), n=words.interval(ratio, 0),
                          cost=words.interval(cost, 0, sign=verdict == "not_estimable")))
    return [" ".join(said)]
