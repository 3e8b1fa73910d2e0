use proptest::prelude::*;

use super::*;

mod known_pairs;

use known_pairs::KNOWN_PAIRS;

fn at(lat: f64, lng: f64) -> LatLng {
    LatLng { lat, lng }
}

const HAIKOU: LatLng = LatLng { lat: 20.044, lng: 110.199 };

#[test]
fn a_position_is_read_as_addresses_have_it() {
    for (text, lat, lng) in [
        ("18.51,110.04", 18.51, 110.04),
        (" 18.51 , 110.04 ", 18.51, 110.04),
        ("18.51，110.04", 18.51, 110.04),
        ("+18.51,-110.04", 18.51, -110.04),
        ("0,0", 0.0, 0.0),
        ("018.510,.5", 18.51, 0.5),
        ("18.5100000000000000000000009,110.", 18.51, 110.0),
        ("90,180", 90.0, 180.0),
        ("-90,-180", -90.0, -180.0),
    ] {
        assert_eq!(text.parse(), Ok(at(lat, lng)), "{text}");
    }
    assert_eq!(at(18.51, 110.04).to_string(), "18.510,110.040");
    assert_eq!(at(18.0, -110.5).to_string(), "18.000,-110.500");
}

#[test]
fn what_is_no_position_is_refused_with_its_reason() {
    use LatLngRefused::{OutOfRange, Shape};
    for (text, reason) in [
        ("", Shape),
        ("18.51", Shape),
        ("18.51;110.04", Shape),
        ("18.51,", Shape),
        (",110.04", Shape),
        ("18.51,110.04,5", Shape),
        ("18.5.1,110.04", Shape),
        ("a,b", Shape),
        ("NaN,110.04", Shape),
        ("18.51,inf", Shape),
        ("1e1,110.04", Shape),
        ("18.51,\0", Shape),
        ("18.51,.", Shape),
        ("--1,110", Shape),
        ("99999999999999999999999,0", OutOfRange),
        ("１８,110", Shape),
        ("90.001,110.04", OutOfRange),
        ("-90.001,110.04", OutOfRange),
        ("18.51,180.001", OutOfRange),
        ("18.51,-180.001", OutOfRange),
        ("110.04,18.51", OutOfRange),
    ] {
        assert_eq!(text.parse::<LatLng>(), Err(reason), "{text}");
    }
    for (lat, lng) in [(f64::NAN, 110.0), (18.0, f64::NAN), (f64::INFINITY, 110.0), (18.0, f64::NEG_INFINITY)]
    {
        assert_eq!(LatLng::new(lat, lng), Err(OutOfRange), "{lat},{lng}");
    }
}

#[test]
fn the_stored_form_of_a_position_is_unchanged_and_an_impossible_one_is_not_read() {
    let stored = r#"{"lat":18.51,"lng":110.04}"#;
    assert_eq!(serde_json::to_string(&at(18.51, 110.04)).unwrap(), stored);
    assert_eq!(serde_json::from_str::<LatLng>(stored).unwrap(), at(18.51, 110.04));
    assert!(serde_json::from_str::<LatLng>(r#"{"lat":110.04,"lng":18.51}"#).is_err());
}

#[test]
fn a_rounded_position_has_three_decimals_and_no_negative_zero() {
    for (lat, lng, written) in [
        (18.51249, 110.0405, "18.512,110.041"),
        (18.5125, 110.0, "18.513,110.000"),
        (-18.51249, -110.0406, "-18.512,-110.041"),
        (-0.0004, 0.0004, "0.000,0.000"),
    ] {
        assert_eq!(at(lat, lng).rounded().to_string(), written);
    }
}

/// The distance through the angle between two vectors from the earth's middle: another formula, the same sphere.
fn distance_by_vectors_m(one: LatLng, other: LatLng) -> f64 {
    let vector = |position: LatLng| {
        let (lat, lng) = (position.lat.to_radians(), position.lng.to_radians());
        [lat.cos() * lng.cos(), lat.cos() * lng.sin(), lat.sin()]
    };
    let ([a, b, c], [d, e, f]) = (vector(one), vector(other));
    let cross = [b * f - c * e, c * d - a * f, a * e - b * d];
    let sine = cross.iter().map(|part| part * part).sum::<f64>().sqrt();
    6_371_008.8 * sine.atan2(a * d + b * e + c * f)
}

#[test]
fn known_distances_are_right() {
    let degree_m = 6_371_008.8 * PI / 180.0;
    for (one, other, want_m) in [
        (at(0.0, 0.0), at(0.0, 1.0), degree_m),
        (at(0.0, 0.0), at(1.0, 0.0), degree_m),
        (at(60.0, 10.0), at(60.0, 10.002), degree_m * 0.001),
        (at(18.0, 110.0), at(19.5, 110.0), degree_m * 1.5),
        (at(90.0, 0.0), at(-90.0, 0.0), degree_m * 180.0),
        (at(0.0, 179.5), at(0.0, -179.5), degree_m),
        (at(12.3, 45.6), at(-12.3, -134.4), degree_m * 180.0),
        // Opposite points for which rounding lifts the haversine above 1.
        (at(2.5, -8.6), at(-2.5, 171.4), degree_m * 180.0),
        (at(48.2, -82.9), at(-48.2, 97.1), degree_m * 180.0),
    ] {
        assert!((distance_m(one, other) - want_m).abs() < 0.01, "{one} {other} {}", distance_m(one, other));
    }
    assert_eq!(distance_m(HAIKOU, HAIKOU), 0.0);
}

#[test]
fn a_distance_is_said_as_exactly_as_people_say_it() {
    use Distance::{Kilometres, Metres};
    for (metres, want) in [
        (0.0, Metres(50)),
        (24.0, Metres(50)),
        (74.9, Metres(50)),
        (75.0, Metres(100)),
        (924.0, Metres(900)),
        (974.9, Metres(950)),
        (975.0, Kilometres("1".into())),
        (1_000.0, Kilometres("1".into())),
        (1_049.0, Kilometres("1".into())),
        (1_050.0, Kilometres("1.1".into())),
        (1_234.0, Kilometres("1.2".into())),
        (9_949.0, Kilometres("9.9".into())),
        (9_950.0, Kilometres("10".into())),
        (10_499.0, Kilometres("10".into())),
        (10_500.0, Kilometres("11".into())),
        (123_456.0, Kilometres("123".into())),
    ] {
        assert_eq!(Distance::of(metres), want, "{metres}");
    }
}

#[test]
fn both_shifts_agree_with_an_independent_implementation_to_a_tenth_of_a_metre() {
    let (mut worst_gcj02_m, mut worst_bd09_m) = (0.0_f64, 0.0_f64);
    for [lat, lng, gcj02_lat, gcj02_lng, bd09_lat, bd09_lng] in KNOWN_PAIRS {
        let position = at(lat, lng);
        worst_gcj02_m = worst_gcj02_m.max(distance_by_vectors_m(gcj02(position), at(gcj02_lat, gcj02_lng)));
        worst_bd09_m = worst_bd09_m.max(distance_by_vectors_m(bd09(position), at(bd09_lat, bd09_lng)));
        // So that the comparison means something: the shifts are hundreds of metres.
        assert!(distance_m(position, gcj02(position)) > 100.0, "{position}");
        assert!(distance_m(gcj02(position), bd09(position)) > 100.0, "{position}");
    }
    // Really reached: what is lost by writing the pairs with seven decimals.
    assert!(worst_gcj02_m < 0.01, "{worst_gcj02_m}");
    assert!(worst_bd09_m < 0.01, "{worst_bd09_m}");
}

#[test]
fn outside_the_rectangle_around_china_nothing_is_shifted() {
    let edges = [(0.83, 100.0, 0.82), (55.82, 100.0, 55.83)];
    for (inside, lng, outside) in edges {
        assert_ne!(gcj02(at(inside, lng)), at(inside, lng));
        assert_eq!(gcj02(at(outside, lng)), at(outside, lng));
        assert_eq!(bd09(at(outside, lng)), at(outside, lng));
    }
    for (inside, lat, outside) in [(72.01, 30.0, 72.0), (137.83, 30.0, 137.84)] {
        assert_ne!(gcj02(at(lat, inside)), at(lat, inside));
        assert_eq!(gcj02(at(lat, outside)), at(lat, outside));
        assert_eq!(bd09(at(lat, outside)), at(lat, outside));
    }
    for (lat, lng) in [(52.52, 13.4), (-33.87, 151.2), (40.7, -74.0)] {
        assert_eq!(gcj02(at(lat, lng)), at(lat, lng));
        assert_eq!(bd09(at(lat, lng)), at(lat, lng));
    }
}

#[test]
fn each_link_has_the_shift_of_its_service_and_a_name_that_breaks_nothing() {
    // A pair of the table: 19.1177,109.87951 is 19.1158053,109.8835253 and 19.1216989,109.8900632.
    let place = at(19.1177, 109.87951);
    let name = "嘉积镇社工站 A&B,1号";
    let plain = "%E5%98%89%E7%A7%AF%E9%95%87%E7%A4%BE%E5%B7%A5%E7%AB%99%20A%26B%2C1%E5%8F%B7";
    let amap = plain.replace("%2C", "%EF%BC%8C");
    for (link, want) in [
        (
            amap_link(name, place),
            format!(
                "https://uri.amap.com/navigation?to=109.883525,19.115805,{amap}&mode=car&coordinate=gaode&callnative=1&src=lastmetre"
            ),
        ),
        (
            tencent_link(name, place),
            format!(
                "https://apis.map.qq.com/uri/v1/routeplan?type=drive&to={plain}&tocoord=19.115805,109.883525&referer=lastmetre"
            ),
        ),
        (
            baidu_link(name, place),
            format!(
                "https://api.map.baidu.com/marker?location=19.121699,109.890063&title={plain}&content={plain}&coord_type=bd09ll&output=html&src=lastmetre"
            ),
        ),
        (
            apple_link(name, place),
            format!("https://maps.apple.com/?daddr=19.115805,109.883525&q={plain}&dirflg=d"),
        ),
        (geo_link(name, place), format!("geo:19.117700,109.879510?q=19.117700,109.879510({plain})")),
    ] {
        assert_eq!(link, want);
    }
    assert!(apple_link("az-AZ_09.~/?#%\"'<>", place).contains("&q=az-AZ_09.~%2F%3F%23%25%22%27%3C%3E&"));
}

#[test]
fn the_flat_world_has_its_middle_edges_and_directions_where_tiles_have_them() {
    for (position, zoom, x, y) in [
        (at(0.0, 0.0), 0, 128.0, 128.0),
        (at(0.0, -180.0), 0, 0.0, 128.0),
        (at(0.0, 180.0), 3, 2048.0, 1024.0),
        (at(LAT_MAX, 0.0), 0, 128.0, 0.0),
        (at(-LAT_MAX, 0.0), 1, 256.0, 512.0),
        (at(90.0, 0.0), 0, 128.0, 0.0),
        (at(-90.0, 0.0), 0, 128.0, 256.0),
        // Haikou lies in tile 825/453 of zoom 10, by the well-known formula with tangent and secant.
        (HAIKOU, 10, 211_316.462_933_333_3, 116_169.248_602_603_3),
    ] {
        let point = world_from_lat_lng(position, zoom);
        assert!((point.x - x).abs() < 1e-6 && (point.y - y).abs() < 1e-6, "{position} {zoom} {point:?}");
    }
}

proptest! {
    #[test]
    fn distances_agree_with_vectors_both_ways(
        (a, b) in (-90.0..90.0, -180.0..180.0),
        (c, d) in (-90.0..90.0, -180.0..180.0),
    ) {
        let (one, other) = (at(a, b), at(c, d));
        let want_m = distance_by_vectors_m(one, other);
        prop_assert!((distance_m(one, other) - want_m).abs() < 1.0, "{} {}", distance_m(one, other), want_m);
        prop_assert!((distance_m(other, one) - distance_m(one, other)).abs() < 1e-6);
    }

    #[test]
    fn a_position_survives_being_written_and_the_flat_world(
        lat in -85.0..85.0,
        lng in -180.0..180.0,
        zoom in 0..=20_u8,
    ) {
        let position = at(lat, lng);
        prop_assert_eq!(position.to_string().parse(), Ok(position.rounded()));
        // The standard library reads every form there is; of plain decimals it must say the same.
        let (lat_text, lng_text) = (format!("{lat:.12}"), format!("{lng:.7}"));
        let read = at(lat_text.parse().unwrap(), lng_text.parse().unwrap());
        prop_assert_eq!(format!("{lat_text},{lng_text}").parse(), Ok(read));
        let back = lat_lng_from_world(world_from_lat_lng(position, zoom), zoom);
        prop_assert!((back.lat - lat).abs() < 1e-9 && (back.lng - lng).abs() < 1e-9, "{} {}", position, back);
    }

    #[test]
    fn no_text_makes_reading_a_position_panic(text in "\\PC{0,20}") {
        if let Ok(position) = text.parse::<LatLng>() {
            prop_assert!(position.lat.abs() <= 90.0 && position.lng.abs() <= 180.0);
        }
    }
}
