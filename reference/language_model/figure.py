"""What a temperature makes of the probabilities of the next character."""

import torch

from autograder.figures import Curve, Dot, Figure, Frame, Plot, told

from .solution import perplexity, temperature_probabilities

CHARACTERS = ("e", "a", "i", "o", "r", "s", "y", "z")
LOGITS = torch.tensor([3.0, 2.2, 2.0, 1.5, 0.5, 0.0, -1.0, -3.0], dtype=torch.float64)
TEMPERATURES = [0.0, 0.2, 0.5, 1.0, 2.0, 5.0, float("inf")]


def choices(probabilities):
    """Among how many equally likely characters it would be as hard to guess."""
    nats = -torch.special.xlogy(probabilities, probabilities).sum().item()
    return perplexity([nats], [1])


def frame(temperature):
    found = temperature_probabilities(LOGITS, temperature)
    plain = temperature_probabilities(LOGITS, 1.0)
    places = range(len(CHARACTERS))
    value = "∞" if temperature == float("inf") else f"{temperature:g}"
    return Frame(
        value,
        [
            Plot(
                [
                    Curve(f"temperature {value}", places, found.tolist()),
                    Curve("temperature 1", places, plain.tolist()),
                ],
                "next character",
                "probability",
                [Dot(0, found[0].item(), told(found[0].item()))],
                x_names=CHARACTERS,
                y_range=(0.0, 1.0),
            )
        ],
        f"The probabilities of eight characters at the temperature {value}, beside those at 1. The "
        f"likeliest has {told(found[0].item())} in place of {told(plain[0].item())}, the least "
        f"likely one {told(found[-1].item())} in place of {told(plain[-1].item())}. It is as hard "
        f"to guess as one of {told(choices(found))} equally likely characters.",
    )


figure = Figure(
    "The next character at another temperature",
    [frame(temperature) for temperature in TEMPERATURES],
    slider="temperature",
    shown=TEMPERATURES.index(0.5),
)
