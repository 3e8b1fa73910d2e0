//! One level of clusters: places gathered into groups, first by radius, then until no two groups touch.
//!
//! Neighbours are found over square cells twice as wide as the radius: whatever lies within the radius is in the
//! four cells that meet at the corner nearest to the middle.

use crate::map::coordinates::WorldPoint;

/// No further place.
const END: u32 = u32::MAX;

/// What has become of a place.
#[derive(Clone, Copy, PartialEq)]
enum State {
    /// Nobody has looked at it yet.
    Free,
    /// It is a group of its own.
    Alone,
    /// It heads a group of several, whose centre is elsewhere.
    Heads,
    /// It heads a group whose centre has moved since it was last put into a cell.
    Moves,
    /// It is in the group of another.
    Gone,
}

/// Places being gathered: points or clusters of the nearer level, numbered in the order given. What is said of a
/// place holds for the whole group from when it heads one.
pub(super) struct Level {
    states: Vec<State>,
    /// Mean of the group by weight.
    centres: Vec<WorldPoint>,
    /// Number of points in the group.
    weights: Vec<f64>,
    /// The next place of the same group.
    next: Vec<u32>,
    /// The last place of the group.
    last: Vec<u32>,
}

impl Level {
    /// Gathers all that lies within `radius` of a place, place by place in the given order; then, as long as two
    /// centres are nearer than `apart` (which must not exceed the radius), those two.
    pub(super) fn gather(places: impl Iterator<Item = (WorldPoint, u32)>, radius: f64, apart: f64) -> Self {
        let (centres, weights): (Vec<_>, Vec<_>) =
            places.map(|(centre, count)| (centre, f64::from(count))).unzip();
        let size = centres.len();
        let mut level = Self {
            states: vec![State::Free; size],
            centres,
            weights,
            next: vec![END; size],
            last: (0..size as u32).collect(),
        };
        let cells = Cells::over(&level.centres, 0..size, radius * 2.0);
        level.gather_within(radius, &cells);
        while level.part(apart, radius * 2.0, &cells) {}
        level
    }

    /// The groups: the centre of each, and the numbers of its places.
    pub(super) fn groups(&self) -> impl Iterator<Item = (WorldPoint, impl Iterator<Item = usize>)> {
        let heads = self.states.iter().enumerate().filter(|(_, state)| **state != State::Gone);
        heads.map(|(head, _)| {
            let members = std::iter::successors(Some(head), |&member| {
                let next = self.next[member];
                (next != END).then_some(next as usize)
            });
            (self.centres[head], members)
        })
    }

    /// Every place that is still free takes in the free ones within `radius` of it.
    fn gather_within(&mut self, radius: f64, cells: &Cells) {
        let mut near = Vec::new();
        for head in 0..self.states.len() {
            if self.states[head] != State::Free {
                continue;
            }
            self.states[head] = State::Alone;
            let centre = self.centres[head];
            if cells.holds_one_around(centre) {
                continue;
            }
            cells.around(centre, |other| {
                let free = self.states[other] == State::Free;
                if free && distance_squared(centre, self.centres[other]) <= radius * radius {
                    near.push(other);
                }
            });
            for other in near.drain(..) {
                // What was found twice has been taken in already.
                if self.states[other] == State::Free {
                    self.take_in(head, other);
                }
            }
        }
    }

    /// Every group that has moved takes in its nearest neighbour if that is nearer than `apart`; whether any did.
    /// Groups that stayed where they were need no look: they are further apart than the radius.
    ///
    /// Who moves now neither looks nor is looked at before the next round, in which its new cell is known.
    fn part(&mut self, apart: f64, side: f64, alone: &Cells) -> bool {
        let states = || self.states.iter().copied().enumerate();
        let looking: Vec<_> = states().filter(|it| it.1 == State::Moves).map(|it| it.0).collect();
        let heads: Vec<_> =
            states().filter(|it| matches!(it.1, State::Heads | State::Moves)).map(|it| it.0).collect();
        for &head in &looking {
            self.states[head] = State::Heads;
        }
        let moved = Cells::over(&self.centres, heads.into_iter(), side);
        let mut any = false;
        for head in looking {
            if self.states[head] == State::Heads
                && let Some(neighbour) = self.nearest(head, apart, alone, &moved)
            {
                self.take_in(head, neighbour);
                any = true;
            }
        }
        any
    }

    /// The group nearest to that of `head`, if one is nearer than `apart`; of two equally near the earlier one.
    fn nearest(&self, head: usize, apart: f64, alone: &Cells, moved: &Cells) -> Option<usize> {
        let centre = self.centres[head];
        let mut best: Option<(f64, usize)> = None;
        for (cells, wanted) in [(alone, State::Alone), (moved, State::Heads)] {
            cells.around(centre, |other| {
                if self.states[other] == wanted && other != head {
                    let found = (distance_squared(centre, self.centres[other]), other);
                    if found.0 < apart * apart && best.is_none_or(|best| found < best) {
                        best = Some(found);
                    }
                }
            });
        }
        best.map(|(_, other)| other)
    }

    /// Joins the group of `other` to that of `head`.
    fn take_in(&mut self, head: usize, other: usize) {
        let weight = self.weights[head] + self.weights[other];
        let share = self.weights[other] / weight;
        let (own, others) = (self.centres[head], self.centres[other]);
        self.centres[head] =
            WorldPoint { x: own.x + (others.x - own.x) * share, y: own.y + (others.y - own.y) * share };
        self.weights[head] = weight;
        self.next[self.last[head] as usize] = other as u32;
        self.last[head] = self.last[other];
        self.states[head] = State::Moves;
        self.states[other] = State::Gone;
    }
}

fn distance_squared(one: WorldPoint, other: WorldPoint) -> f64 {
    (one.x - other.x).powi(2) + (one.y - other.y).powi(2)
}

/// Which places lie in which square cell: chains in a hash table.
struct Cells {
    cells_per_unit: f64,
    /// First entry of each slot's chain. Several cells may share a slot.
    chains: Vec<u32>,
    /// The place of each entry, and the next entry of the chain.
    entries: Vec<(u32, u32)>,
    /// For each slot, up to 255, how many places are in the four cells around the corners of that slot.
    crowds: Vec<u8>,
}

impl Cells {
    fn over(centres: &[WorldPoint], numbers: impl ExactSizeIterator<Item = usize>, side: f64) -> Self {
        // Sparse, because what falls into the same slot by chance is looked at in vain.
        let slots = (numbers.len() * 4).next_power_of_two();
        let mut cells = Self {
            cells_per_unit: side.recip(),
            chains: vec![END; slots],
            entries: Vec::with_capacity(numbers.len()),
            crowds: vec![0; slots],
        };
        for (entry, number) in (0..).zip(numbers) {
            let WorldPoint { x, y } = centres[number];
            // Cutting off what follows the point serves as well as rounding down: it keeps the order of numbers.
            let (column, row) = ((x * cells.cells_per_unit) as i32, (y * cells.cells_per_unit) as i32);
            let slot = cells.slot(column, row);
            cells.entries.push((number as u32, cells.chains[slot]));
            cells.chains[slot] = entry;
            for corner in four(column + 1, row + 1) {
                let slot = cells.slot(corner.0, corner.1);
                cells.crowds[slot] = cells.crowds[slot].saturating_add(1);
            }
        }
        cells
    }

    /// The slot for a cell or a corner. The two large odd numbers spread neighbours over the table.
    fn slot(&self, column: i32, row: i32) -> usize {
        let mixed = (column as u32).wrapping_mul(0x9E37_79B1) ^ (row as u32).wrapping_mul(0x85EB_CA77);
        (mixed ^ (mixed >> 15)) as usize & (self.chains.len() - 1)
    }

    /// The corner of cells nearest to a point; each corner has the name of the cell to its lower right.
    fn corner(&self, point: WorldPoint) -> (i32, i32) {
        ((point.x * self.cells_per_unit + 0.5) as i32, (point.y * self.cells_per_unit + 0.5) as i32)
    }

    /// Whether a place has the cells around its nearest corner to itself.
    fn holds_one_around(&self, place: WorldPoint) -> bool {
        let (column, row) = self.corner(place);
        self.crowds[self.slot(column, row)] == 1
    }

    /// Calls `found` for every place within half a cell of `centre`, for others not far from it, and perhaps for
    /// one twice.
    fn around(&self, centre: WorldPoint, mut found: impl FnMut(usize)) {
        let (column, row) = self.corner(centre);
        for (column, row) in four(column, row) {
            let mut entry = self.chains[self.slot(column, row)];
            while entry != END {
                let (number, next) = self.entries[entry as usize];
                found(number as usize);
                entry = next;
            }
        }
    }
}

/// The four cells that meet at a corner; also the four corners of the cell to its upper left.
fn four(column: i32, row: i32) -> [(i32, i32); 4] {
    [(column - 1, row - 1), (column, row - 1), (column - 1, row), (column, row)]
}
