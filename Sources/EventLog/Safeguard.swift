/// A safeguard of appending, which a build of its own can take away to show that it is missed.
///
/// `scripts/faults --mutants` builds with `-DMUTANTS` and names one in `REFERRAL_WITHOUT`; in every
/// other build all stand.
enum Safeguard: String {
    /// The exclusive lock.
    case lock
    /// Whether git has put another file in the place of the one that was appended to.
    case inode
    /// Waiting while git is changing files.
    case git
    /// Ending what follows the last LF before a line is appended.
    case newline
    /// Cutting a file back after a write that failed.
    case truncation
    /// Moving a batch into place whole.
    case rename

    /// Whether it is there.
    var stands: Bool {
        #if MUTANTS
        SystemCalls.variable("REFERRAL_WITHOUT") != rawValue
        #else
        true
        #endif
    }
}
