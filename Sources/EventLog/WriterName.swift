import Notation
import SystemPackage

/// The name under which this clone and branch append: 8 characters of Crockford's base 32.
///
/// It is the first 40 bits of SHA-256 over 80 random bits and the branch's name, since two
/// branches of one clone are two writers. `.referral/clone` keeps the bits with the number of the
/// lock file, `K5V0T3M8N6Q4R2S1 1835012`: where that differs, the directory was copied, and the
/// bits are drawn anew. Call with the lock held.
enum WriterName {
    static func current(
        in state: FilePath,
        branch: String,
        lock inode: UInt64
    ) throws(SystemFault) -> String {
        let path = state.appending("clone")
        let bits: String
        if let known = try read(path, inode) {
            bits = known
        } else {
            bits = CrockfordBase32.spell(.random(in: 0..<(UInt128(1) << 80)), digits: 16)
            try File.replace(path, with: Array("\(bits) \(inode)\n".utf8), mode: 0o600)
        }
        return name(bits, branch)
    }

    /// The name of a branch by the bits that are kept, whoever drew them; `nil` where none are.
    static func known(in state: FilePath, branch: String) throws(SystemFault) -> String? {
        try read(state.appending("clone"), nil).map { name($0, branch) }
    }

    private static func name(_ bits: String, _ branch: String) -> String {
        let name = Digest(of: Array(bits.utf8), Array(branch.utf8)).prefix(bits: 40)
        return CrockfordBase32.spell(UInt128(name), digits: 8).lowercased()
    }

    private static func read(_ path: FilePath, _ inode: UInt64?) throws(SystemFault) -> String? {
        guard let bytes = try File.bytesIfPresent(at: path) else { return nil }
        let words = String(decoding: bytes, as: UTF8.self).split { $0 == " " || $0 == "\n" }
        guard words.count == 2, words[0].utf8.count == 16,
            inode.map({ words[1] == String($0) }) != false
        else { return nil }
        return String(words[0])
    }
}
