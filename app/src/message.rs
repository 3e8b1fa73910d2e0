//! `messages!`: every sentence of the product, in both languages, beside the slice that says it.
//!
//! A message becomes a function of the language, so a forgotten language or parameter does not compile.
//! `server/tests/house_rules.rs` finds messages that nobody uses.

/// Declares messages.
///
/// ```
/// app::messages! {
///     title { zh: "社工站", en: "Stations" }
///     count(stations: usize) { zh: "共 {stations} 个站", en: "{stations} stations" }
/// }
/// # use app::language::Language;
/// assert_eq!(title(Language::En), "Stations");
/// assert_eq!(count(Language::Zh, 3), "共 3 个站");
/// ```
#[macro_export]
macro_rules! messages {
    ($($(#[$doc:meta])* $name:ident $(($($parameter:ident : $kind:ty),+ $(,)?))? { zh: $zh:literal, en: $en:literal $(,)? })*) => {
        $($crate::message! { $(#[$doc])* $name $(($($parameter: $kind),+))? $zh, $en })*
    };
}

/// One message; see `messages!`.
#[doc(hidden)]
#[macro_export]
macro_rules! message {
    ($(#[$doc:meta])* $name:ident $zh:literal, $en:literal) => {
        $(#[$doc])*
        #[doc = concat!("「", $zh, "」 ", $en)]
        // Each of the four builds says only some of the sentences; a house rule finds those that none says.
        #[allow(dead_code)]
        pub fn $name(language: $crate::language::Language) -> &'static str {
            match language {
                $crate::language::Language::Zh => $zh,
                $crate::language::Language::En => $en,
            }
        }
    };
    ($(#[$doc:meta])* $name:ident ($($parameter:ident : $kind:ty),+) $zh:literal, $en:literal) => {
        $(#[$doc])*
        #[doc = concat!("「", $zh, "」 ", $en)]
        // Each of the four builds says only some of the sentences; a house rule finds those that none says.
        #[allow(dead_code)]
        pub fn $name(language: $crate::language::Language, $($parameter: $kind),+) -> String {
            match language {
                $crate::language::Language::Zh => format!($zh),
                $crate::language::Language::En => format!($en),
            }
        }
    };
}
