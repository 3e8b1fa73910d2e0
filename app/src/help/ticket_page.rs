//! The ticket that a caller gets: its code in big print, who calls back by when, and what to do until then.

use leptos::prelude::*;

use super::{
    messages,
    start_page::{self, emergency},
    status_page,
    terms::Promise,
    words,
};
use crate::{
    directory::model::Directory,
    forms::fields::draft_done,
    journal::model::Unit,
    language::Language,
    reader::{Site, directory, reader, site},
    shell::{Page, PageContext},
    stations::model::Phone,
    tickets::TicketCode,
};

/// Where a ticket is saved as a file.
pub const FILE: &str = "/help/ticket.txt";

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Ticket {
    /// The code.
    pub code: TicketCode,
    /// Who calls back, and by when.
    pub promise: Promise,
    /// Whether a receipt went to the number.
    pub receipt: bool,
    /// About which service.
    pub service: Option<String>,
    /// What this browser may hold of the pages before, by the ids of its drafts.
    pub drafts: Vec<String>,
}

/// The number at which whoever calls back is reached: that of the station or the office, or else of the line.
fn phone(unit: &Unit, directory: &Directory, site: &Site) -> Phone {
    let number = match unit {
        Unit::Station(id) => directory
            .station_with_id(*id)
            .and_then(|station| station.phones.first())
            .map(|phone| phone.number.clone()),
        Unit::County(code) => site.county_phones.get(code).cloned(),
        Unit::Province => None,
    };
    Phone { number: number.unwrap_or_else(|| site.line.clone()), who: None }
}

/// Who calls back, and the number at which they are reached.
pub(super) fn who(l: Language, unit: &Unit) -> impl IntoView + use<> {
    let directory = directory();
    let name = words::unit(l, unit, &directory);
    let phone = phone(unit, &directory, &site());
    view! { <p>{messages::who(l, &name)}" "<a href=format!("tel:{}", phone.dialled())>{phone.number.clone()}</a></p> }
}

/// A code that goes on in the next line between two groups only, also before a digit.
fn in_groups(code: &str) -> impl IntoView + use<> {
    let groups = code.split_inclusive('-').map(ToOwned::to_owned);
    groups.map(|group| view! { {group}<wbr/> }).collect_view()
}

/// What it is, for whoever finds it among other papers; of a service about which pages are to be hidden no more than that.
fn heading(l: Language, ticket: &Ticket, directory: &Directory) -> &'static str {
    match words::is_sensitive(ticket.service.as_deref(), directory) {
        true => messages::receipt_neutral(l),
        false => messages::receipt_title(l),
    }
}

/// The page.
pub fn page(context: &PageContext, ticket: Ticket) -> Page {
    let l = context.language();
    let sensitive = words::is_sensitive(ticket.service.as_deref(), &context.directory);
    Page::new(messages::ticket_title(l), "", move || {
        let code = ticket.code.to_string();
        let by = words::call_by(l, &ticket.promise, &directory(), reader().now);
        let rose = words::rose(l, &ticket.promise, &directory());
        let address = format!("{}{}", site().public_url, l.address(status_page::ADDRESS));
        view! {
            <h1>{messages::ticket_title(l)}</h1>
            {ticket.drafts.iter().map(|id| draft_done(id)).collect_view()}
            <section class="panel ticket">
                <p><b>{heading(l, &ticket, &directory())}</b>" · "{messages::receipt_for(l)}</p>
                <p class="lead">{messages::ticket_lead(l)}</p>
                <p class="ticket__code"><code>{in_groups(&code)}</code></p>
                <p>{messages::ticket_keep(l)}</p>
                <p><b>{by}</b></p>
                {rose.map(|words| view! { <p>{words}</p> })}
                {who(l, &ticket.promise.unit)}
                {ticket.receipt.then(|| view! { <p>{messages::ticket_receipt(l)}</p> })}
                <p class="ticket__where">{messages::ticket_where(l, &address)}</p>
                <div class="row no-print">
                    <button class="button icon icon--print" type="button" data-print hidden>{messages::print(l)}</button>
                    <form method="post" action=l.address(FILE)><button class="button">{messages::save(l)}</button></form>
                    <a class="button" href=l.address(status_page::ADDRESS)>{messages::look(l)}</a>
                </div>
                <noscript><p class="small soft no-print">{messages::print_hint(l)}</p></noscript>
            </section>
            <div class="section--tight">{emergency(l)}</div>
            <script type="module" fetchpriority="low" src=site().asset("page-tools.js")></script>
        }
    })
    .below([(messages::title(l).to_owned(), start_page::ADDRESS.to_owned())])
    .unlisted(true)
    .sensitive(sensitive)
    .with_live()
}

/// A ticket as a file that any telephone can read: what it is, the code, who calls back by when, and whom to call where
/// somebody is in danger. Nothing in it says what it is about.
pub fn file(context: &PageContext, ticket: &Ticket) -> String {
    let l = context.language();
    let name = words::unit(l, &ticket.promise.unit, &context.directory);
    let phone = phone(&ticket.promise.unit, &context.directory, &context.site);
    let address = format!("{}{}", context.site.public_url, l.address(status_page::ADDRESS));
    let numbers = start_page::numbers(&context.directory, &context.site);
    let numbers: String = numbers.into_iter().map(|hotline| format!(" {}", hotline.number)).collect();
    let lines = [
        heading(l, ticket, &context.directory).to_owned(),
        ticket.code.to_string(),
        messages::receipt_for(l).to_owned(),
        String::new(),
        words::call_by(l, &ticket.promise, &context.directory, context.reader.now),
        format!("{} {}", messages::who(l, &name), phone.number),
        messages::ticket_where(l, &address),
        String::new(),
        format!("{}{numbers}", messages::urgent(l)),
        String::new(),
    ];
    lines.join("\r\n")
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::{directory::fixture::a_document, stations::hours::LocalMoment};

    #[test]
    fn a_receipt_says_what_it_is_unless_it_may_need_to_be_hidden() {
        let mut document = a_document(Vec::new());
        document.catalogue.items[0].sensitive = true;
        let directory = Directory::build(document);
        let came = LocalMoment { date: date!(2026 - 11 - 27), minute: 600 };
        let unit = Unit::County("469002".into());
        let promise = Promise { unit, by: came.date, urgent: false, came };
        let told = |service: Option<&str>| {
            let service = service.map(ToOwned::to_owned);
            let promise = promise.clone();
            let ticket =
                Ticket { code: TicketCode::of(7), promise, receipt: false, service, drafts: Vec::new() };
            heading(Language::Zh, &ticket, &directory)
        };
        assert_eq!(told(Some("A01")), "回执");
        for service in [Some("A02"), Some(""), None] {
            assert_eq!(told(service), "求助回执");
        }
    }
}
