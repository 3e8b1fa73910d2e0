use app::{
    areas::model::Village,
    directory::serving::Served,
    language::Language,
    stations::{
        filter::StationFilter,
        finder::{PlaceAnswer, find, open_now},
        hours::LocalMoment,
    },
};
use time::{Date, Month};

use crate::{
    documents::{attributes, main_text, tags},
    nasty::encoded,
    support::{TestSite, demo_day},
};

const TIRELESS: [(&str, &str); 1] = [("search_per_minute", "100000000")];

fn morning() -> LocalMoment {
    LocalMoment { date: demo_day(), minute: 10 * 60 }
}

#[tokio::test]
async fn who_asks_for_a_village_gets_the_station_that_serves_it_by_name_pinyin_and_code() {
    let site = TestSite::with_demo().await;
    for (asked, station) in [
        ("q=大礼村", "嘉积镇社工站"),
        ("q=大礼村委会", "嘉积镇社工站"),
        ("q=嘉积大礼村", "嘉积镇社工站"),
        ("q=dalicun&area=469002", "嘉积镇社工站"),
        ("area=469002100225", "嘉积镇社工站"),
        ("area=460204198230", "育才生态区大社区社工站"),
        ("q=马亮村", "育才生态区大社区社工站"),
    ] {
        let query: Vec<_> = asked.split('&').filter_map(|pair| pair.split_once('=')).collect();
        let query: Vec<_> =
            query.into_iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        let answer = site.get(&format!("/stations?{}", query.join("&"))).await;
        let text = main_text(answer.text());
        assert!(text.contains("由这里服务") && text.contains(station), "{asked}: {text}");
        let links = attributes(answer.text(), "a", "href");
        assert!(links.iter().any(|href| href.starts_with("tel:0898")), "{asked}: nobody to call");
    }
}

#[tokio::test]
async fn villages_of_one_name_are_asked_back_with_where_they_lie() {
    let site = TestSite::with_demo().await;
    let answer = site.get(&format!("/stations?q={}", encoded("高坡村"))).await;
    let text = main_text(answer.text());
    assert!(text.contains("您说的是哪一个"), "{text}");
    let choices: Vec<_> = attributes(answer.text(), "a", "href")
        .into_iter()
        .filter(|href| href.starts_with("/stations?area=") && href.len() == "/stations?area=".len() + 12)
        .map(str::to_owned)
        .collect();
    assert!(choices.len() > 1, "{choices:?}");
    for choice in choices {
        let text = main_text(site.get(&choice).await.text());
        assert!(text.contains("由这里服务") || text.contains("还没有社工站服务"), "{choice}: {text}");
    }
}

#[tokio::test]
async fn a_village_that_nobody_serves_is_told_so_with_whom_to_call_and_the_nearest() {
    let site = TestSite::with_demo_and(&[("county_phones", "469005=0898-12345678")]).await;
    let directory = site.program.directory.get();
    let unserved = |village: &&Village| matches!(directory.serving(&village.code), Served::NotYet { .. });
    let villages: Vec<_> = directory.areas.villages().iter().filter(unserved).step_by(97).collect();
    assert!(villages.len() > 5, "{}", villages.len());
    for village in villages {
        for language in Language::ALL {
            let answer = site.get(&language.address(&format!("/stations?area={}", village.code))).await;
            assert_eq!(answer.status, 200);
            let text = main_text(answer.text());
            let (told, call) = match language {
                Language::Zh => ("还没有社工站服务", "请拨打"),
                Language::En => ("No station serves", "Call"),
            };
            assert!(text.contains(told) && text.contains(call), "{}: {text}", village.code);
        }
    }
}

#[tokio::test]
async fn every_village_of_the_island_is_answered() {
    let site = TestSite::with_demo().await;
    let directory = site.program.directory.get();
    let (mut served, mut honest) = (0, 0);
    for village in directory.areas.villages() {
        let filter = StationFilter { area: Some(village.code.clone()), page: 1, ..StationFilter::default() };
        let found = find(&directory, &filter, morning());
        match &found.place {
            PlaceAnswer::One(place, Served::By { stations, through }) => {
                assert_eq!(place.code(), village.code);
                assert!(directory.areas.lies_in(&village.code, through) && !stations.is_empty());
                assert_eq!(&found.all, stations, "{}", village.code);
                served += 1;
            }
            PlaceAnswer::One(place, Served::NotYet { nearest, measured_from }) => {
                assert_eq!(place.code(), village.code);
                assert!(measured_from.is_none() || !nearest.is_empty(), "{}", village.code);
                assert!(found.all.is_empty() && nearest.len() <= 3);
                honest += 1;
            }
            other => panic!("{}: {other:?}", village.code),
        }
    }
    assert_eq!(served + honest, 3_296);
    assert!(served > 500 && honest > 500, "{served} served, {honest} not yet");
}

#[tokio::test]
async fn every_village_is_found_by_its_name_within_its_township() {
    let site = TestSite::with_demo().await;
    let directory = site.program.directory.get();
    let mut lost = Vec::new();
    // One in seven: all of them take a minute in a build without optimisation.
    for village in directory.areas.villages().iter().step_by(7) {
        let filter = StationFilter {
            q: village.name.clone(),
            area: Some(village.parent.clone()),
            page: 1,
            ..StationFilter::default()
        };
        let found = match find(&directory, &filter, morning()).place {
            PlaceAnswer::One(place, _) => place.code() == village.code,
            PlaceAnswer::Which { places, .. } => places.iter().any(|place| place.code() == village.code),
            PlaceAnswer::None => false,
        };
        if !found {
            lost.push(format!("{} {}", village.code, village.name));
        }
    }
    assert!(lost.is_empty(), "{} are lost:\n{}", lost.len(), lost.join("\n"));
}

#[tokio::test]
async fn villages_of_sanya_are_served_through_their_district_and_those_of_yucai_by_the_list() {
    let site = TestSite::with_demo().await;
    let directory = site.program.directory.get();
    let mut listed = 0;
    for village in directory.areas.villages().iter().filter(|village| village.code.starts_with("4602")) {
        let Served::By { stations, through } = directory.serving(&village.code) else {
            panic!("{} is not served", village.name)
        };
        if stations[0].slug == "sanya-yucai" {
            assert_eq!(through, village.code);
            listed += 1;
        } else {
            assert_eq!(through, village.county, "{}", village.name);
            assert!(stations[0].slug.starts_with("sanya-"), "{}", stations[0].slug);
        }
    }
    assert_eq!(listed, 10);
}

#[tokio::test]
async fn open_now_lists_those_who_are_open_at_the_moment_by_the_calendar() {
    let site = TestSite::with_demo().await;
    let directory = site.program.directory.get();
    let filter = StationFilter { open: true, page: 1, ..StationFilter::default() };
    let open = |month: Month, day: u8, minute: u16| {
        let now = LocalMoment { date: Date::from_calendar_date(2026, month, day).unwrap(), minute };
        let found = find(&directory, &filter, now);
        let expected = directory.stations.iter().filter(|station| open_now(&directory, station, now)).count();
        assert_eq!(found.all.len(), expected);
        expected
    };
    assert_eq!(open(Month::November, 24, 10 * 60), 100, "on a Tuesday morning everybody is open");
    assert_eq!(open(Month::November, 24, 13 * 60), 25, "over midday those who have no break");
    assert_eq!(open(Month::November, 24, 3 * 60), 0);
    assert_eq!(open(Month::November, 25, 20 * 60), 25, "on Wednesday evenings some");
    assert_eq!(open(Month::November, 28, 10 * 60), 50, "on Saturday mornings some more");
    assert_eq!(open(Month::October, 1, 10 * 60), 25, "on National Day those who keep their usual hours");
}

#[tokio::test]
async fn the_nearest_stands_first_and_says_how_far_it_is() {
    let site = TestSite::with_demo().await;
    let answer = site.get("/stations?near=19.244,110.472&sort=distance").await;
    let first = tags(answer.text(), "li").find(|tag| tag.contains("station-card")).unwrap();
    assert_eq!(attributes(first, "li", "id"), ["qionghai-jiaji"], "{first}");
    let text = main_text(answer.text());
    assert!(text.contains("公里") && text.contains("到嘉积镇中心"), "distances say what they are to: {text}");
    assert!(
        text.contains("位置待核实")
            || site.get("/stations?near=19.244,110.472&page=2").await.text().contains("位置待核实")
    );
}

#[tokio::test]
async fn what_nobody_fits_offers_the_nearest_and_a_line_to_call() {
    let site = TestSite::with_demo().await;
    let answer = site.get("/stations?area=469002&kind=village_room&near=19.244,110.472").await;
    let text = main_text(answer.text());
    assert!(text.contains("没有找到符合条件的站点") && text.contains("最近的三个"), "{text}");
    assert!(attributes(answer.text(), "a", "href").iter().any(|href| href.starts_with("tel:")));
    assert_eq!(tags(answer.text(), "li").filter(|tag| tag.contains("class=\"station-card")).count(), 3);
}

#[tokio::test]
async fn the_overview_names_every_city_and_county_as_a_link() {
    let site = TestSite::with_demo().await;
    for language in Language::ALL {
        let answer = site.get(&language.address("/stations")).await;
        let html = answer.text();
        let svg = html.split_once("class=\"overview\"").unwrap().1.split_once("</main>").unwrap().0;
        let links: Vec<_> = tags(svg, "a").collect();
        for area in site.program.directory.get().areas.counties_and_cities() {
            let href = language.address(&format!("/stations?area={}", area.code));
            let link = links.iter().find(|tag| tag.contains(&format!("href=\"{href}\"")));
            assert!(
                link.is_some_and(|tag| tag.contains("aria-label=")),
                "{} is missing on the map",
                area.name
            );
        }
        assert!(
            svg.contains(if language == Language::Zh { "审图号" } else { "Map review" }),
            "no place for the number"
        );
    }
}

#[tokio::test]
async fn two_pages_of_the_list_hold_every_station_once() {
    let site = TestSite::with_demo_and(&TIRELESS).await;
    let mut seen = Vec::new();
    for page in 1..=2 {
        let answer = site.get(&format!("/stations?page={page}&sort=name")).await;
        let cards = tags(answer.text(), "li").filter(|tag| tag.contains("class=\"station-card"));
        seen.extend(cards.flat_map(|tag| attributes(tag, "li", "id")).map(str::to_owned));
    }
    let all = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!((all, seen.len()), (100, 100));
}
