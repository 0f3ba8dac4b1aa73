import Notation
import ReferralModel
import Testing

/// The wire form of every type that has one.
@Suite struct EventTests {
    static let lines = [
        #""type":"ledger","time":"2026-03-01T09:30:00Z","actor":"ana","role":"coordinator","v":1,"name":"clinic""#,
        #""type":"submitted","ref":"R-7K3F2QX9AB","time":"2026-03-01T12:00:00Z","actor":"P-0123456789ABCDEF","role":"coordinator","precision":"day","clock":"2026-03-01T09:30:00.123Z","tags":{"team":"blue"},"stage":"requested","referrer":"clinic","subject":"P-0123456789ABCDEF","service":"housing","priority":"urgent","channel":"web","source":"a","campaign":"b","code":"c","segment":"d","incentive":"e","language":"pt","value":"1.50","currency":"EUR","key":"17","system":"emr","household":"P-0123456789ABCDEF","people":3,"follows":"R-0000000001","parent":"R-0000000002","document":"urn:x","sealed":{"need":"abc","location":"def"}"#,
        #""type":"routed","ref":"R-7K3F2QX9AB","time":"2026-03-01T09:30:00Z","actor":"ana","role":"coordinator","once":"monday","after":"01JQ3ZK5V0T3M8N6Q4R2S1XWYZ","was":"requested","stage":"sent","provider":"harbor","rule":"named","respond_by":"2026-03-04T17:00:00Z","score":820,"considered":3"#,
        #""type":"moved","ref":"R-7K3F2QX9AB","time":"2026-03-01T09:30:00Z","actor":"ana","role":"provider","after":"01JQ3ZK5V0T3M8N6Q4R2S1XWYZ","was":"sent","stage":"declined","phase":"new","effect":"declined","reason":"no-capacity","note":"n","scheduled_for":"2026-04-01","expected_by":"2026-05-01","document":"urn:x""#,
        #""type":"noted","ref":"R-7K3F2QX9AB","time":"2026-03-01T09:30:00Z","actor":"ana","role":"provider","text":"t","kind":"contact","party":"subject","channel":"phone","result":"no-answer","done":1,"planned":6,"document":"urn:x""#,
        #""type":"closed","ref":"R-7K3F2QX9AB","time":"2026-03-01T09:30:00Z","actor":"ana","role":"provider","after":"01JQ3ZK5V0T3M8N6Q4R2S1XWYZ","was":"accepted","outcome":"need-met","class":"success","reason":"r","feedback":"f","told":true,"value":"20.00","currency":"USD","duplicate_of":"R-0000000001","document":"urn:x""#,
        #""type":"reopened","ref":"R-7K3F2QX9AB","time":"2026-03-01T09:30:00Z","actor":"ana","role":"coordinator","after":"01JQ3ZK5V0T3M8N6Q4R2S1XWYZ","stage":"requested","phase":"new","reason":"r""#,
        #""type":"amended","ref":"R-7K3F2QX9AB","time":"2026-03-01T09:30:00Z","actor":"ana","role":"coordinator","target":"01JQ3ZK5V0T3M8N6Q4R2S1XWYZ","changes":{"service":"food","need":null,"sealed":{"note":"abc"}},"reason":"r""#,
        #""type":"voided","ref":"R-7K3F2QX9AB","time":"2026-03-01T09:30:00Z","actor":"ana","role":"coordinator","reason":"r""#,
        #""type":"undone","ref":"R-7K3F2QX9AB","time":"2026-03-01T09:30:00Z","actor":"ana","role":"coordinator","target":"01JQ3ZK5V0T3M8N6Q4R2S1XWYZ","reason":"r""#,
        #""type":"notified","ref":"R-7K3F2QX9AB","time":"2026-03-01T09:30:00Z","actor":"ana","role":"coordinator","about":"01JQ3ZK5V0T3M8N6Q4R2S1XWYZ","recipient":"clinic","message":"closure","via":"phone","status":"sent","attempt":1,"document":"urn:x""#,
        #""type":"acknowledged","ref":"R-7K3F2QX9AB","time":"2026-03-01T09:30:00Z","actor":"ana","role":"referrer","about":"01JQ3ZK5V0T3M8N6Q4R2S1XWYZ""#,
        #""type":"linked","time":"2026-03-01T09:30:00Z","actor":"ana","role":"system","person":"P-0123456789ABCDEF","alias":"P-0123456789ABCDEG","reason":"r""#,
        #""type":"settled","ref":"R-7K3F2QX9AB","time":"2026-03-01T09:30:00Z","actor":"ana","role":"coordinator","conflicts":["01JQ3ZK5V0T3M8N6Q4R2S1XWYZ"]"#,
        #""type":"erased","time":"2026-03-01T09:30:00Z","actor":"ana","role":"coordinator","person":"P-0123456789ABCDEF""#,
    ].map { "{\"id\":\"01JQ3ZK5V0T3M8N6Q4R2S1XWYY\"," + $0 + "}" }

    @Test(arguments: lines) func `what is read is written again byte for byte`(line: String) throws
    {
        #expect(String(decoding: try Lines.decode(line).encoded(), as: UTF8.self) == line)
    }

    @Test(arguments: lines) func `the order of keys and white space do not matter`(line: String)
        throws
    {
        guard case .object(let members) = try JSONValue(parsing: line) else {
            Issue.record("no object: \(line)")
            return
        }
        let turned =
            "{ "
            + members.reversed().map { member in
                String(decoding: JSONValue.string(member.key).bytes, as: UTF8.self) + " :\t"
                    + String(decoding: member.value.bytes, as: UTF8.self)
            }.joined(separator: " , ") + " }"
        let read = String(decoding: try Lines.decode(turned).encoded(), as: UTF8.self)
        guard case .object(let again) = try JSONValue(parsing: read) else {
            Issue.record("no object: \(read)")
            return
        }
        #expect(Set(again.map(\.key)) == Set(members.map(\.key)))
        #expect(
            again.map(\.key).filter { $0 != "tags" } == members.map(\.key).filter { $0 != "tags" }
        )
    }

    @Test(arguments: EventType.allCases) func `every type of the table is known`(type: EventType)
        throws
    {
        let keys =
            #""after":"\#(Lines.id(1))","target":"\#(Lines.id(1))","about":"\#(Lines.id(1))","was":"a","stage":"a","phase":"new","referrer":"a","subject":"a","service":"a","priority":"a","provider":"a","outcome":"a","class":"success","changes":{},"recipient":"a","message":"a","status":"a","person":"a","alias":"b","v":1"#
            + #","clock_name":"a","due":"a","level":1,"rater":"a","score":1,"low":0,"high":2,"channel":"a""#
            + #","amount":"1","currency":"EUR","kind":"first","rule":"a","earned_by":"\#(Lines.id(1))""#
            + #","granted":true,"scope":"a","basis":"a","campaign":"a""#
        #expect(try Lines.event(1, type.rawValue, keys).type == type)
    }

    @Test(arguments: EventType.allCases) func `keys are written in the order of the table`(
        type: EventType
    ) throws {
        // Every key of the type, each with a value that some type may have there.
        let known: [String: String] = [
            "v": "1", "attempt": "1", "level": "1", "score": "3", "low": "1", "high": "5",
            "done": "1", "planned": "2", "people": "2", "considered": "4", "granted": "true",
            "told": "true", "changes": "{}", "conflicts": "[]", "phase": #""new""#,
            "effect": #""none""#, "class": #""success""#, "duplicate_of": #""R-0000000002""#,
            "follows": #""R-0000000002""#, "parent": #""R-0000000002""#,
            "respond_by": #""2026-03-01T00:00:00Z""#,
        ]
        let ids: Set = ["after", "target", "about", "earned_by"]
        let written = type.keys.map { key in
            #""\#(key)":"# + (known[key] ?? (ids.contains(key) ? #""\#(Lines.id(1))""# : #""x""#))
        }
        let event = try Lines.event(2, type.rawValue, written.reversed().joined(separator: ","))
        let object = try JSONValue(parsing: String(decoding: event.encoded(), as: UTF8.self))
        guard case .object(let members) = object else {
            Issue.record("no object of \(type)")
            return
        }
        #expect(members.map(\.key).suffix(type.keys.count) == type.keys[...])
    }

    @Test func `what a type must have is missed`() {
        #expect(throws: Lines.Unreadable.self) { try Lines.event(1, "moved", #""stage":"a""#) }
        #expect(throws: Lines.Unreadable.self) { try Lines.event(1, "closed", #""outcome":"a""#) }
        #expect(throws: Lines.Unreadable.self) { try Lines.event(1, "celebrated") }
    }

    @Test func `private texts are sealed, and codes of the programme are not`() throws {
        let event = try Lines.event(
            1,
            "moved",
            #""tags":{"a":"x","b":"y"},"after":"\#(Lines.id(1))","was":"a","stage":"b","phase":"new","reason":"r","note":"n""#
        )
        var kept: [String] = []
        let sealed = event.sealing(["note", "tags.a", "reason"]) { key, text in
            kept.append("\(key)=\(text)")
            return "hash"
        }
        #expect(kept.sorted() == ["note=n", "reason=r", "tags.a=x"])
        let text = String(decoding: sealed.object, as: UTF8.self)
        #expect(text.hasSuffix(#""sealed":{"tags.a":"hash","reason":"hash","note":"hash"}}"#))
        #expect(text.contains(#""tags":{"b":"y"}"#))
    }

    @Test func `a referral's name comes from its key, the same everywhere`() {
        #expect(ReferralID(system: "emr", key: "17") == ReferralID(system: "emr", key: "17"))
        #expect(ReferralID(system: nil, key: "17") != ReferralID(system: "emr", key: "17"))
        #expect(ReferralID(system: "olist", key: "x").description.utf8.count == 12)
        #expect(ReferralID("R-7K3F2QX9AB")?.description == "R-7K3F2QX9AB")
        #expect(ReferralID("R-7K3F2QX9AU") == nil)
    }
}
