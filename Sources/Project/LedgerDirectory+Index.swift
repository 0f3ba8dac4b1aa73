public import EventLog
public import Notation
public import ReferralModel

extension LedgerDirectory {
    /// The log, of which single referrals are found without reading the rest.
    ///
    /// - `acknowledged`: A line that the log should hold.
    public func indexed(holding acknowledged: Digest? = nil) throws(ProjectFault) -> IndexedLog {
        let log = try ProjectFault.wrapping { () throws(SystemFault) in
            try index(holding: acknowledged)
        }
        log.note()
        return log
    }

    /// Where the events of a type, recorded since an instant, stand in the log.
    ///
    /// - Returns: `nil` where the log must be read whole: it is damaged, or an event stands twice.
    public func places(
        of type: EventType?,
        since earliest: Instant?
    ) throws(ProjectFault) -> LinePlaces? {
        try ProjectFault.wrapping { () throws(SystemFault) in
            try LinePlaces(of: events, threads: threads) { line, index, id in
                if let type, index.member(.type)?.string(line) != type.rawValue {
                    return false
                }
                guard let earliest else { return true }
                guard index.member(.clock) != nil,
                    case .event(let event) = Event.decode(line, index, id: id)
                else { return id.time >= earliest }
                return event.recorded >= earliest
            }
        }
    }

    /// Whether commands are to find single referrals in the log, rather than to read it whole.
    public func findsReferrals() throws(ProjectFault) -> Bool {
        switch snapshot {
        case .off: false
        case .sparing: try logState().values.reduce(0) { $0 + $1.size } > IndexedLog.tailSize
        case .always: true
        }
    }

    /// The log as ``indexed(holding:)`` has it, if an earlier command noted where its lines are.
    public func noted(holding acknowledged: Digest?) throws(ProjectFault) -> IndexedLog? {
        if case .always = snapshot { return try indexed(holding: acknowledged) }
        return try ProjectFault.wrapping { () throws(SystemFault) in
            try IndexedLog(
                noted: root,
                acknowledged: acknowledged,
                using: snapshot,
                threads: threads,
                file: Self.filing
            )
        }
    }

    /// - `wholly`: Whether every line must be known, and not only those that are new.
    func index(holding acknowledged: Digest?, wholly: Bool = false)
        throws(SystemFault) -> IndexedLog
    {
        try IndexedLog(
            of: root,
            acknowledged: acknowledged,
            using: wholly ? .off : snapshot,
            threads: threads,
            file: Self.filing
        )
    }

    /// Under what a line of the log is found: its referral, the end of its id, and the persons that
    /// it names.
    ///
    /// Of the persons all subjects are taken, and else pseudonyms: a handle is never asked for.
    @Sendable
    private static func filing(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        _ id: ULID
    ) -> Filing {
        var words = [id.ending]
        if let changes = index.member(.changes), changes.kind == .object {
            let object = line.extracting(changes.range)
            var changed = LineIndex()
            if (try? changed.read(object)) != nil { words += persons(object, changed) }
        }
        words += persons(line, index)
        let key = index.member(.ref)?.read(line) { ReferralID($0) }?.bits
        return Filing(key: key, words: words)
    }

    private static let persons: [LineKey] = [
        .subject, .referrer, .recipient, .household, .person, .alias,
    ]

    private static func persons(_ object: Span<UInt8>, _ index: LineIndex) -> [UInt64] {
        persons.compactMap { key in
            guard let member = index.member(key), member.kind == .string else { return nil }
            let range = member.range
            guard
                key == .subject || member.escaped
                    || range.count == 18 && object[range.lowerBound] == UInt8(ascii: "P")
            else { return nil }
            return member.string(object).map { Fingerprint.of($0) }
        }
    }
}

extension ULID {
    /// What ids lead to that end with the same six characters, which people go by.
    fileprivate var ending: UInt64 {
        Fingerprint.of(number: UInt64(truncatingIfNeeded: value) & (1 << 30 - 1))
    }
}

extension IndexedLog {
    /// The referrals of which something has come since an earlier command noted where lines are.
    public var recent: [ReferralID] { recentKeys.map { ReferralID(bits: $0) } }

    /// The state, of which single referrals are read when they are asked for.
    public var ledger: Ledger { Ledger(source) }

    /// Where a state finds the events of the log.
    var source: EventSource {
        EventSource(
            events: { id in
                Self.events(self.lines(of: id.bits))
            },
            names: { range in
                self.keys(range.lowerBound.bits...range.upperBound.bits)
                    .map { ReferralID(bits: $0) }
            },
            referrals: { person in
                self.keys(naming: Fingerprint.of(person.text))
                    .map { ReferralID(bits: $0) }
            },
            ending: { id in
                self.keys(naming: id.ending).map { ReferralID(bits: $0) }
            },
            general: { Self.events(self.lines(of: nil)) }
        )
    }

    private static func events(_ lines: [Line]) -> [Event] {
        var index = LineIndex()
        return lines.compactMap { line in
            guard case .event(let event)? = Event.read(line.bytes.span, &index) else {
                return nil
            }
            return event
        }
    }
}
