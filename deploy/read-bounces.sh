#!/bin/sh
# Takes what comes back of the newsletter from the mail server. Where the database is down it exits with 75: try again.
#   read-bounces.sh RECIPIENT      (the message on standard input)
set -eu

cd /opt/goda-exempel
GODA_ENV_FILE=/etc/goda-exempel.env exec .venv/bin/python manage.py read_bounces --recipient "$1"
