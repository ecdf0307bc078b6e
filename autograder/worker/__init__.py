"""Runs beside student code: loads a submission, calls it on cases, answers with observations.

In: requests of `model.requests`, as frames. Out: replies, as frames; nothing else leaves a worker.
Not here: anything that is secret or that judges; of the kit it imports `model` and nothing else.
"""
