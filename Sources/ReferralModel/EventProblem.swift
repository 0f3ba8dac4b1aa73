/// Why a line of a known type is not an event of that type.
struct EventProblem: Error {
    let detail: String
    /// The key that is missing, or has no value of its kind.
    var key: String?
}
