#!/usr/bin/python3
"""Makes sim/core/math_tables.hpp: every table and coefficient of sim/core/math*.cpp, from definitions alone.

    tools/math_tables.py >sim/core/math_tables.hpp     (python3-mpmath; some seconds)
    tools/math_tables.py --check                       whether the file is what this prints

Polynomials interpolate at Chebyshev's nodes, which is near the minimax polynomial (Trefethen, "Approximation theory and
approximation practice", 2013, chapter 16); leading coefficients that are exact are left out of the fit. The greatest
error of each, its coefficients rounded to double, stands beside it, in units of 2^-53 of the function it serves.
"""

import pathlib
import sys

from mpmath import mp, mpf

mp.prec = 320
HERE = pathlib.Path(__file__).resolve().parent.parent
TINY = mpf(2) ** -60  # in place of a node at 0, where a quotient has no value
ULP = mpf(2) ** -53


def rounded(x, bits=53):
    """x to the nearest number of so many bits."""
    if x == 0:
        return mpf(0)
    unit = mpf(2) ** (int(mp.floor(mp.log(abs(x), 2))) + 1 - bits)
    return mp.nint(x / unit) * unit


def multiple(x, unit):
    return mp.nint(x / unit) * unit


def double(x):
    """Text of the double nearest to x."""
    value = float(rounded(x))
    assert mpf(value) == rounded(x)
    if value == int(value) and abs(value) < 1000:
        return str(int(value))
    digits, exponent = value.hex().split("p")
    digits = digits.rstrip("0") if "." in digits else digits
    return f"{digits.rstrip('.')}p{int(exponent)}"


def polynomial(f, low, high, terms):
    """Coefficients, lowest first, that meet f at Chebyshev's nodes of the interval."""
    middle, half = mpf(low + high) / 2, mpf(high - low) / 2
    nodes = [middle + half * mp.cos(mp.pi * (2 * i + 1) / (2 * terms)) for i in range(terms)]
    nodes = [x if abs(x) > TINY else TINY for x in nodes]
    divided = [f(x) for x in nodes]  # Newton's divided differences
    for order in range(1, terms):
        for i in range(terms - 1, order - 1, -1):
            divided[i] = (divided[i] - divided[i - 1]) / (nodes[i] - nodes[i - order])
    coefficients = [mpf(0)] * terms
    for i in range(terms - 1, -1, -1):  # times (x - node), plus the difference
        shifted = [mpf(0)] + coefficients[:-1]
        coefficients = [s - nodes[i] * c for s, c in zip(shifted, coefficients)]
        coefficients[0] += divided[i]
    return [rounded(c) for c in coefficients]


def value(coefficients, x):
    return mp.polyval(coefficients[::-1], x)


def greatest(error, low, high, points=101):
    """The greatest |error(x)| on a grid of the interval, in units of 2^-53."""
    grid = (mpf(low) + mpf(high - low) * i / (points - 1) for i in range(points))
    return max(abs(error(x if abs(x) > TINY else TINY)) for x in grid) / ULP


class Page:
    def __init__(self):
        self.lines = []

    def say(self, text=""):
        self.lines.append(text)

    def number(self, name, x, comment=""):
        self.say(f"inline constexpr double {name} = {double(x)};" + (f"  // {comment}" if comment else ""))

    def wrapped(self, words, indent):
        line = indent
        for word in words:
            if len(line) + len(word) + 1 > 110:
                self.say(line.rstrip())
                line = indent
            line += word + " "
        self.say(line.rstrip())

    def row(self, name, numbers, comment):
        self.say(f"// {comment}")
        self.say(f"inline constexpr double {name}[] = {{")
        self.wrapped([double(x) + "," for x in numbers], "    ")
        self.say("};")

    def rows(self, name, table, comment):
        self.say(f"// {comment}")
        self.say(f"inline constexpr double {name}[{len(table)}][{len(table[0])}] = {{")
        rows = ["{" + ", ".join(double(x) for x in row) + "}," for row in table]
        if max(map(len, rows)) <= 104:  # short rows share a line
            self.wrapped(rows, "    ")
        else:
            for row in rows:
                self.wrapped(row.split(" "), "    ")
        self.say("};")


def exponentials(page):
    """Tang 1989: x = k ln2/128 + r, exp(x) = 2^(k/128) exp(r)."""
    step = mp.log(2) / 128
    high = rounded(step, 34)  # times k of up to 18 bits: exact
    page.number("steps_per_one", 1 / step, "128 / ln 2")
    page.number("step_high", high, "ln 2 / 128, 34 bits")
    page.number("step_low", step - high, "and the rest")
    powers = [mp.exp(j * step) for j in range(128)]
    page.rows("powers", [(rounded(p), (p - rounded(p)) / rounded(p)) for p in powers],
              "2^(j/128), and what that lacks of it, relative")

    most = mpf("0.00275")  # ln 2 / 256 and what a low part adds
    fitted = polynomial(lambda r: (mp.exp(r) - 1 - r - r * r / 2) / r**3, -most, most, 3)
    error = greatest(lambda r: 1 + r + r * r / 2 + r**3 * value(fitted, r) - mp.exp(r), -most, most)
    page.row("exp_terms", fitted, f"exp(r) = 1 + r + r^2/2 + r^3 (...), |r| <= {most}; error {mp.nstr(error, 2)}")

    most = mpf(2) ** -5
    fitted = polynomial(lambda r: (mp.expm1(r) - r - r * r / 2) / r**3, -most, most, 6)
    error = greatest(lambda r: (r + r * r / 2 + r**3 * value(fitted, r)) / mp.expm1(r) - 1, -most, most)
    page.row("expm1_terms", fitted, f"expm1(r) = r + r^2/2 + r^3 (...), |r| <= 1/32; error {mp.nstr(error, 2)}")


LOG_FROM = mpf("0.6875")  # arguments are scaled into [0.6875, 1.375): 1 is the border of two intervals


def log_interval(j):
    """The interval of numbers whose leading seven bits of fraction, counted from 0.6875's, are j: its ends."""
    def edge(i):
        below = 80 - i  # 80 steps of 1/256 from 0.6875 to 1, then steps of 1/128
        return 1 - mpf(below) / 256 if below >= 0 else 1 - mpf(below) / 128
    return edge(j), edge(j + 1)


def logarithms(page):
    """Tang 1990: x = 2^k z, log(x) = k ln2 + log(c) + log1p(z/c - 1), the quotient by a table of 1/c."""
    unit = mpf(2) ** -42
    ln2 = multiple(mp.log(2), unit)
    page.number("ln2_high", ln2, "a multiple of 2^-42")
    page.number("ln2_low", mp.log(2) - ln2)
    table, low, high = [], mpf(0), mpf(0)
    for j in range(128):
        a, b = log_interval(j)
        inverse = mpf(1) if 1 in (a, b) else multiple((1 / a + 1 / b) / 2, mpf(2) ** -10)
        low, high = min(low, a * inverse - 1), max(high, b * inverse - 1)
        log_high = multiple(-mp.log(inverse), unit)
        table.append((inverse, log_high, -mp.log(inverse) - log_high))
    page.rows("logs", table, "1/c, a multiple of 2^-10; log(c) as a multiple of 2^-42, and the rest")

    wide = mpf(2) ** -20
    low, high = low - wide, high + wide
    fitted = polynomial(lambda r: (mp.log1p(r) - r + r * r / 2) / r**3, low, high, 5)
    error = greatest(lambda r: (r - r * r / 2 + r**3 * value(fitted, r)) / mp.log1p(r) - 1, low, high)
    page.row("log_terms", fitted, f"log1p(r) = r - r^2/2 + r^3 (...), r in [{mp.nstr(low, 4)}, {mp.nstr(high, 4)}]; "
             f"error {mp.nstr(error, 2)}")
    fitted = polynomial(lambda r: (mp.log1p(r) - r + r * r / 2) / r**3, low, high, 7)
    error = greatest(lambda r: (r - r * r / 2 + r**3 * value(fitted, r)) / mp.log1p(r) - 1, low, high)
    page.row("pow_terms", fitted, f"log1p(r) for pow, in the form of log_terms; error {mp.nstr(error, 2)}")


def angles(page):
    """Cody and Waite 1980: x - k pi/2 in pieces of pi/2; Payne and Hanek 1983 for large x: bits of 2/pi."""
    page.number("two_over_pi", 2 / mp.pi)
    left, parts = mp.pi / 2, []
    for _ in range(3):
        parts.append(mp.floor(left * mpf(2) ** (33 * (len(parts) + 1))) / mpf(2) ** (33 * (len(parts) + 1)))
        left -= parts[-1]
    page.row("half_pi", [*parts, left], "pi/2 in three pieces of 33 bits, and the rest")
    page.number("half_pi_high", rounded(mp.pi / 2))
    page.number("half_pi_low", mp.pi / 2 - rounded(mp.pi / 2))

    most = mpf("0.617")  # (pi/4)^2 and a little
    root = mp.sqrt
    fitted = polynomial(lambda z: (mp.sin(root(z)) / root(z) - 1) / z, 0, most, 7)
    error = greatest(lambda z: (1 + z * value(fitted, z)) / (mp.sin(root(z)) / root(z)) - 1, 0, most)
    page.row("sin_terms", fitted, f"sin(r) = r + r^3 (...), in z = r^2; error {mp.nstr(error, 2)}")
    fitted = polynomial(lambda z: (mp.cos(root(z)) - 1 + z / 2) / z**2, 0, most, 6)
    error = greatest(lambda z: (1 - z / 2 + z**2 * value(fitted, z)) / mp.cos(root(z)) - 1, 0, most)
    page.row("cos_terms", fitted, f"cos(r) = 1 - z/2 + z^2 (...); error {mp.nstr(error, 2)}")

    old, mp.prec = mp.prec, 1500
    bits = int(mp.floor(2 / mp.pi * mpf(2) ** (32 * 40)))
    mp.prec = old
    page.say("// 2/pi after the binary point, 32 bits a word")
    page.say("inline constexpr std::uint32_t two_over_pi_bits[] = {")
    page.wrapped([f"0x{bits >> 32 * (39 - i) & 0xffffffff:08x}," for i in range(40)], "    ")
    page.say("};")


def quarters(page, name, f, first, last, terms, comment):
    """A polynomial in x - middle for each quarter of each binade [2^e, 2^(e+1)), e = first .. last - 1: 26 bits of its
    value in the middle, and what is to be added to that."""
    table, worst = [], mpf(0)
    for e in range(first, last):
        for quarter in range(4):
            low = mpf(2) ** e * (4 + quarter) / 4
            half = mpf(2) ** e / 8
            middle = low + half
            first = rounded(f(middle), 26)
            fitted = polynomial(lambda t: f(middle + t) - first, -half, half, terms)
            table.append([first, *fitted])
            worst = max(worst, greatest(lambda t: (first + value(fitted, t)) / f(middle + t) - 1, -half, half, 21))
    page.rows(name, table, f"{comment}; error {mp.nstr(worst, 2)}")


def gammas(page):
    page.number("half_log_two_pi_less_half", mp.log(2 * mp.pi) / 2 - mpf(1) / 2)
    page.number("pi", mp.pi)

    def between(x):  # the quotient at 1 and 2, where both are 0, by a point beside them
        x += TINY if x in (1, 2) else 0
        return mp.loggamma(x) / ((x - 1) * (x - 2))

    quarters(page, "lgamma_rows", between, -1, 3, 14, "lgamma(x) / ((x-1)(x-2)) on quarters of binades from 1/2 to 8")
    fitted = polynomial(lambda x: mp.loggamma(1 + x) / x, 0, mpf(1) / 2, 17)
    error = greatest(lambda x: (x * value(fitted, x) - mp.loggamma(1 + x)) / (mp.loggamma(1 + x) - mp.log(x)), 0, 0.5)
    page.row("lgamma_small", fitted, f"lgamma(1 + x) / x, x in [0, 1/2]; error {mp.nstr(error, 2)}")

    def rest(z):
        x = 1 / mp.sqrt(z)
        return (mp.loggamma(x) - (x - 0.5) * mp.log(x) + x - mp.log(2 * mp.pi) / 2) * x

    def at(x, error):
        return error / mp.loggamma(x)

    fitted = polynomial(rest, 0, mpf(1) / 64, 6)
    error = greatest(lambda x: at(x, (value(fitted, 1 / x**2) - rest(1 / x**2)) / x), 8, 40)
    page.row("stirling", fitted, "Stirling's series, (lgamma(x) - (x - 1/2) log(x) + x - log(2 pi)/2) x in 1/x^2, "
             f"x >= 8; error {mp.nstr(error, 2)}")


def errors(page):
    """Cody 1969: erfc(x) = exp(-x^2) times a smooth function; erf near 0."""
    root = mp.sqrt
    fitted = polynomial(lambda z: mp.erf(root(z)) / root(z) - 1, 0, mpf(1) / 4, 9)
    error = greatest(lambda z: (root(z) * (1 + value(fitted, z)) - mp.erf(root(z))) / mp.erfc(root(z)), 0, 0.25)
    page.row("erf_terms", fitted, f"erf(x) / x - 1 in x^2, |x| <= 1/2; error {mp.nstr(error, 2)}")
    quarters(page, "erfc_rows", lambda x: mp.exp(x * x) * mp.erfc(x), -1, 5, 14,
             "exp(x^2) erfc(x) on quarters of binades from 1/2 to 32")


def page():
    made = Page()
    made.say("#pragma once")
    made.say("")
    made.say("#include <cstdint>")
    made.say("")
    made.say("/// Made by tools/math_tables.py, which says what each is and where its error comes from. Errors of")
    made.say("/// polynomials are in units of 2^-53 of the function that they serve.")
    made.say("")
    made.say("// clang-format off")
    made.say("namespace darah::math::table {")
    for part in (exponentials, logarithms, angles, gammas, errors):
        made.say("")
        part(made)
    made.say("")
    made.say("}  // namespace darah::math::table")
    return "\n".join(made.lines) + "\n"


def main():
    text = page()
    if sys.argv[1:] == ["--check"]:
        sys.exit(text != (HERE / "sim/core/math_tables.hpp").read_text() and "sim/core/math_tables.hpp differs")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
