//! Positions on the globe: what people type, how far two are apart, and where they lie on the flat map.
//!
//! For pages, search and the map alike. Everything is kept in WGS-84, as GPS tells it; the shifted systems that
//! Chinese maps demand exist only on the way out (`coordinates/shifts.rs`), in route links
//! (`coordinates/route_links.rs`).
//!
//! Pure. Invariant: a shifted coordinate is never stored and never measured from.

use std::{f64::consts::PI, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

mod route_links;
mod shifts;

pub use route_links::{amap_link, apple_link, baidu_link, geo_link, tencent_link};
pub use shifts::{bd09, gcj02};

/// A position in WGS-84, in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct LatLng {
    /// Degrees north of the equator, -90 to 90.
    pub lat: f64,
    /// Degrees east of Greenwich, -180 to 180.
    pub lng: f64,
}

/// Why two numbers, or a text, are no position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LatLngRefused {
    /// The text is not two decimal numbers with a comma between them.
    #[error("not written as latitude,longitude")]
    Shape,
    /// Two numbers, but no such place on earth.
    #[error("latitude or longitude is out of range")]
    OutOfRange,
}

impl LatLng {
    /// The position, unless there is none such: out of range, infinite or not a number.
    pub fn new(lat: f64, lng: f64) -> Result<Self, LatLngRefused> {
        if (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lng) {
            Ok(Self { lat, lng })
        } else {
            Err(LatLngRefused::OutOfRange)
        }
    }

    /// Whether somebody there may want a station in Hainan: the island, the South China Sea, or the strait.
    pub fn is_around_hainan(self) -> bool {
        (3.0..=21.0).contains(&self.lat) && (107.0..=119.0).contains(&self.lng)
    }

    /// The position to three decimals, about 110 m: as exact as an address (URL) may tell where somebody is.
    pub fn rounded(self) -> Self {
        // Adding zero turns -0 into 0, which would otherwise be written «-0».
        let round = |degrees: f64| (degrees * 1000.0).round() / 1000.0 + 0.0;
        Self { lat: round(self.lat), lng: round(self.lng) }
    }
}

/// `18.510,110.040`, the form in addresses (URL): no more is told of where somebody is.
impl fmt::Display for LatLng {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{},{}", decimals(self.lat, 3), decimals(self.lng, 3))
    }
}

/// Reads `18.51,110.04`: latitude first, the comma also full-width, blanks allowed around the numbers.
impl FromStr for LatLng {
    type Err = LatLngRefused;

    fn from_str(text: &str) -> Result<Self, LatLngRefused> {
        let (lat, lng) = text.split_once([',', '，']).ok_or(LatLngRefused::Shape)?;
        Self::new(decimal(lat)?, decimal(lng)?)
    }
}

/// A plain decimal number. `f64::from_str` would take «NaN», «inf» and «1e2» as well, and costs a browser ten
/// kilobytes. Digits beyond the twelfth decimal are passed over: they are less than an atom.
fn decimal(text: &str) -> Result<f64, LatLngRefused> {
    const DECIMALS_MAX: usize = 12;
    let text = text.trim();
    let (negative, digits) = match text.strip_prefix(['-', '+']) {
        Some(digits) => (text.starts_with('-'), digits),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !plain(whole) || !plain(fraction) || whole.len() + fraction.len() == 0 {
        return Err(LatLngRefused::Shape);
    }
    // Nobody's place on earth has four digits before the point.
    if whole.trim_start_matches('0').len() > 3 {
        return Err(LatLngRefused::OutOfRange);
    }
    let fraction = &fraction[..fraction.len().min(DECIMALS_MAX)];
    let digits = whole.bytes().chain(fraction.bytes());
    let parts = digits.fold(0_i64, |parts, digit| parts * 10 + i64::from(digit - b'0'));
    let scale = fraction.bytes().fold(1_i64, |scale, _| scale * 10);
    // Both are exact as f64, so their quotient is the number nearest to what was written.
    let degrees = parts as f64 / scale as f64;
    Ok(if negative { -degrees } else { degrees })
}

/// A position as it is stored, before anybody has looked at it.
#[derive(Deserialize)]
struct Unchecked {
    lat: f64,
    lng: f64,
}

impl TryFrom<Unchecked> for LatLng {
    type Error = LatLngRefused;

    fn try_from(Unchecked { lat, lng }: Unchecked) -> Result<Self, LatLngRefused> {
        Self::new(lat, lng)
    }
}

/// Mean radius of the earth in metres (IUGG): a sphere of this size is right within 0.6 %.
const EARTH_RADIUS_M: f64 = 6_371_008.8;

/// Degrees with so many decimals, 1 to 6, as they stand in an address: `110.040`, `-0.500`.
pub fn decimals(degrees: f64, places: u32) -> String {
    // By whole numbers: writing fractions costs a browser six kilobytes.
    let scale = 10_i32.pow(places);
    let parts = (degrees * f64::from(scale)).round() as i32;
    let sign = if parts < 0 { "-" } else { "" };
    let (whole, fraction) = (parts.abs() / scale, parts.abs() % scale);
    format!("{sign}{whole}.{fraction:0width$}", width = places as usize)
}

/// Metres between two positions as the crow flies, by the haversine formula.
pub fn distance_m(one: LatLng, other: LatLng) -> f64 {
    let half_sine_squared = |degrees: f64| (degrees.to_radians() / 2.0).sin().powi(2);
    let haversine = half_sine_squared(other.lat - one.lat)
        + one.lat.to_radians().cos() * other.lat.to_radians().cos() * half_sine_squared(other.lng - one.lng);
    // Rounding may lift it a hair above 1 for two opposite points, and the arc sine of that is no number.
    2.0 * EARTH_RADIUS_M * haversine.min(1.0).sqrt().asin()
}

/// A distance as exactly as people say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Distance {
    /// Below one kilometre: metres in steps of 50, never 0.
    Metres(u32),
    /// From one kilometre: with one decimal below ten, whole from there, as it is written: 1.2, 3 and 12.
    Kilometres(String),
}

impl Distance {
    /// The distance to say for so many metres.
    pub fn of(metres: f64) -> Self {
        let fifties = (metres / 50.0).round();
        let tenths = (metres / 100.0).round() as u32;
        if fifties < 20.0 {
            Self::Metres((fifties as u32).max(1) * 50)
        } else if tenths < 100 && !tenths.is_multiple_of(10) {
            Self::Kilometres(format!("{}.{}", tenths / 10, tenths % 10))
        } else {
            Self::Kilometres(((metres / 1000.0).round() as u32).to_string())
        }
    }
}

/// A point of the square Web Mercator world at some zoom, in pixels from its north-western corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WorldPoint {
    /// Pixels towards the east.
    pub x: f64,
    /// Pixels towards the south.
    pub y: f64,
}

/// Beyond this latitude the square world ends.
const LAT_MAX: f64 = 85.051_128_779_806_6;

/// Pixels of the whole world's side at `zoom`, with tiles of 256 pixels.
fn world_side(zoom: u8) -> f64 {
    256.0 * 2_f64.powi(i32::from(zoom))
}

/// Where a position lies in the world of `zoom`; what is nearer to a pole than 85.05° lies on the edge.
pub fn world_from_lat_lng(position: LatLng, zoom: u8) -> WorldPoint {
    let side = world_side(zoom);
    let sine = position.lat.clamp(-LAT_MAX, LAT_MAX).to_radians().sin();
    WorldPoint { x: side * (position.lng / 360.0 + 0.5), y: side * (0.5 - sine.atanh() / (2.0 * PI)) }
}

/// The position that lies at a point of the world of `zoom`.
pub fn lat_lng_from_world(point: WorldPoint, zoom: u8) -> LatLng {
    let side = world_side(zoom);
    let lat = (2.0 * PI * (0.5 - point.y / side)).tanh().asin().to_degrees();
    LatLng { lat, lng: (point.x / side - 0.5) * 360.0 }
}

#[cfg(test)]
mod tests;
