import Notation
import ReferralModel

/// Any line: an event or none; what is an event is written and read again the same, and folds.
@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    var events: [Event] = []
    for line in bytes.split(separator: 0x0A) {
        let line = Array(line)
        var index = JSONObjectIndex()
        guard (try? index.read(line.span)) != nil,
            let text = index.member("id", in: line.span)?.string(line.span), let id = ULID(text),
            case .event(let event) = Event.decode(line.span, index, id: id)
        else { continue }
        let written = event.encoded()
        var again = JSONObjectIndex()
        guard (try? again.read(written.span)) != nil,
            case .event(let same) = Event.decode(written.span, again, id: id),
            same.encoded() == written
        else { fatalError("what is written is read otherwise") }
        if events.allSatisfy({ $0.id < event.id }) { events.append(event) }
    }
    var ledger = Ledger(events)
    for referral in ledger.referrals() {
        _ = ledger.conflicts(of: referral)
        _ = ledger.anomalies(of: referral, in: .utc)
        for position in referral.events.indices { _ = referral.standing(of: position) }
    }
    return 0
}
