"""Addresses only people who log in use. Everywhere else the session is left alone: those pages are the same for all."""

from typing import Final

STAFF_PREFIXES: Final = (
    "/admin/",
    "/ideer/",
    "/jury/",
    "/logga-in/",
    "/logga-ut/",
    "/mig/",
    "/notiser/",
    "/redaktion/",
    "/statistik/",
)
