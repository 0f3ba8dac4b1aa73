import Notation

/// `providers.csv`, the directory of those that referrals can be routed to.
///
/// ```
/// id,name,services,email,phone
/// harbor-housing,Harbor Housing,housing;legal,intake@harbor.example,555-0101
/// ```
enum ProviderFile {
    static let columns = ["id", "name", "services", "email", "phone"]

    static func read(_ bytes: [UInt8], file: String) throws(ProjectFault) -> [Provider] {
        if let division = CSVDivision(inFirstLineOf: bytes) {
            throw .line(
                file: file,
                line: 1,
                problem: "the columns are divided by \(division.rawValue), not by commas"
            )
        }
        var reader = CSVReader(bytes)
        guard let header = try record(&reader, file) else { return [] }
        // A spreadsheet may write columns that nothing stands in.
        let named = header.fields.map(\.trimmed)
        for (index, column) in named.enumerated() where !column.isEmpty {
            guard columns.contains(column) else {
                throw .line(
                    file: file,
                    line: header.line,
                    problem: "no column is called \"\(column)\"; they are "
                        + columns.joined(separator: ", ")
                )
            }
            guard !named[..<index].contains(column) else {
                throw .line(
                    file: file,
                    line: header.line,
                    problem: "two columns are called \"\(column)\""
                )
            }
        }
        guard named.contains("id") else {
            throw .line(file: file, line: header.line, problem: "there is no column \"id\"")
        }
        var providers: [Provider] = []
        while let record = try record(&reader, file) {
            guard !record.fields.allSatisfy(\.trimmed.isEmpty) else { continue }
            guard record.fields.count == named.count else {
                throw .line(
                    file: file,
                    line: record.line,
                    problem: "\(record.fields.count) fields under \(named.count) columns"
                )
            }
            var values: [String: String] = [:]
            for (column, field) in zip(named, record.fields) {
                guard !column.isEmpty || field.trimmed.isEmpty else {
                    throw .line(
                        file: file,
                        line: record.line,
                        problem: "a value stands under a column without a name"
                    )
                }
                values[column] = field.trimmed
            }
            guard let id = values["id"], Handle.isValid(id) else {
                throw .line(
                    file: file,
                    line: record.line,
                    problem: "the id should be a handle of letters, digits, . _ and -"
                )
            }
            guard !providers.contains(where: { $0.id == Verbatim(id) }) else {
                throw .line(
                    file: file,
                    line: record.line,
                    problem: "\(id) stands here a second time"
                )
            }
            providers.append(
                Provider(id: Verbatim(id), services: services(values["services"] ?? ""))
            )
        }
        return providers
    }

    /// The services of a field, divided by semicolons and perhaps blanks.
    private static func services(_ field: String) -> [String] {
        field.split(separator: ";").map { String($0).trimmed }.filter { !$0.isEmpty }
    }

    private static func record(
        _ reader: inout CSVReader,
        _ file: String
    ) throws(ProjectFault) -> (line: Int, fields: [String])? {
        do throws(CSVFault) {
            return try reader.next()
        } catch {
            throw .line(file: file, line: error.line, problem: error.problem)
        }
    }
}
