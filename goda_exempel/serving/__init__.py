"""Everything the portal is, in one go, for ``manage.py serve``: database, web server and worker."""
