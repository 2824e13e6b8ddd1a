"""How gunicorn serves the portal, in production and in ``make run``."""

import os

import goda_exempel.settings as portal  # a wrong setting stops the start here, once, with its sentence

bind = os.environ.get("GODA_BIND") or f"127.0.0.1:{portal.PORT}"
workers = portal.WEB_WORKERS
worker_class = "gthread"
threads = 4
timeout = 60
graceful_timeout = 10
keepalive = 5
limit_request_line = 0  # the portal itself answers an address that is too long, with a page
accesslog = None  # addresses of people and tokens of password resets are nobody's reading
errorlog = "-"
loglevel = "warning"
control_socket_disable = True
