use std::fs;

use super::*;

/// A file that goes away with the test.
struct File(PathBuf);

impl File {
    fn with(text: &str) -> Self {
        let path = std::env::temp_dir().join(format!("lastmetre-{}.toml", uuid::Uuid::now_v7()));
        fs::write(&path, text).unwrap();
        Self(path)
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _gone = fs::remove_file(&self.0);
    }
}

fn variables<const N: usize>(pairs: [(&str, &str); N]) -> Vec<(String, String)> {
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
}

fn from_variables<const N: usize>(pairs: [(&str, &str); N]) -> Result<Configuration, Faults> {
    Configuration::read(None, variables(pairs))
}

fn from_file(text: &str) -> Result<Configuration, Faults> {
    Configuration::read(Some(&File::with(text).0), [])
}

fn shown(configuration: &Configuration) -> Vec<(&'static str, toml::Value)> {
    configuration.effective().into_iter().map(|(name, value, _)| (name, value)).collect()
}

#[test]
fn nothing_given_is_a_configuration_for_this_machine_alone() {
    let configuration = from_variables([]).unwrap();
    assert_eq!(configuration.listen.to_string(), "127.0.0.1:3000");
    assert_eq!(configuration.public_url(), "http://127.0.0.1:3000");
    assert_eq!(configuration.database_url().told(), "sqlite:data/lastmetre.sqlite");
    assert_eq!(configuration.tiles(), None);
    assert_eq!(configuration.settings_given(), 0);
    assert_eq!(configuration.on_port(8080).public_url(), "http://127.0.0.1:8080");
}

#[test]
fn the_example_file_names_every_setting_once_with_its_default() {
    let example = include_str!("../../lastmetre.example.toml");
    let all: String =
        example.lines().map(|line| format!("{}\n", line.strip_prefix("#: ").unwrap_or(line))).collect();
    let named: Vec<&str> = all
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split(" = ").next())
        .collect();
    let named: Vec<&str> = named.into_iter().filter(|name| !name.is_empty()).collect();
    assert_eq!(named, Configuration::NAMES);
    let defaults = from_variables([]).unwrap();
    assert_eq!(shown(&from_file(&all).unwrap()), shown(&defaults), "{all}");
    assert_eq!(shown(&from_file(example).unwrap()), shown(&defaults));
}

#[test]
fn a_variable_wins_over_the_file_and_both_over_the_default() {
    let file = File::with("search_per_minute = 30\nlog_format = \"pretty\"\n");
    let given = variables([("LASTMETRE_SEARCH_PER_MINUTE", "40"), ("OTHER_PROGRAM", "x")]);
    let configuration = Configuration::read(Some(&file.0), given).unwrap();
    assert_eq!(configuration.search_per_minute.get(), 40);
    assert_eq!(configuration.log_format, LogFormat::Pretty);
    let origin = |wanted: &str| {
        let settings = configuration.effective();
        settings.into_iter().find(|(name, ..)| *name == wanted).map(|(.., origin)| origin.clone()).unwrap()
    };
    assert_eq!(origin("search_per_minute"), Origin::Variable("LASTMETRE_SEARCH_PER_MINUTE".into()));
    assert_eq!(origin("log_format"), Origin::File(file.0.clone()));
    assert_eq!(origin("listen"), Origin::Default);
    assert_eq!(configuration.settings_given(), 2);
}

#[test]
fn every_setting_refuses_a_wrong_value_by_its_name_and_never_repeats_it() {
    let wrong = "\u{1}wrong, value\0";
    for name in Configuration::NAMES {
        let name_of_variable = format!("LASTMETRE_{}", name.to_uppercase());
        let faults = Configuration::read(None, [(name_of_variable.clone(), wrong.to_owned())]).unwrap_err();
        let told = faults.to_string();
        assert!(told.contains(&format!("{name} ({name_of_variable}): expected ")), "{told}");
        assert!(!told.contains("wrong, value"), "{told}");
        let told = from_file(&format!("{name} = 12.5")).unwrap_err().to_string();
        assert!(told.contains(&format!("{name} (")) && told.contains(".toml): expected "), "{told}");
    }
}

#[test]
fn values_at_the_edge_are_told_apart() {
    for (name, good, bad) in [
        ("LISTEN", "[::1]:80", "localhost:80"),
        ("SEARCH_PER_MINUTE", "1", "0"),
        ("URL_BYTES_MAX", "32768", "32769"),
        ("PUBLIC_URL", "https://example.org/", "https://example.org/path"),
        ("PUBLIC_URL", "http://127.0.0.1:3000", "ftp://example.org"),
        ("PUBLIC_URL", "https://EXAMPLE.org", "https://user@example.org"),
        ("METRICS_TOKEN", "0123456789abcdef", "too-short"),
        ("METRICS_LISTEN", "127.0.0.1:9100", "0.0.0.0:9100"),
        ("METRICS_LISTEN", "[::1]:9100", "127.0.0.1:3000"),
        ("INSECURE_HTTP", "true", "yes"),
        ("BACKUPS_KEPT_DAYS", "1", "0"),
        ("BACKUP_RECIPIENTS", "", "age1x"),
        ("DATABASE_URL", "sqlite:x.sqlite", "sqlite::memory:"),
        ("DATABASE_URL", "postgres://u:p@h/d", "mysql://h/d"),
        ("TRUSTED_PROXIES", "10.0.0.0/8, ::1", "10.0.0.0/40"),
        (
            "TIANDITU_URL",
            "http://127.0.0.1:9/{layer}/{z}/{x}/{y}?k={key}",
            "http://127.0.0.1:9/{layer}/{z}/{x}/{y}",
        ),
        ("TIANDITU_URL", "https://a.b/{layer}{z}{x}{y}{key}", "https://a.b;*/{layer}{z}{x}{y}{key}"),
        ("COUNTY_PHONES", "469028=0898-0000 0001", "lingshui=0898-0000 0001"),
        ("EMERGENCY_NUMBERS", "110, 120", "110, ambulance"),
        ("LOG_LEVEL", "debug", "DEBUG"),
        ("OPERATOR_ZH", "", "two\nlines"),
    ] {
        let name = format!("LASTMETRE_{name}");
        assert!(from_variables([(&name, good)]).is_ok(), "{name} {good}");
        assert!(from_variables([(&name, bad)]).is_err(), "{name} {bad}");
    }
}

#[test]
fn an_unknown_name_is_refused_and_the_one_that_was_meant_is_told() {
    let told = from_file("serch_per_minute = 30").unwrap_err().to_string();
    assert!(told.contains("serch_per_minute (") && told.contains("search_per_minute is one"), "{told}");
    let told = from_variables([("LASTMETRE_COLOUR", "red")]).unwrap_err().to_string();
    assert!(told.contains("LASTMETRE_COLOUR") && !told.contains("is one") && !told.contains("red"), "{told}");
    assert!(from_variables([("LASTMETRE_TEST_POSTGRES_URL", "x"), ("LASTMETRE_CONFIG", "x")]).is_ok());
}

#[test]
fn all_faults_are_told_at_once() {
    let faults = from_file("listen = 3000\nsearch_per_minute = \"many\"\ncolour = 1").unwrap_err();
    assert_eq!(faults.0.len(), 3, "{faults}");
}

#[test]
fn a_file_that_is_no_toml_is_told_with_its_line_and_without_its_text() {
    let told = from_file("log_format = \"json\"\nmetrics_token = \"sesame\" sesame").unwrap_err().to_string();
    assert!(told.contains("line 2") && !told.contains("sesame"), "{told}");
    let told = Configuration::read(Some(Path::new("/nowhere/at all.toml")), []).unwrap_err().to_string();
    assert!(told.contains("/nowhere/at all.toml cannot be read"), "{told}");
}

#[test]
fn values_that_contradict_each_other_are_refused() {
    let told = from_variables([("LASTMETRE_LISTEN", "0.0.0.0:80")]).unwrap_err().to_string();
    assert!(told.contains("public_url"), "{told}");
    for (settings, contradiction) in [
        ("tls_certificate = \"a\"", "tls_key"),
        ("tls_key = \"a\"", "tls_certificate"),
        ("tls_certificate = \"a\"\ntls_key = \"b\"\npublic_url = \"http://localhost\"", "public_url"),
        ("master_key_before = \"0123456789abcdef\"", "master_key_before"),
    ] {
        let told = from_file(settings).unwrap_err().to_string();
        assert!(told.contains(&format!("{contradiction} (")), "{told}");
    }
    assert!(from_file("freshness_due_days = 180").is_err());
    assert!(from_file("query_bytes_max = 5000").is_err());
}

#[test]
fn mail_goes_encrypted_or_not_out_of_this_machine() {
    for (url, taken) in [
        ("smtps://user:pass@mail.example.org", true),
        ("smtp://user:pass@mail.example.org:587?tls=required", true),
        ("smtp://127.0.0.1:25", true),
        ("smtp://localhost", true),
        ("smtp://[::1]:2525", true),
        ("show://in-the-office", true),
        ("smtp://mail.example.org", false),
        ("smtp://user:pass@mail.example.org:587?tls=opportunistic", false),
        ("smtp://localhost.example.org", false),
        ("smtp://127.0.0.1.example.org", false),
    ] {
        let settings = format!("smtp_url = \"{url}\"\nmail_from = \"post@example.org\"");
        assert_eq!(from_file(&settings).is_ok(), taken, "{url}");
    }
}

#[test]
fn readers_are_served_over_http_only_on_this_machine_or_when_it_is_asked_for_by_name() {
    let here = "127.0.0.1:3000";
    for (listen, url, plain, insecure) in [
        (here, "https://example.org", true, true),
        ("0.0.0.0:3000", "https://example.org", true, true),
        (here, "http://127.0.0.1:3000", true, true),
        (here, "http://localhost:8080", true, true),
        (here, "http://site.localhost", true, true),
        ("[::1]:3000", "http://[::1]:3000", true, true),
        (here, "http://example.org", false, true),
        (here, "http://localhost.example.org", false, true),
        (here, "http://10.0.0.7", false, true),
        ("0.0.0.0:3000", "http://example.org", false, true),
        ("0.0.0.0:3000", "http://127.0.0.1:3000", false, true),
    ] {
        let given = |insecure| {
            let pairs = [
                ("LASTMETRE_LISTEN", listen),
                ("LASTMETRE_PUBLIC_URL", url),
                ("LASTMETRE_INSECURE_HTTP", insecure),
            ];
            from_variables(pairs)
        };
        assert_eq!(given("false").is_ok(), plain, "{listen} {url}");
        assert_eq!(given("true").is_ok(), insecure, "{listen} {url}");
        if let Err(faults) = given("false") {
            assert!(faults.to_string().contains("insecure_http = true"), "{faults}");
        }
    }
    let own = from_file("tls_certificate = \"a\"\ntls_key = \"b\"").unwrap();
    assert_eq!(own.public_url(), "https://127.0.0.1:3000");
}

#[test]
fn no_secret_is_shown() {
    let configuration = from_variables([
        ("LASTMETRE_METRICS_TOKEN", "sesame-sesame-sesame"),
        ("LASTMETRE_TIANDITU_KEY", "sesame-sesame-sesame"),
        ("LASTMETRE_DATABASE_URL", "postgres://sesame:sesame@db.example/lastmetre?password=sesame"),
    ])
    .unwrap();
    let told = format!("{configuration:?} {:?}", shown(&configuration));
    assert!(!told.contains("sesame"), "{told}");
    assert!(told.contains("postgres://db.example/lastmetre"), "{told}");
}

#[test]
fn the_key_of_the_tiles_is_filled_in_and_their_origin_is_known() {
    let configuration = from_variables([
        ("LASTMETRE_TIANDITU_KEY", "0123456789abcdef"),
        ("LASTMETRE_TIANDITU_URL", "http://127.0.0.1:9/{layer}/{z}/{x}/{y}?k={key}"),
    ])
    .unwrap();
    assert_eq!(configuration.tiles().unwrap(), "http://127.0.0.1:9/{layer}/{z}/{x}/{y}?k=0123456789abcdef");
    assert_eq!(configuration.tianditu_url.origin(), "http://127.0.0.1:9");
}
