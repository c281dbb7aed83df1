"""scikit-learn, for bench/models/logistic.ts: one task a line of JSON in, one answer a line out. Only the fit is timed:
it begins with arrays in memory, in double precision as its solver wants them."""

import json
import sys
import time

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

print(json.dumps({"sklearn": sklearn.__version__}), flush=True)
held = {}
for line in sys.stdin:
    task = json.loads(line)
    path = task["matrix"]["path"]
    if path not in held:
        rows = np.fromfile(path, dtype=np.float32).reshape(task["matrix"]["rows"], task["matrix"]["columns"])
        held[path] = (np.ascontiguousarray(rows[:, :-1], dtype=np.float64), rows[:, -1].astype(int))
    features, target = held[path]
    with threadpool_limits(task["threads"]):
        began = time.perf_counter()
        busy = time.process_time()
        fitted = LogisticRegression(C=1.0, max_iter=1000).fit(features, target)
        seconds = time.perf_counter() - began
        busy = time.process_time() - busy
    answer = {"seconds": seconds, "busy": busy}
    answer |= {"intercept": float(fitted.intercept_[0]), "weights": fitted.coef_[0].tolist()}
    print(json.dumps(answer), flush=True)
