import Measures
import Notation

/// What machines and people are told of one figure: `referral-output(5)`.
struct FigureShape {
    /// The columns of a figure's row after `group` and `metric`.
    static let columns = [
        "unit", "population", "value", "numerator", "denominator", "low", "high", "immature",
        "excluded", "open", "count", "mean", "median", "p90", "max",
    ]

    let measure: Measure
    let figure: Figure

    /// The figure as the value of its metric.
    var members: [JSONMember] {
        [
            JSONMember("unit", .string(measure.unit.rawValue)),
            JSONMember("population", .string(measure.population.rawValue)),
        ] + values
    }

    private var values: [JSONMember] {
        switch figure {
        case .count(let count): return [JSONMember("value", .integer(count))]
        case .age(let age): return [JSONMember("value", Seconds.json(age))]
        case .amount(let sums):
            let members = sums.sorted { $0.key < $1.key }.map { sum in
                JSONMember(sum.key.code, .string(sum.value.description))
            }
            return [JSONMember("value", .object(members))]
        case .rate(let rate):
            var members = [
                JSONMember("value", .double(rate.value)),
                JSONMember("numerator", .integer(rate.numerator)),
                JSONMember("denominator", .integer(rate.denominator)),
                JSONMember("low", .double(rate.interval?.low)),
                JSONMember("high", .double(rate.interval?.high)),
                JSONMember("immature", .integer(rate.immature)),
                JSONMember("excluded", .integer(rate.excluded)),
                JSONMember("open", .integer(rate.open)),
            ]
            if let beside = rate.beside {
                members.append(JSONMember(beside.name, .integer(beside.count)))
            }
            return members
        case .duration(let summary):
            return [
                JSONMember("count", .integer(summary.count)),
                JSONMember("excluded", .integer(summary.excluded)),
                JSONMember("mean", Seconds.json(summary.mean)),
                JSONMember("median", Seconds.json(summary.median)),
                JSONMember("p90", Seconds.json(summary.p90)),
                JSONMember("max", Seconds.json(summary.max)),
            ]
        }
    }

    /// The figure as people read it in one cell.
    var words: String {
        switch figure {
        case .count(let count): "\(count)"
        case .age(let age): Seconds.words(age)
        case .amount(let sums): Self.words(sums)
        case .rate(let rate): Self.percent(rate.value)
        case .duration(let summary): Seconds.words(summary.median)
        }
    }

    /// Money as people read it.
    static func words(_ sums: [CurrencyCode: Amount]) -> String {
        sums.isEmpty ? "—" : parts(sums).joined(separator: " + ")
    }

    /// Money as people read it, each currency by itself.
    static func parts(_ sums: [CurrencyCode: Amount]) -> [String] {
        sums.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    }

    /// A share as people read it: `8.5 %`, `—` over nothing.
    static func percent(_ share: Double?) -> String {
        guard let share else { return "—" }
        let tenths = Int((share * 1000).rounded(.toNearestOrEven))
        return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
    }
}
