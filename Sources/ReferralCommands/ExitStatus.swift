/// What a command's exit status says, after `sysexits(3)`.
public enum ExitStatus: Int32, Sendable {
    /// Done; an empty list is done.
    case done = 0
    /// Refused by the programme, or the answer is no.
    case refused = 1
    /// The command line is wrong.
    case usage = 64
    /// Data is wrong.
    case badData = 65
    /// No such referral, file or ledger, or an ambiguous one.
    case notFound = 66
    /// Something cannot be made.
    case cannotCreate = 73
    /// Reading or writing failed.
    case inputOutput = 74
    /// The ledger is locked; try again.
    case locked = 75
    /// Not permitted: a role, or the file system.
    case notPermitted = 77
    /// The programme or the ledger's format cannot be used.
    case badProgramme = 78
}
