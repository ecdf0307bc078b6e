"""From one submission to its report: run it, credit errors carried forward, judge.

In: a submission, an answer key, a sandbox. Out: a report; and, for a gradebook, the behaviours that
are wrong. Running is in `run_submission`; all that is decided is decided by pure functions of keys
and observations. Not here: many submissions at a time, files, and how a report is shown.
"""
