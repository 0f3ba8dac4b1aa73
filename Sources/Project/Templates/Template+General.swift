extension Template {
    static let generalText = """
        # The programme of this ledger: what may follow what, and who may do it.
        # See referral-programme(5). After editing: referral programme --check
        programme: general
        version: 1
        priorities: [routine, urgent, emergency]   # in rising order; the first where none is given
        timezone: UTC                              # days begin and end here, e.g. Europe/London

        stages:                                    # `submitted` enters the first of phase new
          submitted:   {phase: new}
          routed:      {phase: assigned}           # `route` enters it: a provider is asked
          accepted:    {phase: active}
          in-progress: {phase: active}
          on-hold:     {phase: held}
          declined:    {phase: new, effect: declined}    # ends the attempt, not the need
          recalled:    {phase: new, effect: withdrawn}
          expired:     {phase: new, effect: expired}

        outcomes:
          completed:        {class: success}
          partly-completed: {class: partial}
          not-completed:    {class: failure, needs: [reason]}
          unreachable:      {class: unserved}
          unmet:            {class: unserved, needs: [reason]}
          withdrawn:        {class: neutral, needs: [reason]}
          cancelled:        {class: neutral, needs: [reason]}
          deceased:         {class: neutral}
          duplicate:        {class: neutral, needs: [duplicate_of]}

        transitions:                               # all that is legal; anything else is refused
          - {from: [submitted, declined, recalled, expired], to: routed, by: [referrer, coordinator]}
          - {from: routed, to: accepted, by: provider}
          - {from: [routed, accepted, in-progress, on-hold], to: declined, by: provider}
          - {from: accepted, to: [in-progress, on-hold], by: provider}
          - {from: in-progress, to: on-hold, by: provider}
          - {from: on-hold, to: [accepted, in-progress], by: provider}
          - {from: [routed, accepted, in-progress, on-hold], to: recalled, by: [referrer, coordinator]}
          - {from: routed, to: expired, by: [system, coordinator]}
          - {from: [accepted, in-progress, on-hold], to: [completed, partly-completed, not-completed, unreachable], by: provider}
          - {from: [submitted, declined, recalled, expired], to: [unmet, withdrawn], by: coordinator}
          - {from: any, to: [cancelled, deceased, duplicate], by: coordinator}

        # reasons: {declined: [no-capacity, out-of-area, ineligible, other]}   # else any text
        # roles: {ana@example.org: coordinator}    # without it nobody is refused for a role

        """
}
