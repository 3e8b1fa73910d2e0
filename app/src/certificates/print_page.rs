//! `/verify/{number}/print`: a certificate as a sheet of paper, and why there is no PDF of one.

use leptos::prelude::*;

use super::{
    messages,
    model::{Number, Signed},
    verify_page::{self, Facts, Items},
    words,
};
use crate::{
    shell::{Page, PageContext},
    stations::structured::qr_code,
};

/// Why there is no PDF.
#[derive(Clone, Debug)]
pub enum NoPdf {
    /// There is no font on this machine.
    Font,
    /// The font has not these signs.
    Signs(Vec<char>),
}

/// The sheet; `url` is where it is checked.
pub fn page(context: &PageContext, number: &Number, signed: Box<Signed>, url: String) -> Page {
    let l = context.language();
    let number = number.to_string();
    Page::new(messages::title(l), "", move || {
        view! {
            <p class="no-print">{messages::print_hint(l)}</p>
            <article class="certificate">
                <h1>{messages::title(l)}</h1>
                <p class="verify-number"><span class="soft">{messages::number(l)}</span>" "<code>{number}</code></p>
                {qr_code(&url).map(|svg| view! {
                    <figure class="certificate__code"><div role="img" aria-label=messages::scan(l) inner_html=svg></div>
                        <figcaption class="small">{messages::scan(l)}</figcaption></figure>
                })}
                <Facts signed=signed.clone()/>
                <Items items=signed.statement.items.clone()/>
                <p class="small">{messages::note_source(l)}</p>
                <p class="small">{messages::note_national(l)}</p>
                <p class="small">{messages::note_check(l, &url)}</p>
            </article>
        }
    })
    .unlisted(true)
}

/// The page that says why there is no PDF.
pub fn no_pdf(context: &PageContext, number: &Number, why: NoPdf) -> Page {
    let l = context.language();
    let back = l.address(&verify_page::address(number));
    let print = format!("{back}/print");
    let (status, told) = match why {
        NoPdf::Font => (503, messages::pdf_no_font(l).to_owned()),
        NoPdf::Signs(signs) => (422, messages::pdf_signs(l, &words::signs(signs))),
    };
    Page::new(messages::pdf_refused(l), "", move || {
        view! {
            <h1>{messages::pdf_refused(l)}</h1>
            <p class="notice" role="alert">{told}</p>
            <p class="row"><a class="button button--primary" href=print>{messages::file_print(l)}</a>
                <a class="button" href=back>{messages::pdf_back(l)}</a></p>
        }
    })
    .unlisted(true)
    .status(status)
    .fault(true)
}
