//! JSON in its one canonical form (RFC 8785), so that two who sign or check the same value have the same bytes. Pure.

use serde_json::Value;

/// The bytes of a value. Of numbers only whole ones have a form here: amounts are texts in what we sign.
pub fn canonical(value: &Value) -> Vec<u8> {
    let mut text = String::new();
    write(value, &mut text);
    text.into_bytes()
}

fn write(value: &Value, text: &mut String) {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            // By their UTF-16, which is another order than that of the bytes for signs beyond the first plane.
            fields.sort_by_cached_key(|(name, _)| name.encode_utf16().collect::<Vec<_>>());
            text.push('{');
            for ((name, value), at) in fields.into_iter().zip(0..) {
                text.push_str(if at > 0 { "," } else { "" });
                text.push_str(&Value::from(name.as_str()).to_string());
                text.push(':');
                write(value, text);
            }
            text.push('}');
        }
        Value::Array(values) => {
            text.push('[');
            for (value, at) in values.iter().zip(0..) {
                text.push_str(if at > 0 { "," } else { "" });
                write(value, text);
            }
            text.push(']');
        }
        plain => text.push_str(&plain.to_string()),
    }
}

#[cfg(test)]
mod tests;
