"""Wrong implementations that students really write."""

from autograder.rubric import edit, misconception

from .solution import Value, _topological_order

misconception(
    "compose_derivative/outer-slope-at-input",
    edit("outer_derivative(inner(x))", "outer_derivative(x)"),
    says="The outer slope is taken at x.",
    hint="Where is the outer slope evaluated: what number does the outer function get?",
)
misconception(
    "compose_derivative/sum-of-slopes",
    edit(" * ", " + "),
    says="The two slopes are added.",
    hint="Do rates of change in a chain add or multiply? Think of two gears.",
)
misconception(
    "compose_derivative/inner-slope-forgotten",
    edit(" * inner_derivative(x)", ""),
    says="Only the outer slope is in the result.",
    hint="How fast does the inner value move when x moves?",
)
misconception(
    "compose_derivative/outer-slope-at-inner-slope",
    edit("(inner(x)) * inner_derivative(x)", "(inner_derivative(x))"),
    says="The outer derivative is applied to the inner slope instead of the inner value.",
    hint="Is the number that goes into the outer function a value or a slope?",
)
misconception(
    "compose_derivative/inner-slope-at-inner-value",
    edit("inner_derivative(x)", "inner_derivative(inner(x))"),
    says="The inner slope is taken at the inner function's output.",
    hint="What number does the inner function get?",
)

misconception(
    "chain_derivative/chain-outer-slopes-at-input",
    edit("        x = function(x)\n", ""),
    says="Every slope is taken at x, whatever reaches its function.",
    hint="Which number reaches the second function?",
)
misconception(
    "chain_derivative/chain-sum-of-slopes",
    edit("np.ones_like(x)", "np.zeros_like(x)"),
    edit("slope * derivative(x)", "slope + derivative(x)"),
    says="The slopes are added.",
    hint="Do rates of change in a chain add or multiply? Think of gears.",
)
misconception(
    "chain_derivative/slopes-one-step-late",
    edit("        x = function(x)\n", ""),
    edit("        slope = ", "        x = function(x)\n        slope = "),
    says="Each slope is taken at its function's output instead of its input.",
    hint="Has x already moved on when the slope is taken?",
)
misconception(
    "chain_derivative/slopes-at-final-output",
    edit("        x = function(x)\n", ""),
    edit(
        "slope = np.ones_like(x)",
        "for function in functions:\n        x = function(x)\n    slope = np.ones_like(x)",
    ),
    says="Every slope is taken at the chain's final output.",
    hint="Did each function ever see that last number?",
)
misconception(
    "chain_derivative/chain-order-reversed",
    edit("zip(functions, derivatives,", "zip(functions[::-1], derivatives[::-1],"),
    says="The functions are applied from the last to the first.",
    hint="Which function of the list gets x itself?",
)
misconception(
    "chain_derivative/last-slope-only",
    edit("slope * derivative(x)", "derivative(x)"),
    says="Only the slope of the last function is in the result.",
    hint="What became of the slopes before the last one: were they overwritten?",
)
misconception(
    "chain_derivative/two-functions-only",
    edit("zip(functions, derivatives,", "zip(functions[:2], derivatives[:2],"),
    says="Only the first two functions of the list are used.",
    hint="What does your code run over when there are four functions?",
)
misconception(
    "chain_derivative/lists-used-up",
    edit(
        "for function, derivative in zip(functions, derivatives, strict=True):",
        "while functions:\n        function, derivative = functions.pop(0), derivatives.pop(0)",
    ),
    says="The lists are emptied or turned round by the call, so that a second call finds others.",
    hint="Whose list is it that `pop` or `reverse` changes?",
)

misconception(
    "chain_jacobian/jacobians-reversed",
    edit("jacobian @ whole", "whole @ jacobian"),
    says="The matrices are multiplied in the order of the list.",
    hint="In the product of J_1 and J_2 with x, which of the two has to meet x?",
)
misconception(
    "chain_jacobian/jacobian-transposed",
    edit("return whole", "return whole.T"),
    says="The result is the transpose of the Jacobian.",
    hint="Which index counts outputs, rows or columns?",
)
misconception(
    "chain_jacobian/jacobians-element-by-element",
    edit("jacobian @ whole", "jacobian * whole"),
    says="The matrices are multiplied element by element.",
    hint="How many ways lead from one input to one output, through the numbers in the middle?",
)
misconception(
    "chain_jacobian/first-and-last-only",
    edit("jacobian @ whole", "jacobian @ jacobians[0]"),
    says="Maps between the first and the last are left out.",
    hint="Which elements of the list does your loop visit?",
)

misconception(
    "vector_jacobian_product/jacobian-vector-product",
    edit("reversed(jacobians)", "jacobians"),
    edit("upstream @ jacobian", "jacobian @ upstream"),
    says="The vector is pushed forward through the maps instead of pulled back.",
    hint="The upstream gradient has one number per output. At which end are the outputs?",
)
misconception(
    "vector_jacobian_product/pulled-back-from-the-first",
    edit("reversed(jacobians)", "jacobians"),
    says="The vector meets the first map of the chain first.",
    hint="Which map produced the output that the upstream gradient belongs to?",
)
misconception(
    "vector_jacobian_product/vector-on-the-wrong-side",
    edit("upstream @ jacobian", "jacobian @ upstream"),
    says="The order of the maps is right, but each gets the vector on its input side.",
    hint="A gradient with one number per output: do the rows or the columns of a Jacobian fit it?",
)
misconception(
    "vector_jacobian_product/upstream-vector-ignored",
    edit("    for jacobian", "    upstream = np.ones_like(upstream)\n    for jacobian"),
    says="All outputs count alike: the upstream gradient is not used.",
    hint="What if the loss did not depend on some output at all?",
)
misconception(
    "vector_jacobian_product/full-jacobian-formed",
    edit("    for jacobian in reversed(jacobians):\n        upstream = upstream @ jacobian\n", ""),
    edit("return upstream", "return upstream @ chain_jacobian(jacobians)"),
    says="The Jacobian of the whole chain is multiplied out before the vector comes in.",
    hint="Brackets decide the cost of a product: how many elements has your largest array?",
)

misconception(
    "Value/assign-not-accumulate",
    edit("parent.grad += share", "parent.grad = share"),
    edit("reversed(node._parents)", "VALUE", of="_topological_order"),
    values=("(*reversed(node._parents),)", "node._parents"),
    says="A share of the gradient replaces the ones that came before it.",
    hint="How many paths lead from this node to the output?",
)
misconception(
    "Value/no-topological-order",
    edit("stack.pop()", "stack.pop(0)", of="_topological_order"),
    edit("order.append(node)", "order.insert(0, node)", of="_topological_order"),
    edit("reversed(node._parents)", "VALUE", of="_topological_order"),
    values=("(*reversed(node._parents),)", "node._parents"),
    says="Nodes pass their gradient on as soon as they are reached, level by level.",
    hint="In out = u · w with w = u · u, has w sent its share when u passes its gradient on?",
)
misconception(
    "Value/depth-first-order",
    edit("stack.append((node, True))", "order.insert(0, node)", of="_topological_order"),
    says="The first path is followed to its end before the other paths have brought their share.",
    hint="Which other paths lead to this node, and had they brought their share before it went on?",
)
misconception(
    "Value/order-not-reversed",
    edit("reversed(order)", "order"),
    says="The nodes are visited from the inputs to the output.",
    hint="Whose gradient is known at the beginning, and at which end of the list does it stand?",
)
misconception(
    "Value/no-visited-set",
    edit("elif node not in seen:", "else:", of="_topological_order"),
    says="A node that is reached twice is listed twice, and passes its gradient on twice.",
    hint="How often does a node with two users stand in your list?",
)


@misconception(
    "Value/walks-every-path",
    says="The gradients are right, but each path is walked on its own, and paths double quickly.",
    hint="Ten nodes, each used twice by the next: how often is the first one visited?",
)
class ValueWalksPaths(Value):
    def backward(self):
        for node in _topological_order(self):
            node.grad = 0.0

        def walk(node, upstream):
            node.grad += upstream
            for parent, share in zip(node._parents, node._pull(upstream), strict=True):
                walk(parent, share)

        walk(self, 1.0)


@misconception(
    "Value/stale-gradients",
    says="A second backward adds its gradients to those of the first.",
    hint="When the second backward begins, what does x.grad hold already?",
)
class ValueAddsUp(Value):
    def backward(self):
        order = _topological_order(self)
        flow = {**dict.fromkeys(order, 0.0), self: 1.0}
        for node in reversed(order):
            node.grad += flow[node]
            for parent, share in zip(node._parents, node._pull(flow[node]), strict=True):
                flow[parent] += share


misconception(
    "Value/stale-gradients-sent-again",
    edit("        for node in order:\n            node.grad = 0.0\n", ""),
    says="What the nodes kept from the first backward is sent on again by the second.",
    hint="When the second backward begins, what do nodes in the middle still hold and pass on?",
)
misconception(
    "Value/stale-inner-gradients",
    edit(
        "            node.grad = 0.0",
        "            if not node._parents:\n                node.grad = 0.0",
    ),
    says="Only the inputs start from zero; nodes in the middle keep what they had.",
    hint="Which nodes between input and output hold a gradient, too?",
)
misconception(
    "Value/output-gradient-missing",
    edit("        self.grad = 1.0\n", ""),
    says="The output's own gradient stays 0, so nothing flows.",
    hint="How fast does the output change with itself?",
)
misconception(
    "Value/upstream-ignored",
    edit("node._pull(node.grad)", "node._pull(1.0)"),
    says="Local slopes are passed on without the gradient that came from above.",
    hint="If a node's own gradient is 0, how much should its parents get from it?",
)
misconception(
    "Value/subtraction-gradient-sign",
    edit("(g, -g)", "(g, g)"),
    says="Both sides of a subtraction get the same gradient.",
    hint="If the number that is taken away grows, where does the difference go?",
)
misconception(
    "Value/product-own-factor",
    edit("(g * other.data, g * self.data)", "(g * self.data, g * other.data)"),
    says="Each factor's slope is its own value.",
    hint="How much does a · b grow when a grows by one? Try 2 · 5.",
)
misconception(
    "Value/division-gradient-sign",
    edit("-g * quotient", "g * quotient"),
    says="The divisor's gradient has the wrong sign.",
    hint="Does a quotient rise or fall when its divisor grows?",
)
misconception(
    "Value/division-divisor-not-squared",
    edit("-g * quotient / other.data", "-g * quotient"),
    says="In the divisor's gradient the divisor stands only once.",
    hint="What is the derivative of 1 / b with respect to b?",
)
misconception(
    "Value/divisor-constant",
    edit("-g * quotient / other.data", "0.0"),
    says="The divisor gets no gradient.",
    hint="Would the quotient change if only the divisor moved?",
)
misconception(
    "Value/power-exponent-not-decreased",
    edit("self.data ** (exponent - 1)", "self.data**exponent"),
    says="The power in the slope is as high as before.",
    hint="Is the slope of a square a straight line, or a parabola again?",
)
misconception(
    "Value/power-factor-forgotten",
    edit("g * exponent * ", "g * "),
    says="The exponent does not appear as a factor of the slope.",
    hint="Which is steeper at x = 1: a square or a cube?",
)
misconception(
    "Value/left-number-subtracted",
    edit("_as_node(other) - self", "self - other"),
    says="A number minus a Value gives the Value minus the number.",
    hint="For `3 - x`, which of the two is `self`?",
)
misconception(
    "Value/left-number-divides",
    edit("_as_node(other) / self", "self / other"),
    says="A number divided by a Value gives the Value divided by the number.",
    hint="For `3 / x`, which of the two is `self`?",
)
misconception(
    "Value/left-numbers-swapped",
    edit("_as_node(other) - self", "self - other"),
    edit("_as_node(other) / self", "self / other"),
    says="A number on the left of - or / changes places with the Value.",
    hint="For `3 - x` and `3 / x`, which of the two is `self`?",
)
misconception(
    "Value/exp-upstream-ignored",
    edit("(g * power,)", "(power,)"),
    says="exp passes on its own slope and drops the gradient that came from above.",
    hint="If the node that exp made has the gradient 0, what should exp's input get from it?",
)
misconception(
    "Value/exp-as-power",
    edit("g * power", "g * self.data * math.exp(self.data - 1)"),
    says="exp is differentiated by the rule for powers.",
    hint="Where does x stand in e^x: is it the base or the exponent?",
)
misconception(
    "Value/exp-slope-of-input",
    edit("g * power", "g * self.data"),
    says="The slope of exp is taken to be its input.",
    hint="Can the slope of exp ever be negative?",
)
misconception(
    "Value/log-slope-of-output",
    edit("g / self.data", "g / math.log(self.data)"),
    says="The slope of log is taken at its output instead of its input.",
    hint="At x = 1, log gives 0. By which of the two numbers do you divide?",
)
misconception(
    "Value/tanh-slope-of-input",
    edit("1 - a * a", "1 - self.data**2"),
    says="The slope of tanh is worked out from its input as if that were its output.",
    hint="Can tanh ever decrease?",
)
misconception(
    "Value/tanh-not-squared",
    edit("1 - a * a", "1 - a"),
    says="The square is missing in the slope of tanh.",
    hint="Is your slope of tanh the same on both sides of 0?",
)
misconception(
    "Value/sigmoid-slope-of-input",
    edit("g * a * (1 - a)", "g * self.data * (1 - self.data)"),
    says="The slope of the sigmoid is worked out from its input as if that were its output.",
    hint="Is your formula written in terms of the input or of the output?",
)
misconception(
    "Value/sigmoid-sign",
    edit("math.exp(-self.data)", "math.exp(self.data)"),
    says="The sign in the exponent of the sigmoid is missing: it falls instead of rising.",
    hint="Should a larger input give a larger or a smaller output?",
)
misconception(
    "Value/relu-gate-on-upstream",
    edit("g if self.data > 0 else 0.0", "max(g, 0.0)"),
    says="relu lets through what is positive in the gradient, not what was positive in the input.",
    hint="What decided on the way forward whether the gate was open?",
)
misconception(
    "Value/relu-always-open",
    edit("g if self.data > 0 else 0.0", "g"),
    says="relu passes the gradient on even where it passed no value.",
    hint="How fast does the output of relu change where the input is negative?",
)
misconception(
    "Value/relu-slope-at-zero",
    edit("self.data > 0", "self.data >= 0"),
    says="The slope of relu at exactly 0 is not the agreed one.",
    hint="What does the docstring of relu say about 0?",
)
misconception(
    "Value/relu-changes-its-input",
    edit(
        "return _node(max(self.data, 0.0),",
        "self.data = max(self.data, 0.0)\n        return _node(self.data,",
    ),
    says="relu sets the number of its own input to 0.",
    hint="Which number does the input of relu hold afterwards, and who else still needs it?",
)
misconception(
    "Value/inputs-only",
    edit(
        "parent.grad += share",
        "parent.grad += share\n            if node._parents:\n                node.grad = 0.0",
    ),
    says="Nodes between the inputs and the output end without a gradient.",
    hint="Does the output depend on the nodes in the middle, too?",
)
