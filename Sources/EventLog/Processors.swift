/// The processors of this machine.
public enum Processors {
    /// How many there are to work with.
    public static var count: Int { SystemCalls.processors }
}
