use super::*;
fn generator(seed: u32) -> impl FnMut() -> f64 {
    let mut state = seed;
    move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(state) / 4_294_967_296.0
    }
}
fn hainan_like() -> Vec<LatLng> {
    let mut random = generator(7);
    let towns: Vec<_> = (0..200).map(|_| (18.2 + random() * 1.9, 108.7 + random() * 2.3)).collect();
    (0..10_000)
        .map(|number| {
            let (lat, lng) = towns[number % 200];
            let mut around = || (random() + random() + random() - 1.5) * 0.08;
            let (north, east) = (around(), around());
            LatLng { lat: lat + north, lng: lng + east }
        })
        .collect()
}
fn uniform() -> Vec<LatLng> {
    let mut random = generator(11);
    (0..2_000).map(|_| LatLng { lat: 18.2 + random() * 1.9, lng: 108.7 + random() * 2.3 }).collect()
}
fn at_sixty_places() -> Vec<LatLng> {
    let mut random = generator(13);
    let places: Vec<_> =
        (0..60).map(|_| LatLng { lat: 18.2 + random() * 1.9, lng: 108.7 + random() * 2.3 }).collect();
    (0..3_000).map(|number| places[number % 60]).collect()
}
const WORLD: Bounds = Bounds { south: -90.0, west: -180.0, north: 90.0, east: 180.0 };
#[test]
fn explore() {
    for (name, points) in
        [("hainan", hainan_like()), ("uniform", uniform()), ("identical", at_sixty_places())]
    {
        let start = std::time::Instant::now();
        let mut c = Clusters::build(points);
        let b = start.elapsed();
        c.visible(WORLD, 8);
        let e = start.elapsed();
        c.visible(WORLD, 0);
        let f = start.elapsed();
        let counts: Vec<_> = (0..=18).map(|z| c.visible(WORLD, z).len()).collect();
        eprintln!("{RADIUS_PX} {name} build {b:?} z8 {e:?} all {f:?} {counts:?}");
    }
}
#[test]
fn per_level() {
    for _ in 0..3 {
        let mut c = Clusters::build(hainan_like());
        let mut out = String::new();
        for z in (0..=18).rev() {
            let start = std::time::Instant::now();
            c.visible(Bounds { south: 0.0, west: 0.0, north: 0.0, east: 0.0 }, z);
            out += &format!("{z}:{:.0}us ", start.elapsed().as_secs_f64() * 1e6);
        }
        eprintln!("{out}");
    }
}
