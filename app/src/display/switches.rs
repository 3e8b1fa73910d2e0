//! The switches at the top of every page: language, 长辈版, colours. Plain links and a plain form.

use leptos::prelude::*;

use super::{Theme, messages};
use crate::{
    reader::{Reader, reader},
    ui::messages as frame,
};

/// The switches.
#[component]
pub fn DisplaySwitches() -> impl IntoView {
    let Reader { language: l, display, address, .. } = reader();
    let other = l.other();
    let (elder, value, label) = if display.elder {
        (messages::elder_off(l), "0", messages::elder_off(l))
    } else {
        (messages::elder(l), "1", messages::elder_on(l))
    };
    let themes = Theme::ALL
        .map(|theme| {
            let words = match theme {
                Theme::Device => messages::theme_device(l),
                Theme::Light => messages::theme_light(l),
                Theme::Dark => messages::theme_dark(l),
                Theme::Contrast => messages::theme_contrast(l),
            };
            view! {
                <button class="button button--small button--quiet" name="theme" value=theme.word()
                    aria-pressed=if theme == display.theme { "true" } else { "false" }>{words}</button>
            }
        })
        .collect_view();
    view! {
        <form class="site-tools" method="post" action="/display">
            <input type="hidden" name="back" value=l.address(&address)/>
            <a class="button button--small" href=other.address(&address) hreflang=other.tag() lang=other.tag()>
                {frame::other_language(l)}
            </a>
            <button class="button button--small" name="elder" value=value aria-label=label
                aria-pressed=if display.elder { "true" } else { "false" }>{elder}</button>
            <span class="site-tools__more" role="group" aria-label=messages::heading(l)>{themes}</span>
        </form>
    }
}
