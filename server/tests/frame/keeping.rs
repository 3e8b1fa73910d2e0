//! Backups, restoring and the change of the master key, as whoever runs a deployment does them.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Stdio},
    time::Duration,
};

use rcgen::{CertificateParams, KeyPair};
use server::{
    assets::REQUIRED,
    config::{Configuration, DatabaseUrl},
    journal::Journal,
    vault::{self, Vault, Wrapped},
};

use time::OffsetDateTime;

use crate::{
    command_line::{Machine, text},
    support::{
        build_site,
        databases::{Empty, on_each_database, url_of},
    },
};

/// Ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ended = self.0.kill();
        let _waited = self.0.wait();
    }
}

/// What the program answers at this address of its own.
fn ask(port: u16, path: &str) -> Option<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    write!(stream, "GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    Some(answer)
}

/// Waits until the program serves.
fn wait_until_ready(port: u16) {
    for _ in 0..600 {
        if ask(port, "/readyz").is_some_and(|answer| answer.contains("200 OK")) {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("the program does not serve");
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

on_each_database! {
    async fn a_deployment_is_backed_up_while_it_serves_and_comes_back_elsewhere(database) {
        database.close().await;
        let (url, empty) = (url_of(&database), Empty::like(&database).await);
        let (here, safe) = {
            let (here, safe) = (Machine::new(), Machine::new());
            let pair = here.lastmetre("keys backup");
            let pair = text(&pair.stdout);
            fs::write(safe.0.join("backup.key"), pair).unwrap();
            let public = pair.lines().find_map(|line| line.strip_prefix("# for backup_recipients: ")).unwrap();
            let (port, figures) = (free_port(), free_port());
            let (listen, figures_at) = (format!("127.0.0.1:{port}"), format!("127.0.0.1:{figures}"));
            let settings = [
                ("LASTMETRE_DATABASE_URL", url.as_str()),
                ("LASTMETRE_LISTEN", &listen),
                ("LASTMETRE_METRICS_LISTEN", &figures_at),
            ];
            let run = |words: &str| here.lastmetre_with(words, &settings);
            assert!(run("seed --demo").status.success());
            build_site(&here.0.join("target/site"), &REQUIRED);
            let mut serve = here.command("serve", &settings);
            let _serving = Running(serve.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
            wait_until_ready(port);
            // The figures have a listener of their own.
            assert!(ask(figures, "/metrics").unwrap().contains("lastmetre_requests_total"));
            assert!(ask(port, "/metrics").unwrap().contains("404 Not Found"));

            let file = safe.0.join("today.age");
            let words = format!("backup {}", file.display());
            let refused = run(&words);
            assert!(text(&refused.stderr).contains("`backup_recipients` is not set"), "{}", text(&refused.stderr));
            let settings = [&settings[..], &[("LASTMETRE_BACKUP_RECIPIENTS", public)]].concat();
            let run = |words: &str| here.lastmetre_with(words, &settings);
            let made = run(&words);
            assert!(made.status.success(), "{}", text(&made.stderr));
            assert!(text(&made.stdout).contains("the master key is not in it"), "{}", text(&made.stdout));
            assert!(text(&run("backup --list").stdout).contains("today.age: until 20"));
            let again = run(&words);
            assert!(text(&again.stderr).contains("there is a file of this name"), "{}", text(&again.stderr));
            let checked = run("check");
            let told = text(&checked.stdout);
            assert!(told.contains("ok   backups: to 1 keys; 1 are kept") && told.contains("ok   vault: "), "{told}");

            (here, safe)
        };
        // Another machine, to which the keys are brought.
        let there = Machine::new();
        let url = match &empty.url {
            DatabaseUrl::Postgres(address) => address.reveal().to_owned(),
            DatabaseUrl::Sqlite(file) => format!("sqlite:{}", file.display()),
        };
        let settings = [("LASTMETRE_DATABASE_URL", url.as_str())];
        let run = |words: &str| there.lastmetre_with(words, &settings);
        let (file, key) = (safe.0.join("today.age"), safe.0.join("backup.key"));
        let restore = |more: &str| run(&format!("restore {} --key {}{more}", file.display(), key.display()));
        let refused = restore("");
        assert!(text(&refused.stderr).contains("there is no master key"), "{}", text(&refused.stderr));
        fs::create_dir_all(there.0.join("data")).unwrap();
        fs::copy(here.0.join("data/master.key"), there.0.join("data/master.key")).unwrap();
        let verified = restore(" --verify-only");
        assert!(text(&verified.stdout).ends_with("nothing was restored, as asked\n"), "{}", text(&verified.stderr));
        fs::rename(safe.0.join("erased.records"), safe.0.join("erased.later")).unwrap();
        let refused = restore("");
        assert!(text(&refused.stderr).contains("--without-erased"), "{}", text(&refused.stderr));
        let restored = restore(&format!(" --erased {}", safe.0.join("erased.later").display()));
        assert!(restored.status.success(), "{}", text(&restored.stderr));
        let told = text(&restored.stdout);
        assert!(told.contains("0 records that were erased since are erased again"), "{told}");
        build_site(&there.0.join("target/site"), &REQUIRED);
        let fit = run("check");
        assert!(fit.status.success() && text(&fit.stdout).contains("ok   vault: "), "{}", text(&fit.stdout));
        assert!(run("audit verify").status.success());
        let refused = restore(" --without-erased");
        assert!(text(&refused.stderr).contains("is not empty"), "{}", text(&refused.stderr));
        empty.remove().await;
    }

    async fn the_change_of_the_master_key_survives_being_killed(database) {
        const KEYS: u64 = 6_000;
        let machine = Machine::new();
        let (old, new) = (vault::fresh_master_key().unwrap(), vault::fresh_master_key().unwrap());
        let under = |now: &str, before: &str| {
            let settings = [("MASTER_KEY", now), ("MASTER_KEY_BEFORE", before)];
            let settings = settings.map(|(name, key)| (format!("LASTMETRE_{name}"), key.to_owned()));
            Vault::open_existing(&Configuration::read(None, settings).unwrap()).unwrap()
        };
        let journal = Journal::new(database.clone(), under(&old, ""));
        let fill = async |tx: &mut server::database::Transaction<'_>| {
            for number in 0..KEYS {
                journal.record_key(tx, "staff", &format!("{number:05}")).await?;
            }
            Ok(())
        };
        database.transaction(fill).await.unwrap();

        let url = url_of(&database);
        let settings = [
            ("LASTMETRE_DATABASE_URL", url.as_str()),
            ("LASTMETRE_MASTER_KEY", &new),
            ("LASTMETRE_MASTER_KEY_BEFORE", &old),
        ];
        let refused = machine.lastmetre_with("keys rotate", &[settings[0], ("LASTMETRE_MASTER_KEY", &old)]);
        assert!(text(&refused.stderr).contains("master_key_before"), "{}", text(&refused.stderr));
        let stranger = vault::fresh_master_key().unwrap();
        let refused = machine.lastmetre_with("keys rotate", &[settings[0], ("LASTMETRE_MASTER_KEY", &stranger)]);
        assert!(text(&refused.stderr).contains("open only 0 of 6000 keys"), "{}", text(&refused.stderr));

        let mut rotate = machine.command("keys rotate", &settings);
        let mut rotating = rotate.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut told = String::new();
        BufReader::new(rotating.stderr.take().unwrap()).read_line(&mut told).unwrap();
        rotating.kill().unwrap();
        rotating.wait().unwrap();
        assert!(told.ends_with(" keys …\n"), "{told}");
        let half = vault::count(&database, &under(&new, &old)).await.unwrap();
        assert!(half.now > 0 && half.before > 0 && half.unreadable == 0, "{half:?}");
        let checked = machine.lastmetre_with("check", &settings);
        assert!(text(&checked.stdout).contains("run `lastmetre keys rotate`"), "{}", text(&checked.stdout));

        let done = machine.lastmetre_with("keys rotate", &settings);
        assert!(done.status.success(), "{}", text(&done.stderr));
        let rest = format!("{} keys were wrapped anew; all {KEYS} are under the key in force", half.before);
        assert!(text(&done.stdout).contains(&rest), "{}", text(&done.stdout));
        let all = vault::count(&database, &under(&new, "")).await.unwrap();
        assert_eq!(all, Wrapped { now: KEYS, before: 0, unreadable: 0 });
        let checked = machine.lastmetre_with("check", &settings);
        assert!(text(&checked.stdout).contains("the one before is not needed here any more"), "{}", text(&checked.stdout));
    }
}

#[test]
fn a_key_in_a_file_is_changed_in_one_step() {
    let machine = Machine::new();
    assert!(machine.lastmetre("migrate").status.success());
    let refused = machine.lastmetre("keys rotate");
    assert!(text(&refused.stderr).contains("there is no master key"), "{}", text(&refused.stderr));
    let admin = "account create-admin --name 王小明 --sign-in-name wang";
    assert!(machine.lastmetre(admin).status.success());
    let before = fs::read_to_string(machine.0.join("data/master.key")).unwrap();
    let done = machine.lastmetre("keys rotate");
    let told = text(&done.stdout);
    assert!(done.status.success() && told.contains("master.key.before the former"), "{}", text(&done.stderr));
    assert!(told.contains("2 keys were wrapped anew"), "{told}");
    assert!(!told.contains(&before));
    assert_eq!(fs::read_to_string(machine.0.join("data/master.key.before")).unwrap(), before);
    assert_ne!(fs::read_to_string(machine.0.join("data/master.key")).unwrap(), before);
    fs::remove_file(machine.0.join("data/master.key.before")).unwrap();
    assert!(
        text(&machine.lastmetre("check").stdout)
            .contains("ok   vault: the master key opens the keys of all 2")
    );
    assert!(machine.lastmetre("audit verify").status.success());
}

#[test]
fn the_key_of_certificates_is_renewed_as_often_as_somebody_says() {
    let machine = Machine::new();
    assert!(machine.lastmetre("migrate").status.success());
    let admin = "account create-admin --name 王小明 --sign-in-name wang";
    assert!(machine.lastmetre(admin).status.success());
    let told = [(); 2].map(|()| {
        let renewed = machine.lastmetre("keys certificates");
        assert!(renewed.status.success(), "{}", text(&renewed.stderr));
        text(&renewed.stdout).to_owned()
    });
    assert!(told.iter().all(|it| it.contains("are signed with the key")) && told[0] != told[1], "{told:?}");
    assert!(machine.lastmetre("audit verify").status.success());
}

#[test]
fn the_demo_is_taken_out_once_and_said() {
    let machine = Machine::new();
    for words in ["migrate", "seed --demo"] {
        assert!(machine.lastmetre(words).status.success());
    }
    let told = machine.lastmetre("seed --purge-demo");
    assert!(
        text(&told.stdout).contains(" 12 activities, 0 asks, 3 needs, 1 certificates, 3 volunteer_events, ")
            && text(&told.stdout)
                .contains(" 3 volunteers, 0 volunteer_approvals, 0 assignments, 0 parents, "),
        "{}",
        text(&told.stderr)
    );
    assert!(text(&told.stdout).ends_with("100 stations\n"));
    assert_eq!(text(&machine.lastmetre("seed --purge-demo").stdout), "demo data: there is none\n");
}

#[test]
fn check_tells_whether_key_and_certificate_fit_and_until_when() {
    let machine = Machine::new();
    let settings = [("LASTMETRE_TLS_CERTIFICATE", "certificate.pem"), ("LASTMETRE_TLS_KEY", "key.pem")];
    let told = || {
        let checked = machine.lastmetre_with("check", &settings);
        let line = text(&checked.stdout).lines().find(|line| line.contains(" https: ")).unwrap();
        line.to_owned()
    };
    assert!(told().starts_with("bad  https: could not read certificate.pem"), "{}", told());
    for (days, begins) in [
        (-1, "bad  https: the certificate expired on "),
        (5, "mind https: key and certificate fit; it expires soon, on "),
        (300, "ok   https: key and certificate fit; it expires on "),
    ] {
        let mut parameters = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        parameters.not_after = OffsetDateTime::now_utc() + time::Duration::days(days);
        let key = KeyPair::generate().unwrap();
        fs::write(machine.0.join("key.pem"), key.serialize_pem()).unwrap();
        let certificate = parameters.self_signed(&key).unwrap();
        fs::write(machine.0.join("certificate.pem"), certificate.pem()).unwrap();
        assert!(told().starts_with(begins), "{}", told());
    }
    fs::write(machine.0.join("key.pem"), KeyPair::generate().unwrap().serialize_pem()).unwrap();
    assert!(told().starts_with("bad  https: the key does not fit the certificate"), "{}", told());
}
