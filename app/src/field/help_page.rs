//! `/field/help`: a call for help that is taken down where there is no network, with the form of the office (F13).
//!
//! What is typed rests enciphered on the device while it is typed and until it has arrived. Journeys:
//! `end2end/tests/devices.spec.ts`.

use leptos::{prelude::*, task::spawn_local};

use super::{app::App, device, messages, mine_page::Locked, route::Route};
use crate::{
    ids::CommandId,
    journal::model::{Change, Command, Unit},
    language::Language,
    offline::{
        exchange::{CHANNEL, HELP, SAID, TAKE_DOWN},
        lock::Asks,
        outbox::Entry,
        tablet::Tablet,
    },
};

/// The element in which the form stands.
const PLACE: &str = "help-form";

/// Where the form is found, in each language.
const FORM: &str = "/field/help-form";

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// The form is to be shown, or stands there.
    Writing,
    /// It is neither here nor to be had.
    NoForm,
    /// Nothing says how the call came.
    NoChannel,
    /// It is being kept.
    Keeping,
    /// The device would not keep it; it still stands in the form.
    NotKept,
    /// The device has it.
    Kept,
}

/// What the page does; `repairs` is the place of the one that was refused and is written anew.
#[derive(Clone, Copy)]
struct Writing {
    app: App,
    repairs: Option<i64>,
    stage: RwSignal<Stage>,
}

#[component]
pub(super) fn HelpPage(app: App, repairs: Option<i64>) -> impl IntoView {
    let writing = Writing { app, repairs, stage: RwSignal::new(Stage::Writing) };
    let stage = writing.stage;
    let locks = Memo::new(move |_| app.work.tablet.with(|it| it.lock.is_some()));
    // Nothing of a form stays on a page that only the passphrase opens again.
    let here =
        Memo::new(move |_| locks.get() && app.work.asks() != Asks::Passphrase && stage.get() != Stage::Kept);
    // Once for each time that it stands there, and for each language.
    Effect::new(move |shown: Option<Option<Language>>| {
        let l = app.language.get();
        if !here.get() || app.work.asks() != Asks::Nothing {
            return shown.flatten().filter(|_| here.get());
        }
        if shown.flatten() != Some(l) {
            spawn_local(writing.show(l));
        }
        Some(l)
    });
    let closed = move || {
        match locks.get() {
        true => view! { <Locked app/> }.into_any(),
        false => view! { <p class="empty"><a href=Route::Mine.address()>{app.say(messages::locked_not_enrolled)}</a></p> }
            .into_any(),
    }
    };
    let told = move || match stage.get() {
        Stage::Writing | Stage::Keeping | Stage::Kept => "",
        Stage::NoForm => messages::help_no_form(app.language.get()),
        Stage::NoChannel => messages::help_no_channel(app.language.get()),
        Stage::NotKept => messages::not_kept_here(app.language.get()),
    };
    let kept = move || {
        (stage.get() == Stage::Kept).then(|| {
            view! {
                <p class="notice" id="kept" tabindex="-1" role="status">{app.say(messages::help_kept)}</p>
                <p class="row"><button class="button" type="button" on:click=move |_| stage.set(Stage::Writing)>{app.say(messages::help_another)}</button>
                    <a class="button" href=Route::Outbox.address()>{app.say(messages::outbox_title)}</a></p>
            }
        })
    };
    view! {
        <h1>{app.say(messages::help_title)}</h1>
        {closed}
        <div hidden=move || app.work.asks() != Asks::Nothing>
            <p hidden=move || !here.get()>{app.say(messages::help_lead)}</p>
            {kept}
            {move || here.get().then(|| view! { <div id=PLACE></div> })}
            <p class="notice notice--urgent" role="alert" hidden=move || told().is_empty()>{told}</p>
        </div>
    }
}

impl Writing {
    /// Shows the form in this language.
    async fn show(self, l: Language) {
        let app = self.app;
        let address = l.address(FORM);
        let key = app.work.key();
        let begins = self.refused(&key).await.unwrap_or_default();
        // What is written anew rests apart from a call that is half taken down.
        let draft = self.repairs.map_or_else(|| HELP.to_owned(), |place| format!("{HELP} {place}"));
        let places = move |code: String| {
            let below = |it: &std::sync::Arc<super::app::Shown>| it.directory.areas.lines_below(l, &code);
            app.shown.with_untracked(|shown| shown.as_ref().map(below)).unwrap_or_default()
        };
        let send = move |said| self.send(said);
        let shown = device::open_form(PLACE, &address, &draft, &key, &begins, places, send).await;
        self.stage.set(if shown { Stage::Writing } else { Stage::NoForm });
    }

    /// What stood in the form that was refused.
    async fn refused(self, key: &str) -> Option<String> {
        let place = self.repairs?;
        let entry = self.app.work.tablet.with_untracked(|it| it.outbox.at(place).cloned())?;
        device::vault("openUnder", key, said(&entry)?).await
    }

    /// Keeps what the form held.
    fn send(self, said: String) {
        if self.stage.get_untracked() == Stage::Keeping {
            return;
        }
        // As the browser writes a pair. Within a text that was typed, its quotation marks would be written otherwise.
        if said.contains(&format!("[\"{CHANNEL}\",\"\"]")) {
            self.stage.set(Stage::NoChannel);
            return device::focus_soon(CHANNEL.to_owned());
        }
        self.stage.set(Stage::Keeping);
        spawn_local(async move {
            let Some(sealed) = device::vault("sealUnder", &self.app.work.key(), &said).await else {
                return self.stage.set(Stage::NotKept);
            };
            // Where the disk refuses, the line above every page says so.
            self.stage.set(Stage::Writing);
            let command = self.command(sealed);
            let repairs = self.repairs;
            let keep = move |tablet: &mut Tablet| {
                let again = repairs.is_some_and(|place| tablet.outbox.send_again(place, command.clone()));
                if !again {
                    tablet.outbox.add(command);
                }
            };
            self.app.work.act_then(keep, move || {
                self.stage.set(Stage::Kept);
                device::focus_soon("kept".to_owned());
                spawn_local(device::forget_form());
            });
        });
    }

    fn command(self, sealed: String) -> Command {
        let id = CommandId::fresh();
        let station = self.app.work.records.with_untracked(|records| {
            let id = records.first().and_then(|it| it.entity_id.parse().ok());
            id.map(Unit::Station)
        });
        Command {
            id,
            unit: station.unwrap_or(Unit::Province),
            entity: HELP.to_owned(),
            entity_id: id.to_string(),
            basis: 0,
            kind: TAKE_DOWN.to_owned(),
            fields: [(SAID.to_owned(), Change::to(sealed))].into(),
            reason: String::new(),
            made_at_ms: device::now_ms(),
        }
    }
}

/// What was told, sealed, in a call that waits.
fn said(entry: &Entry) -> Option<&str> {
    match entry.command.fields.get(SAID)? {
        Change::Set { to, .. } => to.as_str(),
        Change::Members { .. } => None,
    }
}
