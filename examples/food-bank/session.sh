#!/usr/bin/env bash
# Two offices of a food bank share a ledger through git: how the one in this directory came about.
#
#   examples/food-bank/session.sh DIRECTORY      makes it anew there, with the two clones beside it
#
# Each command runs at the time of March 2026 that stands before it.
set -euo pipefail
at() {
    local time=$1
    shift
    REFERRAL_NOW=2026-03-$time referral "$@"
}
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
git_() { git -c user.name=office -c user.email=office@example.org -c init.defaultBranch=main "$@"; }

# The town office makes the ledger and puts it in git. Names stay out of it.
mkdir -p "$1-clones" && cd "$1-clones" && rm -rf town valley
git_ init -q town
export REFERRAL_ACTOR=ruth REFERRAL_WRITER=town
at 02T08:00:00Z -C town init . --template social-care --name food-bank
cat >>town/providers.csv <<'CSV'
corner-pantry,Corner Pantry,food,pantry@corner.example,555-0201
meals-at-home,Meals at Home,food;delivery,desk@meals.example,555-0202
warm-room,Warm Room,shelter,door@warm.example,555-0203
CSV
git_ -C town add -A && git_ -C town commit -qm "a ledger for both offices"
git_ clone -q town valley

# A family is referred by the school; the pantry has no room, meals are brought to them.
ida=$(at 02T09:00:00Z -C town submit --from hill-school --for "Ida Moor <ida@example.org>" \
    --service food --household moor --people 4 --need "Nothing in the house since Friday")
at 02T09:10:00Z -C town route "$ida" --to corner-pantry
at 02T15:00:00Z -C town update "$ida" declined --reason no-capacity
at 02T15:20:00Z -C town route "$ida" --to meals-at-home
at 03T10:00:00Z -C town update "$ida" accepted

# The valley office works at the same time, from its own clone.
valley() {
    local time=$1
    shift
    REFERRAL_ACTOR=omar REFERRAL_WRITER=valley at "$time" -C valley "$@"
}
tom=$(valley 03T09:00:00Z submit --from valley-church --for "Tom Reed" --service shelter --priority urgent)
valley 03T09:05:00Z route "$tom" --to warm-room
valley 03T09:30:00Z update "$tom" accepted
valley 04T08:00:00Z update "$tom" on-hold --reason waiting-list
typo=$(valley 04T08:30:00Z submit --from valley-church --for "Ann Lee <ann@example.org>" --service foood)

# Evening: both commit, the valley pulls; names travel by a way of their own, not through git.
share() {
    for office in "$2" "$1"; do
        git_ -C "$office" add -A
        git_ -C "$office" diff --cached --quiet || git_ -C "$office" commit -qm "the day of $office"
    done
    git_ -C "$1" pull -q --no-rebase --no-edit "../$2" main
    git_ -C "$2" pull -q --no-rebase --no-edit "../$1" main
    at "$3" -C "$2" people export | at "$3" -C "$1" people import
    at "$3" -C "$1" people export | at "$3" -C "$2" people import
}
share valley town 04T18:00:00Z

# A slip of the finger is corrected where it is seen; what was said before stays in the history.
slip=$(at 05T08:00:00Z -C town log "$typo" --format ndjson | jq -r .id)
at 05T08:00:00Z -C town amend "$slip" service=food --reason "mistyped"
at 05T08:10:00Z -C town route "$typo" --to corner-pantry
at 05T12:00:00Z -C town update "$typo" accepted

# Both offices hear from Meals at Home, each something else; the merge shows it.
at 06T10:00:00Z -C town update "$ida" in-progress
valley 06T10:30:00Z update "$ida" failed --reason other --note "no van this week"
share valley town 06T18:00:00Z
at 09T08:00:00Z -C town settle "$(at 09T08:00:00Z -C town status --conflicts --format json |
    jq -r '.referrals[0].disputes[0].event')"

# A test entry, a second thought, an end that was not one.
test=$(at 09T09:00:00Z -C town submit --from hill-school --for "Test Test" --service food)
at 09T09:01:00Z -C town void "$test" --reason "to try it out"
at 10T09:00:00Z -C town note "$typo" "Comes on Tuesdays now." --kind progress --done 2 --planned 6
at 12T16:00:00Z -C town close "$typo" --outcome need-met --feedback "Six parcels, and a job."
at 12T16:05:00Z -C town undo --last "$typo" --reason "the wrong referral"
at 12T16:10:00Z -C town close "$ida" --outcome need-met --feedback "Meals until the summer." --told
# From a bed that is held nobody is simply unreachable: the programme refuses that, and says what may be.
valley 13T09:00:00Z close "$tom" --outcome unreachable || true
valley 13T09:00:00Z update "$tom" in-progress
valley 16T09:00:00Z close "$tom" --outcome need-partly-met --feedback "A bed for ten nights."
valley 16T09:05:00Z notify --mark "$tom" --via phone
at 17T09:00:00Z -C town close "$typo" --outcome need-met --told
at 20T09:00:00Z -C town reopen "$typo" --reason "The job fell through." --resume
at 20T09:30:00Z -C town rate "$ida" --rater subject --score 5 --low 1 --high 5 --comment "Kind drivers."

# Tom asks to be forgotten. The valley hears of it at its next merge, and his name is gone there too.
at 24T10:00:00Z -C town forget "Tom Reed" >/dev/null
share valley town 24T18:00:00Z
valley 25T08:00:00Z status >/dev/null

# What the README shows is the ledger of the town office.
rm -rf "$1" && mkdir -p "$1"
cp -r town/referral.yaml town/providers.csv town/events town/.gitattributes town/.gitignore town/people.jsonl "$1/"
