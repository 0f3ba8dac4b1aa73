#!/usr/bin/env bash
# A month at a heart clinic: how the ledger in this directory came about.
#
#   examples/clinic/session.sh DIRECTORY      makes it anew there
#
# Each command runs at the time of March 2026 that stands before it.
set -euo pipefail
at() {
    local time=$1
    shift
    REFERRAL_NOW=2026-03-$time referral "$@"
}
export REFERRAL_ACTOR=ana

at 01T08:00:00Z init "$1" --template healthcare --name clinic
cd "$1"
cat >>providers.csv <<'CSV'
harbor-cardiology,Harbor Cardiology,cardiology;echo,desk@harbor.example,555-0101
hill-heart,Hill Heart Centre,cardiology,desk@hill.example,555-0102
bay-imaging,Bay Imaging,echo,desk@bay.example,555-0103
CSV

# The first week. Jo is accepted by the first who is asked.
jo=$(at 02T09:00:00Z submit --from lakeside-practice --for "Jo Park <jo@example.org>" \
    --service cardiology --need "Palpitations since January" --channel fax)
at 02T09:20:00Z route "$jo" --to harbor-cardiology
at 02T15:00:00Z update "$jo" accepted

# Sam's first provider has no room; the second takes him.
sam=$(at 03T08:15:00Z submit --from lakeside-practice --for "Sam Öz <sam@example.org>" \
    --service cardiology --priority urgent --channel phone)
at 03T08:30:00Z route "$sam" --to harbor-cardiology
at 03T10:00:00Z update "$jo" scheduled --scheduled-for 2026-03-10T13:00:00Z
at 03T16:00:00Z update "$sam" declined --reason no-capacity
at 04T09:00:00Z route "$sam" --to hill-heart
at 04T10:30:00Z update "$sam" accepted
at 04T10:35:00Z update "$sam" scheduled --scheduled-for 2026-03-12T09:00:00Z

# The same need twice: another practice had sent Sam too, and the tool warns of it.
twin=$(at 04T11:00:00Z submit --from hill-practice --for "Sam Öz <sam@example.org>" --service cardiology)
at 04T11:05:00Z close "$twin" --outcome duplicate --duplicate-of "$sam" --told

li=$(at 05T09:00:00Z submit --from hill-practice --for "Li Wen <li@example.org>" --service echo --channel portal)
at 05T09:30:00Z route "$li" --to bay-imaging
at 06T09:00:00Z update "$li" accepted

# The second week. Nobody takes Bo; Li asks for the referral to be taken back.
bo=$(at 09T08:00:00Z submit --from lakeside-practice --for "Bo Nash" --service cardiology --channel fax)
at 09T08:10:00Z route "$bo" --to hill-heart
at 09T10:00:00Z update "$li" cancel-requested --as referrer --reason patient-request
at 09T15:00:00Z update "$li" recalled
at 10T09:00:00Z close "$li" --outcome withdrawn --reason "moved to another town"
at 10T09:05:00Z notify --mark "$li" --via phone
at 10T12:00:00Z update "$bo" declined --reason not-indicated
at 10T12:30:00Z route "$bo" --to harbor-cardiology
at 10T13:40:00Z update "$jo" interim-report --note "ECG done, holter for a week"
at 12T09:30:00Z update "$sam" no-show
at 12T12:00:00Z update "$bo" declined --reason no-capacity
at 12T16:00:00Z note "$sam" "Reached him: the bus was late." --kind contact --party subject --result reached
at 13T08:00:00Z update "$sam" scheduled --scheduled-for 2026-03-17T09:00:00Z
at 13T09:00:00Z close "$bo" --outcome unmet --reason no-provider --feedback "Please refer to the city."
at 13T09:10:00Z notify --mark "$bo" --via fax

# The third week. A letter that had lain about for a day; Jo's report goes back to the practice.
mia=$(at 16T10:00:00Z submit --from hill-practice --for "Mia Roth <mia@example.org>" --service echo --channel portal)
at 16T10:30:00Z route "$mia" --to bay-imaging
al=$(at 17T09:00:00Z submit --from hill-practice --for "Al Finn" --service echo --time 2026-03-16)
at 18T10:00:00Z update "$mia" accepted
at 19T11:00:00Z close "$jo" --outcome report-received --feedback "Benign, no treatment needed."
at 20T08:30:00Z ack "$jo" --as referrer

# The last week. Some are still on their way, and the practice does not know of Al yet.
ned=$(at 23T09:00:00Z submit --from lakeside-practice --for "Ned Ray <ned@example.org>" --service cardiology)
at 23T09:30:00Z route "$ned" --to hill-heart
at 24T12:00:00Z close "$sam" --outcome report-received --feedback "Hypertension; letter follows."
at 27T09:00:00Z close "$al" --outcome unreachable
at 30T14:00:00Z submit --from hill-practice --for "Ida Lund <ida@example.org>" --service cardiology
