//! The filters of the list as fields of its GET form.

use leptos::prelude::*;

use super::{
    filter::{Sort, StationFilter},
    messages,
    model::Kind,
    words,
};
use crate::{
    areas::model::Level,
    reader::{directory, language, site},
    stations::model::Mode,
};

/// An option of a select: value, words.
type Choice = (String, String);

/// The fields. The box for `q` stands above them in the same form.
#[component]
pub fn Filters(filter: StationFilter) -> impl IntoView {
    let l = language();
    let directory = directory();
    let site = site();
    let areas = &directory.areas;
    let mut places = vec![(String::new(), messages::all_areas(l).to_owned())];
    for county in areas.counties_and_cities() {
        places.push((county.code.clone(), county.name_in(l).to_owned()));
        let districts = areas.official_children(&county.code).filter(|it| it.level == Level::County);
        places.extend(districts.map(|it| (it.code.clone(), format!("　{}", it.name_in(l)))));
    }
    let area = filter.area.clone().unwrap_or_default();
    if !area.is_empty() && !places.iter().any(|(code, _)| *code == area) {
        places.push((area.clone(), areas.name_of(&area, l).unwrap_or_default()));
    }
    let any = || vec![(String::new(), messages::any(l).to_owned())];
    let mut kinds = any();
    kinds.extend(
        Kind::ALL.map(|kind| (kind.word().to_owned(), words::kind(l, kind, &site.station_word).to_owned())),
    );
    let mut modes = any();
    let offered = |mode: &&Mode| !mode.retired || filter.mode.as_deref() == Some(mode.code.as_str());
    modes.extend(
        directory.modes.iter().filter(offered).map(|mode| (mode.code.clone(), mode.name.read(l).to_owned())),
    );
    let mut services = any();
    let items = directory.catalogue.items.iter();
    services.extend(items.map(|item| (item.code.clone(), format!("{} {}", item.code, item.name.read(l)))));
    let special = directory.catalogue.special.iter();
    services.extend(special.map(|service| (service.code.clone(), service.name.read(l).to_owned())));
    let orders = [
        ("best", messages::sort_best(l)),
        ("distance", messages::sort_distance(l)),
        ("name", messages::sort_name(l)),
    ];
    let sort = match filter.sort {
        Sort::Best => "best",
        Sort::Distance => "distance",
        Sort::Name => "name",
    };
    let near = filter.near.map(|near| near.to_string());
    view! {
        <details class="finder__fold"><summary class="button icon icon--filter">{messages::filters(l)}</summary></details>
        <div class="finder__filters">
            <Select name="area" label=messages::area(l) chosen=area choices=places/>
            <Select name="kind" label=messages::kind(l) chosen=filter.kind.map(|kind| kind.word().to_owned()).unwrap_or_default()
                choices=kinds/>
            <Select name="mode" label=messages::mode(l) chosen=filter.mode.clone().unwrap_or_default()
                choices=modes/>
            <Select name="service" label=messages::service(l) chosen=filter.service.clone().unwrap_or_default()
                choices=services/>
            <Select name="sort" label=messages::sort(l) chosen=sort.to_owned()
                choices=orders.map(|(value, words)| (value.to_owned(), words.to_owned())).to_vec()/>
            {near.map(|near| view! { <input type="hidden" name="near" value=near/> })}
            <div class="finder__checks">
                <label class="check"><input type="checkbox" name="open" value="1" checked=filter.open/>{messages::open_only(l)}</label>
                <label class="check"><input type="checkbox" name="accessible" value="1" checked=filter.accessible/>
                    {messages::accessible_only(l)}</label>
                <button class="button button--primary">{messages::apply(l)}</button>
            </div>
        </div>
    }
}

#[component]
fn Select(name: &'static str, label: &'static str, chosen: String, choices: Vec<Choice>) -> impl IntoView {
    let options = choices
        .into_iter()
        .map(|(value, words)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{words}</option> }
        })
        .collect_view();
    view! {
        <p class="field"><label class="field__label" for=name>{label}</label>
            <select class="field__control" id=name name=name>{options}</select></p>
    }
}
