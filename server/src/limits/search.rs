//! How often one reader may search in a minute.
//!
//! One IPv4 address or one IPv6 /64 counts as one reader. A reader who has been away may search many times at once, as
//! somebody does who types; after that the rate is even.
//! Invariant: at most [`READERS_MAX`] readers are remembered; when more search at the same time, the newcomers share
//! one allowance.

use std::{
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
    sync::Arc,
    time::Duration,
};

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, Uri, header},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
};
use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    state::keyed::HashMapStateStore,
};

use super::reader_address;
use crate::config::{Configuration, TrustedProxies};

/// How many readers are remembered at a time.
pub const READERS_MAX: usize = 50_000;

/// The search allowance was used up; so long until the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait(pub Duration);

impl IntoResponse for Wait {
    fn into_response(self) -> Response {
        let seconds = self.0.as_secs() + u64::from(self.0.subsec_nanos() > 0);
        let headers = [(header::RETRY_AFTER, HeaderValue::from(seconds.max(1)))];
        (StatusCode::TOO_MANY_REQUESTS, headers).into_response()
    }
}

/// Who has searched how often of late.
pub struct SearchLimit {
    readers: RateLimiter<IpAddr, HashMapStateStore<IpAddr>, DefaultClock>,
    clock: DefaultClock,
    proxies: TrustedProxies,
    readers_max: usize,
}

impl SearchLimit {
    /// As the configuration has it.
    pub fn new(configuration: &Configuration) -> Self {
        let a_minute = NonZeroU32::new(configuration.search_per_minute.get()).unwrap_or(NonZeroU32::MIN);
        Self {
            readers: RateLimiter::hashmap(Quota::per_minute(a_minute)),
            clock: DefaultClock::default(),
            proxies: configuration.trusted_proxies.clone(),
            readers_max: READERS_MAX,
        }
    }

    /// Counts one search of whoever sent the request, or says how long to wait.
    pub fn check(&self, request: &Request) -> Result<(), Wait> {
        self.check_address(reader_address(request, &self.proxies).unwrap_or(NOBODY))
    }

    fn check_address(&self, address: IpAddr) -> Result<(), Wait> {
        let reader = if self.has_room() { reader_of(address) } else { NOBODY };
        self.readers.check_key(&reader).map_err(|refusal| Wait(refusal.wait_time_from(self.clock.now())))
    }

    /// Forgets, when there are too many, the readers whose allowance is whole again.
    fn has_room(&self) -> bool {
        if self.readers.len() < self.readers_max {
            return true;
        }
        self.readers.retain_recent();
        self.readers.len() < self.readers_max
    }
}

/// Stands for all whose address is not known or who do not fit in.
const NOBODY: IpAddr = IpAddr::V6(Ipv6Addr::UNSPECIFIED);

/// One household or office has a whole /64 of IPv6 to itself.
fn reader_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
        address => address,
    }
}

/// Limits those requests of `router` that `is_search` says are searches. The others cost nothing.
pub fn search(router: Router, limit: Arc<SearchLimit>, is_search: fn(&Uri) -> bool) -> Router {
    router.layer(from_fn_with_state((limit, is_search), refuse_too_often))
}

type Searching = (Arc<SearchLimit>, fn(&Uri) -> bool);

async fn refuse_too_often(
    State((limit, is_search)): State<Searching>,
    request: Request,
    next: Next,
) -> Response {
    if is_search(request.uri())
        && let Err(wait) = limit.check(&request)
    {
        return wait.into_response();
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(a_minute: u32, readers_max: usize) -> SearchLimit {
        let variable = ("LASTMETRE_SEARCH_PER_MINUTE".to_owned(), a_minute.to_string());
        let configuration = Configuration::read(None, [variable]).unwrap();
        SearchLimit { readers_max, ..SearchLimit::new(&configuration) }
    }

    fn searches(limit: &SearchLimit, address: &str) -> bool {
        limit.check_address(address.parse().unwrap()).is_ok()
    }

    #[test]
    fn a_reader_has_an_allowance_and_then_waits_for_the_next_search() {
        let limit = limit(3, READERS_MAX);
        let address = "203.0.113.5".parse().unwrap();
        assert!((0..3).all(|_| limit.check_address(address).is_ok()));
        let Wait(wait) = limit.check_address(address).unwrap_err();
        assert!(wait > Duration::from_secs(15) && wait <= Duration::from_secs(20), "{wait:?}");
        assert!(searches(&limit, "203.0.113.6"));
    }

    #[test]
    fn an_office_with_a_whole_network_of_ipv6_is_one_reader() {
        let limit = limit(1, READERS_MAX);
        assert!(searches(&limit, "2001:db8:0:7::1"));
        assert!(!searches(&limit, "2001:db8:0:7:ffff::2"));
        assert!(searches(&limit, "2001:db8:0:8::1"));
        assert!(searches(&limit, "203.0.113.5"));
        assert!(!searches(&limit, "::ffff:203.0.113.5"));
    }

    #[test]
    fn a_crowd_of_strangers_does_not_fill_the_memory() {
        let limit = limit(2, 100);
        let refused =
            (0..1000_u32).filter(|number| !searches(&limit, &IpAddr::from(number.to_be_bytes()).to_string()));
        assert!(refused.count() >= 800);
        assert!(limit.readers.len() <= 101, "{}", limit.readers.len());
    }

    #[test]
    fn whoever_is_forgotten_has_a_whole_allowance_anyway() {
        let limit = limit(60_000_000, 10);
        assert!(
            (0..1000_u32).all(|number| searches(&limit, &IpAddr::from(number.to_be_bytes()).to_string()))
        );
        assert!(limit.readers.len() <= 11, "{}", limit.readers.len());
    }
}
