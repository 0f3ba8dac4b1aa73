import Notation

/// Any bytes as CSV: records or a fault; records are written and read again the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let records = try? read(bytes) else { return 0 }
    let written = records.flatMap { CSVWriter.line($0) }
    guard let again = try? read(written), again == records else {
        fatalError("what is written is read otherwise")
    }
    return 0
}

private func read(_ bytes: [UInt8]) throws -> [[String]] {
    var reader = CSVReader(bytes)
    var records: [[String]] = []
    while let record = try reader.next() { records.append(record.fields) }
    return records
}
