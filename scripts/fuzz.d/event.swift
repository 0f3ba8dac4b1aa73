import Notation
import ReferralModel

/// Any line: an event or none; what is an event is written and read again the same, and folds, from
/// its brief to the same as from itself.
@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    var events: [Event] = []
    var lines: [[UInt8]] = []
    var briefs = Briefs()
    for line in bytes.split(separator: 0x0A) {
        let line = Array(line)
        var index = LineIndex()
        var strict = JSONObjectIndex()
        let isObject = (try? strict.read(line.span)) != nil
        guard ((try? index.read(line.span)) != nil) == isObject, isSame(index, strict, line.span)
        else { fatalError("the two readers differ") }
        guard isObject,
            let text = index.member(.id)?.string(line.span), let id = ULID(text),
            case .event(let event) = Event.decode(line.span, index, id: id)
        else { continue }
        let written = event.encoded()
        var again = LineIndex()
        guard (try? again.read(written.span)) != nil,
            case .event(let same) = Event.decode(written.span, again, id: id),
            same.encoded() == written
        else { fatalError("what is written is read otherwise") }
        if events.allSatisfy({ $0.id < event.id }) {
            events.append(event)
            briefs.take(line.span, index, id, at: UInt64(lines.count))
            lines.append(line)
        }
    }
    let found = lines
    let book = BriefBook([briefs]) { found[Int($0)] }
    let short = Ledger(book.source)
    var ledger = Ledger(events)
    for referral in ledger.referrals() {
        _ = ledger.conflicts(of: referral)
        _ = ledger.anomalies(of: referral, in: .utc)
        for position in referral.events.indices { _ = referral.standing(of: position) }
        guard let same = short.folded(referral.id), said(same) == said(referral) else {
            fatalError("a brief says otherwise")
        }
    }
    return 0
}

/// Whether both readers found the same member under each key, or neither read the line.
private func isSame(_ index: LineIndex, _ strict: JSONObjectIndex, _ line: Span<UInt8>) -> Bool {
    LineKey.allCases.allSatisfy { key in
        let one = index.member(key)
        let other = strict.members.first { $0.key.decoded(line) == key.word }
        return one?.range == other?.range && one?.kind == other?.kind
            && one?.escaped == other?.escaped
    }
}

/// What figures look at first.
private func said(_ referral: Referral) -> String {
    let course = referral.course
    return "\(referral.isListed) \(course.stage) \(course.phase) \(course.attempts) "
        + "\(course.closing?.payload.outcome as Any) \(referral.told as Any)"
}
