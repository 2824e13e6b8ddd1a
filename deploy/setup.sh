#!/bin/sh
# Makes a virtual environment and installs pinned requirements, or does nothing when they are already there.
#   setup.sh PYTHON VENV REQUIREMENTS…
set -eu

python=$1 venv=$2
shift 2

for name in "$python" python3.13 python3.12 python3.11; do
    if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        found=$name
        break
    fi
done
if [ -z "${found:-}" ]; then
    echo "Python 3.11 or newer is needed; $python is older or missing. Name one: make run PYTHON=/path/to/python3.12" >&2
    exit 1
fi

mark=$( (cat "$@"; "$found" --version) | "$found" -c 'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())')
stamp="$venv/installed-$(basename "$(for last; do :; done; echo "$last")")"
if [ -x "$venv/bin/python" ] && [ "$(cat "$stamp" 2>/dev/null || true)" = "$mark" ]; then
    exit 0
fi

echo "Installing what $* name into $venv (once) …"
if [ ! -x "$venv/bin/python" ]; then
    rm -rf "$venv"
    "$found" -m venv "$venv" || {
        echo "Python could not make a virtual environment; on Debian and Ubuntu: apt install python3-venv" >&2
        exit 1
    }
fi
requirements=
for file; do requirements="$requirements -r $file"; done
# shellcheck disable=SC2086
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check $requirements
echo "$mark" >"$stamp"
