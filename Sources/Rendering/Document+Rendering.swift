extension Document {
    /// The bytes of the document in a form.
    ///
    /// - `width`: The columns that text may take; `nil` where nothing limits it.
    public func rendered(as format: OutputFormat, width: Int?) -> [UInt8] {
        switch format {
        case .text: TextRenderer(width: width).render(blocks)
        case .markdown: MarkdownRenderer().render(blocks)
        case .json: json
        case .ndjson: ndjson
        case .csv: csv
        case .tsv: tsv
        }
    }
}
