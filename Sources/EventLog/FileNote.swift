import Notation
public import SystemPackage

/// What was made of a file once, kept beside the very bytes that it was made of.
///
/// Like the snapshot it is a cache: written beside its place and renamed, deleted at any time, and
/// passed over where it is cut, altered, of another edition or of other bytes. Its numbers have eight
/// bytes, the least byte first, and bytes are filled up to a multiple of eight:
///
/// ```
/// edition, and the `Fingerprint` of all that follows
/// source    its size, and its bytes
/// texts     how many; of each its size, and its bytes
/// ```
public enum FileNote {
    private static let prefix = 16

    /// The texts that were made of a file, if they are there and it has the same bytes still.
    ///
    /// - `edition`: Which kind of texts they are to be.
    public static func texts(
        of source: [UInt8],
        edition: UInt64,
        at path: FilePath
    ) -> [String]? {
        guard let file = try? File(path, for: .reading), let size = try? file.identity.size,
            size >= prefix, size % 8 == 0, let bytes = try? file.bytes(size, at: 0),
            bytes.count == size
        else { return nil }
        var reader = WordReader(bytes: bytes)
        guard reader.word() == edition, reader.word() == sum(bytes),
            reader.run(reader.number()).span.equals(source.span)
        else { return nil }
        var texts: [String] = []
        for _ in 0..<reader.number() {
            texts.append(String(decoding: reader.run(reader.number()), as: UTF8.self))
            guard !reader.isSpent else { return nil }
        }
        return texts
    }

    /// Notes the texts that were made of a file; where that cannot be done, nothing is said.
    public static func note(
        _ texts: [String],
        of source: [UInt8],
        edition: UInt64,
        at path: FilePath
    ) {
        var bytes: [UInt8] = []
        bytes.append(word: edition)
        bytes.append(word: 0)
        bytes.append(word: UInt64(source.count))
        bytes.append(padded: source)
        bytes.append(word: UInt64(texts.count))
        for text in texts {
            bytes.append(word: UInt64(text.utf8.count))
            bytes.append(padded: Array(text.utf8))
        }
        var sealed: [UInt8] = []
        sealed.append(word: edition)
        sealed.append(word: sum(bytes))
        let noted = sealed + bytes[prefix...]
        try? Draft.replace(path) { file throws(SystemFault) in try file.write(noted) }
    }

    private static func sum(_ bytes: [UInt8]) -> UInt64 {
        Fingerprint.ofBytes(bytes.span.extracting(prefix...))
    }
}
