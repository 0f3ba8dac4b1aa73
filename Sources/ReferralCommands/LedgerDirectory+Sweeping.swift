import EventLog
import Project
import ReferralModel

extension LedgerDirectory {
    /// Deletes what this machine still holds of people who are forgotten, if nobody else is at work.
    func sweep(_ ledger: Ledger, sayingIn invocation: Invocation) {
        do {
            guard try mustSweep(ledger) else { return }
            let swept = try sweep(lockTimeout: 0)
            if swept.unreadable > 0 {
                invocation.warn(
                    "deleted with what is forgotten, since they may have named anybody: lines of the "
                        + "file of people that could not be read, \(swept.unreadable)"
                )
            }
        } catch AppendFault.locked {
            return
        } catch {
            // Where there is nothing of anybody there is nothing to say.
            guard (try? holdsForgotten(ledger)) != false else { return }
            invocation.warn(
                "what this machine holds of people who are forgotten cannot be deleted: "
                    + Failure(error).message
            )
        }
    }
}
