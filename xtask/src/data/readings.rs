//! How the names of Hainan's places are read: pinyin without tones, with the readings a dictionary gets wrong.
//!
//! The dictionary is the crate `pinyin`; for a character with several readings it gives the commonest, which in place
//! names is often another. Every character of several readings that occurs in the names was looked at.

use pinyin::ToPinyin;

/// Readings of whole words, tried first.
const WORDS: [(&str, &[&str]); 2] = [
    // As the older official gazetteers and GeoNames spell the town in 临高.
    ("调楼", &["tiao", "lou"]),
    ("长老", &["zhang", "lao"]),
];

/// Readings of single characters in the names of this province.
const CHARACTERS: [(char, &str); 15] = [
    // «Field» in the Li language: 通什 Tongza, 什运 Zayun, 甘什岭 Ganza Ridge; no dictionary has it.
    ('什', "za"),
    ('佛', "fo"),
    ('卜', "bu"),
    ('厦', "xia"),
    ('咀', "zui"),
    ('圩', "xu"),
    ('仔', "zai"),
    ('曾', "zeng"),
    ('槟', "bing"),
    ('泊', "bo"),
    ('茄', "qie"),
    ('还', "huan"),
    ('都', "du"),
    ('重', "chong"),
    ('长', "chang"),
];

/// The syllables of a name, one a character, with «ü» where it belongs. What is no character (brackets) has none.
pub fn syllables(name: &str) -> Vec<&'static str> {
    let mut syllables = Vec::new();
    let mut rest = name;
    while let Some(character) = rest.chars().next() {
        if let Some((word, reading)) = WORDS.iter().find(|(word, _)| rest.starts_with(word)) {
            syllables.extend_from_slice(reading);
            rest = &rest[word.len()..];
            continue;
        }
        let corrected = CHARACTERS.iter().find(|(known, _)| *known == character).map(|(_, reading)| *reading);
        syllables.extend(corrected.or_else(|| character.to_pinyin().map(|pinyin| pinyin.plain())));
        rest = &rest[character.len_utf8()..];
    }
    syllables
}

/// A name as one types it: syllables with spaces between, «v» for «ü».
pub fn typed(name: &str) -> String {
    syllables(name).join(" ").replace('ü', "v")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_people_in_hainan_read_them() {
        let agreed = [
            ("乐东黎族自治县", "le dong li zu zi zhi xian"),
            ("儋州市", "dan zhou shi"),
            ("澄迈县", "cheng mai xian"),
            ("屯昌县", "tun chang xian"),
            ("万宁市", "wan ning shi"),
            ("陵水黎族自治县", "ling shui li zu zi zhi xian"),
            ("崖州区", "ya zhou qu"),
            ("会文镇", "hui wen zhen"),
            ("长流镇", "chang liu zhen"),
            ("重兴镇", "chong xing zhen"),
            ("长坡镇", "chang po zhen"),
            ("长征镇", "chang zheng zhen"),
            ("加乐镇", "jia le zhen"),
            ("和乐镇", "he le zhen"),
            ("番阳镇", "fan yang zhen"),
            ("昌洒镇", "chang sa zhen"),
            ("三都街道", "san du jie dao"),
            ("佛罗镇", "fo luo zhen"),
            ("三更罗镇", "san geng luo zhen"),
            ("峨蔓镇", "e man zhen"),
            ("调楼镇", "tiao lou zhen"),
            ("南吕镇", "nan lv zhen"),
            ("石碌镇", "shi lu zhen"),
            ("新埠街道", "xin bu jie dao"),
            ("海甸街道", "hai dian jie dao"),
            ("通什镇", "tong za zhen"),
            ("什运乡", "za yun xiang"),
            ("嘉积镇", "jia ji zhen"),
            ("博鳌镇", "bo ao zhen"),
        ];
        for (name, reading) in agreed {
            assert_eq!(typed(name), reading, "{name}");
        }
    }

    #[test]
    fn villages_with_rare_readings_are_read_right() {
        let agreed = [
            ("长老村委会", "zhang lao cun wei hui"),
            ("槟榔村委会", "bing lang cun wei hui"),
            ("三角庭圩社区", "san jiao ting xu she qu"),
            ("卜罗村委会", "bu luo cun wei hui"),
            ("鸭仔塘村", "ya zai tang cun"),
            ("泊潮社区", "bo chao she qu"),
            ("曾山村", "zeng shan cun"),
            ("头咀村", "tou zui cun"),
            ("七柏榔村", "qi bai lang cun"),
            ("石峒村", "shi dong cun"),
        ];
        for (name, reading) in agreed {
            assert_eq!(typed(name), reading, "{name}");
        }
    }

    #[test]
    fn brackets_have_no_reading() {
        assert_eq!(typed("海口（农场）"), "hai kou nong chang");
    }
}
