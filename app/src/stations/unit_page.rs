//! `/office/stations/{slug}`: one unit, for the people who keep its entry. Every part is a form of its own, so that two
//! who change different things do not meet, and whoever may not change a part reads it.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde_json::Value;
use time::Date;

use super::{
    edit::{self, Field, UsualReason, Work},
    messages,
    model::{Access, Kind, Room, Stage, Station},
    station_card::opening_line,
    unit_form::{UnitFault, UnitForm, insisting, texts_of},
    unit_words, units_page,
    upkeep::may_in,
    words,
};
use crate::{
    access::Action,
    accounts::{model::Staff, office_page::OfficeLine},
    agencies::{agencies_page, edit::Kept},
    directory::model::Directory,
    ids::CommandId,
    journal::{
        merge::{Conflict, Record},
        model::Change,
        words as journal,
    },
    language::Language,
    premises::premises_page,
    reader::{directory, reader, site},
    register::{model::Staffing, staff_page},
    shell::{Page, PageContext},
    ui::{ChoiceField, FaultList, LinesField, Question, TextField, messages as frame},
};

/// Units that stand on somebody's first page at most.
const AT_HAND_MAX: usize = 3;

/// A row of the unit's history.
#[derive(Clone, Debug)]
pub struct Event {
    /// When, as `2026-11-24 14:08`.
    pub when: String,
    /// Who, in words.
    pub who: String,
    /// What was done.
    pub kind: String,
    /// What changed.
    pub fields: Vec<(String, Change)>,
    /// Whether it was refused.
    pub refused: bool,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Who reads.
    pub staff: Staff,
    /// The unit as it stands.
    pub station: Station,
    /// The form that was sent, where it could not be done.
    pub form: UnitForm,
    /// What is wrong with it.
    pub faults: Vec<UnitFault>,
    /// What somebody else had changed meanwhile.
    pub conflicts: Vec<Conflict>,
    /// Kind of what was just done; empty when nothing was.
    pub done: String,
    /// How it is staffed today; nothing where nobody was ever entered.
    pub staffing: Option<Staffing>,
    /// The agencies that work with it, or did.
    pub agencies: Vec<Kept>,
    /// What was done to it, the latest first.
    pub history: Vec<Event>,
}

/// The page.
pub fn page(context: &PageContext, unit: Unit) -> Page {
    let l = context.language();
    let refused = unit.faults.iter().any(|fault| matches!(fault, UnitFault::Refused(_)));
    let status = match (unit.faults.is_empty(), unit.conflicts.is_empty()) {
        (true, true) => 200,
        (false, _) if !refused => 422,
        _ => 409,
    };
    let title = unit.station.name.read(l).to_owned();
    let crumbs = [(messages::units_title(l).to_owned(), units_page::ADDRESS.to_owned())];
    let demo = unit.station.demo;
    Page::new(title, "", move || body(l, &unit))
        .below(crumbs)
        .demo(demo)
        .status(status)
        .unlisted(true)
        .fault(status != 200)
}

/// Who acted, for whoever may not see who it was.
pub fn somebody_else(l: Language) -> &'static str {
    messages::history_somebody(l)
}

/// One part of the page, and who may change it.
struct Part<'a> {
    l: Language,
    unit: &'a Unit,
    directory: &'a Directory,
    told: Vec<(&'static str, String)>,
}

fn body(l: Language, unit: &Unit) -> impl IntoView + use<> {
    let (directory, reader) = (directory(), reader());
    let station = &unit.station;
    let told: Vec<_> = unit.faults.iter().map(|fault| unit_words::fault(l, fault)).collect();
    let part = Part { l, unit, directory: &directory, told: told.clone() };
    let done = match Work::from_kind(&unit.done) {
        Some(Work::CloseToday) => Some(messages::done_closed(l)),
        Some(Work::ReopenToday) => Some(messages::done_opened(l)),
        Some(Work::Verify) => Some(messages::done_verified(l)),
        Some(_) => Some(messages::done_saved(l)),
        None => None,
    };
    let public = l.address(&format!("/stations/{}", station.slug));
    let place = directory.areas.context(&station.division, l);
    view! {
        <FaultList faults=told/>
        <OfficeLine staff=unit.staff.clone()/>
        <p><span class="badge badge--strong">{words::kind(l, station.kind, &site().station_word).to_owned()}</span>" "
            <span class="badge">{words::stage(l, station.stage)}</span>
            {station.demo.then(|| view! { " "<span class="badge badge--demo">{frame::demo(l)}</span> })}</p>
        <h1 id="unit">{station.name.read(l).to_owned()}</h1>
        <p class="soft">{place}" · "<a href=public>{messages::unit_public(l)}</a></p>
        <p class="no-print"><a href=l.address(&premises_page::address(&station.slug))>{messages::unit_premises(l)}</a></p>
        {opening_line(l, station, &directory, &reader)}
        {merged_into(l, station, &directory)}
        {done.map(|words| view! { <p class="notice notice--good" role="status">{words}</p> })}
        {part.conflicts()}
        <div class="columns section--tight">
            <div>
                {part.today(reader.now.date)}
                {part.form(messages::part_contact(l), &[Field::Phone, Field::Hours, Field::Holidays])}
                {part.form(messages::part_profile(l), &[
                    Field::NameZh, Field::NameEn, Field::Pinyin, Field::Aliases, Field::AddressZh, Field::AddressEn, Field::Door,
                ])}
                {part.form(messages::part_served(l), &[Field::Serves])}
                {part.form(messages::part_place(l), &[Field::Rooms, Field::Access])}
                {part.form(messages::part_offered(l), &[
                    Field::Services, Field::SpecialServices, Field::KeyProjectZh, Field::KeyProjectEn,
                ])}
                {part.form(messages::part_counted(l), &[Field::Parent, Field::Mode, Field::Programmes])}
                {part.life(reader.now.date)}
                {part.end()}
            </div>
            <div>
                {part.verification(reader.now.date)}
                {staff_page::panel(l, station, unit.staffing)}
                {agencies_page::panel(l, station, &unit.agencies)}
                {part.history()}
            </div>
        </div>
    }
}

/// Who took the unit over, if somebody did.
pub(super) fn merged_into(
    l: Language,
    station: &Station,
    directory: &Directory,
) -> Option<impl IntoView + use<>> {
    let into = directory.station_with_id(station.merged_into?)?;
    let address = l.address(&format!("/stations/{}", into.slug));
    let words = messages::merged_into(l, into.name.read(l));
    Some(view! { <p class="notice"><a href=address>{words}</a></p> })
}

/// The hidden part of every form: what is wanted, under which id, of which version, and what stood there.
fn hidden(act: Work, basis: i64, seen: &Record) -> impl IntoView + use<> {
    view! {
        <input type="hidden" name="act" value=act.kind()/>
        <input type="hidden" name="command" value=CommandId::fresh().to_string()/>
        <input type="hidden" name="basis" value=basis.to_string()/>
        <input type="hidden" name="seen" value=serde_json::to_string(seen).unwrap_or_default()/>
    }
}

/// What stood on `day` for whoever sends a form of that day.
fn seen_on(station: &Station, day: Date) -> Record {
    let reason = edit::reason_on(station, day).map_or(Value::Null, Value::from);
    Record::from([(edit::REASON.to_owned(), reason)])
}

/// The closures that stand, each with a button that opens again; and closing for today: one tap that unfolds the
/// usual reasons, one on the reason.
fn in_two_taps(l: Language, station: &Station, today: Date) -> impl IntoView + use<> {
    let action = l.address(&units_page::unit_address(&station.slug));
    let coming: Vec<_> = station.hours.exceptions.iter().filter(|it| it.date >= today).collect();
    let closed_today = coming.iter().any(|it| it.date == today && it.spans.is_empty());
    let closed = coming
        .iter()
        .map(|exception| {
            let day = exception.date;
            let when = if day == today { messages::status_today(l).to_owned() } else { words::day(l, day) };
            let what = exception.reason.read(l).to_owned();
            view! {
                <li><span><b>{when}</b>" "{day.to_string()}" · "{what}</span>
                    <form method="post" action=action.clone()>{hidden(Work::ReopenToday, station.version, &seen_on(station, day))}
                        <input type="hidden" name="day" value=day.to_string()/>
                        <button class="button button--small">{messages::reopen(l)}</button></form></li>
            }
        })
        .collect_view();
    let closing = (!closed_today).then(|| {
        let reasons = UsualReason::ALL
            .map(|reason| {
                view! { <button class="button" name="reason" value=reason.word()>{reason.words(l)}</button> }
            })
            .collect_view();
        view! {
            <details class="fold"><summary>{messages::close_today(l)}</summary>
                <form method="post" action=action.clone()>{hidden(Work::CloseToday, station.version, &seen_on(station, today))}
                    <input type="hidden" name="day" value=today.to_string()/>
                    <p class="row">{reasons}</p></form></details>
        }
    });
    view! { <ul class="plain">{closed}</ul>{closing} }
}

/// The few units that somebody tends, for their first page: whether it is open now, and closing it for today.
/// Whoever tends more of them begins at the list.
pub(crate) fn at_hand(staff: &Staff) -> Option<impl IntoView + use<>> {
    let (directory, reader) = (directory(), reader());
    let l = reader.language;
    let mine = directory
        .stations
        .iter()
        .filter(|station| station.stage.serves() && may_in(&directory, staff, Action::TendUnit, station));
    let mine: Vec<_> = mine.take(AT_HAND_MAX + 1).collect();
    let panels = mine
        .iter()
        .map(|station| {
            let address = l.address(&units_page::unit_address(&station.slug));
            view! {
                <section class="panel section--tight"><h2><a href=address>{station.name.read(l).to_owned()}</a></h2>
                    {opening_line(l, station, &directory, &reader)}
                    {in_two_taps(l, station, reader.now.date)}</section>
            }
        })
        .collect_view();
    (mine.len() <= AT_HAND_MAX).then_some(panels)
}

impl Part<'_> {
    fn action(&self) -> String {
        self.l.address(&units_page::unit_address(&self.unit.station.slug))
    }

    fn may(&self, action: Action) -> bool {
        let open = self.unit.station.stage != Stage::Closed;
        open && may_in(self.directory, &self.unit.staff, action, &self.unit.station)
    }

    fn beside(&self, question: &str) -> Option<String> {
        self.told.iter().find(|(name, _)| *name == question).map(|(_, words)| words.clone())
    }

    /// What two people wanted of one field, side by side, with a button for either.
    fn conflicts(&self) -> Option<impl IntoView + use<>> {
        let (l, unit) = (self.l, self.unit);
        let lines: Vec<_> = unit
            .conflicts
            .iter()
            .map(|conflict| {
                let label = journal::field(l, &conflict.field);
                let words = |value| unit_words::value(l, &conflict.field, value, self.directory);
                let (theirs, mine) = (words(&conflict.current), words(&conflict.wanted));
                let again = self.again(conflict);
                view! {
                    <tr><th scope="row">{label}</th>
                        <td data-label=messages::conflict_theirs(l)>{theirs}</td>
                        <td data-label=messages::conflict_mine(l)>{mine}</td>
                        <td>{again}</td></tr>
                }
            })
            .collect();
        (!lines.is_empty()).then(|| {
            view! {
                <section class="notice notice--urgent" role="alert">
                    <h2>{messages::conflict_title(l)}</h2>
                    <p>{messages::conflict_lead(l)}</p>
                    <table class="table table--stack">
                        <caption class="visually-hidden">{messages::conflict_title(l)}</caption>
                        <thead><tr><th scope="col">{messages::conflict_field(l)}</th><th scope="col">{messages::conflict_theirs(l)}</th>
                            <th scope="col">{messages::conflict_mine(l)}</th><th scope="col">{messages::conflict_choose(l)}</th></tr></thead>
                        <tbody>{lines}</tbody></table>
                </section>
            }
        })
    }

    /// The form that says «mine» to a conflict. Theirs stands already.
    fn again(&self, conflict: &Conflict) -> impl IntoView + use<> {
        let (l, version) = (self.l, self.unit.station.version);
        let inputs = match insisting(conflict) {
            Some((field, texts, seen)) => {
                let texts = texts
                    .into_iter()
                    .map(|text| view! { <input type="hidden" name=field.word() value=text/> })
                    .collect_view();
                view! {
                    {hidden(Work::Edit, version, &seen)}
                    <input type="hidden" name="field" value=field.word()/>{texts}
                }
                .into_any()
            }
            None => {
                let seen = Record::from([(conflict.field.clone(), conflict.current.clone())]);
                let reason = conflict.wanted.as_str().unwrap_or_default().to_owned();
                let act = if reason.is_empty() { Work::ReopenToday } else { Work::CloseToday };
                view! {
                    {hidden(act, version, &seen)}
                    <input type="hidden" name="day" value=self.unit.form.day.clone()/>
                    <input type="hidden" name="reason" value=reason/>
                }
                .into_any()
            }
        };
        view! {
            <form method="post" action=self.action()>{inputs}
                <button class="button button--small">{messages::conflict_take_mine(l)}</button></form>
        }
    }

    /// Open or closed today, in two taps; and other days.
    fn today(&self, today: Date) -> Option<impl IntoView + use<>> {
        let (l, station) = (self.l, &self.unit.station);
        if !self.may(Action::TendUnit) {
            return None;
        }
        let sent = |text: &str| {
            if self.unit.form.act == Work::CloseToday.kind() { text.to_owned() } else { String::new() }
        };
        let wrong = self.beside("day").is_some() || self.beside("other_reason").is_some();
        let day = Question {
            name: "day",
            label: messages::close_day(l).to_owned(),
            hint: messages::close_day_hint(l).to_owned(),
            value: if wrong { sent(&self.unit.form.day) } else { today.to_string() },
            inputmode: "numeric",
            autocomplete: "off",
            fault: self.beside("day"),
            ..Question::default()
        };
        let other = Question {
            name: "other_reason",
            label: messages::close_reason(l).to_owned(),
            hint: messages::close_reason_hint(l).to_owned(),
            value: sent(&self.unit.form.other_reason),
            autocomplete: "off",
            fault: self.beside("other_reason"),
            ..Question::default()
        };
        // Another day has another closure: what a form of today saw is nothing there, and then it is told.
        let seen = if wrong { self.unit.form.seen.clone() } else { seen_on(station, today) };
        Some(view! {
            <section class="panel">
                <h2>{messages::part_today(l)}</h2>
                {in_two_taps(l, station, today)}
                <details class="fold" open=wrong><summary>{messages::close_other(l)}</summary>
                    <form class="form" method="post" action=self.action() novalidate>{hidden(Work::CloseToday, station.version, &seen)}
                        <TextField question=day/>
                        <TextField question=other/>
                        <p><button class="button">{messages::close_save(l)}</button></p></form></details>
            </section>
        })
    }

    /// The steps of its life with their days and documents, and the next one.
    fn life(&self, today: Date) -> impl IntoView + use<> {
        let (l, station, sent) = (self.l, &self.unit.station, &self.unit.form);
        let steps = station
            .stages
            .iter()
            .map(|step| {
                let proof = step.proof.clone().map(|proof| format!(" · {proof}"));
                view! { <li><span><b>{words::stage(l, step.stage)}</b>" "{step.on.to_string()}{proof}</span></li> }
            })
            .collect_view();
        let form = self.may(Action::AddUnit).then(|| {
            let returns = sent.act == Work::Reach.kind() && !self.unit.faults.is_empty();
            let seen = match returns {
                true => sent.seen.clone(),
                false => Record::from([(edit::STAGE.to_owned(), station.stage.word().into())]),
            };
            let chosen = if returns { sent.stage.as_str() } else { station.stage.word() };
            let options = Stage::ALL
                .into_iter()
                .filter(|stage| *stage != Stage::Closed)
                .map(|stage| {
                    let word = stage.word();
                    view! { <option value=word selected=word == chosen>{words::stage(l, stage)}</option> }
                })
                .collect_view();
            let question = |name: &'static str, label: &str, hint: &str, value: String| Question {
                name,
                label: label.to_owned(),
                hint: hint.to_owned(),
                value,
                autocomplete: "off",
                fault: self.beside(name),
                ..Question::default()
            };
            let on = if returns { sent.on.clone() } else { today.to_string() };
            let on = question(edit::ON, messages::stage_on(l), "", on);
            let proof = if returns { sent.proof.clone() } else { String::new() };
            let label = messages::optional(l, messages::stage_proof(l));
            let proof = question(edit::PROOF, &label, messages::stage_proof_hint(l), proof);
            view! {
                <form class="form" method="post" action=self.action() novalidate>{hidden(Work::Reach, station.version, &seen)}
                    <p class="field"><label class="field__label" for="stage">{messages::stage_to(l)}</label>
                        <select class="field__control" id="stage" name="stage">{options}</select></p>
                    <TextField question=on/>
                    <TextField question=proof/>
                    <p><button class="button">{messages::stage_save(l)}</button></p></form>
            }
        });
        view! { <section class="panel"><h2>{messages::part_life(l)}</h2><ul class="plain">{steps}</ul>{form}</section> }
    }

    /// Merging and closing for good, behind a box to tick.
    fn end(&self) -> Option<impl IntoView + use<>> {
        let (l, station) = (self.l, &self.unit.station);
        if !self.may(Action::CloseUnit) {
            return None;
        }
        let others = self.directory.stations.iter().filter(|other| {
            other.id != station.id
                && other.kind == station.kind
                && other.stage != Stage::Closed
                && may_in(self.directory, &self.unit.staff, Action::CloseUnit, other)
        });
        let options = others
            .map(
                |other| view! { <option value=other.id.to_string()>{other.name.read(l).to_owned()}</option> },
            )
            .collect_view();
        let fault = self.beside("sure");
        let wrong = fault.is_some();
        Some(view! {
            <section class="panel"><h2>{messages::part_end(l)}</h2>
                <details class="fold" open=wrong><summary>{messages::end_save(l)}</summary>
                <form class="form" method="post" action=self.action() novalidate>{hidden(Work::Close, station.version, &Record::new())}
                    <p>{messages::end_lead(l)}</p>
                    <p class="field"><label class="field__label" for="into">{messages::end_into(l)}</label>
                        <select class="field__control" id="into" name="into">
                            <option value="">{messages::end_nobody(l)}</option>{options}</select></p>
                    <p class="field" class:field--wrong=wrong>
                        {fault.map(|words| view! { <strong class="field__error" id="sure-fault">{words}</strong> })}
                        <label class="check"><input type="checkbox" id="sure" name="sure" value="on"/><span>{messages::end_sure(l)}</span></label></p>
                    <p><button class="button button--alarm">{messages::end_save(l)}</button></p></form></details>
            </section>
        })
    }

    /// How old the last look at it is, and a button for whoever looks now.
    fn verification(&self, today: Date) -> impl IntoView + use<> {
        let (l, station) = (self.l, &self.unit.station);
        let words = words::verified(l, station, self.directory, today);
        let button = self.may(Action::TendUnit).then(|| {
            view! {
                <form method="post" action=self.action()>{hidden(Work::Verify, station.version, &Record::new())}
                    <p class="small soft">{messages::verify_hint(l)}</p>
                    <button class="button button--primary">{messages::verify(l)}</button></form>
            }
        });
        view! {
            <section class="panel"><h2>{frame::verification(l)}</h2><p>{words}</p>{button}</section>
        }
    }

    /// What stands in some fields; and folded away, until somebody wants it, a form of those that they may change.
    fn form(&self, heading: &'static str, fields: &[Field]) -> impl IntoView + use<> {
        let (l, station) = (self.l, &self.unit.station);
        let mine: Vec<Field> = fields.iter().copied().filter(|field| self.may(field.needs())).collect();
        let sent = &self.unit.form;
        // What was typed comes back with what its sender saw; anything else is as it stands.
        let returns = !self.unit.faults.is_empty()
            && sent.act == Work::Edit.kind()
            && mine.iter().any(|field| sent.texts.contains_key(field));
        let seen: Record = match returns {
            true => sent.seen.clone(),
            false => mine.iter().map(|it| (it.word().to_owned(), edit::value(station, *it))).collect(),
        };
        let texts: BTreeMap<Field, Vec<String>> = mine
            .iter()
            .map(|field| {
                let typed = sent.texts.get(field).filter(|_| returns).cloned();
                (*field, typed.unwrap_or_else(|| texts_of(&edit::value(station, *field))))
            })
            .collect();
        let questions = mine
            .iter()
            .map(|field| {
                let texts = texts.get(field).cloned().unwrap_or_default();
                view! {
                    <input type="hidden" name="field" value=field.word()/>
                    {self.question(*field, &texts)}
                }
            })
            .collect_view();
        let facts = fields
            .iter()
            .map(|field| {
                let words = unit_words::value(l, field.word(), &edit::value(station, *field), self.directory);
                // A day on each line.
                let words = match field {
                    Field::Hours => words.replace(messages::list_separator(l), "\n"),
                    _ => words,
                };
                view! { <div><dt>{journal::field(l, field.word())}</dt><dd class="kept">{words}</dd></div> }
            })
            .collect_view();
        let form = (!mine.is_empty()).then(|| {
            view! {
                <details class="fold no-print" open=returns>
                    <summary>{messages::change_part(l, heading)}</summary>
                    <form class="form" method="post" action=self.action() novalidate>
                        {hidden(Work::Edit, station.version, &seen)}
                        {questions}
                        <p><button class="button button--primary">{messages::save(l)}</button></p>
                    </form>
                </details>
            }
        });
        view! {
            <section class="panel">
                <h2>{heading}</h2>
                <dl class="facts facts--wide">{facts}</dl>
                {form}
            </section>
        }
    }

    fn question(&self, field: Field, texts: &[String]) -> AnyView {
        let l = self.l;
        let fault = self.beside(field.word());
        match field {
            Field::Hours => self.hours(texts, fault).into_any(),
            Field::Phone | Field::Aliases | Field::Serves => self.lines(field, texts, fault).into_any(),
            Field::Rooms => {
                let all = Room::ALL.map(|room| (room.word().to_owned(), words::room(l, room).to_owned()));
                self.boxes(field, all.into(), texts, fault).into_any()
            }
            Field::Access => {
                let all = Access::ALL.map(|fact| (fact.word().to_owned(), words::access(l, fact).to_owned()));
                self.boxes(field, all.into(), texts, fault).into_any()
            }
            Field::Services => {
                let items = &self.directory.catalogue.items;
                let all = items.iter().map(|item| (item.code.clone(), item.name.read(l).to_owned()));
                self.boxes(field, all.collect(), texts, fault).into_any()
            }
            Field::SpecialServices => {
                let special = &self.directory.catalogue.special;
                let all = special.iter().map(|it| (it.code.clone(), it.name.read(l).to_owned()));
                self.boxes(field, all.collect(), texts, fault).into_any()
            }
            Field::Programmes => {
                let programmes = &self.directory.programmes;
                let offered = programmes.iter().filter(|it| !it.retired || texts.contains(&it.code));
                let all = offered.map(|it| (it.code.clone(), it.name.read(l).to_owned()));
                self.boxes(field, all.collect(), texts, fault).into_any()
            }
            Field::Holidays => {
                let all = ["closed", "as_usual"].map(str::to_owned);
                self.choice(field, all.into(), texts, fault).into_any()
            }
            Field::Parent => {
                let ids = self.possible_parents().map(|unit| unit.id.to_string());
                // What stands there can be left, whatever has become of it.
                let now = texts.iter().filter(|text| !text.is_empty()).cloned();
                let mut all: Vec<String> = std::iter::once(String::new()).chain(ids).collect();
                let missing: Vec<String> = now.filter(|id| !all.contains(id)).collect();
                all.extend(missing);
                self.choice(field, all, texts, fault).into_any()
            }
            Field::Mode => {
                let modes = self.directory.modes.iter();
                let modes = modes.filter(|mode| !mode.retired || texts.contains(&mode.code));
                let modes = modes.map(|mode| mode.code.clone());
                self.choice(field, std::iter::once(String::new()).chain(modes).collect(), texts, fault)
                    .into_any()
            }
            _ => {
                let hint = match field {
                    Field::Pinyin => messages::hint_pinyin(l),
                    Field::Door => messages::hint_door(l),
                    _ => "",
                };
                let needed = field == Field::NameZh;
                let label = journal::field(l, field.word());
                let question = Question {
                    name: field.word(),
                    label: if needed { label } else { messages::optional(l, &label) },
                    hint: hint.to_owned(),
                    value: texts.first().cloned().unwrap_or_default(),
                    autocomplete: "off",
                    fault,
                    ..Question::default()
                };
                view! { <TextField question/> }.into_any()
            }
        }
    }

    /// The units that it may stand below.
    fn possible_parents(&self) -> impl Iterator<Item = &Station> {
        self.directory.stations.iter().filter(|above| {
            let tried = Station { parent: Some(above.id), ..self.unit.station.clone() };
            above.kind != Kind::VillageRoom
                && edit::misfits(self.directory, &tried, &[Field::Parent]).is_empty()
        })
    }

    /// Seven days, each a line.
    fn hours(&self, texts: &[String], fault: Option<String>) -> impl IntoView + use<> {
        let l = self.l;
        let wrong = fault.is_some();
        let days = (0..7)
            .map(|day| {
                let id = if day == 0 { "hours".to_owned() } else { format!("hours-{day}") };
                let text = texts.get(day).cloned().unwrap_or_default();
                view! {
                    <p class="field"><label class="field__label" for=id.clone()>{unit_words::weekday(l, day)}</label>
                        <input class="field__control" id=id name="hours" value=text autocomplete="off"
                            aria-invalid=wrong.then_some("true")
                            aria-describedby=if wrong { "hours-hint hours-fault" } else { "hours-hint" }/></p>
                }
            })
            .collect_view();
        view! {
            <fieldset class="field" class:field--wrong=wrong>
                <legend class="field__label">{journal::field(l, "hours")}</legend>
                <span class="field__hint" id="hours-hint">{messages::hint_hours(l)}</span>
                {fault.map(|words| view! { <strong class="field__error" id="hours-fault">{words}</strong> })}
                {days}
            </fieldset>
        }
    }

    /// Several lines.
    fn lines(&self, field: Field, texts: &[String], fault: Option<String>) -> impl IntoView + use<> {
        let (l, name) = (self.l, field.word());
        let hint = match field {
            Field::Phone => messages::hint_phone(l),
            Field::Serves => messages::hint_serves(l),
            _ => messages::hint_lines(l),
        };
        // A code is read with the name of what it stands for.
        let line = |text: &String| match field {
            Field::Serves => match self.directory.areas.name_of(text, l) {
                Some(place) => format!("{text} {place}"),
                None => text.clone(),
            },
            _ => text.clone(),
        };
        let text = texts.iter().map(line).collect::<Vec<_>>().join("\n");
        let question = Question {
            name,
            label: messages::optional(l, &journal::field(l, name)),
            hint: hint.to_owned(),
            value: text,
            autocomplete: "off",
            fault,
            ..Question::default()
        };
        view! { <LinesField question/> }
    }

    /// Boxes to tick: codes with their words.
    fn boxes(
        &self,
        field: Field,
        all: Vec<(String, String)>,
        texts: &[String],
        fault: Option<String>,
    ) -> impl IntoView + use<> {
        let name = field.word();
        // What is ticked and nobody knows any more stays ticked until somebody takes it away.
        let strange = texts.iter().filter(|text| !all.iter().any(|(code, _)| code == *text));
        let strange: Vec<_> = strange.map(|text| (text.clone(), text.clone())).collect();
        let boxes = all
            .into_iter()
            .chain(strange)
            .map(|(code, words)| {
                let ticked = texts.contains(&code);
                view! {
                    <label class="check"><input type="checkbox" name=name value=code checked=ticked/><span>{words}</span></label>
                }
            })
            .collect_view();
        let wrong = fault.is_some();
        view! {
            <fieldset class="field" class:field--wrong=wrong id=name aria-describedby=wrong.then(|| format!("{name}-fault"))>
                <legend class="field__label">{journal::field(self.l, name)}</legend>
                {fault.map(|words| view! { <strong class="field__error" id=format!("{name}-fault")>{words}</strong> })}
                {boxes}
            </fieldset>
        }
    }

    /// One of a list.
    fn choice(
        &self,
        field: Field,
        all: Vec<String>,
        texts: &[String],
        fault: Option<String>,
    ) -> impl IntoView + use<> {
        let (l, name) = (self.l, field.word());
        let choices = all
            .into_iter()
            .map(|code| {
                let words = match code.is_empty() {
                    true => messages::nothing(l).to_owned(),
                    false => unit_words::name_of(l, name, &code, self.directory),
                };
                (code, words)
            })
            .collect();
        let question = Question {
            name,
            label: journal::field(l, name),
            value: texts.first().cloned().unwrap_or_default(),
            fault,
            ..Question::default()
        };
        view! { <ChoiceField question choices/> }
    }

    /// What was done to it, by whom.
    fn history(&self) -> impl IntoView + use<> {
        let l = self.l;
        let lines: Vec<_> = self
            .unit
            .history
            .iter()
            .map(|event| {
                let refused = event
                    .refused
                    .then(|| view! { " "<span class="badge">{messages::history_refused(l)}</span> });
                let changes = event
                    .fields
                    .iter()
                    .map(|(field, change)| view! { <li>{self.change(field, change)}</li> })
                    .collect_view();
                view! {
                    <li class="session">
                        <p><b>{journal::kind(l, &event.kind)}</b>{refused}</p>
                        <p class="soft small">{event.when.clone()}" · "{event.who.clone()}</p>
                        <ul class="small">{changes}</ul></li>
                }
            })
            .collect();
        let none = lines.is_empty();
        view! {
            <section class="panel"><h2>{messages::history(l)}</h2>
                {none.then(|| view! { <p class="soft">{messages::history_none(l)}</p> })}
                <ul class="plain">{lines}</ul></section>
        }
    }

    fn change(&self, field: &str, change: &Change) -> String {
        let l = self.l;
        let words = |value: &Value| unit_words::value(l, field, value, self.directory);
        let label = journal::field(l, field);
        match change {
            Change::Set { from: Value::Null, to } => messages::history_new(l, &label, &words(to)),
            Change::Set { from, to } => messages::history_set(l, &label, &words(from), &words(to)),
            Change::Members { add, remove } => {
                let list = |members: &std::collections::BTreeSet<String>| {
                    words(&members.iter().map(String::as_str).collect())
                };
                messages::history_members(l, &label, &list(add), &list(remove))
            }
        }
    }
}
