"""XGBoost, for bench/models/scoring.ts: trains once, and foretells whenever it is asked. What is timed begins with an array
in memory and ends with a probability for each row; of its two ways the faster one is told."""

import json
import sys
import time

import numpy as np
import xgboost
from sklearn import metrics

print(json.dumps({"xgboost": xgboost.__version__}), flush=True)
held = {}


def prepare(task):
    given = task["matrix"]
    rows = np.fromfile(given["path"], dtype=np.float32).reshape(given["rows"], given["columns"])
    known = task["known"]
    options = {
        "objective": "binary:logistic",
        "tree_method": "hist",
        "grow_policy": "lossguide",
        "max_leaves": 31,
        "max_depth": 0,
        "eta": 0.1,
        "max_bin": 255,
        "nthread": 1,
    }
    target = rows[:known, -1]
    held["model"] = xgboost.train(options, xgboost.DMatrix(np.ascontiguousarray(rows[:known, :-1]), target), 100)
    held["fresh"] = np.ascontiguousarray(rows[known:, :-1])
    held["target"] = rows[known:, -1]


def timed(predict):
    began, busy = time.perf_counter(), time.process_time()
    found = predict()
    return {"seconds": time.perf_counter() - began, "busy": time.process_time() - busy}, found


for line in sys.stdin:
    task = json.loads(line)
    threads = task.get("threads", 1)
    if not held:
        prepare(task)
    model, fresh = held["model"], held["fresh"]
    model.set_param({"nthread": threads})
    one, found = timed(lambda: model.inplace_predict(fresh))
    other, _ = timed(lambda: model.predict(xgboost.DMatrix(fresh, nthread=threads)))
    answer = {what: min(one[what], other[what]) for what in one}
    answer["auc"] = float(metrics.roc_auc_score(held["target"], found))
    print(json.dumps(answer), flush=True)
