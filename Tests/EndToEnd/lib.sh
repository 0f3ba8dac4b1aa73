# shellcheck shell=bash
# What every end-to-end check begins with: a fresh directory, the tool, and counted checks.
# Sourced by the checks beside it; REFERRAL names the binary.
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
REFERRAL=$(realpath "${REFERRAL:-$here/../../.build/debug/referral}")
export REFERRAL REFERRAL_ACTOR=ana@clinic.example
unset REFERRAL_DIR REFERRAL_NOW REFERRAL_PEOPLE REFERRAL_WRITER COLUMNS
passed=0 failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

referral() { "$REFERRAL" "$@"; }

# is WHAT GOT WANTED
is() {
    if [ "$2" = "$3" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED: %s\n  got:    %s\n  wanted: %s\n' "$1" "$2" "$3"
    fi
}

# exits STATUS WHAT COMMAND… : the command's status; its streams are kept in out and err.
exits() {
    local wanted=$1 what=$2
    shift 2
    "$@" >"$work/out" 2>"$work/err"
    is "$what" $? "$wanted"
}

# says WHAT PATTERN : what the last command of `exits` said on standard error.
says() {
    if grep -qE -- "$2" "$work/err"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED: %s\n  said:   %s\n  wanted: %s\n' "$1" "$(cat "$work/err")" "$2"
    fi
}

# fingerprint DIR : the bytes of every event and every person.
fingerprint() { cat "$1"/events/*.jsonl "$1"/people.jsonl 2>/dev/null | sha256sum; }

finish() {
    printf '%s: %d passed, %d failed\n' "$(basename "$0")" "$passed" "$failed"
    [ "$failed" = 0 ]
}
