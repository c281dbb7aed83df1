"""Makes the ONNX files of the tests, as skl2onnx lays them out, and what scikit-learn says of some rows.

Debian: python3-sklearn, python3-onnx. `python3 make_fixtures.py` writes beside itself.
"""
import json
from pathlib import Path

import numpy as np
from onnx import TensorProto, helper, numpy_helper
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier, RandomForestRegressor
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPRegressor
from sklearn.preprocessing import StandardScaler

HERE = Path(__file__).parent
random = np.random.default_rng(7)
X = random.normal(size=(400, 3)).astype(np.float32)
X[:, 2] = random.integers(0, 4, size=400)
odds = X[:, 0] - 0.5 * X[:, 1] + 0.3 * X[:, 2] - 0.4
y = (random.uniform(size=400) < 1 / (1 + np.exp(-odds))).astype(int)
amount = (10 * odds + random.normal(size=400)).astype(np.float32)
rows = X[:25]
samples = {}


def save(name, nodes, outputs, expected, constants=()):
    graph = helper.make_graph(
        nodes,
        name,
        [helper.make_tensor_value_info("X", TensorProto.FLOAT, [None, 3])],
        outputs,
        list(constants),
    )
    opset = [helper.make_opsetid("", 13), helper.make_opsetid("ai.onnx.ml", 3)]
    model = helper.make_model(graph, producer_name="fixtures", opset_imports=opset)
    model.ir_version = 7
    (HERE / f"{name}.onnx").write_bytes(model.SerializeToString())
    samples[name] = [
        {"inputs": [float(v) for v in row], "score": float(score)} for row, score in zip(rows, expected)
    ]


def number(name, shape=(None, 1)):
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, list(shape))


def classes(name="label"):
    return helper.make_tensor_value_info(name, TensorProto.INT64, [None])


def ml(operator, inputs, outputs, **attributes):
    return helper.make_node(operator, inputs, outputs, domain="ai.onnx.ml", **attributes)


def ensemble(trees, leaf):
    """Lists of nodes; `leaf(tree value)` gives (answer, weight) pairs."""
    lists = {k: [] for k in ("treeids", "nodeids", "featureids", "values", "modes", "truenodeids", "falsenodeids")}
    leaves = {k: [] for k in ("treeids", "nodeids", "ids", "weights")}
    for t, tree in enumerate(trees):
        for n in range(tree.node_count):
            is_leaf = tree.children_left[n] < 0
            lists["treeids"].append(t)
            lists["nodeids"].append(n)
            lists["featureids"].append(0 if is_leaf else int(tree.feature[n]))
            lists["values"].append(0.0 if is_leaf else float(tree.threshold[n]))
            lists["modes"].append("LEAF" if is_leaf else "BRANCH_LEQ")
            lists["truenodeids"].append(0 if is_leaf else int(tree.children_left[n]))
            lists["falsenodeids"].append(0 if is_leaf else int(tree.children_right[n]))
            if is_leaf:
                for answer, weight in leaf(tree.value[n]):
                    leaves["treeids"].append(t)
                    leaves["nodeids"].append(n)
                    leaves["ids"].append(answer)
                    leaves["weights"].append(float(weight))
    return {f"nodes_{k}": v for k, v in lists.items()}, leaves


scaler = StandardScaler().fit(X)
logistic = LogisticRegression().fit(scaler.transform(X), y)
save(
    "logistic",
    [
        ml("Scaler", ["X"], ["scaled"], offset=scaler.mean_.tolist(), scale=(1 / scaler.scale_).tolist()),
        ml(
            "LinearClassifier",
            ["scaled"],
            ["label", "raw"],
            classlabels_ints=[0, 1],
            coefficients=np.vstack([-logistic.coef_, logistic.coef_]).ravel().tolist(),
            intercepts=[float(-logistic.intercept_[0]), float(logistic.intercept_[0])],
            multi_class=1,
            post_transform="LOGISTIC",
        ),
        ml("Normalizer", ["raw"], ["probabilities"], norm="L1"),
    ],
    [classes(), number("probabilities", (None, 2))],
    logistic.predict_proba(scaler.transform(rows))[:, 1],
)

boosting = GradientBoostingClassifier(n_estimators=12, max_depth=3, random_state=0).fit(X, y)
nodes, leaves = ensemble(
    [each[0].tree_ for each in boosting.estimators_], lambda value: [(0, 0.1 * value[0][0])]
)
prior = float(np.log(y.mean() / (1 - y.mean())))
save(
    "boosting",
    [
        ml(
            "TreeEnsembleClassifier",
            ["X"],
            ["label", "probabilities"],
            classlabels_int64s=[0, 1],
            base_values=[prior],
            post_transform="LOGISTIC",
            **nodes,
            **{f"class_{k}": v for k, v in leaves.items()},
        )
    ],
    [classes(), number("probabilities", (None, 2))],
    boosting.predict_proba(rows)[:, 1],
)

forest = RandomForestClassifier(n_estimators=10, max_depth=4, random_state=0).fit(X, y)
nodes, leaves = ensemble(
    [each.tree_ for each in forest.estimators_],
    lambda value: [(at, share / 10) for at, share in enumerate(value[0] / value[0].sum())],
)
save(
    "forest",
    [
        ml(
            "TreeEnsembleClassifier",
            ["X"],
            ["label", "probabilities"],
            classlabels_int64s=[0, 1],
            post_transform="NONE",
            **nodes,
            **{f"class_{k}": v for k, v in leaves.items()},
        )
    ],
    [classes(), number("probabilities", (None, 2))],
    forest.predict_proba(rows)[:, 1],
)

amounts = RandomForestRegressor(n_estimators=10, max_depth=4, random_state=0).fit(X, amount)
nodes, leaves = ensemble([each.tree_ for each in amounts.estimators_], lambda value: [(0, value[0][0] / 10)])
save(
    "amounts",
    [
        ml(
            "TreeEnsembleRegressor",
            ["X"],
            ["variable"],
            n_targets=1,
            post_transform="NONE",
            **nodes,
            **{f"target_{k}": v for k, v in leaves.items()},
        )
    ],
    [number("variable")],
    amounts.predict(rows),
)

network = MLPRegressor(hidden_layer_sizes=(5,), max_iter=400, random_state=0).fit(X, amount)
constants = [
    numpy_helper.from_array(np.asarray(value, dtype=np.float32), name)
    for name, value in (
        ("w1", network.coefs_[0]),
        ("b1", network.intercepts_[0]),
        ("w2", network.coefs_[1].T),
        ("b2", network.intercepts_[1]),
    )
]
save(
    "network",
    [
        helper.make_node("MatMul", ["X", "w1"], ["m1"]),
        helper.make_node("Add", ["m1", "b1"], ["a1"]),
        helper.make_node("Relu", ["a1"], ["r1"]),
        helper.make_node("Gemm", ["r1", "w2", "b2"], ["variable"], transB=1),
    ],
    [number("variable")],
    network.predict(rows),
    constants,
)

three = ml(
    "LinearClassifier", ["X"], ["label", "probabilities"], classlabels_ints=[0, 1, 2],
    coefficients=[0.1] * 9, intercepts=[0.0] * 3, post_transform="SOFTMAX",
)
save("three_classes", [three], [classes(), number("probabilities", (None, 3))], [])
save("unread", [helper.make_node("Erf", ["X"], ["variable"])], [number("variable", (None, 3))], [])

(HERE / "samples.json").write_text(json.dumps({k: v for k, v in samples.items() if v}))
