import Measures
public import Notation
public import ReferralModel
public import Rendering

extension ReportRequest {
    /// What a report of notes came to.
    public enum Noted: Sendable {
        /// The report.
        case document(Document)
        /// The notes do not answer this; the ledger must be looked at whole.
        case passed
        /// They do not answer this, and others should be made.
        case outdated
    }

    /// The report, of what was noted of needs.
    ///
    /// - `columns`: What ``notes(of:without:asOf:in:threads:)`` made.
    /// - `recent`: The referrals of which something was recorded since.
    /// - `ledger`: The state, of which single referrals are looked at.
    /// - `threads`: How many are to share the work.
    public func document(
        noted columns: any ColumnSource,
        and recent: [ReferralID],
        of ledger: Ledger,
        _ heading: SummaryReport.Heading,
        _ setting: Setting,
        threads: Int
    ) -> Noted {
        guard measure == nil else { return .passed }
        do throws(Cards.Unfit) {
            let study = try Study(
                tallying: Cards(columns),
                and: recent,
                of: ledger,
                question,
                in: setting.zone,
                threads: threads
            )
            return .document(
                SummaryReport(study, heading, question, setting).document(threads: threads)
            )
        } catch {
            return error == .other ? .passed : .outdated
        }
    }

    /// Notes of a ledger's needs, for reports to come.
    ///
    /// - `recent`: The referrals of which nothing is noted.
    /// - `asOf`: The instant that most of these reports will be of, or be after.
    /// - `threads`: How many are to share the work.
    public static func notes(
        of ledger: Ledger,
        without recent: [ReferralID],
        asOf: Instant,
        in zone: TimeZoneRules,
        threads: Int
    ) -> Columns {
        Cards.columns(of: ledger, without: recent, asOf: asOf, in: zone, threads: threads)
    }
}
