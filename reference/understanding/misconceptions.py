"""Wrong implementations that students really write, as edits of the solution."""

import numpy as np

from autograder.rubric import edit, misconception

misconception(
    "saliency/gradient-signed",
    edit("gradient.abs()", "gradient"),
    says="The slopes keep their signs.",
    hint="Is a pixel that lowers the logit strongly unimportant?",
)
misconception(
    "saliency/positive-part-only",
    edit("gradient.abs()", "gradient.clamp(min=0)"),
    says="Slopes below zero are thrown away.",
    hint="Is a pixel that lowers the logit strongly unimportant?",
)
misconception(
    "saliency/gradient-of-the-probability",
    edit("[0, label]", ".softmax(dim=1)[0, label]"),
    says="The probability is differentiated, not the logit.",
    hint="Which other classes move your number, and should they?",
)
misconception(
    "saliency/gradient-of-the-loss",
    edit("[0, label]", ".log_softmax(dim=1)[0, label]"),
    says="The loss (or the logarithm of the probability) is differentiated, not the logit.",
    hint="Which other classes move your number, and should they?",
)
misconception(
    "saliency/gradient-of-the-largest-logit",
    edit("[0, label]", ".max()"),
    says="The largest logit is differentiated, whatever the label.",
    hint="Which line of yours reads `label`?",
)
misconception(
    "saliency/gradient-of-all-logits",
    edit("[0, label]", ".sum()"),
    says="The sum of all logits is differentiated.",
    hint="Which single number of the model's output does the question name?",
)
misconception(
    "saliency/gradient-squared",
    edit("gradient.abs()", "gradient**2"),
    says="The slopes are squared.",
    hint="A slope of 3 should give the saliency 3. What does yours give?",
)
misconception(
    "saliency/gradient-times-input",
    edit("gradient.abs()", "(gradient * image).abs()"),
    says="The slopes are multiplied by the image.",
    hint="A black pixel has the value 0. Can it still move the logit?",
)
misconception(
    "saliency/scaled-to-one",
    edit("gradient.abs()", "gradient.abs() / gradient.abs().max()"),
    says="The saliency is scaled so that its largest number is 1.",
    hint=(
        "The slopes of one image go up to 1, those of another up to 100. Can your results tell "
        "the two apart?"
    ),
)
misconception(
    "saliency/largest-of-the-first-axis",
    edit("gradient.abs()", "gradient.abs().amax(dim=0)"),
    says="Only the largest slope along the first axis is given.",
    hint="Which shape does the docstring promise?",
)
misconception(
    "saliency/batch-axis-kept",
    edit("gradient.abs()", "gradient.abs().unsqueeze(0)"),
    says="The result still has the batch axis.",
    hint="How many axes go in, and how many come out?",
)
misconception(
    "saliency/batch-axis-forgotten",
    edit("pixels.unsqueeze(0)", "pixels"),
    says="The image goes into the model without a batch axis.",
    hint="Which shape does the model take?",
    raises="the model takes a batch (N, ",
)
misconception(
    "saliency/parameters-gradients-polluted",
    edit(
        "[gradient] = torch.autograd.grad(logit, [pixels])",
        "logit.backward()\n    gradient = pixels.grad",
    ),
    says="The backward pass also adds to the parameters' `.grad`.",
    hint="Which gradients does `backward()` leave behind, and who finds them?",
)
misconception(
    "saliency/parameters-gradients-cleared",
    edit(
        "[gradient] = torch.autograd.grad(logit, [pixels])",
        "logit.backward()\n    gradient = pixels.grad\n    model.zero_grad()",
    ),
    says="The parameters' `.grad` is cleared, with what was in it before.",
    hint="Whose gradients were in `.grad` before you came?",
)
misconception(
    "saliency/model-left-frozen",
    edit("model.eval()", "model.eval().requires_grad_(False)"),
    says="The parameters are frozen, and stay so after the call.",
    hint="Can the model be trained after you have looked at it?",
)
misconception(
    "saliency/image-changed",
    edit("image.detach().clone()", "image"),
    says="The caller's image itself is made to record gradients.",
    hint="Whose tensor is it on which you call requires_grad_?",
)
misconception(
    "saliency/evaluation-mode-forgotten",
    edit("    model.eval()\n", ""),
    says="The model is asked in the mode in which it came.",
    hint="What do dropout and batch normalisation do in training mode? Is that wanted here?",
)
misconception(
    "saliency/left-in-evaluation-mode",
    edit("    model.train(was_training)\n", ""),
    says="The model stays in evaluation mode.",
    hint="In which mode did the model come to you?",
)
misconception(
    "saliency/left-in-training-mode",
    edit("model.train(was_training)", "model.train()"),
    says="The model is always put into training mode at the end.",
    hint="In which mode did the model come to you?",
)
misconception(
    "saliency/graph-kept",
    edit("[pixels])", "[pixels], create_graph=True)"),
    says="The result has a graph behind it.",
    hint="Will anybody differentiate your result?",
)
misconception(
    "saliency/brought-back-to-the-cpu",
    edit("gradient.abs()", "gradient.abs().cpu()"),
    says="The image and the result are moved to the CPU.",
    hint="On which device does the result have to be?",
)

misconception(
    "occlusion/occlusion-of-the-probability",
    edit("whole = model(image.unsqueeze(0))", "whole = model(image.unsqueeze(0)).softmax(dim=1)"),
    edit(
        "whole - model(occluded.unsqueeze(0))",
        "whole - model(occluded.unsqueeze(0)).softmax(dim=1)",
    ),
    says="The falls are those of the probability, not of the logit.",
    hint="Which other classes move your number, and should they?",
)
misconception(
    "occlusion/occlusion-of-the-largest-logit",
    edit("whole = model(image.unsqueeze(0))[0, label]", "whole = model(image.unsqueeze(0)).max()"),
    edit("model(occluded.unsqueeze(0))[0, label]", "model(occluded.unsqueeze(0)).max()"),
    says="The largest logit of each image is looked at, whatever the label.",
    hint="Which line of yours reads `label`?",
)
misconception(
    "occlusion/occlusion-of-the-preferred-class",
    edit(
        "        falls = []\n",
        "        label = model(image.unsqueeze(0))[0].argmax()\n"
        "        whole = model(image.unsqueeze(0))[0, label]\n"
        "        falls = []\n",
    ),
    says="The falls are those of the class that the model prefers, whatever the label.",
    hint="Does your map change when another label is asked for?",
)
misconception(
    "occlusion/rise-for-fall",
    edit(
        "whole - model(occluded.unsqueeze(0))[0, label]",
        "model(occluded.unsqueeze(0))[0, label] - whole",
    ),
    says="The map has the other sign: it tells by how much the logit rises.",
    hint="If a square speaks for the class, what happens to the logit without it?",
)
misconception(
    "occlusion/fall-without-sign",
    edit(
        "falls.append(whole - model(occluded.unsqueeze(0))[0, label])",
        "falls.append((whole - model(occluded.unsqueeze(0))[0, label]).abs())",
    ),
    says="The falls lose their signs: a rise of the logit looks like a fall.",
    hint="What should the map say of a square that speaks against the class?",
)
misconception(
    "occlusion/rises-thrown-away",
    edit("torch.stack(falls)", "torch.stack(falls).clamp(min=0)"),
    says="Where the logit rises, the map has a zero.",
    hint="What should the map say of a square that speaks against the class?",
)
misconception(
    "occlusion/occluded-logit",
    edit("whole - model(", "model("),
    says="The map holds the logits of the occluded images, not by how much they fell.",
    hint="A square changes nothing at all. Which number should it have in the map?",
)
misconception(
    "occlusion/fall-as-a-share",
    edit("torch.stack(falls)", "(torch.stack(falls) / whole)"),
    says="The falls are divided by the logit of the whole image.",
    hint="A logit falls from 4 to 1: by how much? And what does your map say?",
)
misconception(
    "occlusion/map-scaled-to-one",
    edit("torch.stack(falls)", "(torch.stack(falls) / torch.stack(falls).abs().max())"),
    says="The map is scaled so that its largest number is 1.",
    hint="Can the maps of two images still be compared?",
)
misconception(
    "occlusion/whole-squares-only",
    edit("range(0, height, stride)", "range(0, max(height - size, 0) + 1, stride)"),
    edit("range(0, width, stride)", "range(0, max(width - size, 0) + 1, stride)"),
    says="Squares that the border would cut are left out, so the map is too small.",
    hint="Which pixels at the lower border does none of your squares reach?",
)
misconception(
    "occlusion/stride-of-one",
    edit("range(0, height, stride)", "range(height)"),
    edit("range(0, width, stride)", "range(width)"),
    says="A square begins at every pixel: the stride has no effect.",
    hint="Which line of yours reads `stride`?",
)
misconception(
    "occlusion/size-for-stride",
    edit("range(0, height, stride)", "range(0, height, size)"),
    edit("range(0, width, stride)", "range(0, width, size)"),
    says="The squares lie side by side: the next one begins where the last one ends.",
    hint="With size 3 and stride 2, where does the second square begin?",
)
misconception(
    "occlusion/stride-for-size",
    edit("top + size", "top + stride"),
    edit("left + size", "left + stride"),
    says="The squares are as large as the stride.",
    hint="Which line of yours reads `size`?",
)
misconception(
    "occlusion/square-around-its-place",
    edit("top : top + size", "max(top - size // 2, 0) : top - size // 2 + size"),
    edit("left : left + size", "max(left - size // 2, 0) : left - size // 2 + size"),
    says="The squares lie around their places instead of beginning there.",
    hint="Which pixels does the very first square hold?",
)
misconception(
    "occlusion/square-one-too-large",
    edit("top + size", "top + size + 1"),
    edit("left + size", "left + size + 1"),
    says="The squares are one row and one column too large.",
    hint="How many rows are there from row 2 up to and with row 5?",
)
misconception(
    "occlusion/square-one-too-small",
    edit("top + size", "top + max(size - 1, 1)"),
    edit("left + size", "left + max(size - 1, 1)"),
    says="The squares are one row and one column too small.",
    hint="How many rows does the slice 2:4 hold?",
)
misconception(
    "occlusion/strips-for-squares",
    edit("left : left + size", ":"),
    says="Whole rows are replaced, not squares.",
    hint="Which columns should the second square of a row leave as they are?",
)
misconception(
    "occlusion/map-lies-on-its-side",
    edit("reshape(len(tops), len(lefts))", "reshape(len(tops), len(lefts)).T"),
    says="Rows and columns of the map are exchanged.",
    hint="Which axis of your map belongs to the height of the image?",
)
misconception(
    "occlusion/places-in-columns-first",
    edit(
        "        for top in tops:\n            for left in lefts:\n",
        "        for left in lefts:\n            for top in tops:\n",
    ),
    says="The places are visited column by column, but written into the map row by row.",
    hint="Your second result belongs to which square, and where in the map does it stand?",
)
misconception(
    "occlusion/one-row-of-falls",
    edit(".reshape(len(tops), len(lefts))", ""),
    says="The falls come in one row, not as a map.",
    hint="Which shape does the docstring promise?",
)
misconception(
    "occlusion/map-as-large-as-the-image",
    edit(
        "    return torch.stack(falls).reshape(len(tops), len(lefts))",
        "    falls = torch.stack(falls).reshape(len(tops), len(lefts))\n"
        "    falls = falls.repeat_interleave(stride, dim=0).repeat_interleave(stride, dim=1)\n"
        "    return falls[:height, :width]",
    ),
    says="The map is stretched to the size of the image.",
    hint="How many squares are there, and how many numbers has your map?",
)
misconception(
    "occlusion/squares-add-up",
    edit("                occluded = image.clone()\n", ""),
    edit("        falls = []\n", "        falls = []\n        occluded = image.clone()\n"),
    says="Each image keeps the squares before it: the image is copied only once.",
    hint="What does the image look like when the second square is put on it?",
)
misconception(
    "occlusion/image-overwritten",
    edit("image.clone()", "image"),
    says="The squares are written into the caller's own image.",
    hint="Whose numbers does an assignment to a slice change?",
)
misconception(
    "occlusion/all-but-the-square",
    edit(
        "                occluded = image.clone()\n"
        "                occluded[:, top : top + size, left : left + size] = "
        "fill.reshape(-1, 1, 1)\n",
        "                occluded = fill.reshape(-1, 1, 1).expand_as(image).clone()\n"
        "                here = (slice(None), slice(top, top + size), slice(left, left + size))\n"
        "                occluded[here] = image[here]\n",
    ),
    says="All but the square is replaced.",
    hint="Which part of the image should the model still see?",
)
misconception(
    "occlusion/filled-with-zeros",
    edit("fill.reshape(-1, 1, 1)", "0"),
    says="The squares are filled with zeros, whatever `fill` says.",
    hint="Which line of yours reads `fill`?",
)
misconception(
    "occlusion/filled-with-the-mean-of-fill",
    edit("fill.reshape(-1, 1, 1)", "fill.mean()"),
    says="All channels get the same number: the mean of `fill`.",
    hint="How many numbers has `fill`, and what is each of them for?",
)
misconception(
    "occlusion/filled-with-the-image-s-own-mean",
    edit("fill.reshape(-1, 1, 1)", "image.mean(dim=(1, 2), keepdim=True)"),
    says="The squares are filled with the image's own means.",
    hint="Which line of yours reads `fill`?",
)
misconception(
    "occlusion/fill-added",
    edit("left : left + size] = fill", "left : left + size] += fill"),
    says="`fill` is added to what is in the square.",
    hint="Can the model still see what was in the square?",
)
misconception(
    "occlusion/first-channel-only",
    edit("occluded[:, top", "occluded[:1, top"),
    edit("fill.reshape(-1, 1, 1)", "fill[0]"),
    says="Only the first channel is replaced.",
    hint="Can the model still see the square in green and in blue?",
)
misconception(
    "occlusion/evaluation-mode-comes-too-late",
    edit("    model.eval()\n", ""),
    edit("        falls = []\n", "        model.eval()\n        falls = []\n"),
    says="The whole image is asked for in another mode than the occluded ones.",
    hint="In which mode is the model when you take the logit of the whole image?",
)
misconception(
    "occlusion/occluded-in-the-mode-it-came",
    edit("    model.eval()\n", ""),
    says="The model is asked in the mode in which it came.",
    hint="What does dropout do to the difference of two answers?",
)
misconception(
    "occlusion/occlusion-leaves-evaluation-mode",
    edit("    model.train(was_training)\n", ""),
    says="The model stays in evaluation mode.",
    hint="In which mode did the model come to you?",
)
misconception(
    "occlusion/occlusion-leaves-training-mode",
    edit("model.train(was_training)", "model.train()"),
    says="The model is always put into training mode at the end.",
    hint="In which mode did the model come to you?",
)
misconception(
    "occlusion/occlusion-keeps-a-graph",
    edit("torch.no_grad()", "torch.enable_grad()"),
    says="The map has a graph behind it, with all occluded images in it.",
    hint="Is anybody going to differentiate your map?",
)
misconception(
    "occlusion/occlusion-on-the-cpu",
    edit("torch.stack(falls)", "torch.stack(falls).cpu()"),
    says="The map is moved to the CPU.",
    hint="On which device does the map have to be?",
)
misconception(
    "occlusion/image-without-a-batch-axis",
    edit("model(image.unsqueeze(0))", "model(image)"),
    says="The whole image goes into the model without a batch axis.",
    hint="Which shape does the model take?",
    raises="the model takes a batch (N, ",
)

misconception(
    "rank_correlation/values-correlated",
    edit("_ranks(a), _ranks(b)", "a.ravel().astype(float), b.ravel().astype(float)"),
    says="The numbers themselves are correlated, not their ranks.",
    hint="Is 1, 2, 1000 in another order than 1, 2, 3?",
)
misconception(
    "rank_correlation/sorted-places-for-ranks",
    edit("_ranks(a), _ranks(b)", "np.argsort(a.ravel()), np.argsort(b.ravel())"),
    says="`argsort` gives the places of the sorted numbers, which are no ranks.",
    hint="For 30, 10, 20: which rank has 30? And what is the first number of `argsort`?",
)
misconception(
    "rank_correlation/ties-in-the-order-of-appearance",
    edit(
        "_ranks(a), _ranks(b)",
        "np.argsort(np.argsort(a.ravel(), kind='stable')), "
        "np.argsort(np.argsort(b.ravel(), kind='stable'))",
    ),
    says="Of equal numbers the first gets the lowest rank.",
    hint="Which ranks do your two 5s in 5, 1, 5 get?",
)
misconception(
    "rank_correlation/ties-get-the-lowest-rank",
    edit("(last - (counts - 1) / 2)", "(last - counts + 1)", of="_ranks"),
    says="Equal numbers all get the lowest of the ranks that they share.",
    hint="Two numbers stand at places 2 and 3. Which rank is fair to both?",
)
misconception(
    "rank_correlation/ties-get-the-highest-rank",
    edit("(last - (counts - 1) / 2)", "last", of="_ranks"),
    says="Equal numbers all get the highest of the ranks that they share.",
    hint="Two numbers stand at places 2 and 3. Which rank is fair to both?",
)
misconception(
    "rank_correlation/ranks-without-gaps",
    edit("(last - (counts - 1) / 2)", "np.arange(len(last))", of="_ranks"),
    says="After equal numbers the ranks go on without a gap.",
    hint="Three numbers share the lowest place. How many numbers lie below the next one?",
)
misconception(
    "rank_correlation/short-formula-with-ties",
    edit(
        "    first, second = first - first.mean(), second - second.mean()\n"
        "    lengths = np.sqrt(np.sum(first**2) * np.sum(second**2))\n"
        "    if lengths == 0:\n"
        "        return 0.0\n"
        "    return float(np.sum(first * second) / lengths)",
        "    if np.ptp(first) == 0 or np.ptp(second) == 0:\n"
        "        return 0.0\n"
        "    n = len(first)\n"
        "    return float(1 - 6 * np.sum((first - second) ** 2) / (n * (n**2 - 1)))",
    ),
    says="The short formula 1 − 6 Σd² / (n³ − n) is used, which is right only without ties.",
    hint="For which ranks was your formula derived? Try 1, 1, 2 with itself reversed.",
)
misconception(
    "rank_correlation/strength-without-sign",
    edit("float(np.sum(first * second) / lengths)", "float(abs(np.sum(first * second)) / lengths)"),
    says="The sign is lost: opposite orders count as alike.",
    hint="What should 1, 2, 3 and 3, 2, 1 give?",
)
misconception(
    "rank_correlation/correlation-squared",
    edit(
        "float(np.sum(first * second) / lengths)", "float((np.sum(first * second) / lengths) ** 2)"
    ),
    says="The correlation is squared.",
    hint="What should 1, 2, 3 and 3, 2, 1 give?",
)
misconception(
    "rank_correlation/pairs-counted",
    edit(
        "    lengths = np.sqrt(np.sum(first**2) * np.sum(second**2))\n",
        "    first = np.sign(first[:, None] - first).ravel()\n"
        "    second = np.sign(second[:, None] - second).ravel()\n"
        "    lengths = np.sqrt(np.sum(first**2) * np.sum(second**2))\n",
    ),
    says="Pairs in the same order are counted: that is Kendall's rank correlation.",
    hint="Does it matter in your result how far apart two ranks are?",
)
misconception(
    "rank_correlation/means-not-subtracted",
    edit(
        "    first, second = first - first.mean(), second - second.mean()\n",
        "    if np.ptp(first) == 0 or np.ptp(second) == 0:\n        return 0.0\n",
    ),
    says="The means are not subtracted: the cosine of the ranks is returned.",
    hint="Can your result be below zero? What should 1, 2, 3 and 3, 2, 1 give?",
)
misconception(
    "rank_correlation/covariance",
    edit("np.sum(first * second) / lengths", "np.mean(first * second)"),
    says="The covariance of the ranks is returned: it is not divided by their spreads.",
    hint="What should an array give with itself? And what does yours give?",
)
misconception(
    "rank_correlation/ranks-of-sizes",
    edit("_ranks(a), _ranks(b)", "_ranks(np.abs(a)), _ranks(np.abs(b))"),
    says="Signs are thrown away before the numbers are ranked.",
    hint="Which of −3 and 2 is the larger number?",
)
misconception(
    "rank_correlation/equal-ranks-counted",
    edit("float(np.sum(first * second) / lengths)", "float(np.mean(first == second))"),
    says="The share of places with equal ranks is returned.",
    hint="Two arrays whose ranks differ by one everywhere: are they quite unlike?",
)
misconception(
    "rank_correlation/distance-of-the-ranks",
    edit("float(np.sum(first * second) / lengths)", "float(1 - np.sum(first * second) / lengths)"),
    says="A distance is returned: 0 for equal orders.",
    hint="What should an array give with itself?",
)
misconception(
    "rank_correlation/no-order-is-not-a-number",
    edit(
        "    if lengths == 0:\n        return 0.0\n",
        "    if lengths == 0:\n        return float('nan')\n",
    ),
    says="Where all numbers are equal, 0 is divided by 0.",
    hint="What does the docstring promise for an array of equal numbers?",
)
misconception(
    "rank_correlation/no-order-is-alike",
    edit("return 0.0", "return 1.0"),
    says="Where all numbers of an array are equal, the orders count as the same.",
    hint="What does the docstring promise for an array of equal numbers?",
)
misconception(
    "rank_correlation/axis-by-axis",
    edit(
        "    first, second = _ranks(a), _ranks(b)\n",
        "    if a.ndim > 1:\n"
        "        return float(np.mean([rank_correlation(*rows) for rows in zip(a, b)]))\n"
        "    first, second = _ranks(a), _ranks(b)\n",
    ),
    says="Each row is ranked for itself, and the correlations are averaged.",
    hint="Among which numbers does the docstring rank a number?",
)
misconception(
    "rank_correlation/sorted-in-place",
    edit(
        "    first, second = _ranks(a), _ranks(b)\n",
        "    first, second = _ranks(a), _ranks(b)\n    a.sort()\n",
    ),
    says="The caller's own array is sorted.",
    hint="Which of `np.sort(a)` and `a.sort()` changes a?",
)

misconception(
    "randomisation_check/from-the-bottom",
    edit("reversed(layers)", "layers"),
    says="The first layer is randomised first, the top last.",
    hint="Which layer is the last of `model.modules()`: the first or the top one?",
)
misconception(
    "randomisation_check/answers-in-reverse",
    edit("return similarities", "return similarities[::-1]"),
    says="The similarities come in the other order: the top layer's is the last one.",
    hint="How many layers were random for the first number of your list?",
)
misconception(
    "randomisation_check/one-layer-at-a-time",
    edit(
        "        similarities.append(rank_correlation(before, after))\n"
        "    model.load_state_dict(kept)\n",
        "        similarities.append(rank_correlation(before, after))\n"
        "        model.load_state_dict(kept)\n",
    ),
    says="Each layer is restored before the next is randomised.",
    hint="How many layers are random when the last map is made?",
)
misconception(
    "randomisation_check/untouched-model-counted",
    edit("similarities = []", "similarities = [rank_correlation(before, before)]"),
    says="The list begins with the model as it came, which is like itself.",
    hint="How many layers are there, and how many numbers are in your list?",
)
misconception(
    "randomisation_check/compared-with-the-map-before",
    edit("(before, after))\n", "(before, after))\n        before = after\n"),
    says="Each map is compared with the one before it, not with that of the model as it came.",
    hint="With which map should the last one be compared?",
)
misconception(
    "randomisation_check/all-at-once",
    edit(
        "        after = explain(model, image, label).detach().cpu().numpy()\n"
        "        similarities.append(rank_correlation(before, after))\n",
        "    after = explain(model, image, label).detach().cpu().numpy()\n"
        "    similarities.append(rank_correlation(before, after))\n",
    ),
    says="All layers are randomised before a second map is made.",
    hint="After how many layers do you ask for a map?",
)
misconception(
    "randomisation_check/top-only",
    edit("reversed(layers)", "layers[-1:]"),
    says="Only the top layer is randomised.",
    hint="How many numbers should a net with four layers give?",
)
misconception(
    "randomisation_check/mean-of-all-depths",
    edit("return similarities", "return float(np.mean(similarities))"),
    says="The mean over all depths is returned.",
    hint="At which depth does the map begin to change? Can your number tell?",
)
misconception(
    "randomisation_check/model-left-random",
    edit("    model.load_state_dict(kept)\n", ""),
    says="The model is left with random numbers.",
    hint="What does the model answer after your check?",
)
misconception(
    "randomisation_check/state-kept-without-a-copy",
    edit("name: value.clone()", "name: value"),
    says="What is kept are the model's own tensors, which the random numbers overwrite.",
    hint="Are the tensors in a `state_dict` copies? Change one and look.",
)
misconception(
    "randomisation_check/top-restored-only",
    edit(
        "model.load_state_dict(kept)",
        "model.load_state_dict(dict(list(kept.items())[-2:]), strict=False)",
    ),
    says="Only the last tensors of the model are restored.",
    hint="Which layers still hold random numbers after your check?",
)
misconception(
    "randomisation_check/parameters-exchanged",
    edit(
        "    model.load_state_dict(kept)\n",
        "    for layer in layers:\n"
        "        for name, old in list(layer.named_parameters(recurse=False)):\n"
        "            fresh = torch.nn.Parameter(old.detach().clone(), old.requires_grad)\n"
        "            fresh.grad = old.grad\n"
        "            setattr(layer, name, fresh)\n"
        "    model.load_state_dict(kept)\n",
    ),
    says="The model gets new parameters with the old numbers: an optimizer still holds the others.",
    hint="Which tensors does an optimizer hold that was made before your check?",
)
misconception(
    "randomisation_check/unit-spread",
    edit(" * parameter.square().mean().sqrt()", ""),
    says="The random numbers have the standard deviation 1, whatever the layer's numbers were.",
    hint="Are the random layer's outputs about as large as those of the old one?",
)
misconception(
    "randomisation_check/mean-subtracted-from-the-spread",
    edit(
        "parameter.square().mean().sqrt()",
        "(parameter - parameter.mean()).square().mean().sqrt()",
    ),
    says="The spread is measured from the parameter's mean: numbers that are all 1 become zeros.",
    hint="What is the root mean square of 3, 3, 3? And their standard deviation?",
)
misconception(
    "randomisation_check/mean-square-without-root",
    edit(".mean().sqrt()", ".mean()"),
    says="The mean square is used without its root.",
    hint="Which size have numbers of about 0.1 in your random layer?",
)
misconception(
    "randomisation_check/length-for-root-mean-square",
    edit("parameter.square().mean().sqrt()", "parameter.norm()"),
    says="The length of the parameter is used: the mean is missing from the root mean square.",
    hint="What is the root mean square of 3, 3, 3, and what is their length?",
)
misconception(
    "randomisation_check/mean-of-the-sizes",
    edit("parameter.square().mean().sqrt()", "parameter.abs().mean()"),
    says="The mean of the absolute values is taken for the root mean square.",
    hint="What is the root mean square of 1 and 7? And what does yours give?",
)
misconception(
    "randomisation_check/weights-only",
    edit(
        "        for parameter in layer.parameters(recurse=False):\n",
        "        for name, parameter in layer.named_parameters(recurse=False):\n"
        "            if name == 'bias':\n"
        "                continue\n",
    ),
    says="The biases keep what they have learnt.",
    hint="Which of a layer's parameters are random afterwards?",
)
misconception(
    "randomisation_check/frozen-parameters-kept",
    edit(
        "recurse=False):\n",
        "recurse=False):\n            if not parameter.requires_grad:\n                continue\n",
    ),
    says="Parameters that do not ask for gradients keep what they have learnt.",
    hint="Has a frozen layer learnt nothing?",
)
misconception(
    "randomisation_check/noise-added",
    edit(
        "            with torch.no_grad():\n                parameter.copy_(",
        "            with torch.no_grad():\n                parameter.add_(",
    ),
    says="Random numbers are added to what was learnt, which is still there.",
    hint="How much of the old weight can still be seen in the new one?",
)
misconception(
    "randomisation_check/zeros-for-random-numbers",
    edit("numbers.to(parameter) * parameter.square().mean().sqrt()", "numbers.to(parameter) * 0"),
    says="The layers are set to zero.",
    hint="What can a net still answer when its top layer is zero everywhere?",
)
misconception(
    "randomisation_check/uniform-numbers",
    edit("rng.normal(size=", "rng.uniform(-1, 1, size="),
    says="The random numbers are uniform, not normal.",
    hint="Which distribution does the docstring name?",
)
misconception(
    "randomisation_check/numbers-shuffled",
    edit(
        "numbers.to(parameter) * parameter.square().mean().sqrt()",
        "parameter.flatten()[torch.as_tensor(rng.permutation(parameter.numel()))]"
        ".reshape(parameter.shape)",
    ),
    edit("            numbers = torch.as_tensor(rng.normal(size=tuple(parameter.shape)))\n", ""),
    says="The learnt numbers are shuffled, and no new ones are drawn.",
    hint="What becomes of a parameter with one number, or with equal ones?",
)
misconception(
    "randomisation_check/initialised-as-torch-does",
    edit(
        "        for parameter in layer.parameters(recurse=False):\n"
        "            numbers = torch.as_tensor(rng.normal(size=tuple(parameter.shape)))\n"
        "            with torch.no_grad():\n"
        "                parameter.copy_("
        "numbers.to(parameter) * parameter.square().mean().sqrt())\n",
        "        layer.reset_parameters()\n",
    ),
    says="`reset_parameters` is called: torch draws the numbers, not the given generator.",
    hint="Which line of yours uses `rng`?",
)
misconception(
    "randomisation_check/check-seeds-its-own-generator",
    edit("    similarities = []\n", "    similarities = []\n    rng = np.random.default_rng(0)\n"),
    says="A generator made with a fixed seed decides, not the one that is given.",
    hint="Which line of yours uses `rng`?",
)
misconception(
    "randomisation_check/check-draws-from-torch",
    edit("torch.as_tensor(rng.normal(size=tuple(parameter.shape)))", "torch.randn_like(parameter)"),
    says="torch's global generator decides, not the one that is given.",
    hint="Which line of yours uses `rng`?",
)
misconception(
    "randomisation_check/drawn-anew-at-each-depth",
    edit("    for layer in reversed(layers):\n", "    for depth in range(1, len(layers) + 1):\n"),
    edit(
        "        for parameter in layer.parameters(recurse=False):\n",
        "        model.load_state_dict(kept)\n"
        "        for parameter in [p for one in layers[: -depth - 1 : -1] "
        "for p in one.parameters(recurse=False)]:\n",
    ),
    says="At each depth the layers above are drawn again instead of staying as they were.",
    hint="Between the first and the second map, how many layers change in your check?",
)
misconception(
    "randomisation_check/outermost-modules-only",
    edit(
        "        for parameter in layer.parameters(recurse=False):\n",
        "        for parameter in layer.parameters():\n",
    ),
    edit(
        "[one for one in model.modules() if list(one.parameters(recurse=False))]",
        "[one for one in model.children() if list(one.parameters())]",
    ),
    says="Only the model's own children count as layers, however many layers are in them.",
    hint="Your model holds an `nn.Sequential` with two layers. How many layers do you count?",
)
misconception(
    "randomisation_check/every-parameter-a-layer",
    edit(
        "[one for one in model.modules() if list(one.parameters(recurse=False))]",
        "[torch.nn.ParameterList([p]) for one in model.modules()\n"
        "        for p in one.parameters(recurse=False)]",
    ),
    says="Each parameter counts as a layer, so a bias is randomised before its weight.",
    hint="How many layers has a model with two `nn.Linear`, and how many numbers do you give?",
)
misconception(
    "randomisation_check/saliency-whatever-was-asked",
    edit("before = explain(", "before = saliency("),
    edit("after = explain(", "after = saliency("),
    says="Saliency is checked, whatever `explain` is.",
    hint="Which line of yours calls `explain`?",
)
misconception(
    "randomisation_check/map-of-the-preferred-class",
    edit(
        "    similarities = []\n",
        "    similarities = []\n    label = int(model(image.unsqueeze(0))[0].argmax())\n"
        "    before = explain(model, image, label).detach().cpu().numpy()\n",
    ),
    says="The maps are those of the class that the model prefers, whatever the label.",
    hint="Does your list change when another label is asked for?",
)
misconception(
    "randomisation_check/maps-without-signs",
    edit("rank_correlation(before, after)", "rank_correlation(np.abs(before), np.abs(after))"),
    says="The maps lose their signs before they are compared.",
    hint="May two maps with opposite signs count as alike?",
)
misconception(
    "randomisation_check/maps-correlated-by-value",
    edit(
        "rank_correlation(before, after)",
        "float(np.corrcoef(before.ravel(), after.ravel())[0, 1])",
    ),
    says="The numbers of the maps are correlated, not their ranks.",
    hint="Would one very large number decide your result alone?",
)
misconception(
    "randomisation_check/distance-of-the-maps",
    edit("rank_correlation(before, after)", "float(np.abs(before - after).mean())"),
    says="The distance of the maps is returned, not how alike their orders are.",
    hint="What should your check say if the map does not change at all?",
)
misconception(
    "randomisation_check/check-leaves-evaluation-mode",
    edit("    similarities = []\n", "    similarities = []\n    model.eval()\n"),
    says="The model stays in evaluation mode.",
    hint="In which mode did the model come to you?",
)
misconception(
    "randomisation_check/check-clears-gradients",
    edit("    similarities = []\n", "    similarities = []\n    model.zero_grad()\n"),
    says="The parameters' `.grad` is cleared, with what was in it before.",
    hint="Whose gradients were in `.grad` before you came?",
)
misconception(
    "randomisation_check/check-leaves-the-model-frozen",
    edit(
        "            with torch.no_grad():\n",
        "            with torch.no_grad():\n                parameter.requires_grad_(False)\n",
    ),
    says="The parameters are frozen, and still are when the check has ended.",
    hint="Can the model be trained after your check?",
)
misconception(
    "randomisation_check/check-thaws-the-model",
    edit("    return similarities", "    model.requires_grad_(True)\n    return similarities"),
    says="All parameters ask for gradients afterwards, also those that were frozen.",
    hint="Which parameters were frozen when the model came?",
)
misconception(
    "randomisation_check/explained-without-gradients",
    edit(
        "        after = explain(model, image, label)",
        "        with torch.no_grad():\n            after = explain(model, image, label)",
    ),
    says="`explain` is called where no gradients are recorded, so it cannot give any.",
    hint="What does saliency need of the model's pass that `torch.no_grad()` takes away?",
    raises="explain needs gradients",
)

misconception(
    "train_validation_split/split-not-stratified",
    edit("        chosen[places", "    chosen[places"),
    edit(
        "for label in np.unique(labels):\n"
        "        places = rng.permutation(np.flatnonzero(labels == label))\n"
        "        count",
        "places = rng.permutation(len(labels))\n    count",
    ),
    says="The samples are split all together, so a class may be missing in one part.",
    hint="How many samples of the rarest class are in your validation part? Always?",
)
misconception(
    "train_validation_split/shares-rounded-down",
    edit("np.floor(fraction * len(places) + 0.5)", "fraction * len(places)"),
    says="The number of samples is always rounded down.",
    hint="What becomes of 2.5 samples?",
)
misconception(
    "train_validation_split/shares-rounded-up",
    edit("np.floor(fraction * len(places) + 0.5)", "np.ceil(fraction * len(places))"),
    says="The number of samples is always rounded up.",
    hint="What becomes of 3.3 samples?",
)
misconception(
    "train_validation_split/halves-rounded-to-even",
    edit("int(np.floor(fraction * len(places) + 0.5))", "round(fraction * len(places))"),
    says="Halves are rounded to the even number, as Python's `round` and numpy's do.",
    hint="What are round(1.5) and round(2.5)?",
)
misconception(
    "train_validation_split/fraction-for-training",
    edit("places[:count]", "places[count:]"),
    says="The fraction is taken as the share for training.",
    hint="Which of the two parts does the fraction describe?",
)
misconception(
    "train_validation_split/classes-made-equal",
    edit("fraction * len(places)", "fraction * np.unique(labels, return_counts=True)[1].min()"),
    says="As many samples of every class are taken, however large the class is.",
    hint="Is a rare class still rare in your validation part?",
)
misconception(
    "train_validation_split/validation-left-in-training",
    edit("x[~chosen], labels[~chosen]", "x.copy(), labels.copy()"),
    says="The samples for validation stay among those for training.",
    hint="Can a sample that was learnt by heart say how well the model generalises?",
)


@misconception(
    "train_validation_split/drawn-with-replacement",
    says="Samples are drawn with replacement: some come twice, others never.",
    hint="How often is each sample in your two parts together?",
)
def drawn_with_replacement(x, labels, fraction, rng):
    training, validation = [], []
    for label in np.unique(labels):
        places = np.flatnonzero(labels == label)
        count = int(np.floor(fraction * len(places) + 0.5))
        drawn = rng.choice(places, size=len(places))
        validation.append(drawn[:count])
        training.append(drawn[count:])
    training, validation = np.concatenate(training), np.concatenate(validation)
    return x[training], labels[training], x[validation], labels[validation]


misconception(
    "train_validation_split/first-of-each-class",
    edit("rng.permutation(np.flatnonzero(labels == label))", "np.flatnonzero(labels == label)"),
    says="The first samples of each class are taken; nothing is drawn.",
    hint="Data often come sorted. Which samples does your validation part never see?",
)
misconception(
    "train_validation_split/generator-of-its-own",
    edit("    chosen =", "    rng = np.random.default_rng(0)\n    chosen ="),
    says="A generator made with a fixed seed decides, not the one that is given.",
    hint="Which line of yours uses `rng`?",
)
misconception(
    "train_validation_split/global-generator",
    edit("rng.permutation", "np.random.permutation"),
    says="numpy's global generator decides, not the one that is given.",
    hint="Which line of yours uses `rng`?",
)
misconception(
    "train_validation_split/labels-left-behind",
    edit("    chosen =", "    x = rng.permutation(x)\n    chosen ="),
    says="The samples are shuffled, their labels are not.",
    hint="After your shuffle, whose label stands in place 0?",
)
misconception(
    "train_validation_split/shuffled-in-place",
    edit(
        "    chosen =",
        "    order = rng.permutation(len(labels))\n"
        "    x[:], labels[:] = x[order], labels[order]\n"
        "    chosen =",
    ),
    says="The caller's own arrays are shuffled.",
    hint="What does the caller find in x after your function?",
)
misconception(
    "train_validation_split/arguments-handed-back",
    edit(
        "    chosen =",
        "    if fraction == 0:\n"
        "        return x, labels, x[:0], labels[:0]\n"
        "    if fraction == 1:\n"
        "        return x[:0], labels[:0], x, labels\n"
        "    chosen =",
    ),
    says="Where one part is empty, the other is the caller's own array, not a new one.",
    hint="Who else notices when somebody changes a part that you gave them?",
)
misconception(
    "train_validation_split/parts-swapped",
    edit(
        "x[~chosen], labels[~chosen], x[chosen], labels[chosen]",
        "x[chosen], labels[chosen], x[~chosen], labels[~chosen]",
    ),
    says="The two parts are returned in the other order.",
    hint="Which part comes first?",
)
misconception(
    "train_validation_split/pairs-in-another-order",
    edit("labels[~chosen], x[chosen]", "x[chosen], labels[~chosen]"),
    says="Both arrays of samples come first, then both arrays of labels.",
    hint="In which order does the docstring name the four arrays?",
)

misconception(
    "early_stopping/one-epoch-too-patient",
    edit("waited >= patience", "waited > patience"),
    says="Training goes on for one epoch more than patience allows.",
    hint="With a patience of 1, how many bad epochs in a row are ever seen?",
)
misconception(
    "early_stopping/one-epoch-too-impatient",
    edit("waited >= patience", "waited >= patience - 1"),
    says="Training ends one epoch before patience is over.",
    hint="With a patience of 2, may one bad epoch end the training?",
)
misconception(
    "early_stopping/last-epoch-returned",
    edit("return best", "return epoch"),
    says="The epoch at which training ends is returned.",
    hint="Are the last parameters the best ones?",
)
misconception(
    "early_stopping/patience-before-the-end",
    edit("return best", "return epoch - patience"),
    says="The epoch at which training ends is returned, less the patience, wherever the best was.",
    hint="If the training ends before patience is lost, which epoch was the best?",
)
misconception(
    "early_stopping/lowest-of-all",
    edit("            if waited >= patience:\n                break\n", ""),
    says="The lowest of all losses is taken: patience has no effect.",
    hint="Which epochs would never have been trained?",
)
misconception(
    "early_stopping/ties-count-as-better",
    edit("value < lowest", "value <= lowest"),
    says="A loss that equals the lowest one counts as a new lowest one.",
    hint="Is 0.5 lower than 0.5?",
)
misconception(
    "early_stopping/compared-with-the-epoch-before",
    edit(
        "best, lowest, waited = epoch, value, 0",
        "best, lowest = epoch, value\n"
        "        if epoch == 0 or value < validation_losses[epoch - 1]:\n"
        "            waited = 0",
    ),
    says="Each loss is compared with that of the epoch before, not with the lowest.",
    hint="Losses 0.5, 0.9, 0.8, 0.7: is anything gained after the first epoch?",
)
misconception(
    "early_stopping/bad-epochs-added-up",
    edit("best, lowest, waited = epoch, value, 0", "best, lowest = epoch, value"),
    says="All bad epochs are counted, also those before a new lowest loss.",
    hint="What happens to your counter when the loss reaches a new low?",
)
misconception(
    "early_stopping/epochs-counted-from-one",
    edit("return best", "return best + 1"),
    says="Epochs are counted from 1.",
    hint="Which number has the first epoch?",
)
misconception(
    "early_stopping/loss-returned",
    edit("return best", "return validation_losses[best]"),
    says="The lowest loss is returned, not its epoch.",
    hint="Is your result a loss or the number of an epoch?",
)
misconception(
    "early_stopping/highest-kept",
    edit("np.inf", "-np.inf"),
    edit("value < lowest", "value > lowest"),
    says="The highest loss is kept, as if it were an accuracy.",
    hint="Is a large loss good news?",
)
misconception(
    "early_stopping/small-gains-ignored",
    edit("value < lowest", "value < lowest - 1e-3"),
    says="A loss that is lower by only a little does not count as a new lowest one.",
    hint="How much lower does the docstring ask a new lowest loss to be?",
)
misconception(
    "early_stopping/losses-below-one-expected",
    edit("np.inf", "100.0"),
    says="The lowest loss starts at a fixed number, so larger ones are never noticed.",
    hint="What if all losses are above 100?",
)

misconception(
    "l2_penalty/biases-penalised",
    edit(' if name.startswith("W")', ""),
    says="The biases pay, too.",
    hint="Which keys does your sum visit?",
)
misconception(
    "l2_penalty/penalty-halved",
    edit("strength * squares", "strength / 2 * squares"),
    says="The penalty has a factor ½ that the docstring does not have.",
    hint="What does a single weight of 1 cost at strength 1?",
)
misconception(
    "l2_penalty/norm-not-squared",
    edit("strength * squares", "strength * np.sqrt(squares)"),
    says="The root is taken: the length of the weights, not its square.",
    hint="What do weights 3 and 4 cost at strength 1?",
)
misconception(
    "l2_penalty/absolute-values-summed",
    edit("w**2", "np.abs(w)"),
    says="Absolute values are summed: that is the L1 penalty.",
    hint="What does a weight of 3 cost at strength 1?",
)
misconception(
    "l2_penalty/mean-for-sum",
    edit("np.sum", "np.mean"),
    says="Squares are averaged over each weight's elements instead of summed.",
    hint="Should a larger layer pay more?",
)
misconception(
    "l2_penalty/sum-squared",
    edit("np.sum(w**2)", "np.sum(w) ** 2"),
    says="The weights are summed first and squared then, so they cancel.",
    hint="What do weights 1 and −1 cost?",
)
misconception(
    "l2_penalty/strength-forgotten",
    edit("strength * squares", "squares"),
    says="The strength is not used.",
    hint="Which line of yours reads `strength`?",
)
misconception(
    "l2_penalty/one-layer-only",
    edit('name.startswith("W")', 'name == "W1"'),
    says="Only the first layer's weight pays.",
    hint="How many layers does your sum visit?",
)

misconception(
    "l2_penalty_gradient/factor-two-forgotten",
    edit("2 * strength", "strength"),
    says="The 2 that the square leaves behind is missing.",
    hint="What is the slope of w² at w = 1?",
)
misconception(
    "l2_penalty_gradient/gradient-for-biases",
    edit(' if name.startswith("W") else np.zeros_like(value)', ""),
    says="The biases get a gradient, though they pay nothing.",
    hint="By how much does the penalty change if a bias moves?",
)
misconception(
    "l2_penalty_gradient/biases-left-out",
    edit(' if name.startswith("W") else np.zeros_like(value)', ""),
    edit("parameters.items()", 'parameters.items()\n        if name.startswith("W")'),
    says="The biases' keys are missing.",
    hint="Which keys does the caller expect?",
)
misconception(
    "l2_penalty_gradient/single-zero-for-biases",
    edit("np.zeros_like(value)", "0.0"),
    says="A bias gets the single number 0 instead of an array of zeros.",
    hint="Which shape has the gradient of an array?",
)
misconception(
    "l2_penalty_gradient/strength-left-out",
    edit("2 * strength", "2"),
    says="The strength is not used.",
    hint="Which line of yours reads `strength`?",
)
misconception(
    "l2_penalty_gradient/signs-only",
    edit("2 * strength * value", "strength * np.sign(value)"),
    says="The signs of the weights are taken: that is the gradient of the L1 penalty.",
    hint="Does a large weight feel a stronger pull than a small one?",
)
misconception(
    "l2_penalty_gradient/parameters-moved",
    edit("2 * strength * value", "value - 2 * strength * value"),
    edit("np.zeros_like(value)", "value.copy()"),
    says="The parameters after a step come back, not the gradient.",
    hint="Who moves the parameters, and by which learning rate?",
)
misconception(
    "l2_penalty_gradient/gradient-in-place",
    edit(
        "    return {",
        "    for value in parameters.values():\n        value *= 2 * strength\n    return {",
    ),
    edit("2 * strength * value if", "value if"),
    says="The caller's own weights are overwritten with the gradient.",
    hint="What does `*=` do to an array that somebody else holds?",
)
