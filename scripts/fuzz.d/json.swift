import Notation

/// Any bytes: read or refused, never more; what is read is written and read again the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let value = try? JSONValue(parsing: bytes.span)
    say(value == nil ? "refuses" : "accepts")
    if let value {
        let written = value.bytes
        guard let again = try? JSONValue(parsing: written.span), again == value else {
            fatalError("what is written is read otherwise")
        }
    }
    var index = JSONObjectIndex()
    let isObject = (try? index.read(bytes.span)) != nil
    if case .object? = value {
        guard isObject else { fatalError("one reader takes what the other refuses") }
    } else if isObject {
        fatalError("one reader refuses what the other takes")
    }
    return 0
}
