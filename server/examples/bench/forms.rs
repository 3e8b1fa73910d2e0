//! What large forms are measured with: somebody who is signed in and may publish forms, and two drafts.
//!
//! `bench forms` works on the data of a server that does not run (`LASTMETRE_DATA_DIR`), and prints one line of JSON: the
//! cookie of a browser, and where each draft is previewed. The one form has a group of 500 turns, each of five questions,
//! and a sum over them; the other 1,000 calculations, each of the one before it.

use std::env;

use app::{
    access::Role,
    accounts::model::{Assignment, SignInName, Staff},
    forms::{
        check::check,
        form_page,
        model::{
            Bound, Choice, Definition, FieldDefinition, GroupDefinition, RepeatDefinition, Required,
            TURNS_MAX,
        },
        versions::{DEFINITION, Work, command},
    },
    ids::CommandId,
    journal::model::{Change, Unit, fields},
    stations::model::FreshnessDays,
    text::Text,
};
use serde_json::json;
use server::{
    accounts::{Accounts, Attempt, Newcomer, secrets},
    config::Configuration,
    database::Database,
    directory::CurrentDirectory,
    forms::Forms,
};
use time::OffsetDateTime;

use crate::Outcome;

/// The calculations of the second form.
const CALCULATIONS: usize = 1_000;

pub async fn prepare() -> Outcome<()> {
    let variables = env::vars().filter(|(name, _)| name.starts_with("LASTMETRE_"));
    let configuration = Configuration::read(None, variables)?;
    let database = Database::open(&configuration.database_url()).await?;
    let directory = CurrentDirectory::load(database.clone(), FreshnessDays { due: 90, overdue: 180 }).await?;
    let accounts = Accounts::open(&configuration, directory.clone()).await?;
    let (officer, token) = officer(&accounts).await?;
    let forms = Forms::new(&accounts, directory);
    let mut addresses = Vec::new();
    for definition in [repeats("B01.record"), calculations("B02.record")] {
        check(&definition, 1).map_err(|faults| format!("{faults:?}"))?;
        let text = serde_json::to_string(&definition)?;
        let changes = fields([(DEFINITION, Change::to(text))]);
        let command = command(CommandId::fresh(), Work::Upload, &definition.form, 0, changes);
        forms.apply(&command, &officer).await?.map_err(|refusal| format!("{refusal:?}"))?;
        addresses.push(form_page::address(&definition.form));
    }
    database.close().await;
    println!("{}", json!({ "cookie": token, "forms": addresses }));
    Ok(())
}

/// An officer of the province, signed in, and what the cookie of their browser holds.
async fn officer(accounts: &Accounts) -> Outcome<(Staff, String)> {
    let newcomer = Newcomer {
        name: "王小明".to_owned(),
        sign_in_name: SignInName::parse("wang").map_err(|fault| format!("{fault:?}"))?,
        assignment: Assignment { role: Role::ProvincialOfficer, unit: Unit::Province },
    };
    let id = accounts.invite(CommandId::fresh(), None, &newcomer).await?;
    let id = id.map_err(|refusal| format!("{refusal:?}"))?;
    let link = accounts.make_link(CommandId::fresh(), None, id, 1).await?;
    let link = link.map_err(|refusal| format!("{refusal:?}"))?;
    let password = "three coconut trees by the sea".to_owned();
    let attempt = accounts.start(&link, password, "bench").await?.map_err(|fault| format!("{fault:?}"))?;
    let Attempt::Passed(token, _) = attempt else { return Err(format!("{attempt:?}").into()) };
    let session = accounts.session(&token).await?.ok_or("no session")?;
    let officer = session.account.staff;
    let (_, key) = accounts.begin_second_factor(&officer).await?;
    let secret = totp_rs::Secret::try_from_base32(&key).map_err(|error| format!("{error:?}"))?;
    let totp = secrets::second_factor(secret.as_bytes(), "bench")?;
    let now = u64::try_from(OffsetDateTime::now_utc().unix_timestamp())?;
    let session = accounts.session(&token).await?.ok_or("no session")?;
    let confirmed =
        accounts.confirm_second_factor(&session, &totp.generate(now).to_string(), "bench").await?;
    let (token, _) = confirmed.ok_or("the code does not fit")?;
    Ok((officer, token))
}

fn text(zh: &str, en: &str) -> Text {
    Text::new(zh, en)
}

fn field(name: &str, kind: &str) -> FieldDefinition {
    FieldDefinition {
        name: name.into(),
        kind: kind.into(),
        label: text("问题", "Question"),
        ..Default::default()
    }
}

fn group(name: &str, fields: Vec<FieldDefinition>) -> GroupDefinition {
    GroupDefinition { name: name.into(), title: text("一组", "A group"), fields, ..Default::default() }
}

/// As many turns as a group may have, five questions each, and a sum over them.
fn repeats(form: &str) -> Definition {
    let choice =
        |value: &str, zh: &str, en: &str| Choice { value: value.into(), zh: zh.into(), en: Some(en.into()) };
    let choices =
        vec![choice("work", "工作", "Work"), choice("farm", "种地", "Farm"), choice("none", "没有", "None")];
    let mut family = group(
        "family",
        vec![
            FieldDefinition { required: Required::Always, ..field("who", "text") },
            FieldDefinition { options: Some(choices), ..field("earns", "one_of") },
            FieldDefinition { min: Some(Bound("0".into())), decimals: Some(2), ..field("income", "number") },
            FieldDefinition { shown_if: Some("income < 1000".into()), ..field("why", "text") },
            FieldDefinition { calculated: Some("income * 12".into()), ..field("year", "number") },
        ],
    );
    let one = text("一位家人", "One of the family");
    family.repeat = Some(RepeatDefinition { at_most: TURNS_MAX, at_least: TURNS_MAX, one });
    let total =
        FieldDefinition { calculated: Some("sum(family, income)".into()), ..field("total", "number") };
    let total = FieldDefinition { decimals: Some(2), ..total };
    Definition {
        form: form.into(),
        title: text("五百位家人", "A family of five hundred"),
        groups: vec![family, group("sums", vec![total])],
        ..Default::default()
    }
}

/// Each question is calculated from the one before it.
fn calculations(form: &str) -> Definition {
    let calculated = |number: usize| FieldDefinition {
        calculated: Some(format!("c{} + 1", number - 1)),
        ..field(&format!("c{number}"), "number")
    };
    let all = std::iter::once(field("c0", "number")).chain((1..=CALCULATIONS).map(calculated));
    Definition {
        form: form.into(),
        title: text("一千个计算", "A thousand calculations"),
        groups: vec![group("one", all.collect())],
        ..Default::default()
    }
}
