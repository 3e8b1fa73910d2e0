use std::collections::BTreeSet;

use super::*;
use crate::databases::on_each_database;

const NOW: i64 = 1_795_500_000_000;

fn lease(worker: &str) -> Lease {
    Lease { worker: worker.to_owned(), for_ms: 60_000 }
}

async fn put(database: &Database, subject: &str, due_ms: i64) {
    database.transaction(async |tx| queries::put(tx, "send", subject, due_ms).await).await.unwrap();
}

on_each_database! {
    async fn a_job_is_one_workers_until_it_does_not_come_back(database) {
        put(&database, "a", NOW).await;
        put(&database, "a", NOW + 1).await;
        let (first, second) = (lease("first"), lease("second"));
        assert!(queries::take(&database, &first, NOW - 1).await.unwrap().is_none(), "not due yet");
        let job = queries::take(&database, &first, NOW).await.unwrap().unwrap();
        assert_eq!((job.subject.as_str(), job.attempts), ("a", 1));
        assert!(queries::take(&database, &second, NOW + 59_999).await.unwrap().is_none());
        let again = queries::take(&database, &second, NOW + 60_000).await.unwrap().unwrap();
        assert_eq!(again.attempts, 2);
        // The one who comes back late has no say any more.
        database.transaction(async |tx| queries::finish(tx, &job, &first).await).await.unwrap();
        database.transaction(async |tx| queries::put_off(tx, &again, &second, NOW + 70_000, 0).await).await.unwrap();
        assert!(queries::take(&database, &first, NOW + 69_999).await.unwrap().is_none());
        let last = queries::take(&database, &first, NOW + 70_000).await.unwrap().unwrap();
        database.transaction(async |tx| queries::finish(tx, &last, &first).await).await.unwrap();
        assert!(queries::take(&database, &first, i64::MAX / 2).await.unwrap().is_none());
    }

    async fn what_is_hastened_while_it_is_done_is_done_again_at_once(database) {
        put(&database, "a", NOW).await;
        let lease = lease("one");
        let job = queries::take(&database, &lease, NOW).await.unwrap().unwrap();
        database.transaction(async |tx| queries::hasten(tx, "send", NOW + 1).await).await.unwrap();
        database
            .transaction(async |tx| queries::put_off(tx, &job, &lease, NOW + 600_000, 0).await)
            .await
            .unwrap();
        let job = queries::take(&database, &lease, NOW + 1).await.unwrap().unwrap();
        database
            .transaction(async |tx| queries::put_off(tx, &job, &lease, NOW + 600_000, 7).await)
            .await
            .unwrap();
        assert!(queries::take(&database, &lease, NOW + 599_999).await.unwrap().is_none());
        assert_eq!(queries::take(&database, &lease, NOW + 600_000).await.unwrap().unwrap().attempts, 8);
    }

    async fn what_has_been_due_longest_comes_first(database) {
        for (subject, due_ms) in [("late", NOW - 1), ("early", NOW - 3), ("middle", NOW - 2)] {
            put(&database, subject, due_ms).await;
        }
        let mut order = Vec::new();
        while let Some(job) = queries::take(&database, &lease("one"), NOW).await.unwrap() {
            order.push(job.subject);
        }
        assert_eq!(order, ["early", "middle", "late"]);
    }

    async fn many_workers_take_each_job_once(database) {
        for number in 0..100 {
            put(&database, &number.to_string(), NOW).await;
        }
        let workers: Vec<_> = (0..8)
            .map(|worker| {
                let database = database.clone();
                tokio::spawn(async move {
                    let (lease, mut taken) = (lease(&worker.to_string()), Vec::new());
                    // Another may be taking the one that was seen: as long as there is any, it is looked for again.
                    let mut in_vain = 0;
                    while in_vain < 3 {
                        match queries::take(&database, &lease, NOW).await.unwrap() {
                            Some(job) => taken.push(job.subject),
                            None => in_vain += 1,
                        }
                    }
                    taken
                })
            })
            .collect();
        let mut taken = Vec::new();
        for worker in workers {
            taken.extend(worker.await.unwrap());
        }
        let different: BTreeSet<_> = taken.iter().cloned().collect();
        assert_eq!((taken.len(), different.len()), (100, 100));
    }
}

#[test]
fn what_broke_waits_longer_each_time_up_to_an_hour() {
    let waits: Vec<_> = [1, 2, 3, 100].map(broken_wait_ms).into();
    assert_eq!(waits, [5_000, 10_000, 20_000, BROKEN_WAIT_MS_MAX]);
}
