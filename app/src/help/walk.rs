//! Which pages somebody is asked who calls for help, and how far they have come. Pure.
//!
//! Two forms make one walk: F13 for everybody, and the intake form of the service where one was chosen. What the service
//! asks itself (danger, what happened) F13 does not ask again.

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};
use time::Date;

use super::model::pressing;
use crate::{
    areas::model::Areas,
    forms::{
        answers::Answer,
        evaluate::{At, Filling, Unfinished},
        fields::{self, Posted},
        form::{Form, Kind},
        model::{Definition, Required},
    },
    ids::{CommandId, PhotoId, TurnId},
    language::Language,
};

/// Groups of F13 that the form of a service may make needless, and the question by which it does.
pub(super) const DANGER: &str = "danger";
const WORDS: &str = "words";

/// The question of F13 that asks for the place.
const PLACE: &str = "place";

/// The group of F13 that asks for photos, which come as files.
const PHOTOS: &str = "photos";

/// Of which of the two forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// F13.
    Call,
    /// The form of the service.
    Intake,
}

/// One page: a group of one of the forms, by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Of which form.
    pub part: Part,
    /// Which group.
    pub group: usize,
}

/// What somebody has begun to say, as it rests between two pages: what was typed, page by page, as the browser sent it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Begun {
    /// Id of the command that will send it.
    pub command: CommandId,
    /// When it was begun.
    pub opened_ms: i64,
    /// Code of the service; empty where none was chosen, nothing before that was asked.
    pub service: Option<String>,
    /// Version of the service's form with which it was begun; 0 where it has none.
    pub version: u32,
    /// The pages that were answered, by their keys.
    pub posted: BTreeMap<String, Vec<(String, String)>>,
    /// Code of the place of the station from whose page or poster one came; empty where from none. It stands in the
    /// question for the place until that is answered.
    #[serde(default)]
    pub place: String,
    /// Photos that were taken.
    pub photos: Vec<PhotoId>,
    /// That it was sent, and whether a receipt went out: nothing of what was said is here any more then.
    pub sent: Option<bool>,
}

impl Begun {
    /// Nothing said yet.
    pub fn new(command: CommandId, opened_ms: i64) -> Self {
        let (posted, photos) = (BTreeMap::new(), Vec::new());
        let place = String::new();
        Self { command, opened_ms, service: None, version: 0, posted, place, photos, sent: None }
    }

    /// It was sent: what was said goes, so that nobody finds it who uses the telephone next.
    pub fn done(&mut self, receipt: bool) {
        self.posted.clear();
        self.photos.clear();
        self.sent = Some(receipt);
    }

    /// Another service, whose form has this version. What was said to another form goes.
    pub fn choose(&mut self, service: &str, version: u32) {
        if self.service.as_deref() != Some(service) || self.version != version {
            self.posted.retain(|key, _| !key.starts_with(INTAKE));
        }
        (self.service, self.version) = (Some(service.to_owned()), version);
    }

    /// What was typed so far, in characters and the names that they are sent under.
    pub fn bytes(&self) -> usize {
        let pairs = self.posted.values().flatten();
        pairs.map(|(name, text)| name.len() + text.len()).sum()
    }
}

const CALL: &str = "call.";
const INTAKE: &str = "intake.";

/// Both forms as far as they are filled in.
#[derive(Clone, Debug)]
pub struct Walk {
    /// F13.
    pub call: Filling,
    /// The form of the service.
    pub intake: Option<Filling>,
}

impl Walk {
    /// What was said so far, to these forms. Pages are taken in their order, so that what shows a later one is there
    /// before that one is read.
    pub fn of(
        begun: &Begun,
        call: Arc<Form>,
        intake: Option<Arc<Form>>,
        areas: &Areas,
        today: Date,
        mut fresh: impl FnMut() -> TurnId,
    ) -> Self {
        let mut walk = Self {
            call: Filling::begin(call, today, &mut fresh),
            intake: intake.map(|form| Filling::begin(form, today, &mut fresh)),
        };
        if let Some(field) = walk.call.form().field(PLACE).filter(|_| !begun.place.is_empty()) {
            // F13 asks for the place, as it ships.
            let _changed = walk.call.answer(At { field, turn: None }, Answer::text(&begun.place));
        }
        for ask in walk.every() {
            if let Some(pairs) = begun.posted.get(&walk.key(ask)) {
                fields::take(walk.filling_mut(ask.part), ask.group, &Posted::read(pairs.clone()), areas);
            }
        }
        if let Some(field) = walk.call.form().field(PHOTOS) {
            let ids = begun.photos.iter().map(ToString::to_string).collect();
            // F13 asks for photos, as it ships.
            let _changed = walk.call.answer(At { field, turn: None }, Answer::several(ids));
        }
        walk
    }

    /// One of the forms. Where there is no form of a service, F13.
    pub fn filling(&self, part: Part) -> &Filling {
        match (part, &self.intake) {
            (Part::Intake, Some(intake)) => intake,
            _ => &self.call,
        }
    }

    fn filling_mut(&mut self, part: Part) -> &mut Filling {
        match (part, &mut self.intake) {
            (Part::Intake, Some(intake)) => intake,
            _ => &mut self.call,
        }
    }

    /// Presses a button of a page that adds a turn or takes one away.
    pub fn press(&mut self, part: Part, button: &str, fresh: impl FnOnce() -> TurnId) {
        fields::press(self.filling_mut(part), button, fresh);
    }

    /// Every group that may be asked, in the order of the walk.
    fn every(&self) -> Vec<Ask> {
        let asks = |name: &str| self.intake.as_ref().is_some_and(|it| it.form().field(name).is_some());
        let (asks_danger, has_intake) = (asks(DANGER), self.intake.is_some());
        let intake = self.intake.iter().flat_map(|it| 0..it.form().groups.len());
        let intake = intake.map(|group| Ask { part: Part::Intake, group });
        let is_danger = |group: &usize| self.has(*group, DANGER);
        let groups = 0..self.call.form().groups.len();
        let first = groups.clone().filter(|it| is_danger(it) && !asks_danger);
        let asked_before = |it: &usize| is_danger(it) || (has_intake && self.has(*it, WORDS));
        let rest = groups.filter(|it| !asked_before(it));
        let call = |group| Ask { part: Part::Call, group };
        first.map(call).chain(intake).chain(rest.map(call)).collect()
    }

    /// Whether a group of F13 asks this.
    fn has(&self, group: usize, name: &str) -> bool {
        let form = self.call.form();
        form.field(name).and_then(|id| form.get(id)).is_some_and(|field| field.group == group)
    }

    /// The pages that are asked, as the answers stand.
    pub fn pages(&self) -> Vec<Ask> {
        let mut pages = self.every();
        pages.retain(|ask| self.asks_anything(*ask));
        pages
    }

    fn asks_anything(&self, ask: Ask) -> bool {
        let filling = self.filling(ask.part);
        let form = filling.form();
        let Some(group) = form.groups.get(ask.group) else { return false };
        let asked = |(field, _)| filling.standing(At { field, turn: None }).is_ok_and(|it| it.shown);
        filling.is_shown(ask.group) && (group.repeat.is_some() || form.questions(group).any(asked))
    }

    /// The key of a page, which does not move when pages before it come and go.
    pub fn key(&self, ask: Ask) -> String {
        let groups = &self.filling(ask.part).form().groups;
        let name = groups.get(ask.group).map(|group| group.name.as_str()).unwrap_or_default();
        match ask.part {
            Part::Call => format!("{CALL}{name}"),
            Part::Intake => format!("{INTAKE}{name}"),
        }
    }

    /// The keys of all pages that may be asked.
    pub fn keys(&self) -> impl Iterator<Item = String> {
        self.every().into_iter().map(|ask| self.key(ask))
    }

    /// The number of the page with this key, from 1.
    pub fn number(&self, key: &str) -> Option<usize> {
        self.pages().into_iter().position(|ask| self.key(ask) == key).map(|at| at + 1)
    }

    /// What a page asks and says, as the answers stand.
    pub fn shown(&self, ask: Ask) -> Vec<At> {
        let filling = self.filling(ask.part);
        let here = |at: &At| filling.form().get(at.field).is_some_and(|field| field.group == ask.group);
        let shown = |at: &At| filling.standing(*at).is_ok_and(|it| it.shown);
        filling.questions().filter(|at| here(at) && shown(at)).collect()
    }

    /// What is wrong on a page.
    pub fn faults(&self, ask: Ask) -> Vec<Unfinished> {
        self.filling(ask.part).unfinished_in(ask.group)
    }

    /// The first page that is not done.
    pub fn unfinished(&self) -> Option<usize> {
        self.pages().into_iter().position(|ask| !self.faults(ask).is_empty()).map(|at| at + 1)
    }

    /// The page on which one goes on who comes back: the first that is not done or was never sent. What was typed into
    /// that one lies on the device alone.
    pub fn goes_on(&self, begun: &Begun) -> Option<usize> {
        let sent = |ask: &Ask| self.asks_photos(*ask) || begun.posted.contains_key(&self.key(*ask));
        let waits = |ask: Ask| !sent(&ask) || !self.faults(ask).is_empty();
        self.pages().into_iter().position(waits).map(|at| at + 1)
    }

    /// The page on which something was said for which the call presses; nothing where it does not.
    pub fn pressed_on(&self, sensitive: bool) -> Option<usize> {
        let says = |ask: &Ask| {
            let filling = self.filling(ask.part);
            pressing(filling, sensitive).iter().any(|name| self.asks(*ask, name))
        };
        self.pages().iter().position(says).map(|at| at + 1)
    }

    /// Whether a page asks for danger.
    pub fn asks_danger(&self, ask: Ask) -> bool {
        self.asks(ask, DANGER)
    }

    fn asks(&self, ask: Ask, name: &str) -> bool {
        let form = self.filling(ask.part).form();
        form.field(name).and_then(|id| form.get(id)).is_some_and(|field| field.group == ask.group)
    }

    /// Whether a page asks for photos.
    pub fn asks_photos(&self, ask: Ask) -> bool {
        ask.part == Part::Call && self.has(ask.group, PHOTOS)
    }

    /// How many photos may come along.
    pub fn photos_max(&self) -> usize {
        let form = self.call.form();
        match form.field(PHOTOS).and_then(|id| form.get(id)).map(|field| &field.kind) {
            Some(Kind::Photo { max }) => *max as usize,
            _ => 0,
        }
    }

    /// Both forms, F13 first.
    pub fn fillings(&self) -> impl Iterator<Item = &Filling> {
        std::iter::once(&self.call).chain(&self.intake)
    }
}

/// The questions of a service as they stand on the page of a walk-in, beside those that `call` asks: what is asked there
/// already is left out, and nothing has to be answered, for whoever came stands there and waits. They are put to whoever
/// writes, where the definition has words for that.
pub fn beside(mut definition: Definition, call: &Form) -> Definition {
    for group in &mut definition.groups {
        group.fields.retain(|field| call.field(&field.name).is_none());
        if let Some(title) = group.staff.take() {
            group.title = title;
        }
        for field in &mut group.fields {
            field.required = Required::Never;
            if let Some(label) = field.staff.take() {
                field.label = label;
            }
        }
        if let Some(repeat) = &mut group.repeat {
            repeat.at_least = 0;
        }
    }
    definition.groups.retain(|group| !group.fields.is_empty());
    definition.moved.clear();
    definition
}

/// The title of a page.
pub fn title(l: Language, walk: &Walk, ask: Ask) -> String {
    let groups = &walk.filling(ask.part).form().groups;
    groups.get(ask.group).map(|group| group.title.read(l).to_owned()).unwrap_or_default()
}
