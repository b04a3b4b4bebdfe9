#!/usr/bin/env bash
# Write the exact versions behind the ranges of pyproject.toml, with checksums, for every system and Python.
# usage: bash packaging/pin.sh [--upgrade]      (needs uv: .venv/bin/uv after the first `make run`)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

uv=.venv/bin/uv
[ -x "$uv" ] || uv=uv
pins=packaging/requirements
compile=("$uv" pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate "$@")

"${compile[@]}" pyproject.toml --extra formats -o "$pins/run.txt"
for extra in test package; do
    "${compile[@]}" pyproject.toml --extra formats --extra "$extra" -c "$pins/run.txt" -o "$pins/$extra.txt"
done
echo uv | "${compile[@]}" - -o "$pins/uv.txt"
