mod bucket;

use std::path::PathBuf;

use app::{
    access::Role,
    accounts::model::{Assignment, SignInName, State as AccountState},
    ids::StaffId,
    stations::{
        edit,
        model::{FreshnessDays, Kind, Station},
    },
    text::Text,
};
use image::{Rgb, RgbImage};

use super::*;
use crate::{
    accounts::SessionLimits,
    databases::on_each_database,
    journal::verify,
    vault::{SealingKey, Vault},
};

const DAYS: FreshnessDays = FreshnessDays { due: 90, overdue: 180 };

/// A folder of its own, which goes with it.
struct Folder(PathBuf);

impl Folder {
    fn fresh() -> Self {
        Self(std::env::temp_dir().join(format!("lastmetre-photos-{}", StaffId::fresh())))
    }

    fn files(&self) -> usize {
        std::fs::read_dir(&self.0).map(Iterator::count).unwrap_or_default()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.0);
    }
}

/// A server with one unit.
async fn with_a_unit(database: &Database, stage: Stage) -> (Photos, Station, Folder) {
    let mut station = edit::blank(StationId::fresh(), "jiaji", Kind::Station, "469002100");
    station.name = Text::new("嘉积社工站", "Jiaji Station");
    station.stage = stage;
    let fill = async |tx: &mut Transaction<'_>| {
        stations::queries::insert(tx, &station).await?;
        stations::queries::move_on(tx, 1).await
    };
    database.transaction(fill).await.unwrap();
    let directory = CurrentDirectory::load(database.clone(), DAYS).await.unwrap();
    let vault = Vault::under(SealingKey::fresh().unwrap());
    let accounts = Accounts::under(vault, directory.clone(), SessionLimits::default()).await.unwrap();
    let folder = Folder::fresh();
    let store = Store::in_folder(&folder.0).unwrap();
    (Photos::new(store, &accounts, directory, 1 << 20), station, folder)
}

fn somebody(role: Role, unit: Unit) -> Staff {
    Staff {
        id: StaffId::fresh(),
        version: 1,
        sign_in_name: SignInName::parse("wang").unwrap(),
        name: "Wang".into(),
        state: AccountState::Active,
        has_second_factor: true,
        coming: Vec::new(),
        assignments: vec![Assignment { role, unit }],
    }
}

/// A picture in one shade.
fn picture(shade: u8) -> Picture {
    let image = RgbImage::from_pixel(60, 40, Rgb([shade, shade, shade]));
    let mut bytes = Vec::new();
    image.write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png).unwrap();
    draw_anew(&bytes).unwrap()
}

on_each_database! {
    async fn a_photo_is_added_once_seen_by_whoever_sees_the_unit_and_taken_away_and_put_back(database) {
        let (photos, station, folder) = with_a_unit(&database, Stage::Operating).await;
        let leader = somebody(Role::StationLeader, Unit::Station(station.id));
        let owner = Owner::Premises(station.id, Item::DoorPlate);
        let (id, drawn) = (CommandId::fresh(), picture(120));
        for _ in 0..2 {
            assert_eq!(photos.add(id, owner, &drawn, &leader).await.unwrap(), Ok(()));
        }
        // The same form with another picture is not the same command.
        assert!(photos.add(id, owner, &picture(9), &leader).await.unwrap().is_err());
        let listed = photos.of_premises(station.id).await.unwrap();
        assert_eq!((listed.len(), listed[0].owner, listed[0].width), (1, owner, 60));
        assert_eq!(photos.count_of_premises(station.id).await.unwrap(), [("door_plate", 1)].into());

        let key = listed[0].id.to_string();
        for (by, sees) in [
            (&leader, true),
            (&somebody(Role::SocialWorker, Unit::Station(station.id)), true),
            (&somebody(Role::StationLeader, Unit::Station(StationId::fresh())), false),
        ] {
            assert_eq!(photos.seen_by(&key, by).await.unwrap().is_some(), sees);
        }
        for size in Size::ALL {
            let bytes = photos.bytes(&listed[0], size).await.unwrap().unwrap();
            assert_eq!(bytes, drawn.bytes(size));
        }

        let there = async || photos.of_premises(station.id).await.unwrap()[0].removed_at_ms.is_none();
        for act in [Act::Remove, Act::Remove, Act::PutBack, Act::PutBack] {
            let photo = photos.seen_by(&key, &leader).await.unwrap().unwrap();
            photos.act(CommandId::fresh(), &photo, act, &leader).await.unwrap().unwrap();
            assert_eq!(there().await, act == Act::PutBack);
        }
        // The picture that was refused is there until it is swept away.
        assert_eq!(folder.files(), 4);
        photos.accounts.journal().verify(&verify::Noted::default()).await.unwrap().unwrap();
    }

    async fn whose_unit_it_is_decides_and_a_closed_unit_is_left_as_it_is(database) {
        let (photos, station, _folder) = with_a_unit(&database, Stage::Operating).await;
        let owner = Owner::Premises(station.id, Item::House);
        let drawn = picture(1);
        for (by, refusal) in [
            (somebody(Role::SocialWorker, Unit::Station(station.id)), Refusal::NotAllowed),
            (somebody(Role::StationLeader, Unit::Station(StationId::fresh())), Refusal::NotFound),
        ] {
            assert_eq!(photos.add(CommandId::fresh(), owner, &drawn, &by).await.unwrap(), Err(refusal));
        }
        let leader = somebody(Role::StationLeader, Unit::Station(station.id));
        let nowhere = Owner::Premises(StationId::fresh(), Item::House);
        assert_eq!(photos.add(CommandId::fresh(), nowhere, &drawn, &leader).await.unwrap(), Err(Refusal::NotFound));
        assert_eq!(photos.of_premises(station.id).await.unwrap(), []);
    }

    async fn a_closed_unit_gets_no_photo(database) {
        let (photos, station, _folder) = with_a_unit(&database, Stage::Closed).await;
        let leader = somebody(Role::StationLeader, Unit::Station(station.id));
        let owner = Owner::Premises(station.id, Item::House);
        let refused = photos.add(CommandId::fresh(), owner, &picture(1), &leader).await.unwrap();
        assert_eq!(refused, Err(Refusal::NotNow));
    }

    async fn an_item_has_no_more_photos_than_can_be_looked_at(database) {
        let (photos, station, _folder) = with_a_unit(&database, Stage::Operating).await;
        let leader = somebody(Role::StationLeader, Unit::Station(station.id));
        let (owner, other) =
            (Owner::Premises(station.id, Item::House), Owner::Premises(station.id, Item::Desks));
        let drawn = picture(7);
        for _ in 0..PER_ITEM_MAX {
            photos.add(CommandId::fresh(), owner, &drawn, &leader).await.unwrap().unwrap();
        }
        let full = Err(Refusal::AgainstARule);
        assert_eq!(photos.add(CommandId::fresh(), owner, &drawn, &leader).await.unwrap(), full);
        photos.add(CommandId::fresh(), other, &drawn, &leader).await.unwrap().unwrap();
        // What was taken away makes room; where none is left, it cannot come back.
        let first = photos.of_premises(station.id).await.unwrap().pop().unwrap();
        photos.act(CommandId::fresh(), &first, Act::Remove, &leader).await.unwrap().unwrap();
        photos.add(CommandId::fresh(), owner, &drawn, &leader).await.unwrap().unwrap();
        assert_eq!(photos.act(CommandId::fresh(), &first, Act::PutBack, &leader).await.unwrap(), full);
    }

    async fn what_no_photo_names_is_swept_away_and_nothing_else(database) {
        let (photos, station, folder) = with_a_unit(&database, Stage::Operating).await;
        let leader = somebody(Role::StationLeader, Unit::Station(station.id));
        let owner = Owner::Premises(station.id, Item::House);
        for shade in [1, 2] {
            photos.add(CommandId::fresh(), owner, &picture(shade), &leader).await.unwrap().unwrap();
        }
        photos.store.put("0192f0c0-0000-7000-8000-000000000000-0000", &picture(3)).await.unwrap();
        std::fs::write(folder.0.join("something-else"), "").unwrap();
        let removed = photos.of_premises(station.id).await.unwrap().remove(0);
        photos.act(CommandId::fresh(), &removed, Act::Remove, &leader).await.unwrap().unwrap();

        // What was just stored may be about to get its name.
        photos.sweep(now_ms()).await.unwrap();
        assert_eq!(folder.files(), 7);
        photos.sweep(now_ms() + 2 * DAY_MS).await.unwrap();
        assert_eq!(folder.files(), 5, "of what was taken away yesterday the picture stays");
        photos.sweep(now_ms() + 32 * DAY_MS).await.unwrap();
        assert_eq!(folder.files(), 3);
        let left = photos.of_premises(station.id).await.unwrap();
        assert_eq!(left.len(), 1);
        assert!(photos.bytes(&left[0], Size::Large).await.unwrap().is_some());
        assert!(photos.bytes(&removed, Size::Large).await.unwrap().is_none());
    }
}
