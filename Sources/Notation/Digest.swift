import Crypto

/// A SHA-256 value (FIPS 180-4), spelled in base64url without padding.
public struct Digest: Hashable, Comparable, Sendable, CustomStringConvertible {
    private let words: (UInt64, UInt64, UInt64, UInt64)

    /// The digest of a span of bytes.
    public init(of bytes: Span<UInt8>) {
        var hash = SHA256()
        unsafe bytes.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
        self.init(bytes: hash.finalize())
    }

    /// The digest of several runs of bytes, one after the other.
    public init(of runs: [UInt8]...) {
        var hash = SHA256()
        for run in runs { hash.update(data: run) }
        self.init(bytes: hash.finalize())
    }

    /// Reads the 43 characters that spell a digest; `nil` for anything else.
    public init?(_ text: some Sequence<UInt8>) {
        guard let bytes = Base64URL.read(text), bytes.count == 32 else { return nil }
        self.init(bytes: bytes)
    }

    private init(bytes: some Sequence<UInt8>) {
        var values: [UInt64] = [0, 0, 0, 0]
        for (index, byte) in bytes.enumerated() {
            values[index / 8] = values[index / 8] << 8 | UInt64(byte)
        }
        words = (values[0], values[1], values[2], values[3])
    }

    /// The 32 bytes.
    public var bytes: [UInt8] {
        [words.0, words.1, words.2, words.3].flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) }
        }
    }

    /// The first bits as a number, up to 64 of them.
    public func prefix(bits: Int) -> UInt64 { words.0 >> UInt64(64 - bits) }

    /// The 43 characters of base64url.
    public var description: String { Base64URL.spell(bytes) }

    /// Compares all 256 bits.
    public static func == (one: Digest, other: Digest) -> Bool { one.words == other.words }

    /// Orders as the bytes of the spelling do, which is how `prev` is sorted.
    public static func < (one: Digest, other: Digest) -> Bool {
        one.description.utf8.lexicographicallyPrecedes(other.description.utf8)
    }

    /// Hashes the first word, which is as random as all.
    public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}
