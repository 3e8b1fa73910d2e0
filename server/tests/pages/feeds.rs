use std::collections::BTreeSet;

use app::{
    directory::model::{Directory, DirectoryDocument},
    language::Language,
    map::points::{Pin, read_points},
};

use crate::{
    documents::{attributes, tags, unescaped},
    every_page::PUBLIC,
    support::TestSite,
};

#[tokio::test]
async fn suggestions_are_lines_of_a_list_that_lead_to_pages_in_the_language_asked() {
    let site = TestSite::with_demo().await;
    for language in Language::ALL {
        for q in ["jiaji", "%E5%98%89%E7%A7%AF", "jj", "%E4%BD%8E%E4%BF%9D", "B02", "dali"] {
            let answer = site.get(&language.address(&format!("/suggest?q={q}"))).await;
            assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
            let html = answer.text();
            let lines: Vec<_> = tags(html, "li").collect();
            assert!((1..=8).contains(&lines.len()), "{q}: {html}");
            for (number, line) in lines.iter().enumerate() {
                assert!(
                    line.contains("role=\"option\"") && line.contains(&format!("id=\"suggestion-{number}\"")),
                    "{line}"
                );
                let address = unescaped(attributes(line, "li", "data-href")[0]);
                assert_eq!(Language::of_path(&address).0, language, "{line}");
                assert_eq!(site.get(&address).await.status, 200, "{address}");
            }
        }
    }
}

#[tokio::test]
async fn nothing_typed_or_nothing_like_it_suggests_nothing() {
    let site = TestSite::with_demo().await;
    for address in
        ["/suggest", "/suggest?q=", "/suggest?q=%20%20", "/suggest?x=jiaji", "/suggest?q=qqqqzzzzxxxx"]
    {
        let answer = site.get(address).await;
        assert_eq!((answer.status.as_u16(), answer.text()), (200, ""), "{address}");
    }
}

#[tokio::test]
async fn the_points_of_the_map_are_those_of_the_list_that_have_a_position() {
    let site = TestSite::with_demo().await;
    let directory = site.program.directory.get();
    for query in [
        "",
        "?area=469002",
        "?kind=village_room",
        "?q=jiaji",
        "?page=2",
        "?mode=street&accessible=1",
        "?area=469002100225",
    ] {
        let answer = site.get(&format!("/stations/points{query}")).await;
        assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
        let points = read_points(answer.text());
        assert_eq!(points.len(), answer.text().lines().count(), "{query}");
        for point in &points {
            let station = directory.station(&point.slug).unwrap();
            assert!(station.position.is_some() && point.pin == Pin::Station(station.kind), "{query}");
        }
    }
    let all = read_points(site.get("/stations/points").await.text());
    let placed = directory.stations.iter().filter(|station| station.position.is_some()).count();
    assert_eq!(all.len(), placed, "all pages of the list stand on the map");
    let english = read_points(site.get("/en/stations/points?q=jiaji").await.text());
    assert!(english[0].name.contains("Station"), "{}", english[0].name);
}

#[tokio::test]
async fn a_contact_card_is_one_that_every_telephone_reads() {
    let site = TestSite::with_demo().await;
    for station in &site.program.directory.get().stations {
        for language in Language::ALL {
            let answer =
                site.get(&language.address(&format!("/stations/{}/contact.vcf", station.slug))).await;
            assert_eq!(answer.header("content-type"), "text/vcard; charset=utf-8");
            let named = format!("attachment; filename=\"{}.vcf\"", station.slug);
            assert_eq!(answer.header("content-disposition"), named);
            let card = answer.text();
            assert!(
                card.starts_with("BEGIN:VCARD\r\nVERSION:3.0\r\n") && card.ends_with("END:VCARD\r\n"),
                "{card}"
            );
            assert!(card.split("\r\n").all(|line| !line.contains('\n')), "{card}");
            let name = station.name.read(language).replace(',', "\\,");
            assert!(card.contains(&format!("FN:{name}\r\n")), "{card}");
            assert!(card.contains(&format!("TEL;TYPE=WORK,VOICE:{}", station.phones[0].dialled())), "{card}");
            assert!(card.contains("演示数据"), "{card}");
        }
    }
}

#[tokio::test]
async fn the_site_map_lists_every_page_once_in_each_language_and_each_is_there() {
    let site = TestSite::with_demo().await;
    let answer = site.get("/sitemap.xml").await;
    assert_eq!(answer.header("content-type"), "application/xml; charset=utf-8");
    let parts = answer.text().split("<loc>").skip(1);
    let pages: Vec<_> = parts.map(|part| unescaped(part.split_once("</loc>").unwrap().0)).collect();
    let once: BTreeSet<_> = pages.iter().collect();
    assert_eq!(once.len(), pages.len());
    let directory = site.program.directory.get();
    let official = directory.areas.divisions().iter().filter(|division| division.official()).count();
    let kinds = [
        15,
        directory.stations.iter().filter(|it| !it.demo).count(),
        directory.catalogue.items.len(),
        directory.policies.len(),
        official,
    ];
    assert_eq!(pages.len(), 2 * kinds.iter().sum::<usize>());
    for page in &pages {
        let path = page.strip_prefix(PUBLIC).unwrap();
        let path = if path.is_empty() { "/" } else { path };
        let (language, bare) = Language::of_path(path);
        assert!(once.contains(&format!("{PUBLIC}{}", language.other().address(bare))), "{page}");
        let answer = site.get(path).await;
        assert_eq!(answer.status, 200, "{page}");
        assert!(answer.text().contains(&format!("rel=\"canonical\" href=\"{page}\"")), "{page}");
    }
}

#[tokio::test]
async fn crawlers_are_told_where_the_site_map_is_and_kept_out_of_suggestions() {
    let site = TestSite::with_demo().await;
    let robots = site.get("/robots.txt").await;
    assert!(robots.text().contains(&format!("Sitemap: {PUBLIC}/sitemap.xml")), "{}", robots.text());
    assert!(robots.text().contains("Disallow: /suggest\n"), "{}", robots.text());
}

#[tokio::test]
async fn the_field_app_gets_the_whole_directory_once_and_then_only_word_that_it_is_the_same() {
    let site = TestSite::with_demo().await;
    let first = site.get("/field/directory.json").await;
    assert_eq!(first.header("content-type"), "application/json");
    let document: DirectoryDocument = serde_json::from_str(first.text()).unwrap();
    assert_eq!(document, site.program.directory.get().document());
    assert_eq!(document.villages.len(), 3_296);
    assert_eq!(Directory::build(document).stations.len(), 100);
    let tag = first.header("etag").to_owned();
    for known in [tag.clone(), format!("W/{tag}")] {
        let again = site.get_with("/field/directory.json", &[("if-none-match", &known)]).await;
        assert_eq!(again.status, 304, "{known}");
        assert!(again.body.is_empty());
        assert_eq!(again.header("etag"), tag);
    }
    let older = site.get_with("/field/directory.json", &[("if-none-match", "\"0.0.0-0\"")]).await;
    assert_eq!(older.status, 200);
}

#[tokio::test]
async fn no_person_stands_in_what_the_public_gets() {
    let site = TestSite::with_demo().await;
    let text = site.get("/field/directory.json").await;
    // Offices and places have these; a name, an identity number or a mobile number would be a person's.
    for field in ["\"id_number\"", "\"birth\"", "\"person\"", "\"mobile\"", "\"password\"", "\"account\""] {
        assert!(!text.text().contains(field), "{field}");
    }
    let digits: Vec<char> = text.text().chars().collect();
    // Eleven digits between letters are a part of an id.
    let mobile = digits.windows(13).any(|signs| {
        !signs[0].is_ascii_alphanumeric()
            && signs[1] == '1'
            && ('3'..='9').contains(&signs[2])
            && signs[1..12].iter().all(char::is_ascii_digit)
            && !signs[12].is_ascii_alphanumeric()
            && signs[0] != ':'
            && signs[0] != '.'
    });
    assert!(!mobile, "a mobile number is a person's");
}

#[tokio::test]
async fn the_field_app_is_told_when_the_deployment_changes_a_number() {
    let tag = async |numbers: &str| {
        let site = TestSite::with_demo_and(&[("emergency_numbers", numbers)]).await;
        let answer = site.get("/field/directory.json").await;
        let tag = answer.header("etag").to_owned();
        let same = site.get_with("/field/directory.json", &[("if-none-match", &tag)]).await;
        assert_eq!(same.status, 304);
        tag
    };
    assert_ne!(tag("120").await, tag("110").await);
}

#[tokio::test]
async fn emergency_numbers_stand_in_the_order_of_the_configuration_also_those_nobody_else_knows() {
    let site = TestSite::with_demo_and(&[("emergency_numbers", "120, 0898-66668888, 110")]).await;
    let home = site.get("/").await;
    let list = home.text().split_once("class=\"emergency\"").unwrap().1.split_once("</ul>").unwrap().0;
    let numbers: Vec<_> = list.split("href=\"tel:").skip(1).map(|it| it.split('"').next().unwrap()).collect();
    assert_eq!(numbers, ["120", "0898-66668888", "110"]);
}

#[tokio::test]
async fn a_card_is_read_by_a_library_as_it_was_meant() {
    let site = TestSite::with_demo().await;
    let directory = site.program.directory.get();
    for station in &directory.stations {
        let answer = site.get(&format!("/stations/{}/contact.vcf", station.slug)).await;
        assert_eq!(answer.header("content-type"), "text/vcard; charset=utf-8");
        let card = ical::VcardParser::new(answer.text().as_bytes()).next().unwrap().unwrap();
        let value =
            |name: &str| card.properties.iter().find(|it| it.name == name).and_then(|it| it.value.clone());
        assert_eq!(value("FN").as_deref(), Some(station.name.zh.as_str()));
        assert_eq!(value("VERSION").as_deref(), Some("3.0"));
    }
}
