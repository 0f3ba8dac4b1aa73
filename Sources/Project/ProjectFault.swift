public import EventLog
public import ReferralModel

/// Why a ledger's directory cannot be used.
public enum ProjectFault: Error, Sendable {
    /// No directory from here upwards holds a `referral.yaml`.
    case noLedger(from: String)
    /// A ledger is there already.
    case ledgerExists(at: String)
    /// No such template.
    case unknownTemplate(String, known: [String])
    /// The programme file is refused.
    case programme(ProgrammeFault, file: String)
    /// A line of a file that people write is wrong.
    case line(file: String, line: Int, problem: String)
    /// The file of people would be a file of the ledger that git keeps.
    case peopleInLedger(at: String)
    /// The newest id, of this line, leaves no room for another.
    case noMoreIdentifiers(file: String, line: Int)
    /// A call of the system failed.
    case system(SystemFault)
}

extension ProjectFault {
    /// Runs calls of the system, and passes their fault on as one of the project.
    static func wrapping<Value>(
        _ body: () throws(SystemFault) -> Value
    ) throws(ProjectFault) -> Value {
        do throws(SystemFault) {
            return try body()
        } catch {
            throw .system(error)
        }
    }
}
