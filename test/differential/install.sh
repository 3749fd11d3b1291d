#!/bin/sh
# Puts Prowler (pinned) into .venv-prowler/ at the root of the repository: 2.3 GB, for this comparison alone. Does nothing when it is
# there already; needs python3 (3.10 to 3.12) with venv, and PyPI once.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
venv="$root/.venv-prowler"
marker="$venv/prowler-5.46.0"

[ -e "$marker" ] && exit 0
python3 -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check 'prowler==5.46.0'
touch "$marker"
