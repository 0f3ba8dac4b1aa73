extension Document {
    /// The bytes of the document in a form.
    ///
    /// - `width`: The columns that text may take; `nil` where nothing limits it.
    /// - `styled`: Whether titles of text are set off in bold.
    public func rendered(as format: OutputFormat, width: Int?, styled: Bool = false) -> [UInt8] {
        switch format {
        case .text: TextRenderer(width: width, isStyled: styled).render(blocks)
        case .markdown: MarkdownRenderer().render(blocks)
        case .json: json
        case .ndjson: ndjson
        case .csv: csv
        case .tsv: tsv
        }
    }
}
