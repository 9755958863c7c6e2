#!/usr/bin/env bash
# Fuzzes: deploy/fuzz.sh INPUTS [TARGET]. Go writes a failing input to the target's testdata/fuzz:
# commit it with the mend, and go test runs it from then on.
set -euo pipefail
cd "$(dirname "$0")/.."

inputs=${1:?"usage: deploy/fuzz.sh INPUTS [TARGET]"}
only=${2:-Fuzz[A-Za-z0-9_]*}
failed=()

# By count: by time, Go 1.26 may fail with "context deadline exceeded" (https://go.dev/issue/75804).
while IFS=: read -r file target; do
  package=$(dirname "$file")
  echo "$package $target"
  go test -run '^$' -fuzz "^$target\$" -fuzztime "${inputs}x" -fuzzminimizetime 10x "$package" </dev/null || failed+=("$package $target")
done < <(grep -roE --include='*_test.go' "^func $only\(" . | sed -E 's/func (.*)\(/\1/' | sort)

[ ${#failed[@]} = 0 ] || { printf 'deploy/fuzz.sh: failed: %s\n' "${failed[@]}" >&2; exit 1; }
