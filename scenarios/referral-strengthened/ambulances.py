#!/usr/bin/python3
"""How many ambulances each puskesmas's queue asks for: ambulances.py RESULTS ARM

One more where, over all replications of the arm, more than one call in a hundred finds every ambulance out. Prints id,
calls a year, calls that find none, ambulances: the column enough_ambulances of ../banten-2018/catchments.csv. RESULTS are
of a run in which each puskesmas has one: README.md says the command.
"""

import sys

import xarray

MOST_WAIT = 0.01

results = xarray.open_dataset(sys.argv[1])
calls, waits = (results[name].sel(arm=sys.argv[2]).sum("replication") for name in ("ambulance_calls", "ambulance_waits"))
replications = results.sizes["replication"]
for catchment in results.catchment.values:
    n, none = int(calls.sel(catchment=catchment)), int(waits.sel(catchment=catchment))
    print(f"{catchment},{n / replications:.1f},{none / replications:.2f},{1 + (none > MOST_WAIT * n)}")
