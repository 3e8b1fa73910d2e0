//! Versions of the catalogue, and what becomes of a code from one to the next. Pure.
//!
//! A record keeps the version it was made under; whoever counts over years asks [`map_code`].
//! Invariant: no code vanishes in silence. One that goes is written down with what it becomes, or that it ends.

use std::collections::{BTreeMap, BTreeSet};

use time::Date;

use super::model::Catalogue;

/// What became of the codes that a version no longer has: those that stand for each now, or none where it ends.
pub type Mapping = BTreeMap<String, BTreeSet<String>>;

/// Where a version is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// It is being written.
    Draft,
    /// It is finished, and becomes active on its day.
    Scheduled,
    /// It is in force.
    Active,
    /// It was in force.
    Retired,
    /// It was thrown away before it was in force.
    Discarded,
    /// It came with the program, while the office publishes its own.
    Offered,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 6] =
        [Self::Draft, Self::Scheduled, Self::Active, Self::Retired, Self::Discarded, Self::Offered];

    /// As it is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Scheduled => "scheduled",
            Self::Active => "active",
            Self::Retired => "retired",
            Self::Discarded => "discarded",
            Self::Offered => "offered",
        }
    }

    /// The state of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Whether somebody works on it: there is one such version at most.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Scheduled)
    }
}

/// One version, with how it came about.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// What it is called: `2026-1`.
    pub version: String,
    /// Where it is in its life.
    pub state: State,
    /// Moves on with every change of the draft.
    pub number: i64,
    /// The version that was in force before it.
    pub before: Option<String>,
    /// The day on which it becomes or became active.
    pub publishes_on: Option<Date>,
    /// What became of the codes that it no longer has.
    pub mapping: Mapping,
    /// What was said when it was published.
    pub note: String,
    /// Who began it, as in the journal, and when.
    pub made_by: String,
    /// See [`Version::made_by`].
    pub made_at_ms: i64,
    /// Who published it, and when.
    pub published_by: Option<String>,
    /// See [`Version::published_by`].
    pub published_at_ms: Option<i64>,
    /// What stands in it.
    pub catalogue: Catalogue,
}

/// Every code of a catalogue: items and special services.
pub fn codes(catalogue: &Catalogue) -> BTreeSet<String> {
    let items = catalogue.items.iter().map(|item| &item.code);
    items.chain(catalogue.special.iter().map(|service| &service.code)).cloned().collect()
}

/// The codes that `after` no longer has, in order.
pub fn gone(before: &Catalogue, after: &Catalogue) -> Vec<String> {
    codes(before).difference(&codes(after)).cloned().collect()
}

/// What is wrong with a mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hole {
    /// Nobody has said what becomes of this code.
    Open(String),
    /// This code is said to become one that there is not.
    Nowhere(String, String),
}

/// Everything that is wrong with a mapping from one version to the next.
pub fn holes(before: &Catalogue, after: &Catalogue, mapping: &Mapping) -> Vec<Hole> {
    let there = codes(after);
    let mut holes = Vec::new();
    for code in gone(before, after) {
        match mapping.get(&code) {
            None => holes.push(Hole::Open(code)),
            Some(becomes) => holes.extend(
                becomes.difference(&there).map(|nowhere| Hole::Nowhere(code.clone(), nowhere.clone())),
            ),
        }
    }
    holes
}

/// What a unit offers once the version with this mapping is in force: its services and its special services.
pub fn offered_after(offered: &[String], after: &Catalogue, mapping: &Mapping) -> (Vec<String>, Vec<String>) {
    let mut now: BTreeSet<&String> = BTreeSet::new();
    for code in offered {
        match mapping.get(code) {
            Some(becomes) => now.extend(becomes),
            None => drop(now.insert(code)),
        }
    }
    now.into_iter().cloned().partition(|code| {
        // What neither list has stays where codes of its look stand: it is for whoever keeps the unit to see.
        after.special(code).is_none() && (after.item(code).is_some() || !code.starts_with("X-"))
    })
}

/// What became of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Became {
    /// These codes stand for it; never none.
    Codes(BTreeSet<String>),
    /// It ended in this version.
    Ended(String),
    /// No way leads from the one version to the other, or the first never had such a code.
    NoWay,
}

/// What a code of version `from` is in version `to`, which came later: over every version between, as each was
/// published. A code that ends in one branch goes on in the others.
pub fn map_code(versions: &[Version], from: &str, to: &str, code: &str) -> Became {
    let find = |name: &str| versions.iter().find(|it| it.version == name);
    let Some(first) = find(from).filter(|it| codes(&it.catalogue).contains(code)) else {
        return Became::NoWay;
    };
    // From the later one back to the earlier. No chain is longer than the list; a ring ends here too.
    let mut steps = Vec::new();
    let mut at = find(to);
    while let Some(step) = at.filter(|step| step.version != first.version) {
        if steps.len() > versions.len() {
            return Became::NoWay;
        }
        steps.push(step);
        at = step.before.as_deref().and_then(find);
    }
    if at.is_none() {
        return Became::NoWay;
    }
    let mut now = BTreeSet::from([code.to_owned()]);
    for step in steps.into_iter().rev() {
        let there = codes(&step.catalogue);
        let becomes = |code: &String| match step.mapping.get(code) {
            Some(becomes) => becomes.clone(),
            None => BTreeSet::from([code.clone()]),
        };
        now = now.iter().flat_map(becomes).filter(|code| there.contains(code)).collect();
        if now.is_empty() {
            return Became::Ended(step.version.clone());
        }
    }
    Became::Codes(now)
}

/// What the next version is called: the year, and which of that year it is.
pub fn next_name(versions: &[Version], year: i32) -> String {
    let taken = |name: &String| versions.iter().any(|it| it.version == *name);
    let mut names = (1..=versions.len() + 1).map(|number| format!("{year}-{number}"));
    names.find(|name| !taken(name)).unwrap_or_else(|| format!("{year}-{}", versions.len() + 2))
}

#[cfg(test)]
mod tests {
    use proptest::{collection, prelude::*, sample};

    use super::*;
    use crate::directory::fixture::a_directory;

    fn catalogue(codes: &[&str]) -> Catalogue {
        let whole = a_directory(Vec::new()).catalogue.clone();
        let item = |code: &&str| {
            let mut item = whole.items[0].clone();
            item.code = (*code).to_owned();
            item
        };
        Catalogue { items: codes.iter().map(item).collect(), special: Vec::new(), ..whole }
    }

    fn mapping(pairs: &[(&str, &[&str])]) -> Mapping {
        let set = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
        pairs.iter().map(|(code, becomes)| ((*code).to_owned(), set(becomes))).collect()
    }

    fn version(name: &str, before: Option<&str>, codes: &[&str], of: Mapping) -> Version {
        Version {
            version: name.into(),
            state: State::Retired,
            number: 1,
            before: before.map(str::to_owned),
            publishes_on: None,
            mapping: of,
            note: String::new(),
            made_by: "operator".into(),
            made_at_ms: 0,
            published_by: None,
            published_at_ms: None,
            catalogue: catalogue(codes),
        }
    }

    fn became(codes: &[&str]) -> Became {
        Became::Codes(codes.iter().map(|code| (*code).to_owned()).collect())
    }

    #[test]
    fn a_code_is_followed_over_several_versions() {
        let versions = [
            version("1", None, &["A01", "A02", "A03"], Mapping::new()),
            version(
                "2",
                Some("1"),
                &["A01", "B01", "B02"],
                mapping(&[("A02", &["B01", "B02"]), ("A03", &[])]),
            ),
            version("3", Some("2"), &["A01", "C01"], mapping(&[("B01", &["C01"]), ("B02", &[])])),
            version("4", Some("3"), &["A01"], mapping(&[("C01", &[])])),
        ];
        let map = |from, to, code| map_code(&versions, from, to, code);
        assert_eq!(map("1", "4", "A01"), became(&["A01"]));
        assert_eq!(map("1", "1", "A02"), became(&["A02"]));
        assert_eq!(map("1", "2", "A02"), became(&["B01", "B02"]));
        assert_eq!(map("1", "3", "A02"), became(&["C01"]));
        assert_eq!(map("1", "4", "A02"), Became::Ended("4".into()));
        assert_eq!(map("1", "4", "A03"), Became::Ended("2".into()));
        assert_eq!(map("2", "1", "B01"), Became::NoWay);
        assert_eq!(map("1", "9", "A01"), Became::NoWay);
        assert_eq!(map("1", "2", "Z99"), Became::NoWay);
    }

    #[test]
    fn versions_that_follow_each_other_in_a_ring_lead_nowhere() {
        let versions = [
            version("1", Some("2"), &["A01"], Mapping::new()),
            version("2", Some("1"), &["A01"], Mapping::new()),
            version("3", None, &["A01"], Mapping::new()),
        ];
        assert_eq!(map_code(&versions, "3", "2", "A01"), Became::NoWay);
    }

    #[test]
    fn every_hole_of_a_mapping_is_named() {
        let (before, after) = (catalogue(&["A01", "A02", "A03"]), catalogue(&["A01", "B01"]));
        assert_eq!(gone(&before, &after), ["A02", "A03"]);
        let of = |mapping: Mapping| holes(&before, &after, &mapping);
        assert_eq!(of(Mapping::new()), [Hole::Open("A02".into()), Hole::Open("A03".into())]);
        let nowhere = Hole::Nowhere("A02".into(), "Z99".into());
        assert_eq!(of(mapping(&[("A02", &["B01", "Z99"]), ("A03", &[])])), [nowhere]);
        assert!(of(mapping(&[("A02", &["B01"]), ("A03", &[])])).is_empty());
    }

    #[test]
    fn what_a_unit_offers_follows() {
        let mut after = catalogue(&["A01", "B01"]);
        after.special = a_directory(Vec::new()).catalogue.special.clone();
        let offered = ["A01", "A02", "A03", "X-469002-001", "Z99"].map(str::to_owned);
        let (services, special) =
            offered_after(&offered, &after, &mapping(&[("A02", &["A01", "B01"]), ("A03", &[])]));
        assert_eq!(services, ["A01", "B01", "Z99"]);
        assert_eq!(special, ["X-469002-001"]);
    }

    #[test]
    fn a_version_is_called_by_its_year_and_no_name_is_given_twice() {
        let versions =
            [version("2026-1", None, &[], Mapping::new()), version("ref-0.1", None, &[], Mapping::new())];
        assert_eq!(next_name(&versions, 2026), "2026-2");
        assert_eq!(next_name(&versions, 2027), "2027-1");
        assert_eq!(next_name(&[], 2026), "2026-1");
        for state in State::ALL {
            assert_eq!(State::from_word(state.word()), Some(state));
        }
    }

    const CODES: [&str; 5] = ["A", "B", "C", "D", "E"];

    fn some_codes() -> impl Strategy<Value = Vec<&'static str>> {
        sample::subsequence(CODES.to_vec(), 1..=5)
    }

    proptest! {
        #[test]
        fn no_code_is_lost_in_silence(
            lists in collection::vec((some_codes(), collection::vec(some_codes(), 5), collection::vec(any::<bool>(), 5)), 2..6),
        ) {
            // A history of versions, each published with a mapping that has no hole.
            let mut versions: Vec<Version> = Vec::new();
            for (codes, becomes, ends) in &lists {
                let name = versions.len().to_string();
                let before = versions.last();
                let mut mapping = Mapping::new();
                for code in before.map(|it| gone(&it.catalogue, &catalogue(codes))).unwrap_or_default() {
                    let at = CODES.iter().position(|it| *it == code).unwrap();
                    let targets = becomes[at].iter().filter(|code| codes.contains(*code)).map(|it| (*it).to_owned());
                    mapping.insert(code, if ends[at] { BTreeSet::new() } else { targets.collect() });
                }
                if let Some(before) = before {
                    prop_assert!(holes(&before.catalogue, &catalogue(codes), &mapping).is_empty());
                }
                let before = before.map(|it| it.version.clone());
                versions.push(version(&name, before.as_deref(), codes, mapping));
            }
            for from in 0..versions.len() {
                for to in from..versions.len() {
                    for code in codes(&versions[from].catalogue) {
                        match map_code(&versions, &from.to_string(), &to.to_string(), &code) {
                            Became::Codes(now) => {
                                prop_assert!(!now.is_empty() && now.is_subset(&codes(&versions[to].catalogue)));
                            }
                            Became::Ended(at) => {
                                let at: usize = at.parse().unwrap();
                                prop_assert!(from < at && at <= to);
                            }
                            Became::NoWay => prop_assert!(false, "{from} {to} {code}"),
                        }
                    }
                }
            }
        }

        #[test]
        fn going_in_two_stretches_is_going_in_one(
            lists in collection::vec((some_codes(), collection::vec(some_codes(), 5)), 3),
        ) {
            let mut versions: Vec<Version> = Vec::new();
            for (codes, becomes) in &lists {
                let name = versions.len().to_string();
                let mut mapping = Mapping::new();
                if let Some(before) = versions.last() {
                    for code in gone(&before.catalogue, &catalogue(codes)) {
                        let at = CODES.iter().position(|it| *it == code).unwrap();
                        let targets = becomes[at].iter().filter(|code| codes.contains(*code));
                        mapping.insert(code, targets.map(|it| (*it).to_owned()).collect());
                    }
                }
                let before = versions.last().map(|it| it.version.clone());
                versions.push(version(&name, before.as_deref(), codes, mapping));
            }
            let step = |from: &str, to: &str, codes: &BTreeSet<String>| -> BTreeSet<String> {
                codes.iter().flat_map(|code| match map_code(&versions, from, to, code) {
                    Became::Codes(codes) => codes,
                    _ => BTreeSet::new(),
                }).collect()
            };
            for code in codes(&versions[0].catalogue) {
                let one = BTreeSet::from([code]);
                prop_assert_eq!(step("1", "2", &step("0", "1", &one)), step("0", "2", &one));
            }
        }
    }
}
