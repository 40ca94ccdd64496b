#!/usr/bin/python3
"""How many ambulances each puskesmas's queue asks for: ambulances.py RESULTS ARM

As many that at most one call in twenty finds them all out. RESULTS are of a run in which each puskesmas has one: the share
of calls that find it out gives the load, and Erlang's loss formula what more of them would leave. Prints id, calls a year,
the share of them in percent, ambulances: the column enough_ambulances of ../banten-2018/catchments.csv. README.md says the
commands.
"""

import sys

import xarray

MOST = 0.05

if len(sys.argv) != 3:
    sys.exit(__doc__.splitlines()[0])
results = xarray.open_dataset(sys.argv[1])
if sys.argv[2] not in results.arm.values:
    sys.exit(f"{sys.argv[1]} has no arm {sys.argv[2]}; it has {', '.join(results.arm.values)}")
results = results.sel(arm=sys.argv[2])
calls, out = (results[name].sum("replication") for name in ("ambulance_calls", "ambulance_waits"))
for catchment in results.catchment.values:
    n, none = int(calls.sel(catchment=catchment)), int(out.sel(catchment=catchment))
    share = none / n if n else 0
    load, blocked, ambulances = share / (1 - share) if share < 1 else float("inf"), share, 1
    while blocked > MOST:
        ambulances += 1
        blocked = load * blocked / (ambulances + load * blocked)
    print(f"{catchment},{n / results.sizes['replication']:.1f},{100 * share:.2f},{ambulances}")
