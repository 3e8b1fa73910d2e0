use serde_json::json;

use super::*;

fn text(value: Value) -> String {
    String::from_utf8(canonical(&value)).unwrap()
}

#[test]
fn fields_stand_in_the_order_of_their_utf_16() {
    // The names of the example in RFC 8785, 3.2.3.
    let value = json!({
        "\u{20ac}": "Euro Sign", "\r": "Carriage Return", "\u{fb33}": "Hebrew Letter Dalet With Dagesh", "1": "One",
        "\u{1f600}": "Emoji: Grinning Face", "\u{80}": "Control", "\u{f6}": "Latin Small Letter O With Diaeresis"
    });
    let written = text(value);
    let order = ["Carriage", "One", "Control", "Latin", "Euro", "Emoji", "Hebrew"];
    let places: Vec<_> = order.iter().map(|word| written.find(word).unwrap()).collect();
    assert!(places.is_sorted(), "{written}");
}

#[test]
fn texts_are_escaped_as_little_as_they_can_be() {
    // RFC 8785, 3.2.2.2.
    let value = json!({ "string": "\u{20ac}$\u{f}\nA'B\"\\\\\"/", "literals": [null, true, false, -7] });
    assert_eq!(
        text(value),
        "{\"literals\":[null,true,false,-7],\"string\":\"\u{20ac}$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}"
    );
    assert_eq!(
        text(json!({ "b": { "y": [], "x": {} }, "a": "\u{8}\u{9}\u{c}\u{d}\u{7f}" })),
        "{\"a\":\"\\b\\t\\f\\r\u{7f}\",\"b\":{\"x\":{},\"y\":[]}}"
    );
}
