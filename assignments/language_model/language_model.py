"""A language model of characters, attention by hand, and an encoder with a decoder, in PyTorch.

Characters are numbers (*ids*) from 0 to V − 1, texts are int64 tensors of them. A *language model*
is called as `logits, state = model(ids, state)`, with ids (N, T) of N texts and logits (N, T, V):
logits[n, t] belong to the character that comes after ids[n, t]. A *state* is what the model keeps
in mind, one tensor or a tuple of tensors, whose form is the model's own; with None it has read
nothing yet. An *encoder* is called as `state = encoder(ids)`. A *decoder* is a language model that
goes on from such a state.

N, T and V are 1 or more. Logits of any size up to ±1000 are safe everywhere. No function changes a
tensor that it is given (only training changes parameters). New tensors are on the device of those
that came, and floats have the dtype of those that came (float32 or float64).
"""

import math

import torch
from torch import nn


def teacher_forcing(ids, rows, length):
    """Cut one long text into batches of inputs and targets. Returns a list of (inputs, targets).

    `ids` (M,) is the text. It is cut into `rows` streams of equal length S, one after the other,
    without gaps: S is the largest multiple of `length` with rows · S ≤ M − 1, and never 0.
    Stream n is row n of every batch, and batch j has the characters j · length to
    (j + 1) · length − 1 of each stream: so in every row, each batch goes on where the last one
    ended. inputs and targets are int64 (rows, length). The target of a character is the one that
    comes right after it in the text, also where that one belongs to the next batch or stream.
    """
    raise NotImplementedError("teacher_forcing")


def sequence_loss(logits, targets, padding):
    """The mean cross-entropy over all real characters of a batch. Returns a tensor without axes.

    logits (N, T, V), targets (N, T). Where a target is `padding` (an int, perhaps an id like any
    other, perhaps a negative number), no character is to be predicted: such a place counts for
    nothing, neither in the sum nor in the number of characters. All other characters count alike,
    whatever text they stand in. If all targets are padding, the loss is 0.

    Gradients flow back to the logits (0 where nothing counts).
    """
    raise NotImplementedError("sequence_loss")


def perplexity(losses, counts):
    """The perplexity of a text from the losses of its batches. Returns a plain float.

    `losses` is a list of floats, the mean loss per character of each batch, in nats; `counts` is a
    list of ints, how many characters each batch has. The perplexity is e to the power of the mean
    loss of all characters together. A batch without characters counts for nothing, whatever stands
    for its loss (it may be NaN); one batch has characters at least.
    """
    raise NotImplementedError("perplexity")


def train_step(model, optimizer, inputs, targets, state, max_norm):
    """Teach the model one batch of `teacher_forcing`. Returns (loss, new state).

    The loss is the mean cross-entropy over all characters of the batch: nothing is padding. The
    model is in training mode already. `state` is None for the first batch and afterwards what the
    last call has returned. There is one backward pass and one step of the optimizer. Between these
    two, gradients whose norm is above `max_norm` (> 0) are shortened to it, all together, as
    `torch.nn.utils.clip_grad_norm_` does. The gradients are of this batch alone: none of an earlier
    one are left in them, and nothing flows back into the batches before.

    The loss that comes back is a plain float, from before the step. The new state is that of the
    end of this batch, from before the step, too; no graph hangs on any tensor of it.
    """
    raise NotImplementedError("train_step")


def temperature_probabilities(logits, temperature):
    """The probabilities of the next character at a temperature: softmax(logits / temperature).

    logits (…, V) with any number of axes in front; so are the probabilities, and those of the last
    axis sum to 1. `temperature` is a float. It is 1e-6 or more, perhaps infinite: then all
    characters are equally likely. Or it is 0, the limit: then the largest logit has all, and where
    several are largest, these share it equally.
    """
    raise NotImplementedError("temperature_probabilities")


def generate(model, start, length, temperature, generator):
    """Let the model go on writing. Returns the `length` new characters, int64 (length,).

    The model first reads `start` (P,), P ≥ 1, from no state; what it has read before, it keeps in
    mind by its state. Each new character is drawn by the probabilities that its logits for the last
    character have at this temperature (`temperature_probabilities`), and is then read itself, to
    draw the one after it. No character is read twice. `length` is 1 or more.

    All that chance decides, `generator` (a torch.Generator) decides: with one in an equal state the
    text is the same, whatever else has drawn random numbers in the meantime.

    The model is asked in evaluation mode, without recording gradients, and is afterwards in the
    mode in which it came.
    """
    raise NotImplementedError("generate")


def translation_loss(encoder, decoder, sources, targets, start, padding):
    """How surprised a decoder is by the right translations. Returns a tensor without axes.

    sources (N, S) and targets (N, T) are pairs of texts: each target ends with an end symbol, which
    is to be predicted, too, and then with `padding` up to T. (Sources may end with padding, which
    is the encoder's business.) The decoder goes on from what the encoder makes of the sources. It
    is taught by the teacher: at each place it is given the right character before it, at the first
    place the symbol `start`; start, end and padding are ids that it knows. The loss is the
    `sequence_loss` of the targets. Gradients flow to the parameters of both.
    """
    raise NotImplementedError("translation_loss")


def translate(encoder, decoder, sources, start, end, padding, limit):
    """Translate greedily, without the right answers. Returns int64 (N, limit).

    The decoder goes on from what the encoder makes of the sources (N, S). It is first given the
    symbol `start`, then its own guesses, one after the other: each is the character with the
    largest logit, and whatever the decoder has read before is kept in mind by its state. A text
    ends with its first `end`, which is part of it; all after it is `padding`. Texts that have no
    `end` after `limit` (≥ 1) characters are cut there. No text depends on the others.

    No gradients are recorded. Both models are asked in the mode in which they come.
    """
    raise NotImplementedError("translate")


def attention(q, k, v, allowed):
    """One head of attention. Returns (out, weights).

    Queries q (N, T, D), keys k (N, S, D), values v (N, S, E); `allowed` is bool, (T, S) for all
    texts or (N, T, S): whether place t may look at place s. The score of a query and a key is
    q · k / √D; the weights (N, T, S) of a query are the softmax of its scores over the places that
    it may look at, and exactly 0 at all others. out (N, T, E) is the sum of the values by these
    weights. A query that may look nowhere has weights of 0 and an output of 0.

    Elements up to ±1000 are safe, and gradients flow back to q, k and v, finite ones always.
    """
    raise NotImplementedError("attention")


def attention_backward(upstream, q, k, v, weights):
    """The backward pass of `attention` by hand. Returns (dq, dk, dv), of the shapes of q, k, v.

    `upstream` (N, T, E) is ∂J/∂out; J depends on the weights through out alone. `weights` (N, T, S)
    are those of the forward pass, a softmax of its scores. What went into the scores beside
    q · k / √D (a mask, perhaps a bias for the distance of two places) does not depend on q, k and
    v, and is not known here.

    Autograd has no part in it: the function is called within `torch.inference_mode()`.
    """
    raise NotImplementedError("attention_backward")
