#!/usr/bin/python3
"""Seeds faults, one at a time, and says which test catches each: tests/mutants.py [--check] [NUMBER...]

Each is seeded in a copy of the sources, built there and given to the tests named beside it, first as they are, so that a test
which fails anyway catches nothing. --check builds nothing and only holds the list to the sources: a fault whose text has
gone is no longer seeded. Exits with 1 where one survives.
"""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
COPY = os.path.join(ROOT, "build", "mutants")


@dataclass
class Fault:
    what: str
    file: str
    is_now: str
    becomes: str
    preset: str  # whose build is tested; "" where a script alone looks at the sources
    tests: str  # names of tests, as for ctest -R, or that script


FAULTS = [
    Fault("events of one instant lose the order of their priorities", "sim/core/event.hpp",
          "static_cast<std::uint64_t>(at.us) << priority_bits | priority;",
          "static_cast<std::uint64_t>(at.us) << priority_bits | (priority & 0);", "dev", "^core:"),
    Fault("a unit is good at the instant it expires", "sim/model/blood/blood_stock.hpp",
          "(*this)[expired].expiry <= now) ++expired;", "(*this)[expired].expiry < now) ++expired;", "dev", "^model:"),
    Fault("the residual fatality grows linearly with the clock", "sim/model/mother/emergency.cpp",
          "return early + (late - early) * x * x;", "return early + (late - early) * x;", "dev", "^model:"),
    Fault("blood of a woman who died is not given back", "sim/model/care/mother_blood.cpp",
          "for (const Unit& unit : held) w.blood_centre().give_back(w, m, own, unit);", "", "dev", "^model:|^regression:"),
    Fault("a probe is given a unit of a shelf twice", "sim/model/care/mother_stock.cpp",
          "would_take(asked, group) - w.probe().owed(c.probe(), debt);", "would_take(asked, group);", "dev", "^model:"),
    Fault("a byte order mark is read as text", "sim/scenario/csv.cpp",
          "if (text_.starts_with(byte_order_mark)) text_.remove_prefix(byte_order_mark.size());", "", "dev", "^scenario:"),
    Fault("a policy that costs more and averts nothing is called a trade-off", "sim/compare/costs.cpp",
          "if (deaths == Finding::less) return less ?", "if (deaths != Finding::same) return less ?", "dev", "^(file|compare|print):"),
    Fault("sums are sized by the arms shown, and indexed by those of the file", "sim/compare/monitoring.cpp",
          "v.block(arms_[a], r);", "v.block(ArmPlace{a}, r);", "dev", "^(file|compare|print):"),
    Fault("a slice that has begun is begun again without --resume", "sim/study/sweep_folder.cpp",
          "if (begun && !resume) {", "if (begun && !resume && false) {", "release", "test_slices"),
    Fault("results are written where they are read, not renamed into place", "sim/file/whole_file.cpp",
          "fs::rename(path_, path);", "fs::copy_file(path_, path);", "release", "test_whole_or_absent"),
    Fault("a difference of which nothing is known is called an equality", "sim/compare/told.cpp",
          "if (m.count() >= 2 && m.variance() == 0) return", "if (m.mean() == 0 || m.variance() == 0) return", "dev",
          "^(file|compare|print):"),
    Fault("the kernel knows blood", "sim/core/scheduler.hpp", "#pragma once", "#pragma once\n// Events of the blood bank.",
          "", "tests/layering.sh"),
    Fault("a donor calls the way of a woman", "sim/model/blood/donor.cpp", "namespace darah {\n",
          "namespace darah {\n// w.way().die(w, m, her)\n", "", "tests/layering.sh"),
    Fault("words are held to their enum by nothing", "sim/file/format_check.cpp",
          "constexpr EnumArray<Kind, std::string_view> kind_words{", "constexpr std::array<std::string_view, 4> kind_words{", "",
          "tests/layering.sh"),
    Fault("a hospital is called by a bare number", "sim/model/mother/woman.hpp", "  Narrow<HospitalId> hospital_;",
          "  std::uint16_t hospital_number = 0;", "", "tests/layering.sh"),
    Fault("a copy that a reference would save", "sim/compare/costs.cpp",
          "PayerCost payer_cost(Payer payer, const Samples& costs,",
          "PayerCost payer_cost(Payer payer, const Samples costs,", "", "tests/tidy.sh"),
]


def seeded(fault, source):
    with open(os.path.join(source, fault.file), encoding="utf-8") as file:
        text = file.read()
    if text.count(fault.is_now) != 1:
        sys.exit(f"{fault.file}: {fault.is_now!r} stands there {text.count(fault.is_now)} times; "
                 f"seed the fault anew: {fault.what}")
    return text.replace(fault.is_now, fault.becomes)


def run(*command):
    return subprocess.run(command, cwd=COPY, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")


def passes(fault, is_seeded):
    """Whether the tests pass on what is in the copy now, and what failed: the compiler, where static assertions see the fault.
    Exits where the copy does not build without one."""
    if not fault.preset:
        return run(fault.tests).returncode == 0, [fault.tests]
    options = ["-D", "DARAH_TESTS=ON", "-D", "DARAH_WERROR=OFF"]
    for command in (["cmake", "--preset", fault.preset, *options], ["cmake", "--build", "--preset", fault.preset]):
        done = run(*command)
        if done.returncode != 0 and is_seeded and "error: static assertion failed" in done.stdout:
            return False, ["a static assertion"]
        if done.returncode != 0:
            sys.exit(f"cannot build {fault.preset} in {COPY}:\n{done.stdout[-4000:]}")
    done = run("ctest", "--preset", fault.preset + "-all", "-R", fault.tests, "--stop-on-failure")
    failed = [line.split(" - ", 1)[1].rsplit(" (", 1)[0] for line in done.stdout.splitlines() if line.endswith("(Failed)")]
    return done.returncode == 0, failed


def main(check, numbers):
    chosen = [fault for i, fault in enumerate(FAULTS, 1) if not numbers or i in numbers]
    for fault in FAULTS:
        seeded(fault, ROOT)
    if check:
        print(f"{len(FAULTS)} faults can be seeded")
        return
    shutil.copytree(ROOT, COPY, symlinks=True, dirs_exist_ok=True,
                    ignore=lambda folder, names: {"build", ".git"} & set(names) if folder == ROOT else set())
    survived = 0
    sound = set()  # what passes without a fault
    for fault in chosen:
        begin = time.monotonic()
        if (fault.preset, fault.tests) not in sound:
            well, failed = passes(fault, is_seeded=False)
            if not well:
                sys.exit(f"fail without a fault: {', '.join(failed)}")
            sound.add((fault.preset, fault.tests))
        path = os.path.join(COPY, fault.file)
        text = seeded(fault, COPY)
        with open(os.path.join(ROOT, fault.file), encoding="utf-8") as file:
            original = file.read()
        try:
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            well, failed = passes(fault, is_seeded=True)
        finally:
            with open(path, "w", encoding="utf-8") as file:
                file.write(original)
        survived += well
        print(f"{'SURVIVED' if well else 'caught'}  {fault.what} ({fault.file}): {', '.join(failed[:2])}"
              f"  [{time.monotonic() - begin:.0f} s]", flush=True)
    print(f"{len(chosen) - survived} passed, {survived} failed")
    sys.exit(survived > 0)


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if word != "--check"]
    if not all(word.isdigit() and 1 <= int(word) <= len(FAULTS) for word in words):
        sys.exit(__doc__)
    main("--check" in sys.argv, {int(word) for word in words})
