extension Template {
    static let socialCareText = """
        # The programme of this ledger: what may follow what, and who may do it.
        # See referral-programme(5). After editing: referral programme --check
        programme: social-care
        version: 1
        priorities: [routine, urgent, emergency]   # in rising order; the first where none is given
        timezone: UTC                              # days begin and end here, e.g. America/Chicago
        private: [location]                        # sealed beside the texts that always are
        stages:
          requested:   {phase: new}                          # Gravity draft
          sent:        {phase: assigned}                     # requested
          accepted:    {phase: active}
          in-progress: {phase: active}
          on-hold:     {phase: held}
          declined:    {phase: new, effect: declined}         # rejected
          failed:      {phase: new, effect: failed}           # failed: this attempt; the need goes on
          recalled:    {phase: new, effect: withdrawn}        # cancelled: likewise
          expired:     {phase: new, effect: expired}          # ours: silence
        outcomes:
          need-met:        {class: success}                  # completed
          need-partly-met: {class: partial}                  # completed
          unmet:           {class: unserved, needs: [reason]}
          unreachable:     {class: unserved}
          ineligible:      {class: unserved, needs: [reason]}
          withdrawn:       {class: neutral, needs: [reason]}
          deceased:        {class: neutral}
          duplicate:       {class: neutral, needs: [duplicate_of]}
        transitions:
          - {from: [requested, declined, failed, recalled, expired], to: sent, by: [referrer, coordinator]}  # 1; a new Task
          - {from: sent, to: accepted, by: provider}                                                         # 2
          - {from: sent, to: declined, by: provider, needs: [reason]}                                        # 3
          - {from: [sent, accepted, in-progress, on-hold], to: recalled, by: [referrer, coordinator, provider], needs: [reason]}  # 4 7 12 13
          - {from: [accepted, on-hold], to: in-progress, by: provider}                                       # 5 11
          - {from: [accepted, in-progress], to: on-hold, by: provider, needs: [reason]}                      # 6 10
          - {from: [accepted, in-progress, on-hold], to: failed, by: provider, needs: [reason]}              # 9 15 17
          - {from: [accepted, in-progress, on-hold], to: [need-met, need-partly-met], by: provider}          # 8 14 16
          - {from: sent, to: expired, by: [system, coordinator]}                                             # ours
          - {from: [requested, declined, failed, recalled, expired], to: [unmet, unreachable, ineligible, withdrawn], by: coordinator}  # ours
          - {from: any, to: [deceased, duplicate], by: coordinator}                                          # ours
        reasons:                                   # codes; anything else is refused there
          declined: [no-capacity, out-of-area, ineligible, other]
          on-hold: [waiting-for-documents, waiting-list, unreachable, other]
          failed: [unreachable, did-not-attend, no-longer-eligible, other]
          recalled: [no-longer-needed, requested-by-person, wrong-provider, other]
          unmet: [no-provider, no-capacity, other]
          ineligible: [age, income, residence, other]

        """
}
