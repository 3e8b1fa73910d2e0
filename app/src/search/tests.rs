//! What people type and what they find, over an excerpt of the real names.
//! The stations are 演示数据 made of real township names; services have made-up plain words.

use proptest::prelude::*;

use super::*;

/// Name, context, pinyin.
type Named = (&'static str, &'static str, &'static str);

const DIVISIONS: &[Named] = &[
    ("海口市", "", "hai kou shi"),
    ("琼海市", "", "qiong hai shi"),
    ("万宁市", "", "wan ning shi"),
    ("三亚市", "", "san ya shi"),
    ("陵水黎族自治县", "", "ling shui li zu zi zhi xian"),
    ("琼中黎族苗族自治县", "", "qiong zhong li zu miao zu zi zhi xian"),
    ("秀英区", "海口市", "xiu ying qu"),
    ("龙华区", "海口市", "long hua qu"),
    ("琼山区", "海口市", "qiong shan qu"),
    ("美兰区", "海口市", "mei lan qu"),
    ("城西镇", "海口市龙华区", "cheng xi zhen"),
    ("甲子镇", "海口市琼山区", "jia zi zhen"),
    ("秀英街道", "海口市秀英区", "xiu ying jie dao"),
    ("嘉积镇", "琼海市", "jia ji zhen"),
    ("万泉镇", "琼海市", "wan quan zhen"),
    ("博鳌镇", "琼海市", "bo ao zhen"),
    ("大路镇", "琼海市", "da lu zhen"),
    ("东澳镇", "万宁市", "dong ao zhen"),
    ("礼纪镇", "万宁市", "li ji zhen"),
    ("金江镇", "澄迈县", "jin jiang zhen"),
    ("新村镇", "陵水黎族自治县", "xin cun zhen"),
    ("湾岭镇", "琼中黎族苗族自治县", "wan ling zhen"),
    ("坡心镇", "屯昌县", "po xin zhen"),
    ("水满乡", "五指山市", "shui man xiang"),
];

const VILLAGES: &[Named] = &[
    ("秀华社区居民委员会", "海口市秀英区秀英街道", "xiu hua she qu ju min wei yuan hui"),
    ("秀海社区居民委员会", "海口市秀英区秀英街道", "xiu hai she qu ju min wei yuan hui"),
    ("高坡村委会", "海口市龙华区城西镇", "gao po cun wei hui"),
    ("高坡村委会", "屯昌县坡心镇", "gao po cun wei hui"),
    ("高坡村委会", "琼中黎族苗族自治县湾岭镇", "gao po cun wei hui"),
    ("美兰村委会", "海口市美兰区演丰镇", "mei lan cun wei hui"),
    ("三亚社区居民委员会", "海口市美兰区博爱街道", "san ya she qu ju min wei yuan hui"),
    ("海丰村委会", "海口市琼山区甲子镇", "hai feng cun wei hui"),
    ("泮水村委会", "琼海市嘉积镇", "pan shui cun wei hui"),
    ("勇敢村委会", "琼海市嘉积镇", "yong gan cun wei hui"),
    ("纪纲社区居委会", "琼海市嘉积镇", "ji gang she qu ju wei hui"),
    ("加城村委会", "琼海市万泉镇", "jia cheng cun wei hui"),
    ("大路村委会", "琼海市大路镇", "da lu cun wei hui"),
    ("新村村委会", "琼海市大路镇", "xin cun cun wei hui"),
    ("新村村委会", "万宁市东澳镇", "xin cun cun wei hui"),
    ("新村村委会", "五指山市水满乡", "xin cun cun wei hui"),
    ("田新村委会", "万宁市礼纪镇", "tian xin cun wei hui"),
    ("前进农场生活区", "万宁市礼纪镇", "qian jin nong chang sheng huo qu"),
    ("文市村委会", "琼海市阳江镇", "wen shi cun wei hui"),
    ("村头村委会", "澄迈县金江镇", "cun tou cun wei hui"),
    ("吴村村委会", "儋州市东成镇", "wu cun cun wei hui"),
    ("武郎村委会", "临高县南宝镇", "wu lang cun wei hui"),
];

const STATIONS: &[(&[&str], &str, &str)] = &[
    (
        &["嘉积镇社会工作服务站", "Jiaji Town Station"],
        "琼海市嘉积镇",
        "jia ji zhen she hui gong zuo fu wu zhan",
    ),
    (&["万泉镇社会工作服务站"], "琼海市万泉镇", "wan quan zhen she hui gong zuo fu wu zhan"),
    (&["博鳌镇社工站", "博鳌镇民政服务站"], "琼海市博鳌镇", "bo ao zhen she gong zhan"),
    (&["琼海市大路镇社工站"], "琼海市大路镇", "qiong hai shi da lu zhen she gong zhan"),
    (&["城西镇社会工作服务站"], "海口市龙华区城西镇", ""),
];

const SERVICES: &[(&[&str], &str)] = &[
    (&["最低生活保障申请协助", "低保", "没有收入"], "zui di sheng huo bao zhang shen qing xie zhu"),
    (&["老年人探访关爱", "独居老人", "空巢老人", "老人没人照顾"], ""),
    (&["临时救助", "急用钱"], "lin shi jiu zhu"),
    (&["高龄津贴", "老人补贴"], ""),
];

/// The excerpt, whose names an [`Entry`] can borrow.
struct Excerpt {
    names: Vec<(Subject, u32, Vec<&'static str>, &'static str, &'static str)>,
}

impl Excerpt {
    fn new() -> Self {
        let mut names = Vec::new();
        for ((official, context, pinyin), position) in DIVISIONS.iter().zip(0..) {
            names.push((Subject::Division, position, vec![*official], *context, *pinyin));
        }
        for ((official, context, pinyin), position) in VILLAGES.iter().zip(0..) {
            names.push((Subject::Village, position, vec![*official], *context, *pinyin));
        }
        for ((all, context, pinyin), position) in STATIONS.iter().zip(0..) {
            names.push((Subject::Station, position, all.to_vec(), *context, *pinyin));
        }
        for ((all, pinyin), position) in SERVICES.iter().zip(0..) {
            names.push((Subject::Service, position, all.to_vec(), "", *pinyin));
        }
        Self { names }
    }

    fn index(&self) -> SearchIndex {
        SearchIndex::build(self.names.iter().map(|(subject, position, names, context, pinyin)| Entry {
            subject: *subject,
            position: *position,
            names,
            context,
            pinyin,
            weight: 0,
        }))
    }
}

/// The official name with the context of a hit, for reading in a table.
fn told(hit: &Hit) -> (Subject, &'static str, &'static str) {
    let position = hit.position as usize;
    let (name, context) = match hit.subject {
        Subject::Division => (DIVISIONS[position].0, DIVISIONS[position].1),
        Subject::Village => (VILLAGES[position].0, VILLAGES[position].1),
        Subject::Station => (STATIONS[position].0[0], STATIONS[position].1),
        Subject::Service | Subject::SpecialService | Subject::Policy => (SERVICES[position].0[0], ""),
    };
    (hit.subject, name, context)
}

fn all(index: &SearchIndex, query: &str) -> Vec<Hit> {
    index.find(query, &Subject::ALL, usize::MAX)
}

#[test]
fn what_people_type_finds_what_they_mean() {
    use Matched::*;
    use Subject::{Division, Service, Station, Village};
    let index = Excerpt::new().index();
    let agreed = [
        ("高坡村委会", Exact, Village, "高坡村委会"),
        ("高坡村", Exact, Village, "高坡村委会"),
        ("高坡", Exact, Village, "高坡村委会"),
        ("高坡社区", Exact, Village, "高坡村委会"),
        ("秀华居委会", Exact, Village, "秀华社区居民委员会"),
        ("泮水村民委员会", Exact, Village, "泮水村委会"),
        ("前进农场", Exact, Village, "前进农场生活区"),
        ("嘉积", Exact, Station, "嘉积镇社会工作服务站"),
        ("嘉积镇", Exact, Station, "嘉积镇社会工作服务站"),
        ("嘉积镇社工站", Exact, Station, "嘉积镇社会工作服务站"),
        ("嘉积社工站", Exact, Station, "嘉积镇社会工作服务站"),
        ("嘉积镇民政服务站", Exact, Station, "嘉积镇社会工作服务站"),
        ("Jiaji Town", Prefix, Station, "嘉积镇社会工作服务站"),
        ("大路镇社工站", Exact, Station, "琼海市大路镇社工站"),
        ("礼纪", Exact, Division, "礼纪镇"),
        ("美兰", Exact, Division, "美兰区"),
        ("陵水", Exact, Division, "陵水黎族自治县"),
        ("瓊海市", Exact, Division, "琼海市"),
        ("水满", Exact, Division, "水满乡"),
        ("黎族", Inside, Division, "陵水黎族自治县"),
        ("琼海嘉积", InOrder, Station, "嘉积镇社会工作服务站"),
        ("瓊海嘉積鎮", InOrder, Station, "嘉积镇社会工作服务站"),
        ("嘉积　琼海", InOrder, Station, "嘉积镇社会工作服务站"),
        ("龙华城西", InOrder, Station, "城西镇社会工作服务站"),
        ("新村，万宁", InOrder, Village, "新村村委会"),
        ("陵水县", Exact, Division, "陵水黎族自治县"),
        ("wanquan", Pinyin, Station, "万泉镇社会工作服务站"),
        ("wanq", Pinyin, Station, "万泉镇社会工作服务站"),
        ("li ji zhen", Pinyin, Division, "礼纪镇"),
        ("Lǐjì Zhèn", Pinyin, Division, "礼纪镇"),
        ("ＬＩＪＩ", Pinyin, Division, "礼纪镇"),
        ("gaopocun", Pinyin, Village, "高坡村委会"),
        ("嘉ji镇", Pinyin, Station, "嘉积镇社会工作服务站"),
        ("qionghaiwanquan", InOrder, Station, "万泉镇社会工作服务站"),
        ("wqz", Initials, Station, "万泉镇社会工作服务站"),
        ("wqzsgz", Initials, Station, "万泉镇社会工作服务站"),
        ("ljz", Initials, Division, "礼纪镇"),
        ("xhsq", Initials, Village, "秀华社区居民委员会"),
        ("礼jz", Initials, Division, "礼纪镇"),
        ("加积镇", Typo, Station, "嘉积镇社会工作服务站"),
        ("加积", Typo, Station, "嘉积镇社会工作服务站"),
        ("加积社工站", Typo, Station, "嘉积镇社会工作服务站"),
        ("琼海加积", Typo, Station, "嘉积镇社会工作服务站"),
        ("高波村", Typo, Village, "高坡村委会"),
        ("半水村委会", Typo, Village, "泮水村委会"),
        ("泮大水村委会", Typo, Village, "泮水村委会"),
        ("jiji zhen", Typo, Station, "嘉积镇社会工作服务站"),
        ("Jaiji Town", Typo, Station, "嘉积镇社会工作服务站"),
        ("大路", Exact, Station, "琼海市大路镇社工站"),
        ("waqnuan", Typo, Station, "万泉镇社会工作服务站"),
        ("pansuicun", Typo, Village, "泮水村委会"),
        ("qionghai jiji", Typo, Station, "嘉积镇社会工作服务站"),
        ("低保", Exact, Service, "最低生活保障申请协助"),
        ("怎么申请低保？", Exact, Service, "最低生活保障申请协助"),
        ("dibao", Pinyin, Service, "最低生活保障申请协助"),
        ("老人独居怎么办", Words, Service, "老年人探访关爱"),
    ];
    for (query, matched, subject, name) in agreed {
        let hits = all(&index, query);
        let first = hits.first().map(|hit| (hit.matched, hit.subject, told(hit).1));
        assert_eq!(first, Some((matched, subject, name)), "{query}");
    }
}

#[test]
fn english_letters_find_the_station_by_its_english_name_and_by_its_pinyin() {
    let index = Excerpt::new().index();
    for query in ["jiaji", "JIAJI", "ｊｉａｊｉ", "jia ji", "jiajizhen", "jjz", "station"] {
        let first = all(&index, query).first().map(|hit| told(hit).1);
        assert_eq!(first, Some("嘉积镇社会工作服务站"), "{query}");
    }
}

#[test]
fn villages_of_one_name_all_come() {
    let index = Excerpt::new().index();
    let contexts: Vec<_> = all(&index, "高坡村").iter().map(|hit| told(hit).2).collect();
    assert_eq!(contexts, ["海口市龙华区城西镇", "屯昌县坡心镇", "琼中黎族苗族自治县湾岭镇"]);
    let with_township = all(&index, "屯昌县坡心镇高坡村");
    assert_eq!(told(&with_township[0]).2, "屯昌县坡心镇");
}

#[test]
fn a_place_and_a_need_together_find_both() {
    let index = Excerpt::new().index();
    let hits = all(&index, "嘉积 老人");
    let found = |name| hits.iter().take(6).any(|hit| told(hit).1 == name);
    assert!(found("嘉积镇社会工作服务站") && found("老年人探访关爱") && found("高龄津贴"));
}

#[test]
fn only_the_subjects_asked_for_come_and_no_more_than_the_limit() {
    let index = Excerpt::new().index();
    let divisions = index.find("嘉积", &[Subject::Division], 10);
    assert_eq!(divisions.iter().map(|hit| told(hit).1).collect::<Vec<_>>(), ["嘉积镇"]);
    assert_eq!(index.find("琼海", &Subject::ALL, 3), all(&index, "琼海")[..3]);
    assert!(index.find("嘉积", &[], 10).is_empty());
    assert!(index.find("嘉积", &Subject::ALL, 0).is_empty());
}

#[test]
fn the_heavier_of_two_equal_stations_comes_first() {
    let station = |position, weight| Entry {
        subject: Subject::Station,
        position,
        names: &["嘉积镇社工站"],
        context: "",
        pinyin: "",
        weight,
    };
    let index = SearchIndex::build([station(0, 1), station(1, 9), station(2, 1)]);
    let positions: Vec<_> = all(&index, "嘉积").iter().map(|hit| hit.position).collect();
    assert_eq!(positions, [1, 0, 2]);
}

#[test]
fn an_index_of_nothing_finds_nothing() {
    let index = SearchIndex::build([]);
    for query in ["", "嘉积", "jiaji", "\0", "嘉积 老人", "怎么办"] {
        assert!(all(&index, query).is_empty(), "{query}");
    }
}

#[test]
fn every_entry_is_found_by_its_name_its_pinyin_and_its_initials() {
    let excerpt = Excerpt::new();
    let index = excerpt.index();
    for (subject, position, names, _, pinyin) in &excerpt.names {
        let initials: String = pinyin.split(' ').filter_map(|syllable| syllable.chars().next()).collect();
        let joined = pinyin.replace(' ', "");
        let spellings = [*pinyin, &joined, &initials].into_iter().filter(|spelling| !spelling.is_empty());
        for query in spellings.chain(names.iter().copied()) {
            let hits = all(&index, query);
            let found = hits.iter().any(|hit| (hit.subject, hit.position) == (*subject, *position));
            assert!(found, "{query} does not find {}", names[0]);
        }
    }
}

#[test]
fn every_entry_is_found_when_one_character_of_its_name_is_left_out() {
    let excerpt = Excerpt::new();
    let index = excerpt.index();
    for (subject, position, names, ..) in &excerpt.names {
        let name: Vec<char> = names[0].chars().collect();
        for left_out in (0..name.len()).filter(|_| name.len() >= 4) {
            let mut query = name.clone();
            query.remove(left_out);
            let query = String::from_iter(query);
            let hits = all(&index, &query);
            let found = hits.iter().any(|hit| (hit.subject, hit.position) == (*subject, *position));
            assert!(found, "{query} does not find {}", names[0]);
        }
    }
}

/// Pieces that real queries are made of, and what only a hostile one holds.
fn any_query() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        proptest::sample::select(vec![
            "嘉积",
            "镇",
            "村",
            "社区",
            "社工站",
            "琼海",
            "高坡",
            "加",
            "老人",
            "低保",
            "怎么办",
            "jia",
            "ji",
            "zhen",
            "j",
            "z",
            "ü",
            "v",
            "Ａ",
            " ",
            "　",
            "，",
            "\0",
            "\u{304}",
            "’",
            "1",
            "鎮",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_query_panics_and_every_answer_is_sorted_and_the_same_again(query in any_query()) {
        let index = Excerpt::new().index();
        let hits = all(&index, &query);
        prop_assert!(hits.is_sorted_by(|before, after| before.rank < after.rank));
        prop_assert!(hits.is_sorted_by(|before, after| before.matched <= after.matched));
        prop_assert_eq!(&hits, &all(&Excerpt::new().index(), &query));
        prop_assert_eq!(&hits[..hits.len().min(3)], index.find(&query, &Subject::ALL, 3));
    }

    #[test]
    fn no_entry_panics_and_each_is_found_by_its_own_name(
        name in any::<String>(),
        alias in any_query(),
        context in any_query(),
        pinyin in "[a-zü ]{0,20}|\\PC{0,10}",
    ) {
        let entry = Entry {
            subject: Subject::Policy,
            position: 7,
            names: &[&name, &alias],
            context: &context,
            pinyin: &pinyin,
            weight: u8::MAX,
        };
        let index = SearchIndex::build([entry]);
        for own in [&name, &alias] {
            let words = letters::words(own, query::CELLS_MAX);
            let short = words.concat().len() < query::CELLS_MAX;
            if short && !words.is_empty() {
                prop_assert!(!all(&index, own).is_empty(), "{own:?}");
            }
        }
    }
}

#[test]
fn a_name_that_ends_like_an_ending_is_meant_whole() {
    let index = Excerpt::new().index();
    for (typed, village) in [("wucun", "吴村村委会"), ("xincun", "新村村委会"), ("吴村", "吴村村委会")]
    {
        let hits = index.find(typed, &[Subject::Village], usize::MAX);
        let names: Vec<_> = hits.iter().map(|hit| told(hit).1).collect();
        assert_eq!(names.first(), Some(&village), "{typed}: {names:?}");
        assert!(!names.contains(&"武郎村委会"), "{typed}: {names:?}");
    }
}
