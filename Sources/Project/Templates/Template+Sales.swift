extension Template {
    static let salesText = """
        # The programme of this ledger: what may follow what, and who may do it.
        # See referral-programme(5). After editing: referral programme --check
        programme: sales
        version: 1
        currency: USD                              # of values that name none
        subjects: open                             # leads by account number, no pseudonyms
        priorities: [routine, urgent, emergency]
        timezone: UTC

        stages:
          lead:      {phase: new}
          assigned:  {phase: assigned}             # `route` enters it: somebody is asked to sell
          contacted: {phase: active}
          engaged:   {phase: active}
          proposal:  {phase: active}
          nurture:   {phase: held}
          declined:  {phase: new, effect: declined}
          recalled:  {phase: new, effect: withdrawn}
          expired:   {phase: new, effect: expired}

        outcomes:
          converted:    {class: success}
          lost:         {class: failure, needs: [reason]}
          disqualified: {class: unserved, needs: [reason]}
          unmet:        {class: unserved, needs: [reason]}
          withdrawn:    {class: neutral, needs: [reason]}
          duplicate:    {class: neutral, needs: [duplicate_of]}

        transitions:
          - {from: [lead, declined, recalled, expired], to: assigned, by: [referrer, coordinator]}
          - {from: assigned, to: [contacted, declined], by: provider}
          - {from: contacted, to: [engaged, nurture, declined], by: provider}
          - {from: engaged, to: [proposal, nurture], by: provider}
          - {from: proposal, to: [engaged, nurture], by: provider}
          - {from: nurture, to: [contacted, engaged, proposal], by: provider}
          - {from: [assigned, contacted, engaged, proposal, nurture], to: recalled, by: [referrer, coordinator]}
          - {from: assigned, to: expired, by: [system, coordinator]}
          - {from: [assigned, contacted, engaged, proposal, nurture], to: converted, by: provider}
          - {from: any, to: [lost, disqualified], by: [provider, coordinator]}
          - {from: [lead, declined, recalled, expired], to: [unmet, withdrawn], by: coordinator}
          - {from: any, to: duplicate, by: coordinator}

        """
}
