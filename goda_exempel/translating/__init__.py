"""Keeps ``locale/`` in step with the sources, without the GNU gettext programs. Used by ``manage.py translations``."""
