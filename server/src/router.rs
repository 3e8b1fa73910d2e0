//! Every address the program answers, and what stands around all of them.

use app::{activities::calendar, language::Language, sheets::public as list_as_a_workbook};
use axum::{
    Router,
    extract::Query,
    http::{HeaderValue, Uri},
    middleware::map_response,
    response::Response,
};

use crate::pages::Sources;
use crate::{
    accounts::{self, AccountsState},
    activities, agencies, assets, certificates, complaints, coverage, devices, feeds, forms, health, help,
    journal, limits, logging, matching, messages, metrics, pages, photos, policies, premises, problem,
    program::Program,
    register, reminders, security, serve, services, settings, sheets, stations, volunteers,
};

/// All routes, in their frame.
pub fn router(program: &Program) -> Router {
    let figures = match program.configuration.metrics_listen {
        None => figures_of(program),
        // They have a listener of their own.
        Some(_) => Router::new(),
    };
    let routes = Router::new()
        .merge(assets::service(program.assets.clone()))
        .merge(health::routes(program.database.clone()))
        .merge(figures)
        .merge(field(&program.assets))
        .merge(accounts(program))
        .merge(tablets(program))
        .merge(photos::logo(program.photos.clone(), Sources::of(program)))
        .merge(messages::receipts(program.messages.clone(), program.configuration.sms_receipt_token.clone()))
        .merge(sheets::public_routes(Sources::of(program)))
        .merge(certificates::machine_routes(program.certificates.clone()))
        .merge(feeds::routes().merge(pages::routes()).with_state(Sources::of(program)));
    framed(routes, program)
}

/// The figures alone, for a listener of their own.
pub fn figures(program: &Program) -> Router {
    let router = limits::layers(figures_of(program), &program.configuration);
    let router = serve::catch_panics(router);
    let router = security::layers(router, &program.configuration);
    logging::layers(router)
}

fn figures_of(program: &Program) -> Router {
    metrics::routes(program.metrics.clone(), program.configuration.metrics_token.clone())
}

/// `routes` within the layers that every request passes, from the innermost to the outermost.
pub fn framed(routes: Router, program: &Program) -> Router {
    let configuration = &program.configuration;
    let router = limits::search(routes, program.search_limit.clone(), is_search);
    let router = security::same_site_only(router, configuration);
    let router = limits::layers(router, configuration);
    let router = serve::catch_panics(router);
    let router = problem::layers(router, Sources::of(program));
    let router = serve::compress(router);
    let router = security::layers(router, configuration);
    let router = metrics::layers(router, program.metrics.clone());
    logging::layers(router)
}

/// The office, its entrance, and the forms of people who are not signed in, in both languages.
fn accounts(program: &Program) -> Router {
    let state = AccountsState {
        accounts: program.accounts.clone(),
        messages: program.messages.clone(),
        reminders: program.reminders.clone(),
        complaints: program.complaints.clone(),
        help: program.help.clone(),
        volunteers: program.volunteers.clone(),
        certificates: program.certificates.clone(),
        activities: program.activities.clone(),
        matching: program.matching.clone(),
        devices: program.devices.clone(),
        stations: program.stations.clone(),
        services: program.services.clone(),
        forms: program.forms.clone(),
        policies: program.policies.clone(),
        register: program.register.clone(),
        agencies: program.agencies.clone(),
        sheets: program.sheets.clone(),
        premises: program.premises.clone(),
        photos: program.photos.clone(),
        sources: Sources::of(program),
    };
    let routes = || {
        accounts::routes()
            .merge(journal::routes())
            .merge(messages::routes())
            .merge(reminders::routes())
            .merge(stations::routes())
            .merge(complaints::routes())
            .merge(services::routes())
            .merge(policies::routes())
            .merge(register::routes())
            .merge(agencies::routes())
            .merge(sheets::routes())
            .merge(premises::routes())
            .merge(photos::routes())
            .merge(settings::routes())
            .merge(coverage::routes())
            .merge(forms::routes())
            .merge(help::routes())
            .merge(help::office_routes())
            .merge(volunteers::routes())
            .merge(volunteers::office_routes())
            .merge(certificates::routes())
            .merge(activities::routes())
            .merge(activities::office_routes())
            .merge(matching::routes())
    };
    accounts::keeping(Router::new().merge(routes()).nest("/en", routes()), &state).with_state(state)
}

/// What tablets ask, and their list in the office in both languages.
fn tablets(program: &Program) -> Router {
    let state = devices::DevicesState {
        accounts: program.accounts.clone(),
        devices: program.devices.clone(),
        sources: Sources::of(program),
    };
    let routes = devices::routes().nest("/en", devices::routes()).merge(devices::sync());
    routes.with_state(state)
}

/// The field app: a shell that never changes at its address, and what makes it start without a network.
fn field(assets: &assets::Assets) -> Router {
    Router::new()
        .route("/favicon.ico", assets::fixed(assets, "icon.svg"))
        .route("/field", assets::fixed(assets, "field.html"))
        .route("/field/{*page}", assets::fixed(assets, "field.html"))
        .route("/field/sw.js", assets::fixed(assets, "sw.js").layer(map_response(allow_field)))
        .route("/field/manifest.webmanifest", assets::fixed(assets, "manifest.webmanifest"))
}

/// A service worker may look after more than its own folder only when its answer says so.
async fn allow_field(mut response: Response) -> Response {
    response.headers_mut().insert("service-worker-allowed", HeaderValue::from_static("/field"));
    response
}

/// Whether answering means a search: suggestions, the list as a workbook and calendars always, the list and its points
/// when something is asked. Whoever guesses at the key of a calendar is slowed down by it too.
fn is_search(uri: &Uri) -> bool {
    let (_, path) = Language::of_path(uri.path());
    // Read as the pages read it, or `%71=` would be a question that nobody counts.
    let pairs = Query::<Vec<(String, String)>>::try_from_uri(uri);
    let asks =
        pairs.is_ok_and(|Query(pairs)| pairs.iter().any(|(name, value)| name == "q" && !value.is_empty()));
    path == "/suggest"
        || [list_as_a_workbook::ADDRESS, calendar::ADDRESS, calendar::OWN].contains(&path)
        || (asks && matches!(path, "/stations" | "/stations/points"))
}
