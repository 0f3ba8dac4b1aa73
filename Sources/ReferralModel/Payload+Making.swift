public import Notation

extension Payload {
    /// Makes what an event of a type holds of keys and values that somebody gave.
    ///
    /// - `members`: Keys of the type, each with a value of its kind; in any order.
    /// - What it throws: A key that the type does not have, one that is missing, or a value that the
    ///   type does not allow.
    public static func make(
        _ type: EventType,
        of members: [JSONMember]
    ) throws(Refusal) -> Payload {
        for member in members where !type.keys.contains(member.key) {
            throw .unknownKey(Verbatim(member.key), type: type, known: type.keys)
        }
        let bytes = JSONValue.object(members).bytes
        var index = LineIndex()
        let payload: Payload
        do {
            try index.read(bytes.span)
            payload = try Payload(type, bytes.span, index)
        } catch let problem as EventProblem {
            throw .lacks(key: problem.key ?? "", type: type)
        } catch {
            throw .lacks(key: "", type: type)
        }
        try payload.check()
        return payload
    }

    /// Refuses values that the format does not allow under their keys.
    func check() throws(Refusal) {
        switch self {
        case .routed(let payload): try payload.check()
        case .noted(let payload): try payload.check()
        case .notified(let payload): try payload.check()
        case .reminded(let payload): try payload.check()
        case .rated(let payload): try payload.check()
        case .earned(let payload): try payload.check()
        case .rewarded(let payload): try payload.check()
        case .consented(let payload): try payload.check()
        case .spent(let payload): try payload.check()
        default: break
        }
    }
}

extension Refusal {
    /// Refuses a word that is none of those which a key may have.
    static func unless<Word: RawRepresentable & CaseIterable>(
        _ word: Verbatim,
        isOneOf words: Word.Type,
        key: String
    ) throws(Refusal) where Word.RawValue == String {
        guard Word(rawValue: word.text) == nil else { return }
        throw .unknownWord(word, key: key, known: Word.allCases.map { Verbatim($0.rawValue) })
    }
}

extension Money {
    /// Reads an amount and its currency as they stand in an event.
    init?(amount: Verbatim?, currency: Verbatim?) {
        guard let amount, let value = Amount(amount.text), let currency,
            let code = CurrencyCode(currency.text)
        else { return nil }
        self.init(value, code)
    }
}
