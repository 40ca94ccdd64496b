"""sim/core/math_tables.hpp is what tools/math_tables.py makes."""

import os
import subprocess

SOURCE = os.environ.get("DARAH_SOURCE", os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))


def test_tables_are_as_made():
    subprocess.run(["/usr/bin/python3", os.path.join(SOURCE, "tools", "math_tables.py"), "--check"], check=True)
