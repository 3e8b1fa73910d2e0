//! Letters: how a name and a query are made alike before they are compared.
//!
//! Full width becomes half width, capitals become small, tone marks go, ü becomes v (as it is typed),
//! common traditional characters become simplified ones. `layout.rs` folds the names, `query.rs` what a
//! person typed; both must go through here or they never meet.
//!
//! No Unicode tables are carried: what is not Latin or Han passes through unchanged.

/// What becomes of one character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Folded {
    /// It is searched, in this form.
    Cell(char),
    /// It parts two words.
    Gap,
    /// It is not there at all: a tone mark standing alone, an apostrophe between syllables, a byte order mark.
    Nothing,
}

/// The words of `text`, parted by blanks, punctuation and control characters, folded, in order.
///
/// At most `cells_max` characters in all: what follows is not looked at, however long `text` is.
pub(super) fn words(text: &str, cells_max: usize) -> Vec<Vec<char>> {
    let mut words = Vec::new();
    let mut word = Vec::new();
    let mut room = cells_max;
    for character in text.chars() {
        if room == 0 {
            break;
        }
        match fold(character) {
            Folded::Cell(cell) => {
                word.push(simplified(cell));
                room -= 1;
            }
            Folded::Gap if !word.is_empty() => words.push(std::mem::take(&mut word)),
            Folded::Gap | Folded::Nothing => {}
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Appends the folded `name` to `cells`; a blank stays only between two Latin words.
pub(super) fn fold_name(name: &str, cells_max: usize, cells: &mut Vec<char>) {
    let begin = cells.len();
    let mut gap = false;
    for character in name.chars() {
        if cells.len() - begin >= cells_max {
            return;
        }
        match fold(character) {
            Folded::Cell(cell) => {
                let after_latin = cells[begin..].last().is_some_and(char::is_ascii_alphanumeric);
                if gap && after_latin && cell.is_ascii_alphanumeric() {
                    cells.push(' ');
                }
                gap = false;
                cells.push(cell);
            }
            Folded::Gap => gap = true,
            Folded::Nothing => {}
        }
    }
}

/// The letters of one syllable as one number, so that syllables compare as fast as numbers.
/// `None` when it is empty, longer than any syllable, or not Latin.
pub(super) fn packed_syllable(syllable: &str) -> Option<u64> {
    let mut packed = 0_u64;
    let mut length = 0;
    for character in syllable.chars() {
        match fold(character) {
            Folded::Cell(cell) if cell.is_ascii_lowercase() && length < 8 => {
                packed = packed << 8 | u64::from(cell as u32);
                length += 1;
            }
            Folded::Nothing => {}
            Folded::Cell(_) | Folded::Gap => return None,
        }
    }
    (length > 0).then_some(packed)
}

fn fold(character: char) -> Folded {
    match character {
        'a'..='z' | '0'..='9' => Folded::Cell(character),
        'A'..='Z' => Folded::Cell(character.to_ascii_lowercase()),
        '\'' | '’' | '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200d}' | '\u{feff}' => Folded::Nothing,
        '\0'..='\u{bf}' => Folded::Gap,
        '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Folded::Cell(without_tone(character)),
        '\u{2000}'..='\u{2bff}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{30fb}' => {
            Folded::Gap
        }
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xfee0).map_or(Folded::Gap, fold),
        '\u{fe10}'..='\u{fe6f}' | '\u{ff5f}'..='\u{ff65}' | '\u{fff0}'..='\u{ffff}' => Folded::Gap,
        _ => Folded::Cell(character),
    }
}

fn without_tone(character: char) -> char {
    match character {
        'à' | 'á' | 'ā' | 'ǎ' | 'À' | 'Á' | 'Ā' | 'Ǎ' => 'a',
        'è' | 'é' | 'ê' | 'ē' | 'ě' | 'È' | 'É' | 'Ê' | 'Ē' | 'Ě' => 'e',
        'ì' | 'í' | 'ī' | 'ǐ' | 'Ì' | 'Í' | 'Ī' | 'Ǐ' => 'i',
        'ò' | 'ó' | 'ō' | 'ǒ' | 'Ò' | 'Ó' | 'Ō' | 'Ǒ' => 'o',
        'ù' | 'ú' | 'ū' | 'ǔ' | 'Ù' | 'Ú' | 'Ū' | 'Ǔ' => 'u',
        'ü' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' | 'Ü' | 'Ǖ' | 'Ǘ' | 'Ǚ' | 'Ǜ' => 'v',
        'ń' | 'ň' | 'ǹ' => 'n',
        'ḿ' => 'm',
        _ => character,
    }
}

/// The simplified form of a common traditional character; any other character as it is.
///
/// Asked once for each character of a query, and once for each character that the index has never met:
/// the names themselves are not read through the table.
pub(super) fn simplified(character: char) -> char {
    let mut pairs = TRADITIONAL.chars();
    while let (Some(traditional), Some(simplified)) = (pairs.next(), pairs.next()) {
        if traditional == character {
            return simplified;
        }
    }
    character
}

/// Pairs of a traditional character and its simplified form: those of place names and of public services.
const TRADITIONAL: &str = "縣县鄉乡鎮镇區区東东龍龙灣湾樂乐會会萬万瓊琼島岛橋桥臨临興兴門门馬马積积陸陆嶺岭羅罗鳳凤雲云龜龟漢汉寧宁聯联豐丰園园場场農农長长陽阳廣广頭头溝沟邁迈調调樓楼貢贡寶宝銀银\
    鐵铁錦锦華华榮荣國国營营圍围專专業业養养護护務务職职補补貼贴醫医療疗兒儿婦妇殘残證证辦办報报戶户貧贫險险學学員员歲岁勞劳動动優优撫抚親亲屬属遺遗棄弃災灾難难願愿愛爱關关\
    懷怀獨独處处單单臺台壩坝墾垦鹽盐鷺鹭鴨鸭鵝鹅魚鱼蘭兰葉叶蓮莲蘇苏衛卫裡里裏里邊边過过還还進进達达遠远鄭郑鄧邓陳陈陰阴隊队階阶雞鸡電电靈灵順顺項项領领飯饭鮮鲜麗丽麥麦齊齐\
    僑侨樹树溫温湯汤濱滨瀾澜燈灯紅红綠绿線线統统舊旧亞亚黃黄開开產产鳥鸟實实";

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Vec<String> {
        words(text, 63).into_iter().map(|word| word.into_iter().collect()).collect()
    }

    #[test]
    fn width_capitals_tones_and_traditional_forms_make_no_difference() {
        let agreed: &[(&str, &[&str])] = &[
            ("ｊｉａｊｉ", &["jiaji"]),
            ("JIAJI", &["jiaji"]),
            ("jiā jī", &["jia", "ji"]),
            ("jia\u{304}ji\u{304}", &["jiaji"]),
            ("xi'an", &["xian"]),
            ("lǜ LÜ", &["lv", "lv"]),
            ("瓊海　嘉積鎮，", &["琼海", "嘉积镇"]),
            ("低保\0\u{7}补贴", &["低保", "补贴"]),
            ("（嘉积）", &["嘉积"]),
            ("  \t ", &[]),
        ];
        for (text, want) in agreed {
            assert_eq!(typed(text), *want, "{text}");
        }
    }

    #[test]
    fn a_query_of_any_length_is_cut() {
        assert_eq!(typed(&"村".repeat(100_000))[0].chars().count(), 63);
        assert_eq!(typed(&"a b ".repeat(100_000)).len(), 63);
    }

    #[test]
    fn a_blank_in_a_name_stays_only_between_latin_words() {
        let mut cells = Vec::new();
        fold_name("Jiaji  Town 嘉积 镇（一）", 200, &mut cells);
        assert_eq!(cells.into_iter().collect::<String>(), "jiaji town嘉积镇一");
    }

    #[test]
    fn the_table_of_traditional_characters_is_made_of_pairs() {
        assert_eq!(TRADITIONAL.chars().count() % 2, 0);
        assert!(TRADITIONAL.chars().step_by(2).all(|character| simplified(character) != character));
        assert!(TRADITIONAL.chars().skip(1).step_by(2).all(|character| simplified(character) == character));
    }
}
