"""Search in what is published.

PostgreSQL's Swedish stemmer alone does not know our words: it keeps ``idén`` apart from ``idé`` and can't see
``omsorg`` in ``äldreomsorgen``. So the words of all editions stand in a table of their own (``SearchWord``, filled by
a trigger), and each word searched for is first looked up there: its inflections, compounds and synonyms, and where it
is not known at all, what it may be a slip of the pen for. The search then asks for all of these, ranked.
"""
