//! The switches of every page: language, 长辈版, colours. Plain links and plain forms.

use leptos::prelude::*;

use super::{Theme, messages};
use crate::{
    reader::{Reader, reader},
    ui::messages as frame,
};

/// The switches at the top: the other language, 长辈版, the strongest contrast. All colours stand at the foot.
#[component]
pub fn DisplaySwitches() -> impl IntoView {
    let Reader { language: l, display, address, .. } = reader();
    let other = l.other();
    let elder = if display.elder { "0" } else { "1" };
    let contrast = display.theme == Theme::Contrast;
    let contrast_next = if contrast { Theme::Device } else { Theme::Contrast };
    view! {
        <form class="site-tools" method="post" action="/display">
            <input type="hidden" name="back" value=l.address(&address)/>
            <button class="button button--small" name="elder" value=elder
                aria-pressed=pressed(display.elder)>{messages::elder(l)}</button>
            <span class="site-tools__more">
                <button class="button button--small button--quiet" name="theme" value=contrast_next.word()
                    aria-pressed=pressed(contrast)>{messages::theme_contrast(l)}</button>
                <a class="button button--small button--quiet" href=other.address(&address) hreflang=other.tag()
                    lang=other.tag()>{frame::other_language(l)}</a>
            </span>
        </form>
    }
}

/// All colours to choose from, at the foot of the page.
#[component]
pub fn ThemeChoice() -> impl IntoView {
    let Reader { language: l, display, address, .. } = reader();
    let themes = Theme::ALL
        .map(|theme| {
            view! {
                <button class="button button--small button--quiet" name="theme" value=theme.word()
                    aria-pressed=pressed(theme == display.theme)>{theme.words(l)}</button>
            }
        })
        .collect_view();
    view! {
        <form class="row" method="post" action="/display" aria-label=messages::heading(l)>
            <input type="hidden" name="back" value=l.address(&address)/>
            {themes}
        </form>
    }
}

fn pressed(is: bool) -> &'static str {
    if is { "true" } else { "false" }
}
