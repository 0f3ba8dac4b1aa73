import Notation
import SystemPackage

/// Finds lines of a log that was scanned, where they stood then.
public final class LineFinder: Sendable {
    /// How many files are kept open at most: lines that are asked for one after the other mostly stand
    /// in a few.
    private static let width = 32

    private let events: FilePath
    /// The files by the numbers that places have.
    private let names: [String]
    private let open = Shared<[Int: File]>([:])

    init(_ events: FilePath, _ names: [String]) {
        self.events = events
        self.names = names
    }

    /// The line at a place, without its end; `nil` where there is none any more.
    public func line(at place: LinePlace) -> [UInt8]? { file(place.file)?.line(at: place.offset) }

    private func file(_ number: Int) -> File? {
        guard names.indices.contains(number) else { return nil }
        return open.change { open in
            if let file = open[number] { return file }
            if open.count == Self.width { open = [:] }
            let file = try? File(events.appending(names[number]), for: .reading)
            open[number] = file
            return file
        }
    }
}
