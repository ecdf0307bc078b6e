"""Submissions on which a report has been wrong, unclear or too trusting: one row for each.

A row is a right program of `programs/` with edits, and what a report has to say of it: which tasks
lose points, which findings are true, which words name the cause where no finding does. The programs
are unlike the references and their variants, so that a name is not proven by the text from which
the key is made.

    python -m tests.diagnosis.cases                 grades all rows; lists what is wrong, and counts
    python -m tests.diagnosis.cases TOPIC ...       the same for some topics
    python -m tests.diagnosis.cases ROW ...         prints the whole report of some rows
    python -m tests.diagnosis.cases --write FOLDER  writes them as class folders, one for each topic

What the kit gets wrong today stands in the rows themselves (`today`), as known failures of
`test_cases.py`: a fix takes its mark away, and a mark without a failure fails.
"""
