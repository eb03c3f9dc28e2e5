# Shared by the scripts in this folder.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"

say() { printf '%s\n' "$*"; }

# fail WHAT HOW: say what went wrong and how to go on, and stop.
fail() {
    printf '\n%s\n' "Failed: $1" >&2
    shift
    for line in "$@"; do printf '  %s\n' "$line" >&2; done
    exit 1
}

# run WHAT HOW COMMAND…: run quietly; show the output and the remedy when it fails.
run() {
    local what=$1 how=$2 log status=0
    shift 2
    say "- $what"
    log=$(mktemp)
    "$@" >"$log" 2>&1 </dev/null || status=$?
    if ((status)); then
        tail -n 40 "$log" >&2
        rm -f "$log"
        fail "$what (status $status)" "$how" "Then run the command again."
    fi
    rm -f "$log"
}

# digest FILES…: one line that changes when a file does.
digest() { cat -- "$@" 2>/dev/null | sha256sum | cut -d' ' -f1; }
