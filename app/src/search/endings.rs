//! Endings: the official tail of a name, which people leave out or write in another way.
//!
//! 「高坡」, 「高坡村」 and 「高坡村民委员会」 are one village to the person who asks; 「嘉积镇社工站」 and
//! 「嘉积镇民政服务站」 one station. `layout.rs` marks where each name's endings begin, `query.rs` takes them
//! off what was typed, and the two are compared with and without.

/// What follows a place in the name of its station.
const STATION: &[&str] = &[
    "社会工作服务站",
    "社会工作服务中心",
    "社会工作服务室",
    "社会工作站",
    "社工服务站",
    "社工服务中心",
    "社工服务室",
    "社工中心",
    "社工站",
    "社工室",
    "民政服务站",
];

/// What follows the proper name of a village or an area; the longer form before the shorter.
const PLACE: &[&str] = &[
    "社区居民委员会",
    "社区居委会",
    "村民委员会",
    "居民委员会",
    "村委会",
    "村委员",
    "居委会",
    "委员会",
    "社区",
    "村委",
    "居委",
    "村",
    "虚拟生活区",
    "生活区",
    "街道办事处",
    "街道",
    "黎族苗族自治县",
    "黎族自治县",
    "自治县",
    "镇",
    "乡",
    "区",
    "县",
    "市",
    "省",
];

/// The same two lists as they are typed in pinyin, initials or English; station first.
const TYPED_STATION: &[&str] = &[
    "shehuigongzuofuwuzhan",
    "shegongzhan",
    "minzhengfuwuzhan",
    "socialworkservicestation",
    "socialworkstation",
    "shgzfwz",
    "mzfwz",
    "sgz",
];
const TYPED_PLACE: &[&str] = &[
    "cunminweiyuanhui",
    "cunweihui",
    "juminweiyuanhui",
    "juweihui",
    "shequ",
    "jiedao",
    "residentialarea",
    "subdistrict",
    "community",
    "district",
    "township",
    "village",
    "county",
    "town",
    "cun",
    "zhen",
    "cwh",
    "jwh",
];

/// What is asked about a service, rather than its name.
const QUESTION: &[&str] = &[
    "怎么办理",
    "如何办理",
    "怎么申请",
    "如何申请",
    "怎么办",
    "怎么领",
    "怎么找",
    "怎样",
    "怎么",
    "如何",
    "在哪里",
    "在哪儿",
    "在哪",
    "哪里",
    "哪儿",
    "哪个",
    "请问",
    "我想",
    "我要",
    "可以",
    "能不能",
    "什么",
    "多少",
    "需要",
    "办理",
    "申请",
    "吗",
    "呢",
    "的",
];

/// Fewer characters than this are no name any more: 「大村」 keeps its 村.
const CORE_MIN: usize = 2;

/// Where the parts of a name end, in characters from its beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parts {
    /// Without what says that it is a station: 嘉积镇 of 嘉积镇社工站.
    pub(super) place: usize,
    /// The proper name alone: 嘉积.
    pub(super) core: usize,
}

/// The parts of a folded name.
pub(super) fn parts(name: &[char]) -> Parts {
    let place = without(name, STATION, CORE_MIN);
    Parts { place, core: without(&name[..place], PLACE, CORE_MIN) }
}

/// What was typed without its endings, in characters or in Latin letters; `None` when it has none.
pub(super) fn core_of_query(query: &[char]) -> Option<&[char]> {
    let han = parts(query).core;
    let core = if han < query.len() {
        han
    } else {
        without(&query[..without(query, TYPED_STATION, CORE_MIN)], TYPED_PLACE, CORE_MIN)
    };
    (core < query.len()).then(|| &query[..core])
}

/// The words that tell one name from another: 「village」 by itself says only what kind of place is meant.
pub(super) fn telling(words: &[Vec<char>]) -> Vec<Vec<char>> {
    let only_an_ending = |word: &[char]| {
        [STATION, PLACE, TYPED_STATION, TYPED_PLACE]
            .iter()
            .flat_map(|endings| endings.iter())
            .any(|ending| word.iter().copied().eq(ending.chars()))
    };
    words.iter().filter(|word| !only_an_ending(word)).cloned().collect()
}

/// What remains of a question when the asking is taken out: 「老人独居怎么办」 becomes 「老人独居」.
/// Empty when nothing was taken out, or nothing remains.
pub(super) fn subject_of_question(words: &[Vec<char>]) -> Vec<Vec<char>> {
    let mut asked = false;
    let mut remaining = Vec::new();
    for word in words {
        let mut begin = 0;
        let mut at = 0;
        while at < word.len() {
            match QUESTION.iter().find(|phrase| starts_with(&word[at..], phrase)) {
                Some(phrase) => {
                    asked = true;
                    remaining.push(word[begin..at].to_vec());
                    at += phrase.chars().count();
                    begin = at;
                }
                None => at += 1,
            }
        }
        remaining.push(word[begin..].to_vec());
    }
    remaining.retain(|word| !word.is_empty());
    if asked { remaining } else { Vec::new() }
}

/// How many characters of `name` stand before the first of `endings` that it has, if at least `least` do.
fn without(name: &[char], endings: &[&str], least: usize) -> usize {
    let ending = endings.iter().find_map(|ending| {
        let mut rest = name.len();
        for character in ending.chars().rev() {
            if rest == 0 || name[rest - 1] != character {
                return None;
            }
            rest -= 1;
        }
        (rest >= least).then_some(rest)
    });
    ending.unwrap_or(name.len())
}

fn starts_with(characters: &[char], phrase: &str) -> bool {
    let mut rest = characters.iter();
    phrase.chars().all(|character| rest.next() == Some(&character))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn a_name_is_parted_into_place_and_core() {
        let agreed = [
            ("高坡村委会", 5, 2),
            ("泮水村民委员会", 7, 2),
            ("秀华社区居民委员会", 9, 2),
            ("大村村委会", 5, 2),
            ("大村", 2, 2),
            ("嘉积镇", 3, 2),
            ("嘉积镇社工站", 3, 2),
            ("嘉积镇社会工作服务站", 3, 2),
            ("琼海市嘉积镇民政服务站", 6, 5),
            ("陵水黎族自治县", 7, 2),
            ("社工站", 3, 3),
            ("", 0, 0),
        ];
        for (name, place, core) in agreed {
            assert_eq!(parts(&cells(name)), Parts { place, core }, "{name}");
        }
    }

    #[test]
    fn endings_typed_in_pinyin_are_taken_off_too() {
        let agreed = [
            ("高坡村", Some("高坡")),
            ("gaopocunweihui", Some("gaopo")),
            ("jiajizhenshegongzhan", Some("jiaji")),
            ("jjzsgz", Some("jjz")),
            ("jiaji", None),
            ("zhen", None),
            ("gaopovillage", Some("gaopo")),
            ("jiajitown", Some("jiaji")),
        ];
        for (typed, want) in agreed {
            let typed = cells(typed);
            assert_eq!(core_of_query(&typed).map(|core| core.iter().collect::<String>()).as_deref(), want);
        }
    }

    #[test]
    fn a_question_leaves_its_subject() {
        let left =
            |text: &str| subject_of_question(&[cells(text)]).into_iter().map(String::from_iter).collect();
        let agreed: &[(&str, &[&str])] = &[
            ("老人独居怎么办", &["老人独居"]),
            ("怎么申请低保", &["低保"]),
            ("低保在哪里办理", &["低保"]),
            ("嘉积的低保", &["嘉积", "低保"]),
            ("低保", &[]),
            ("怎么办", &[]),
        ];
        for (text, want) in agreed {
            let words: Vec<String> = left(text);
            assert_eq!(words, *want, "{text}");
        }
    }
}
