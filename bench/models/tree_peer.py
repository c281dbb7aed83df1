"""XGBoost and scikit-learn, for bench/models/boosting.ts and forest.ts: one task a line of JSON in, one answer a line
out. What is timed begins with arrays in memory and ends with a fitted model."""

import json
import sys
import time

import numpy as np
import sklearn
import xgboost
from sklearn import metrics
from sklearn.ensemble import RandomForestClassifier
from threadpoolctl import threadpool_limits


def matrix(given):
    return np.fromfile(given["path"], dtype=np.float32).reshape(given["rows"], given["columns"])


def boosting(rows, target, task):
    options = {
        "objective": "binary:logistic",
        "tree_method": "hist",
        "grow_policy": "lossguide",
        "max_leaves": 31,
        "max_depth": 0,
        "eta": 0.1,
        "max_bin": 255,
        "nthread": task["threads"],
    }
    fitted = xgboost.train(options, xgboost.DMatrix(rows, target, nthread=task["threads"]), 100)
    return lambda fresh: fitted.predict(xgboost.DMatrix(fresh))


def forest(rows, target, task):
    fitted = RandomForestClassifier(100, random_state=0, n_jobs=task["threads"]).fit(rows, target)
    return lambda fresh: fitted.predict_proba(fresh)[:, 1]


tasks = {each.__name__: each for each in (boosting, forest)}
print(json.dumps({"xgboost": xgboost.__version__, "sklearn": sklearn.__version__}), flush=True)
for line in sys.stdin:
    task = json.loads(line)
    rows = matrix(task["matrix"])
    known = task["known"]
    features, target = np.ascontiguousarray(rows[:known, :-1]), np.ascontiguousarray(rows[:known, -1])
    with threadpool_limits(task["threads"]):
        began = time.perf_counter()
        busy = time.process_time()
        predict = tasks[task["task"]](features, target, task)
        seconds = time.perf_counter() - began
        busy = time.process_time() - busy
    auc = metrics.roc_auc_score(rows[known:, -1], predict(rows[known:, :-1]))
    print(json.dumps({"seconds": seconds, "busy": busy, "auc": auc}), flush=True)
