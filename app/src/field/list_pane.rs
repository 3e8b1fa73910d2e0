//! The list pane: what was found, the services, or the guides. The pieces are the site's own.

use leptos::{ev, prelude::*};

use super::{
    app::{App, Around},
    device, messages,
    route::Route,
};
use crate::{
    browser,
    map::coordinates::LatLng,
    policies::policy_list::{hotline_list, policy_list},
    services::service_list::ServiceList,
    stations::{
        filter::{Sort, StationFilter},
        finder::find,
        list_chosen::Chosen,
        messages as stations,
        place_answer::{choose_area, number_answer, place_answer, topic_answer},
        station_card::station_card,
    },
    ui::Pagination,
};

/// The list that belongs to the page.
pub(super) fn list_pane(app: App) -> impl IntoView {
    let list = Memo::new(move |_| app.route.with(Route::list));
    move || match list.get() {
        Route::Services => services(app).into_any(),
        Route::Policies => policies(app).into_any(),
        _ => finder(app).into_any(),
    }
}

/// The heading: of the page, or beside another page that has its own.
fn heading(app: App, words: fn(crate::language::Language) -> &'static str) -> impl IntoView {
    let is_page = Memo::new(move |_| app.route.with(Route::is_list));
    move || match is_page.get() {
        true => view! { <h1>{app.say(words)}</h1> }.into_any(),
        false => view! { <h2>{app.say(words)}</h2> }.into_any(),
    }
}

/// The search box over what it finds.
fn finder(app: App) -> impl IntoView {
    let status = RwSignal::new("");
    let on_input = move |event: ev::Event| app.ask_for(event_target_value(&event).trim());
    let on_submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        device::put_keyboard_away();
    };
    let on_locate = move |_| {
        let l = app.language.get_untracked();
        status.set(stations::position_asked(l));
        browser::locate(move |place| match place.and_then(|(lat, lng)| LatLng::new(lat, lng).ok()) {
            Some(near) => {
                status.set("");
                app.ask_near(near);
            }
            None => status.set(stations::position_refused(l)),
        });
    };
    Effect::new(move |_| device::fill_in("#q", &app.typed()));
    let results = move || match app.around() {
        Some(around) => results(app, &around).into_any(),
        None => first_time(app).into_any(),
    };
    view! {
        {heading(app, messages::find_title)}
        <form class="search-box" role="search" on:submit=on_submit>
            <label class="search-box__label" for="q">{app.say(stations::search_label)}</label>
            <div class="search-box__row"><input class="search-box__input" id="q" type="search" autocomplete="off"
                maxlength="64" enterkeyhint="search" placeholder=app.say(stations::search_example) on:input=on_input/></div>
        </form>
        <p class="row"><button class="button button--small icon icon--locate" type="button" on:click=on_locate>
                {app.say(stations::use_my_position)}</button>
            {move || app.around().map(|around| open_only(app, &around))}
            <span role="status">{move || status.get()}</span></p>
        {results}
    }
}

/// The way to what is open now, unless that is all that is shown.
fn open_only(app: App, around: &Around) -> impl IntoView + use<> {
    let filter = app.filter(&around.directory);
    let l = around.l;
    (!filter.open).then(|| {
        let open = StationFilter { open: true, page: 1, ..filter };
        view! { <a class="chip" href=open.address()>{stations::open_only(l)}</a> }
    })
}

/// A village's answer, then stations.
fn results(app: App, around: &Around) -> impl IntoView + use<> {
    let Around { l, reader, directory, site } = around;
    let l = *l;
    let filter = app.filter(directory);
    let found = find(directory, &filter, reader.now);
    let cards = found
        .page
        .iter()
        .map(|listed| station_card(reader, directory, *listed, found.measured_from))
        .collect::<Vec<_>>();
    let instead = found
        .instead
        .iter()
        .map(|listed| station_card(reader, directory, *listed, found.measured_from))
        .collect::<Vec<_>>();
    let answer = place_answer(reader, directory, &filter, &found);
    let number = number_answer(l, directory, &filter.q);
    let topic = topic_answer(l, directory, &filter.q, &found);
    // An answer that names the nearest stations itself needs no «nothing found» below it.
    let none = (found.all.is_empty() && answer.is_none()).then(|| {
        let line = site.line.clone();
        view! {
            <div class="empty"><p>{messages::nothing_found(l)}</p>
                <p><a class="button button--small icon icon--phone" href=format!("tel:{line}")>{crate::ui::messages::line(l, &line)}</a></p></div>
            {match instead.is_empty() {
                true => choose_area(l, directory).into_any(),
                false => view! { <h3>{stations::none_instead(l)}</h3><ol class="station-list">{instead}</ol> }.into_any(),
            }}
        }
    });
    let count = (!found.all.is_empty()).then(|| view! { <h2>{stations::count(l, found.all.len())}</h2> });
    let (page, pages) = (filter.page, found.pages);
    let turned = filter.clone();
    view! {
        {number}
        {answer}
        {topic}
        <Chosen filter=filter/>
        {count}
        {none}
        <ol class="station-list">{cards}</ol>
        <Pagination page pages address=move |page| StationFilter { page, ..turned.clone() }.address()/>
    }
}

/// What to do while there is nothing to show, once that is certain.
fn first_time(app: App) -> impl IntoView {
    let certain = Memo::new(move |_| app.refresh.get().last.is_some());
    move || {
        certain.get().then(|| view! {
        <div class="empty">
            <h2>{app.say(messages::first_title)}</h2>
            <p>{app.say(messages::first_text)}</p>
            <ol><li>{app.say(messages::first_step_connect)}</li><li>{app.say(messages::first_step_press)}</li>
                <li>{app.say(messages::first_step_wait)}</li></ol>
        </div>
    })
    }
}

fn services(app: App) -> impl IntoView {
    view! {
        {heading(app, crate::services::messages::list_title)}
        {move || match app.around() {
            Some(_) => view! { <ServiceList/> }.into_any(),
            None => first_time(app).into_any(),
        }}
    }
}

fn policies(app: App) -> impl IntoView {
    view! {
        {heading(app, crate::policies::messages::list_title)}
        {move || match app.around() {
            Some(Around { l, directory, .. }) => view! {
                <p class="notice">{crate::policies::messages::reference(l)}</p>
                {policy_list(l, &directory)}
                {hotline_list(l, &directory)}
            }.into_any(),
            None => first_time(app).into_any(),
        }}
    }
}

impl App {
    /// What the list's question means in this directory.
    fn filter(self, directory: &crate::directory::model::Directory) -> StationFilter {
        let pairs = self.question.with(|question| device::pairs(question));
        let pairs = pairs.iter().map(|(name, value)| (*name, value.as_str()));
        StationFilter::parse(pairs, directory).0
    }

    /// Asks the list for other words, with the same filters.
    fn ask_for(self, words: &str) {
        self.change_question(|filter| filter.q = words.to_owned());
    }

    /// Asks the list for the stations nearest to a place, rounded to some 100 metres.
    fn ask_near(self, near: LatLng) {
        self.change_question(|filter| {
            filter.near = Some(near.rounded());
            filter.sort = Sort::Distance;
        });
    }

    fn change_question(self, change: impl FnOnce(&mut StationFilter)) {
        let shown = self.shown.get_untracked();
        let before = shown.map(|shown| untrack(|| self.filter(&shown.directory))).unwrap_or_default();
        let mut filter = StationFilter { page: 1, ..before };
        change(&mut filter);
        let address = filter.address();
        self.ask(address.split_once('?').map_or("", |(_, query)| query).to_owned());
    }
}
