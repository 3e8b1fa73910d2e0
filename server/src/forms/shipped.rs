//! The forms that ship, as their authors wrote them.

macro_rules! files {
    ($($service:literal)*) => {
        /// The services that have forms: the thirty of the catalogue, and the special ones of single 市县.
        pub const SERVICES: [&str; 36] = [$($service),*];

        const FILES: [(&str, &str); 72] = [$(
            (
                concat!($service, ".intake"),
                include_str!(concat!("../../seed/forms/", $service, ".intake.toml")),
            ),
            (
                concat!($service, ".record"),
                include_str!(concat!("../../seed/forms/", $service, ".record.toml")),
            ),
        )*];
    };
}

files! {
    "A01" "A02" "A03" "A04" "A05" "A06"
    "B01" "B02" "B03" "B04" "B05" "B06"
    "C01" "C02" "C03" "C04" "C05" "C06"
    "D01" "D02" "D03" "D04" "D05" "D06"
    "E01" "E02" "E03" "E04" "E05" "E06"
    "X-460100-001" "X-460200-001" "X-469001-001" "X-469002-001" "X-469028-001" "X-469030-001"
}

/// The code of each form, and the text of its file.
pub fn shipped() -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES.into_iter()
}
