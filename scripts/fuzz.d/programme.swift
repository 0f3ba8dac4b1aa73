import Project
import ReferralModel

/// Any bytes as a programme file: a sound programme, or a fault with its line.
@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let programme = try? ProgrammeFile.read(bytes) else { return 0 }
    for stage in programme.stages { _ = programme.targets(from: stage.name) }
    _ = programme.entryStage
    _ = programme.assignedStage
    return 0
}
