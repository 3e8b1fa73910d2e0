//! The size gates: how many bytes a visitor may be made to download.
//!
//! For `cargo xtask build`, which prints them, and `cargo xtask test`, which fails when one is over.
//! Counted in what really goes over the wire: brotli, KB of 1,000 bytes. A gate is never raised in passing:
//! design and commit say what the visitor gets for it.

use crate::site::Site;
use anyhow::Result;

struct Gate {
    name: &'static str,
    assets: &'static [&'static str],
    limit_kb: f64,
}

const GATES: &[Gate] = &[
    Gate { name: "islands", assets: &["islands.js", "islands.wasm"], limit_kb: 96.0 },
    // What makes a form instant: the reader of definitions, their expressions and the evaluator, which the server has too.
    // Only pages with a form load it, and only once they can be read and filled in.
    Gate { name: "live", assets: &["live.js", "live.wasm", "form-live.js"], limit_kb: 113.0 },
    // 250 until the field app only read. For 43 more the tablet does a day's work with no network: enrolment, lock, commands,
    // outbox, repairs, conflicts. For 8 more it takes down calls for help and enciphers them; the form itself and its
    // evaluator are those of the site, and only a tablet that is enrolled keeps them. A reader who only looks up a village pays
    // for it too, until that part is a module of its own. The last half is the overview that says what it counts: the site
    // draws its map of activities with the same.
    Gate {
        name: "field",
        assets: &["field.js", "field.wasm", "field-vault.js", "field-form.js"],
        limit_kb: 301.5,
    },
    // 9 until people filled in forms: their turns, signatures, faces and photos, and the sheet of a call on paper, take the
    // rest.
    Gate { name: "main.css", assets: &["main.css"], limit_kb: 9.3 },
    // What a form to fill in by hand needs: its own page and its preview load it.
    Gate { name: "paper.css", assets: &["paper.css"], limit_kb: 1.0 },
    Gate { name: "field.css", assets: &["field.css"], limit_kb: 9.0 },
    Gate { name: "leaflet", assets: &["leaflet.js", "leaflet.css"], limit_kb: 41.0 },
];

/// Every gate with its real size, one a line.
pub fn table(site: &Site) -> Result<String> {
    let mut lines = Vec::new();
    for gate in GATES {
        let size_kb = size_kb(site, gate)?;
        let verdict = if size_kb > gate.limit_kb { "over" } else { "ok" };
        lines.push(format!("{:<10} {size_kb:>6.1} of {:>3.0} KB br  {verdict}", gate.name, gate.limit_kb));
    }
    Ok(lines.join("\n"))
}

/// The gates that are over, each with its size; empty when all is well.
pub fn over(site: &Site) -> Result<Vec<String>> {
    let mut over = Vec::new();
    for gate in GATES {
        let size_kb = size_kb(site, gate)?;
        if size_kb > gate.limit_kb {
            over.push(format!("{} {size_kb:.1} of {:.0} KB", gate.name, gate.limit_kb));
        }
    }
    Ok(over)
}

fn size_kb(site: &Site, gate: &Gate) -> Result<f64> {
    let mut bytes = 0;
    for asset in gate.assets {
        bytes += site.brotli_bytes(asset)?;
    }
    Ok(bytes as f64 / 1000.0)
}
