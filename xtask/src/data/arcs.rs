//! Simplifying outlines without tearing them apart.
//!
//! A ring is cut where borders meet; each arc between two such places is simplified in one fixed direction, whichever
//! ring it is met in. So both neighbours of a border keep the same points, and no gap or overlap can appear.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::geometry::{World, distance_to_segment};
use super::outlines::{GridPoint, Path};

/// Simplifies the rings of every area, leaving out points that lie within `tolerance` world pixels of the line.
/// Rings come back without the repeated last point; rings that shrink to nothing are gone.
pub fn simplify(areas: &BTreeMap<String, Vec<Path>>, tolerance: f64) -> BTreeMap<String, Vec<Path>> {
    let meetings = meetings(areas.values().flatten());
    areas
        .iter()
        .map(|(code, rings)| {
            let simplified = rings.iter().map(|ring| simplify_ring(ring, &meetings, tolerance));
            (code.clone(), simplified.filter(|ring| ring.len() >= 3).collect())
        })
        .collect()
}

/// Simplifies one open line; its ends stay.
pub fn simplify_line(line: &[GridPoint], tolerance: f64) -> Path {
    let world: Vec<World> = line.iter().map(|point| point.world()).collect();
    let mut kept = vec![false; line.len()];
    if let Some(last) = line.len().checked_sub(1) {
        kept[0] = true;
        kept[last] = true;
        keep_far_points(&world, 0, last, tolerance, &mut kept);
    }
    line.iter().zip(kept).filter(|(_, kept)| *kept).map(|(point, _)| *point).collect()
}

/// The points where more than two pieces of outline meet.
fn meetings<'a>(rings: impl Iterator<Item = &'a Path>) -> HashSet<GridPoint> {
    let mut neighbours: HashMap<GridPoint, HashSet<GridPoint>> = HashMap::new();
    for (a, b) in rings.flat_map(|ring| ring.iter().zip(ring.iter().skip(1))) {
        neighbours.entry(*a).or_default().insert(*b);
        neighbours.entry(*b).or_default().insert(*a);
    }
    neighbours.into_iter().filter(|(_, beside)| beside.len() != 2).map(|(point, _)| point).collect()
}

fn simplify_ring(ring: &Path, meetings: &HashSet<GridPoint>, tolerance: f64) -> Path {
    let points = &ring[..ring.len().saturating_sub(1)];
    // A ring no border meets (an islet, an enclave) starts at its smallest point, so that both of its sides agree.
    let start = points
        .iter()
        .position(|point| meetings.contains(point))
        .or_else(|| (0..points.len()).min_by_key(|&at| points[at]));
    let Some(start) = start else { return Path::new() };

    let around = |step: usize| points[(start + step) % points.len()];
    let mut simplified = Path::new();
    let mut arc = vec![around(0)];
    for step in 1..=points.len() {
        arc.push(around(step));
        if step == points.len() || meetings.contains(&around(step)) {
            let whole = simplify_arc(&arc, tolerance);
            simplified.extend_from_slice(&whole[..whole.len() - 1]);
            arc = vec![around(step)];
        }
    }
    simplified
}

/// Simplifies an arc in the direction that starts at its smaller end, then gives it back in its own.
fn simplify_arc(arc: &[GridPoint], tolerance: f64) -> Path {
    let reversed: Path = arc.iter().rev().copied().collect();
    let backwards = reversed.as_slice() < arc;
    let ordered = if backwards { reversed.as_slice() } else { arc };
    let mut simplified = if ordered.first() == ordered.last() {
        simplify_loop(ordered, tolerance)
    } else {
        simplify_line(ordered, tolerance)
    };
    if backwards {
        simplified.reverse();
    }
    simplified
}

/// A closed arc has no second end: its farthest point serves as one.
fn simplify_loop(closed: &[GridPoint], tolerance: f64) -> Path {
    let distance = |point: &GridPoint| {
        let (here, start) = (point.world(), closed[0].world());
        (here.x - start.x).hypot(here.y - start.y)
    };
    let farthest = (0..closed.len()).max_by(|&a, &b| distance(&closed[a]).total_cmp(&distance(&closed[b])));
    let (there, back) = closed.split_at(farthest.unwrap_or(0));
    let mut there = there.to_vec();
    there.extend(back.first());
    let mut simplified = simplify_line(&there, tolerance);
    simplified.pop();
    simplified.extend(simplify_line(back, tolerance));
    simplified
}

/// Ramer, Douglas and Peucker: of all points between two kept ones, keep the farthest if it is far enough.
fn keep_far_points(line: &[World], first: usize, last: usize, tolerance: f64, kept: &mut [bool]) {
    let distance = |at: usize| distance_to_segment(line[at], line[first], line[last]);
    let farthest = (first + 1..last).max_by(|&a, &b| distance(a).total_cmp(&distance(b)));
    if let Some(farthest) = farthest.filter(|&at| distance(at) > tolerance) {
        kept[farthest] = true;
        keep_far_points(line, first, farthest, tolerance, kept);
        keep_far_points(line, farthest, last, tolerance, kept);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Points near Hainan, 0.001 degrees (about 3 world pixels) apart.
    fn ring(points: &[(u32, u32)]) -> Path {
        points.iter().map(|&(x, y)| GridPoint { x: 145_000_000 + 500 * x, y: 54_500_000 + 500 * y }).collect()
    }

    fn pieces(ring: &Path) -> HashSet<(GridPoint, GridPoint)> {
        (0..ring.len())
            .map(|at| (ring[at], ring[(at + 1) % ring.len()]))
            .map(|(a, b)| (a.min(b), a.max(b)))
            .collect()
    }

    #[test]
    fn neighbours_share_their_border_after_simplification_as_before() {
        // A jagged border from (10, 0) to (10, 40), walked upwards on the left and downwards on the right.
        let jagged: Vec<(u32, u32)> =
            (0..=40).map(|y| (10 + [0, 3, 1, 5, 0][y as usize % 5] % 6, y)).collect();
        let mut left = vec![(0, 40), (0, 0)];
        left.extend(&jagged);
        left.push((0, 40));
        let mut right: Vec<(u32, u32)> = jagged.iter().rev().copied().collect();
        right.extend([(30, 0), (30, 40), (10, 40)]);
        let areas = BTreeMap::from([
            ("left".to_owned(), vec![ring(&left)]),
            ("right".to_owned(), vec![ring(&right)]),
        ]);

        for tolerance in [0.0, 1.0, 5.0, 12.0, 20.0] {
            let simplified = simplify(&areas, tolerance);
            let (left, right) = (&simplified["left"][0], &simplified["right"][0]);
            let border_points = |ring: &Path| -> HashSet<GridPoint> {
                let jagged = ring_points(&jagged);
                ring.iter().copied().filter(|point| jagged.contains(point)).collect()
            };
            assert_eq!(border_points(left), border_points(right), "tolerance {tolerance}");
            assert!(!pieces(left).is_disjoint(&pieces(right)), "tolerance {tolerance}");
        }
    }

    fn ring_points(points: &[(u32, u32)]) -> HashSet<GridPoint> {
        ring(points).into_iter().collect()
    }

    #[test]
    fn an_enclave_and_its_surroundings_keep_the_same_ring_whatever_their_directions() {
        let circle: Vec<(u32, u32)> =
            vec![(20, 10), (14, 12), (11, 20), (14, 28), (20, 30), (28, 28), (30, 20), (27, 13), (20, 10)];
        let backwards: Vec<(u32, u32)> = circle.iter().rev().copied().collect();
        let turned = [&backwards[3..8], &backwards[..4]].concat();
        let areas =
            BTreeMap::from([("in".to_owned(), vec![ring(&circle)]), ("out".to_owned(), vec![ring(&turned)])]);
        let simplified = simplify(&areas, 12.0);
        assert_eq!(pieces(&simplified["in"][0]), pieces(&simplified["out"][0]));
        assert!(simplified["in"][0].len() < circle.len() - 1);
    }

    #[test]
    fn no_point_left_out_is_farther_away_than_the_tolerance() {
        let line = ring(&(0..200).map(|x| (x, (x * x * 7) % 31)).collect::<Vec<_>>());
        let simplified = simplify_line(&line, 20.0);
        assert!(simplified.len() < line.len());
        for point in &line {
            let near = simplified
                .windows(2)
                .map(|piece| distance_to_segment(point.world(), piece[0].world(), piece[1].world()));
            assert!(near.fold(f64::INFINITY, f64::min) <= 20.0);
        }
    }

    #[test]
    fn an_islet_smaller_than_the_tolerance_disappears() {
        let islet = ring(&[(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]);
        assert!(simplify(&BTreeMap::from([("a".to_owned(), vec![islet])]), 50.0)["a"].is_empty());
    }
}
