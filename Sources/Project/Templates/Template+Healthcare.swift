extension Template {
    static let healthcareText = """
        # The programme of this ledger: what may follow what, and who may do it.
        # See referral-programme(5). After editing: referral programme --check
        programme: healthcare
        version: 1
        priorities: [routine, urgent, emergency]   # in rising order; the first where none is given
        timezone: UTC                              # days begin and end here, e.g. America/Chicago
        private: [location]                        # sealed beside the texts that always are
        stages:
          requested:             {phase: new}                          # BSeR draft
          sent:                  {phase: assigned}                     # 2.0 Received (by the provider)
          accepted:              {phase: active}                       # 3.0
          scheduled:             {phase: active}                       # 5.1.1
          no-show:               {phase: active}                       # 5.1.2
          appointment-cancelled: {phase: active}                       # 5.1.3
          interim-report:        {phase: active}                       # 5.1.4
          cancel-requested:      {phase: active, effect: none}          # 5.2: the referrer's move, no answer of the provider
          declined:              {phase: new, effect: declined}         # 4.0: ends the attempt, not the need
          recalled:              {phase: new, effect: withdrawn}        # 6.0: likewise
          expired:               {phase: new, effect: expired}          # ours: silence
        outcomes:
          report-received: {class: success, tells: referrer}           # 7.0: PCC-57 is itself the word to the referrer
          unmet:           {class: unserved, needs: [reason]}
          unreachable:     {class: unserved}
          withdrawn:       {class: neutral, needs: [reason]}
          deceased:        {class: neutral}
          duplicate:       {class: neutral, needs: [duplicate_of]}
        transitions:
          - {from: [requested, declined, recalled, expired], to: sent, by: [referrer, coordinator]}         # 01; a new Task after an ended one
          - {from: sent, to: accepted, by: provider}                                                        # 02
          - {from: [sent, accepted, scheduled, no-show, appointment-cancelled, interim-report], to: declined, by: provider, needs: [reason]}  # 03 05 10 17 25 33
          - {from: [sent, accepted, scheduled, no-show, appointment-cancelled, interim-report], to: cancel-requested, by: [referrer, coordinator], needs: [reason]}  # 04 07 14 20 22 28 34
          - {from: [accepted, scheduled, no-show, appointment-cancelled, interim-report], to: scheduled, by: provider, needs: [scheduled_for]}  # 06 11 18 21 26 31
          - {from: scheduled, to: no-show, by: provider}                                                    # 12
          - {from: [scheduled, no-show, interim-report], to: appointment-cancelled, by: provider, needs: [reason]}  # 13 19 27
          - {from: [accepted, scheduled, interim-report], to: interim-report, by: provider}                 # 08 15 29 32
          - {from: [accepted, scheduled, interim-report, cancel-requested], to: report-received, by: provider}  # 09 16 30 24
          - {from: cancel-requested, to: recalled, by: provider}                                            # 23
          - {from: [sent, cancel-requested], to: expired, by: [system, coordinator]}                        # ours: silence
          - {from: [requested, declined, recalled, expired], to: [unmet, unreachable, withdrawn], by: coordinator}  # ours: the need ends
          - {from: any, to: [deceased, duplicate], by: coordinator}                                         # ours; owes a live provider the word
        reasons:                                   # codes; anything else is refused there
          declined: [no-capacity, not-indicated, incomplete, out-of-area, no-show, other]
          cancel-requested: [patient-request, no-longer-needed, seen-elsewhere, other]
          appointment-cancelled: [patient-request, provider-request, other]
          unmet: [no-provider, not-covered, other]

        """
}
