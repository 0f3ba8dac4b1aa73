#!/usr/bin/env bash
# A quarter of partner referrals at a small software house: how the ledger in this directory came about.
#
#   examples/sales/session.sh DIRECTORY      makes it anew there
#
# Each command runs at the time of 2026 that stands before it.
set -euo pipefail
at() {
    local time=$1
    shift
    REFERRAL_NOW=2026-$time referral "$@"
}
export REFERRAL_ACTOR=kim REFERRAL_WRITER=sales

at 01-05T08:00:00Z init "$1" --template sales --name partners
cd "$1"
cat >>providers.csv <<'CSV'
north-team,North,crm;billing,north@sales.example,
south-team,South,crm,south@sales.example,
CSV

# Who takes part, with what code, and what the campaign costs.
at 01-05T09:00:00Z record enrolled referrer=acme-consulting code=ACME10 campaign=winter granted=true
at 01-05T09:05:00Z record enrolled referrer=bright-it code=BRIGHT campaign=winter granted=true
at 01-06T09:00:00Z record spent campaign=winter amount=800.00 currency=EUR
at 01-07T10:00:00Z record touched subject=acct-4711 channel=webinar campaign=winter code=ACME10

# Leads come from a spreadsheet; the key of each is its number there, so the batch may be run twice.
leads='from,for,service,channel,campaign,code,segment,value,currency,key,system
acme-consulting,acct-4711,crm,partner,winter,ACME10,mid,12000.00,EUR,L-1,sheet
acme-consulting,acct-4712,billing,partner,winter,ACME10,small,1800.00,EUR,L-2,sheet
bright-it,acct-4713,crm,partner,winter,BRIGHT,large,54000.00,EUR,L-3,sheet
bright-it,acct-4711,crm,partner,winter,BRIGHT,mid,12000.00,EUR,L-4,sheet
walk-in,acct-4714,crm,web,,,small,900.00,EUR,L-5,sheet'
at 01-12T09:00:00Z submit --stdin --input csv --format csv <<<"$leads" >/dev/null
at 01-12T09:30:00Z submit --stdin --input csv --format csv <<<"$leads" >/dev/null
ref() { referral status --format ndjson --where "referrer=$1" | jq -r "select(.subject == \"$2\") | .ref"; }
first=$(ref acme-consulting acct-4711) second=$(ref acme-consulting acct-4712)
third=$(ref bright-it acct-4713) twin=$(ref bright-it acct-4711) walk=$(ref walk-in acct-4714)

# Two partners sent the same lead: the first in keeps it, the second is told.
at 01-12T10:00:00Z close "$twin" --outcome duplicate --duplicate-of "$first" --told

at 01-12T10:05:00Z route "$first" --to north-team
at 01-12T10:06:00Z route "$third" --to south-team
at 01-13T09:00:00Z update "$first" contacted
at 01-14T09:00:00Z update "$third" declined --reason capacity
at 01-14T11:00:00Z route "$third" --to north-team
at 01-15T09:00:00Z update "$third" contacted
at 01-16T09:00:00Z update "$first" engaged
at 01-19T09:00:00Z update "$first" proposal --document https://crm.example/q/881
at 01-20T09:00:00Z update "$third" nurture --reason budget
at 01-21T09:00:00Z route "$second" --to north-team
at 01-22T09:00:00Z close "$second" --outcome disqualified --reason "too small" --feedback "Below ten seats."
at 01-22T09:10:00Z notify --mark "$second" --via mail

# Won: the partner gets a reward, which is held until the first invoice is paid.
at 02-02T15:00:00Z close "$first" --outcome converted --value 11500.00 --currency EUR \
    --feedback "Signed for two years." --told
won=$(at 02-02T15:05:00Z log "$first" --type closed --format ndjson | jq -r .id)
at 02-02T15:10:00Z record rewarded "$first" rule=ten-percent earned_by="$won" \
    recipient=acme-consulting amount=1150.00 currency=EUR status=held
at 02-16T09:00:00Z record earned "$first" amount=5750.00 currency=EUR kind=first
at 02-16T09:05:00Z record rewarded "$first" rule=ten-percent earned_by="$won" \
    recipient=acme-consulting amount=1150.00 currency=EUR status=paid
at 02-27T09:00:00Z record earned "$first" amount=-250.00 currency=EUR kind=refund

# The value was typed without the discount; the closing says so from now on.
at 02-27T10:00:00Z amend "${won: -6}" value=11250.00 --reason "the discount of 250 was left out"
at 02-27T10:05:00Z rate "$first" --rater referrer --score 9 --low 0 --high 10

# Nurtured for a month, then lost; a lead that nobody meant.
at 03-02T09:00:00Z update "$third" engaged
at 03-09T09:00:00Z close "$third" --outcome lost --reason price --feedback "They stay where they are."
at 03-10T09:00:00Z void "$walk" --reason "our own test form"
late=$(at 03-23T09:00:00Z submit --from acme-consulting --for acct-4720 --service crm --channel partner \
    --campaign winter --code ACME10 --segment large --value 30000.00 --currency EUR)
at 03-24T09:00:00Z route "$late" --to south-team
