//! Makes the three WASM bundles: `islands` for the public pages, `live` for pages with a form, `field` for the tablet's
//! application.
//!
//! For [`crate::site`], which names and compresses them. Each is compiled by a cargo call of its own: together,
//! cargo would give each the features of all. wasm-bindgen runs as a library, so that its version is the one of
//! Cargo.lock; wasm-opt and terser come from npm. Never writes into the site.

use crate::{site, steps, workspace};
use anyhow::{Context, Result, anyhow, bail};
use std::path::Path;
use wasm_bindgen_cli_support::Bindgen;

/// One bundle, as small as it gets, with unhashed names: the glue still says `NAME_bg.wasm`.
pub struct Bundle {
    /// `islands`, `live` or `field`.
    pub name: &'static str,
    /// The glue that loads the module and is imported by a page.
    pub script: String,
    /// The module.
    pub module: Vec<u8>,
}

const NAMES: [&str; 3] = ["islands", "live", "field"];

/// The features every supported browser has. `--all-features` would write imports that Chromium refuses.
const OPTIMISE: &[&str] = &[
    "-Oz",
    // Functions that are made of the same source by different types stand side by side: brotli finds them alike, and
    // the field app is 6 KB smaller.
    "--reorder-functions-by-name",
    // The first kilobyte is the far end of the stack, where no address of ours points: so the optimiser may write what is
    // added to an address into the instruction, and the field app is 1 KB smaller.
    "--low-memory-unused",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--strip-debug",
    "--strip-producers",
];

/// Compiles and shrinks all bundles. While one is shrunk, the next is compiled.
pub fn build() -> Result<Vec<Bundle>> {
    std::thread::scope(|scope| {
        let mut shrinking = Vec::new();
        for name in NAMES {
            steps::step(&format!("compile {name} for WASM"), || compile(name))?;
            shrinking.push(scope.spawn(move || bundle(name)));
        }
        let joined =
            shrinking.into_iter().map(|thread| thread.join().map_err(|_| anyhow!("a thread panicked"))?);
        joined.collect()
    })
}

/// The arguments with which cargo compiles one bundle.
fn compile(name: &str) -> Result<()> {
    let mut cargo =
        workspace::cargo(&["build", "--quiet", "--profile=wasm", "--target=wasm32-unknown-unknown"]);
    cargo.args(["--package", name]);
    if name == "field" {
        // One type for all views: a whole application gets a tenth smaller by it, the few islands a fifth larger.
        cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", "--cfg erase_components");
    }
    steps::succeed(&mut cargo)
}

/// What the compiler made, bound to JavaScript and shrunk; remembered for as long as nothing changes.
fn bundle(name: &'static str) -> Result<Bundle> {
    let compiled = workspace::target()?.join(format!("wasm32-unknown-unknown/wasm/{name}.wasm"));
    let compiled =
        std::fs::read(&compiled).with_context(|| format!("could not read {}", compiled.display()))?;
    let lock = std::fs::read(workspace::root().join("Cargo.lock")).context("could not read Cargo.lock")?;
    let tools = std::fs::read(workspace::end2end().join("package-lock.json"))?;
    let key = site::hash(&[&compiled, &lock, &tools, OPTIMISE.join(" ").as_bytes()].concat());
    let directory = workspace::memory()?.join(format!("{name}.{key}"));
    if !directory.exists() {
        steps::step(&format!("shrink {name} (wasm-bindgen, wasm-opt, terser)"), || {
            forget_others(name)?;
            let unfinished = workspace::memory()?.join(format!("{name}.unfinished"));
            std::fs::create_dir_all(&unfinished)?;
            shrink(name, compiled, &unfinished)?;
            std::fs::rename(&unfinished, &directory).context("could not keep the finished bundle")
        })?;
    }
    Ok(Bundle {
        name,
        script: std::fs::read_to_string(directory.join("bundle.js"))?,
        module: std::fs::read(directory.join("bundle.wasm"))?,
    })
}

fn shrink(name: &str, compiled: Vec<u8>, directory: &Path) -> Result<()> {
    let mut output = Bindgen::new()
        .input_bytes(name, compiled)
        .web(true)?
        .typescript(false)
        // wasm-opt orders by names, and takes them away afterwards.
        .remove_name_section(false)
        .omit_default_module_path(false)
        .generate_output()?;
    if output.snippets().values().any(|snippets| !snippets.is_empty()) || !output.local_modules().is_empty() {
        bail!("{name} holds inline JavaScript, whose address cannot be hashed: move it to public/");
    }
    let bound = directory.join("bound.wasm");
    let module = directory.join("bundle.wasm");
    std::fs::write(&bound, output.wasm_mut().emit_wasm())?;
    let optimiser = workspace::node_module("binaryen/bin/wasm-opt");
    steps::succeed(workspace::node(&optimiser).args(OPTIMISE).arg(&bound).arg("-o").arg(&module))?;
    std::fs::write(directory.join("bundle.js"), site::minified_script(output.js())?)?;
    std::fs::remove_file(&bound)?;
    Ok(())
}

/// Only the newest bundle is worth its room on the disk.
fn forget_others(name: &str) -> Result<()> {
    for entry in std::fs::read_dir(workspace::memory()?)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(&format!("{name}.")) {
            std::fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}
