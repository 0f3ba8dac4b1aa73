import Dispatch
import Synchronization

/// Works on each part on a thread of its own, and returns the answers in the order of the parts.
public func concurrently<Part: Sendable, Answer: Sendable>(
    over parts: [Part],
    _ work: @Sendable (Part) -> Answer
) -> [Answer] {
    guard parts.count > 1 else { return parts.map(work) }
    let answers = Mutex<[Answer?]>(Array(repeating: nil, count: parts.count))
    DispatchQueue.concurrentPerform(iterations: parts.count) { index in
        let answer = work(parts[index])
        answers.withLock { $0[index] = answer }
    }
    return answers.withLock { $0.compactMap(\.self) }
}

/// Works on runs of parts, each run on a thread of its own, and returns the answers in the order of the
/// runs.
///
/// - `threads`: How many runs there are at most.
/// - `least`: How many parts a thread is worth.
public func concurrently<Part: Sendable, Answer: Sendable>(
    overRunsOf parts: [Part],
    threads: Int,
    atLeast least: Int = 1,
    _ work: @Sendable (ArraySlice<Part>) -> Answer
) -> [Answer] {
    let size = max(least, (parts.count + threads - 1) / threads)
    let runs = stride(from: 0, to: parts.count, by: size).map { start in
        parts[start..<min(parts.count, start + size)]
    }
    return concurrently(over: runs, work)
}

/// Has this thread wait until work is done, which goes on beside it; for the thread that the process began
/// with, since those that Swift shares out are few.
///
/// A tool that answers one question has nothing else to do meanwhile. Were `main` to wait with `await`,
/// its thread would end, and to unwind that takes a static executable as long as the rest of a command.
public func waiting<Answer: Sendable>(for work: @escaping @Sendable () async -> Answer) -> Answer {
    let answer = Shared<Answer?>(nil)
    let isDone = DispatchSemaphore(value: 0)
    Task.detached {
        answer.set(await work())
        isDone.signal()
    }
    isDone.wait()
    // It is there by now; the language does not know it.
    while true { if let answer = answer.value { return answer } }
}

/// A value that is made when it is first asked for; from then on many threads read it without waiting for
/// each other.
public final class MadeOnce<Value: AnyObject & Sendable>: Sendable {
    private let made = AtomicLazyReference<Value>()
    private let make: @Sendable () -> Value

    /// - `make`: Makes the value, always the same: where several threads ask first, one of theirs stays.
    public init(_ make: @escaping @Sendable () -> Value) { self.make = make }

    /// The value.
    public var value: Value { made.load() ?? made.storeIfNil(make()) }
}

/// A value that several threads may set and read.
public final class Shared<Value: Sendable>: Sendable {
    private let held: Mutex<Value>

    /// Begins with a value.
    public init(_ value: Value) { held = Mutex(value) }

    /// The value now.
    public var value: Value { held.withLock { $0 } }

    /// Puts another in its place.
    public func set(_ value: Value) { held.withLock { $0 = value } }

    /// Changes it where it is, while no other thread looks.
    public func change<Answer: Sendable>(_ body: (inout Value) -> Answer) -> Answer {
        held.withLock { value in body(&value) }
    }
}
