import EventLog
public import Notation
public import ReferralModel
import SystemPackage

extension LedgerDirectory {
    /// The programme, checked whole.
    ///
    /// - `afresh`: Whether it is made of its file even where an earlier command noted what that says.
    public func programme(afresh: Bool = false) throws(ProjectFault) -> Programme {
        let bytes = try read(programmePath)
        do throws(ProgrammeFault) {
            let programme =
                afresh || snapshot == .off
                ? try ProgrammeFile.read(bytes) : try programme(noted: bytes)
            guard TimeZones.rules(programme.timezone) != nil else {
                throw ProgrammeFault(
                    "no time zone is called \"\(programme.timezone)\"; "
                        + "use an IANA name such as Europe/London",
                    line: programme.timezoneLine
                )
            }
            return programme
        } catch {
            throw .programme(error, file: programmePath.string)
        }
    }

    /// The hash of the programme file, by which a report names its edition.
    public func programmeHash() throws(ProjectFault) -> Digest {
        let bytes = try read(programmePath)
        return Digest(of: bytes.span)
    }

    /// The time zone of a programme's days.
    public func zone(of programme: Programme) -> TimeZoneRules {
        TimeZones.rules(programme.timezone) ?? .utc
    }

    /// The programme that bytes say, as an earlier command noted it; else it is read, and noted.
    ///
    /// The note is `.referral/programme`. To read YAML would be a good part of a short command.
    private func programme(noted bytes: [UInt8]) throws(ProgrammeFault) -> Programme {
        let path = root.appending(".referral").appending("programme")
        let edition = Programme.textsEdition
        let texts = FileNote.texts(of: bytes, edition: edition, at: path)
        if let noted = texts.flatMap({ Programme(texts: $0) }) { return noted }
        let programme = try ProgrammeFile.read(bytes)
        FileNote.note(programme.texts, of: bytes, edition: edition, at: path)
        return programme
    }
}
