"""The same ideas in the words of correct variants: they must be named there, too."""

from autograder.rubric import edit, transplant

transplant("outer-slope-at-input", "closures", edit("u = inner(x)", "u = x"))
transplant("outer-slope-at-input", "op_classes", edit("df(g(t)) * dg(t)", "df(t) * dg(t)"))
transplant(
    "sum-of-slopes",
    "closures",
    edit("inner_derivative(x) * outer_derivative(u)", "inner_derivative(x) + outer_derivative(u)"),
)
transplant("sum-of-slopes", "local_gradients", edit("np.multiply(f_prime", "np.add(f_prime"))
transplant(
    "inner-slope-forgotten",
    "closures",
    edit("inner_derivative(x) * outer_derivative(u)", "outer_derivative(u)"),
)
transplant("inner-slope-forgotten", "subclasses", edit("df(g(x)) * dg(x)", "df(g(x))"))
transplant(
    "outer-slope-at-inner-slope",
    "closures",
    edit("u = inner(x)", "u = inner_derivative(x)"),
    edit("inner_derivative(x) * outer_derivative(u)", "outer_derivative(u)"),
)
transplant("outer-slope-at-inner-slope", "op_classes", edit("df(g(t)) * dg(t)", "df(dg(t))"))
transplant(
    "inner-slope-at-inner-value", "closures", edit("inner_derivative(x) *", "inner_derivative(u) *")
)
transplant("inner-slope-at-inner-value", "subclasses", edit("* dg(x)", "* dg(g(x))"))
transplant("chain-outer-slopes-at-input", "closures", edit("result * d(v)", "result * d(x)"))
transplant("chain-outer-slopes-at-input", "levels", edit("        x = functions[i](x)\n", ""))
transplant("chain-sum-of-slopes", "levels", edit("answer = answer * s", "answer = answer + s"))
transplant("chain-sum-of-slopes", "tape", edit("np.prod(slopes, axis=0)", "np.sum(slopes, axis=0)"))
transplant(
    "slopes-one-step-late",
    "closures",
    edit("zip(derivatives, values)", "zip(derivatives, values[1:])"),
)
transplant(
    "slopes-one-step-late",
    "levels",
    edit(
        "        slopes.append(derivatives[i](x))\n        x = functions[i](x)",
        "        x = functions[i](x)\n        slopes.append(derivatives[i](x))",
    ),
)
transplant("slopes-at-final-output", "closures", edit("result * d(v)", "result * d(values[-1])"))
transplant("slopes-at-final-output", "users", edit("functions[:i]", "functions"))
transplant(
    "chain-order-reversed",
    "levels",
    edit("range(len(functions))", "reversed(range(len(functions)))"),
)
transplant(
    "chain-order-reversed",
    "local_gradients",
    edit("zip(functions, derivatives)", "zip(reversed(functions), reversed(derivatives))"),
)
transplant("last-slope-only", "local_gradients", edit("slope * df(value)", "df(value)"))
transplant("last-slope-only", "closures", edit("result = result * d(v)", "result = d(v)"))
transplant(
    "two-functions-only", "levels", edit("range(len(functions))", "range(min(2, len(functions)))")
)
transplant(
    "two-functions-only", "tape", edit("zip(derivatives, inputs)", "zip(derivatives[:2], inputs)")
)
transplant(
    "lists-used-up",
    "closures",
    edit(
        "    for d, v in zip(derivatives, values):\n        result = result * d(v)",
        "    while derivatives:\n"
        "        result = result * derivatives.pop()(values[len(derivatives)])",
    ),
)
transplant("jacobians-reversed", "closures", edit("jacobians[i].dot(J)", "J.dot(jacobians[i])"))
transplant("jacobians-reversed", "op_classes", edit("list(reversed(Js))", "list(Js)"))
transplant(
    "jacobians-reversed",
    "local_gradients",
    edit("reduce(np.matmul, jacobians[::-1])", "reduce(np.matmul, jacobians)"),
)
transplant(
    "jacobian-transposed", "forward_mode", edit("np.stack(columns, axis=1)", "np.stack(columns)")
)
transplant("jacobian-transposed", "closures", edit("return J\n", "return J.T\n"))
transplant(
    "jacobians-element-by-element", "closures", edit("jacobians[i].dot(J)", "jacobians[i] * J")
)
transplant(
    "jacobians-element-by-element",
    "local_gradients",
    edit("reduce(np.matmul, jacobians[::-1])", "reduce(np.multiply, jacobians)"),
)
transplant(
    "first-and-last-only",
    "closures",
    edit(
        "    J = jacobians[0]\n"
        "    for i in range(1, len(jacobians)):\n"
        "        J = jacobians[i].dot(J)\n"
        "    return J",
        "    if len(jacobians) == 1:\n"
        "        return jacobians[0]\n"
        "    return jacobians[-1].dot(jacobians[0])",
    ),
)
transplant(
    "first-and-last-only",
    "generators",
    edit(
        "np.tensordot(chain_jacobian(rest), first, axes=1)", "np.tensordot(rest[-1], first, axes=1)"
    ),
)
transplant(
    "jacobian-vector-product",
    "closures",
    edit("range(len(jacobians) - 1, -1, -1)", "range(len(jacobians))"),
    edit("jacobians[i].T @ g", "jacobians[i] @ g"),
)
transplant(
    "jacobian-vector-product",
    "op_classes",
    edit("Js[::-1]", "Js"),
    edit("row = row @ J", "row = row @ J.T"),
)
transplant(
    "pulled-back-from-the-first",
    "closures",
    edit("range(len(jacobians) - 1, -1, -1)", "range(len(jacobians))"),
)
transplant("pulled-back-from-the-first", "op_classes", edit("Js[::-1]", "Js"))
transplant("vector-on-the-wrong-side", "closures", edit("jacobians[i].T @ g", "jacobians[i] @ g"))
transplant(
    "vector-on-the-wrong-side", "tape", edit("np.dot(v, todo.pop())", "np.dot(todo.pop(), v)")
)
transplant(
    "upstream-vector-ignored", "tape", edit("v = upstream.copy()", "v = np.ones(len(upstream))")
)
transplant(
    "upstream-vector-ignored", "users", edit("v = list(upstream)", "v = [1.0] * len(upstream)")
)
transplant(
    "full-jacobian-formed",
    "local_gradients",
    edit(
        "reduce(np.matmul, jacobians[::-1], upstream)",
        "upstream @ reduce(np.matmul, jacobians[::-1])",
    ),
)
transplant(
    "full-jacobian-formed",
    "closures",
    edit(
        "    g = upstream\n"
        "    for i in range(len(jacobians) - 1, -1, -1):\n"
        "        g = jacobians[i].T @ g\n"
        "    return g",
        "    return upstream @ chain_jacobian(jacobians)",
    ),
)
transplant("assign-not-accumulate", "op_classes", edit("arg.grad += g", "arg.grad = g"))
transplant(
    "assign-not-accumulate",
    "generators",
    edit("parent.grad += slope * v.grad", "parent.grad = slope * v.grad"),
)
transplant(
    "depth-first-order",
    "generators",
    edit(
        "        seen.add(self)\n        for parent, _ in self.back:",
        "        seen.add(self)\n        yield self\n        for parent, _ in self.back:",
    ),
    edit(
        "                yield from parent.postorder(seen)\n        yield self",
        "                yield from parent.postorder(seen)",
    ),
    edit("order[::-1]", "order"),
)
transplant("order-not-reversed", "op_classes", edit("order[::-1]", "order"))
transplant(
    "no-visited-set",
    "generators",
    edit(
        "            if parent not in seen:\n                yield from", "            yield from"
    ),
)
transplant(
    "walks-every-path",
    "op_classes",
    edit(
        "        for node in order[::-1]:\n"
        "            if node.op is None:\n"
        "                continue\n"
        "            for arg, g in zip(node.args, node.op.backward(node.grad)):\n"
        "                arg.grad += g",
        "        self.grad = 0.0\n"
        "        self.send(1.0)\n"
        "\n"
        "    def send(self, flow):\n"
        "        self.grad += flow\n"
        "        if self.op is not None:\n"
        "            for arg, g in zip(self.args, self.op.backward(flow)):\n"
        "                arg.send(g)",
    ),
)
transplant(
    "walks-every-path",
    "generators",
    edit(
        "        self.grad = 1.\n"
        "        for v in order[::-1]:\n"
        "            for parent, slope in v.back:\n"
        "                parent.grad += slope * v.grad",
        "        self.flow(1.)\n"
        "\n"
        "    def flow(self, g):\n"
        "        self.grad += g\n"
        "        for parent, slope in self.back:\n"
        "            parent.flow(slope * g)",
    ),
)
transplant("stale-gradients", "subclasses", edit("node.grad = grad", "node.grad += grad"))
transplant(
    "stale-gradients", "forward_mode", edit("node.grad = derivative", "node.grad += derivative")
)
transplant(
    "stale-gradients-sent-again",
    "op_classes",
    edit("        for node in order:\n            node.grad = 0.0\n", ""),
)
transplant(
    "stale-inner-gradients",
    "op_classes",
    edit(
        "            node.grad = 0.0",
        "            if node.op is None:\n                node.grad = 0.0",
    ),
)
transplant(
    "stale-inner-gradients",
    "closures",
    edit("            v.grad = 0\n", "            if not v._prev:\n                v.grad = 0\n"),
)
transplant("output-gradient-missing", "closures", edit("        self.grad = 1\n", ""))
transplant("output-gradient-missing", "op_classes", edit("        self.grad = 1.0\n", ""))
transplant(
    "upstream-ignored", "op_classes", edit("node.op.backward(node.grad)", "node.op.backward(1.0)")
)
transplant("upstream-ignored", "generators", edit("slope * v.grad", "slope"))
transplant("subtraction-gradient-sign", "op_classes", edit("return g, -g", "return g, g"))
transplant("subtraction-gradient-sign", "levels", edit("o.grad -= g\n", "o.grad += g\n"))
transplant("subtraction-gradient-sign", "generators", edit("lambda a, b: -1)", "lambda a, b: 1)"))
transplant(
    "product-own-factor",
    "op_classes",
    edit("return g * self.b, g * self.a", "return g * self.a, g * self.b"),
)
transplant("division-gradient-sign", "op_classes", edit("-g * self.a / (", "g * self.a / ("))
transplant("division-gradient-sign", "forward_mode", edit("-a / b / b", "a / b / b"))
transplant(
    "division-divisor-not-squared",
    "op_classes",
    edit("-g * self.a / (self.b * self.b)", "-g * self.a / self.b"),
)
transplant("division-divisor-not-squared", "generators", edit("-a / b ** 2", "-a / b"))
transplant("divisor-constant", "op_classes", edit("-g * self.a / (self.b * self.b)", "0.0"))
transplant(
    "divisor-constant", "levels", edit("            o.grad -= g * self.data / o.data ** 2\n", "")
)
transplant(
    "power-exponent-not-decreased", "op_classes", edit("self.a ** (self.n - 1)", "self.a ** self.n")
)
transplant("power-exponent-not-decreased", "levels", edit("self.data ** (n - 1)", "self.data ** n"))
transplant("power-factor-forgotten", "op_classes", edit("g * self.n * self.a", "g * self.a"))
transplant("power-factor-forgotten", "generators", edit("n * a ** (n - 1)", "a ** (n - 1)"))
transplant("left-number-subtracted", "op_classes", edit("Sub.apply(o, self)", "Sub.apply(self, o)"))
transplant("left-number-subtracted", "closures", edit("(-self) + other", "self - other"))
transplant("left-number-divides", "op_classes", edit("Div.apply(o, self)", "Div.apply(self, o)"))
transplant(
    "left-numbers-swapped",
    "op_classes",
    edit("Sub.apply(o, self)", "Sub.apply(self, o)"),
    edit("Div.apply(o, self)", "Div.apply(self, o)"),
)
transplant(
    "left-numbers-swapped",
    "generators",
    edit("__rsub__ = flip(__sub__)", "__rsub__ = __sub__"),
    edit("__rtruediv__ = flip(__truediv__)", "__rtruediv__ = __truediv__"),
)
transplant("exp-upstream-ignored", "op_classes", edit("(g * self.out,)", "(self.out,)"))
transplant(
    "exp-as-power",
    "generators",
    edit("unary(math.exp, lambda x, y: y)", "unary(math.exp, lambda x, y: x * math.exp(x - 1))"),
)
transplant(
    "exp-as-power",
    "tape",
    edit("[self], [math.exp(self.data)]", "[self], [self.data * math.exp(self.data - 1)]"),
)
transplant(
    "exp-slope-of-input",
    "generators",
    edit("unary(math.exp, lambda x, y: y)", "unary(math.exp, lambda x, y: x)"),
)
transplant("log-slope-of-output", "generators", edit("lambda x, y: 1 / x)", "lambda x, y: 1 / y)"))
transplant("log-slope-of-output", "closures", edit("out.grad / self.data", "out.grad / out.data"))
transplant("tanh-slope-of-input", "generators", edit("1 - y ** 2", "1 - x ** 2"))
transplant("tanh-slope-of-input", "closures", edit("(1 - t ** 2)", "(1 - self.data ** 2)"))
transplant("tanh-not-squared", "generators", edit("1 - y ** 2", "1 - y"))
transplant("tanh-not-squared", "closures", edit("(1 - t ** 2)", "(1 - t)"))
transplant("sigmoid-slope-of-input", "generators", edit("y * (1 - y)", "x * (1 - x)"))
transplant(
    "sigmoid-slope-of-input",
    "levels",
    edit("self._unary(s, s * (1 - s))", "self._unary(s, self.data * (1 - self.data))"),
)
transplant("sigmoid-sign", "op_classes", edit("math.exp(-a)", "math.exp(a)"))
transplant(
    "relu-gate-on-upstream",
    "op_classes",
    edit("(g if self.open else 0.0,)", "(g if g > 0 else 0.0,)"),
)
transplant(
    "relu-gate-on-upstream", "closures", edit("(out.data > 0) * out.grad", "max(out.grad, 0)")
)
transplant("relu-always-open", "op_classes", edit("(g if self.open else 0.0,)", "(g,)"))
transplant("relu-always-open", "levels", edit("0., self.data > 0)", "0., 1.)"))
transplant("relu-slope-at-zero", "op_classes", edit("self.open = a > 0", "self.open = a >= 0"))
transplant("relu-slope-at-zero", "tape", edit("int(self.data > 0)", "int(self.data >= 0)"))
transplant(
    "relu-changes-its-input",
    "closures",
    edit(
        "        out = Value(0 if self.data < 0 else self.data, (self,), 'ReLU')",
        "        if self.data < 0:\n"
        "            self.data = 0\n"
        "        out = Value(self.data, (self,), 'ReLU')",
    ),
)
transplant(
    "inputs-only",
    "subclasses",
    edit(
        "            node.grad = grad",
        "            if not node.inputs:\n                node.grad = grad",
    ),
)
transplant(
    "inputs-only",
    "forward_mode",
    edit(
        "            node.grad = derivative",
        "            if len(node.d) == 1:\n                node.grad = derivative",
    ),
)
