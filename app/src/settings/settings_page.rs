//! `/office/settings`: what the province keeps, a part at a time, with its history.

use leptos::prelude::*;
use serde_json::Value;

use super::{
    messages,
    model::Setting,
    parse::{self, Part, SettingFault, SettingsForm, YES},
    words,
};
use crate::photos::messages as photo;
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    directory::model::Directory,
    ids::CommandId,
    journal::{
        merge::{Conflict, Record},
        model::{Change, Fields},
    },
    language::Language,
    photos::{model::PhotoFault, photos_page},
    reader::{directory, language, site},
    shell::{self, Page, PageContext},
    ui::{ChoiceField, FaultList, LinesField, Question, TextField},
};

/// The address.
pub const ADDRESS: &str = "/office/settings";

/// The address to which a logo is sent.
pub const LOGO: &str = "/office/settings/logo";

/// The field in which it is sent.
const LOGO_FILE: &str = "file";

/// The address of a part.
pub fn address(part: Part) -> String {
    format!("{ADDRESS}?part={}", part.word())
}

/// The address of an entry of a part, or of a year.
pub fn entry_address(part: Part, entry: &str) -> String {
    format!("{}&entry={}", address(part), crate::stations::filter::percent_encoded(entry))
}

/// An entry of a list.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its code or number.
    pub code: String,
    /// What stands there.
    pub record: Record,
    /// How many units use it; nothing where units do not.
    pub used: Option<usize>,
}

/// A row of the history.
#[derive(Clone, Debug)]
pub struct Event {
    /// When, as `2026-11-24 14:08`.
    pub when: String,
    /// Who, in words; nothing for somebody whom the reader may not see.
    pub who: Option<String>,
    /// Of which entry; empty where a part has none.
    pub entry: String,
    /// What changed.
    pub fields: Fields,
    /// Whether it was refused.
    pub refused: bool,
}

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// The form as it was sent, or of what stands there.
    pub form: SettingsForm,
    /// The entries of the part.
    pub entries: Vec<Entry>,
    /// The years of the calendar.
    pub years: Vec<i32>,
    /// What is wrong with the form.
    pub faults: Vec<(String, SettingFault)>,
    /// What somebody else had changed meanwhile.
    pub conflicts: Vec<Conflict>,
    /// Whether the server would not have it.
    pub refused: bool,
    /// Whether it was just saved.
    pub saved: bool,
    /// What the configuration file sets, as it stands there.
    pub fixed: Vec<(Setting, String)>,
    /// What was done to the part, the latest first.
    pub history: Vec<Event>,
    /// Why the picture that was sent is not taken.
    pub logo_fault: Option<PhotoFault>,
    /// The largest picture that is taken.
    pub megabytes_max: u32,
}

/// A form of what stands in a record.
pub fn form_of(part: Part, entry: &str, record: &Record, directory: &Directory) -> SettingsForm {
    let text = |(name, value): (&String, &Value)| (name.clone(), typed(name, value, directory));
    SettingsForm {
        command: CommandId::fresh().to_string(),
        part,
        entry: entry.to_owned(),
        texts: record.iter().map(text).collect(),
        seen: record.clone(),
        ..SettingsForm::default()
    }
}

/// A value as one would type it.
fn typed(field: &str, value: &Value, directory: &Directory) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => "on".to_owned(),
        Value::Array(members) => {
            let lines =
                members.iter().filter_map(Value::as_str).map(|member| place(field, member, directory));
            lines.collect::<Vec<_>>().join("\n")
        }
        _ => String::new(),
    }
}

/// A member of a list; a code of a place with its name.
fn place(field: &str, member: &str, directory: &Directory) -> String {
    let places = [Setting::Communities.word(), Setting::OutOfScope.word()];
    match directory.areas.name_of(member, Language::Zh).filter(|_| places.contains(&field)) {
        Some(name) => format!("{member} {name}"),
        None => member.to_owned(),
    }
}

/// A value as the history tells it.
fn told_value(l: Language, field: &str, value: &Value, directory: &Directory) -> String {
    match value {
        _ if Setting::from_word(field).is_some_and(Setting::is_secret) => messages::key_hidden(l).to_owned(),
        Value::Bool(yes) if field == parse::RETIRED => {
            if *yes { messages::retired(l) } else { messages::offered(l) }.to_owned()
        }
        Value::Bool(true) => "✓".to_owned(),
        value => match typed(field, value, directory).replace('\n', "; ") {
            text if text.is_empty() => messages::nothing(l).to_owned(),
            text => text,
        },
    }
}

fn told_change(l: Language, name: &str, change: &Change, directory: &Directory) -> String {
    let field = words::field(l, name).unwrap_or(name);
    match change {
        Change::Set { from, to } => {
            let value = |value| told_value(l, name, value, directory);
            messages::from_to(l, field, &value(from), &value(to))
        }
        Change::Members { add, remove } => {
            let members = |members: &std::collections::BTreeSet<String>| {
                let members = members.iter().cloned().map(Value::from).collect();
                told_value(l, name, &Value::Array(members), directory)
            };
            messages::members(l, field, &members(add), &members(remove))
        }
    }
}

/// The page.
pub fn page(context: &PageContext, staff: Staff, shown: Shown) -> Page {
    let l = context.language();
    let wrong = shown.refused || !shown.conflicts.is_empty();
    let status = match (shown.faults.is_empty(), wrong) {
        (false, _) => 422,
        _ if shown.logo_fault.is_some() => 422,
        (true, true) => 409,
        (true, false) => 200,
    };
    let part = shown.form.part;
    let title = words::part(l, part);
    Page::new(title, "", move || body(l, staff, shown))
        .below([(messages::title(l).to_owned(), ADDRESS.to_owned())])
        .status(status)
        .unlisted(true)
        .fault(status != 200)
}

fn body(l: Language, staff: Staff, shown: Shown) -> impl IntoView {
    let directory = directory();
    let part = shown.form.part;
    let known = |name: &str| {
        let settings = part.settings().iter().map(|setting| setting.word());
        settings.chain(part.fields().iter().copied()).find(|known| *known == name).unwrap_or("code")
    };
    let mut told: Vec<(&'static str, String)> =
        shown.faults.iter().map(|(name, fault)| (known(name), words::fault(l, fault))).collect();
    told.extend(shown.conflicts.iter().map(|conflict| {
        let field = words::field(l, &conflict.field).unwrap_or_default();
        let theirs = told_value(l, &conflict.field, &conflict.current, &directory);
        (known(&conflict.field), messages::conflict(l, field, &theirs))
    }));
    if shown.refused {
        told.push((part.fields().first().copied().unwrap_or("code"), messages::refused(l).to_owned()));
    }
    told.extend(shown.logo_fault.map(|fault| (LOGO_FILE, photos_page::fault(l, fault).1)));
    let parts = Part::ALL
        .map(|it| {
            let here = (it == part).then_some("true");
            view! { <li><a class="chip" href=l.address(&address(it)) aria-current=here>{words::part(l, it)}</a></li> }
        })
        .collect_view();
    let saved = shown.saved;
    view! {
        <FaultList faults=told.clone()/>
        <OfficeLine staff/>
        <h1>{words::part(l, part)}</h1>
        <p class="lead">{messages::lead(l)}</p>
        <nav class="no-print" aria-label=messages::parts(l)><ul class="chips">{parts}</ul></nav>
        {saved.then(|| view! { <p class="notice notice--good" role="status">{messages::saved(l)}</p> })}
        {part.has_entries().then(|| view! { <Entries part entries=shown.entries.clone()/> })}
        {(part == Part::Calendar).then(|| years(l, &shown.years, &shown.form.entry))}
        <EditForm form=shown.form fixed=shown.fixed told=told.clone()/>
        {(part == Part::Operator).then(|| view! { <LogoForm told megabytes_max=shown.megabytes_max/> })}
        <History history=shown.history/>
    }
}

#[component]
fn Entries(part: Part, entries: Vec<Entry>) -> impl IntoView {
    let l = language();
    let heading = messages::entries(l, words::part(l, part), entries.len());
    let counts = entries.iter().any(|entry| entry.used.is_some());
    let rows = entries
        .into_iter()
        .map(|entry| {
            let retired = parse::is_retired(&entry.record);
            let state = if retired { messages::retired(l) } else { messages::offered(l) };
            let (act, words) =
                if retired { ("restore", messages::restore(l)) } else { ("retire", messages::retire(l)) };
            let name = parse::name_of(&entry.record).map(|name| name.read(l).to_owned()).unwrap_or_default();
            let label = if part == Part::Hotlines { messages::number(l) } else { messages::code(l) };
            let described = format!("{words} {name}");
            view! {
                <tr><th scope="row"><a href=l.address(&entry_address(part, &entry.code))>{name}</a></th>
                    <td data-label=label>{entry.code.clone()}</td>
                    <td data-label=messages::state(l)>{state}</td>
                    {counts.then(|| view! {
                        <td class="table__number" data-label=messages::used(l)>{entry.used.unwrap_or_default()}</td>
                    })}
                    <td data-label=messages::work(l) class="no-print">
                        <form method="post" action=l.address(ADDRESS)>
                            <input type="hidden" name="command" value=CommandId::fresh().to_string()/>
                            <input type="hidden" name="part" value=part.word()/>
                            <input type="hidden" name="entry" value=entry.code/>
                            <button class="button button--small" name="act" value=act aria-label=described>{words}</button>
                        </form></td></tr>
            }
        })
        .collect_view();
    view! {
        <table class="table table--stack">
            <caption>{heading}</caption>
            <thead><tr><th scope="col">{messages::name_zh(l)}</th>
                <th scope="col">{if part == Part::Hotlines { messages::number(l) } else { messages::code(l) }}</th>
                <th scope="col">{messages::state(l)}</th>
                {counts.then(|| view! { <th scope="col" class="table__number">{messages::used(l)}</th> })}
                <th scope="col" class="no-print">{messages::work(l)}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
        <p class="small soft">{messages::retire_note(l)}</p>
        <p class="no-print"><a class="button" href=l.address(&address(part))>{messages::add(l)}</a></p>
    }
}

fn years(l: Language, years: &[i32], chosen: &str) -> impl IntoView + use<> {
    let next = years.last().map_or(2026, |year| year + 1);
    let link = |year: i32, words: String| {
        let here = (chosen == year.to_string()).then_some("true");
        let href = l.address(&entry_address(Part::Calendar, &year.to_string()));
        view! { <li><a class="chip" href=href aria-current=here>{words}</a></li> }
    };
    let links = years.iter().map(|year| link(*year, messages::year_title(l, *year))).collect_view();
    view! {
        <nav class="no-print" aria-label=messages::year(l)>
            <ul class="chips">{links}{link(next, messages::year_add(l, next))}</ul></nav>
    }
}

#[component]
fn EditForm(
    form: SettingsForm,
    fixed: Vec<(Setting, String)>,
    told: Vec<(&'static str, String)>,
) -> impl IntoView {
    let l = language();
    let part = form.part;
    let beside = |name: &str| told.iter().find(|(it, _)| *it == name).map(|(_, words)| words.clone());
    let question = |name: &'static str, label: &str, hint: &str| Question {
        name,
        label: label.to_owned(),
        hint: hint.to_owned(),
        value: form.text(name).to_owned(),
        fault: beside(name),
        autocomplete: "off",
        ..Question::default()
    };
    let settings = part
        .settings()
        .iter()
        .map(|setting| {
            let label = words::setting(l, *setting);
            if let Some((_, value)) = fixed.iter().find(|(it, _)| it == setting) {
                let value = messages::fixed(l, value);
                return view! { <p class="field"><b class="field__label">{label}</b>{value}</p> }.into_any();
            }
            match setting {
                // A picture has a form of its own.
                Setting::Logo => ().into_any(),
                Setting::MapKey => {
                    // What is kept is never written into the page; what was typed wrongly is.
                    let known = form.seen.get(setting.word()).and_then(Value::as_str);
                    let state = known
                        .map_or_else(|| messages::key_none(l).to_owned(), |end| messages::key_kept(l, end));
                    let hint = match known {
                        Some(_) => format!("{state} {}", messages::hint_key(l)),
                        None => state,
                    };
                    let asked = Question {
                        value: beside(setting.word()).map(|_| form.text(setting.word()).to_owned()).unwrap_or_default(),
                        ..question(setting.word(), label, &hint)
                    };
                    let forget = known.is_some().then(|| view! {
                        <p class="field"><label class="check"><input type="checkbox" name="forget" value="on"/>
                            <span>{messages::key_forget(l)}</span></label></p>
                    });
                    view! { <TextField question=asked/>{forget} }.into_any()
                }
                Setting::StationAliases => {
                    let asked = question(setting.word(), label, messages::hint_aliases(l));
                    view! { <LinesField question=asked/> }.into_any()
                }
                Setting::Communities => {
                    let asked = question(setting.word(), label, messages::hint_communities(l));
                    view! { <LinesField question=asked/> }.into_any()
                }
                Setting::DepartmentZh | Setting::DepartmentEn => {
                    let asked = question(setting.word(), label, messages::hint_department(l));
                    view! { <TextField question=asked/> }.into_any()
                }
                Setting::OutOfScope => {
                    let asked = question(setting.word(), label, messages::hint_places(l));
                    view! { <LinesField question=asked/> }.into_any()
                }
                Setting::StaffingStandard => {
                    let asked = Question {
                        inputmode: "numeric",
                        ..question(setting.word(), label, messages::hint_standard(l))
                    };
                    view! { <TextField question=asked/> }.into_any()
                }
                Setting::VolunteerApproval => {
                    let asked = question(setting.word(), label, "");
                    let choices = [("", messages::approval_no(l)), (YES, messages::approval_yes(l))];
                    let choices = choices.map(|(value, words)| (value.to_owned(), words.to_owned())).into();
                    view! { <ChoiceField question=asked choices/> }.into_any()
                }
                other => {
                    let asked = question(other.word(), label, "");
                    view! { <TextField question=asked/> }.into_any()
                }
            }
        })
        .collect_view();
    let is_new = part.has_entries() && form.entry.is_empty();
    let code = is_new.then(|| {
        let (label, hint) = match part {
            Part::Hotlines => (messages::number(l), ""),
            _ => (messages::code(l), messages::hint_code(l)),
        };
        view! { <TextField question=question("code", label, hint)/> }
    });
    let fields = part
        .fields()
        .iter()
        .map(|name| {
            let label = words::field(l, name).unwrap_or_default();
            match *name {
                "verify" | "emergency" => {
                    let checked = form.text(name) == "on";
                    view! {
                        <p class="field"><label class="check">
                            <input type="checkbox" id=*name name=*name value="on" checked=checked/>
                            <span>{label}</span></label></p>
                    }
                    .into_any()
                }
                "days" => {
                    let asked = question(name, label, messages::hint_days(l));
                    view! { <LinesField question=asked/> }.into_any()
                }
                _ => view! { <TextField question=question(name, label, "")/> }.into_any(),
            }
        })
        .collect_view();
    let heading = match part {
        Part::Calendar => messages::year_title(l, form.entry.parse().unwrap_or_default()),
        _ if is_new => messages::add(l).to_owned(),
        _ if part.has_entries() => {
            let name = parse::name_of(&form.seen).map(|name| name.read(l).to_owned());
            messages::changing(l, &name.unwrap_or_else(|| form.entry.clone()))
        }
        _ => words::part(l, part).to_owned(),
    };
    view! {
        <section class="panel section--tight no-print">
            <h2>{heading}</h2>
            <form class="form" method="post" action=l.address(ADDRESS) novalidate>
                <input type="hidden" name="command" value=form.command.clone()/>
                <input type="hidden" name="part" value=part.word()/>
                <input type="hidden" name="entry" value=form.entry.clone()/>
                <input type="hidden" name="seen" value=serde_json::to_string(&form.seen).unwrap_or_default()/>
                {code}{settings}{fields}
                <p><button class="button button--primary">{messages::save(l)}</button></p>
            </form>
        </section>
    }
}

/// The form that puts a picture above every page, or the platform's own mark back.
#[component]
fn LogoForm(told: Vec<(&'static str, String)>, megabytes_max: u32) -> impl IntoView {
    let l = language();
    let fault = told.into_iter().find(|(name, _)| *name == LOGO_FILE).map(|(_, words)| words);
    let wrong = fault.is_some();
    let described = if wrong { "file-hint file-fault" } else { "file-hint" };
    let command = || view! { <input type="hidden" name="command" value=CommandId::fresh().to_string()/> };
    let now = site().logo.as_deref().map(|digest| {
        view! {
            <p><img src=shell::logo_address(digest) alt=messages::logo_now(l) width="96" height="96"/></p>
            <form method="post" enctype="multipart/form-data" action=l.address(LOGO)>
                {command()}
                <p><button class="button" name="act" value="forget">{messages::logo_forget(l)}</button></p></form>
        }
    });
    view! {
        <section class="panel section--tight no-print"><h2>{messages::logo(l)}</h2>
            <p class="small soft">{messages::logo_lead(l)}</p>
            {now}
            <form class="form" method="post" enctype="multipart/form-data" action=l.address(LOGO) novalidate>
                {command()}
                <p class="field" class:field--wrong=wrong>
                    <label class="field__label" for=LOGO_FILE>{messages::logo_file(l)}</label>
                    <span class="field__hint" id="file-hint">{photo::file_hint(l, megabytes_max)}</span>
                    {fault.map(|words| view! { <strong class="field__error" id="file-fault">{words}</strong> })}
                    <input class="field__control" type="file" id=LOGO_FILE name=LOGO_FILE
                        accept="image/jpeg,image/png,image/webp"
                        aria-invalid=wrong.then_some("true") aria-describedby=described/></p>
                <p><button class="button button--primary" name="act" value="use">{messages::logo_use(l)}</button></p>
            </form>
        </section>
    }
}

#[component]
fn History(history: Vec<Event>) -> impl IntoView {
    let (l, directory) = (language(), directory());
    let none = history.is_empty();
    let rows = history
        .into_iter()
        .map(|event| {
            let changes = event
                .fields
                .iter()
                .map(|(name, change)| view! { <li>{told_change(l, name, change, &directory)}</li> })
                .collect_view();
            let refused = event.refused.then(|| view! { <span class="badge">{messages::turned_down(l)}</span> });
            let who = event.who.unwrap_or_else(|| messages::somebody(l).to_owned());
            view! {
                <tr><td data-label=messages::when(l) class="numbers">{event.when}</td>
                    <td data-label=messages::who(l)>{who}</td>
                    <td data-label=messages::what(l)><div>{event.entry}" "{refused}<ul class="plain">{changes}</ul></div></td></tr>
            }
        })
        .collect_view();
    view! {
        <section class="section--tight">
            <h2>{messages::history(l)}</h2>
            {if none {
                view! { <p class="empty">{messages::history_none(l)}</p> }.into_any()
            } else {
                view! {
                    <table class="table table--stack">
                        <caption class="visually-hidden">{messages::history(l)}</caption>
                        <thead><tr><th scope="col">{messages::when(l)}</th><th scope="col">{messages::who(l)}</th>
                            <th scope="col">{messages::what(l)}</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                }.into_any()
            }}
        </section>
    }
}
