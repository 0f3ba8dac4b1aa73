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
    public init?(_ text: Span<UInt8>) {
        guard text.count == 43 else { return nil }
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        for index in 0..<43 {
            guard let value = Base64URL.value(text[index]) else { return nil }
            // The last character carries four bits; the two below them must be clear.
            guard index < 42 || value & 3 == 0 else { return nil }
            let bits = index < 42 ? UInt64(value) : UInt64(value >> 2)
            Self.shift(&words, by: index < 42 ? 6 : 4, bits)
        }
        self.words = words
    }

    /// Reads the 43 characters that spell a digest; `nil` for anything else.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        self.init(bytes.span)
    }

    private init(bytes: some Sequence<UInt8>) {
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        for byte in bytes { Self.shift(&words, by: 8, UInt64(byte)) }
        self.words = words
    }

    /// Moves 256 bits to the left and fills what comes free.
    private static func shift(
        _ words: inout (UInt64, UInt64, UInt64, UInt64),
        by count: UInt64,
        _ bits: UInt64
    ) {
        words.0 = words.0 << count | words.1 >> (64 - count)
        words.1 = words.1 << count | words.2 >> (64 - count)
        words.2 = words.2 << count | words.3 >> (64 - count)
        words.3 = words.3 << count | bits
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
