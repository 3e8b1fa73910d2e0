use proptest::prelude::*;

use super::*;

const WORLD: Bounds = Bounds { south: -90.0, west: -180.0, north: 90.0, east: 180.0 };

fn at(lat: f64, lng: f64) -> LatLng {
    LatLng { lat, lng }
}

/// The place so many pixels of `zoom` east and south of the middle of the world.
fn at_px(zoom: u8, east: f64, south: f64) -> LatLng {
    let middle = world_from_lat_lng(at(0.0, 0.0), zoom);
    lat_lng_from_world(WorldPoint { x: middle.x + east, y: middle.y + south }, zoom)
}

fn apart_px(one: LatLng, other: LatLng, zoom: u8) -> f64 {
    let (one, other) = (world_from_lat_lng(one, zoom), world_from_lat_lng(other, zoom));
    (one.x - other.x).hypot(one.y - other.y)
}

/// Numbers in [0, 1) that a few lines of any language can make again.
fn generator(seed: u32) -> impl FnMut() -> f64 {
    let mut state = seed;
    move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(state) / 4_294_967_296.0
    }
}

/// A place somewhere on Hainan.
fn anywhere(random: &mut impl FnMut() -> f64) -> LatLng {
    at(18.2 + random() * 1.9, 108.7 + random() * 2.3)
}

/// Ten thousand points around two hundred towns.
fn around_towns() -> Vec<LatLng> {
    let mut random = generator(7);
    let towns: Vec<_> = (0..200).map(|_| anywhere(&mut random)).collect();
    let mut around = || (random() + random() + random() - 1.5) * 0.08;
    (0..10_000)
        .map(|number| at(towns[number % 200].lat + around(), towns[number % 200].lng + around()))
        .collect()
}

/// Two thousand points spread evenly.
fn spread_evenly() -> Vec<LatLng> {
    let mut random = generator(11);
    (0..2_000).map(|_| anywhere(&mut random)).collect()
}

/// Three thousand points at sixty places.
fn at_few_places() -> Vec<LatLng> {
    let mut random = generator(13);
    let places: Vec<_> = (0..60).map(|_| anywhere(&mut random)).collect();
    (0..3_000).map(|number| places[number % 60]).collect()
}

fn each_set() -> [(&'static str, Vec<LatLng>, [usize; 19]); 3] {
    // How many clusters npm `supercluster` 9.1.0 (ISC) makes of the same points at zoom 0, 1, … 18, with
    // { radius: 80, extent: 256, minZoom: 0, maxZoom: 18 }.
    [
        (
            "around towns",
            around_towns(),
            [1, 1, 1, 1, 1, 1, 2, 5, 17, 52, 163, 626, 1988, 4648, 7648, 9297, 9814, 9954, 9991],
        ),
        (
            "spread evenly",
            spread_evenly(),
            [1, 1, 1, 1, 1, 1, 1, 4, 17, 53, 197, 644, 1302, 1756, 1925, 1985, 1996, 1999, 2000],
        ),
        (
            "at few places",
            at_few_places(),
            [1, 1, 1, 1, 1, 1, 1, 5, 11, 32, 47, 57, 58, 59, 60, 60, 60, 60, 60],
        ),
    ]
}

#[test]
fn at_every_zoom_there_are_as_many_clusters_as_supercluster_makes_within_ten_per_cent() {
    for (name, points, theirs) in each_set() {
        let mut clusters = Clusters::build(points);
        for (zoom, theirs) in (0..).zip(theirs) {
            let ours = clusters.visible(WORLD, zoom).len();
            assert!(ours.abs_diff(theirs) * 10 <= theirs, "{name}, zoom {zoom}: {ours} and {theirs}");
        }
    }
}

#[test]
fn at_every_zoom_the_counts_add_up_and_each_point_is_in_one_cluster() {
    for (name, points, _) in each_set() {
        let size = points.len();
        let mut clusters = Clusters::build(points);
        for zoom in 0..=ZOOM_MAX {
            let visible = clusters.visible(WORLD, zoom);
            assert_eq!(
                visible.iter().map(|cluster| cluster.count as usize).sum::<usize>(),
                size,
                "{name} {zoom}"
            );
            let mut seen = vec![false; size];
            for cluster in visible {
                let members = clusters.members(cluster.id);
                assert_eq!(members.len(), cluster.count as usize);
                assert!(members.is_sorted());
                for member in members {
                    assert!(!std::mem::replace(&mut seen[member as usize], true), "{member} twice");
                }
            }
        }
    }
}

#[test]
fn no_two_buttons_overlap_at_any_zoom() {
    for (name, points, _) in each_set() {
        let mut clusters = Clusters::build(points);
        for zoom in 0..=ZOOM_MAX {
            assert_apart(&clusters.visible(WORLD, zoom), zoom, name);
        }
    }
}

fn assert_apart(visible: &[Cluster], zoom: u8, name: &str) {
    let mut centres: Vec<_> = visible.iter().map(|cluster| world_from_lat_lng(cluster.at, zoom)).collect();
    centres.sort_by(|one, other| one.x.total_cmp(&other.x));
    for (number, one) in centres.iter().enumerate() {
        for other in centres[number + 1..].iter().take_while(|other| other.x - one.x < BUTTON_PX) {
            let apart = (one.x - other.x).hypot(one.y - other.y);
            assert!(apart > BUTTON_PX - 1e-6, "{name}, zoom {zoom}: {apart} px");
        }
    }
}

#[test]
fn a_cluster_lies_whole_within_one_cluster_of_every_wider_zoom_and_falls_apart_where_it_says() {
    let mut clusters = Clusters::build(around_towns());
    for zoom in 1..=ZOOM_MAX {
        let nearer = clusters.visible(WORLD, zoom);
        let mut home = vec![0; 10_000];
        for cluster in &nearer {
            clusters.members(cluster.id).iter().for_each(|&member| home[member as usize] = cluster.id);
        }
        let mut parts_seen = 0;
        for cluster in clusters.visible(WORLD, zoom - 1) {
            let mut parts: Vec<_> =
                clusters.members(cluster.id).iter().map(|&it| home[it as usize]).collect();
            parts.sort_unstable();
            parts.dedup();
            parts_seen += parts.len();
            // It keeps its id, or falls apart at just this zoom.
            if parts == [cluster.id] {
                assert_ne!(clusters.expansion_zoom(cluster.id), Some(zoom));
            } else {
                assert!(parts.len() > 1);
                assert_eq!(clusters.expansion_zoom(cluster.id), Some(zoom));
            }
        }
        assert_eq!(
            parts_seen,
            nearer.len(),
            "no cluster is split between two of the wider zoom {}",
            zoom - 1
        );
    }
}

#[test]
fn the_same_points_give_the_same_clusters_in_whatever_order_zooms_are_asked_for() {
    let mut at_once = Clusters::build(spread_evenly());
    let mut bit_by_bit = at_once.clone();
    let wide = at_once.visible(WORLD, 7);
    let near = at_once.visible(WORLD, 12);
    assert_eq!(bit_by_bit.visible(WORLD, 12), near);
    assert_eq!(bit_by_bit.visible(WORLD, 7), wide);
    assert_eq!(bit_by_bit.visible(WORLD, 7), wide);
    assert_eq!(bit_by_bit.nodes.len(), at_once.nodes.len());
}

#[test]
fn only_the_levels_down_to_the_zoom_asked_for_are_made() {
    let mut clusters = Clusters::build(at_few_places());
    for (zoom, levels) in [(18, 2), (17, 3), (17, 3), (18, 3), (0, 20), (5, 20)] {
        clusters.visible(WORLD, zoom);
        assert_eq!(clusters.levels.len(), levels, "after zoom {zoom}");
    }
}

#[test]
fn beyond_the_nearest_zoom_nothing_changes() {
    let mut clusters = Clusters::build(around_towns());
    let nearest = clusters.visible(WORLD, ZOOM_MAX);
    assert_eq!(clusters.visible(WORLD, 19), nearest);
    assert_eq!(clusters.visible(WORLD, u8::MAX), nearest);
}

#[test]
fn points_in_one_place_stay_one_cluster_and_say_that_no_zoom_parts_them() {
    // 257 of them, because a counter of a byte would think that it is one.
    for size in [2, 3, 255, 256, 257, 1_000] {
        let mut clusters = Clusters::build(vec![at(19.25, 110.47); size]);
        for zoom in [ZOOM_MAX, 0] {
            let visible = clusters.visible(WORLD, zoom);
            assert_eq!(visible.len(), 1, "{size} points");
            assert_eq!(visible[0].count as usize, size);
            assert!(apart_px(visible[0].at, at(19.25, 110.47), ZOOM_MAX) < 1e-3);
            assert_eq!(clusters.expansion_zoom(visible[0].id), None);
        }
    }
}

#[test]
fn a_single_point_has_its_own_number_its_own_place_and_nothing_to_expand() {
    let points = [at(19.25, 110.47), at(18.3, 109.1)];
    let mut clusters = Clusters::build(points.to_vec());
    let visible = clusters.visible(WORLD, 10);
    let singles = [0, 1].map(|id| Cluster { id, at: points[id as usize], count: 1 });
    assert_eq!(visible, singles);
    assert_eq!(clusters.members(1), [1]);
    assert_eq!(clusters.expansion_zoom(1), None);
}

#[test]
fn no_points_give_no_clusters_and_an_unknown_id_has_no_members() {
    let mut clusters = Clusters::build(Vec::new());
    assert_eq!(clusters.visible(WORLD, 0), []);
    assert_eq!(clusters.members(0), [0_u32; 0]);
    assert_eq!(clusters.expansion_zoom(0), None);
}

#[test]
fn a_cluster_reaches_eighty_pixels_and_stands_at_the_mean_of_its_points() {
    for (apart, count) in [(1.0, 1), (47.9, 1), (79.9, 1), (80.1, 2), (200.0, 2)] {
        let points = vec![at_px(18, -5.0, 3.0), at_px(18, -5.0 + apart, 3.0)];
        assert_eq!(Clusters::build(points).visible(WORLD, 18).len(), count, "{apart} px");
    }
    // A fourth point four times as far as the middle of three moves the centre by a quarter of its distance.
    let points = [(0.0, 0.0), (0.0, 0.0), (0.0, 0.0), (40.0, -60.0)].map(|(x, y)| at_px(18, x, y));
    let mut clusters = Clusters::build(points.to_vec());
    let [cluster] = clusters.visible(WORLD, 18)[..] else { panic!("one cluster") };
    assert_eq!(cluster.count, 4);
    assert!(apart_px(cluster.at, at_px(18, 10.0, -15.0), 18) < 1e-3, "{}", cluster.at);
    assert_eq!(clusters.members(cluster.id), [0, 1, 2, 3]);
    // At zoom 17 the 72 pixels are 36, and nothing changes: the weight of the three is not forgotten either.
    assert_eq!(clusters.visible(WORLD, 17), [cluster]);
}

#[test]
fn the_mean_of_a_cluster_of_clusters_weighs_their_points() {
    // Two clusters at zoom 18, of three points and of one, 120 px apart; one at zoom 17.
    let points = [(0.0, 0.0), (0.0, 0.0), (0.0, 0.0), (120.0, 0.0)].map(|(x, y)| at_px(18, x, y));
    let mut clusters = Clusters::build(points.to_vec());
    assert_eq!(clusters.visible(WORLD, 18).len(), 2);
    let [cluster] = clusters.visible(WORLD, 17)[..] else { panic!("one cluster") };
    assert!(apart_px(cluster.at, at_px(18, 30.0, 0.0), 18) < 1e-3, "{}", cluster.at);
    assert_eq!(clusters.expansion_zoom(cluster.id), Some(18));
}

#[test]
fn centres_that_moved_too_near_to_each_other_are_gathered_too() {
    // By radius alone the first takes the second, the third takes the fourth: centres at 39 and 81, 42 px apart.
    let points = [(0.0, 0.0), (78.0, 0.0), (81.0, 0.0), (81.0, 1.0)].map(|(x, y)| at_px(18, x, y));
    let mut clusters = Clusters::build(points.to_vec());
    let [cluster] = clusters.visible(WORLD, 18)[..] else { panic!("one cluster") };
    assert_eq!(clusters.members(cluster.id), [0, 1, 2, 3]);
    // A chain: the first two come together, their centre moves near the third, then near the fourth.
    let points = [(0.0, 0.0), (79.0, 0.0), (81.0, 0.0), (98.0, 0.0)].map(|(x, y)| at_px(18, x, y));
    let visible = Clusters::build(points.to_vec()).visible(WORLD, 18);
    assert_apart(&visible, 18, "chain");
    // One that stayed alone is taken in as well: centre 38, the third at 81 is 43 px away.
    let points = [(0.0, 0.0), (76.0, 0.0), (81.0, 0.0)].map(|(x, y)| at_px(18, x, y));
    assert_eq!(Clusters::build(points.to_vec()).visible(WORLD, 18).len(), 1);
    // And left where it is when it is far enough: centre 30, the third at 81 is 51 px away.
    let points = [(0.0, 0.0), (60.0, 0.0), (81.0, 0.0)].map(|(x, y)| at_px(18, x, y));
    assert_eq!(Clusters::build(points.to_vec()).visible(WORLD, 18).len(), 2);
}

#[test]
fn only_what_lies_within_the_bounds_is_visible_edges_included() {
    let mut clusters = Clusters::build(vec![at(18.0, 109.0), at(19.0, 110.0), at(20.0, 111.0)]);
    let mut ids = |south, west, north, east| -> Vec<u32> {
        let visible = clusters.visible(Bounds { south, west, north, east }, 12);
        visible.iter().map(|cluster| cluster.id).collect()
    };
    assert_eq!(ids(17.0, 108.0, 21.0, 112.0), [0, 1, 2]);
    assert_eq!(ids(18.0, 109.0, 20.0, 111.0), [0, 1, 2]);
    assert_eq!(ids(18.1, 109.0, 19.9, 111.0), [1]);
    assert_eq!(ids(18.0, 109.1, 20.0, 110.9), [1]);
    assert_eq!(ids(17.0, 108.0, 19.0, 110.0), [0, 1]);
    assert_eq!(ids(19.0, 110.0, 21.0, 112.0), [1, 2]);
    assert_eq!(ids(19.1, 109.0, 19.9, 111.0), [0_u32; 0]);
}

/// What `Level::gather` promises, told without cells: first by radius, then the moved ones among each other.
fn plainly_within(points: &[(f64, f64)], radius: f64) -> Vec<Vec<usize>> {
    let mut free = vec![true; points.len()];
    let mut groups = Vec::new();
    for head in 0..points.len() {
        if std::mem::replace(&mut free[head], false) {
            let near = |other: &usize| {
                let (x, y) = (points[*other].0 - points[head].0, points[*other].1 - points[head].1);
                free[*other] && x * x + y * y <= radius * radius
            };
            let mut group: Vec<_> = (head + 1..points.len()).filter(near).collect();
            group.iter().for_each(|&other| free[other] = false);
            group.insert(0, head);
            groups.push(group);
        }
    }
    groups
}

fn gathered(points: &[(f64, f64)], radius: f64, apart: f64) -> Vec<(WorldPoint, Vec<usize>)> {
    let place = |&(x, y): &(f64, f64)| Place { centre: WorldPoint { x, y }, weight: 1.0 };
    let level = Level::gather(points.iter().map(place).collect(), radius, apart);
    let heads = (0..points.len()).filter(|&place| !level.is_gone(place));
    let group = |head| {
        let mut members: Vec<_> = level.members(head).collect();
        assert_eq!(members[0], head);
        assert_eq!(level.is_alone(head), members.len() == 1);
        members.sort_unstable();
        (level.centre(head), members)
    };
    heads.map(group).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn cells_find_just_what_looking_at_every_pair_finds(
        points in proptest::collection::vec((0..256_u32, 0..256_u32), 0..80),
        radius in prop_oneof![Just(1.0), Just(5.0), Just(16.0), Just(40.0), Just(300.0)],
    ) {
        // Whole and half numbers, edges of the world and of cells among them.
        let points: Vec<_> = points.iter().map(|&(x, y)| (f64::from(x) / 2.0, f64::from(y) * 257.0 / 256.0)).collect();
        let found: Vec<_> = gathered(&points, radius, 0.0).into_iter().map(|group| group.1).collect();
        prop_assert_eq!(found, plainly_within(&points, radius));
    }

    #[test]
    fn whatever_the_points_groups_are_apart_whole_and_at_their_mean(
        points in proptest::collection::vec((0.0..256.0, 0.0..256.0), 0..120),
        radius in 1.0..60.0,
        part in 0.1..=1.0,
    ) {
        let apart = radius * part;
        let groups = gathered(&points, radius, apart);
        let mut members: Vec<_> = groups.iter().flat_map(|group| group.1.clone()).collect();
        members.sort_unstable();
        prop_assert_eq!(members, (0..points.len()).collect::<Vec<_>>());
        for (number, (centre, members)) in groups.iter().enumerate() {
            let size = members.len() as f64;
            let mean_x = members.iter().map(|&it| points[it].0).sum::<f64>() / size;
            let mean_y = members.iter().map(|&it| points[it].1).sum::<f64>() / size;
            prop_assert!((centre.x - mean_x).hypot(centre.y - mean_y) < 1e-9);
            for (other, _) in &groups[number + 1..] {
                prop_assert!((centre.x - other.x).hypot(centre.y - other.y) >= apart);
            }
        }
    }
}
