use std::{
    io::{Cursor, Write},
    time::{Duration, Instant},
};

use app::{
    access::Role,
    accounts::model::{Assignment, SignInName},
    ids::StationId,
    language::Language,
    sheets::{
        lists::{self, List},
        model::{CellKind, ROWS_MAX, Sheet},
    },
    stations::{
        edit::{self, Field, Work},
        model::{FreshnessDays, Kind, Stage},
    },
};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::*;
use crate::{
    accounts::{Newcomer, SessionLimits},
    databases::on_each_database,
    directory::CurrentDirectory,
    forms::Forms,
    help::Help,
    jobs::Bell,
    journal::verify,
    messages::Messages,
    photos::Photos,
    seed,
    vault::{SealingKey, Vault},
};

const DAYS: FreshnessDays = FreshnessDays { due: 90, overdue: 180 };
const COUNTY: &str = "469002";
const WORD: [&str; 2] = ["社工站", "Social work station"];

/// An office with one unit and an officer of its 市县.
struct Office {
    sheets: Sheets,
    officer: Staff,
}

fn word() -> Text {
    Text::new(WORD[0], WORD[1])
}

async fn office(database: &Database) -> Office {
    seed::reference(database).await.unwrap();
    let mut station = edit::blank(StationId::fresh(), "jiaji", Kind::Station, "469002100");
    station.name = Text::new("嘉积镇社工站", "Jiaji Station");
    station.stage = Stage::Operating;
    database.transaction(async |tx| crate::stations::queries::insert(tx, &station).await).await.unwrap();
    let directory = CurrentDirectory::load(database.clone(), DAYS).await.unwrap();
    let vault = Vault::under(SealingKey::fresh().unwrap());
    let accounts = Accounts::under(vault, directory.clone(), SessionLimits::default()).await.unwrap();
    let newcomer = Newcomer {
        name: "Wang".into(),
        sign_in_name: SignInName::parse("wang").unwrap(),
        assignment: Assignment { role: Role::CountyOfficer, unit: Unit::County(COUNTY.into()) },
    };
    let id = accounts.invite(CommandId::fresh(), None, &newcomer).await.unwrap().unwrap();
    let officer = accounts.everybody().await.unwrap().into_iter().find(|staff| staff.id == id).unwrap();
    let stations = Stations::new(&accounts, directory.clone());
    let configuration = Configuration::read(None, []).unwrap();
    let messages = Messages::open(&configuration, accounts.journal().clone(), Bell::default()).unwrap();
    let forms = Forms::new(&accounts, directory.clone());
    let photos = Photos::open(&configuration, &accounts, directory.clone()).unwrap();
    let help = Help::new(&configuration, &accounts, messages, directory.clone(), forms, photos).unwrap();
    let devices = Devices::new(&accounts, stations.clone(), help, directory.clone());
    let register = Register::new(&accounts, directory.clone());
    let services = Services::new(&accounts, directory.clone());
    let policies = Policies::new(&accounts, directory);
    let sheets = Sheets::new(&configuration, &accounts, stations, register, services, policies, devices);
    Office { sheets, officer }
}

impl Office {
    /// A file of units with these rows: word in the address, name, telephone.
    async fn sent(&self, rows: &[[&str; 3]]) -> (String, Plan, String) {
        let heads = ["网址用词", "名称（中文）", "电话", "类型", "所在地区"];
        let columns = heads.map(|head| (head.to_owned(), 20)).to_vec();
        let filled = rows.iter().map(|row| {
            let new = !row[1].is_empty();
            let beside = if new { ["社工站", "469002100 嘉积镇"] } else { ["", ""] };
            row.iter().chain(&beside).map(|text| (*text).to_owned()).collect()
        });
        let list = List {
            word: "units",
            title: "站点".into(),
            columns,
            rows: filled.collect(),
            demo: false,
            internal: false,
        };
        let bytes = write::workbook(&list, &[]).unwrap();
        let table = self.sheets.read(SheetKind::Units, bytes).await.unwrap().unwrap();
        self.keeps(table).await
    }

    async fn keeps(&self, table: Table) -> (String, Plan, String) {
        self.keeps_for(&self.officer, table).await
    }

    async fn keeps_for(&self, staff: &Staff, table: Table) -> (String, Plan, String) {
        let id = self.sheets.keep(staff, table.clone()).await.unwrap().to_string();
        let directory = self.sheets.stations.directory();
        let (plan, seen) = self.sheets.plan(Arc::new(table), directory, staff, word()).await.unwrap();
        (id, plan, seen)
    }

    /// Somebody of the province.
    async fn province(&self) -> Staff {
        let newcomer = Newcomer {
            name: "Li".into(),
            sign_in_name: SignInName::parse("li").unwrap(),
            assignment: Assignment { role: Role::ProvincialOfficer, unit: Unit::Province },
        };
        let accounts = &self.sheets.accounts;
        let id = accounts.invite(CommandId::fresh(), None, &newcomer).await.unwrap().unwrap();
        accounts.everybody().await.unwrap().into_iter().find(|staff| staff.id == id).unwrap()
    }

    /// What is imported, as it stands now, sent back by somebody after `change`.
    async fn sends_back(
        &self,
        staff: &Staff,
        kind: SheetKind,
        change: impl FnOnce(&mut Vec<Vec<String>>),
    ) -> (String, Plan, String) {
        let directory = self.sheets.stations.directory();
        let office =
            self.sheets.office(kind, staff, directory.stations.iter().map(|it| it.id)).await.unwrap();
        let stations: Vec<_> = directory.stations.iter().collect();
        let mut list = lists::filled(Language::Zh, kind, &directory, &office, &word(), &stations);
        change(&mut list.rows);
        let table = self.sheets.read(kind, write::workbook(&list, &[]).unwrap()).await.unwrap().unwrap();
        self.keeps_for(staff, table).await
    }

    async fn confirms(&self, id: &str, seen: &str) -> Confirmed {
        self.sheets.confirm(&self.officer, id, seen, &word()).await.unwrap()
    }

    fn phone(&self, slug: &str) -> Option<String> {
        let directory = self.sheets.stations.directory();
        directory.station(slug)?.phones.first().map(|phone| phone.number.clone())
    }

    async fn telephones(&self, number: &str) {
        let directory = self.sheets.stations.directory();
        let station = directory.station("jiaji").unwrap();
        let from = edit::value(station, Field::Phone);
        let command = Command {
            id: CommandId::fresh(),
            unit: Unit::Station(station.id),
            entity: edit::ENTITY.into(),
            entity_id: station.id.to_string(),
            basis: station.version,
            kind: Work::Edit.kind().into(),
            fields: fields([("phone", Change::Set { from, to: number.into() })]),
            reason: String::new(),
            made_at_ms: 0,
        };
        self.sheets.stations.apply(&command, &self.officer).await.unwrap().unwrap();
    }
}

on_each_database! {
    async fn a_file_is_done_once_and_the_same_file_again_changes_nothing(database) {
        let office = office(&database).await;
        let rows = [["jiaji", "", "0898-11111"], ["wanquan", "万泉镇社工站", "12345"]];
        let (id, plan, seen) = office.sent(&rows).await;
        assert_eq!((plan.count(Outcome::New), plan.count(Outcome::Changed)), (1, 1));
        assert!(office.phone("wanquan").is_none() && office.phone("jiaji").is_none(), "nothing is written yet");
        assert!(matches!(office.confirms(&id, &seen).await, Confirmed::Done));
        assert_eq!((office.phone("jiaji").as_deref(), office.phone("wanquan").as_deref()), (Some("0898-11111"), Some("12345")));
        // Pressed twice, and by two at once.
        let version = office.sheets.stations.directory().version;
        let (one, other) = tokio::join!(office.confirms(&id, &seen), office.confirms(&id, &seen));
        assert!(matches!((one, other), (Confirmed::Done, Confirmed::Done)));
        assert_eq!(office.sheets.stations.directory().version, version);
        let kept = office.sheets.kept(&office.officer, &id).await.unwrap();
        assert!(matches!(kept, Some(Kept::Done { added: 1, changed: 1 })), "{kept:?}");
        let (again, plan, seen) = office.sent(&rows).await;
        assert_eq!(plan.count(Outcome::Same), 2, "{:?}", plan.rows);
        assert!(matches!(office.confirms(&again, &seen).await, Confirmed::Moved), "there is nothing to do");
        let journal = office.sheets.accounts.journal();
        journal.verify(&verify::Noted::default()).await.unwrap().unwrap();
        let rows = crate::journal::queries::rows_after(journal.database(), COUNTY, 0, 99).await.unwrap();
        let kinds: Vec<_> = rows.iter().map(|row| row.kind.as_str()).collect();
        assert_eq!(kinds, ["invite", "add_station", "import"]);
    }

    async fn two_presses_at_once_do_it_once(database) {
        let office = office(&database).await;
        let (id, _, seen) = office.sent(&[["wanquan", "万泉镇社工站", "12345"]]).await;
        let (one, other) = tokio::join!(office.confirms(&id, &seen), office.confirms(&id, &seen));
        // Whoever comes too late may also be told that there is nothing left to do.
        assert!([&one, &other].into_iter().any(|it| matches!(it, Confirmed::Done)), "{one:?} {other:?}");
        let rows = crate::journal::queries::rows_after(&database, COUNTY, 0, 99).await.unwrap();
        assert_eq!(rows.iter().filter(|row| row.kind == "add_station").count(), 1);
    }

    async fn what_somebody_changed_meanwhile_stops_the_whole_until_it_was_seen(database) {
        let office = office(&database).await;
        let rows = [["jiaji", "", "22222"], ["wanquan", "万泉镇社工站", "12345"]];
        let (id, plan, seen) = office.sent(&rows).await;
        office.telephones("33333").await;
        assert!(matches!(office.confirms(&id, &seen).await, Confirmed::Moved));
        assert_eq!((office.phone("jiaji").as_deref(), office.phone("wanquan")), (Some("33333"), None));
        // The moment between looking and writing: the commands as they were planned before.
        let (table, ids) = match office.sheets.kept(&office.officer, &id).await.unwrap() {
            Some(Kept::Waiting { table, ids }) => (table, ids),
            other => panic!("{other:?}"),
        };
        let commands: Vec<_> = plan.steps.iter().filter_map(|step| command(step, &ids)).collect();
        assert_eq!(commands.len(), 2);
        let import = id.parse().unwrap();
        let done = office.sheets.carry_out(import, &office.officer, &commands, 1, 1).await.unwrap();
        assert!(!done, "a conflict");
        office.sheets.stations.refresh().await.unwrap();
        assert_eq!((office.phone("jiaji").as_deref(), office.phone("wanquan")), (Some("33333"), None));
        let rows = crate::journal::queries::rows_after(&database, COUNTY, 0, 99).await.unwrap();
        assert_eq!(rows.len(), 1, "only the invitation");
        // Seen again, it is done.
        let directory = office.sheets.stations.directory();
        let (_, seen) =
            office.sheets.plan(Arc::new(table), directory, &office.officer, word()).await.unwrap();
        assert!(matches!(office.confirms(&id, &seen).await, Confirmed::Done));
        assert_eq!(office.phone("jiaji").as_deref(), Some("22222"));
    }

    async fn an_import_is_its_senders_alone_and_goes_after_a_day(database) {
        let office = office(&database).await;
        let (id, _, seen) = office.sent(&[["jiaji", "", "22222"]]).await;
        let other = Staff { id: app::ids::StaffId::fresh(), ..office.officer.clone() };
        assert!(office.sheets.kept(&other, &id).await.unwrap().is_none());
        office.sheets.forget(&other, &id).await.unwrap();
        let confirmed = office.sheets.confirm(&other, &id, &seen, &word()).await.unwrap();
        assert!(matches!(confirmed, Confirmed::Gone));
        assert_eq!(sweep(&database, now_ms()).await.unwrap(), 0);
        for _ in 0..KEPT_MAX {
            office.sent(&[["jiaji", "", "44444"]]).await;
        }
        assert!(office.sheets.kept(&office.officer, &id).await.unwrap().is_none(), "only the newest wait");
        assert_eq!(sweep(&database, now_ms() + KEPT_MS + 1000).await.unwrap(), 5);
    }

    async fn the_register_comes_back_as_it_was_and_people_are_entered_once(database) {
        let office = office(&database).await;
        let person = |name: &str, certificate: &str| {
            let row = ["jiaji", "", name, "社工", "演示社工机构", "助理社会工作师", certificate, "2024-03-01", ""];
            row.map(str::to_owned).to_vec()
        };
        let two = |rows: &mut Vec<Vec<String>>| rows.extend([person("王小明", "AB-2021-0001"), person("李红", "")]);
        let (id, plan, seen) = office.sends_back(&office.officer, SheetKind::Register, two).await;
        assert_eq!((plan.count(Outcome::New), plan.count(Outcome::Refused)), (2, 0), "{:?}", plan.rows);
        let (one, other) = tokio::join!(office.confirms(&id, &seen), office.confirms(&id, &seen));
        assert!(matches!(one, Confirmed::Done) || matches!(other, Confirmed::Done));
        let station = office.sheets.stations.directory().station("jiaji").unwrap().id;
        let entries = office.sheets.register.of(station).await.unwrap();
        assert_eq!(entries.len(), 2);
        assert_eq!(office.sheets.stations.directory().station("jiaji").unwrap().staff, 2, "what the public reads");
        // Neither the name nor the number stands anywhere as it was written.
        let rows = crate::journal::queries::rows_after(&database, &station.to_string(), 0, 99).await.unwrap();
        assert_eq!(rows.iter().filter(|row| row.kind == "employ").count(), 2);
        assert!(rows.iter().all(|row| !row.fields.contains("王小明") && !row.fields.contains("AB-2021-0001")));
        let nothing = |_: &mut Vec<Vec<String>>| {};
        let (_, again, _) = office.sends_back(&office.officer, SheetKind::Register, nothing).await;
        assert_eq!((again.count(Outcome::Same), again.steps.len()), (2, 0), "{:?}", again.rows);
        // One leaves, the other gets another post; what somebody else did meanwhile stops the whole.
        let edits = |rows: &mut Vec<Vec<String>>| {
            for row in rows.iter_mut() {
                match row[2].as_str() {
                    "李红" => row[8] = "2025-12-31".into(),
                    _ => row[3] = "站长".into(),
                }
            }
        };
        let (id, plan, seen) = office.sends_back(&office.officer, SheetKind::Register, edits).await;
        assert_eq!(plan.count(Outcome::Changed), 2);
        let (first, _, seen_too) = office.sends_back(&office.officer, SheetKind::Register, |rows| {
            rows.iter_mut().for_each(|row| row[4] = "另一家演示机构".into());
        }).await;
        assert!(matches!(office.confirms(&first, &seen_too).await, Confirmed::Done));
        assert!(matches!(office.confirms(&id, &seen).await, Confirmed::Moved), "it would undo that");
        let (id, _, seen) = office.sends_back(&office.officer, SheetKind::Register, edits).await;
        assert!(matches!(office.confirms(&id, &seen).await, Confirmed::Done));
        let staff = office.sheets.stations.directory().station("jiaji").unwrap().staff;
        assert_eq!(staff, 1, "one has left");
        office.sheets.accounts.journal().verify(&verify::Noted::default()).await.unwrap().unwrap();
        // The province sees no names, and imports none.
        let province = office.province().await;
        let (_, plan, _) = office.sends_back(&province, SheetKind::Register, |rows| rows.push(person("赵六", ""))).await;
        assert_eq!(plan.count(Outcome::Refused), 1);
    }

    async fn the_catalogue_becomes_a_draft_and_a_second_file_replaces_it(database) {
        let office = office(&database).await;
        let province = office.province().await;
        let nothing = |_: &mut Vec<Vec<String>>| {};
        let (_, same, _) = office.sends_back(&province, SheetKind::Catalogue, nothing).await;
        assert!(same.count(Outcome::Same) > 30 && same.steps.is_empty() && same.gone.is_empty());
        assert_eq!(same.count(Outcome::Same), same.rows.len(), "{:?}", same.rows);
        let rename = |name: &'static str| move |rows: &mut Vec<Vec<String>>| {
            let row = rows.iter_mut().find(|row| row[1] == "A01").unwrap();
            row[2] = name.into();
        };
        let (id, plan, seen) = office.sends_back(&province, SheetKind::Catalogue, rename("低保")).await;
        assert_eq!((plan.count(Outcome::Changed), plan.steps.len()), (1, 1));
        let confirm = async |id: &str, seen: &str| {
            office.sheets.confirm(&province, id, seen, &word()).await.unwrap()
        };
        // An officer of a 市县 is not shown it, and does not confirm it.
        let other = office.sheets.confirm(&office.officer, &id, &seen, &word()).await.unwrap();
        assert!(matches!(other, Confirmed::Gone));
        let version = office.sheets.stations.directory().version;
        assert!(matches!(confirm(&id, &seen).await, Confirmed::Done));
        assert_eq!(office.sheets.stations.directory().version, version, "the public sees no draft");
        let versions = office.sheets.services.versions().await.unwrap();
        let draft = versions.iter().find(|it| it.state == app::services::versions::State::Draft).unwrap();
        assert_eq!((draft.number, draft.catalogue.item("A01").unwrap().name.zh.as_str()), (1, "低保"));
        let (_, again, _) = office.sends_back(&province, SheetKind::Catalogue, nothing).await;
        assert_eq!((again.count(Outcome::Same), again.steps.len()), (again.rows.len(), 0));
        // Two files at once: whoever comes second has to look again.
        let (one, _, seen_one) = office.sends_back(&province, SheetKind::Catalogue, rename("一")).await;
        let (two, _, seen_two) = office.sends_back(&province, SheetKind::Catalogue, rename("二")).await;
        assert!(matches!(confirm(&one, &seen_one).await, Confirmed::Done));
        assert!(matches!(confirm(&two, &seen_two).await, Confirmed::Moved));
        let versions = office.sheets.services.versions().await.unwrap();
        let draft = versions.iter().find(|it| it.state == app::services::versions::State::Draft).unwrap();
        assert_eq!((draft.number, draft.catalogue.item("A01").unwrap().name.zh.as_str()), (2, "一"));
        office.sheets.accounts.journal().verify(&verify::Noted::default()).await.unwrap().unwrap();
    }

    async fn guides_are_written_into_their_drafts(database) {
        let office = office(&database).await;
        let province = office.province().await;
        let (_, same, _) = office.sends_back(&province, SheetKind::Policies, |_| {}).await;
        assert!(same.rows.len() > 5 && same.steps.is_empty());
        assert_eq!(same.count(Outcome::Same), same.rows.len(), "{:?}", same.rows);
        let edit = |rows: &mut Vec<Vec<String>>| {
            rows[0][1] = "另一个名称".into();
            let mut new = vec![String::new(); rows[0].len()];
            (new[0], new[1]) = ("new-guide".into(), "新的指南".into());
            rows.push(new);
        };
        let (id, plan, seen) = office.sends_back(&province, SheetKind::Policies, edit).await;
        assert_eq!((plan.count(Outcome::New), plan.count(Outcome::Changed)), (1, 1), "{:?}", plan.rows);
        let confirmed = office.sheets.confirm(&province, &id, &seen, &word()).await.unwrap();
        assert!(matches!(confirmed, Confirmed::Done));
        let guides = office.sheets.policies.guides().await.unwrap();
        let new = guides.iter().find(|it| it.slug == "new-guide").unwrap();
        assert!(new.published.is_none() && new.draft.is_some());
        let changed = guides.iter().filter(|it| it.published.is_some() && it.draft.is_some()).count();
        assert_eq!(changed, 1);
        let (_, again, _) = office.sends_back(&province, SheetKind::Policies, |_| {}).await;
        assert_eq!((again.count(Outcome::Same), again.steps.len()), (guides.len(), 0));
        office.sheets.accounts.journal().verify(&verify::Noted::default()).await.unwrap().unwrap();
    }

    async fn five_thousand_rows_take_some_seconds(database) {
        let office = office(&database).await;
        let words: Vec<String> = (0..5000).map(|number| format!("unit-{number}")).collect();
        let names: Vec<String> = (0..5000).map(|number| format!("第{number}社工站")).collect();
        let rows: Vec<_> = words.iter().zip(&names).map(|(word, name)| [word.as_str(), name, "12345"]).collect();
        let mut taken = Vec::new();
        for round in ["new", "changed"] {
            let began = Instant::now();
            let rows: Vec<_> = match round {
                "new" => rows.clone(),
                _ => words.iter().map(|word| [word.as_str(), "", "54321"]).collect(),
            };
            let (id, plan, seen) = office.sent(&rows).await;
            let planned = began.elapsed();
            assert_eq!(plan.steps.len(), 5000);
            assert!(matches!(office.confirms(&id, &seen).await, Confirmed::Done));
            taken.push((round, planned, began.elapsed()));
        }
        let mut told = std::io::stderr();
        writeln!(told, "5,000 rows, planned and in all: {taken:?}").unwrap();
        // Without optimisation it only must come to an end.
        let most = Duration::from_secs(if cfg!(debug_assertions) { 120 } else { 10 });
        assert!(taken.iter().all(|(_, _, all)| *all < most), "{taken:?}");
    }
}

fn list(rows: Vec<Vec<String>>) -> List {
    let columns = (0..rows[0].len()).map(|column| (format!("列{column}"), 12)).collect();
    List { word: "x", title: "[表]".into(), columns, rows, demo: true, internal: true }
}

fn parts(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        archive.start_file(*name, options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

const TYPES: &str =
    r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
const BOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="一" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const PACKAGE: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

/// A workbook whose first sheet is this XML.
fn with_sheet(xml: &[u8]) -> Vec<u8> {
    parts(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", PACKAGE.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/worksheets/sheet1.xml", xml),
    ])
}

#[test]
fn what_only_bears_the_name_of_a_workbook_is_told_apart() {
    let locked: Vec<u8> = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        .iter()
        .copied()
        .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let letter = parts(&[("word/document.xml", b"<w/>")]);
    let macros = parts(&[("xl/workbook.xml", b"<w/>"), ("xl/vbaProject.bin", b"x")]);
    for (bytes, fault) in [
        (&b""[..], FileFault::Nothing),
        (b"MZ\x90\x00\x03", FileFault::Program),
        (b"\x7fELF\x02\x01", FileFault::Program),
        (b"#!/bin/sh\n", FileFault::Program),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", FileFault::OldExcel),
        (&locked, FileFault::Encrypted),
        ("网址用词,名称\r\njiaji,嘉积".as_bytes(), FileFault::PlainText),
        (b"\xd5\xbe\xc3\xfb,x\r\n", FileFault::PlainText),
        (b"%PDF-1.7\n", FileFault::NoWorkbook),
        (b"\x89PNG\r\n\x1a\n\x00\x00", FileFault::NoWorkbook),
        (b"PK\x05\x06\x00\x00", FileFault::NoWorkbook),
        (b"PK\x03\x04 and then nothing", FileFault::NoWorkbook),
        (&letter, FileFault::NoWorkbook),
        (&macros, FileFault::Macros),
        (&with_sheet(b"<worksheet><sheetData><row r=\"1\"><c r=\"A1\""), FileFault::NoWorkbook),
    ] {
        assert_eq!(read::sheets(bytes), Err(fault), "{:?}", bytes.get(..20));
    }
}

#[test]
fn a_bomb_is_not_unpacked_even_if_it_lies_about_its_size() {
    let zeros = vec![b' '; 98 << 20];
    let bomb = with_sheet(&zeros);
    assert!(bomb.len() < 1 << 20);
    let began = Instant::now();
    assert_eq!(read::sheets(&bomb), Err(FileFault::Bomb));
    // The same with a directory that tells of a few bytes.
    let mut lying = bomb;
    let (size, small) = (u32::to_le_bytes(98 << 20), u32::to_le_bytes(5000));
    let places: Vec<_> = (0..lying.len() - 4).filter(|at| lying[*at..*at + 4] == size).collect();
    assert!(!places.is_empty());
    for at in places {
        lying[at..at + 4].copy_from_slice(&small);
    }
    let read = read::sheets(&lying);
    assert!(matches!(read, Err(FileFault::Bomb | FileFault::NoWorkbook)), "{read:?}");
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
    let many: Vec<String> = (0..2000).map(|number| format!("part{number}")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    assert_eq!(read::sheets(&parts(&many)), Err(FileFault::Bomb));
}

#[test]
fn a_sheet_of_a_million_rows_and_one_of_many_columns_are_refused() {
    let mut xml = String::from("<worksheet><sheetData>");
    for row in 1..=1_000_000_i64 {
        xml.push_str(&format!("<row r=\"{row}\"><c r=\"A{row}\"><v>{}</v></c></row>", row * 7919 % 100_003));
    }
    xml.push_str("</sheetData></worksheet>");
    let file = with_sheet(xml.as_bytes());
    let began = Instant::now();
    assert_eq!(read::sheets(&file), Err(FileFault::TooManyRows));
    let took = began.elapsed();
    writeln!(std::io::stderr(), "a million rows ({} bytes) refused after {took:?}", file.len()).unwrap();
    assert!(took < Duration::from_secs(20), "{took:?}");
    let wide = b"<worksheet><sheetData><row r=\"1\"><c r=\"CW1\"><v>1</v></c></row></sheetData></worksheet>";
    assert_eq!(read::sheets(&with_sheet(wide)), Err(FileFault::TooManyColumns));
    // One long text in very many cells.
    let long = "x".repeat(30_000);
    let mut rows = String::new();
    for row in 1..=1000 {
        rows.push_str(&format!(
            "<row r=\"{row}\"><c r=\"A{row}\" t=\"inlineStr\"><is><t>{long}</t></is></c></row>"
        ));
    }
    let file = with_sheet(format!("<worksheet><sheetData>{rows}</sheetData></worksheet>").as_bytes());
    assert_eq!(read::sheets(&file), Err(FileFault::Bomb));
    const { assert!(ROWS_MAX >= 5000) };
}

#[test]
fn a_formula_that_somebody_typed_stays_what_they_typed() {
    let texts = [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "=cmd|' /C calc'!A0",
        "'=1",
        "00898",
        "a\u{7}b\u{0}c",
        "https://x.example",
    ];
    let bytes = write::workbook(&list(vec![texts.map(str::to_owned).to_vec()]), &[]).unwrap();
    let sheets = read::sheets(&bytes).unwrap();
    let row: Vec<_> = sheets[0].rows[1].1.iter().map(|(_, cell)| (cell.text.as_str(), cell.kind)).collect();
    let told: Vec<_> = texts.iter().map(|text| (*text, CellKind::Text)).collect();
    assert_eq!((&row[..7], row[7].0, row[8]), (&told[..7], "abc", told[8]));
    // No cell of it is worked out.
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut xml = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("xl/worksheets/sheet1.xml").unwrap(), &mut xml)
        .unwrap();
    assert!(!xml.contains("<f>") && !xml.contains("hyperlink") && xml.contains("t=\"s\""));
    assert!(xml.contains("pane") && xml.contains("autoFilter"), "{xml}");
}

#[test]
fn cells_are_read_as_people_see_them() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("一").unwrap();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    sheet.write_number(0, 0, 13_800_138_000.0).unwrap();
    sheet.write_number(0, 1, 19.25).unwrap();
    sheet.write_datetime_with_format(0, 2, ExcelDateTime::from_ymd(2026, 11, 24).unwrap(), &day).unwrap();
    sheet.write_boolean(0, 3, false).unwrap();
    sheet.write_formula(0, 4, Formula::new("=1+1").set_result("2")).unwrap();
    sheet.write_string(0, 5, " 　").unwrap();
    sheet.write_string(5, 6, "多行\n文字").unwrap();
    let sheets = read::sheets(&book.save_to_buffer().unwrap()).unwrap();
    let [Sheet { name, rows }] = &sheets[..] else { panic!("{sheets:?}") };
    let texts: Vec<_> = rows[0].1.iter().map(|(_, cell)| cell.text.as_str()).collect();
    assert_eq!((name.as_str(), &texts[..]), ("一", &["13800138000", "19.25", "2026-11-24", "否", "2"][..]));
    assert_eq!(rows[0].1[0].1.kind, CellKind::Number);
    assert_eq!((rows[1].0, rows[1].1[0].0, rows[1].1[0].1.text.as_str()), (6, 6, "多行\n文字"));
}

#[test]
fn a_list_tells_who_took_it_home_and_when() {
    let list = list(vec![vec!["值".to_owned()]]);
    let about = write::about(Language::Zh, &list, "王小明", "2026-11-24 14:08", "q=嘉积");
    let sheets = read::sheets(&write::workbook(&list, &[about]).unwrap()).unwrap();
    let last: Vec<_> =
        sheets[1].rows.iter().flat_map(|(_, cells)| cells).map(|(_, cell)| cell.text.clone()).collect();
    for words in ["王小明", "2026-11-24 14:08", "q=嘉积"] {
        assert!(last.iter().any(|text| text == words), "{last:?}");
    }
    assert!(
        last.iter().any(|text| text.contains("演示数据"))
            && last.iter().any(|text| text.contains("内部资料"))
    );
    assert_eq!(lists::about_title(Language::En), "About");
}
