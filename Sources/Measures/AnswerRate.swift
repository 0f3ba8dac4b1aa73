import Notation
import ReferralModel

extension Measure {
    /// Attempts answered, of those answered, ended unanswered, or live past their time.
    static let answerRate = attempts("answer_rate", "attempts answered") { attempt, need, _ in
        attempt.judged(asOf: need.asOf) { _ in true }
    }
}

extension Attempt {
    /// Where an attempt stands among those answered or due; a live one whose time is not over is
    /// open.
    ///
    /// It is all that an instant decides by itself: a card holds until it says otherwise.
    func judged(asOf instant: Instant, _ isAbove: (Answer) -> Bool) -> Judgement {
        let isPast = respondBy.map { $0 < instant } ?? false
        guard let answer else {
            return !isLive || isPast ? .below : .init(.open, "asked, and not answered yet")
        }
        return .when(isAbove(answer))
    }
}
