"""A database engine for Django: PostgreSQL that comes as a Python package and is started by the first connection.

For demonstration, development and tests. ``HOST`` is the folder the data lies in.
"""
