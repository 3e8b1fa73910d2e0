//! Clusters: which buttons the map shows at a zoom, so that ten thousand stations stay readable and quick.
//!
//! The method is the hierarchical greedy one made known by npm `supercluster`, written anew over a grid of
//! cells: from the nearest zoom outwards, each level gathers what stood within a radius on the level below. On
//! top of that, buttons that would still overlap are gathered too. The map island asks; `coordinates.rs` flattens
//! the globe.
//!
//! Pure, and the same points always give the same clusters with the same ids. Invariants: at every zoom the
//! counts add up to all points; no two centres are nearer than a button is wide; a cluster lies whole within one
//! cluster of every wider zoom.

use crate::coordinates::{LatLng, WorldPoint, lat_lng_from_world, world_from_lat_lng};

mod level;

use level::{Level, Place};

/// The nearest zoom that is clustered; nearer ones show the same.
pub const ZOOM_MAX: u8 = 18;

/// Width of a button in pixels: two centres are never nearer than this.
pub const BUTTON_PX: f64 = 48.0;

/// How far around a point its cluster reaches, in pixels. So much wider than a button that clusters seldom touch
/// and have to be gathered once more: that would make them fewer than `supercluster` makes.
pub const RADIUS_PX: f64 = 80.0;

/// What one button stands for: a single point or several.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cluster {
    /// The same at every zoom where it holds the same points. A single point has its own number.
    pub id: u32,
    /// Where the button is: the point itself, or the mean of its points.
    pub at: LatLng,
    /// Number of points, at least 1.
    pub count: u32,
}

/// A part of the map, edges included. South is below north and west is below east, also where the map shows
/// the world more than once and counts on beyond 180°.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Southern edge in degrees.
    pub south: f64,
    /// Western edge in degrees.
    pub west: f64,
    /// Northern edge in degrees.
    pub north: f64,
    /// Eastern edge in degrees.
    pub east: f64,
}

impl Bounds {
    /// Whether the position lies within.
    pub fn contain(&self, position: LatLng) -> bool {
        (self.south..=self.north).contains(&position.lat) && (self.west..=self.east).contains(&position.lng)
    }
}

/// A point, or a cluster of nodes of the next nearer zoom.
#[derive(Clone, Debug)]
struct Node {
    cluster: Cluster,
    /// Centre in the world of zoom 0.
    centre: WorldPoint,
    /// Zoom at which it came to be; none for a point.
    made_at: Option<u8>,
    /// What it was made of.
    parts: Vec<u32>,
}

/// All points, and the clusters of the zooms that somebody has asked for so far.
#[derive(Clone, Debug)]
pub struct Clusters {
    nodes: Vec<Node>,
    /// Ids of the nodes of each level made so far: first the bare points, then zoom 18, 17 and outwards.
    levels: Vec<Vec<u32>>,
}

impl Clusters {
    /// Takes the points, which are numbered in their order; levels are made when they are asked for.
    pub fn build(points: Vec<LatLng>) -> Self {
        let nodes: Vec<_> = (0_u32..)
            .zip(points)
            .map(|(id, at)| Node {
                cluster: Cluster { id, at, count: 1 },
                centre: world_from_lat_lng(at, 0),
                made_at: None,
                parts: Vec::new(),
            })
            .collect();
        let points = nodes.iter().map(|node| node.cluster.id).collect();
        Self { nodes, levels: vec![points] }
    }

    /// The buttons within `bounds` at `zoom`.
    ///
    /// The first question at a zoom makes its level and all nearer ones. Whoever has very many points and cannot
    /// wait for that at one go asks for the nearer zooms first, one after the other.
    pub fn visible(&mut self, bounds: Bounds, zoom: u8) -> Vec<Cluster> {
        let depth = usize::from(ZOOM_MAX - zoom.min(ZOOM_MAX)) + 1;
        for zoom in (0..=ZOOM_MAX).rev().take(depth).skip(self.levels.len() - 1) {
            self.make_level(zoom);
        }
        let clusters = self.levels[depth].iter().map(|&id| self.nodes[id as usize].cluster);
        clusters.filter(|cluster| bounds.contain(cluster.at)).collect()
    }

    /// Numbers of the points in a cluster, in rising order; empty for an id that no cluster has had so far.
    pub fn members(&self, id: u32) -> Vec<u32> {
        let mut members = Vec::new();
        self.for_each_member(id, |member| members.push(member));
        members.sort_unstable();
        members
    }

    /// Hands over the numbers of the points in a cluster, in no order.
    pub fn for_each_member(&self, id: u32, mut found: impl FnMut(u32)) {
        let mut waiting = vec![id];
        while let Some(node) = waiting.pop().and_then(|id| self.nodes.get(id as usize)) {
            if node.parts.is_empty() {
                found(node.cluster.id);
            }
            waiting.extend(&node.parts);
        }
    }

    /// The first zoom at which the cluster falls apart. None for a single point, and for points so near each
    /// other that no zoom parts them: those need a list.
    pub fn expansion_zoom(&self, id: u32) -> Option<u8> {
        let made_at = self.nodes.get(id as usize)?.made_at?;
        (made_at < ZOOM_MAX).then_some(made_at + 1)
    }

    /// Makes the level of `zoom` from the one made last, which is that of the next nearer zoom.
    fn make_level(&mut self, zoom: u8) {
        let Some(nearer) = self.levels.last() else { return };
        let place = |&id: &u32| {
            let node = &self.nodes[id as usize];
            Place { centre: node.centre, weight: f64::from(node.cluster.count) }
        };
        let pixel = 0.5_f64.powi(i32::from(zoom));
        let gathered =
            Level::gather(nearer.iter().map(place).collect(), RADIUS_PX * pixel, BUTTON_PX * pixel);
        let mut level = Vec::with_capacity(nearer.len());
        for (position, &id) in nearer.iter().enumerate() {
            if gathered.is_alone(position) {
                level.push(id);
            } else if !gathered.is_gone(position) {
                let parts: Vec<u32> = gathered.members(position).map(|member| nearer[member]).collect();
                let count = parts.iter().map(|&part| self.nodes[part as usize].cluster.count).sum();
                let centre = gathered.centre(position);
                let id = self.nodes.len() as u32;
                let cluster = Cluster { id, at: lat_lng_from_world(centre, 0), count };
                self.nodes.push(Node { cluster, centre, made_at: Some(zoom), parts });
                level.push(id);
            }
        }
        self.levels.push(level);
    }
}

#[cfg(test)]
mod tests;
