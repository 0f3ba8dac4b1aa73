import EventLog
import SystemPackage
import Testing

/// The structure that the design sets down, held against the files.
@Suite struct ArchitectureTests {
    /// What each module may import beside the standard library and, where bytes meet the system,
    /// the C library.
    static let table: [String: Set<String>] = [
        "referral": ["ReferralCommands"],
        "ReferralCommands": [
            "Project", "Reports", "EventLog", "Rendering", "ReferralModel", "Notation",
            "ArgumentParser", "SystemPackage", "Subprocess",
        ],
        "Project": ["EventLog", "ReferralModel", "Notation", "Yams", "SystemPackage"],
        "Reports": ["Rendering", "Measures", "ReferralModel", "Notation"],
        "Rendering": ["Notation"],
        "Measures": ["ReferralModel", "Notation"],
        "ReferralModel": ["Notation"],
        "EventLog": ["Notation", "SystemPackage"],
        "Notation": ["Crypto"],
    ]

    /// The one file of a module in which pointers are handled.
    static let unsafeFiles = [
        "EventLog/SystemCalls.swift", "Notation/Digest.swift", "Notation/EightBytes.swift",
        "ReferralCommands/Machine.swift",
    ]

    /// The files that may import Foundation, what threads need, and the C library.
    static let foundation = ["Project/TimeZones.swift"]
    static let threads = ["Notation/Concurrency.swift"]
    static let cLibrary = [
        "EventLog/SystemCalls.swift", "EventLog/File.swift", "EventLog/Directory.swift",
        "ReferralCommands/Machine.swift",
    ]

    static let root = FilePath(#filePath).removingLastComponent().removingLastComponent()
        .removingLastComponent()

    /// Every Swift file below a directory, by its path from there.
    static func files(in directory: FilePath, below prefix: String = "") throws -> [String] {
        try Directory.names(in: directory).flatMap { name -> [String] in
            let path = directory.appending(name)
            if try File.identity(at: path)?.kind == .directory {
                return try files(in: path, below: prefix + name + "/")
            }
            return name.hasSuffix(".swift") ? [prefix + name] : []
        }
    }

    static func lines(of file: String, in directory: String) throws -> [Substring] {
        let bytes = try File.bytes(at: root.appending(directory).pushing(FilePath(file)))
        return String(decoding: bytes, as: UTF8.self).split(
            separator: "\n",
            omittingEmptySubsequences: false
        )
    }

    static func sources() throws -> [String] { try files(in: root.appending("Sources")) }

    @Test func `each module imports only what its row names`() throws {
        let sources = try Self.sources()
        #expect(sources.count > 100)
        for file in sources {
            let module = String(file.prefix { $0 != "/" })
            let allowed = try #require(Self.table[module], "no row for \(module)")
            for line in try Self.lines(of: file, in: "Sources") {
                guard let name = Self.imported(by: line) else { continue }
                switch name {
                case "Foundation": #expect(Self.foundation.contains(file), "\(file): \(line)")
                case "Dispatch", "Synchronization":
                    #expect(Self.threads.contains(file), "\(file): \(line)")
                case "Glibc", "Darwin": #expect(Self.cLibrary.contains(file), "\(file): \(line)")
                default: #expect(allowed.contains(name), "\(file): \(line)")
                }
            }
        }
    }

    /// The module that a line imports, with whatever access and attributes, whole or in part.
    static func imported(by line: Substring) -> String? {
        let words = line.split(separator: " ")
        let before = ["public", "package", "internal", "fileprivate", "private"]
        let kinds = ["struct", "class", "enum", "protocol", "typealias", "func", "let", "var"]
        guard let keyword = words.firstIndex(of: "import"),
            words[..<keyword].allSatisfy({ $0.hasPrefix("@") || before.contains(String($0)) })
        else { return nil }
        let named = words[(keyword + 1)...].drop { kinds.contains(String($0)) }
        return named.first.map { String($0.prefix { $0 != "." }) }
    }

    @Test func `an import is seen however it is written`() {
        #expect(Self.imported(by: "import Notation") == "Notation")
        #expect(Self.imported(by: "internal import Foundation") == "Foundation")
        #expect(
            Self.imported(by: "@preconcurrency public import struct Foundation.Date")
                == "Foundation"
        )
        #expect(Self.imported(by: "/// import Foundation") == nil)
        #expect(Self.imported(by: "    important(x)") == nil)
    }

    @Test func `no file is longer than 400 lines`() throws {
        for directory in ["Sources", "Tests"] {
            for file in try Self.files(in: Self.root.appending(directory)) {
                let count = try Self.lines(of: file, in: directory).count
                #expect(count <= 400, "\(directory)/\(file) has \(count) lines")
            }
        }
    }

    @Test func `tests hold what is public`() throws {
        for file in try Self.files(in: Self.root.appending("Tests")) {
            for line in try Self.lines(of: file, in: "Tests") {
                #expect(!line.hasPrefix("@testable"), "\(file)")
            }
        }
    }

    @Test func `pointers are handled in one file a module`() throws {
        for file in try Self.sources() where !Self.unsafeFiles.contains(file) {
            for line in try Self.lines(of: file, in: "Sources") {
                let comment = line.firstRange(of: "//")?.lowerBound ?? line.endIndex
                let code = line[..<comment]
                #expect(!code.contains("unsafe "), "\(file): \(line)")
            }
        }
    }

    @Test func `nothing traps on purpose`() throws {
        let traps = [
            "fatalError(", "preconditionFailure(", "precondition(", "assert(", "assertionFailure(",
            "try!", "as! ", "unowned(unsafe)",
        ]
        for file in try Self.sources() {
            for line in try Self.lines(of: file, in: "Sources") {
                #expect(!traps.contains { line.contains($0) }, "\(file): \(line)")
            }
        }
    }
}
