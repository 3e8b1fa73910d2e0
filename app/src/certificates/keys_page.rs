//! `/verify/keys`: the public keys, with their days.

use leptos::prelude::*;

use super::{messages, verify_page};
use crate::shell::{Page, PageContext};

/// The address.
pub const ADDRESS: &str = "/verify/keys";

/// The keys as programs read them (RFC 7517).
pub const JWKS: &str = "/verify/keys.json";

/// The keys as the standard for DIDs wants them.
pub const DID: &str = "/.well-known/did.json";

/// A key, as it is shown.
#[derive(Clone, Debug)]
pub struct Key {
    /// Its name.
    pub id: String,
    /// Its public half.
    pub value: String,
    /// The day of the first certificate.
    pub from: String,
    /// The day on which it was retired, if it was.
    pub until: Option<String>,
}

/// The page.
pub fn page(context: &PageContext, keys: Vec<Key>) -> Page {
    let l = context.language();
    Page::new(messages::keys_title(l), messages::keys_lead(l), move || {
        let none = keys.is_empty().then(|| view! { <p class="empty">{messages::keys_none(l)}</p> });
        let rows = keys
            .into_iter()
            .map(|key| {
                let until = key.until.unwrap_or_else(|| messages::keys_in_force(l).to_owned());
                view! {
                    <tr><th scope="row"><code>{key.id}</code></th>
                        <td data-label=messages::keys_value(l)><code>{key.value}</code></td>
                        <td data-label=messages::keys_from(l) class="numbers">{key.from}</td>
                        <td data-label=messages::keys_until(l) class="numbers">{until}</td></tr>
                }
            })
            .collect_view();
        let table = none.is_none().then(|| {
            view! {
                <table class="table table--stack keys"><caption class="visually-hidden">{messages::keys_title(l)}</caption>
                    <thead><tr><th scope="col">{messages::keys_id(l)}</th><th scope="col">{messages::keys_value(l)}</th>
                        <th scope="col">{messages::keys_from(l)}</th><th scope="col">{messages::keys_until(l)}</th></tr></thead>
                    <tbody>{rows}</tbody></table>
            }
        });
        view! {
            <h1>{messages::keys_title(l)}</h1>
            <p class="lead">{messages::keys_lead(l)}</p>
            {none}{table}
            <p>{messages::keys_for_machines(l)}" "<code>{JWKS}</code>", "<code>{DID}</code></p>
        }
    })
    .below([
        (messages::verify_title(l).to_owned(), verify_page::ADDRESS.to_owned()),
        (messages::keys_title(l).to_owned(), ADDRESS.to_owned()),
    ])
}
