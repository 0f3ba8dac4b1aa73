import Notation
import SystemPackage

/// The names of the files of a log that a mark does not have.
///
/// They are noted in `.referral/listing` with the directory that had them, so that one that has changed
/// since the mark is listed once, and not by every command. Like every ``FileNote`` it is a cache.
enum NewNames {
    /// ASCII `names` and a number; another number for every change of what is noted.
    private static let edition: UInt64 = 0x6E61_6D65_7300_0001

    /// The names that have come since a mark was made; what has gone shows when it is asked for.
    ///
    /// - `state`: The directory `.referral`.
    static func since(
        _ mark: LogMark,
        in directory: borrowing OpenDirectory,
        noting state: FilePath
    ) throws(SystemFault) -> [String] {
        let now = SystemCalls.now
        let identity = try directory.identity
        guard identity != mark.directory else { return [] }
        let path = state.appending("listing")
        var source: [UInt8] = []
        source.append(word: Fingerprint.ofBytes(mark.bytes.span))
        source.append(identity)
        if let noted = FileNote.texts(of: source, edition: edition, at: path) { return noted }
        var new = TextList()
        try directory.forEachName(ending: ".jsonl") { name in
            if !mark.names.hasInOrder(name) { _ = new.add(name) }
        }
        let names = new.texts.map(\.text)
        if identity.isSettled(at: now) {
            FileNote.note(names, of: source, edition: edition, at: path)
        }
        return names
    }
}
