//! Where the packages differ from the official lists, and what no package says: small tables, each with its source.
//!
//! Official codes and names are those of 民政部's 国家地名信息库 (<https://dmfw.mca.gov.cn>) as of 2025-12-31; the package's
//! are those the National Bureau of Statistics used for 2023. A new official list is a change to these tables,
//! and `check.rs` tells what no longer adds up.

/// Credit that belongs under every table of divisions.
pub const DIVISIONS_CREDIT: &str =
    "行政区划数据来源：中国·国家地名信息库（截至2025-12-31）；位置：GeoNames（CC BY 4.0，WGS-84）";

/// The statistical list gives Sansha's districts other codes; 中沙's reefs are in 西沙区's care.
const COUNTY_CODES: [(&str, &str); 3] = [("460321", "460302"), ("460322", "460303"), ("460323", "460302")];

/// County-level areas whose statistical name is not the official one: official code, official name.
const COUNTY_NAMES: [(&str, &str); 2] = [("460302", "西沙区"), ("460303", "南沙区")];

/// Townships with another code in the statistical list: its code, the official one.
const TOWNSHIP_CODES: [(&str, &str); 1] = [("469024401", "469024110")];

/// Townships with another name in the statistical list: official code, official name.
const TOWNSHIP_NAMES: [(&str, &str); 2] = [("460108001", "海府路街道"), ("460108005", "人民路街道")];

/// Official townships the statistical list counts under a development zone instead: code, name.
/// (三都街道 was split from 洋浦经济开发区, whose villages the list has not moved.)
pub const TOWNSHIPS_MISSING: [(&str, &str); 1] = [("460400001", "三都街道")];

/// Townships that GeoNames knows by a former name: official code, the name there.
pub const FORMER_NAMES: [(&str, &str); 3] =
    [("460400001", "三都镇"), ("469001100", "冲山镇"), ("469026106", "七差乡")];

/// Old town centres in 三亚's districts, which have no townships: code of the district, GeoNames' name there, and the
/// name to show. GeoNames writes 凤凰镇 with another first character.
pub const OLD_TOWNS: [(&str, &str, &str); 5] = [
    ("460202", "海棠湾镇", "海棠湾"),
    ("460203", "田独镇", "田独"),
    ("460204", "风凰镇", "凤凰"),
    ("460204", "天涯镇", "天涯"),
    ("460205", "崖城镇", "崖城"),
];

/// Sansha's districts are reefs far apart: their label stands at the seat. The code, and the seat in degrees.
/// 永兴岛 is GeoNames 12382279, 永暑岛 lies in the outline of 天地图.
pub const SEATS: [(&str, f64, f64); 3] =
    [("460300", 112.34064, 16.83912), ("460302", 112.34064, 16.83912), ("460303", 112.8905, 9.5507)];

/// A unit of the statistical list that is no division by law: farms, zones, and stand-ins for «directly under».
pub struct StatisticalUnit {
    /// Its code in the statistical list.
    pub code: &'static str,
    /// What kind of unit it is.
    pub kind: &'static str,
    /// Its name in English, composed here: none is official.
    pub name_en: &'static str,
}

const fn unit(code: &'static str, kind: &'static str, name_en: &'static str) -> StatisticalUnit {
    StatisticalUnit { code, kind, name_en }
}

/// All units of Hainan that the statistical list has beside the official divisions.
pub const STATISTICAL_UNITS: [StatisticalUnit; 26] = [
    unit("460107500", "农场", "Provincial Lingjiao Tropical Crops Farm"),
    unit("460108400", "开发区", "Haikou Guilinyang Economic Development Zone (Farm)"),
    unit("460108500", "农场", "Luoniushan Farm"),
    unit("460202198", "直辖村级区划", "Villages directly under Haitang District"),
    unit("460203198", "直辖村级区划", "Villages directly under Jiyang District"),
    unit("460204198", "直辖村级区划", "Villages directly under Tianya District"),
    unit("460205198", "直辖村级区划", "Villages directly under Yazhou District"),
    unit("460321451", "岛礁", "Yongxing"),
    unit("460321452", "岛礁", "Yongle"),
    unit("460321453", "岛礁", "Qilianyu"),
    unit("460322451", "岛礁", "Yongshu Island"),
    unit("460323451", "岛礁", "Zhongsha Islands and Reefs"),
    unit("460400499", "开发区", "Yangpu Economic Development Zone"),
    unit("460400500", "院校", "South China College of Tropical Crops"),
    unit("469001198", "直辖村级区划", "Villages directly under Wuzhishan"),
    unit("469002500", "农场", "Bincunshan Overseas Chinese Farm"),
    unit("469006500", "农场", "Xinglong Overseas Chinese Farm"),
    unit("469006501", "林场", "Liulian State Forest Farm"),
    unit("469007500", "农场", "Dongfang Overseas Chinese Farm"),
    unit("469023405", "农场", "Jin'an State Farm"),
    unit("469026500", "林场", "Bawangling State Forest Farm"),
    unit("469027500", "林场", "Jianfengling State Forestry Company"),
    unit("469027501", "盐场", "Yinggehai State Saltworks"),
    unit("469028500", "林场", "Diaoluoshan State Forestry Company"),
    unit("469029198", "直辖村级区划", "Villages directly under Baoting County"),
    unit("469030500", "林场", "Limushan Branch, Hainan Tropical Rainforest National Park Administration"),
];

/// The official code of a county-level area, from the code of a package.
pub fn official_county(code: &str) -> &str {
    corrected(&COUNTY_CODES, code).unwrap_or(code)
}

/// The official name of a county-level area, from its official code and the name of a package.
pub fn official_county_name<'a>(code: &str, name: &'a str) -> &'a str {
    corrected(&COUNTY_NAMES, code).unwrap_or(name)
}

/// The official code of a township, from the code of a package.
pub fn official_township(code: &str) -> &str {
    corrected(&TOWNSHIP_CODES, code).unwrap_or(code)
}

/// The official name of a township, from its official code and the name of a package.
pub fn official_township_name<'a>(code: &str, name: &'a str) -> &'a str {
    corrected(&TOWNSHIP_NAMES, code).unwrap_or(name)
}

/// What a table of pairs says of a key.
pub fn corrected(table: &[(&str, &'static str)], key: &str) -> Option<&'static str> {
    table.iter().find(|row| row.0 == key).map(|row| row.1)
}
