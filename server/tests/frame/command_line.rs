use std::{
    fs,
    path::PathBuf,
    process::{Command, Output},
};

use server::{assets::REQUIRED, config::DatabaseUrl, database::Database};
use uuid::Uuid;

use crate::support::build_site;

/// A directory with nothing in it, where the program is run.
pub(crate) struct Machine(pub(crate) PathBuf);

impl Machine {
    pub(crate) fn new() -> Self {
        let directory = std::env::temp_dir().join(format!("lastmetre-test-{}", Uuid::now_v7()));
        fs::create_dir(&directory).unwrap();
        Self(directory)
    }

    pub(crate) fn lastmetre(&self, words: &str) -> Output {
        self.lastmetre_with(words, &[])
    }

    pub(crate) fn lastmetre_with(&self, words: &str, variables: &[(&str, &str)]) -> Output {
        self.command(words, variables).output().unwrap()
    }

    /// To be started when and how a test wants.
    pub(crate) fn command(&self, words: &str, variables: &[(&str, &str)]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lastmetre"));
        command.current_dir(&self.0).env_clear().args(words.split(' '));
        command.envs(variables.iter().copied());
        command
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        let _gone = fs::remove_dir_all(&self.0);
    }
}

pub(crate) fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn a_new_machine_is_told_step_by_step_what_it_lacks_until_it_is_fit() {
    let machine = Machine::new();
    let nothing = machine.lastmetre("check");
    let told = text(&nothing.stdout);
    assert!(!nothing.status.success());
    assert!(told.contains("ok   configuration: 0 of "), "{told}");
    assert!(told.contains("bad  database: sqlite:data/lastmetre.sqlite"), "{told}");
    assert!(told.contains("bad  built site: ") && told.contains("cargo xtask build"), "{told}");
    assert!(!machine.0.join("data").exists());

    assert!(machine.lastmetre("migrate").status.success());
    assert_eq!(text(&machine.lastmetre("migrate").stdout), "the database is up to date\n");
    build_site(&machine.0.join("target/site"), &REQUIRED[1..]);
    let told = machine.lastmetre("check");
    assert!(!told.status.success());
    assert!(
        text(&told.stdout).contains("bad  built site: the built site has no main.css"),
        "{}",
        text(&told.stdout)
    );

    build_site(&machine.0.join("target/site"), &REQUIRED);
    let fit = machine.lastmetre("check");
    let told = text(&fit.stdout);
    assert!(fit.status.success() && told.lines().count() == 9, "{told}");
    assert!(told.lines().all(|line| line.starts_with("ok   ") || line.starts_with("mind ")), "{told}");
    assert!(told.contains("mind vault: the master key is made at the first start"), "{told}");
    assert!(
        told.contains("mind backups: none can be made, because `backup_recipients` is not set"),
        "{told}"
    );
    assert!(!machine.0.join("data/master.key").exists(), "looking makes nothing");
}

#[test]
fn the_program_does_not_serve_or_seed_a_database_that_is_not_migrated() {
    let machine = Machine::new();
    for words in ["serve", "seed --demo"] {
        let refused = machine.lastmetre(words);
        assert_eq!(refused.status.code(), Some(1), "{words}");
        assert!(text(&refused.stderr).contains("lastmetre: could not open the database file: "), "{words}");
    }
    fs::create_dir(machine.0.join("data")).unwrap();
    fs::write(machine.0.join("data/lastmetre.sqlite"), "").unwrap();
    let refused = machine.lastmetre("serve");
    assert!(text(&refused.stderr).contains("run `lastmetre migrate`"), "{}", text(&refused.stderr));
}

#[test]
fn the_journal_is_looked_after_step_by_step() {
    let machine = Machine::new();
    let does = |words: &str| {
        let done = machine.lastmetre(words);
        assert!(done.status.success(), "{words}: {}", text(&done.stderr));
        text(&done.stdout).to_owned()
    };
    let refused = |words: &str, why: &str| {
        let refused = machine.lastmetre(words);
        assert_eq!(refused.status.code(), Some(1), "{words}");
        assert!(text(&refused.stderr).contains(why), "{words}: {}", text(&refused.stderr));
    };
    refused("migrate --grant somebody", "only PostgreSQL has roles");
    does("migrate");
    does("account create-admin --name Wang --sign-in-name wang");
    let root = does("audit root");
    assert_eq!(does("audit root"), root, "a day has one");
    assert_eq!(does("audit roots"), root);
    fs::write(machine.0.join("roots.txt"), &root).unwrap();
    fs::write(machine.0.join("heads.txt"), does("audit heads")).unwrap();
    assert_eq!(
        does("audit verify --roots roots.txt --heads heads.txt"),
        "1 journals with 2 rows are whole, and 1 roots; 0 rows were retired\n"
    );
    let (day, _) = root.split_once(' ').unwrap();
    fs::write(machine.0.join("other.txt"), format!("{day} {}\n", "0".repeat(64))).unwrap();
    refused("audit verify --roots other.txt", &format!("the root of {day} was changed"));
    fs::write(machine.0.join("other.txt"), format!("2020-01-01 {}\n", "0".repeat(64))).unwrap();
    refused("audit verify --roots other.txt", "the root of 2020-01-01 is missing");
    refused("audit verify --roots lastmetre.toml", "could not read what `lastmetre audit` printed");

    let nothing = "no row has been kept for long enough\n";
    assert_eq!(does("audit retire --before 2099-01-01 --into rows.jsonl"), nothing);
    assert!(!machine.0.join("rows.jsonl").exists());
    fs::write(machine.0.join("rows.jsonl"), "of another time").unwrap();
    refused("audit retire --before 2099-01-01 --into rows.jsonl", "could not make the archive rows.jsonl");
}

#[tokio::test]
async fn the_program_does_not_serve_where_nothing_guards_the_journal() {
    let machine = Machine::new();
    assert!(machine.lastmetre("migrate").status.success());
    let file = DatabaseUrl::Sqlite(machine.0.join("data/lastmetre.sqlite"));
    let database = Database::open(&file).await.unwrap();
    let Database::Sqlite { writer, .. } = &database else { panic!("a file is opened") };
    sqlx::query("DROP TRIGGER journal_is_never_changed").execute(writer).await.unwrap();
    database.close().await;
    let why = "no trigger journal_is_never_changed";
    let refused = machine.lastmetre("serve");
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains(why), "{}", text(&refused.stderr));
    let told = machine.lastmetre("check");
    assert!(text(&told.stdout).contains(&format!("bad  journal: it has {why}")), "{}", text(&told.stdout));
}

#[test]
fn whoever_looks_is_told_that_a_font_is_missing_without_which_there_are_no_certificates_on_paper() {
    let machine = Machine::new();
    let missing = machine.lastmetre_with("check", &[("LASTMETRE_CERTIFICATE_FONT", "/nowhere/font.otf")]);
    let told = text(&missing.stdout);
    let line = told.lines().find(|line| line.contains("no PDFs can be made")).unwrap_or(told);
    assert!(line.starts_with("bad  ") && line.contains("/nowhere/font.otf"), "{told}");
    let font = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fonts/certificate.otf");
    let there = machine.lastmetre_with("check", &[("LASTMETRE_CERTIFICATE_FONT", font)]);
    let told = text(&there.stdout);
    assert!(told.contains(&format!("their PDFs are written with {font}")), "{told}");
}

#[test]
fn the_configuration_in_force_is_printed_with_origins_and_without_secrets() {
    let machine = Machine::new();
    fs::write(machine.0.join("lastmetre.toml"), "log_format = \"pretty\"\n").unwrap();
    fs::write(machine.0.join("other.toml"), "log_format = \"pretty\"\nlog_level = \"warn\"\n").unwrap();
    let secret = [("LASTMETRE_METRICS_TOKEN", "sesame-sesame-sesame"), ("LASTMETRE_SEARCH_PER_MINUTE", "7")];
    let printed = machine.lastmetre_with("config", &secret);
    let told = text(&printed.stdout);
    for line in [
        "log_format = \"pretty\"  # lastmetre.toml",
        "search_per_minute = 7  # LASTMETRE_SEARCH_PER_MINUTE",
        "metrics_token = \"«redacted»\"  # LASTMETRE_METRICS_TOKEN",
        "log_level = \"info\"  # default",
    ] {
        assert!(told.lines().any(|it| it == line), "{line} in\n{told}");
    }
    assert!(!told.contains("sesame"));
    assert!(toml::from_str::<toml::Table>(told).is_ok(), "{told}");
    let named = machine.lastmetre("config --config other.toml");
    assert!(text(&named.stdout).contains("log_level = \"warn\"  # other.toml"));
    let by_variable = machine.lastmetre_with("config", &[("LASTMETRE_CONFIG", "other.toml")]);
    assert!(text(&by_variable.stdout).contains("log_level = \"warn\"  # other.toml"));
}

#[test]
fn a_wrong_setting_stops_every_command_and_is_told_by_name() {
    let machine = Machine::new();
    for words in ["serve", "migrate", "seed --reference", "check", "config"] {
        let refused = machine.lastmetre_with(words, &[("LASTMETRE_LOG_LEVEL", "loud")]);
        assert_eq!(refused.status.code(), Some(1), "{words}");
        let told = text(&refused.stderr);
        assert!(told.contains("log_level (LASTMETRE_LOG_LEVEL): expected `error`, `warn`"), "{told}");
    }
}
