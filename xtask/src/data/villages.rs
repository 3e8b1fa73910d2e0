//! Villages and communities: code, name, reading, and what they belong to.
//!
//! As the statistical list has them, under official codes of the larger units. None has a position.

use super::corrections;
use super::divisions::{PROVINCE, fields};
use super::readings;
use super::sources::{self, Sources};
use anyhow::Result;

/// One row of the table.
pub struct Village {
    /// Twelve digits, as in the statistical list: the township in front may be the list's own code.
    pub code: String,
    /// The name in full, 村委会 and the like included.
    pub name: String,
    /// The township or statistical unit it belongs to.
    pub parent: String,
    /// The county-level area it lies in.
    pub county: String,
}

/// All villages of the province in the order of their codes.
pub fn read(sources: &Sources) -> Result<Vec<Village>> {
    let mut villages = Vec::new();
    for row in sources.rows(sources::VILLAGES)? {
        let [code, name, township, province, _, county] = fields(&row)?;
        if PROVINCE.starts_with(province) {
            villages.push(Village {
                code: code.to_owned(),
                name: name.to_owned(),
                parent: corrections::official_township(township).to_owned(),
                county: corrections::official_county(county).to_owned(),
            });
        }
    }
    villages.sort_by(|a, b| a.code.cmp(&b.code));
    Ok(villages)
}

/// A table as the server's seed reads it.
pub fn table(villages: &[Village]) -> Result<String> {
    let rows = villages.iter().map(|village| {
        let Village { code, name, parent, county } = village;
        [code.clone(), name.clone(), readings::typed(name), parent.clone(), county.clone()]
    });
    let credit = "国家统计局 2023 年统计用区划（城乡划分代码）";
    sources::table(credit, ["code", "name", "pinyin", "parent_code", "county_code"], rows)
}
