//! English names of the divisions: the name proper in pinyin, the kind in English.
//!
//! As Chinese gazetteers romanise: syllables joined, an apostrophe before a syllable that begins with a vowel.

use super::corrections::STATISTICAL_UNITS;
use super::readings::syllables;

/// Endings that say what a division is, longest first, and what stands for them.
/// A city needs no word beside its name.
const KINDS: [(&str, &str); 9] = [
    ("黎族苗族自治县", " Li and Miao Autonomous County"),
    ("黎族自治县", " Li Autonomous County"),
    ("街道", " Subdistrict"),
    ("省", " Province"),
    ("市", ""),
    ("区", " District"),
    ("县", " County"),
    ("镇", " Town"),
    ("乡", " Township"),
];

/// Names with a word in them that is translated.
const TRANSLATED: [(&str, &str); 2] =
    [("海府路街道", "Haifu Road Subdistrict"), ("人民路街道", "Renmin Road Subdistrict")];

/// The English name of a division or statistical unit.
pub fn name(code: &str, name: &str) -> String {
    if let Some(unit) = STATISTICAL_UNITS.iter().find(|unit| unit.code == code) {
        return unit.name_en.to_owned();
    }
    if let Some((_, translated)) = TRANSLATED.iter().find(|(chinese, _)| *chinese == name) {
        return (*translated).to_owned();
    }
    let ending = KINDS.iter().find_map(|(ending, kind)| Some((name.strip_suffix(ending)?, kind)));
    let (proper, kind) = ending.unwrap_or((name, &""));
    romanised(proper) + kind
}

fn romanised(proper: &str) -> String {
    let mut word = String::new();
    for syllable in syllables(proper) {
        if !word.is_empty() && syllable.starts_with(['a', 'e', 'o']) {
            word.push('\'');
        }
        word.push_str(syllable);
    }
    let mut characters = word.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_division_has_its_english_form() {
        let agreed = [
            ("460000", "海南省", "Hainan Province"),
            ("460100", "海口市", "Haikou"),
            ("460105", "秀英区", "Xiuying District"),
            ("469001", "五指山市", "Wuzhishan"),
            ("469024", "临高县", "Lingao County"),
            ("469026", "昌江黎族自治县", "Changjiang Li Autonomous County"),
            ("469030", "琼中黎族苗族自治县", "Qiongzhong Li and Miao Autonomous County"),
            ("469002100", "嘉积镇", "Jiaji Town"),
            ("460105001", "秀英街道", "Xiuying Subdistrict"),
            ("460108001", "海府路街道", "Haifu Road Subdistrict"),
            ("469030202", "什运乡", "Zayun Township"),
            ("469002104", "博鳌镇", "Bo'ao Town"),
            ("469021", "定安县", "Ding'an County"),
            ("469022104", "南吕镇", "Nanlü Town"),
            ("460400109", "峨蔓镇", "Eman Town"),
            ("469002500", "彬村山华侨农场", "Bincunshan Overseas Chinese Farm"),
        ];
        for (code, chinese, english) in agreed {
            assert_eq!(name(code, chinese), english);
        }
    }
}
