//! The shifts that Chinese map services put on WGS-84: GCJ-02 (高德, 腾讯, Apple in China) and, on top of it,
//! BD-09 (百度).
//!
//! Only for what leaves the house in a link. The formulas are the ones commonly known; the tests compare them
//! with an independent implementation.

use std::f64::consts::PI;

use super::LatLng;

/// Axis and squared eccentricity of the Krasovsky 1940 ellipsoid, on which the shift is defined.
const AXIS_M: f64 = 6_378_245.0;
const ECCENTRICITY_SQUARED: f64 = 0.006_693_421_622_965_823;

/// The rough rectangle within which map services shift.
fn in_china(position: LatLng) -> bool {
    (0.8293..=55.8271).contains(&position.lat) && (72.004..=137.8347).contains(&position.lng)
}

/// The position in GCJ-02; outside China unchanged.
pub fn gcj02(position: LatLng) -> LatLng {
    if !in_china(position) {
        return position;
    }
    let (north_m, east_m) = shift_m(position.lng - 105.0, position.lat - 35.0);
    let latitude = position.lat.to_radians();
    let flattening = 1.0 - ECCENTRICITY_SQUARED * latitude.sin().powi(2);
    let meridian_radius_m = AXIS_M * (1.0 - ECCENTRICITY_SQUARED) / flattening.powf(1.5);
    let parallel_radius_m = AXIS_M / flattening.sqrt() * latitude.cos();
    LatLng {
        lat: position.lat + (north_m / meridian_radius_m).to_degrees(),
        lng: position.lng + (east_m / parallel_radius_m).to_degrees(),
    }
}

/// How far north and east a point is moved that lies `x` and `y` degrees from 105° E, 35° N.
fn shift_m(x: f64, y: f64) -> (f64, f64) {
    let wave = |amplitude: f64, turns: f64| amplitude * (turns * PI).sin();
    let ripple = wave(20.0, 6.0 * x) + wave(20.0, 2.0 * x);
    let north_waves =
        ripple + wave(20.0, y) + wave(40.0, y / 3.0) + wave(160.0, y / 12.0) + wave(320.0, y / 30.0);
    let east_waves =
        ripple + wave(20.0, x) + wave(40.0, x / 3.0) + wave(150.0, x / 12.0) + wave(300.0, x / 30.0);
    let root = x.abs().sqrt();
    let north_m = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root;
    let east_m = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root;
    (north_m + north_waves * 2.0 / 3.0, east_m + east_waves * 2.0 / 3.0)
}

/// The position in BD-09; outside China unchanged.
pub fn bd09(position: LatLng) -> LatLng {
    if !in_china(position) {
        return position;
    }
    let LatLng { lat, lng } = gcj02(position);
    let turn = PI * 3000.0 / 180.0;
    let radius = lng.hypot(lat) + 0.000_02 * (lat * turn).sin();
    let angle = lat.atan2(lng) + 0.000_003 * (lng * turn).cos();
    LatLng { lat: radius * angle.sin() + 0.006, lng: radius * angle.cos() + 0.0065 }
}
