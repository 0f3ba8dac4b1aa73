import Notation
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Runs a copy of JSONTestSuite's `test_parsing`, where `JSON_TEST_SUITE` names the directory.
@Suite struct JSONSuiteTests {
    static var directory: String? {
        guard let value = unsafe getenv("JSON_TEST_SUITE") else { return nil }
        return unsafe String(cString: value)
    }

    @Test(.enabled(if: directory != nil))
    func `every y file is read and every n file is refused`() throws {
        let directory = try #require(Self.directory)
        var counts = ["y": 0, "n": 0, "i": 0]
        for name in try names(in: directory) where name.hasSuffix(".json") {
            let bytes = try #require(contents(of: directory + "/" + name))
            let isRead = (try? JSONValue(parsing: bytes.span, strictness: .standard)) != nil
            let kind = String(name.prefix(1))
            counts[kind, default: 0] += 1
            if kind == "y" { #expect(isRead, "\(name)") }
            if kind == "n" { #expect(!isRead, "\(name)") }
        }
        #expect(counts["y", default: 0] > 90)
        #expect(counts["n", default: 0] > 180)
    }

    private func names(in directory: String) throws -> [String] {
        guard let stream = unsafe opendir(directory) else { return [] }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            names.append(name)
        }
        return names
    }

    private func contents(of path: String) -> [UInt8]? {
        guard let file = unsafe fopen(path, "rb") else { return nil }
        defer { unsafe fclose(file) }
        var bytes: [UInt8] = []
        while true {
            let byte = unsafe fgetc(file)
            if byte == EOF { return bytes }
            bytes.append(UInt8(truncatingIfNeeded: byte))
        }
    }
}
