//! Workbooks over HTTP: a template, a file that is looked at and confirmed, lists to take home, and whatever is sent.

use std::collections::BTreeSet;

use app::{
    access::Role,
    journal::model::Unit,
    sheets::model::{Cell, Sheet},
};
use axum::body::Body;
use server::{
    journal::queries::{self, Search},
    sheets::{read, write},
};

use crate::support::{Answer, TestSite};

const IMPORT: &str = "/office/import";

async fn get(site: &TestSite, cookie: &str, address: &str) -> Answer {
    site.get_with(address, &[("cookie", cookie)]).await
}

async fn post(site: &TestSite, cookie: &str, address: &str, form: &str) -> Answer {
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "same-origin"),
        ("cookie", cookie),
    ];
    site.send("POST", address, &headers, Body::from(form.to_owned())).await
}

/// Sends a file as a browser does.
async fn send(site: &TestSite, cookie: &str, address: &str, kind: &str, file: &[u8]) -> Answer {
    let mut body = format!("--line\r\ncontent-disposition: form-data; name=\"kind\"\r\n\r\n{kind}\r\n--line\r\ncontent-disposition: form-data; name=\"file\"; filename=\"表.xlsx\"\r\ncontent-type: application/octet-stream\r\n\r\n").into_bytes();
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--line--\r\n");
    let headers = [
        ("content-type", "multipart/form-data; boundary=line"),
        ("sec-fetch-site", "same-origin"),
        ("cookie", cookie),
    ];
    site.send("POST", address, &headers, Body::from(body)).await
}

/// A workbook of an export with some of its cells changed.
fn changed(bytes: &[u8], change: impl FnOnce(&mut Vec<Vec<String>>)) -> Vec<u8> {
    let sheet = read::sheets(bytes).unwrap().remove(0);
    let Sheet { rows, name } = sheet;
    let wide = rows[0].1.len();
    let mut table: Vec<Vec<String>> = rows
        .into_iter()
        .map(|(_, cells)| {
            let mut row = vec![String::new(); wide];
            for (column, Cell { text, .. }) in cells {
                row[usize::try_from(column).unwrap()] = text;
            }
            row
        })
        .collect();
    change(&mut table);
    let columns = table.remove(0).into_iter().map(|head| (head, 20)).collect();
    let list = app::sheets::lists::List {
        word: "units",
        title: name,
        columns,
        rows: table,
        demo: false,
        internal: false,
    };
    write::workbook(&list, &[]).unwrap()
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = text.split_once(before).unwrap();
    rest.split_once(after).unwrap().0
}

#[tokio::test]
async fn an_export_comes_back_unchanged_and_one_changed_cell_is_read_by_the_public() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("wang", Role::CountyOfficer, Unit::County("469002".into())).await;
    let page = get(&site, &me.cookie, IMPORT).await;
    assert_eq!((page.status.as_u16(), page.header("cache-control")), (200, "no-store"));
    let template = get(&site, &me.cookie, "/office/import/template/units").await;
    assert_eq!(template.header("content-type"), write::MEDIA_TYPE);
    let sheets = read::sheets(&template.body).unwrap();
    assert!(sheets[0].rows[0].1.len() > 20 && sheets[1].rows.len() > 30);
    for kind in ["units", "areas"] {
        let file = post(&site, &me.cookie, &format!("/office/export/{kind}"), "").await;
        assert_eq!((file.status.as_u16(), file.header("content-type")), (200, write::MEDIA_TYPE));
        let sent = send(&site, &me.cookie, IMPORT, kind, &file.body).await;
        assert_eq!(sent.status, 303);
        let plan = get(&site, &me.cookie, sent.header("location")).await;
        assert!(plan.text().contains("不需要导入"), "{kind}");
        assert!(!plan.text().contains("value=\"confirm\""), "{kind}");
    }
    let file = post(
        &site,
        &me.cookie,
        "/office/export/units?q=嘉积".replace("嘉积", "%E5%98%89%E7%A7%AF").as_str(),
        "",
    )
    .await;
    let about = read::sheets(&file.body).unwrap().remove(1);
    let about = format!("{about:?}");
    assert!(
        about.contains("wang Wang") && about.contains("\"嘉积\"") && about.contains("演示数据"),
        "{about}"
    );
    let file = changed(&file.body, |rows| {
        let phone = rows[0].iter().position(|head| head == "电话").unwrap();
        let row = rows.iter_mut().find(|row| row[0] == "qionghai-jiaji").unwrap();
        row[phone] = "0898-7654 3210".into();
    });
    let sent = send(&site, &me.cookie, IMPORT, "units", &file).await;
    let address = sent.header("location").to_owned();
    let plan = get(&site, &me.cookie, &address).await;
    assert!(plan.text().contains("0898-7654 3210") && plan.text().contains("确认导入 1 行"));
    assert!(
        get(&site, &me.cookie, &format!("{address}?show=refused")).await.text().contains("没有这种结果的行")
    );
    let result = get(&site, &me.cookie, &format!("{address}/result")).await;
    assert!(format!("{:?}", read::sheets(&result.body).unwrap()).contains("0898-7654 3210"));
    let seen = between(plan.text(), "name=\"seen\" value=\"", "\"").to_owned();
    let stale = post(&site, &me.cookie, &address, "act=confirm&seen=x").await;
    assert_eq!(stale.status, 409);
    assert!(stale.text().contains("还没有写入任何内容"));
    for _ in 0..2 {
        let done = post(&site, &me.cookie, &address, &format!("act=confirm&seen={seen}")).await;
        assert_eq!((done.status.as_u16(), done.header("location")), (303, address.as_str()));
    }
    assert!(get(&site, &me.cookie, &address).await.text().contains("修改 1 行"));
    assert!(site.get("/stations/qionghai-jiaji").await.text().contains("0898-7654 3210"));
}

#[tokio::test]
async fn what_is_no_workbook_is_told_and_what_is_too_large_is_not_read() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("wang", Role::CountyOfficer, Unit::County("469002".into())).await;
    let large = vec![b'x'; (4 << 20) + 10];
    for (file, status, words) in [
        (&b"MZ\x90\x00 a program"[..], 422, "这是一个程序"),
        (b"a,b\r\n1,2\r\n", 422, "CSV"),
        (b"", 422, "请选择一个"),
        (&large, 413, "超过 4 MB"),
    ] {
        let answer = send(&site, &me.cookie, IMPORT, "units", file).await;
        assert_eq!(answer.status, status, "{words}");
        assert!(answer.text().contains(words) && answer.text().contains("<title>错误"), "{words}");
    }
    assert_eq!(send(&site, &me.cookie, IMPORT, "units", &vec![b'x'; 6 << 20]).await.status, 413);
    assert_eq!(post(&site, &me.cookie, IMPORT, "kind=units").await.status, 400);
    let nothing = send(&site, &me.cookie, "/en/office/import", "nonsense", b"MZ").await;
    assert!(nothing.text().contains("This is a program"));
    // Elsewhere a body is as small as ever.
    let long = format!("act={}", "x".repeat(300_000));
    assert_eq!(post(&site, &me.cookie, "/office/import/x", &long).await.status, 413);
}

#[tokio::test]
async fn lists_are_taken_home_by_who_may_see_them_and_that_stands_in_the_journal() {
    let site = TestSite::with_demo().await;
    for role in Role::ALL {
        let unit = [Unit::Province, Unit::County("469002".into()), {
            let directory = site.program.directory.get();
            Unit::Station(directory.station("qionghai-jiaji").unwrap().id)
        }];
        let unit = unit.into_iter().find(|unit| role.fits(unit)).unwrap();
        let me = site.signed_in(role.word(), role, unit).await;
        for (list, page) in [
            ("units", "/office/stations"),
            ("areas", "/office/stations"),
            ("staff", "/office/staff"),
            ("devices", "/office/devices"),
            ("messages", "/office/messages"),
            ("journal", "/office/journal"),
            ("complaints", "/office/complaints"),
            ("catalogue", "/office/services"),
            ("policies", "/office/policies"),
            ("agencies", "/office/stations"),
            ("examinations", "/office/examinations"),
        ] {
            let expected = get(&site, &me.cookie, page).await.status;
            let file = post(&site, &me.cookie, &format!("/office/export/{list}"), "").await;
            assert_eq!(file.status, expected, "{role:?} {list}");
            if file.status == 200 {
                assert_eq!(read::sheets(&file.body).unwrap().len(), 2, "{role:?} {list}");
            }
        }
        let sees_names = !role.administers() && role != Role::ProvincialOfficer;
        let register = post(&site, &me.cookie, "/office/export/register", "").await;
        assert_eq!(register.status == 200, sees_names, "{role:?}");
        let sees_coverage = matches!(role, Role::CountyOfficer | Role::ProvincialOfficer);
        for list in ["coverage", "coverage-places", "coverage?county=469002"] {
            let file = post(&site, &me.cookie, &format!("/office/export/{list}"), "").await;
            assert_eq!(file.status == 200, sees_coverage, "{role:?} {list}");
        }
        if role == Role::CountyOfficer {
            let foreign = post(&site, &me.cookie, "/office/export/coverage?county=460100", "").await;
            assert_eq!(foreign.status, 404);
        }
        assert_eq!(post(&site, &me.cookie, "/office/export/passwords", "").await.status, 404);
        let of_units = matches!(role, Role::StationLeader | Role::CountyOfficer);
        let of_province = role == Role::ProvincialOfficer;
        for (address, imports) in [
            (IMPORT, of_units || of_province),
            ("/office/import/template/areas", of_units),
            ("/office/import/template/register", of_units),
            ("/office/import/template/catalogue", of_province),
            ("/office/import/template/policies", of_province),
            ("/office/import/template/nothing", false),
        ] {
            let expected = if imports { 200 } else { 404 };
            assert_eq!(get(&site, &me.cookie, address).await.status, expected, "{role:?} {address}");
        }
    }
    let search = Search { kind: "export".into(), before_ms: i64::MAX, ..Search::default() };
    let rows = queries::search(&site.program.database, &search, 999, 0).await.unwrap();
    let lists: BTreeSet<_> = rows.iter().map(|row| row.entity.as_str()).collect();
    let expected = [
        "agencies",
        "areas",
        "catalogue",
        "complaints",
        "coverage",
        "coverage-places",
        "devices",
        "examinations",
        "journal",
        "messages",
        "policies",
        "register",
        "staff",
        "units",
    ];
    assert_eq!(lists, expected.into());
}

#[tokio::test]
async fn the_province_takes_the_catalogue_home_changes_a_cell_and_finds_it_in_the_draft() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("zhao", Role::ProvincialOfficer, Unit::Province).await;
    let page = get(&site, &me.cookie, "/office/import?kind=policies").await;
    assert!(page.text().contains("value=\"policies\" selected") && !page.text().contains("value=\"units\""));
    for (kind, cell, name) in [("catalogue", 2, "另一个名称"), ("policies", 1, "另一个标题")] {
        let file = post(&site, &me.cookie, &format!("/office/export/{kind}"), "").await;
        let same = send(&site, &me.cookie, IMPORT, kind, &file.body).await;
        let plan = get(&site, &me.cookie, same.header("location")).await;
        assert!(plan.text().contains("不需要导入"), "{kind}");
        let file = changed(&file.body, |rows| {
            let row = rows.iter_mut().find(|row| row[1] == "A01" || row[0] == "dibao").unwrap();
            row[cell] = name.into();
        });
        let sent = send(&site, &me.cookie, IMPORT, kind, &file).await;
        let address = sent.header("location").to_owned();
        let plan = get(&site, &me.cookie, &address).await;
        assert!(plan.text().contains(name) && plan.text().contains("确认导入 1 行"), "{kind}");
        let seen = between(plan.text(), "name=\"seen\" value=\"", "\"").to_owned();
        let done = post(&site, &me.cookie, &address, &format!("act=confirm&seen={seen}")).await;
        assert_eq!(done.status, 303, "{kind}");
        assert!(get(&site, &me.cookie, &address).await.text().contains("草稿"));
    }
    assert!(get(&site, &me.cookie, "/office/services/draft/item-A01").await.text().contains("另一个名称"));
    assert!(get(&site, &me.cookie, "/office/policies/dibao").await.text().contains("另一个标题"));
    assert!(!site.get("/services/A01").await.text().contains("另一个名称"));
    assert!(!site.get("/policies/dibao").await.text().contains("另一个标题"));
}

#[tokio::test]
async fn a_certificate_number_is_taken_home_with_its_middle_left_out() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("wang", Role::CountyOfficer, Unit::County("469002".into())).await;
    let template = get(&site, &me.cookie, "/office/import/template/register").await;
    let file = changed(&template.body, |rows| {
        let person = [
            "qionghai-jiaji",
            "",
            "王小明",
            "社工",
            "演示社工机构",
            "助理社会工作师",
            "AB-2021-0001",
            "2024-03-01",
            "",
        ];
        rows.push(person.map(str::to_owned).to_vec());
    });
    let sent = send(&site, &me.cookie, IMPORT, "register", &file).await;
    let address = sent.header("location").to_owned();
    let plan = get(&site, &me.cookie, &address).await;
    assert!(plan.text().contains("王小明") && !plan.text().contains("AB-2021-0001"));
    let seen = between(plan.text(), "name=\"seen\" value=\"", "\"").to_owned();
    assert_eq!(post(&site, &me.cookie, &address, &format!("act=confirm&seen={seen}")).await.status, 303);
    let file = post(&site, &me.cookie, "/office/export/register?county=469002", "").await;
    let told = format!("{:?}", read::sheets(&file.body).unwrap());
    assert!(
        told.contains("王小明") && told.contains("AB-*******01") && !told.contains("AB-2021-0001"),
        "{told}"
    );
    let again = send(&site, &me.cookie, IMPORT, "register", &file.body).await;
    assert!(get(&site, &me.cookie, again.header("location")).await.text().contains("不需要导入"));
}

#[tokio::test]
async fn anybody_takes_the_list_of_the_finder_home_and_nobody_asks_for_it_without_end() {
    let site = TestSite::with_demo().await;
    let page = site.get("/stations?area=469002").await;
    assert!(page.text().contains("/stations/list.xlsx?area=469002"));
    let file = site.get("/stations/list.xlsx?area=469002&page=3&near=19.2,110.4").await;
    assert_eq!((file.status.as_u16(), file.header("content-type")), (200, write::MEDIA_TYPE));
    let sheets = read::sheets(&file.body).unwrap();
    let (list, about) = (format!("{:?}", sheets[0]), format!("{:?}", sheets[1]));
    assert!(list.contains("琼海市") && !list.contains("三亚市") && list.contains("/stations/qionghai-jiaji"));
    for words in ["数据日期", "来源", "area=469002", "演示数据"] {
        assert!(about.contains(words), "{words}: {about}");
    }
    assert!(!about.contains("near"), "nothing about where somebody is");
    let again = site.get("/stations/list.xlsx?area=469002").await;
    assert_eq!(again.body, file.body, "made once");
    let english = site.get("/en/stations/list.xlsx?area=469002").await;
    assert!(format!("{:?}", read::sheets(&english.body).unwrap()).contains("Demo data"));
    assert_eq!(site.get("/stations/list.xlsx?area=nowhere").await.status, 400);
    let site = TestSite::with(&[("search_per_minute", "2")]).await;
    let answers = [
        site.get("/stations/list.xlsx").await,
        site.get("/stations/list.xlsx").await,
        site.get("/stations/list.xlsx").await,
    ];
    assert_eq!(answers.map(|it| it.status.as_u16()), [200, 200, 429]);
}

#[tokio::test]
async fn a_foreign_import_answers_like_one_that_is_not_there() {
    let site = TestSite::with_demo().await;
    let me = site.signed_in("wang", Role::CountyOfficer, Unit::County("469002".into())).await;
    let other = site.signed_in("li", Role::CountyOfficer, Unit::County("469002".into())).await;
    let file = post(&site, &me.cookie, "/office/export/units", "").await;
    let sent = send(&site, &me.cookie, IMPORT, "units", &file.body).await;
    let address = sent.header("location");
    assert_eq!(get(&site, &me.cookie, address).await.status, 200);
    for address in [address, "/office/import/0192f0c0-0000-7000-8000-000000000000", "/office/import/x"] {
        assert_eq!(get(&site, &other.cookie, address).await.status, 404);
        assert_eq!(get(&site, &other.cookie, &format!("{address}/result")).await.status, 404);
        assert_eq!(post(&site, &other.cookie, address, "act=confirm&seen=x").await.status, 404);
    }
    assert_eq!(post(&site, &me.cookie, address, "act=nonsense").await.status, 404);
    assert_eq!(post(&site, &me.cookie, address, "act=drop").await.status, 303);
    assert_eq!(get(&site, &me.cookie, address).await.status, 404);
}
