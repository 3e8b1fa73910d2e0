//! The rules of the house that no compiler knows: where things stand, what pure code may touch, what is said.
//!
//! Each rule is a test that reads the sources. What a rule cannot see (taste, size, names) is for the reader.

// Every function here is a test or serves one.
#![allow(clippy::unwrap_used)]

#[path = "house_rules/asvs.rs"]
mod asvs;
#[path = "house_rules/messages.rs"]
mod messages;
#[path = "house_rules/sources.rs"]
mod sources;

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};
use sources::{Source, files, read, root, sources};

/// Whether rules stand in this file: pure, the same in the browser, on the server and in tests.
fn is_pure(source: &Source) -> bool {
    let path = &source.path;
    let names = [
        "model.rs",
        "retention.rs",
        "filter.rs",
        "finder.rs",
        "serving.rs",
        "words.rs",
        "points.rs",
        "not_done.rs",
        "exchange.rs",
        "outbox.rs",
        "receiving.rs",
        "tablet.rs",
        "text.rs",
        "language.rs",
        "phones.rs",
        "answers.rs",
        "badge.rs",
        "canonical.rs",
        "carry.rs",
        "check.rs",
        "closing.rs",
        "compare.rs",
        "decimal.rs",
        "evaluate.rs",
        "expression.rs",
        "fault.rs",
        "rules.rs",
    ];
    let folders = [
        "/activities/check_in.rs",
        "/activities/details.rs",
        "/activities/names.rs",
        "/activities/shift.rs",
        "/activities/sign_up.rs",
        "/hours",
        "/search/",
        "/forms/author_words.rs",
        "/forms/check/",
        "/forms/conditions.rs",
        "/forms/form.rs",
        "/forms/live.rs",
        "/forms/loss.rs",
        "/forms/parse.rs",
        "/forms/posted.rs",
        "/help/lacks.rs",
        "/help/terms.rs",
        "/matching/details.rs",
        "/matching/suggest.rs",
    ];
    path.starts_with("app/geometry/")
        || path.starts_with("app/src/")
            && (names.contains(&source.file_name()) || folders.iter().any(|folder| path.contains(folder)))
}

/// Fails with every place where a rule is broken.
fn none(broken: Vec<String>) {
    assert!(broken.is_empty(), "{} places:\n{}", broken.len(), broken.join("\n"));
}

#[test]
fn rules_know_no_page_no_browser_no_database_no_clock_and_no_chance() {
    const FORBIDDEN: [&str; 16] = [
        "leptos",
        "web_sys",
        "js_sys",
        "wasm_bindgen",
        "gloo",
        "sqlx",
        "axum",
        "now_utc",
        "now_local",
        "SystemTime",
        "Instant",
        "getrandom",
        "rand::",
        "fresh()",
        "crate::shell",
        "crate::reader",
    ];
    let sources = sources();
    let pure: Vec<_> = sources.iter().filter(|source| is_pure(source)).collect();
    assert!(pure.len() > 20, "{}", pure.len());
    none(
        pure.iter()
            .flat_map(|it| it.lines_where(|line| FORBIDDEN.iter().any(|word| line.contains(word))))
            .collect(),
    );
}

#[test]
fn the_app_knows_no_database_and_no_server() {
    let sources = sources();
    let app = sources.iter().filter(|source| source.path.starts_with("app/"));
    none(
        app.flat_map(|it| {
            it.lines_where(|line| ["sqlx", "axum::", "server::"].iter().any(|word| has_word(line, word)))
        })
        .collect(),
    );
    let manifest = read("app/Cargo.toml");
    assert!(!manifest.contains("sqlx") && !manifest.contains("\nserver"), "{manifest}");
}

/// Whether the word begins where another does not go on: `server_fn::` is no `fn::`.
fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word)
        .any(|(at, _)| !line[..at].ends_with(|sign: char| sign.is_alphanumeric() || sign == '_'))
}

#[test]
fn sql_stands_only_in_queries() {
    const SQL: [&str; 9] = [
        "SELECT ",
        "INSERT INTO ",
        "UPDATE ",
        "DELETE FROM ",
        "CREATE TABLE ",
        "CREATE INDEX ",
        "ALTER TABLE ",
        "DROP TABLE ",
        "TRUNCATE ",
    ];
    let sources = sources();
    let others = sources.iter().filter(|source| {
        let queries = source.path.starts_with("server/src/") && source.file_name() == "queries.rs";
        !queries
    });
    none(others.flat_map(|it| it.lines_where(|line| SQL.iter().any(|word| line.contains(word)))).collect());
}

#[test]
fn both_databases_have_migrations_of_the_same_names() {
    let names = |database: &str| -> Vec<String> {
        let folder = format!("server/migrations/{database}/");
        files(&[&folder], |_| true).iter().map(|path| path.rsplit('/').next().unwrap().to_owned()).collect()
    };
    let sqlite = names("sqlite");
    assert_eq!(sqlite, names("postgres"));
    for (name, number) in sqlite.iter().zip(1..) {
        assert!(name.starts_with(&format!("{number:04}_")) && name.ends_with(".sql"), "{name}");
    }
}

#[test]
fn a_migration_that_has_landed_is_never_edited() {
    const LANDED: [(&str, &str); 70] = [
        (
            "server/migrations/postgres/0001_directory.sql",
            "f1dd1a03000288365a9b83b184d347bef3a0bc10f3a75ef954fe2c12cbeebeb1",
        ),
        (
            "server/migrations/postgres/0002_changed_at_verified_by.sql",
            "b64f6452fddd084b813a4decc1d763144c495c6b47f738afd33f60e0983ebdf0",
        ),
        (
            "server/migrations/postgres/0003_journal.sql",
            "95accd561cf9e5dc8766d6d79c00dc0e6f9239967ee719bca527f24b9af7b92a",
        ),
        (
            "server/migrations/postgres/0004_accounts.sql",
            "f9ec0de1e048a9c8aa24658aa80a544ef4699e8388513197ea0b4b019f04bb11",
        ),
        (
            "server/migrations/postgres/0005_messages.sql",
            "a7e0b9550b85779f149f82511a838bedee35bec7a0dd6944d38f6e1dcccf3f67",
        ),
        (
            "server/migrations/postgres/0006_roots_and_checkpoints.sql",
            "178ca17e9134cbac3a4957c934ebbfec7afeb2e0d1b7937c169d4bb578f15a5d",
        ),
        (
            "server/migrations/postgres/0007_terms.sql",
            "0255d89188fe0abe5e05b23d023f79461b9ebe6e26f6cdf5d2433bb0acc10991",
        ),
        (
            "server/migrations/postgres/0008_office_of_a_unit.sql",
            "69f46359e5c00962854a438487493bfb62d028a52e999bdef675f776dcdf0773",
        ),
        (
            "server/migrations/postgres/0009_devices.sql",
            "77530e13d0985c3eb78519265d96d49dde99876f4d408a580ad7478bda144152",
        ),
        (
            "server/migrations/postgres/0010_next_second_factor.sql",
            "20d785c1991b93d1449f0c3ce058ceb7553db726b63e479bbfdf1d91dbefaa44",
        ),
        (
            "server/migrations/postgres/0011_complaints.sql",
            "18861c197b47c4225117461f96b6f840d7769bd00f8a32400ac0049df49532a7",
        ),
        (
            "server/migrations/postgres/0012_catalogue_and_guides.sql",
            "952d0fa28f3aa725f43bc0b46cc10b577724e60885c9113b2ce701a9ac8d6988",
        ),
        (
            "server/migrations/postgres/0013_register.sql",
            "987e310a3b76afb533b0d6a93b1dbc6439b7b23ceb1b40f6ba6e6d1a7a01bdc2",
        ),
        (
            "server/migrations/postgres/0014_imports.sql",
            "4c824cbad4f63427b0c313a66bdfe888f6859e773fbdfaead12b6bbba08cbd4a",
        ),
        (
            "server/migrations/postgres/0015_premises.sql",
            "cd968ddad831895b9e1c0312ecc7691ce32338cfda8d3607db5723714f53b7c8",
        ),
        (
            "server/migrations/postgres/0016_settings.sql",
            "5acbccf0f53f8ecf10b48024e0fe34e2b041a2dc59cf151e2f3c7e3f29b585db",
        ),
        (
            "server/migrations/postgres/0017_photos.sql",
            "705780154fe6fad976d785c170104848a4357ae1462acdd371e8f2d598691aa8",
        ),
        (
            "server/migrations/postgres/0018_forms.sql",
            "d7e5611fcebc079b3f32ac133a18842c31264959f0b869b34a2245a5295473d8",
        ),
        (
            "server/migrations/postgres/0019_help.sql",
            "368fe38ca7c075d6d4011633c8702d341b4cb6144d29b7c97381339bec1c2379",
        ),
        (
            "server/migrations/postgres/0020_volunteers.sql",
            "3fb699fef85de6db6d79460637a17cff1e2f1a309278df1a1b3d5bb73c089277",
        ),
        (
            "server/migrations/postgres/0021_activities.sql",
            "22471a3fc2dc722c8a6a736bcdceceac996b801c933925f600572ba465ae4507",
        ),
        (
            "server/migrations/postgres/0022_certificates.sql",
            "f147f448355d645feb48f46a3dae9a102e84a82e8329f2bd17bd8406adab99c1",
        ),
        (
            "server/migrations/postgres/0023_first_contact.sql",
            "c8fc1c4510694a36cfe0362000a6915b32af5c7eb3d1960f5d56c53a06dbc231",
        ),
        (
            "server/migrations/postgres/0024_matching.sql",
            "f2c719943b25aed820248fff44bcd47d823b216ef1e73a41cf17329ef6c05067",
        ),
        (
            "server/migrations/postgres/0025_calendar_links.sql",
            "64a1d06f203d7456efc1540944ee5f8145bb90926b678097ed2e9e5918fbb129",
        ),
        (
            "server/migrations/postgres/0026_requests_of_volunteers.sql",
            "86f2c571a40cfba99dd6c7ec084a3577858011c0eae36daa567004a52f311534",
        ),
        (
            "server/migrations/postgres/0027_partners.sql",
            "4b36abc926c31ae854527fe3dd87a00623d52e56c00e5d429f595a6caf2635d5",
        ),
        (
            "server/migrations/postgres/0028_volunteer_passwords.sql",
            "59b0a64525caf424bf2934413d63e552af14a7eeb1ab313699a1f814d55846fd",
        ),
        (
            "server/migrations/postgres/0029_password_slips.sql",
            "cb83fec964f47292f22f47338b310279bac2586f217805c8b6833ed9f8059516",
        ),
        (
            "server/migrations/postgres/0030_sign_ups_by_person.sql",
            "2f09177f3ceb373837dd0d62275358370c43f49191ec3f63eb58a1f5b8a18cbe",
        ),
        (
            "server/migrations/postgres/0031_volunteers_let_go.sql",
            "93108a43e517aa30b7a6c0613f2b55bfc5b7e291d9d428b71feb13814ee91820",
        ),
        (
            "server/migrations/postgres/0032_certified_hours.sql",
            "93932ee7037c193b1580a408216335701aa7d005ffef79f9fe65f915a0c0dca7",
        ),
        (
            "server/migrations/postgres/0033_corrections.sql",
            "ae18a38ea0f7fd7ab09374a7cb145572f56e3887c4a18fd0fdc98fd0d2a143e6",
        ),
        (
            "server/migrations/postgres/0034_odd_and_season.sql",
            "c7c8db4eafe729ea7a31d880dae7ed8d0144ab86ef744fbe686db51fcc01d55b",
        ),
        (
            "server/migrations/postgres/0035_hours_by_activity.sql",
            "172bb0c9981ce2e9e49fc502eeffd41eea299c7058f09f4f67fc4a52569292f6",
        ),
        (
            "server/migrations/sqlite/0001_directory.sql",
            "f1dd1a03000288365a9b83b184d347bef3a0bc10f3a75ef954fe2c12cbeebeb1",
        ),
        (
            "server/migrations/sqlite/0002_changed_at_verified_by.sql",
            "b64f6452fddd084b813a4decc1d763144c495c6b47f738afd33f60e0983ebdf0",
        ),
        (
            "server/migrations/sqlite/0003_journal.sql",
            "b0f0f2f6d073f69dc3ba356085ca15b0dae762e9ba5d7e75aa43b2e5a7e10736",
        ),
        (
            "server/migrations/sqlite/0004_accounts.sql",
            "f9ec0de1e048a9c8aa24658aa80a544ef4699e8388513197ea0b4b019f04bb11",
        ),
        (
            "server/migrations/sqlite/0005_messages.sql",
            "a7e0b9550b85779f149f82511a838bedee35bec7a0dd6944d38f6e1dcccf3f67",
        ),
        (
            "server/migrations/sqlite/0006_roots_and_checkpoints.sql",
            "2a23abcfadc2c9b31e907f8a9e934a4518a863594ec66f2c80ffb1dbccef775a",
        ),
        (
            "server/migrations/sqlite/0007_terms.sql",
            "0255d89188fe0abe5e05b23d023f79461b9ebe6e26f6cdf5d2433bb0acc10991",
        ),
        (
            "server/migrations/sqlite/0008_office_of_a_unit.sql",
            "69f46359e5c00962854a438487493bfb62d028a52e999bdef675f776dcdf0773",
        ),
        (
            "server/migrations/sqlite/0009_devices.sql",
            "77530e13d0985c3eb78519265d96d49dde99876f4d408a580ad7478bda144152",
        ),
        (
            "server/migrations/sqlite/0010_next_second_factor.sql",
            "20d785c1991b93d1449f0c3ce058ceb7553db726b63e479bbfdf1d91dbefaa44",
        ),
        (
            "server/migrations/sqlite/0011_complaints.sql",
            "18861c197b47c4225117461f96b6f840d7769bd00f8a32400ac0049df49532a7",
        ),
        (
            "server/migrations/sqlite/0012_catalogue_and_guides.sql",
            "952d0fa28f3aa725f43bc0b46cc10b577724e60885c9113b2ce701a9ac8d6988",
        ),
        (
            "server/migrations/sqlite/0013_register.sql",
            "987e310a3b76afb533b0d6a93b1dbc6439b7b23ceb1b40f6ba6e6d1a7a01bdc2",
        ),
        (
            "server/migrations/sqlite/0014_imports.sql",
            "4c824cbad4f63427b0c313a66bdfe888f6859e773fbdfaead12b6bbba08cbd4a",
        ),
        (
            "server/migrations/sqlite/0015_premises.sql",
            "cd968ddad831895b9e1c0312ecc7691ce32338cfda8d3607db5723714f53b7c8",
        ),
        (
            "server/migrations/sqlite/0016_settings.sql",
            "5acbccf0f53f8ecf10b48024e0fe34e2b041a2dc59cf151e2f3c7e3f29b585db",
        ),
        (
            "server/migrations/sqlite/0017_photos.sql",
            "705780154fe6fad976d785c170104848a4357ae1462acdd371e8f2d598691aa8",
        ),
        (
            "server/migrations/sqlite/0018_forms.sql",
            "d7e5611fcebc079b3f32ac133a18842c31264959f0b869b34a2245a5295473d8",
        ),
        (
            "server/migrations/sqlite/0019_help.sql",
            "368fe38ca7c075d6d4011633c8702d341b4cb6144d29b7c97381339bec1c2379",
        ),
        (
            "server/migrations/sqlite/0020_volunteers.sql",
            "3fb699fef85de6db6d79460637a17cff1e2f1a309278df1a1b3d5bb73c089277",
        ),
        (
            "server/migrations/sqlite/0021_activities.sql",
            "22471a3fc2dc722c8a6a736bcdceceac996b801c933925f600572ba465ae4507",
        ),
        (
            "server/migrations/sqlite/0022_certificates.sql",
            "f147f448355d645feb48f46a3dae9a102e84a82e8329f2bd17bd8406adab99c1",
        ),
        (
            "server/migrations/sqlite/0023_first_contact.sql",
            "c8fc1c4510694a36cfe0362000a6915b32af5c7eb3d1960f5d56c53a06dbc231",
        ),
        (
            "server/migrations/sqlite/0024_matching.sql",
            "f2c719943b25aed820248fff44bcd47d823b216ef1e73a41cf17329ef6c05067",
        ),
        (
            "server/migrations/sqlite/0025_calendar_links.sql",
            "64a1d06f203d7456efc1540944ee5f8145bb90926b678097ed2e9e5918fbb129",
        ),
        (
            "server/migrations/sqlite/0026_requests_of_volunteers.sql",
            "86f2c571a40cfba99dd6c7ec084a3577858011c0eae36daa567004a52f311534",
        ),
        (
            "server/migrations/sqlite/0027_partners.sql",
            "4b36abc926c31ae854527fe3dd87a00623d52e56c00e5d429f595a6caf2635d5",
        ),
        (
            "server/migrations/sqlite/0028_volunteer_passwords.sql",
            "59b0a64525caf424bf2934413d63e552af14a7eeb1ab313699a1f814d55846fd",
        ),
        (
            "server/migrations/sqlite/0029_password_slips.sql",
            "cb83fec964f47292f22f47338b310279bac2586f217805c8b6833ed9f8059516",
        ),
        (
            "server/migrations/sqlite/0030_sign_ups_by_person.sql",
            "2f09177f3ceb373837dd0d62275358370c43f49191ec3f63eb58a1f5b8a18cbe",
        ),
        (
            "server/migrations/sqlite/0031_volunteers_let_go.sql",
            "93108a43e517aa30b7a6c0613f2b55bfc5b7e291d9d428b71feb13814ee91820",
        ),
        (
            "server/migrations/sqlite/0032_certified_hours.sql",
            "93932ee7037c193b1580a408216335701aa7d005ffef79f9fe65f915a0c0dca7",
        ),
        (
            "server/migrations/sqlite/0033_corrections.sql",
            "ae18a38ea0f7fd7ab09374a7cb145572f56e3887c4a18fd0fdc98fd0d2a143e6",
        ),
        (
            "server/migrations/sqlite/0034_odd_and_season.sql",
            "c7c8db4eafe729ea7a31d880dae7ed8d0144ab86ef744fbe686db51fcc01d55b",
        ),
        (
            "server/migrations/sqlite/0035_hours_by_activity.sql",
            "172bb0c9981ce2e9e49fc502eeffd41eea299c7058f09f4f67fc4a52569292f6",
        ),
    ];
    let there: Vec<_> = files(&["server/migrations"], |path| path.ends_with(".sql"))
        .into_iter()
        .map(|path| {
            let hash = Sha256::digest(read(&path).as_bytes());
            (path, hash.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
        })
        .collect();
    // A new migration gets its line here when it lands, and the line is never changed again.
    let landed: Vec<_> = LANDED.iter().map(|(path, hash)| ((*path).to_owned(), (*hash).to_owned())).collect();
    assert_eq!(there, landed);
}

/// The migrations that made the journal and what guards it.
const JOURNAL_MAKERS: [&str; 2] = ["0003_journal.sql", "0006_roots_and_checkpoints.sql"];

#[test]
fn no_later_migration_touches_the_journal_or_what_guards_it() {
    let mut broken = Vec::new();
    for path in files(&["server/migrations"], |path| path.ends_with(".sql")) {
        if !JOURNAL_MAKERS.iter().any(|maker| path.ends_with(maker)) {
            broken.extend(touching_the_journal(&read(&path)).into_iter().map(|it| format!("{path}: {it}")));
        }
    }
    none(broken);
}

/// The statements that could change, empty, replace or unguard the journal. An index may be made; whatever else is
/// really wanted gets its own word here, where a reader sees it.
fn touching_the_journal(sql: &str) -> Vec<String> {
    // What works on everything, or on whatever it is told later.
    const SWEEPING: [&str; 9] = [
        "SESSION_REPLICATION_ROLE",
        "RECURSIVE_TRIGGERS",
        "WRITABLE_SCHEMA",
        "DISABLE TRIGGER",
        "DROP SCHEMA",
        "DROP OWNED",
        "REASSIGN OWNED",
        "EVENT TRIGGER",
        "EXECUTE FORMAT",
    ];
    let lines = sql.lines().map(|line| line.split("--").next().unwrap_or_default());
    let sql = lines.collect::<Vec<_>>().join(" ").to_uppercase();
    let statements =
        sql.split(';').map(|statement| statement.split_whitespace().collect::<Vec<_>>().join(" "));
    let names_it = |statement: &str| {
        let is_word = |sign: char| sign.is_alphanumeric() || sign == '_';
        statement.split(|sign| !is_word(sign)).any(|word| word == "JOURNAL" || word.starts_with("JOURNAL_"))
    };
    statements
        .filter(|statement| {
            let index = statement.starts_with("CREATE INDEX ");
            SWEEPING.iter().any(|word| statement.contains(word)) || (names_it(statement) && !index)
        })
        .collect()
}

#[test]
fn a_careless_migration_is_seen_however_it_is_written() {
    for careless in [
        "DROP TRIGGER journal_is_never_changed",
        "drop trigger if exists journal_is_only_retired on journal;",
        "ALTER TABLE journal\n  DISABLE TRIGGER ALL;",
        "ALTER TABLE \"journal\" ADD COLUMN note TEXT;",
        "DROP TABLE journal_roots;",
        "CREATE TABLE copy (id TEXT); INSERT INTO copy SELECT * FROM journal; DROP TABLE main.journal;",
        "CREATE OR REPLACE FUNCTION journal_is_only_added_to() RETURNS trigger AS $$ BEGIN RETURN NEW; END $$;",
        "DELETE FROM journal_checkpoints",
        "TRUNCATE staff, journal;",
        "SET session_replication_role = replica;",
        "PRAGMA writable_schema = ON;",
    ] {
        assert!(!touching_the_journal(careless).is_empty(), "{careless}");
    }
    for harmless in [
        "CREATE TABLE outbox (id TEXT PRIMARY KEY); -- beside the journal",
        "CREATE INDEX journal_of_actor ON journal (actor);",
        "ALTER TABLE staff ADD COLUMN phone TEXT;",
        "CREATE TABLE journalists (id TEXT);",
    ] {
        assert!(touching_the_journal(harmless).is_empty(), "{harmless}");
    }
}

#[test]
fn twin_migrations_make_the_same_tables_and_columns() {
    for path in files(&["server/migrations/sqlite"], |_| true) {
        let twin = path.replace("/sqlite/", "/postgres/");
        assert_eq!(columns(&read(&path)), columns(&read(&twin)), "{path}");
    }
}

/// The first words of every line of the tables, which are the names of tables and columns. Triggers, which the two
/// databases write in their own ways, come last and are left out.
fn columns(sql: &str) -> Vec<String> {
    let is_table = |line: &&str| !line.starts_with("CREATE FUNCTION") && !line.starts_with("CREATE TRIGGER");
    let lines = sql.lines().map(str::trim).take_while(is_table).filter(|line| !line.starts_with("--"));
    lines
        .filter_map(|line| line.split(' ').next())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[test]
fn what_is_built_differs_by_feature_only_where_modules_are_listed() {
    let allowed = |line: &str| {
        let item = ["pub(crate) ", "pub(super) ", "pub "]
            .iter()
            .find_map(|it| line.strip_prefix(it))
            .unwrap_or(line);
        ["mod ", "use ", "extern crate "].iter().any(|word| item.starts_with(word))
    };
    let mut broken = Vec::new();
    for source in sources() {
        let lines: Vec<_> = source.code.lines().map(str::trim).collect();
        for (number, line) in lines.iter().enumerate() {
            let within =
                line.contains("cfg!(feature") || (line.contains("cfg_attr(") && line.contains("feature"));
            let attribute = line.starts_with("#[cfg(") && line.contains("feature");
            let next = lines[number + 1..].iter().find(|line| !line.is_empty() && !line.starts_with("#["));
            if within || (attribute && !next.is_some_and(|next| allowed(next))) {
                broken.push(format!("{}:{}: {line}", source.path, number + 1));
            }
        }
    }
    none(broken);
}

#[test]
fn every_module_begins_by_saying_what_it_is() {
    let test = |path: &str| path.ends_with("/tests.rs") || path.contains("/tests/");
    let sources = sources();
    let without = sources.iter().filter(|it| !test(&it.path) && !it.text.starts_with("//!"));
    none(without.filter(|it| !it.text.starts_with("// generated")).map(|it| it.path.clone()).collect());
    let programs = std::iter::once("server/tests/house_rules.rs".to_owned());
    let programs = programs.chain(files(&["server/tests"], |path| path.ends_with("/main.rs")));
    none(programs.filter(|path| !read(path).starts_with("//!")).collect());
}

#[test]
fn nothing_gives_up_outside_tests_and_start_up() {
    // A default of the configuration that is no value of its kind is found by the first start of any test.
    const START_UP: [&str; 1] = ["server/src/config/sources.rs"];
    let sources = sources();
    let program =
        sources.iter().filter(|it| !it.path.starts_with("xtask/") && !START_UP.contains(&it.path.as_str()));
    let gives_up = |line: &str| {
        [".unwrap()", ".expect(", "panic!(", "unreachable!(", "todo!(", "unimplemented!("]
            .iter()
            .any(|word| line.contains(word))
    };
    none(program.flat_map(|it| it.lines_where(gives_up)).collect());
}

#[test]
fn every_server_function_has_an_address_that_a_log_can_read() {
    let sources = sources();
    let bare = |line: &str| line.contains("#[server") && !line.contains("endpoint");
    none(sources.iter().flat_map(|it| it.lines_where(bare)).collect());
}

/// The texts of the repository, in whatever language they are written.
fn texts() -> Vec<String> {
    const ENDINGS: [&str; 15] = [
        ".rs",
        ".toml",
        ".md",
        ".css",
        ".ts",
        ".js",
        ".mjs",
        ".json",
        ".html",
        ".svg",
        ".sql",
        ".csv",
        ".yml",
        ".webmanifest",
        "NOTICE",
    ];
    let lock = |path: &str| path.ends_with("package-lock.json");
    files(&[""], |path| !lock(path) && ENDINGS.iter().any(|ending| path.ends_with(ending)))
}

#[test]
fn no_file_names_a_place_on_somebodys_machine() {
    // Written apart, or this file would name them.
    let places = ["root", "work", "Users"].map(|folder| format!("/{folder}/"));
    let home = ["\"", " ", "=", "("].map(|before| format!("{before}/home/"));
    let mut broken = Vec::new();
    for path in texts() {
        for (number, line) in read(&path).lines().enumerate() {
            let names = places.iter().any(|place| names_a_place(line, place))
                || home.iter().any(|it| line.contains(it));
            if names || line.contains(&["file:", "///"].concat()) {
                broken.push(format!("{path}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    none(broken);
}

/// Whether the path stands at its own beginning, not inside a longer one or an address.
fn names_a_place(line: &str, place: &str) -> bool {
    let goes_on = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | '-' | '.' | '/' | '}' | ')');
    line.match_indices(place).any(|(at, _)| !line[..at].ends_with(goes_on))
}

#[test]
fn every_journey_that_a_module_speaks_of_is_there() {
    let mut missing = BTreeSet::new();
    for source in sources() {
        for (at, _) in source.text.match_indices("end2end/tests/") {
            let path: String = source.text[at..]
                .chars()
                .take_while(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '/' | '_' | '-' | '.'))
                .collect();
            let path = path.trim_end_matches('.');
            if !path.contains('<') && path.ends_with(".ts") && !root().join(path).exists() {
                missing.insert(format!("{path}, named in {}", source.path));
            }
        }
    }
    none(missing.into_iter().collect());
}

#[test]
fn every_file_that_a_module_speaks_of_is_there() {
    let beginnings = [
        "app/src/",
        "server/src/",
        "server/tests/",
        "server/seed/",
        "server/migrations/",
        "style/",
        "public/",
    ];
    let mut missing = BTreeSet::new();
    for source in sources() {
        for comment in source.text.lines().filter(|line| line.trim_start().starts_with("//")) {
            for begin in beginnings.iter().flat_map(|it| comment.match_indices(it)).map(|(at, _)| at) {
                let before = comment[..begin].chars().next_back();
                if before.is_some_and(|sign| sign.is_alphanumeric() || sign == '/') {
                    continue;
                }
                let is_path =
                    |sign: &char| sign.is_ascii_alphanumeric() || matches!(sign, '/' | '_' | '-' | '.');
                let path: String = comment[begin..].chars().take_while(is_path).collect();
                let pattern = comment[begin + path.len()..].starts_with(['*', '<', '{', '…']);
                if !pattern && !root().join(path.trim_end_matches(['.', '/'])).exists() {
                    missing.insert(format!("{path}, named in {}", source.path));
                }
            }
        }
    }
    none(missing.into_iter().collect());
}

#[test]
fn a_text_area_is_written_where_its_text_is_escaped() {
    // The renderer writes what stands between its tags as it is; where nothing does, a script sets it.
    let sources = sources();
    let others = sources.iter().filter(|it| it.path != "app/src/ui/form.rs");
    none(
        others
            .flat_map(|it| {
                it.lines_where(|line| line.contains("<textarea") && !line.contains("></textarea>"))
            })
            .collect(),
    );
}

#[test]
fn only_the_address_says_which_language_is_meant() {
    // A link that is written out leads a reader of the English pages back into the Chinese ones.
    let sources = sources();
    let pages = sources.iter().filter(|it| it.path.starts_with("app/src/"));
    let written_out =
        |line: &str| line.match_indices("href=\"/").any(|(at, _)| !line[at + 6..].starts_with("/field"));
    none(pages.flat_map(|it| it.lines_where(written_out)).collect());
}

/// Whether a name of a column or a part of an address says that somebody is counted or ranked.
fn counts_people(name: &str) -> bool {
    const COUNTING: [&str; 14] = [
        "check_in",
        "clock_in",
        "punch_in",
        "streak",
        "rank",
        "ranking",
        "leaderboard",
        "staff_points",
        "login_count",
        "sign_in_count",
        "sign_ins",
        "logins",
        "online_seconds",
        "online_minutes",
    ];
    let name = name.replace('-', "_");
    COUNTING.iter().any(|word| format!("_{name}_").contains(&format!("_{word}_")))
}

#[test]
fn nothing_counts_or_ranks_those_who_work_here() {
    let mut broken = Vec::new();
    for path in files(&["server/migrations"], |path| path.ends_with(".sql")) {
        let counting = columns(&read(&path)).into_iter().filter(|column| counts_people(column));
        broken.extend(counting.map(|column| format!("{path}: {column}")));
    }
    for source in sources().iter().filter(|it| it.path.starts_with("server/src/")) {
        for (at, call) in source.code.match_indices(".route(") {
            let route = source.code[at + call.len()..].split('"').nth(1).unwrap_or_default();
            if route.split('/').any(counts_people) {
                broken.push(format!("{}: {route}", source.path));
            }
        }
    }
    none(broken);
    for name in ["sign_in_count", "check-in", "staff_points", "rank", "weekly_ranking"] {
        assert!(counts_people(name), "{name}");
    }
    for name in ["points", "sign-in", "checked_in_at", "franking", "online"] {
        assert!(!counts_people(name), "{name}");
    }
}
