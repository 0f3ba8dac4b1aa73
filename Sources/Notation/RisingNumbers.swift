/// Numbers that mostly rise by little from one to the next, each kept as its step from the one
/// before it.
///
/// Every 32nd is kept whole, and so is one whose step does not fit.
public struct RisingNumbers<Step: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
    private static var length: Int { 32 }

    private var steps: [Step] = []
    /// Every 32nd number, from the first on.
    private var whole: [UInt64] = []
    /// The numbers whose step does not fit, which has the highest step instead.
    private var leaps: [(index: Int, number: UInt64)] = []
    private var last: UInt64 = 0

    /// Begins with no numbers.
    public init() {}

    /// Sets room aside for so many numbers.
    public mutating func reserveCapacity(_ count: Int) {
        steps.reserveCapacity(count)
        whole.reserveCapacity(count / Self.length + 1)
    }

    /// Adds a number.
    public mutating func append(_ number: UInt64) {
        let index = steps.count
        if index % Self.length == 0 {
            whole.append(number)
            steps.append(0)
        } else if number >= last, number - last < UInt64(Step.max) {
            steps.append(Step(truncatingIfNeeded: number - last))
        } else {
            leaps.append((index, number))
            steps.append(.max)
        }
        last = number
    }

    /// The number at an index.
    public subscript(index: Int) -> UInt64 {
        let start = index / Self.length
        var number = whole[start]
        var place = start * Self.length
        while place < index {
            place += 1
            let step = steps[place]
            number = step == .max ? leap(at: place) : number + UInt64(step)
        }
        return number
    }

    private func leap(at index: Int) -> UInt64 {
        var (low, high) = (0, leaps.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if leaps[middle].index <= index { low = middle } else { high = middle }
        }
        return leaps[low].number
    }
}
