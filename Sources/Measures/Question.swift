public import Notation
import ReferralModel

/// What a report asks: which needs, as of when, followed how long, grouped by what.
public struct Question: Sendable {
    /// A condition on needs: the group that they belong to is one of some.
    public struct Filter: Sendable {
        /// What is looked at.
        public let dimension: Dimension
        /// The groups that are taken in; `(none)` is what has none.
        public let values: [Verbatim]

        /// Reads `KEY=VALUE[,VALUE…]`, values with a comma in quotes as a table has them; `nil` where
        /// there is no `=`, no such dimension, or a quote is not closed.
        public init?(_ text: String) {
            guard let equals = text.firstIndex(of: "="),
                let dimension = Dimension(String(text[..<equals]))
            else { return nil }
            self.dimension = dimension
            let typed = String(text[text.index(after: equals)...])
            var reader = CSVReader(Array(typed.utf8))
            guard let fields = typed.isEmpty ? [] : try? reader.next()?.fields else { return nil }
            values = fields.filter { !$0.isEmpty }.map { Verbatim($0) }
        }

        /// The condition as it is read.
        public var text: String {
            let values = CSVWriter.line(values.map(\.text)).dropLast()
            return "\(dimension.text)=\(String(decoding: values, as: UTF8.self))"
        }

        /// Whether a group is one of them.
        public func admits(_ group: Verbatim?) -> Bool {
            values.contains(group ?? Dimension.none)
        }
    }

    /// What had happened by then counts.
    public var asOf: Instant
    /// The submissions that the cohort takes in.
    public var window: DaySpan
    /// What to group by.
    public var dimension: Dimension?
    /// What needs must fulfil, all of it.
    public var filters: [Filter] = []
    /// How long each need is followed.
    public var followUp: FollowUp?

    /// Asks about all needs as of an instant.
    public init(asOf: Instant, window: DaySpan = DaySpan()) {
        self.asOf = asOf
        self.window = window
    }
}
