//! A certificate as a sheet of paper: which words stand where. In both languages, because whoever reads it may know only
//! one of them.

use app::{
    certificates::{
        messages,
        model::{Number, Signed},
        print_page::NoPdf,
        verify_page::{ON_WORD, cells, columns, facts},
    },
    language::Language::{En, Zh},
};

use super::{
    Certificates,
    font::Font,
    pdf::{self, Sheet},
};
use crate::error::StoreError;

/// How much of the width each of the seven items takes.
const WIDTHS: [f32; 7] = [2.0, 1.3, 1.5, 2.0, 0.9, 1.5, 1.0];

/// The sheet of a certificate that is checked at `url`.
fn sheet(signed: &Signed, url: String) -> Sheet {
    let both = |zh: &str, en: &str| format!("{zh} {en}");
    let number = (both(messages::number(Zh), messages::number(En)), signed.number.clone());
    let facts = facts(Zh, signed).into_iter().zip(facts(En, signed)).map(|((zh, value), (en, other))| {
        let value = if value == other { value } else { format!("{value} · {other}") };
        (both(zh, en), value)
    });
    let names = columns(Zh).into_iter().zip(columns(En)).map(|(zh, en)| both(zh, en));
    let on_word = signed.statement.items.iter().any(|item| item.on_word);
    let on_word = on_word.then(|| {
        let note = |l| format!("{ON_WORD} {}", messages::on_word(l));
        (note(Zh), note(En))
    });
    let notes = [
        (messages::note_source(Zh).to_owned(), messages::note_source(En).to_owned()),
        (messages::note_national(Zh).to_owned(), messages::note_national(En).to_owned()),
        (messages::note_check(Zh, &url), messages::note_check(En, &url)),
    ];
    Sheet {
        language: "zh-CN",
        title: messages::title(Zh).to_owned(),
        subtitle: messages::title(En).to_owned(),
        facts: [number].into_iter().chain(facts).collect(),
        scan: both(messages::scan(Zh), messages::scan(En)),
        table: both(messages::items(Zh), messages::items(En)),
        columns: names.zip(WIDTHS).collect(),
        rows: signed.statement.items.iter().map(|item| cells(item.clone()).map(plain).to_vec()).collect(),
        notes: on_word.into_iter().chain(notes).flat_map(|(zh, en)| [zh, en]).collect(),
        foot: both(messages::number(Zh), &signed.number),
        day: signed.issued,
        address: url,
    }
}

/// A text on one line, without what is not printed.
fn plain(text: String) -> String {
    let line: Vec<_> = text.split(|sign: char| sign.is_whitespace() || sign.is_control()).collect();
    line.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

impl Certificates {
    /// A certificate as a PDF, or why there can be none.
    pub(super) async fn pdf(
        &self,
        number: &Number,
        signed: Signed,
    ) -> Result<Result<Vec<u8>, NoPdf>, StoreError> {
        let _turn = self.pdfs.acquire().await.map_err(|_| unmade())?;
        let (set, url) = (self.font.clone(), self.url(number));
        let made = tokio::task::spawn_blocking(move || {
            let font = match Font::find(set.as_deref()) {
                Ok(font) => font,
                Err(fault) => {
                    tell(&fault);
                    return Ok(Err(NoPdf::Font));
                }
            };
            let mut sheet = sheet(&signed, url);
            sheet.facts.iter_mut().for_each(|(_, value)| *value = plain(std::mem::take(value)));
            let missing = font.missing(sheet.texts());
            if !missing.is_empty() {
                return Ok(Err(NoPdf::Signs(missing.into_iter().collect())));
            }
            pdf::write(&sheet, &font).map(Ok)
        });
        made.await.map_err(|_| unmade())?.map_err(|fault| {
            tell(&fault);
            unmade()
        })
    }
}

fn tell(fault: &(dyn std::error::Error + 'static)) {
    tracing::warn!(error = fault, "no PDF of a certificate");
}

fn unmade() -> StoreError {
    StoreError::Corrupt { what: "PDF of a certificate" }
}

#[cfg(test)]
mod tests;
