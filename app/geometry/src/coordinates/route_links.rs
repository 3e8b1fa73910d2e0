//! Links that open a map service with a route to a place, or with the place and a button for the route.
//!
//! Each takes WGS-84 and shifts it as its service expects. Nothing is asked of a service here and nothing about
//! the reader is in the link: the starting point is filled in by the service on the reader's own device.

use super::{LatLng, bd09, decimals, gcj02};

/// The services ask who links to them.
const SOURCE: &str = "lastmetre";

/// 高德地图: the route by car; the application opens where it is installed.
pub fn amap_link(name: &str, place: LatLng) -> String {
    // The name is the third item of a list with commas, so it must not bring one of its own.
    let name = encoded(&name.replace(',', "，"));
    let (lat, lng) = degrees(gcj02(place));
    format!(
        "https://uri.amap.com/navigation?to={lng},{lat},{name}&mode=car&coordinate=gaode&callnative=1&src={SOURCE}"
    )
}

/// 腾讯地图: the route by car.
pub fn tencent_link(name: &str, place: LatLng) -> String {
    let name = encoded(name);
    let (lat, lng) = degrees(gcj02(place));
    format!(
        "https://apis.map.qq.com/uri/v1/routeplan?type=drive&to={name}&tocoord={lat},{lng}&referer={SOURCE}"
    )
}

/// 百度地图: the place with its button 「到这去」; a route link would demand to know where the reader is.
pub fn baidu_link(name: &str, place: LatLng) -> String {
    let name = encoded(name);
    let (lat, lng) = degrees(bd09(place));
    format!(
        "https://api.map.baidu.com/marker?location={lat},{lng}&title={name}&content={name}&coord_type=bd09ll&output=html&src={SOURCE}"
    )
}

/// Apple Maps, which shows China in GCJ-02: the route by car.
pub fn apple_link(name: &str, place: LatLng) -> String {
    let name = encoded(name);
    let (lat, lng) = degrees(gcj02(place));
    format!("https://maps.apple.com/?daddr={lat},{lng}&q={name}&dirflg=d")
}

/// A `geo:` address (RFC 5870) for whatever map the device has: WGS-84, as that standard says, with the name
/// in the way that Android understands.
pub fn geo_link(name: &str, place: LatLng) -> String {
    let name = encoded(name);
    let (lat, lng) = degrees(place);
    format!("geo:{lat},{lng}?q={lat},{lng}({name})")
}

/// Latitude and longitude to some ten centimetres.
fn degrees(place: LatLng) -> (String, String) {
    (decimals(place.lat, 6), decimals(place.lng, 6))
}

/// The text as it may stand within a query: all but unreserved ASCII as percent and two digits.
fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() * 3);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}
