from autograder.rubric import Rubric, case

rubric = Rubric("probe")


def vectors(rng):
    return [case(x=rng.normal(size=5)), case(x=rng.normal(size=3))]


rubric.task("double", points=2).matches(vectors)
rubric.task("add_one", points=1).matches(vectors)
