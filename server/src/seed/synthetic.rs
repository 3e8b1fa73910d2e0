//! Synthetic stations for the benchmarks: many, in the shape of the demo units, marked as demo data.

use app::{
    areas::model::{Position, Precision},
    ids::StationId,
    map::coordinates::LatLng,
    text::Text,
};
use time::Date;

use super::demo::units;
use crate::{database::Database, error::StoreError, stations};

/// Stores `count` synthetic stations, scattered around the seats of the demo units.
pub async fn synthetic(database: &Database, today: Date, count: usize) -> Result<(), StoreError> {
    let patterns: Vec<_> = units(today)?.into_iter().filter(|unit| unit.position.is_some()).collect();
    database
        .transaction(async |tx| {
            for (number, pattern) in (1..=count).zip(patterns.iter().cycle()) {
                let mut station = pattern.clone();
                station.id = StationId::fresh();
                station.parent = None;
                station.slug = format!("synthetic-{number:05}");
                station.name.zh = format!("{}{number}号", pattern.name.zh);
                station.name.en =
                    Some(format!("{} No. {number}", pattern.name.read(app::language::Language::En)));
                station.aliases = vec![format!("合成{number}号")];
                station.address = Text::new("演示数据，合成站点", "Demo data, a synthetic station");
                station.position = pattern.position.map(|at| scattered(at, number));
                stations::queries::insert(tx, &station).await?;
            }
            super::queries::stamp_demo(tx, &format!("synthetic-{count}")).await
        })
        .await
}

/// A point within some ten kilometres, the same for the same number.
fn scattered(around: Position, number: usize) -> Position {
    let turn = |step: usize| (number.wrapping_mul(step) % 1000) as f64 / 1000.0 - 0.5;
    let at = LatLng { lat: around.at.lat + turn(7919) * 0.2, lng: around.at.lng + turn(104_729) * 0.2 };
    Position { at, precision: Precision::TownSeat }
}
