//! `/office/activities/{id}/code/{shift}`: the code of the minute, large, with a picture to scan.
//!
//! Opened on the day of the shift, the page has the codes of all of it; `public/shift-code.js` goes on showing them with no
//! signal. Without scripts it shows the code of the minute in which it was opened.

use leptos::prelude::*;
use qrcode::{Color, EcLevel, QrCode};

use super::{
    messages, office_page,
    shown::{ShiftShown, moment},
};
use crate::{
    accounts::{model::Staff, office_page::OfficeLine},
    ids::{ActivityId, ShiftId},
    reader::site,
    shell::{Page, PageContext},
};

/// The address.
pub fn address(activity: ActivityId, shift: ShiftId) -> String {
    format!("{}/code/{shift}", office_page::address(activity))
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct CodesShown {
    /// Who reads.
    pub reader: Staff,
    /// Of which activity.
    pub activity: ActivityId,
    /// What it is called.
    pub name: String,
    /// Of which shift.
    pub shift: ShiftShown,
    /// The minute of the first code.
    pub first_step: i64,
    /// The codes from that minute to the end of the shift and a little after; none before its day, or where it is over.
    pub codes: Vec<String>,
    /// From when one may come, where that lies ahead.
    pub opens_ms: Option<i64>,
}

/// The page.
pub fn page(context: &PageContext, shown: CodesShown) -> Page {
    let l = context.language();
    let here = format!("{}{}", context.site.public_url, l.address(super::here_page::ADDRESS));
    Page::new(messages::code_title(l), "", move || {
        let pictures: Vec<_> = shown.codes.iter().map(|code| drawn(&format!("{here}?code={code}"))).collect();
        let width = pictures.first().map_or(0, |(width, _)| *width);
        let bits: Vec<_> = pictures.into_iter().map(|(_, bits)| bits).collect();
        let spaced = |code: &String| code.split_at_checked(3).map(|(one, other)| format!("{one} {other}"));
        let early = shown.opens_ms.map(|at| match shown.codes.is_empty() {
            true => messages::code_not_yet(l).to_owned(),
            false => messages::code_before(l, &moment(at)),
        });
        let now = shown.codes.first().filter(|_| early.is_none()).and_then(spaced);
        let path = bits.first().filter(|_| now.is_some()).map(|bits| squares(width, bits)).unwrap_or_default();
        let hidden = path.is_empty();
        let over = messages::code_over(l);
        let before = early.unwrap_or_else(|| over.to_owned());
        let size = width + 8;
        view! {
            <OfficeLine staff=shown.reader.clone()/>
            <p><a href=l.address(&office_page::address(shown.activity))>{shown.name.clone()}</a></p>
            <h1>{messages::code_title(l)}</h1>
            <p class="lead">{shown.shift.when()}</p>
            <section class="panel ticket" data-codes=shown.codes.join(",") data-pictures=bits.join(",") data-width=width.to_string()
                data-first=shown.first_step.to_string() data-before=before.clone() data-over=over>
                <p class="ticket__code"><code data-digits="">{now.unwrap_or_else(|| before.clone())}</code></p>
                <div data-picture="" class="shift-code" hidden=hidden>
                    <svg viewBox=format!("0 0 {size} {size}") role="img" aria-label=messages::code_picture(l)>
                        <rect width=size.to_string() height=size.to_string() fill="#fff"></rect><path fill="#000" d=path></path></svg></div>
                // Its script says in how many seconds, while there is a code.
                <p class="soft" data-left=messages::code_seconds(l) hidden></p>
            </section>
            <p>{messages::code_offline(l)}</p>
            <p>{messages::code_equal(l)}</p>
            <script type="module" src=site().asset("shift-code.js")></script>
        }
    })
    .unlisted(true)
}

/// How wide a picture of an address is, and its squares row by row as bits in hexadecimal digits.
fn drawn(url: &str) -> (usize, String) {
    let Ok(code) = QrCode::with_error_correction_level(url, EcLevel::M) else { return (0, String::new()) };
    let colors = code.to_colors();
    let digit = |four: &[Color]| {
        let bits = (0..4).fold(0, |bits, at| bits << 1 | u32::from(four.get(at) == Some(&Color::Dark)));
        char::from_digit(bits, 16).unwrap_or('0')
    };
    (code.width(), colors.chunks(4).map(digit).collect())
}

/// The same as the path of a picture, with the quiet zone around it.
fn squares(width: usize, bits: &str) -> String {
    let digits: Vec<u32> = bits.chars().filter_map(|digit| digit.to_digit(16)).collect();
    let dark = |at: usize| digits.get(at / 4).is_some_and(|digit| digit >> (3 - at % 4) & 1 == 1);
    (0..width * width)
        .filter(|at| dark(*at))
        .map(|at| format!("M{} {}h1v1h-1z", at % width + 4, at / width + 4))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activities::{
        check_in::{AFTER_MS, EARLY_MS, STEP_MS},
        shift::HOURS_MAX,
    };

    #[test]
    fn the_pictures_of_the_longest_shift_are_less_than_a_megabyte() {
        let long = format!("https://{}/activities/here?code=123456", "a".repeat(60));
        let minutes = (EARLY_MS + HOURS_MAX * 60 * 60 * 1000 + AFTER_MS) / STEP_MS;
        let bytes = i64::try_from(drawn(&long).1.len() + 1).unwrap() * minutes;
        assert!((100_000..1_000_000).contains(&bytes), "{bytes}");
    }

    #[test]
    fn a_picture_is_drawn_as_the_library_draws_it() {
        let url = "https://example.org/activities/here?code=123456";
        let (width, bits) = drawn(url);
        let code = QrCode::with_error_correction_level(url, EcLevel::M).unwrap();
        assert_eq!(width, code.width());
        let dark = code.to_colors().iter().filter(|color| **color == Color::Dark).count();
        assert_eq!(squares(width, &bits).matches('M').count(), dark);
        // The corner of the first finder.
        assert!(squares(width, &bits).starts_with("M4 4h1v1h-1z"));
    }
}
