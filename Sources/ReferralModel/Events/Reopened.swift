public import Notation

/// `reopened`: a closed referral is taken up again; its own clock never restarted.
///
/// `{…,"type":"reopened",…,"after":"01JQ…","stage":"requested","phase":"new"}`
public struct Reopened: Sendable, Equatable {
    /// The closing that it takes back.
    public var after: ULID
    /// The stage that it enters.
    public var stage: Verbatim
    /// The phase of that stage.
    public var phase: Phase
    /// Why; kept sealed.
    public var reason: Verbatim?

    var deciding: [Verbatim?] { [stage, Verbatim(phase.rawValue)] }

    init(_ line: Span<UInt8>, _ index: JSONObjectIndex) throws(EventProblem) {
        after = try index.needEventID("after", line)
        stage = try index.need("stage", line)
        phase = try index.needWord("phase", line)
        reason = index.text("reason", line)
    }

    func encode(to writer: inout JSONObjectWriter) {
        writer.string("after", after.description)
        writer.string("stage", stage.text)
        writer.string("phase", phase.rawValue)
        writer.string("reason", reason?.text)
    }

    /// Opens the need again; into a live phase, the last attempt with it.
    func take(effect course: inout Course, at moment: Moment) {
        course.reopen(phase)
        course.enter(stage, phase, at: moment)
    }
}
