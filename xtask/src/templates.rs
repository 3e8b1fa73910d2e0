//! Fills in the blanks of the files in `public/` whose name holds `.template.`.
//!
//! A service worker and a static shell must name files that carry a hash, so they are written with blanks:
//! `{{asset:main.css}}` becomes that file's address, `{{assets:field}}` a JSON list of the addresses a group
//! needs, `{{build}}` a hash over the whole site. Pure; [`crate::site`] reads and writes the files.

use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;

/// What the field app needs to start and work with no network.
const FIELD: &[&str] = &[
    "field-start.js",
    "field-vault.js",
    "field-form.js",
    "field.js",
    "field.wasm",
    "field.css",
    "hainan.svg",
    "icon.svg",
];

/// What it needs beside that to fill in forms.
const FORMS: &[&str] = &["form-live.js", "live.js", "live.wasm"];

/// A file with blanks.
pub struct Template {
    /// The name without `.template`.
    pub name: String,
    /// The text, blanks and all.
    pub text: String,
}

impl Template {
    /// The assets this template names, which must be known before it can be filled in.
    pub fn needs(&self) -> Result<Vec<String>> {
        let mut needs = Vec::new();
        for blank in blanks(&self.text)? {
            match blank.split_once(':') {
                Some(("asset", asset)) => needs.push(asset.to_string()),
                Some(("assets", group)) => needs.extend(members(group)?.iter().map(ToString::to_string)),
                _ => {}
            }
        }
        Ok(needs)
    }

    /// The text with every blank filled in. `addresses` maps the name of an asset to its address.
    pub fn filled(&self, addresses: &BTreeMap<String, String>, build: &str) -> Result<String> {
        let address = |asset: &str| {
            addresses
                .get(asset)
                .with_context(|| format!("{} names {asset}, which the site does not have", self.name))
        };
        let mut text = self.text.clone();
        for blank in blanks(&self.text)? {
            let filling = match blank.split_once(':') {
                Some(("asset", asset)) => address(asset)?.clone(),
                Some(("assets", group)) => {
                    let list: Vec<&String> =
                        members(group)?.iter().map(|asset| address(asset)).collect::<Result<_>>()?;
                    serde_json::to_string(&list)?
                }
                None if blank == "build" => build.to_string(),
                _ => bail!("{} has a blank that nothing fills in: {{{{{blank}}}}}", self.name),
            };
            text = text.replace(&format!("{{{{{blank}}}}}"), &filling);
        }
        Ok(text)
    }
}

fn members(group: &str) -> Result<&'static [&'static str]> {
    match group {
        "field" => Ok(FIELD),
        "forms" => Ok(FORMS),
        _ => bail!("there is no group of assets called {group:?}"),
    }
}

/// What stands between double braces, each once.
fn blanks(text: &str) -> Result<Vec<&str>> {
    let mut blanks = Vec::new();
    for part in text.split("{{").skip(1) {
        let (blank, _) = part.split_once("}}").context("a blank is opened and never closed")?;
        if !blanks.contains(&blank) {
            blanks.push(blank);
        }
    }
    Ok(blanks)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses() -> BTreeMap<String, String> {
        let names = FIELD.iter().chain(FORMS).chain(&["main.css"]);
        names.map(|name| (name.to_string(), format!("/assets/{name}?hashed"))).collect()
    }

    fn template(text: &str) -> Template {
        Template { name: "sw.js".into(), text: text.into() }
    }

    #[test]
    fn every_blank_is_filled_in() {
        let filled =
            template("{{asset:main.css}} {{assets:field}} {{build}} {{build}}").filled(&addresses(), "b1");
        let filled = filled.unwrap();
        assert!(
            filled.starts_with("/assets/main.css?hashed [\"/assets/field-start.js?hashed\","),
            "{filled}"
        );
        assert!(filled.ends_with("] b1 b1"), "{filled}");
    }

    #[test]
    fn an_unknown_blank_is_refused_by_name() {
        for text in ["{{asset:gone.css}}", "{{assets:gone}}", "{{gone}}", "{{build"] {
            assert!(template(text).filled(&addresses(), "b1").is_err(), "{text}");
        }
    }

    #[test]
    fn a_template_tells_what_it_needs() {
        let needs = template("{{asset:main.css}}{{assets:field}}{{build}}").needs().unwrap();
        assert_eq!(needs.len(), 1 + FIELD.len());
        assert_eq!(needs[0], "main.css");
    }
}
