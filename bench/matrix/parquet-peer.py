"""Reads a Parquet file with pandas whenever it is asked, and says how long that took and what the numbers sum to."""

import json
import sys
import time

import pandas

try:
    import pyarrow

    engine = "pyarrow"
    engine_version = pyarrow.__version__
except ImportError:
    import fastparquet

    engine = "fastparquet"
    engine_version = fastparquet.__version__

print(json.dumps({"version": pandas.__version__, "engine": engine, "engine_version": engine_version}), flush=True)

for line in sys.stdin:
    start = time.perf_counter()
    frame = pandas.read_parquet(json.loads(line)["path"], engine=engine)
    seconds = time.perf_counter() - start
    numbers = frame.drop(columns=["customer_id"])
    print(json.dumps({"seconds": seconds, "rows": len(frame), "sum": float(numbers.sum().sum())}), flush=True)
