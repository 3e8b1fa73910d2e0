//! One level of clusters: places gathered into groups, first by radius, then until no two groups touch.
//!
//! Neighbours are found over square cells twice as wide as the radius: whatever lies within the radius is in the
//! four cells that meet at the corner nearest to the middle.
//!
//! This is the one hot loop of the map: hence flat lists.

use crate::coordinates::WorldPoint;

/// A point or cluster of the nearer level, and from when it heads a group, that group.
pub(super) struct Place {
    /// Mean of the group by weight.
    pub(super) centre: WorldPoint,
    /// Number of points in the group.
    pub(super) weight: f64,
}

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

/// Places that have been gathered, known by their position in the list given.
pub(super) struct Level {
    places: Vec<Place>,
    states: Vec<State>,
    /// The next place of the same group; the last one names itself.
    next: Vec<u32>,
    /// For a head the last place of its group.
    last: Vec<u32>,
}

impl Level {
    /// Gathers all that lies within `radius` of a place, place by place in the given order; then, as long as two
    /// centres are nearer than `apart` (which must not exceed the radius), those two.
    pub(super) fn gather(places: Vec<Place>, radius: f64, apart: f64) -> Self {
        let mut cells = Cells::new(places.len(), places.len(), radius * 2.0);
        for (number, place) in places.iter().enumerate() {
            cells.insert(number, place.centre);
        }
        let numbers: Vec<u32> = (0..places.len() as u32).collect();
        let mut level =
            Self { states: vec![State::Free; places.len()], next: numbers.clone(), last: numbers, places };
        level.gather_within(radius, &cells);
        while level.part(apart, radius * 2.0, &cells) {}
        level
    }

    /// Whether the place is in the group of another.
    pub(super) fn is_gone(&self, place: usize) -> bool {
        self.states[place] == State::Gone
    }

    /// Whether the place is a group of its own.
    pub(super) fn is_alone(&self, place: usize) -> bool {
        self.states[place] == State::Alone
    }

    /// Centre of the group that a place heads.
    pub(super) fn centre(&self, head: usize) -> WorldPoint {
        self.places[head].centre
    }

    /// The places of a group, its head first.
    pub(super) fn members(&self, head: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(head), |&member| {
            let next = self.next[member] as usize;
            (next != member).then_some(next)
        })
    }

    /// Every place that is still free takes in the free ones within `radius` of it.
    fn gather_within(&mut self, radius: f64, cells: &Cells) {
        let mut near = Vec::new();
        for head in 0..self.places.len() {
            if self.states[head] != State::Free {
                continue;
            }
            self.states[head] = State::Alone;
            let centre = self.places[head].centre;
            cells.around(centre, |other| {
                if self.states[other] == State::Free
                    && distance_squared(centre, self.places[other].centre) <= radius * radius
                {
                    near.push(other);
                }
            });
            for other in near.drain(..) {
                self.take_in(head, other);
            }
        }
    }

    /// Every group that has moved takes in its nearest neighbour if that is nearer than `apart`; whether any did.
    /// Groups that stayed where they were need no look: they are further apart than the radius.
    ///
    /// Who moves now neither looks nor is looked at before the next round, in which its new cell is known.
    fn part(&mut self, apart: f64, side: f64, alone: &Cells) -> bool {
        let states = || self.states.iter().enumerate();
        let looking: Vec<usize> = states().filter(|it| *it.1 == State::Moves).map(|it| it.0).collect();
        if looking.is_empty() {
            return false;
        }
        for &head in &looking {
            self.states[head] = State::Heads;
        }
        let heads = self.states.iter().filter(|state| **state == State::Heads).count();
        let mut moved = Cells::new(heads, self.places.len(), side);
        for (head, state) in self.states.iter().enumerate() {
            if *state == State::Heads {
                moved.insert(head, self.places[head].centre);
            }
        }
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

    /// The group nearest to that of `head`, if one is nearer than `apart`.
    fn nearest(&self, head: usize, apart: f64, alone: &Cells, moved: &Cells) -> Option<usize> {
        let centre = self.places[head].centre;
        let mut best = (apart * apart, None);
        for (cells, wanted) in [(alone, State::Alone), (moved, State::Heads)] {
            cells.around(centre, |other| {
                let distance = distance_squared(centre, self.places[other].centre);
                if self.states[other] == wanted && other != head && distance < best.0 {
                    best = (distance, Some(other));
                }
            });
        }
        best.1
    }

    /// Joins the group of `other` to that of `head`.
    fn take_in(&mut self, head: usize, other: usize) {
        let weight = self.places[head].weight + self.places[other].weight;
        let share = self.places[other].weight / weight;
        let (own, others) = (self.places[head].centre, self.places[other].centre);
        let centre =
            WorldPoint { x: own.x + (others.x - own.x) * share, y: own.y + (others.y - own.y) * share };
        self.places[head] = Place { centre, weight };
        self.next[self.last[head] as usize] = other as u32;
        self.last[head] = self.last[other];
        self.states[head] = State::Moves;
        self.states[other] = State::Gone;
    }
}

#[inline(always)]
fn distance_squared(one: WorldPoint, other: WorldPoint) -> f64 {
    (one.x - other.x) * (one.x - other.x) + (one.y - other.y) * (one.y - other.y)
}

/// Which places lie in which square cell: chains that begin in a table of slots.
///
/// The table is laid out again and again over the plane, so cells far apart share a slot and neighbours never do.
struct Cells {
    cells_per_unit: f64,
    /// The table has two to the power of this many columns, and as many rows.
    bits: u32,
    /// First place of each slot's chain, plus one; 0 where there is none.
    first: Vec<u32>,
    /// For each place the next one of its chain, plus one; 0 after the last.
    following: Vec<u32>,
}

impl Cells {
    /// Empty cells for about `size` of the places numbered below `numbers`.
    fn new(size: usize, numbers: usize, side: f64) -> Self {
        let mut bits = 1;
        while 1 << (2 * bits) < size {
            bits += 1;
        }
        Self {
            cells_per_unit: side.recip(),
            bits,
            first: vec![0; 1 << (2 * bits)],
            following: vec![0; numbers],
        }
    }

    fn insert(&mut self, number: usize, point: WorldPoint) {
        // Cutting off what follows the point serves as well as rounding down: it keeps the order of numbers.
        let slot = self.slot((point.x * self.cells_per_unit) as i32, (point.y * self.cells_per_unit) as i32);
        self.following[number] = self.first[slot];
        self.first[slot] = number as u32 + 1;
    }

    #[inline(always)]
    fn slot(&self, column: i32, row: i32) -> usize {
        let mask = (1 << self.bits) - 1;
        (((row & mask) << self.bits) | (column & mask)) as usize
    }

    /// Calls `found` for every place within half a cell of `centre`, and for others.
    #[inline(always)]
    fn around(&self, centre: WorldPoint, mut found: impl FnMut(usize)) {
        let column = (centre.x * self.cells_per_unit + 0.5) as i32;
        let row = (centre.y * self.cells_per_unit + 0.5) as i32;
        for cell in 0..4 {
            let mut entry = self.first[self.slot(column - (cell & 1), row - (cell >> 1))];
            while entry != 0 {
                let number = entry as usize - 1;
                found(number);
                entry = self.following[number];
            }
        }
    }
}
