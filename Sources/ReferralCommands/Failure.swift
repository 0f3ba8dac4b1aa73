import EventLog
import Project
import ReferralModel

/// Why a command did not do what it was asked: the only error that a person reads.
struct Failure: Error {
    let status: ExitStatus
    /// What is wrong, and after a colon what to do.
    let message: String

    init(_ status: ExitStatus, _ message: String) {
        self.status = status
        self.message = message
    }

    /// A call of the system that failed.
    init(_ fault: SystemFault) {
        let what = "\(fault.path): \(fault.explanation)"
        if fault.isPermission {
            self.init(.notPermitted, "\(what): check who owns it and its mode")
        } else if fault.isAbsence {
            self.init(.notFound, "\(what): check the path")
        } else if fault.isMisplaced {
            self.init(
                .inputOutput,
                "\(fault.path): a link, a pipe or a device, where a file or a directory should be: "
                    + "put one in its place"
            )
        } else {
            self.init(.inputOutput, "\(what) (\(fault.call)): mend that and try again")
        }
    }

    init(_ fault: AppendFault, lockTimeout: Int64) {
        switch fault {
        case .locked(let holder):
            let who = holder.map { "process \($0)" } ?? "another process"
            self.init(
                .locked,
                "\(who) has held the ledger's lock for more than \(lockTimeout / 1000) s: "
                    + "try again, or wait longer with --lock-timeout"
            )
        case .system(let fault):
            let failure = Failure(fault)
            self.init(failure.status, failure.message + "; nothing was recorded")
        case .outcomeUnknown(let fault):
            self.init(
                .inputOutput,
                "\(fault.path): \(fault.explanation) (\(fault.call)), outcome unknown: repeat the "
                    + "command with the same --once or --key"
            )
        }
    }

    init(_ fault: ProjectFault) {
        switch fault {
        case .noLedger(let start):
            self.init(
                .notFound,
                "no ledger in \(start) or above: make one with referral init, or name one with -C"
            )
        case .peopleInLedger(let path):
            self.init(
                .usage,
                "REFERRAL_PEOPLE names \(path), which is in the ledger for git to keep: choose another file"
            )
        case .ledgerExists(let path):
            self.init(.cannotCreate, "there is a ledger in \(path) already: choose another place")
        case .unknownTemplate(let name, let known):
            self.init(
                .usage,
                "no template is called \(name)\(Self.hint(name, known)): choose one of "
                    + known.joined(separator: ", ")
            )
        case .programme(let fault, let file):
            let place = fault.line > 0 ? "\(file):\(fault.line)" : file
            self.init(
                .badProgramme,
                "\(place): \(fault.problem): mend the file and try again"
            )
        case .line(let file, let line, let problem):
            self.init(.badData, "\(file):\(line): \(problem): mend the line and try again")
        case .noMoreIdentifiers(let file, let line):
            self.init(
                .badData,
                "events/\(file):\(line): this id leaves no room for others, so it is forged: take its "
                    + "line out"
            )
        case .system(let fault): self.init(fault)
        }
    }

    /// Any error as one that a person can read.
    init(_ error: any Error, lockTimeout: Int64 = 0) {
        switch error {
        case let failure as Failure: self = failure
        case let fault as AppendFault: self.init(fault, lockTimeout: lockTimeout)
        case let fault as ProjectFault: self.init(fault)
        case let fault as SystemFault: self.init(fault)
        default: self.init(.inputOutput, "an unforeseen fault: please report it with the command")
        }
    }
}
