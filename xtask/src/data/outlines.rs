//! The outlines of the county-level areas, the country, its lines and the world's land, decoded.
//!
//! The binary form holds geometries one in another: a count, the size of each, then each. A geometry begins with its
//! kind; a path is either absolute points (two `u32`) or one absolute point and differences (two `i16`), all little
//! endian, in steps of 0.000002 degrees from the south-west corner of the world.
//! Points stay on that grid ([`GridPoint`]), so that a border two areas share is the same points, exactly.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Context, Result, bail, ensure};

use super::corrections;
use super::geometry::{LngLat, Segments, World, world_from};
use super::sources::{self, Sources};

const DEGREES_PER_STEP: f64 = 2e-6;

/// Which of the four sets of lines is the South China Sea's.
const DASHES: usize = 2;

/// A point on the source's own grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GridPoint {
    /// Steps east of the antimeridian.
    pub x: u32,
    /// Steps north of the South Pole.
    pub y: u32,
}

/// One line of points; a closed ring repeats its first point at its end.
pub type Path = Vec<GridPoint>;

/// All outlines the map and the checks need.
pub struct Outlines {
    /// By county-level code; the rings of all parts, holes among them.
    pub counties: BTreeMap<String, Vec<Path>>,
    /// The country with its islands.
    pub country: Vec<Path>,
    /// The South China Sea's dashes, open lines.
    pub dashes: Vec<Path>,
    /// Natural Earth's land.
    pub land: Vec<Path>,
}

impl GridPoint {
    /// Where on the Web Mercator square.
    pub fn world(self) -> World {
        world_from(LngLat {
            lng: f64::from(self.x) * DEGREES_PER_STEP - 180.0,
            lat: f64::from(self.y) * DEGREES_PER_STEP - 90.0,
        })
    }
}

impl Outlines {
    /// Decodes the outlines; the counties are Hainan's only, under their official codes.
    pub fn read(sources: &Sources) -> Result<Self> {
        let shapes = decode(sources.bytes(sources::DISTRICT_OUTLINES)?)?;
        let rows = sources.rows(sources::DISTRICT_LIST)?;
        ensure!(rows.len() == shapes.len(), "{} outlines for {} areas", shapes.len(), rows.len());
        let mut counties = BTreeMap::new();
        for (row, shape) in rows.iter().zip(shapes) {
            let code = row.get(5).context("an area without a code")?;
            if code.starts_with("46") {
                counties.insert(corrections::official_county(code).to_owned(), shape);
            }
        }
        let all_paths = |part| -> Result<Vec<Path>> { Ok(decode(sources.bytes(part)?)?.concat()) };
        let mut lines = decode(sources.bytes(sources::COUNTRY_LINES)?)?;
        ensure!(lines.len() > DASHES, "the lines of the South China Sea are missing");
        Ok(Self {
            counties,
            country: all_paths(sources::COUNTRY_OUTLINE)?,
            dashes: lines.swap_remove(DASHES),
            land: all_paths(sources::WORLD_LAND)?,
        })
    }

    /// The outline of one county-level area.
    pub fn county(&self, code: &str) -> Result<Segments> {
        let rings = self.counties.get(code).with_context(|| format!("no outline for {code}"))?;
        Ok(dissolve(rings.iter()))
    }

    /// The outline of all county-level areas whose code begins so: a city's, or the island's.
    pub fn together(&self, belongs: impl Fn(&str) -> bool) -> Segments {
        dissolve(self.counties.iter().filter(|(code, _)| belongs(code)).flat_map(|(_, rings)| rings))
    }
}

/// The outer outline of rings that lie side by side: a piece that two of them share is inside, and falls out.
fn dissolve<'a>(rings: impl Iterator<Item = &'a Path>) -> Segments {
    let mut seen: HashMap<(GridPoint, GridPoint), u32> = HashMap::new();
    for (a, b) in rings.flat_map(|ring| ring.iter().copied().zip(ring.iter().copied().skip(1))) {
        *seen.entry((a.min(b), a.max(b))).or_default() += 1;
    }
    let mut outer: Vec<_> =
        seen.into_iter().filter(|(_, times)| times % 2 == 1).map(|(piece, _)| piece).collect();
    outer.sort_unstable();
    outer.into_iter().map(|(a, b)| (a.world(), b.world())).collect()
}

/// The paths of each geometry in a file.
fn decode(bytes: &[u8]) -> Result<Vec<Vec<Path>>> {
    split(bytes)?.into_iter().map(geometry).collect()
}

fn geometry(bytes: &[u8]) -> Result<Vec<Path>> {
    let (kind, rest) = number(bytes)?;
    match kind {
        2 => Ok(vec![path(rest)?]),
        3 | 5 => split(rest)?.into_iter().map(path).collect(),
        6 => {
            let polygons = split(rest)?;
            let rings = polygons.into_iter().map(|polygon| split(polygon)?.into_iter().map(path).collect());
            Ok(rings.collect::<Result<Vec<Vec<Path>>>>()?.concat())
        }
        _ => bail!("a geometry of kind {kind}, which no source here has"),
    }
}

fn path(bytes: &[u8]) -> Result<Path> {
    let (by_difference, rest) = number(bytes)?;
    if by_difference == 0 {
        ensure!(rest.len() % 8 == 0, "a path of broken points");
        return rest.chunks_exact(8).map(point).collect();
    }
    ensure!(rest.len() >= 8 && rest.len() % 4 == 0, "a path of broken differences");
    let (first, differences) = rest.split_at(8);
    let mut at = point(first)?;
    let mut points = vec![at];
    for difference in differences.chunks_exact(4) {
        let dx = i16::from_le_bytes([difference[0], difference[1]]);
        let dy = i16::from_le_bytes([difference[2], difference[3]]);
        let moved = at.x.checked_add_signed(dx.into()).zip(at.y.checked_add_signed(dy.into()));
        let (x, y) = moved.context("a path that leaves the world")?;
        at = GridPoint { x, y };
        points.push(at);
    }
    Ok(points)
}

fn point(bytes: &[u8]) -> Result<GridPoint> {
    let (x, rest) = number(bytes)?;
    let (y, _) = number(rest)?;
    Ok(GridPoint { x, y })
}

/// The pieces of a counted list: the count, every size, then the pieces.
fn split(bytes: &[u8]) -> Result<Vec<&[u8]>> {
    let (count, rest) = number(bytes)?;
    let header = usize::try_from(count)?.checked_mul(4).context("a list too long")?;
    let (sizes, mut body) = rest.split_at_checked(header).context("a list cut short")?;
    let mut pieces = Vec::new();
    for size in sizes.chunks_exact(4) {
        let (size, _) = number(size)?;
        let (piece, after) = body.split_at_checked(usize::try_from(size)?).context("a piece cut short")?;
        pieces.push(piece);
        body = after;
    }
    Ok(pieces)
}

fn number(bytes: &[u8]) -> Result<(u32, &[u8])> {
    let (head, rest) = bytes.split_first_chunk::<4>().context("a number cut short")?;
    Ok((u32::from_le_bytes(*head), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(points: &[(u32, u32)]) -> Path {
        points.iter().map(|&(x, y)| GridPoint { x, y }).collect()
    }

    fn list(pieces: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = u32::try_from(pieces.len()).unwrap().to_le_bytes().to_vec();
        pieces.iter().for_each(|piece| bytes.extend(u32::try_from(piece.len()).unwrap().to_le_bytes()));
        pieces.iter().for_each(|piece| bytes.extend(piece));
        bytes
    }

    fn words(words: &[u32]) -> Vec<u8> {
        words.iter().flat_map(|word| word.to_le_bytes()).collect()
    }

    #[test]
    fn paths_by_points_and_by_differences_decode_alike() {
        let absolute = words(&[0, 100, 200, 103, 198]);
        let mut differences = words(&[1, 100, 200]);
        differences.extend(3i16.to_le_bytes());
        differences.extend((-2i16).to_le_bytes());
        assert_eq!(path(&absolute).unwrap(), path(&differences).unwrap());
    }

    #[test]
    fn a_polygon_of_several_parts_gives_all_its_rings() {
        let one = list(&[words(&[0, 1, 1, 2, 2])]);
        let two = list(&[words(&[0, 3, 3, 4, 4]), words(&[0, 5, 5, 6, 6])]);
        let mut shape = words(&[6]);
        shape.extend(list(&[one, two]));
        assert_eq!(decode(&list(&[shape])).unwrap()[0].len(), 3);
    }

    #[test]
    fn a_file_cut_short_is_refused() {
        let whole = list(&[words(&[2, 0, 1, 1, 2, 2])]);
        assert!(decode(&whole).is_ok());
        assert!((0..whole.len()).all(|length| decode(&whole[..length]).is_err()));
    }

    #[test]
    fn the_border_between_two_areas_falls_out_when_they_are_taken_together() {
        let left = ring(&[(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)]);
        let right = ring(&[(10, 0), (20, 0), (20, 10), (10, 10), (10, 0)]);
        assert_eq!(dissolve([&left, &right].into_iter()).len(), 6);
    }
}
