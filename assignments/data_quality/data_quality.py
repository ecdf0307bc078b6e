"""Data quality: wrong labels, leaks, rare classes, learning curves, and a fair comparison.

Labels and predictions are integer arrays (N,) with values from 0 to classes − 1; `classes` is 2 or
more, and some classes may have no samples. Wherever samples are given there is at least one. No
function changes the arrays that it is given.
"""

import math

import numpy as np


def true_accuracy(measured, noise, classes):
    """The accuracy against the true labels, from the one measured against noisy labels.

    A label is wrong with probability `noise` (≥ 0), and then each of the other classes is equally
    likely to stand there. Where the model is wrong, each wrong class is equally likely, too,
    whatever the label says. So a model of the true accuracy a agrees with a noisy label if both
    are right, or if both are wrong and name the same class:

        measured  =  a (1 − noise)  +  (1 − a) · noise / (classes − 1)

    `measured` is a float or an array of any shape; the result has its shape. It may lie below 0 or
    above 1, by chance or where the assumptions are wrong, and is left as it is.

    Raises ValueError for a noise of (classes − 1) / classes or more: at that share the labels say
    nothing, and above it a better model would measure worse.
    """
    raise NotImplementedError("true_accuracy")


def find_leaks(train, test):
    """Where each sample of the test set occurs in the training set. Returns integers (M,).

    `train` is (N, …) and `test` (M, …), of one dtype and of equal shapes behind the first axis:
    rows, images, … Element i of the result is the index of the first training sample that is equal
    to test sample i, or −1 if there is none. Samples are equal if all of their numbers are equal,
    each in its place: being near is not enough. There is no NaN; 0.0 and −0.0 are equal.
    """
    raise NotImplementedError("find_leaks")


def split_by_group(groups, fraction, rng):
    """Split samples into a training and a test part that share no group.

    `groups` (N,) holds an integer for each sample, any integer: the person, the day, the original
    that it comes from. `fraction` is a float in [0, 1], `rng` a numpy Generator. Of G different
    groups, fraction · G go into the test part, rounded to the nearest whole number and halves up
    (2.5 gives 3); the product is that of floats. Which ones is left to `rng` alone, and each group
    is as likely as any other, however many samples it has.

    Returns (train, test): two integer arrays of places in `groups`, both ascending. Every place
    from 0 to N − 1 is in one of them, once. Either may be empty.
    """
    raise NotImplementedError("split_by_group")


def confusion_matrix(labels, predictions, classes):
    """How often each class was taken for each class: integers (classes, classes).

    Element (i, j) counts the samples with label i and prediction j.
    """
    raise NotImplementedError("confusion_matrix")


def balanced_accuracy(matrix):
    """The accuracy in which every class counts alike, however rare. Returns a float.

    `matrix` is a confusion matrix, labels down and predictions across. The recall of a class is
    the share of its samples that were recognised; the balanced accuracy is the mean recall of all
    classes that have samples. Classes without samples do not count, and cause no warning.
    """
    raise NotImplementedError("balanced_accuracy")


def class_weights(labels, classes):
    """A weight for each class, so that all classes count alike. Returns float64 (classes,).

    The weights of the classes that have samples are inversely proportional to how many they have:
    together, the samples of one such class weigh as much as those of any other. The mean of the
    samples' weights is 1. Classes without samples have the weight 0, and cause no warning.
    """
    raise NotImplementedError("class_weights")


def weighted_cross_entropy(logits, labels, weights):
    """The weighted mean of the samples' cross-entropies, from logits. Returns a float.

    `logits` is (N, C), `labels` (N,), `weights` (C,) a weight of 0 or more for each class; at
    least one sample has a weight above 0. A sample's cross-entropy is −ln of the probability that
    softmax gives to its label. In the mean, each sample has the weight of its label's class, and
    the sum is divided by the weights of all samples together. Right and without warnings for
    logits of ±1000, too.
    """
    raise NotImplementedError("weighted_cross_entropy")


def weighted_cross_entropy_gradient(logits, labels, weights):
    """The gradient of `weighted_cross_entropy` with respect to the logits: (N, C).

    The arguments are the same. float64 gives float64; where `logits` and `weights` are both
    float32, the gradient is float32. Right and without warnings for logits of ±1000, too.
    """
    raise NotImplementedError("weighted_cross_entropy_gradient")


def learning_curve(fit, x, labels, x_validation, labels_validation, order, sizes):
    """The errors of models that are trained on more and more samples.

    `x` (N, D) and `labels` (N,) are there for training. `order` (N,) holds each place from 0 to
    N − 1 once, shuffled: the training set of size n consists of the first n samples in this order.
    `sizes` is a list of integers from 1 to N, not always rising.

    `fit(x, labels)` trains a new model on what it is given, and returns a function `predict(x)`
    that gives the predicted labels of such rows. For each size, a model is trained on the training
    set of this size, and on nothing else.

    Returns (training_errors, validation_errors), two float64 arrays with one number for each size,
    in the order of `sizes`: the share (0 to 1) of wrong predictions for the samples that this
    model was trained on, and for all samples of the validation set.
    """
    raise NotImplementedError("learning_curve")


def power_law(sizes, errors, wanted):
    """The power law of a learning curve, and how many samples an error would take.

    `sizes` (K,) are numbers of training samples, at least two different ones, and `errors` (K,)
    the errors measured there, all above 0. The law is error = a · n^(−b), which is a straight line
    in logarithms: ln error = ln a − b ln n. Fitted is this line, by least squares: the sum over
    all K points of the squared differences between both sides is as small as possible.

    Returns (a, b, n), three floats. n is the number of samples at which the fitted law has the
    error `wanted` (> 0); it is not rounded. The errors fall far enough that b is above 0.
    """
    raise NotImplementedError("power_law")


def compare(correct_a, correct_b):
    """Compare two models on the same test samples. Returns (difference, standard_error, p).

    `correct_a` and `correct_b` are boolean arrays (N,): for each sample, whether model A, and
    model B, was right. `difference` is the accuracy of A minus that of B. `standard_error` is that
    of this difference, from pairs: with d_i = 1, 0 or −1, what sample i adds to the difference, it
    is the standard deviation of the d_i (the variance divides by N) divided by √N.

    `p` belongs to an exact sign test, also known as McNemar's. Only the samples on which exactly
    one model was right count: n of them, k of these for A. If neither model were better, k would
    be the number of heads in n throws of a fair coin. p is the probability that such a number of
    heads lies at least as far from n/2 as k does, on either side; it is 1 for n = 0. It is right
    for an n of some thousands, too, where 2^n is beyond all floats.

    All three are floats.
    """
    raise NotImplementedError("compare")


class FinalTestSet:
    """A test set that gives one score, and no second one.

    `FinalTestSet(x, labels)` keeps copies of test samples (N, …) and labels (N,): if the caller
    changes these arrays afterwards, no score changes. `score(predict)` calls `predict` with the
    samples, once, and returns the accuracy of the labels (N,) that come back: a float, the share
    of those that are right.

    Every later call of `score` raises RuntimeError, and calls no `predict`. A call in which
    `predict` itself raises an exception gives no score and does not count: the exception goes on
    to the caller, and there may be another call. Each FinalTestSet counts for itself.
    """

    def __init__(self, x, labels):
        """Keep the samples and their labels."""
        raise NotImplementedError("__init__")

    def score(self, predict):
        """The accuracy of `predict`, at the first call."""
        raise NotImplementedError("score")
