"""What a forked child does to itself before it may run a submission: one layer a module.

The layers are independent, so that each still holds where another is not to be had; the judge finds
out with a self-test which of them do (`sandbox.tiers`). Linux only.
"""
