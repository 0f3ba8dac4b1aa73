import Measures
import Notation

extension Study<Tallies> {
    /// All that it says.
    var words: [String] {
        let groups = [(key: Verbatim("whole") as Verbatim?, gathered: whole)] + groups
        return groups.flatMap { key, tallies in
            tallies.figures.map { measure, figure in
                guard case .amount(let sums) = figure else {
                    return "\(key as Any) \(measure.name) \(figure)"
                }
                return "\(key as Any) \(measure.name) \(sums.map { "\($0) \($1)" }.sorted())"
            }
        } + oddities.map { "\($0.id) \($0.anomalies)" }
    }
}
