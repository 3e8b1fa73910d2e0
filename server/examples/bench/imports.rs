//! What imports are measured with: a workbook of so many rows, from its bytes to what is kept for good.
//!
//! `bench imports sqlite:path/of/file 5000` (or `postgres://…`) sends three files, as the office's pages do: units that are
//! new, the same units with another number to call, and people in posts of these units. For each it prints, as one line
//! of JSON, how many seconds the dry run took (the file is read and kept, every row is planned) and how many more the
//! confirmation (all of it planned again and done in one transaction, and the directory as the public then reads it).
//!
//! Invariant: nothing is counted that was not done: the rows are looked for afterwards, and the journals are verified.

use std::{sync::Arc, time::Instant};

use app::{
    access::Role,
    accounts::model::{Assignment, SignInName, Staff},
    ids::CommandId,
    journal::model::Unit,
    sheets::{lists::List, model::SheetKind},
    stations::model::FreshnessDays,
    text::Text,
};
use serde_json::json;
use server::{
    accounts::{Accounts, Newcomer, SessionLimits},
    config::Configuration,
    database::Database,
    devices::Devices,
    directory::CurrentDirectory,
    forms::Forms,
    help::Help,
    jobs::Bell,
    journal::verify::Noted,
    messages::Messages,
    photos::Photos,
    policies::Policies,
    register::Register,
    seed,
    services::Services,
    sheets::{Confirmed, Sheets, write},
    stations::Stations,
    vault::{SealingKey, Vault},
};

use crate::Outcome;

/// The 市县 whose officer sends the files, and the township where the units stand.
const COUNTY: &str = "469002";
const TOWNSHIP: &str = "469002100 嘉积镇";

/// People in posts of one unit.
const PEOPLE_IN_A_UNIT: usize = 10;

/// An office with its officer.
struct Office {
    sheets: Sheets,
    directory: CurrentDirectory,
    officer: Staff,
}

pub async fn measure(url: &str, rows: &str) -> Outcome<()> {
    let rows: usize = rows.parse()?;
    let setting = ("LASTMETRE_DATABASE_URL".to_owned(), url.to_owned());
    let configuration = Configuration::read(None, [setting])?;
    let database = Database::open_or_create(&configuration.database_url()).await?;
    database.migrate().await?;
    seed::reference(&database).await?;
    let directory = CurrentDirectory::load(database.clone(), FreshnessDays { due: 90, overdue: 180 }).await?;
    let vault = Vault::under(SealingKey::fresh()?);
    let accounts = Accounts::under(vault, directory.clone(), SessionLimits::default()).await?;
    let newcomer = Newcomer {
        name: "王小明".to_owned(),
        sign_in_name: SignInName::parse("wang").map_err(|fault| format!("{fault:?}"))?,
        assignment: Assignment { role: Role::CountyOfficer, unit: Unit::County(COUNTY.into()) },
    };
    let id = accounts.invite(CommandId::fresh(), None, &newcomer).await?;
    let id = id.map_err(|refusal| format!("{refusal:?}"))?;
    let officer = accounts.everybody().await?.into_iter().find(|staff| staff.id == id);
    let stations = Stations::new(&accounts, directory.clone());
    let register = Register::new(&accounts, directory.clone());
    let messages = Messages::open(&configuration, accounts.journal().clone(), Bell::default())?;
    let forms = Forms::new(&accounts, directory.clone());
    let photos = Photos::open(&configuration, &accounts, directory.clone())?;
    let help = Help::new(&configuration, &accounts, messages, directory.clone(), forms, photos)?;
    let sheets = Sheets::new(
        &configuration,
        &accounts,
        stations.clone(),
        register,
        Services::new(&accounts, directory.clone()),
        Policies::new(&accounts, directory.clone()),
        Devices::new(&accounts, stations, help, directory.clone()),
    );
    let officer = officer.ok_or("nobody was invited")?;
    let office = Office { sheets, directory: directory.clone(), officer };

    let unit = |at: usize| format!("unit-{at}");
    let added = (0..rows).map(|at| {
        vec![unit(at), format!("第{at}社工站"), "社工站".into(), TOWNSHIP.into(), "0898-0000 0000".into()]
    });
    let added = file(SheetKind::Units, &["网址用词", "名称（中文）", "类型", "所在地区", "电话"], added)?;
    let changed = (0..rows).map(|at| vec![unit(at), "0898-1111 1111".into()]);
    let changed = file(SheetKind::Units, &["网址用词", "电话"], changed)?;
    let heads = ["网址用词", "姓名", "岗位", "用人单位", "职业资格", "证书编号", "到岗日期"];
    let people = (0..rows).map(|at| {
        let (name, number) = (format!("演示{at}"), format!("AB-{at:08}"));
        let [post, employer, qualification] = ["社工", "演示社工机构", "助理社会工作师"].map(str::to_owned);
        vec![unit(at / PEOPLE_IN_A_UNIT), name, post, employer, qualification, number, "2024-03-01".into()]
    });
    let people = file(SheetKind::Register, &heads, people)?;
    let mut seen = serde_json::Map::new();
    for (word, kind, bytes) in [
        ("added", SheetKind::Units, added),
        ("changed", SheetKind::Units, changed),
        ("people", SheetKind::Register, people),
    ] {
        let [planned, confirmed] =
            send(&office, kind, bytes, rows).await.map_err(|error| format!("{word}: {error}"))?;
        seen.insert(word.to_owned(), json!({ "planned_s": planned, "confirmed_s": confirmed }));
    }
    let stations = directory.get();
    let kept =
        stations.stations.iter().filter(|it| it.phones.iter().any(|phone| phone.number == "0898-1111 1111"));
    let in_post: usize = stations.stations.iter().map(|it| usize::from(it.staff)).sum();
    if kept.count() != rows || in_post != rows {
        return Err(format!("of {rows} rows {in_post} people are in post").into());
    }
    accounts.journal().verify(&Noted::default()).await??;
    database.close().await;
    println!("{}", serde_json::Value::Object(seen));
    Ok(())
}

/// A workbook with these rows.
fn file(kind: SheetKind, heads: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Outcome<Vec<u8>> {
    let columns = heads.iter().map(|head| ((*head).to_owned(), 20)).collect();
    let title = kind.word().to_owned();
    let list = List { word: kind.word(), title, columns, rows: rows.collect(), demo: false, internal: false };
    Ok(write::workbook(&list, &[])?)
}

/// Seconds until every row was planned, and from then until all of it was done.
async fn send(office: &Office, kind: SheetKind, bytes: Vec<u8>, rows: usize) -> Outcome<[f64; 2]> {
    let word = Text::new("社工站", "Social work station");
    let begun = Instant::now();
    let table = office.sheets.read(kind, bytes).await?.map_err(|fault| format!("{fault:?}"))?;
    let id = office.sheets.keep(&office.officer, table.clone()).await?.to_string();
    let directory = office.directory.get();
    let (plan, seen) = office.sheets.plan(Arc::new(table), directory, &office.officer, word.clone()).await?;
    let planned = begun.elapsed();
    if plan.steps.len() != rows {
        return Err(format!("{} of {rows} rows would be done", plan.steps.len()).into());
    }
    match office.sheets.confirm(&office.officer, &id, &seen, &word).await? {
        Confirmed::Done => Ok([planned.as_secs_f64(), (begun.elapsed() - planned).as_secs_f64()]),
        other => Err(format!("{other:?}").into()),
    }
}
