//! The map of the island's county-level areas, as one SVG file and a table of what stands where in it.
//!
//! Drawn in Web Mercator pixels, so that a map library can lay it under its markers without distortion; the table
//! tells it the exact bounds. The file holds shapes without any style: a page takes each by `<use>` and colours it.
//! 三沙's islands are in the inset (`inset.rs`), never squeezed into the main map.

use super::arcs;
use super::divisions::belongs;
use super::geometry::{World, extent, lng_lat_from, most_inland};
use super::inset::Inset;
use super::outlines::{Outlines, Path};
use super::paths::{self, Dot};
use super::sources::stamp;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The city whose districts are islands far out: in the inset only.
const SANSHA: &str = "460300";

/// The cities that consist of several areas of the main map, each with a label of its own.
const CITIES: [&str; 2] = ["460100", "460200"];

/// How far, in world pixels, the drawn line may lie from the true one: about 36 m.
const TOLERANCE: f64 = 1.0;

/// Space around the island, in world pixels.
const MARGIN: f64 = 80.0;

/// The main map, ready to be written.
pub struct Overview {
    corner: World,
    width: i32,
    height: i32,
    /// By county-level code: the `d` of its path.
    areas: BTreeMap<String, String>,
    areas_labels: Vec<Label>,
    cities_labels: Vec<Label>,
}

/// Where an area's name has most room, in units of the view box.
struct Label {
    code: String,
    at: Dot,
    room: i32,
}

/// Draws the 24 areas of the island.
pub fn draw(outlines: &Outlines) -> Result<Overview> {
    let island: BTreeMap<String, Vec<Path>> = outlines
        .counties
        .iter()
        .filter(|(code, _)| !belongs(code, SANSHA))
        .map(|(code, rings)| (code.clone(), rings.clone()))
        .collect();
    let points = island.values().flatten().flatten().map(|point| point.world());
    let (low, high) = extent(points).context("there is no island to draw")?;
    let corner = World { x: (low.x - MARGIN).floor(), y: (low.y - MARGIN).floor() };
    let place = |point: World| dot(point, corner, 1.0);
    let (width, height) = place(World { x: high.x + MARGIN, y: high.y + MARGIN });

    let drawn = |rings: &Vec<Path>| -> String {
        let rings = rings.iter().map(|ring| ring.iter().map(|point| place(point.world())).collect());
        paths::d(&rings.collect::<Vec<_>>(), true)
    };
    let areas =
        arcs::simplify(&island, TOLERANCE).iter().map(|(code, rings)| (code.clone(), drawn(rings))).collect();
    let label = |code: &str| -> Result<Label> {
        let outline = outlines.together(|county| belongs(county, code));
        let (point, room) = most_inland(&outline).with_context(|| format!("no outline for {code}"))?;
        Ok(Label { code: code.to_owned(), at: place(point), room: room as i32 })
    };
    Ok(Overview {
        corner,
        width,
        height,
        areas,
        areas_labels: island.keys().map(|code| label(code)).collect::<Result<_>>()?,
        cities_labels: CITIES.into_iter().map(label).collect::<Result<_>>()?,
    })
}

/// A world point in whole units of a drawing.
pub fn dot(point: World, corner: World, pixels_per_unit: f64) -> Dot {
    let unit = |value: f64| (value / pixels_per_unit).round() as i32;
    (unit(point.x - corner.x), unit(point.y - corner.y))
}

impl Overview {
    /// The codes of the areas that have a shape.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.areas.iter().filter(|(_, d)| !d.is_empty()).map(|(code, _)| code.as_str())
    }

    /// The picture's file. Opened by itself it shows the island; the inset is for `<use>` only.
    pub fn svg(&self, inset: &Inset) -> String {
        let mut text = format!("<!-- {} · 天地图 © 国家基础地理信息中心 · Natural Earth -->\n", stamp());
        let _ = writeln!(
            text,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\">",
            self.width, self.height
        );
        for (code, d) in &self.areas {
            let _ = writeln!(text, "<path id=\"c{code}\" d=\"{d}\"/>");
        }
        text.push_str("<defs>\n<g id=\"nanhai\">\n");
        for (id, d) in &inset.paths {
            let _ = writeln!(text, "<path id=\"{id}\" d=\"{d}\"/>");
        }
        text + "</g>\n</defs>\n</svg>\n"
    }

    /// The table as a module of the `app` crate.
    pub fn rust(&self, inset: &Inset) -> String {
        let south_east =
            World { x: self.corner.x + f64::from(self.width), y: self.corner.y + f64::from(self.height) };
        let (north_west, south_east) = (lng_lat_from(self.corner), lng_lat_from(south_east));
        let mut text = format!("// {}\n", stamp());
        text.push_str(HEADER);
        let _ = write!(
            text,
            "
/// The main map's view box: left, top, width, height, in Web Mercator pixels at zoom 12.
pub const VIEW_BOX: (f64, f64, f64, f64) = (0.0, 0.0, {:?}, {:?});

/// What the view box covers, exactly: laid over these bounds, the picture lies true at every zoom.
pub const BOUNDS: Bounds = Bounds {{
    south: {:?},
    west: {:?},
    north: {:?},
    east: {:?},
}};

/// The view box of the South China Sea inset, which has a smaller scale of its own.
pub const INSET_VIEW_BOX: (f64, f64, f64, f64) = (0.0, 0.0, {:?}, {:?});

/// The ids of the inset's shapes in the picture's file, in the order they are painted.
pub const INSET_SHAPES: &[&str] = &[
{}];

/// The island groups of the inset: Chinese name, English name, and the middle of the label in its units.
pub const INSET_NAMES: &[(&str, &str, f64, f64)] = &[
{}];

/// The county-level areas of the island, by code. Each has the shape `c` and its code in the picture's file.
pub const AREAS: &[AreaShape] = &[
{}];

/// The cities that consist of several of these areas: no shape of their own, a label for when the map is small.
pub const CITIES: &[AreaShape] = &[
{}];
",
            f64::from(self.width),
            f64::from(self.height),
            south_east.lat,
            north_west.lng,
            north_west.lat,
            south_east.lng,
            f64::from(inset.width),
            f64::from(inset.height),
            inset.paths.iter().map(|(id, _)| format!("    {id:?},\n")).collect::<String>(),
            names(inset),
            rows(&self.areas_labels),
            rows(&self.cities_labels),
        );
        text
    }
}

fn names(inset: &Inset) -> String {
    inset.names.iter().fold(String::new(), |mut text, (zh, en, (x, y))| {
        let _ = writeln!(text, "    ({zh:?}, {en:?}, {:?}, {:?}),", f64::from(*x), f64::from(*y));
        text
    })
}

fn rows(labels: &[Label]) -> String {
    labels.iter().fold(String::new(), |mut text, Label { code, at: (x, y), room }| {
        let (x, y, room) = (f64::from(*x), f64::from(*y), f64::from(*room));
        let _ = writeln!(
            text,
            "    AreaShape {{ code: {code:?}, label_x: {x:?}, label_y: {y:?}, label_room: {room:?} }},"
        );
        text
    })
}

const HEADER: &str = "\
//! What stands where in the map of Hainan, `public/hainan.svg`.
//!
//! For whoever lays that picture out: the bounds it covers, the areas it has shapes for, and where their names go.
//! Not a survey: 示意图，不作划界依据.

use super::clusters::Bounds;

/// An area of the map, and where its name has most room.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AreaShape {
    /// The division's code.
    pub code: &'static str,
    /// The label's middle, in units of the view box from the left.
    pub label_x: f64,
    /// The label's middle, in units of the view box from the top.
    pub label_y: f64,
    /// How far the area reaches around that point in every direction, in units of the view box.
    pub label_room: f64,
}
";
