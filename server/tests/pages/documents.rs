//! Reading a page as a test needs it: tags and their attributes, found by their text.

/// The values of `attribute="…"` in every tag `<name …>` of the document, as they are written.
pub fn attributes<'a>(html: &'a str, tag: &str, attribute: &str) -> Vec<&'a str> {
    let marked = format!(" {attribute}=\"");
    tags(html, tag)
        .filter_map(|text| {
            let begin = text.find(&marked)? + marked.len();
            Some(&text[begin..begin + text[begin..].find('"')?])
        })
        .collect()
}

/// Every tag of this name, from `<` to `>`; with the name `""` every tag that opens an element.
pub fn tags<'a>(html: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    let begin = format!("<{name}");
    let whole: Vec<_> = html
        .match_indices(&begin)
        .filter_map(|(at, _)| {
            let rest = &html[at..];
            let next = rest[begin.len()..].chars().next()?;
            let is_tag =
                if begin == "<" { next.is_ascii_alphabetic() } else { matches!(next, ' ' | '>' | '/') };
            is_tag.then(|| &rest[..=end_of_tag(rest)])
        })
        .collect();
    whole.into_iter()
}

/// Where the tag ends: the first `>` outside of quotes.
fn end_of_tag(text: &str) -> usize {
    let mut quoted = false;
    for (at, sign) in text.char_indices() {
        match sign {
            '"' => quoted = !quoted,
            '>' if !quoted => return at,
            _ => {}
        }
    }
    text.len() - 1
}

/// Names of the attributes of a tag.
pub fn attribute_names(tag: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut word = String::new();
    let mut quoted = false;
    for sign in tag.chars().skip(1) {
        match sign {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '=' | ' ' | '>' | '/' | '\n' => {
                names.push(std::mem::take(&mut word));
            }
            sign => word.push(sign),
        }
    }
    // The first word is the name of the tag.
    names.into_iter().skip(1).filter(|name| !name.is_empty()).collect()
}

/// The text with what HTML writes for its own signs put back.
pub fn unescaped(text: &str) -> String {
    let signs =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&amp;", "&")];
    signs.iter().fold(text.to_owned(), |text, (written, sign)| text.replace(written, sign))
}

/// What stands on the page for a reader: the text of `<main>` without its tags.
pub fn main_text(html: &str) -> String {
    let begin = html.find("<main").unwrap_or_default();
    let end = html.find("</main>").unwrap_or(html.len());
    let mut text = String::new();
    let mut within = false;
    for sign in html[begin..end].chars() {
        match sign {
            '<' => within = true,
            '>' => within = false,
            sign if !within => text.push(sign),
            _ => {}
        }
    }
    unescaped(&text)
}

#[test]
fn tags_and_their_attributes_are_read_as_a_browser_reads_them() {
    let html = "<a href=\"/x\" title=\"a > b\">t</a><abbr id=\"n\"><input hidden disabled/>";
    assert_eq!(attributes(html, "a", "href"), ["/x"]);
    assert_eq!(tags(html, "a").count(), 1);
    assert_eq!(tags(html, "").count(), 3);
    assert_eq!(attribute_names("<input hidden value=\"a b\" disabled/>"), ["hidden", "value", "disabled"]);
    assert_eq!(unescaped("&amp;lt; &quot;"), "&lt; \"");
}
