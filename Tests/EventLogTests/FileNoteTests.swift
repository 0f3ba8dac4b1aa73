import EventLog
import SystemPackage
import Testing

/// What was made of a file is taken for that file alone, and only as it was noted.
@Suite struct FileNoteTests {
    static let source = Array("programme: small\n".utf8)
    static let texts = ["small", "", "größer", "1"]

    private func noted(_ body: (FilePath) throws -> Void) throws {
        let scratch = try Scratch()
        let path = scratch.root.appending("note")
        FileNote.note(Self.texts, of: Self.source, edition: 7, at: path)
        try body(path)
    }

    private func texts(_ path: FilePath) -> [String]? {
        FileNote.texts(of: Self.source, edition: 7, at: path)
    }

    @Test func `texts are found again for the same bytes, and for no others`() throws {
        try noted { path in
            #expect(texts(path) == Self.texts)
            #expect(FileNote.texts(of: Self.source + [0x0A], edition: 7, at: path) == nil)
            #expect(FileNote.texts(of: Self.source.dropLast(), edition: 7, at: path) == nil)
            #expect(FileNote.texts(of: [], edition: 7, at: path) == nil)
            #expect(FileNote.texts(of: Self.source, edition: 8, at: path) == nil)
            FileNote.note(["new"], of: [1, 2], edition: 7, at: path)
            #expect(texts(path) == nil)
            #expect(FileNote.texts(of: [1, 2], edition: 7, at: path) == ["new"])
        }
    }

    @Test func `a note that is cut or has a bit turned is none`() throws {
        try noted { path in
            let bytes = try File.bytes(at: path)
            for count in bytes.indices {
                try File.replace(path, with: Array(bytes[..<count]), mode: 0o600)
                #expect(texts(path) == nil, "\(count) bytes")
            }
            for bit in 0..<(bytes.count * 8) {
                var turned = bytes
                turned[bit / 8] ^= 1 << UInt8(bit % 8)
                try File.replace(path, with: turned, mode: 0o600)
                #expect(texts(path) == nil, "bit \(bit)")
            }
            try File.replace(path, with: bytes, mode: 0o600)
            #expect(texts(path) == Self.texts)
        }
    }

    @Test func `where nothing can be written nothing is said`() throws {
        let scratch = try Scratch()
        let path = scratch.root.appending("missing").appending("note")
        FileNote.note(Self.texts, of: Self.source, edition: 7, at: path)
        #expect(texts(path) == nil)
    }
}
