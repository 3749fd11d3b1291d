#!/bin/sh
# Puts the emulator (moto, pinned) and its clock (freezegun, pinned) into .venv-moto/ at the root of
# the repository. Does nothing when it is there already; needs python3 with venv, and PyPI once.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
venv="$root/.venv-moto"
marker="$venv/moto-5.2.5-freezegun-1.5.5"

[ -e "$marker" ] && exit 0
command -v python3 >/dev/null || {
  echo "The emulator needs python3 (3.10 or newer) on the PATH." >&2
  exit 1
}
python3 -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check 'moto[server]==5.2.5' 'freezegun==1.5.5'
touch "$marker"
