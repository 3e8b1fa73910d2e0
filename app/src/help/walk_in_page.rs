//! `/office/help/new`: what somebody says who comes to the station or calls, taken down in under a minute (F13).
//!
//! The questions are those of `/help` as they are put to whoever writes (F13.taken.toml), on one page, and those of the
//! service where one is chosen, which may be left out. A tablet keeps the same form ([`for_tablet`]), fills it in where there
//! is no network and sends what it holds as a command, which the same code reads.

use leptos::prelude::*;

use super::{list_page, messages, request_page::channels, walk::Walk};
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    directory::model::Directory,
    forms::{
        evaluate::Filling,
        fields::{DraftKey, Posted, Sheet, faults as form_faults, live_parts, section},
        model::Definition,
    },
    language::Language,
    reader::directory,
    shell::{Page, PageContext},
    ui::{ChoiceField, FaultList, Question},
};

/// The address.
pub const ADDRESS: &str = "/office/help/new";

/// Where a tablet finds the form.
pub const FOR_TABLET: &str = "/field/help-form";

/// Names of what the page sends beside the questions.
pub const COMMAND: &str = "help.command";
/// Word of the channel.
pub const CHANNEL: &str = crate::offline::exchange::CHANNEL;
/// Code of the service.
pub const SERVICE: &str = "help_service";

/// What the page shows.
pub struct TakingDown {
    /// Who writes.
    pub staff: Staff,
    /// The questions, as far as they are answered.
    pub walk: Walk,
    /// What stands beside them.
    pub beside: Beside,
    /// What F13 is made of.
    pub definition: Definition,
    /// Under which key the browser keeps what is typed and not sent yet.
    pub draft: DraftKey,
}

/// What stands in the form beside the questions; at first nothing.
#[derive(Default)]
pub struct Beside {
    /// Id of the command.
    pub command: String,
    /// Word of the channel.
    pub channel: String,
    /// Code of the service; empty for none.
    pub service: String,
    /// What was just sent.
    pub posted: Option<Posted>,
    /// What stands there before anybody wrote: the place of the station.
    pub preset: Posted,
    /// Whether no channel was chosen.
    pub no_channel: bool,
    /// Whether its id was used for something else.
    pub again: bool,
}

impl Beside {
    /// Whether what is wrong is told.
    fn told(&self) -> bool {
        self.posted.as_ref().is_some_and(|posted| posted.button().is_empty())
    }
}

/// The groups of one of the two forms.
fn groups(filling: &Filling) -> Vec<usize> {
    (0..filling.form().groups.len()).collect()
}

/// The page.
pub fn page(context: &PageContext, taking: TakingDown) -> Page {
    let l = context.language();
    let TakingDown { staff, walk, beside, definition, draft } = taking;
    let told = beside.told();
    let found: Vec<_> = walk.fillings().flat_map(|it| form_faults(l, it, &groups(it))).collect();
    let channel = beside.no_channel.then(|| (CHANNEL.to_owned(), messages::channel_wrong(l).to_owned()));
    let again = beside.again.then(|| ("send".to_owned(), messages::check_again(l).to_owned()));
    let faults: Vec<_> =
        channel.into_iter().chain(again).chain(found).filter(|_| told || beside.again).collect();
    let wrong = !faults.is_empty();
    Page::new(messages::walk_in_title(l), "", move || {
        view! {
            <FaultList faults/>
            <OfficeLine staff/>
            <h1>{messages::walk_in_title(l)}</h1>
            <p class="lead">{messages::walk_in_lead(l)}</p>
            {form(l, &directory(), walk, beside, definition, draft)}
        }
    })
    .below([(messages::office_title(l).to_owned(), list_page::ADDRESS.to_owned())])
    .unlisted(true)
    .with_live()
    .status(if wrong { 422 } else { 200 })
    .fault(wrong)
}

/// The form as HTML, for a tablet: nothing is answered, and the tablet says where what is typed rests and under which key.
pub fn for_tablet(l: Language, directory: &Directory, walk: Walk, definition: Definition) -> String {
    let draft = DraftKey { id: String::new(), key: String::new(), basis: String::new() };
    let blank = || form(l, directory, walk, Beside::default(), definition, draft).to_html();
    // Marks between texts, by which a script of the library's would find its place.
    Owner::new_root(None).with(blank).replace("<!>", "")
}

fn form(
    l: Language,
    directory: &Directory,
    walk: Walk,
    beside: Beside,
    definition: Definition,
    draft: DraftKey,
) -> AnyView {
    let told = beside.told();
    let Beside { command, channel, service, posted, preset, no_channel, .. } = beside;
    let on_tablet = command.is_empty();
    let stands = Some(posted.as_ref().unwrap_or(&preset));
    let sheet = |filling| Sheet { filling, posted: stands, told, areas: &directory.areas, photos: None };
    let every = groups(&walk.call);
    let of_call = sheet(&walk.call);
    // What stands there by itself is no answer that was sent: what somebody typed before is newer.
    let sent = Sheet { posted: posted.as_ref(), ..sheet(&walk.call) };
    let live = live_parts(l, &sent, &definition, &every, Some(&draft));
    let sections = every.iter().map(|group| section(l, &of_call, *group, 2)).collect_view();
    let more = walk.intake.as_ref().map(|intake| {
        let sheet = sheet(intake);
        let asked = groups(intake).into_iter().map(|group| section(l, &sheet, group, 3)).collect_view();
        view! { <details class="fold section--tight" open><summary>{messages::walk_in_more(l)}</summary>{asked}</details> }
    });
    let nothing = |words: &'static str| (String::new(), words.to_owned());
    let county = stands.map(|posted| posted.text("place.county")).unwrap_or_default().to_owned();
    let items = directory
        .catalogue
        .names_in(&county, &service)
        .map(|(code, name)| (code.to_owned(), format!("{code} {}", name.read(l))));
    let how = Question {
        name: CHANNEL,
        label: messages::office_channel(l).to_owned(),
        value: channel,
        fault: (told && no_channel).then(|| messages::channel_wrong(l).to_owned()),
        ..Question::default()
    };
    let services = std::iter::once(nothing(messages::no_service(l))).chain(items).collect::<Vec<_>>();
    let about = Question {
        name: SERVICE,
        label: messages::office_service(l).to_owned(),
        value: service,
        ..Question::default()
    };
    // A tablet without a network has no questions of a service to show. Whoever presses Enter presses the first button of
    // the form: that is to save it.
    let show = (!on_tablet).then(|| {
        view! { <button class="button" name="act" value="show">{messages::walk_in_show(l)}</button> }
    });
    let ways = std::iter::once(nothing(messages::no_data(l))).chain(channels(l)).collect::<Vec<_>>();
    view! {
        <form class="form" id="send" method="post" action=l.address(ADDRESS) novalidate>
            {live}
            <input type="hidden" name=COMMAND value=command/>
            <ChoiceField question=how choices=ways missing=messages::channel_wrong(l)/>
            <ChoiceField question=about choices=services/>
            {sections}
            {more}
            <p class="row"><button class="button button--primary button--large">{messages::walk_in_send(l)}</button>{show}</p>
        </form>
    }
    .into_any()
}
