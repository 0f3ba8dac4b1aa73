import ReferralCommands

/// The tool: what the commands do is in ReferralCommands.
@main
enum Tool {
    static func main() {
        Start.main()
    }
}
