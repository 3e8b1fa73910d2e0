//! The document that travels, and the directory built from it.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::{
    agencies::model::Agency,
    areas::model::{Areas, Division, Level, Village},
    directory::serving::Covered,
    ids::StationId,
    language::Language,
    policies::model::{Hotline, Policy},
    search::{Entry, SearchIndex, Subject},
    services::model::Catalogue,
    settings::model::{STATION_WORD, Setting, Values},
    stations::{
        drawn_cards::DrawnCards,
        hours::Calendar,
        model::{FreshnessDays, Mode, Programme, Station},
    },
    text::Text,
};

/// The directory as it is stored, sent and kept on a tablet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DirectoryDocument {
    /// Moves on with every change of anything below.
    pub version: i64,
    /// When something of it was last changed; milliseconds since 1970, 0 when nothing ever was.
    pub changed_at_ms: i64,
    /// The tree of divisions.
    pub divisions: Vec<Division>,
    /// Every village.
    pub villages: Vec<Village>,
    /// Every unit, demo ones included.
    pub stations: Vec<Station>,
    /// The agencies that work with units, as far as the public may know of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agencies: Vec<Agency>,
    /// The construction modes.
    pub modes: Vec<Mode>,
    /// The programmes and batches.
    pub programmes: Vec<Programme>,
    /// The active catalogue of services.
    pub catalogue: Catalogue,
    /// The policy guides.
    pub policies: Vec<Policy>,
    /// Numbers to call.
    pub hotlines: Vec<Hotline>,
    /// Public holidays and make-up workdays.
    pub calendar: Calendar,
    /// What the province has set.
    #[serde(default)]
    pub settings: Values,
    /// When an entry is due for verification.
    pub freshness: FreshnessDays,
}

/// The directory, with what is needed to ask it quickly.
#[derive(Debug)]
pub struct Directory {
    /// Of the document.
    pub version: i64,
    /// Of the document.
    pub changed_at_ms: i64,
    /// The tree of divisions with its villages.
    pub areas: Areas,
    /// Every unit.
    pub stations: Vec<Station>,
    /// The agencies that work with units, as far as the public may know of them.
    pub agencies: Vec<Agency>,
    /// The construction modes.
    pub modes: Vec<Mode>,
    /// The programmes and batches.
    pub programmes: Vec<Programme>,
    /// The active catalogue of services.
    pub catalogue: Catalogue,
    /// The policy guides.
    pub policies: Vec<Policy>,
    /// Numbers to call.
    pub hotlines: Vec<Hotline>,
    /// Public holidays and make-up workdays.
    pub calendar: Calendar,
    /// What the province has set.
    pub settings: Values,
    /// When an entry is due for verification.
    pub freshness: FreshnessDays,
    /// The cards of this minute, as HTML.
    pub drawn_cards: DrawnCards,
    index: SearchIndex,
    by_slug: HashMap<String, usize>,
    by_id: HashMap<StationId, usize>,
    by_area_served: HashMap<String, Vec<usize>>,
    by_division: HashMap<String, Vec<usize>>,
    covered: Covered,
}

impl Directory {
    /// Builds the directory from its document.
    pub fn build(mut document: DirectoryDocument) -> Self {
        let divisions = std::mem::take(&mut document.divisions);
        let areas = Areas::new(divisions, std::mem::take(&mut document.villages));
        let stations = std::mem::take(&mut document.stations);
        let mut by_area_served: HashMap<String, Vec<usize>> = HashMap::new();
        let mut by_division: HashMap<String, Vec<usize>> = HashMap::new();
        for (position, station) in stations.iter().enumerate() {
            for code in &station.serves {
                by_area_served.entry(code.clone()).or_default().push(position);
            }
            for division in
                std::iter::once(&station.division).chain(&station.serves).flat_map(|it| areas.upwards(it))
            {
                let units = by_division.entry(division.code.clone()).or_default();
                if units.last() != Some(&position) {
                    units.push(position);
                }
            }
        }
        Self {
            version: document.version,
            changed_at_ms: document.changed_at_ms,
            drawn_cards: DrawnCards::default(),
            index: index(&areas, &stations, &document),
            by_slug: stations.iter().enumerate().map(|(at, station)| (station.slug.clone(), at)).collect(),
            by_id: stations.iter().enumerate().map(|(at, station)| (station.id, at)).collect(),
            by_area_served,
            by_division,
            covered: Covered::by(&areas, &stations),
            areas,
            stations,
            agencies: document.agencies,
            modes: document.modes,
            programmes: document.programmes,
            catalogue: document.catalogue,
            policies: document.policies,
            hotlines: document.hotlines,
            calendar: document.calendar,
            settings: document.settings,
            freshness: document.freshness,
        }
    }

    /// The document again, for whoever keeps a copy.
    pub fn document(&self) -> DirectoryDocument {
        DirectoryDocument {
            version: self.version,
            changed_at_ms: self.changed_at_ms,
            divisions: self.areas.divisions().to_vec(),
            villages: self.areas.villages().to_vec(),
            stations: self.stations.clone(),
            agencies: self.agencies.clone(),
            modes: self.modes.clone(),
            programmes: self.programmes.clone(),
            catalogue: self.catalogue.clone(),
            policies: self.policies.clone(),
            hotlines: self.hotlines.clone(),
            calendar: self.calendar.clone(),
            settings: self.settings.without_secrets(),
            freshness: self.freshness,
        }
    }

    /// The station with this word in its address.
    pub fn station(&self, slug: &str) -> Option<&Station> {
        self.by_slug.get(slug).map(|&position| &self.stations[position])
    }

    /// The station with this id.
    pub fn station_with_id(&self, id: StationId) -> Option<&Station> {
        self.by_id.get(&id).map(|&position| &self.stations[position])
    }

    /// The units directly below a station.
    pub fn units_below(&self, id: StationId) -> impl Iterator<Item = &Station> {
        self.stations.iter().filter(move |station| station.parent == Some(id))
    }

    /// The agencies that work with a station, and that the public may know of.
    pub fn agencies_of(&self, id: StationId) -> impl Iterator<Item = &Agency> {
        self.agencies.iter().filter(move |agency| agency.station == id)
    }

    /// The construction mode with this code.
    pub fn mode(&self, code: &str) -> Option<&Mode> {
        self.modes.iter().find(|mode| mode.code == code)
    }

    /// The programme or batch with this code.
    pub fn programme(&self, code: &str) -> Option<&Programme> {
        self.programmes.iter().find(|programme| programme.code == code)
    }

    /// The policy guide with this word in its address.
    pub fn policy(&self, slug: &str) -> Option<&Policy> {
        self.policies.iter().find(|policy| policy.slug == slug)
    }

    /// The search index over stations, divisions, villages, services and policies.
    pub fn index(&self) -> &SearchIndex {
        &self.index
    }

    /// Positions in `stations` of the units that name exactly this code as an area they serve.
    pub(crate) fn serving_exactly(&self, code: &str) -> &[usize] {
        self.by_area_served.get(code).map_or(&[], Vec::as_slice)
    }

    /// Positions in `stations` of the units that stand in the division, or serve it or a part of it.
    pub(crate) fn standing_in(&self, division: &str) -> &[usize] {
        self.by_division.get(division).map_or(&[], Vec::as_slice)
    }

    /// What operating stations serve.
    pub(crate) fn covered(&self) -> &Covered {
        &self.covered
    }

    /// Whether an operating station serves the division, what it is a part of, or some village listed under it.
    pub fn has_station(&self, division: &str) -> bool {
        self.covered.holds_division(&self.areas, division)
    }
}

/// What the index is told of one thing that can be found.
struct Findable<'a> {
    subject: Subject,
    position: usize,
    names: Vec<&'a str>,
    context: String,
    pinyin: &'a str,
    weight: u8,
}

/// The index over everything that can be found. Positions are those in their own lists.
fn index(areas: &Areas, stations: &[Station], document: &DirectoryDocument) -> SearchIndex {
    let (catalogue, policies) = (&document.catalogue, &document.policies);
    let called: Vec<_> =
        stations.iter().map(|station| also_called(&document.settings, &station.name.zh)).collect();
    let mut findable = Vec::with_capacity(stations.len() + areas.villages().len() + areas.divisions().len());
    for (position, station) in stations.iter().enumerate() {
        let mut names = vec![station.name.zh.as_str()];
        names.extend(station.name.en.as_deref());
        names.extend(station.aliases.iter().map(String::as_str));
        names.extend(called[position].iter().map(String::as_str));
        findable.push(Findable {
            subject: Subject::Station,
            position,
            names,
            context: areas.context(&station.division, Language::Zh),
            pinyin: &station.pinyin,
            weight: if station.stage.serves() { 2 } else { 1 },
        });
    }
    for (position, division) in areas.divisions().iter().enumerate() {
        if matches!(division.level, Level::City | Level::County | Level::Township) {
            findable.push(Findable {
                subject: Subject::Division,
                position,
                names: vec![&division.name, &division.name_en, base_in_english(&division.name_en)],
                context: areas.context(&division.code, Language::Zh),
                pinyin: &division.pinyin,
                weight: if division.level == Level::Township { 1 } else { 2 },
            });
        }
    }
    for (position, village) in areas.villages().iter().enumerate() {
        findable.push(Findable {
            subject: Subject::Village,
            position,
            names: vec![&village.name],
            context: areas.context(&village.code, Language::Zh),
            pinyin: &village.pinyin,
            weight: 1,
        });
    }
    for (position, item) in catalogue.items.iter().enumerate() {
        let mut names = vec![item.code.as_str()];
        names.splice(0..0, [&item.name, &item.question].into_iter().flat_map(in_both_languages));
        names.extend(item.keywords.iter().map(String::as_str));
        findable.push(Findable {
            subject: Subject::Service,
            position,
            names,
            context: String::new(),
            pinyin: "",
            weight: 1,
        });
    }
    for (position, service) in catalogue.special.iter().enumerate() {
        let mut names: Vec<_> =
            [&service.name, &service.plain].into_iter().flat_map(in_both_languages).collect();
        names.push(&service.code);
        findable.push(Findable {
            subject: Subject::SpecialService,
            position,
            names,
            context: areas.name_of(&service.county, Language::Zh).unwrap_or_default(),
            pinyin: "",
            weight: 1,
        });
    }
    for (position, policy) in policies.iter().enumerate() {
        let mut names: Vec<_> =
            [&policy.title, &policy.question].into_iter().flat_map(in_both_languages).collect();
        // Its word in addresses is what people type for it in letters: `dibao`.
        names.push(&policy.slug);
        names.extend(policy.keywords.iter().map(String::as_str));
        findable.push(Findable {
            subject: Subject::Policy,
            position,
            names,
            context: String::new(),
            pinyin: "",
            weight: 1,
        });
    }
    SearchIndex::build(findable.iter().map(|it| Entry {
        subject: it.subject,
        position: u32::try_from(it.position).unwrap_or(u32::MAX),
        names: &it.names,
        context: &it.context,
        pinyin: it.pinyin,
        weight: it.weight,
    }))
}

/// What people may call a unit by the other words that there are for a station: 「嘉积镇民政服务站」.
fn also_called(settings: &Values, name: &str) -> Vec<String> {
    let word = [settings.get(Setting::StationWordZh), Some(STATION_WORD)].into_iter().flatten();
    let Some(word) = word.into_iter().find(|word| name.contains(word)) else { return Vec::new() };
    settings.lines(Setting::StationAliases).map(|alias| name.replace(word, alias)).collect()
}

/// 「Tunchang」 of 「Tunchang County」: all that people type.
fn base_in_english(name: &str) -> &str {
    name.split(' ').next().unwrap_or(name)
}

fn in_both_languages(text: &Text) -> impl Iterator<Item = &str> {
    std::iter::once(text.zh.as_str()).chain(text.en.as_deref())
}

#[cfg(test)]
mod tests;
