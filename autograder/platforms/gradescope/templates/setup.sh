#!/usr/bin/env bash
set -euo pipefail
root="${AUTOGRADER_ROOT:-/autograder}"
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3 python3-venv bubblewrap libseccomp2
if ! python3 -I -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  echo "Python 3.11 or newer is needed: choose the base image Ubuntu 24.04" >&2
  exit 1
fi
python3 -I -m venv "$root/env"
cd "$root/source"
"$root/env/bin/python" -I -m pip install -q -r requirements.txt
chmod -R go-rwx "$root/source"
