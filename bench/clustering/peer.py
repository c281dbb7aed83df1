"""scikit-learn, for bench/clustering.ts: one task a line of JSON in, one answer a line out. Only the fit is timed."""

import json
import sys
import time

import numpy as np
import sklearn
import sklearn.cluster
from sklearn import metrics
from sklearn.decomposition import PCA
from threadpoolctl import threadpool_limits

matrices = {}


def matrix(given):
    if given["path"] not in matrices:
        matrices.clear()
        matrices[given["path"]] = np.fromfile(given["path"], dtype=np.float32).reshape(given["rows"], given["columns"])
    return matrices[given["path"]]


def k_means(rows, task):
    start = np.array(task["centres"], dtype=np.float32)
    fitted = sklearn.cluster.KMeans(
        len(start), init=start, n_init=1, tol=0, max_iter=task["iterations"], algorithm=task["algorithm"]
    ).fit(rows)
    return {"inertia": float(fitted.inertia_), "iterations": int(fitted.n_iter_)}


def pca(rows, task):
    return {"variances": PCA(svd_solver="full").fit(rows).explained_variance_.tolist()}


def silhouette(rows, task):
    return {"silhouette": float(metrics.silhouette_score(rows, task["labels"]))}


def ward(rows, task):
    fitted = sklearn.cluster.AgglomerativeClustering(task["clusters"], linkage="ward").fit(rows)
    return {"labels": fitted.labels_.tolist()}


def dbscan(rows, task):
    fitted = sklearn.cluster.DBSCAN(eps=task["reach"], min_samples=task["neighbours"]).fit(rows)
    return {"labels": fitted.labels_.tolist()}


def hdbscan(rows, task):
    fitted = sklearn.cluster.HDBSCAN(min_cluster_size=task["smallest"], min_samples=task["neighbours"]).fit(rows)
    return {"labels": fitted.labels_.tolist()}


tasks = {each.__name__: each for each in (k_means, pca, silhouette, ward, dbscan, hdbscan)}
print(json.dumps({"version": sklearn.__version__, "hdbscan": hasattr(sklearn.cluster, "HDBSCAN")}), flush=True)
for line in sys.stdin:
    task = json.loads(line)
    rows = matrix(task["matrix"])
    with threadpool_limits(task["threads"]):
        began = time.perf_counter()
        busy = time.process_time()
        answer = tasks[task["task"]](rows, task)
        answer["seconds"] = time.perf_counter() - began
        answer["busy"] = time.process_time() - busy
    print(json.dumps(answer), flush=True)
