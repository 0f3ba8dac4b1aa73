import Notation
import SystemPackage

/// The last line that this machine has acknowledged under a writer's name, in `.referral/heads`.
///
/// Lines `WRITER HASH`, one a writer. The line that it names fixes all that its writer had seen; if
/// it is gone, history was rewritten or git was told to drop something. The file is a note for a
/// warning: it is not synced, and may be deleted.
enum AcknowledgedHead {
    private static let name = "heads"

    /// Notes a line as the last that was acknowledged.
    static func note(_ hash: Digest, of writer: String, in state: FilePath) {
        let path = state.appending(name)
        var lines = known(in: state).filter { $0.writer != writer }
        lines.append((writer, hash))
        let text = lines.flatMap { Array("\($0.writer) \($0.hash)\n".utf8) }
        // Written over what was there: to cut a file to nothing first makes some file systems wait.
        guard let file = try? File(keeping: path) else { return }
        try? file.write(text)
        if let size = try? file.identity.size, size > text.count {
            try? file.truncate(to: text.count)
        }
    }

    /// The last line that was acknowledged under a name.
    static func last(of writer: String, in state: FilePath) -> Digest? {
        known(in: state).first { $0.writer == writer }?.hash
    }

    private static func known(in state: FilePath) -> [(writer: String, hash: Digest)] {
        guard let bytes = try? File.bytesIfPresent(at: state.appending(name)) else { return [] }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard words.count == 2, let hash = Digest(String(words[1])) else { return nil }
            return (String(words[0]), hash)
        }
    }
}
