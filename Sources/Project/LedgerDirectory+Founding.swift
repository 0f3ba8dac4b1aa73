import EventLog
import Notation
import ReferralModel
public import SystemPackage

extension LedgerDirectory {
    /// Makes the files of a ledger in a directory; refuses where one is.
    ///
    /// Its founding line is for the caller to append. A directory that was left half-made is
    /// completed: only `referral.yaml`, which is written last, makes a ledger.
    public static func found(
        in root: FilePath,
        template: Template
    ) throws(ProjectFault) {
        let programme = root.appending(programmeName)
        try ProjectFault.wrapping { () throws(SystemFault) in
            try Directory.make(root)
        }
        let known = try ProjectFault.wrapping { () throws(SystemFault) in
            try File.identity(at: programme)
        }
        guard known == nil else { throw .ledgerExists(at: root.string) }
        try ProjectFault.wrapping { () throws(SystemFault) in
            try Directory.make(root.appending("events"))
            try Directory.make(root.appending(".referral"), mode: 0o700)
            try write("events/** text eol=lf merge=union\n", to: root.appending(".gitattributes"))
            try write(".referral/\npeople.jsonl\n", to: root.appending(".gitignore"))
            let providers = root.appending(providersName)
            if try File.bytesIfPresent(at: providers)?.isEmpty ?? true {
                let columns = ProviderFile.columns.joined(separator: ",") + "\n"
                try File.replace(providers, with: Array(columns.utf8), mode: 0o644)
            }
            try File.replace(programme, with: Array(template.text.utf8), mode: 0o644)
            try Directory.sync(root)
            try Directory.sync(root.removingLastComponent())
        }
    }

    /// Adds lines to a file that may be there; one that has them stays as it is.
    private static func write(_ lines: String, to path: FilePath) throws(SystemFault) {
        let old = try File.bytesIfPresent(at: path) ?? []
        let known = Set(old.split(separator: 0x0A).map { Array($0) })
        let missing = lines.utf8.split(separator: 0x0A).map { Array($0) }
            .filter { !known.contains($0) }
        guard !missing.isEmpty else { return }
        let glue: [UInt8] = old.isEmpty || old.last == 0x0A ? [] : [0x0A]
        let added = Array(missing.map { $0 + [0x0A] }.joined())
        try File.replace(path, with: old + glue + added, mode: 0o644)
    }
}
