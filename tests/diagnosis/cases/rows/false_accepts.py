"""Wrong submissions that had full marks."""

from __future__ import annotations

from tests.diagnosis.cases.row import ALL, FEW, Edit, Row

FALSE_ACCEPTS = (
    Row(
        name="loss-needs-two-layers",
        topic="backprop",
        fault="the loss fails for a net of one layer",
        edits=(
            Edit(
                "    scores, _ = forward(parameters, x)\n",
                "    hidden = parameters['W2'].shape[0]\n    scores, _ = forward(parameters, x)\n",
            ),
        ),
        loses={"loss": ALL},
        may=frozenset({"backward"}),
        says=r"KeyError: 'W2'",
    ),
    Row(
        name="merged-edges-walk-every-path",
        topic="chain_rule",
        fault="slopes to one child are merged, and then every path is walked on its own",
        edits=(
            Edit(
                "        self.sources = list(sources)\n",
                "        merged = {}\n"
                "        for node, slope in sources:\n"
                "            merged[node] = merged.get(node, 0.0) + slope\n"
                "        self.sources = list(merged.items())\n"
                "\n"
                "    def clear(self):\n"
                "        self.grad = 0.0\n"
                "        for node, _ in self.sources:\n"
                "            node.clear()\n"
                "\n"
                "    def send(self, arriving):\n"
                "        self.grad += arriving\n"
                "        for node, slope in self.sources:\n"
                "            node.send(arriving * slope)\n",
            ),
            Edit(
                "        order, seen, waiting = [], set(), [(self, False)]\n",
                "        self.clear()\n"
                "        self.send(1.0)\n"
                "        return\n"
                "        order, seen, waiting = [], set(), [(self, False)]\n",
            ),
        ),
        loses={"Value": FEW},
        true=frozenset({"walks-every-path"}),
        says=r"path|each node once",
    ),
    Row(
        name="slope-overflows-by-itself",
        topic="activations",
        fault="the sigmoid is stable, its derivative writes out another that overflows",
        edits=(
            Edit(
                "    s = sigmoid(z)\n    return s * sigmoid(-z)\n",
                "    s = 1 / (1 + np.exp(-z))\n    return s * (1 - s)\n",
            ),
        ),
        loses={"sigmoid_derivative": FEW},
        true=frozenset({"sigmoid-derivative-overflow", "sigmoid-overflow"}),
        says=r"overflow",
    ),
)
