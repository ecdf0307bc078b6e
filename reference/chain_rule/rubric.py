"""What is verified about the chain rule, and what it is worth."""

import numpy as np

from autograder.rubric import Rubric, case

rubric = Rubric("chain_rule", title="The chain rule and graphs of values")


def number(rng):
    # Away from 0 and 1, where wrong slopes can agree with right ones by accident.
    return float(rng.uniform(1.1, 1.6) * rng.choice([-1, 1]))


def pairs(rng):
    named = [("sin", "square"), ("square", "sin"), ("cube", "arctan"), ("sinh", "cos")]
    return [case(outer=outer, inner=inner, x=number(rng)) for outer, inner in named]


def pairs_on_arrays(rng):
    return [
        case(outer="arctan", inner="cube", x=rng.normal(size=5)),
        case(outer="cos", inner="sinh", x=rng.normal(size=(2, 3))),
    ]


def triples(rng):
    named = [("sin", "square", "arctan"), ("arctan", "cube", "cos")]
    return [case(outer=a, middle=b, inner=c, x=number(rng)) for a, b, c in named]


def short_chains(rng):
    named = [["square", "sin"], ["arctan", "cube"], ["cos"]]
    return [case(names=names, x=number(rng)) for names in named]


def long_chains(rng):
    named = [
        ["square", "sin", "cube"],
        ["sin", "sinh", "arctan", "square"],
        ["arctan", "square", "cos", "sinh", "sin", "cube"],
    ]
    return [case(names=names, x=number(rng)) for names in named]


def chains_on_arrays(rng):
    return [
        case(names=["sin", "square", "arctan"], x=rng.normal(size=7)),
        case(names=["cube", "cos"], x=rng.normal(size=(2, 3))),
    ]


def maps(rng, sizes):
    return [rng.normal(size=(m, n)) for n, m in zip(sizes, sizes[1:], strict=False)]


# Distinct neighbours, where a wrong order or a transpose cannot pass, and squares, where it is
# silent and has to be told by its numbers.
SHORT = [(3, 5, 2), (3, 3, 3), (4, 7)]
LONG = [(3, 7, 5, 2), (4, 2, 5, 3, 7, 4), (3, 3, 3, 3)]
# From a number, to a number, through a number: shapes stay those of matrices.
NARROW = [(4, 1), (1, 3), (3, 1, 2), (1, 1)]


def of_sizes(sizes, upstream=False):
    def cases(rng):
        made = []
        for one in sizes:
            arguments = {"jacobians": maps(rng, one)}
            if upstream:
                arguments["upstream"] = rng.normal(size=one[-1])
            made.append(case(**arguments))
        return made

    return cases


def wide(rng):
    # The driver repeats these few numbers to fill its large Jacobians.
    parts = [rng.normal(size=size) for size in (13, 11, 7)]
    return [case(**dict(zip(("first", "last", "upstream"), parts, strict=True)))]


def steps(*lines):
    """A program for the driver, one step a line: result, operation, operands."""

    def operand(word):
        if word[0].isalpha():
            return word
        return float(word) if "." in word else int(word)

    return [[operand(word) for word in line.split()] for line in lines]


def inputs(rng, names):
    """Positive, no two nearer than 0.15: differences and quotients stay tame."""
    names = names.split()
    numbers = 0.6 + 0.4 * rng.permutation(len(names)) + rng.uniform(0, 0.25, size=len(names))
    return {name: np.array(one) for name, one in zip(names, numbers, strict=True)}


def runs(*programs):
    """A case for each (names of the inputs, steps)."""

    def cases(rng):
        return [
            case(program=steps(*lines), inputs=inputs(rng, names)) for names, *lines in programs
        ]

    return cases


arithmetic = [
    ("a b c", "u add a b", "v sub u c", "out mul v v"),
    ("a b c", "u mul a b", "out div u c"),
    ("a b c d", "u sub a b", "v div c u", "w pow v 3", "out sub d w"),
    ("a b", "u pow a -1.5", "v pow b 2", "w mul u v", "out pow w 0.5"),
]
# No node is used twice here: reuse has a check of its own.
trees = [
    ("a b c", "u mul a b", "out sub u c"),
    ("a b c d", "u div a b", "v sub c d", "out mul u v"),
    ("a b c", "u pow a 3", "v pow b -1.5", "w add u v", "out div c w"),
    ("a b", "u sub a b", "out pow u 2"),
]
exponentials = [
    ("a b", "u exp a", "v log b", "out mul u v"),
    ("a b", "u log a", "v div u b", "out exp v"),
]
squashes = [
    ("a b", "u tanh a", "v sigmoid b", "out mul u v"),
    ("a b c", "u mul a b", "v sigmoid u", "w div v c", "out tanh w"),
]
reused = [
    ("a", "out mul a a"),
    ("a b", "u mul a b", "v add u a", "out mul u v"),
    # u is one step from the output on one way and three on the other: it must wait.
    ("a b", "u mul a b", "v mul u b", "w mul v v", "out mul w u"),
    ("a b", "u div a b", "v pow u 2", "w sub b v", "z mul w v", "out mul u z"),
    ("a b", "u sub a b", "v mul b u", "out div v v", "z add out u", "out mul z v"),
]
beside_numbers = [
    ("a b", "u add a 2", "v mul u 0.5", "w sub v b", "out div w 4"),
    ("a b", "u sub 3 a", "v mul -2 u", "w mul b v", "out add 1.5 w"),
    ("a b", "u div 2 a", "v sub u 0.5", "out mul v b"),
    ("a", "u sub 5.5 a", "v div 3 u", "out pow v 2"),
]
mixed = [
    ("a b c", "u mul a b", "v tanh u", "w div v c", "x exp w", "y pow a 3", "out add x y"),
    ("a b", "u log a", "v mul u b", "w sigmoid v", "out sub w a"),
    ("a b c", "u sub a b", "v pow u 2", "w add v c", "x log w", "out mul x u"),
]


def gates(rng):
    """Both sides of the kink of relu, and the kink itself."""
    lines = steps("u mul a b", "v relu u", "w add v c", "out pow w 2")
    made = []
    for signs in [(1, 1, 1), (-1, 1, 1), (1, -1, -1), (-1, -1, 1), (0, 1, 1)]:
        numbers = inputs(rng, "a b c").items()
        signed = {name: one * sign for (name, one), sign in zip(numbers, signs, strict=True)}
        made.append(case(program=lines, inputs=signed))
    # A gate that opens at 1 rather than at 0 shows only between the two.
    small = {"a": rng.uniform(0.5, 0.9), "b": rng.uniform(0.2, 0.9), "c": rng.uniform(0.2, 0.9)}
    return [*made, case(program=lines, inputs=small)]


def functions(rng):
    return [*runs(*exponentials, *squashes)(rng), *gates(rng)]


def negative_bases(rng):
    lines = steps("u pow a 3", "v pow b -2", "out mul u v")
    numbers = inputs(rng, "a b")
    return [case(program=lines, inputs={name: -one for name, one in numbers.items()})]


def powers(rng):
    return [*runs(*trees)(rng), *negative_bases(rng)]


def gated(rng):
    # Differences need both sides of the kink to be far away.
    lines = steps("u mul a b", "v relu u", "w sub c v", "out mul w u")
    numbers = inputs(rng, "a b c")
    return [
        case(program=lines, inputs=numbers),
        case(program=lines, inputs={**numbers, "a": -numbers["a"]}),
    ]


def mixtures(rng):
    return [*runs(*mixed)(rng), *gated(rng)]


def deep(rng):
    # 500 and 499 nodes in a row; but for the numbers beside them, none is used twice.
    one, other = (round(rng.uniform(0.99, 0.999), 4) for _ in range(2))
    return [
        case(program=steps(*lines), inputs=inputs(rng, "a"), times=times)
        for times, *lines in [
            (499, f"a mul a {one}"),
            (166, f"a mul a {other}", "a add a 0.5", "a sub a 0.25"),
        ]
    ]


def twice(rng):
    lines = steps("u mul a b", "v div u c", "out pow v 3")
    orders = [["out", "out"], ["out", "out", "out"], ["u", "out"], ["out", "v"], ["a"]]
    return [case(program=lines, inputs=inputs(rng, "a b c"), starts=order) for order in orders]


def ladder(rng):
    """2 ** 24 paths through a few nodes, by two edges to one parent and by different products.

    Who joins equal edges has few paths in the first and all of them in the second. A last node
    makes the gradient a number that is not known before.
    """
    # Equal products: a path that is lost has the same slope as the one that is kept, in any order.
    some = round(rng.uniform(0.3, 0.9), 4)
    shapes = ["a add a a"], [f"u mul a {some}", f"v mul a {some}", "a add u v"]
    return [
        case(
            program=steps(*lines),
            inputs=inputs(rng, "a"),
            times=24,
            weight=round(rng.uniform(1, 2), 4),
        )
        for lines in shapes
    ]


# c plays no part in the output.
everywhere = runs(("a b c", "u mul a b", "v add u a", "w div v b", "out mul w u"))


(
    rubric.task(
        "compose_derivative",
        points=2,
        call="compose",
        slope_by="x",
        hints=(
            "Two slopes are needed. At which number is each of them taken?",
            "“Two functions” in README.md: the outer slope is f' at u. Which expression in your "
            "code is u?",
            "For sin(3x) the slope is 3 at x = 0, and 3 · cos 3 = -2.970 at x = 1. What does "
            "yours give at 1?",
        ),
    )
    .matches(pairs, title="two functions", weight=4)
    .matches(triples, title="the result can be composed again", call="compose_twice", weight=2)
    .matches(pairs_on_arrays, title="arrays, element by element", weight=1)
    .leaves_arguments_unchanged(pairs_on_arrays)
)
(
    rubric.task(
        "chain_derivative",
        points=3,
        after="compose_derivative",
        call="chain",
        slope_by="x",
        hints=(
            "Write down the number that goes into each function. Which number goes into its slope "
            "in your code?",
            "“Longer chains” in README.md: f_k' is taken at u_(k-1). In your loop, does x hold "
            "u_(k-1) or u_k when the slope is taken?",
            "Square, add 1, square, from x = 2: on the way are 2, 4, 5, 25, and the slopes are "
            "4, 1 and 10. Which number goes into which slope, and what is the result?",
        ),
    )
    .matches(short_chains, title="one or two functions", weight=3)
    .matches(long_chains, title="longer chains", weight=4)
    .matches(chains_on_arrays, title="arrays, element by element", weight=1)
    .matches(long_chains, title="leaves both lists as they were", call="chain_again", side=True)
    .leaves_arguments_unchanged(chains_on_arrays)
)
(
    rubric.task(
        "chain_jacobian",
        points=3,
        hints=(
            "Which map is applied first, and on which side of the input vector does it stand?",
            "“Jacobians” in README.md, J = J_L … J_2 J_1: does the next map of the list come to "
            "the left or to the right of the product that you have so far?",
            "First a (2, 3) map, then a (4, 2) map: the whole is (4, 3). Write both shapes side "
            "by side: in which order do they fit?",
        ),
    )
    .matches(of_sizes(SHORT), title="one or two maps", weight=3)
    .matches(of_sizes(LONG), title="longer chains", weight=4)
    .matches(of_sizes(NARROW), title="single numbers on the way", side=True, weight=1)
    .leaves_arguments_unchanged(of_sizes(LONG))
)
(
    rubric.task(
        "vector_jacobian_product",
        points=4,
        after="chain_jacobian",
        hints=(
            "From which end can you start so that only vectors ever appear?",
            "“Vectors instead of matrices” in README.md: put the first pair of brackets around "
            "vᵀ J_L. Which shape has this product, and which map of the list is J_L?",
            "J is (2, 3), v is (2,). Which product gives 3 numbers?",
        ),
    )
    .matches(of_sizes(SHORT, True), title="one or two maps", weight=3)
    .matches(of_sizes(LONG, True), title="longer chains", weight=4)
    .matches(of_sizes(NARROW, True), title="single numbers on the way", side=True, weight=1)
    .matches(
        wide,
        title="never holds the Jacobian of the whole chain",
        weight=3,
        call="narrow_middle",
        side=True,
    )
    .leaves_arguments_unchanged(of_sizes(LONG, True))
)
(
    rubric.task(
        "Value",
        points=12,
        call="gradient",
        hints=(
            "When a node passes its gradient on, has all of its own arrived?",
            "The sum in “A graph of values” in README.md: is each share added to what is there "
            "already? The worked number in “Order”: in which order does your code visit out, w, "
            "u and a?",
            "x · x is the smallest node with two edges to one parent. At x = 3 its slope is 6. "
            "Walk through it by hand: who writes to x.grad, and when?",
        ),
    )
    .matches(runs(*arithmetic), title="values of + - * / and **", call="output", weight=3)
    .matches(functions, title="values of exp, log, tanh, sigmoid and relu", call="output", weight=2)
    .matches(powers, title="gradients of + - * / and **", weight=4)
    .matches(runs(*exponentials), title="gradients of exp and log", weight=2)
    .matches(runs(*squashes), title="gradients of tanh and sigmoid", weight=2)
    .matches(gates, title="gradient of relu, 0 at 0", weight=1)
    .matches(runs(*reused), title="nodes used more than once", weight=4)
    .matches(
        runs(*beside_numbers),
        title="plain numbers on either side",
        call="output_and_gradient",
        weight=2,
    )
    .matches(twice, title="another backward starts from zero", call="gradient_afterwards", weight=2)
    .matches(deep, title="500 nodes deep", weight=2)
    .gradient_agrees(
        "output", mixtures, wrt="inputs", title="gradients are slopes of your own values", weight=2
    )
    .matches(
        ladder,
        title="handles each node once, however many paths lead to it",
        call="gradient_and_work",
        weight=1,
    )
    .matches(
        everywhere,
        title="every node has its gradient, 0 where it plays no part",
        call="gradient_everywhere",
        weight=1,
        side=True,
    )
)
