//! Positions and plane geometry: Web Mercator, what lies inside what, how far, and the most inland point.
//!
//! Pure. Two spaces, named in every signature: [`LngLat`] in degrees (WGS-84, which CGCS2000 equals for display),
//! and [`World`] in pixels of the whole Web Mercator square at [`ZOOM`], y down, as map libraries count them.

use std::collections::BinaryHeap;
use std::f64::consts::PI;

/// The zoom whose pixels are the map's units: one is about 36 m in Hainan, so that whole numbers are fine enough.
pub const ZOOM: u32 = 12;

/// The side of the world's square at [`ZOOM`].
const WORLD_SIZE: f64 = 256.0 * (1 << ZOOM) as f64;

const EARTH_RADIUS_M: f64 = 6_371_008.8;

/// A position in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LngLat {
    /// Degrees east.
    pub lng: f64,
    /// Degrees north.
    pub lat: f64,
}

/// A position in world pixels at [`ZOOM`], from the north-west corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct World {
    /// To the east.
    pub x: f64,
    /// To the south.
    pub y: f64,
}

/// The straight pieces an outline is made of. Inside is decided by counting crossings, so holes and several parts
/// need no bookkeeping.
pub type Segments = Vec<(World, World)>;

/// Where a position falls on the Web Mercator square.
pub fn world_from(position: LngLat) -> World {
    let latitude = position.lat.to_radians();
    World {
        x: (position.lng + 180.0) / 360.0 * WORLD_SIZE,
        y: (1.0 - latitude.tan().asinh() / PI) / 2.0 * WORLD_SIZE,
    }
}

/// The position of a point of the Web Mercator square.
pub fn lng_lat_from(point: World) -> LngLat {
    LngLat {
        lng: point.x / WORLD_SIZE * 360.0 - 180.0,
        lat: (PI * (1.0 - 2.0 * point.y / WORLD_SIZE)).sinh().atan().to_degrees(),
    }
}

/// How many metres one world pixel is at this latitude.
pub fn metres_per_pixel(latitude: f64) -> f64 {
    2.0 * PI * EARTH_RADIUS_M * latitude.to_radians().cos() / WORLD_SIZE
}

/// Whether a point lies inside an outline (even-odd rule).
pub fn inside(point: World, outline: &Segments) -> bool {
    let crossed = outline.iter().filter(|(a, b)| {
        (a.y > point.y) != (b.y > point.y) && point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x
    });
    crossed.count() % 2 == 1
}

/// How many pixels a point is from the nearest piece of an outline; infinite for an empty one.
pub fn distance_to_outline(point: World, outline: &Segments) -> f64 {
    outline.iter().map(|(a, b)| distance_to_segment(point, *a, *b)).fold(f64::INFINITY, f64::min)
}

/// How many pixels a point is from the straight piece between two others.
pub fn distance_to_segment(point: World, a: World, b: World) -> f64 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length_squared = dx * dx + dy * dy;
    let along = if length_squared > 0.0 {
        (((point.x - a.x) * dx + (point.y - a.y) * dy) / length_squared).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (point.x - a.x - along * dx).hypot(point.y - a.y - along * dy)
}

/// How many metres a position lies outside an outline; 0 inside it.
pub fn metres_outside(position: LngLat, outline: &Segments) -> f64 {
    let point = world_from(position);
    if inside(point, outline) {
        0.0
    } else {
        distance_to_outline(point, outline) * metres_per_pixel(position.lat)
    }
}

/// The point inside an outline that is farthest from its edge, and that distance: where a label has most room.
/// Found to half a pixel; `None` for an outline without an inside.
pub fn most_inland(outline: &Segments) -> Option<(World, f64)> {
    let (low, high) = extent(outline.iter().flat_map(|(a, b)| [*a, *b]))?;
    let step = (high.x - low.x).min(high.y - low.y).max(1.0) / 8.0;
    let mut waiting = BinaryHeap::new();
    let mut y = low.y + step / 2.0;
    while y < high.y + step {
        let mut x = low.x + step / 2.0;
        while x < high.x + step {
            waiting.push(Cell::around(World { x, y }, step / 2.0, outline));
            x += step;
        }
        y += step;
    }
    let mut best = waiting.iter().copied().max_by(|a, b| a.room.total_cmp(&b.room))?;
    while let Some(cell) = waiting.pop() {
        if cell.room > best.room {
            best = cell;
        }
        if cell.hope() - best.room <= 0.5 {
            break;
        }
        let half = cell.half / 2.0;
        for (dx, dy) in [(-half, -half), (half, -half), (-half, half), (half, half)] {
            let centre = World { x: cell.centre.x + dx, y: cell.centre.y + dy };
            waiting.push(Cell::around(centre, half, outline));
        }
    }
    (best.room > 0.0).then_some((best.centre, best.room))
}

/// The north-west and south-east corners of the box around some points.
pub fn extent(points: impl Iterator<Item = World>) -> Option<(World, World)> {
    points.fold(None, |extent, point| {
        let (low, high) = extent.unwrap_or((point, point));
        Some((
            World { x: low.x.min(point.x), y: low.y.min(point.y) },
            World { x: high.x.max(point.x), y: high.y.max(point.y) },
        ))
    })
}

/// A square of the search for the most inland point, and what is known of it.
#[derive(Clone, Copy)]
struct Cell {
    centre: World,
    half: f64,
    /// Distance of the centre from the edge, negative outside.
    room: f64,
}

impl Cell {
    fn around(centre: World, half: f64, outline: &Segments) -> Self {
        let distance = distance_to_outline(centre, outline);
        Self { centre, half, room: if inside(centre, outline) { distance } else { -distance } }
    }

    /// The most room any point of this square can have.
    fn hope(&self) -> f64 {
        self.room + self.half * std::f64::consts::SQRT_2
    }
}

impl PartialEq for Cell {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Cell {}

impl PartialOrd for Cell {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Cell {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.hope().total_cmp(&other.hope())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(points: &[(f64, f64)]) -> Segments {
        let world = |(x, y): (f64, f64)| World { x, y };
        (0..points.len()).map(|at| (world(points[at]), world(points[(at + 1) % points.len()]))).collect()
    }

    #[test]
    fn the_middle_of_the_world_is_the_middle_of_the_square() {
        let middle = world_from(LngLat { lng: 0.0, lat: 0.0 });
        assert!((middle.x - WORLD_SIZE / 2.0).abs() < 1e-6 && (middle.y - WORLD_SIZE / 2.0).abs() < 1e-6);
    }

    #[test]
    fn haikou_lies_in_the_tile_the_slippy_map_formula_gives() {
        let haikou = world_from(LngLat { lng: 110.33, lat: 20.03 });
        assert_eq!(((haikou.x / 256.0) as u32, (haikou.y / 256.0) as u32), (3303, 1815));
    }

    #[test]
    fn a_position_survives_the_way_to_the_square_and_back() {
        for (lng, lat) in [(108.6, 18.1), (110.33, 20.03), (112.34, 16.84), (-70.0, -45.0)] {
            let back = lng_lat_from(world_from(LngLat { lng, lat }));
            assert!((back.lng - lng).abs() < 1e-9 && (back.lat - lat).abs() < 1e-9);
        }
    }

    #[test]
    fn a_hole_is_outside() {
        let mut ring = outline(&[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]);
        ring.extend(outline(&[(4.0, 4.0), (6.0, 4.0), (6.0, 6.0), (4.0, 6.0)]));
        assert!(inside(World { x: 2.0, y: 2.0 }, &ring));
        assert!(!inside(World { x: 5.0, y: 5.0 }, &ring));
        assert!(!inside(World { x: 11.0, y: 5.0 }, &ring));
    }

    #[test]
    fn the_most_inland_point_of_a_bent_shape_lies_in_its_thick_part() {
        let bent =
            outline(&[(0.0, 0.0), (100.0, 0.0), (100.0, 10.0), (40.0, 10.0), (40.0, 60.0), (0.0, 60.0)]);
        let (point, room) = most_inland(&bent).unwrap();
        assert!(inside(point, &bent));
        assert!((room - 20.0).abs() < 1.5, "{room}");
        assert!((point.x - 20.0).abs() < 2.0);
    }
}
