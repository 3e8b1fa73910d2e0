//! What of calls for help waits for whoever sees to them. Pure.

use time::Date;

use super::{
    list_page::{LATE, MINE, NOBODYS, in_state},
    messages,
    model::State,
    request_page, words,
};
use crate::{
    accounts::work::{Urgency, Waits},
    directory::model::Directory,
    language::Language,
    stations::hours::LocalMoment,
};

/// What waits of one kind, in one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingAt {
    /// Whether it is a unit of the reader's own.
    pub own: bool,
    /// Whether it is the reader's.
    pub mine: bool,
    /// Whether it is nobody's.
    pub nobodys: bool,
    /// Where it stands.
    pub state: State,
    /// How many of them are late.
    pub late: i64,
    /// How many there are.
    pub count: i64,
    /// When the first of them came.
    pub since_ms: i64,
}

/// A call that presses, and whose caller nobody has reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pressing {
    /// Its id.
    pub id: String,
    /// Code of the service.
    pub service: String,
    /// The day on which it came, or was opened again.
    pub since: Date,
}

/// Each call that presses, which stands first of all.
pub fn pressing(l: Language, calls: &[Pressing], directory: &Directory) -> Vec<Waits> {
    let wait = |call: &Pressing| Waits {
        urgency: Urgency::Pressing,
        what: messages::waits_pressing(l, &words::service(l, &call.service, directory)),
        how_many: 1,
        since: Some(call.since),
        address: request_page::address(&call.id),
    };
    calls.iter().map(wait).collect()
}

/// What waits: what is late in one's own unit, what is one's own, what is nobody's, and what is late below.
pub fn waits(l: Language, all: &[WaitingAt]) -> Vec<Waits> {
    let wait = |urgency, what: fn(Language, i64) -> String, of: &dyn Fn(&WaitingAt) -> i64, address: &str| {
        let counted = all.iter().filter(|it| of(it) > 0);
        let since = counted.clone().map(|it| it.since_ms).min();
        let count: i64 = counted.map(of).sum();
        Waits {
            urgency,
            what: what(l, count),
            how_many: usize::try_from(count).unwrap_or_default(),
            since: since.map(|since| LocalMoment::from_unix_ms(since).date),
            address: in_state(address),
        }
    };
    let apart = |it: &WaitingAt| it.state == State::Apart;
    vec![
        wait(Urgency::Overdue, messages::waits_late, &|it| if it.own { it.late } else { 0 }, LATE),
        wait(
            Urgency::Now,
            messages::waits_nobodys,
            &|it| if it.own && it.nobodys && !apart(it) { it.count } else { 0 },
            NOBODYS,
        ),
        wait(Urgency::Now, messages::waits_mine, &|it| if it.mine { it.count } else { 0 }, MINE),
        wait(
            Urgency::Soon,
            messages::waits_apart,
            &|it| if it.own && apart(it) { it.count } else { 0 },
            State::Apart.word(),
        ),
        wait(Urgency::Now, messages::waits_below, &|it| if it.own { 0 } else { it.late }, LATE),
    ]
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::{accounts::work::in_order, directory::fixture::a_directory};

    #[test]
    fn a_call_that_presses_stands_first_and_leads_to_itself() {
        let call = Pressing { id: "7".into(), service: String::new(), since: date!(2026 - 11 - 28) };
        let late = WaitingAt {
            own: true,
            mine: true,
            nobodys: false,
            state: State::InHand,
            late: 1,
            count: 1,
            since_ms: 0,
        };
        let all = waits(Language::Zh, &[late]).into_iter().chain(pressing(
            Language::Zh,
            &[call],
            &a_directory(vec![]),
        ));
        let first = in_order(all).swap_remove(0);
        let expected = ("紧急求助，还没联系上：其他求助", "/office/help/7");
        assert_eq!((first.what.as_str(), first.address.as_str()), expected);
    }

    #[test]
    fn what_is_late_comes_first_then_what_is_nobodys_and_ones_own() {
        let at = |own, mine, nobodys, state, late, count| WaitingAt {
            own,
            mine,
            nobodys,
            state,
            late,
            count,
            since_ms: 1_795_449_600_000,
        };
        let all = [
            at(true, true, false, State::InHand, 1, 2),
            at(true, false, true, State::Received, 0, 3),
            at(true, false, true, State::Apart, 0, 1),
            at(false, false, false, State::Assigned, 4, 9),
        ];
        let listed = in_order(waits(Language::Zh, &all));
        let words: Vec<_> = listed.iter().map(|it| (it.what.as_str(), it.how_many)).collect();
        let expected = [
            ("求助超期（1）", 1),
            ("求助待分派（3）", 3),
            ("我手上的求助（2）", 2),
            ("下级超期的求助（4）", 4),
            ("求助待甄别（1）", 1),
        ];
        assert_eq!(words, expected);
        assert!(in_order(waits(Language::En, &[])).is_empty());
    }
}
