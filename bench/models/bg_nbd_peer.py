"""scipy, for bench/models/bg-nbd.ts: one way a line in, one answer a line out. Grouping and climbing are timed."""

import json
import pathlib
import sys
import time

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, gammaln, psi

folder = pathlib.Path(sys.argv[1])
frequency, recency, age = (np.fromfile(folder / f"{name}.f64") for name in ("frequency", "recency", "age"))


def grouped():
    rows, weights = np.unique(np.stack([frequency, recency, age], axis=1), axis=0, return_counts=True)
    return rows[:, 0], rows[:, 1], rows[:, 2], weights.astype(float)


def everybody():
    return frequency, recency, age, np.ones(len(frequency))


def climb(x, t_x, old, weights):
    bought = x > 0
    total = weights.sum()
    some = x[bought]

    def negative(point):
        r, alpha, a, b = np.exp(point)
        logs, last = np.log(alpha + old), np.log(alpha + t_x[bought])
        value = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
        value += gammaln(a + b) - gammaln(a + b + x) + gammaln(b + x) - gammaln(b) - (r + x) * logs
        longer = logs[bought] - last
        odds = np.log(a) - np.log(b + some - 1) + (r + some) * longer
        value[bought] += np.logaddexp(0, odds)
        gone = expit(odds)
        by_r = psi(r + x) - psi(r) + np.log(alpha) - logs
        by_r[bought] += gone * longer
        by_alpha = r / alpha - (r + x) / (alpha + old)
        by_alpha[bought] += gone * (r + some) * (1 / (alpha + old[bought]) - 1 / (alpha + t_x[bought]))
        by_a = psi(a + b) - psi(a + b + x)
        by_b = by_a + psi(b + x) - psi(b)
        by_a[bought] += gone / a
        by_b[bought] -= gone / (b + some - 1)
        slopes = [weights @ each for each in (by_r, by_alpha, by_a, by_b)]
        return -(weights @ value) / total, -np.array(slopes) * np.exp(point) / total

    gap = (weights @ old) / (weights @ x)
    start = np.log([0.3, 0.3 * gap * 0.7, 0.8, 2.5])
    found = minimize(negative, start, jac=True, method="L-BFGS-B", options={"ftol": 1e-13, "gtol": 1e-8})
    return {"logLikelihood": -found.fun * total, "parameters": np.exp(found.x).tolist()}


ways = {"all": everybody, "grouped": grouped}
print(json.dumps({"customers": len(frequency)}), flush=True)
for line in sys.stdin:
    began = time.perf_counter()
    busy = time.process_time()
    answer = climb(*ways[line.strip()]())
    answer["seconds"] = time.perf_counter() - began
    answer["busy"] = time.process_time() - busy
    print(json.dumps(answer), flush=True)
