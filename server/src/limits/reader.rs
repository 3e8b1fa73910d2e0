//! From which address a request really comes.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{ConnectInfo, Request},
    http::{HeaderMap, HeaderName, header},
};

use crate::config::TrustedProxies;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const REAL_IP: HeaderName = HeaderName::from_static("x-real-ip");

/// The address of whoever asked: of the other end of the connection, or, where that is one of the trusted proxies, the
/// last address in `X-Forwarded-For` that is not one of them. Nothing without a connection, as in tests.
pub fn reader_address(request: &Request, proxies: &TrustedProxies) -> Option<IpAddr> {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>()?.0.ip();
    Some(reader_address_of(peer, request.headers(), proxies))
}

/// The same, of a connection from `peer` with these headers.
pub fn reader_address_of(peer: IpAddr, headers: &HeaderMap, proxies: &TrustedProxies) -> IpAddr {
    if !proxies.contains(peer) {
        return peer;
    }
    let lines = headers.get_all(FORWARDED_FOR).iter().rev();
    let told = lines.flat_map(|line| line.to_str().unwrap_or_default().rsplit(','));
    // Each proxy wrote whom it saw; the first one that is no proxy of ours is as far as anybody can be believed.
    let mut nearest = peer;
    for address in told {
        let Ok(address) = address.trim().parse::<IpAddr>() else { break };
        nearest = address;
        if !proxies.contains(address) {
            break;
        }
    }
    nearest
}

/// Whether a proxy says that it passes on somebody else's request.
pub fn forwarded(headers: &HeaderMap) -> bool {
    [FORWARDED_FOR, REAL_IP, header::FORWARDED, header::VIA].iter().any(|name| headers.contains_key(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(peer: &str, forwarded_for: &[&str]) -> String {
        let proxies = TrustedProxies(vec!["10.0.0.0/8".parse().unwrap(), "::1".parse().unwrap()]);
        let mut request = Request::new(axum::body::Body::empty());
        let peer = SocketAddr::new(peer.parse().unwrap(), 9);
        request.extensions_mut().insert(ConnectInfo(peer));
        for line in forwarded_for {
            request.headers_mut().append(FORWARDED_FOR, line.parse().unwrap());
        }
        reader_address(&request, &proxies).unwrap().to_string()
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        for (peer, forwarded_for, reader) in [
            ("203.0.113.5", &["198.51.100.1"][..], "203.0.113.5"),
            ("10.0.0.1", &[], "10.0.0.1"),
            ("10.0.0.1", &["198.51.100.1"], "198.51.100.1"),
            ("::1", &["2001:db8::7"], "2001:db8::7"),
            // The left part is what the reader claims.
            ("10.0.0.1", &["1.1.1.1, 198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", &["1.1.1.1", "198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", &["198.51.100.1, 10.0.0.2"], "198.51.100.1"),
            ("10.0.0.1", &["198.51.100.1, unknown"], "10.0.0.1"),
            ("10.0.0.1", &["10.0.0.3, 10.0.0.2"], "10.0.0.3"),
        ] {
            assert_eq!(address(peer, forwarded_for), reader, "{peer} {forwarded_for:?}");
        }
    }
}
