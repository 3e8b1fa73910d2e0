//! The addresses of settings. Whoever may not keep them finds no such page.

use std::collections::{BTreeSet, HashMap};

use app::{
    access::Action,
    accounts::model::Staff,
    ids::CommandId,
    journal::{
        merge::{self, Conflict, Record},
        model::{Actor, Change, Command, Fields, Refusal, Unit},
        words,
    },
    photos::model::PhotoFault,
    settings::{
        model::Setting,
        parse::{self, Part, SettingFault, SettingsForm},
        settings_page::{self, Entry, Event, Shown, form_of},
    },
    sheets::model::FileFault,
};
use axum::{
    Form, Router,
    extract::{Multipart, Query, State},
    response::{IntoResponse, Redirect},
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::Value;

use super::{KIND, keep, queries, record, year_of};
use crate::{
    accounts::{AccountsState, SignedIn, inside},
    error::StoreError,
    journal::queries::{Search, search},
    pages::Asked,
    problem::{Answered, Broke},
    shanghai,
    sheets::{Upload, upload},
};

/// Rows of the journal that are looked at, and of the history that are shown.
const ROWS_MAX: i64 = 500;
const HISTORY_MAX: usize = 20;

/// Every address, without the language.
pub fn routes() -> Router<AccountsState> {
    Router::new()
        .route("/office/settings", get(show).post(change))
        .route("/office/settings/logo", post(change_logo))
}

/// What is asked for.
#[derive(Debug, Default, Deserialize)]
struct Chosen {
    #[serde(default)]
    part: String,
    #[serde(default)]
    entry: String,
    #[serde(default)]
    saved: String,
}

fn may_keep(state: &AccountsState, reader: &Staff) -> bool {
    state.accounts.may(reader, Action::KeepSettings, &Unit::Province, None)
}

async fn show(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    Query(chosen): Query<Chosen>,
) -> Answered {
    if !may_keep(&state, signed_in.staff()) {
        return Err(Broke::NOT_FOUND);
    }
    let part = Part::from_word(&chosen.part).unwrap_or_default();
    let entry = match part {
        Part::Calendar if chosen.entry.is_empty() => shanghai::today().year().to_string(),
        _ => chosen.entry,
    };
    let Some(form) = form_as_it_stands(&state, &asked, part, &entry).await? else {
        return Err(Broke::NOT_FOUND);
    };
    let shown = Shown { form, saved: !chosen.saved.is_empty(), ..Shown::default() };
    page(&state, &signed_in, asked, shown).await
}

/// What stands in a part, an entry or a year, to be changed; nothing for one that is not there.
async fn form_as_it_stands(
    state: &AccountsState,
    asked: &Asked,
    part: Part,
    entry: &str,
) -> Result<Option<SettingsForm>, StoreError> {
    let database = state.accounts.journal().database();
    let directory = &asked.context.directory;
    let record = match part {
        Part::Calendar => match year_of(entry) {
            Some(year) => queries::year(database, year).await?,
            None => return Ok(None),
        },
        Part::Modes | Part::Programmes | Part::Hotlines if entry.is_empty() => Record::new(),
        Part::Modes | Part::Programmes | Part::Hotlines => {
            match queries::entries(database, part).await?.into_iter().find(|(code, _)| code == entry) {
                Some((_, record)) => record,
                None => return Ok(None),
            }
        }
        _ => record(part, &directory.settings),
    };
    let entry = if part.settings().is_empty() { entry } else { "" };
    Ok(Some(form_of(part, entry, &record, directory)))
}

async fn page(state: &AccountsState, signed_in: &SignedIn, asked: Asked, shown: Shown) -> Answered {
    let database = state.accounts.journal().database();
    let part = shown.form.part;
    let directory = &asked.context.directory;
    let used = |code: &str| match part {
        Part::Modes => Some(directory.stations.iter().filter(|it| it.mode.as_deref() == Some(code)).count()),
        Part::Programmes => {
            let uses = |programmes: &[String]| programmes.iter().any(|it| it == code);
            Some(directory.stations.iter().filter(|it| uses(&it.programmes)).count())
        }
        _ => None,
    };
    let entries = queries::entries(database, part).await?.into_iter();
    let entries = entries.map(|(code, record)| Entry { used: used(&code), code, record }).collect();
    let years = if part == Part::Calendar { queries::years(database).await? } else { Vec::new() };
    let fixed = state.sources.fixed().iter().map(|(setting, value)| (*setting, value.clone())).collect();
    let history = history(state, signed_in.staff(), &asked, part).await?;
    let megabytes_max = state.photos.megabytes_max();
    let shown = Shown { entries, years, fixed, history, megabytes_max, ..shown };
    let page = settings_page::page(&asked.context, signed_in.staff().clone(), shown);
    Ok(inside(&state.accounts, signed_in, asked, page))
}

/// What was done to a part, the latest first.
async fn history(
    state: &AccountsState,
    staff: &Staff,
    asked: &Asked,
    part: Part,
) -> Result<Vec<Event>, StoreError> {
    let l = asked.context.language();
    let journal = state.accounts.journal();
    let search_for = Search {
        unit: Unit::Province.to_string(),
        kind: KIND.to_owned(),
        before_ms: i64::MAX,
        ..Search::default()
    };
    let rows = search(journal.database(), &search_for, ROWS_MAX, 0).await?;
    let colleagues = state.accounts.colleagues(staff).await?;
    let names: HashMap<_, _> = colleagues.into_iter().map(|it| (it.id.to_string(), it.name)).collect();
    let mut events = Vec::new();
    for row in rows.into_iter().filter(|row| row.entity == part.word()).take(HISTORY_MAX) {
        let actor: Actor =
            row.actor.parse().map_err(|_| StoreError::Corrupt { what: "row of the journal" })?;
        let who = match (&actor, names.get(&row.actor)) {
            (Actor::Staff(_), None) => None,
            (_, name) => Some(words::actor(l, &actor, name.map(String::as_str))),
        };
        let fields = journal.read_fields(&row).await?.into_iter();
        let entry = if part.settings().is_empty() { row.entity_id.clone() } else { String::new() };
        events.push(Event {
            when: shanghai::minute(row.applied_at_ms),
            who,
            entry,
            fields: fields.filter_map(|(name, change)| Some((name, change?))).collect(),
            refused: row.is_refused(),
        });
    }
    Ok(events)
}

/// What a form wants, as fields of a command about this record; or what is wrong with it.
fn wanted(
    form: &SettingsForm,
    asked: &Asked,
    fixed: &BTreeSet<Setting>,
) -> Result<(String, i64, Fields), Vec<(String, SettingFault)>> {
    let part = form.part;
    if part.has_entries() && !form.entry.is_empty() && !form.act.is_empty() {
        let retired = form.act == "retire";
        let change = Change::from_to(!retired, retired);
        return Ok((form.entry.clone(), 1, Fields::from([(parse::RETIRED.to_owned(), change)])));
    }
    let is_set = |name: &str| name == "days" || Setting::from_word(name).is_some_and(Setting::is_list);
    let mut record = form.wanted(&asked.context.directory)?;
    record.retain(|name, _| Setting::from_word(name).is_none_or(|setting| !fixed.contains(&setting)));
    let mut fields = merge::changes(&form.seen, &record, is_set);
    if part == Part::Map && !fixed.contains(&Setting::MapKey) {
        let word = Setting::MapKey.word();
        match parse::value(Setting::MapKey, form.text(word), &asked.context.directory) {
            _ if form.forget == "on" => {
                fields.insert(word.to_owned(), Change::to(Value::Null));
            }
            Ok(Value::Null) => {}
            Ok(key) => drop(fields.insert(word.to_owned(), Change::to(key))),
            Err(fault) => return Err(vec![(word.to_owned(), fault)]),
        }
    }
    match part {
        Part::Modes | Part::Programmes | Part::Hotlines if form.entry.is_empty() => {
            let code = parse::code(part, form.text("code"));
            let code = code.map_err(|fault| vec![("code".to_owned(), fault)])?;
            Ok((code, 0, fields))
        }
        _ if part.settings().is_empty() => Ok((form.entry.clone(), 1, fields)),
        _ => Ok((part.word().to_owned(), 1, fields)),
    }
}

async fn change(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    mut asked: Asked,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answered {
    let form = SettingsForm::read(pairs);
    let (Ok(id), true) = (form.command.parse::<CommandId>(), may_keep(&state, signed_in.staff())) else {
        return Err(Broke::NOT_FOUND);
    };
    let part = form.part;
    if part == Part::Calendar && year_of(&form.entry).is_none() {
        return Err(Broke::NOT_FOUND);
    }
    let fixed = state.sources.fixed().keys().copied().collect();
    let (entry, basis, fields) = match wanted(&form, &asked, &fixed) {
        Ok(wanted) => wanted,
        Err(faults) => return again(&state, &signed_in, asked, form, faults, Vec::new()).await,
    };
    let address = format!("{}&saved=1", settings_page::address(part));
    let address = if part == Part::Calendar { format!("{address}&entry={entry}") } else { address };
    let saved = Redirect::to(&asked.context.language().address(&address)).into_response();
    if fields.is_empty() {
        return Ok(saved);
    }
    let command = Command {
        id,
        unit: Unit::Province,
        entity: part.word().to_owned(),
        entity_id: entry,
        basis,
        kind: KIND.to_owned(),
        fields,
        reason: String::new(),
        made_at_ms: 0,
    };
    match keep(&state.accounts, &state.sources.directory, &command, signed_in.staff()).await? {
        Ok(conflicts) if conflicts.is_empty() => Ok(saved),
        Ok(conflicts) => {
            // As it stands now, to be changed again where that is wanted.
            asked.context.directory = state.sources.directory.get();
            let now = form_as_it_stands(&state, &asked, part, &form.entry).await?;
            again(&state, &signed_in, asked, now.unwrap_or(form), Vec::new(), conflicts).await
        }
        Err(Refusal::Taken) => {
            let faults = vec![("code".to_owned(), SettingFault::Taken)];
            again(&state, &signed_in, asked, form, faults, Vec::new()).await
        }
        Err(Refusal::NotFound) => Err(Broke::NOT_FOUND),
        Err(_) => {
            let form = SettingsForm { command: CommandId::fresh().to_string(), ..form };
            page(&state, &signed_in, asked, Shown { form, refused: true, ..Shown::default() }).await
        }
    }
}

/// Puts a picture above every page, or the platform's own mark back.
async fn change_logo(
    State(state): State<AccountsState>,
    signed_in: SignedIn,
    asked: Asked,
    form: Multipart,
) -> Answered {
    if !may_keep(&state, signed_in.staff()) {
        return Err(Broke::NOT_FOUND);
    }
    let Upload { answers, file } = match upload(form, state.photos.bytes_max).await {
        Ok(upload) => upload,
        Err(status) => return Ok(status.into_response()),
    };
    let id = answers.get("command").and_then(|id| id.parse::<CommandId>().ok()).ok_or(Broke::NOT_FOUND)?;
    let kept = match (answers.get("act").map(String::as_str), file) {
        (Some("forget"), _) => Ok(Value::Null),
        (_, Err(FileFault::TooLarge { megabytes_max })) => Err(PhotoFault::TooLarge { megabytes_max }),
        (_, Err(_)) => Err(PhotoFault::Nothing),
        (_, Ok(file)) => state.photos.keep_logo(file).await?.map(Value::from),
    };
    let part = Part::Operator;
    let to = match kept {
        Ok(to) => to,
        Err(fault) => {
            let form = form_as_it_stands(&state, &asked, part, "").await?.ok_or(Broke::NOT_FOUND)?;
            let shown = Shown { form, logo_fault: Some(fault), ..Shown::default() };
            return page(&state, &signed_in, asked, shown).await;
        }
    };
    let word = Setting::Logo.word();
    // Whoever chooses a picture sees the one there is; the later choice holds.
    let from = asked.context.directory.settings.get(Setting::Logo).map_or(Value::Null, Value::from);
    let command = Command {
        id,
        unit: Unit::Province,
        entity: part.word().to_owned(),
        entity_id: part.word().to_owned(),
        basis: 1,
        kind: KIND.to_owned(),
        fields: Fields::from([(word.to_owned(), Change::Set { from, to })]),
        reason: String::new(),
        made_at_ms: 0,
    };
    let address = format!("{}&saved=1", settings_page::address(part));
    match keep(&state.accounts, &state.sources.directory, &command, signed_in.staff()).await? {
        Ok(_) => Ok(Redirect::to(&asked.context.language().address(&address)).into_response()),
        Err(_) => Err(Broke::NOT_FOUND),
    }
}

/// The same page with all that was typed.
async fn again(
    state: &AccountsState,
    signed_in: &SignedIn,
    asked: Asked,
    form: SettingsForm,
    faults: Vec<(String, SettingFault)>,
    conflicts: Vec<Conflict>,
) -> Answered {
    // What was answered is kept under its id; another try is another command.
    let form = SettingsForm { command: CommandId::fresh().to_string(), ..form };
    page(state, signed_in, asked, Shown { form, faults, conflicts, ..Shown::default() }).await
}
