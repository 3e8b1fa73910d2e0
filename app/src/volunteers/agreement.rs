//! What a volunteer agrees to, in the version that is in force.

use leptos::prelude::*;

use super::{
    messages,
    model::{AGREEMENT, agreement_number},
};
use crate::reader::language;

/// The text, point by point.
#[component]
pub fn AgreementText() -> impl IntoView {
    let l = language();
    let points = [
        messages::agreement_free(l),
        messages::agreement_truth(l),
        messages::agreement_safety(l),
        messages::agreement_privacy(l),
        messages::agreement_record(l),
        messages::agreement_data(l),
        messages::agreement_matching(l),
        messages::agreement_leave(l),
    ];
    view! {
        <details class="fold"><summary>{messages::agreement_title(l, agreement_number(AGREEMENT))}</summary>
            <ul>{points.map(|words| view! { <li>{words}</li> }).collect_view()}</ul></details>
    }
}
