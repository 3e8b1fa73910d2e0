//! The South China Sea inset: a map that shows all of the island also shows the islands of the South China Sea.
//!
//! Drawn in a box and scale of its own: the coasts, Hainan, 三沙's islands, the dashes. The islands are far smaller
//! than the line they are drawn with, so each is at least a dot. Development's own drawing: a deployment puts the
//! inset of the official standard map in its place.

use super::arcs;
use super::geometry::{LngLat, Segments, World, extent, inside, world_from};
use super::outlines::{Outlines, Path};
use super::overview::dot;
use super::paths::{self, Dot};
use anyhow::{Context, Result};
use std::collections::BTreeMap;

/// The corners of the box, in degrees.
const NORTH_WEST: LngLat = LngLat { lng: 105.0, lat: 24.0 };
const SOUTH_EAST: LngLat = LngLat { lng: 123.0, lat: 2.0 };

/// World pixels to a unit of the inset: 64 times smaller than the main map.
const PIXELS_PER_UNIT: f64 = 64.0;

/// How far, in units, the drawn line may lie from the true one.
const TOLERANCE: f64 = 0.6;

/// An island smaller than this, in units, becomes a dot so big; dots closer than this are one.
const DOT: i32 = 6;

/// A neighbour's islet below this size, in units, is left out.
const NEIGHBOUR_ISLET: f64 = 6.0;

/// The country's rings that lie wholly south of this belong to Hainan, and are drawn from its own outlines.
const HAINAN: LngLat = LngLat { lng: 100.0, lat: 20.2 };

/// On the continent, the neighbours' coast lies south-west of the line through these: what lies north-east of it is
/// the country's own coast, in a coarser source.
const COAST_DIVIDE: (LngLat, LngLat) = (LngLat { lng: 108.0, lat: 21.6 }, LngLat { lng: 111.0, lat: 17.0 });

/// 东沙群岛 belongs to Guangdong and comes with the country: the only islands south of this and east of that.
const DONGSHA: LngLat = LngLat { lng: 112.0, lat: 21.3 };

/// Where the names of the island groups stand: Chinese, English, and a place amid or beside each group.
const NAMES: [(&str, &str, LngLat); 6] = [
    ("东沙群岛", "Dongsha Islands", LngLat { lng: 116.8, lat: 20.1 }),
    ("西沙群岛", "Xisha Islands", LngLat { lng: 111.9, lat: 17.6 }),
    ("中沙群岛", "Zhongsha Islands", LngLat { lng: 114.6, lat: 15.0 }),
    ("黄岩岛", "Huangyan Island", LngLat { lng: 117.8, lat: 14.5 }),
    ("南沙群岛", "Nansha Islands", LngLat { lng: 114.2, lat: 12.4 }),
    ("曾母暗沙", "Zengmu Ansha", LngLat { lng: 109.7, lat: 4.4 }),
];

/// The inset, ready to be written.
pub struct Inset {
    /// Width of the view box.
    pub width: i32,
    /// Height of the view box.
    pub height: i32,
    /// Id and `d` of each shape, in the order they are painted.
    pub paths: Vec<(&'static str, String)>,
    /// Chinese and English name of each island group, and where it stands.
    pub names: Vec<(&'static str, &'static str, Dot)>,
}

/// Draws the inset.
pub fn draw(outlines: &Outlines) -> Result<Inset> {
    let (low, high) = (world_from(NORTH_WEST), world_from(SOUTH_EAST));
    let frame = Frame { low, high };
    let (width, height) = frame.dot(high);
    let (hainan, country): (Vec<&Path>, Vec<&Path>) =
        outlines.country.iter().partition(|ring| lies_south_east(ring, HAINAN));
    let dongsha: Vec<Path> =
        country.iter().filter(|ring| lies_south_east(ring, DONGSHA)).map(|ring| (*ring).clone()).collect();
    let island = hainan.into_iter().max_by_key(|ring| ring.len()).context("the country has no Hainan")?;
    let sansha = |code: &str| -> Result<String> {
        let rings = outlines.counties.get(code).with_context(|| format!("no outline for {code}"))?;
        Ok(paths::d(&frame.islands(rings), true))
    };
    let dashes: Vec<Vec<Dot>> = outlines
        .dashes
        .iter()
        .map(|line| arcs::simplify_line(line, TOLERANCE * PIXELS_PER_UNIT))
        .map(|line| line.iter().map(|point| frame.dot(point.world())).collect())
        .collect();
    Ok(Inset {
        width,
        height,
        paths: vec![
            ("nanhai-neighbours", paths::d(&frame.neighbours(outlines), true)),
            ("nanhai-country", paths::d(&frame.coasts(country.into_iter()), true)),
            ("nanhai-hainan", paths::d(&frame.coasts([island].into_iter()), true)),
            ("nanhai-dongsha", paths::d(&frame.islands(&dongsha), true)),
            ("c460302", sansha("460302")?),
            ("c460303", sansha("460303")?),
            ("nanhai-dashes", paths::d(&dashes, false)),
        ],
        names: NAMES.map(|(zh, en, at)| (zh, en, frame.dot(world_from(at)))).to_vec(),
    })
}

fn lies_south_east(ring: &Path, of: LngLat) -> bool {
    let corner = world_from(of);
    ring.iter().map(|point| point.world()).all(|point| point.x > corner.x && point.y > corner.y)
}

/// The part of the world the inset shows.
struct Frame {
    low: World,
    high: World,
}

impl Frame {
    fn dot(&self, point: World) -> Dot {
        dot(point, self.low, PIXELS_PER_UNIT)
    }

    /// Rings as they show in the frame, coarse enough for it.
    fn coasts<'a>(&self, rings: impl Iterator<Item = &'a Path>) -> Vec<Vec<Dot>> {
        simplified(rings).iter().map(|ring| self.cut(ring)).collect()
    }

    /// The land that is not the country's, as it shows in the frame.
    fn neighbours(&self, outlines: &Outlines) -> Vec<Vec<Dot>> {
        let country: Segments = outlines
            .country
            .iter()
            .flat_map(|ring| ring.windows(2).map(|pair| (pair[0].world(), pair[1].world())))
            .collect();
        let big = |ring: &&Path| {
            extent(ring.iter().map(|point| point.world())).is_some_and(|(low, high)| {
                let shows =
                    low.x < self.high.x && high.x > self.low.x && low.y < self.high.y && high.y > self.low.y;
                shows && (high.x - low.x).min(high.y - low.y) > NEIGHBOUR_ISLET * PIXELS_PER_UNIT
            })
        };
        let foreign = |ring: &&Path| {
            let own = ring.iter().filter(|point| inside(point.world(), &country)).count();
            own * 2 < ring.len()
        };
        let (a, b) = (world_from(COAST_DIVIDE.0), world_from(COAST_DIVIDE.1));
        let south_west = |point: World| (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x);
        let is_continent =
            |ring: &[World]| ring.iter().any(|point| point.x < self.low.x && point.y < self.low.y);
        simplified(outlines.land.iter().filter(big).filter(foreign))
            .iter()
            .map(|ring| if is_continent(ring) { cut_off(ring, south_west) } else { ring.clone() })
            .map(|ring| self.cut(&ring))
            .collect()
    }

    /// Islands, each at least a dot.
    fn islands(&self, rings: &[Path]) -> Vec<Vec<Dot>> {
        let mut drawn: Vec<Vec<Dot>> = Vec::new();
        let mut dots: Vec<Dot> = Vec::new();
        for ring in rings {
            let points: Vec<Dot> = ring.iter().map(|point| self.dot(point.world())).collect();
            let Some((low, high)) = extent(ring.iter().map(|point| point.world())) else { continue };
            let (low, high) = (self.dot(low), self.dot(high));
            if high.0 - low.0 >= DOT && high.1 - low.1 >= DOT {
                drawn.push(points);
                continue;
            }
            let (x, y) = ((low.0 + high.0) / 2, (low.1 + high.1) / 2);
            if dots.iter().all(|dot| (dot.0 - x).abs().max((dot.1 - y).abs()) >= DOT) {
                dots.push((x, y));
                let half = DOT / 2;
                drawn.push(vec![(x - half, y), (x, y - half), (x + half, y), (x, y + half)]);
            }
        }
        drawn
    }

    /// The part of a ring inside the frame.
    fn cut(&self, ring: &[World]) -> Vec<Dot> {
        let ring = cut_off(ring, |point| point.x - self.low.x);
        let ring = cut_off(&ring, |point| self.high.x - point.x);
        let ring = cut_off(&ring, |point| point.y - self.low.y);
        let ring = cut_off(&ring, |point| self.high.y - point.y);
        ring.iter().map(|point| self.dot(*point)).collect()
    }
}

fn simplified<'a>(rings: impl Iterator<Item = &'a Path>) -> Vec<Vec<World>> {
    let together = BTreeMap::from([(String::new(), rings.cloned().collect())]);
    let simplified = arcs::simplify(&together, TOLERANCE * PIXELS_PER_UNIT).into_values().flatten();
    simplified.map(|ring| ring.iter().map(|point| point.world()).collect()).collect()
}

/// The part of a ring on the side of a straight line where `side` is positive (Sutherland and Hodgman).
fn cut_off(ring: &[World], side: impl Fn(World) -> f64) -> Vec<World> {
    let mut cut = Vec::new();
    for (at, point) in ring.iter().enumerate() {
        let next = ring[(at + 1) % ring.len()];
        let (here, there) = (side(*point), side(next));
        if here >= 0.0 {
            cut.push(*point);
        }
        if (here >= 0.0) != (there >= 0.0) {
            let along = here / (here - there);
            cut.push(World {
                x: point.x + along * (next.x - point.x),
                y: point.y + along * (next.y - point.y),
            });
        }
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_cut_by_a_line_keeps_the_half_on_the_positive_side() {
        let corners = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)];
        let square: Vec<World> = corners.into_iter().map(|(x, y)| World { x, y }).collect();
        let cut = cut_off(&square, |point| point.x - 4.0);
        let (low, high) = extent(cut.into_iter()).unwrap();
        assert_eq!((low.x, high.x, low.y, high.y), (4.0, 10.0, 0.0, 10.0));
        assert!(cut_off(&square, |point| point.x - 20.0).is_empty());
    }
}
