import Crypto

/// A SHA-256 value (FIPS 180-4), spelled in base64url without padding.
public struct Digest: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The 256 bits, the most significant first.
    public let words: (UInt64, UInt64, UInt64, UInt64)

    /// Takes 256 bits, the most significant first.
    public init(words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

    /// The digest of a span of bytes, or of the bytes that numbers are made of.
    public init(of bytes: Span<some FixedWidthInteger & BitwiseCopyable>) {
        var hash = SHA256()
        unsafe bytes.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
        self.init(hash.finalize())
    }

    /// The digest of several runs of bytes, one after the other.
    public init(of runs: [UInt8]...) {
        var hash = SHA256()
        for run in runs { hash.update(data: run) }
        self.init(hash.finalize())
    }

    /// The digest of bytes that come in blocks, until there is an empty one.
    public init<Fault: Error>(
        ofBlocks next: () throws(Fault) -> [UInt8]
    ) throws(Fault) {
        var hash = SHA256()
        while true {
            let block = try next()
            if block.isEmpty { break }
            hash.update(data: block)
        }
        self.init(hash.finalize())
    }

    /// Reads the 43 characters that spell a digest; `nil` for anything else.
    public init?(_ text: Span<UInt8>) {
        // Ten characters fill 60 bits; the last three have 16, and two below them that must be clear.
        guard text.count == 43, let first = Base64URL.bits(text.extracting(0..<10)),
            let second = Base64URL.bits(text.extracting(10..<20)),
            let third = Base64URL.bits(text.extracting(20..<30)),
            let fourth = Base64URL.bits(text.extracting(30..<40)),
            let rest = Base64URL.bits(text.extracting(40..<43)), rest & 3 == 0
        else { return nil }
        words = (
            first << 4 | second >> 56, second << 8 | third >> 52, third << 12 | fourth >> 48,
            fourth << 16 | rest >> 2
        )
    }

    /// Reads the 43 characters that spell a digest; `nil` for anything else.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        self.init(bytes.span)
    }

    private init(_ digest: SHA256.Digest) {
        words = unsafe digest.withUnsafeBytes { bytes in
            unsafe (
                UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)),
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
            )
        }
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
    public var description: String {
        let halves = halves
        return Base64URL.spell(sextets: (0..<43).map { Self.sextet($0, of: halves) })
    }

    /// Compares all 256 bits.
    public static func == (one: Digest, other: Digest) -> Bool { one.words == other.words }

    /// Orders as the bytes of the spelling do, which is how `prev` is sorted.
    public static func < (one: Digest, other: Digest) -> Bool {
        let (mine, others) = (one.halves, other.halves)
        let high = mine.high ^ others.high
        let same =
            high == 0
            ? 128 + (mine.low ^ others.low).leadingZeroBitCount : high.leadingZeroBitCount
        guard same < 256 else { return false }
        return Base64URL.rank(sextet(same / 6, of: mine))
            < Base64URL.rank(sextet(same / 6, of: others))
    }

    private var halves: (high: UInt128, low: UInt128) {
        (UInt128(words.0) << 64 | UInt128(words.1), UInt128(words.2) << 64 | UInt128(words.3))
    }

    /// The six bits of a character of the spelling; the last has four, with two clear ones below.
    private static func sextet(_ index: Int, of halves: (high: UInt128, low: UInt128)) -> UInt8 {
        let bits =
            switch index {
            case ..<21: halves.high >> UInt128(122 - 6 * index)
            case 21: halves.high << 4 | halves.low >> 124
            case 42: halves.low << 2
            default: halves.low >> UInt128(250 - 6 * index)
            }
        return UInt8(truncatingIfNeeded: bits) & 63
    }

    /// Hashes the first word, which is as random as all.
    public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}
