//! What somebody is given who came or called: the code of their ticket and the four digits with which they look it up at
//! `/help/status`, on a page of the staff and at the foot of the sheet, to be cut off.

use leptos::prelude::*;

use super::{messages, status_page, ticket_page};
use crate::{journal::model::Unit, language::Language, reader::site};

/// What stands on it.
#[derive(Clone, Debug)]
pub struct Slip {
    /// The code.
    pub code: String,
    /// The four digits of a caller who has no telephone; nothing where they are the last of the number.
    pub digits: Option<String>,
    /// Who sees to it.
    pub unit: Unit,
}

/// The slip.
pub(super) fn view(l: Language, slip: Slip) -> impl IntoView {
    let address = format!("{}{}", site().public_url, l.address(status_page::ADDRESS));
    let digits = match &slip.digits {
        Some(digits) => messages::slip_digits(l, digits),
        None => messages::slip_last_four(l).to_owned(),
    };
    view! {
        <section class="panel section--tight"><h2>{messages::slip_title(l)}</h2>
            <p class="lead"><code>{slip.code}</code></p>
            <p>{digits}</p>
            <p>{messages::slip_where(l, &address)}</p>
            {ticket_page::who(l, &slip.unit)}</section>
    }
}
