//! Writes `target/site`: every file a browser may ask for, under a name that holds a hash of its content.
//!
//! For the server, which reads `assets.json` (plain name → hashed name) and serves each file for ever, as it is or
//! as its `.br` twin. The files come from [`crate::wasm`], from `style/`, `public/` and npm; third-party code never
//! comes from the repository. A file whose name is there already is never written again.

use crate::templates::Template;
use crate::wasm::Bundle;
use crate::{steps, workspace};
use anyhow::{Context, Result, anyhow, bail, ensure};
use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::printer::PrinterOptions;
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, StyleSheet};
use lightningcss::targets::{Browsers, Targets};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The oldest browsers the styles are lowered for: the first with cascade layers.
const BROWSERS: Browsers = Browsers {
    android: Some(99 << 16),
    chrome: Some(99 << 16),
    edge: Some(99 << 16),
    firefox: Some(97 << 16),
    ie: None,
    ios_saf: Some((15 << 16) | (4 << 8)),
    opera: Some(85 << 16),
    safari: Some((15 << 16) | (4 << 8)),
    samsung: Some(18 << 16),
};

/// Compresses each file named on the command line beside itself. Node has brotli built in, compiled with care;
/// a second one in Rust would cost every newcomer its compilation.
const COMPRESS: &str = "
    const { readFileSync, renameSync, writeFileSync } = require('node:fs');
    const { brotliCompressSync, constants } = require('node:zlib');
    for (const file of process.argv.slice(1)) {
        const bytes = readFileSync(file);
        const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
        writeFileSync(file + '.br.part', brotliCompressSync(bytes, { params }));
        renameSync(file + '.br.part', file + '.br');
    }";

/// The first 16 hexadecimal digits of a content's SHA-256: enough to name a file for ever.
pub fn hash(content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// What was written.
pub struct Site {
    directory: PathBuf,
    /// Plain name → hashed name, as in assets.json.
    names: BTreeMap<String, String>,
}

impl Site {
    /// How many bytes an asset is on the wire.
    pub fn brotli_bytes(&self, asset: &str) -> Result<u64> {
        let name = self.names.get(asset).with_context(|| format!("the site has no {asset}"))?;
        let file = self.directory.join(format!("{name}.br"));
        Ok(std::fs::metadata(&file).with_context(|| format!("could not read {}", file.display()))?.len())
    }
}

/// Writes the site from the bundles, `style/`, `public/` and npm.
pub fn build(bundles: &[Bundle]) -> Result<Site> {
    steps::step("write the site's files", || {
        let mut assets = Assets::default();
        for bundle in bundles {
            assets.add_bundle(bundle);
        }
        assets.add("main.css", style("main.css")?.into_bytes());
        assets.add("paper.css", style("paper.css")?.into_bytes());
        assets.add("field.css", style("field.css")?.into_bytes());
        assets.add("leaflet.css", leaflet_style()?.into_bytes());
        assets.add("leaflet.js", leaflet_script()?.into_bytes());
        let templates = assets.add_public()?;
        assets.fill_in(templates)?;
        assets.write()
    })
}

#[derive(Default)]
struct Assets {
    /// Plain name → content.
    contents: BTreeMap<String, Vec<u8>>,
}

impl Assets {
    fn add(&mut self, name: &str, content: Vec<u8>) {
        self.contents.insert(name.to_string(), content);
    }

    /// A bundle's glue finds its module by the hashed name, so the module is named first.
    fn add_bundle(&mut self, bundle: &Bundle) {
        let module = format!("{}.wasm", bundle.name);
        let hashed = hashed_name(&module, &bundle.module);
        let script = bundle.script.replace(&format!("{}_bg.wasm", bundle.name), &hashed);
        self.add(&module, bundle.module.clone());
        self.add(&format!("{}.js", bundle.name), script.into_bytes());
    }

    /// The files of `public/`; those with blanks are given back.
    fn add_public(&mut self) -> Result<Vec<Template>> {
        let directory = workspace::root().join("public");
        let mut templates = Vec::new();
        for entry in std::fs::read_dir(&directory).context("could not read public/")? {
            let path = entry?.path();
            let name =
                path.file_name().and_then(|name| name.to_str()).context("a name in public/ is not text")?;
            let content = std::fs::read(&path).with_context(|| format!("could not read public/{name}"))?;
            if let Some((stem, extension)) = name.split_once(".template.") {
                let text =
                    String::from_utf8(content).with_context(|| format!("public/{name} is not text"))?;
                templates.push(Template { name: format!("{stem}.{extension}"), text });
            } else if name.ends_with(".js") {
                self.add(name, minified_script(&String::from_utf8(content)?)?.into_bytes());
            } else {
                self.add(name, content);
            }
        }
        Ok(templates)
    }

    /// Fills in each template once everything it names is there.
    fn fill_in(&mut self, mut templates: Vec<Template>) -> Result<()> {
        templates.sort_by(|one, other| one.name.cmp(&other.name));
        let build = self.fingerprint(&templates);
        while !templates.is_empty() {
            let waiting: BTreeSet<&str> = templates.iter().map(|template| template.name.as_str()).collect();
            let mut ready = None;
            for (position, template) in templates.iter().enumerate() {
                if !template.needs()?.iter().any(|asset| waiting.contains(asset.as_str())) {
                    ready = Some(position);
                    break;
                }
            }
            let Some(ready) = ready else {
                bail!("these templates name each other in a circle: {waiting:?}")
            };
            let template = templates.remove(ready);
            let addresses =
                self.contents.iter().map(|(name, content)| (name.clone(), address(name, content)));
            let text = template.filled(&addresses.collect(), &build)?;
            let text = if template.name.ends_with(".js") { minified_script(&text)? } else { text };
            self.add(&template.name, text.into_bytes());
        }
        Ok(())
    }

    /// Changes when any file of the site does.
    fn fingerprint(&self, templates: &[Template]) -> String {
        let mut all = String::new();
        for (name, content) in &self.contents {
            all += &hashed_name(name, content);
        }
        for template in templates {
            all += &hashed_name(&template.name, template.text.as_bytes());
        }
        hash(all.as_bytes())
    }

    fn write(&self) -> Result<Site> {
        let directory = workspace::site()?;
        std::fs::create_dir_all(&directory)
            .with_context(|| format!("could not make {}", directory.display()))?;
        let mut names = BTreeMap::new();
        let mut fresh = Vec::new();
        for (name, content) in &self.contents {
            let hashed = hashed_name(name, content);
            let file = directory.join(&hashed);
            if !file.exists() {
                replace(&file, content)?;
            }
            if !directory.join(format!("{hashed}.br")).exists() {
                fresh.push(file);
            }
            names.insert(name.clone(), hashed);
        }
        if !fresh.is_empty() {
            steps::succeed(Command::new("node").args(["-e", COMPRESS]).args(&fresh))?;
        }
        replace(&directory.join("assets.json"), serde_json::to_string_pretty(&names)?.as_bytes())?;
        let site = Site { directory, names };
        site.sweep()?;
        Ok(site)
    }
}

impl Site {
    /// Takes away what an earlier build left.
    fn sweep(&self) -> Result<()> {
        let current: BTreeSet<&str> = self.names.values().map(String::as_str).collect();
        for entry in std::fs::read_dir(&self.directory)? {
            let entry = entry?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let plain = name.strip_suffix(".br").unwrap_or(&name);
            if plain != "assets.json" && !current.contains(plain) {
                std::fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}

/// `islands.wasm` → `islands.0123456789abcdef.wasm`.
fn hashed_name(name: &str, content: &[u8]) -> String {
    let hash = hash(content);
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}.{hash}.{extension}"),
        None => format!("{name}.{hash}"),
    }
}

/// Where the server serves an asset.
fn address(name: &str, content: &[u8]) -> String {
    format!("/assets/{}", hashed_name(name, content))
}

/// Writes a file so that nobody ever sees half of it.
fn replace(file: &Path, content: &[u8]) -> Result<()> {
    let part = file.with_added_extension("part");
    std::fs::write(&part, content)
        .and_then(|()| std::fs::rename(&part, file))
        .with_context(|| format!("could not write {}", file.display()))
}

/// One stylesheet with everything it imports, in as few bytes as it takes.
fn style(name: &str) -> Result<String> {
    let path = workspace::root().join("style").join(name);
    let files = FileProvider::new();
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let sheet = bundler.bundle(&path).map_err(|error| anyhow!("style/{name}: {error}"))?;
    let text = minified_style(sheet).with_context(|| format!("style/{name}"))?;
    ensure!(
        !text.replace("url(data:", "").replace("url(\"data:", "").contains("url("),
        "style/{name} names another file by url(…), whose address cannot be hashed: draw it in the page instead"
    );
    Ok(text)
}

fn minified_style(mut sheet: StyleSheet) -> Result<String> {
    let targets = Targets::from(BROWSERS);
    sheet
        .minify(MinifyOptions { targets, ..MinifyOptions::default() })
        .map_err(|error| anyhow!("could not be minified: {error}"))?;
    let printed = sheet
        .to_css(PrinterOptions { minify: true, targets, ..PrinterOptions::default() })
        .map_err(|error| anyhow!("could not be written: {error}"))?;
    Ok(printed.code)
}

/// Leaflet's styles without its pictures: our markers are drawn, and a relative address would miss the hash.
fn leaflet_style() -> Result<String> {
    let path = workspace::node_module("leaflet/dist/leaflet.css");
    let text =
        std::fs::read_to_string(&path).with_context(|| format!("could not read {}", path.display()))?;
    let text: String =
        text.lines().filter(|line| !line.contains("url(images/")).map(|line| format!("{line}\n")).collect();
    // In the layer of bare elements, so that the site's own styles for the map win.
    let text = format!("@layer base{{{text}}}");
    let sheet = StyleSheet::parse(&text, ParserOptions::default())
        .map_err(|error| anyhow!("leaflet.css: {error}"))?;
    minified_style(sheet)
}

/// Leaflet as its authors minified it, without the address of a source map we do not serve.
fn leaflet_script() -> Result<String> {
    let path = workspace::node_module("leaflet/dist/leaflet.js");
    let text =
        std::fs::read_to_string(&path).with_context(|| format!("could not read {}", path.display()))?;
    Ok(text.lines().filter(|line| !line.starts_with("//# sourceMappingURL=")).collect::<Vec<_>>().join("\n"))
}

/// JavaScript in fewer bytes, by terser; remembered by its content.
///
/// Outermost names are shortened too, so a page must load each script as a module; a service worker is alone anyway.
pub fn minified_script(script: &str) -> Result<String> {
    let directory = workspace::memory()?.join("scripts");
    std::fs::create_dir_all(&directory)?;
    let minified = directory.join(format!("{}.js", hash(script.as_bytes())));
    if !minified.exists() {
        let source = directory.join(format!("{}.source.js", hash(script.as_bytes())));
        std::fs::write(&source, script)?;
        let terser = workspace::node_module("terser/bin/terser");
        let arguments = ["--module", "--ecma=2020", "--compress=passes=2", "--mangle", "--comments=false"];
        let text = steps::answer(workspace::node(&terser).arg(&source).args(arguments))?;
        replace(&minified, text.as_bytes())?;
        std::fs::remove_file(&source)?;
    }
    std::fs::read_to_string(&minified).with_context(|| format!("could not read {}", minified.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_carries_a_hash_of_its_content() {
        assert_eq!(hashed_name("main.css", b""), "main.e3b0c44298fc1c14.css");
        assert_ne!(hashed_name("main.css", b"a"), hashed_name("main.css", b"b"));
    }

    #[test]
    fn the_glue_finds_its_module_by_the_hashed_name() {
        let mut assets = Assets::default();
        let script = "fetch(new URL('islands_bg.wasm', import.meta.url))".to_string();
        assets.add_bundle(&Bundle { name: "islands", script, module: b"module".to_vec() });
        let script = String::from_utf8(assets.contents["islands.js"].clone()).unwrap();
        assert!(script.contains(&hashed_name("islands.wasm", b"module")), "{script}");
    }

    #[test]
    fn templates_may_name_each_other_but_not_in_a_circle() {
        let template = |name: &str, text: &str| Template { name: name.into(), text: text.into() };
        let mut assets = Assets::default();
        let page = template("a.html", "{{asset:b.txt}}");
        assets.fill_in(vec![page, template("b.txt", "{{build}}")]).unwrap();
        let hashed = address("b.txt", &assets.contents["b.txt"]);
        assert_eq!(assets.contents["a.html"], hashed.as_bytes());
        let circle = vec![template("c.html", "{{asset:d.txt}}"), template("d.txt", "{{asset:c.html}}")];
        assert!(assets.fill_in(circle).is_err());
    }
}
