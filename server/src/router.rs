//! Every address the program answers, and what stands around all of them.

use axum::{Router, http::Uri};

use crate::{assets, health, limits, logging, metrics, problem, program::Program, security, serve};

/// All routes, in their frame.
pub fn router(program: &Program) -> Router {
    let routes = Router::new()
        .merge(assets::service(program.assets.clone()))
        .merge(health::routes(program.database.clone()))
        .merge(metrics::routes(program.metrics.clone(), program.configuration.metrics_token.clone()));
    framed(routes, program)
}

/// `routes` within the layers that every request passes, from the innermost to the outermost.
pub fn framed(routes: Router, program: &Program) -> Router {
    let configuration = &program.configuration;
    let router = limits::search(routes, program.search_limit.clone(), is_search);
    let router = security::same_site_only(router, configuration);
    let router = limits::layers(router, configuration);
    let router = serve::catch_panics(router);
    let router = problem::layers(router);
    let router = serve::compress(router);
    let router = security::layers(router, configuration);
    let router = metrics::layers(router, program.metrics.clone());
    logging::layers(router)
}

/// Whether answering means a search.
fn is_search(uri: &Uri) -> bool {
    uri.path().ends_with("/stations") && uri.query().is_some_and(|query| query.contains("q="))
}
