//! What people, scripts and bots put into an address, and things nobody has thought of yet.

/// Text that is hard on search, on HTML, on SQL or on a log. As a person would see it, before it is encoded.
pub const TEXTS: [&str; 73] = [
    "",
    " ",
    "\u{3000}\u{3000}",
    "嘉积",
    "嘉積鎮",
    "𠀀𠀁𫝀",
    "龘齉爩",
    "㐀䶵",
    "嘉 积 镇 社 工 站",
    "ｊｉａｊｉ",
    "ＡＢＣ１２３",
    "ㄐㄧㄚ",
    "jiā jī zhèn",
    "JIAJI",
    "jiaji jiaji jiaji jiaji jiaji jiaji jiaji jiaji jiaji jiaji jiaji jiaji",
    "zhuangchuangshuangguangkuanghuangjiangqiangxiangliangniang",
    "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn",
    "مرحبا بالعالم",
    "שלום עולם",
    "\u{202e}gnihton\u{202c}",
    "嘉\u{200b}积\u{200d}\u{feff}",
    "\u{2060}\u{2063}\u{180e}",
    "e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘",
    "👩‍👩‍👧‍👦🏳️‍🌈😀",
    "🇨🇳🇨🇳",
    "\u{e000}\u{f8ff}\u{10ffff}",
    "\u{fffd}\u{ffff}",
    "</script><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'><svg/onload=alert(1)>",
    "javascript:alert(1)",
    "<!--",
    "a<!>b",
    "-->",
    "]]>",
    "<![CDATA[",
    "&lt;b&gt;&amp;&#0;&#x1F600;",
    "{{7*7}}${7*7}<%= 7*7 %>#{7*7}",
    "{q}{}%s%n%x",
    "' OR 1=1 --",
    "'; DROP TABLE stations; --",
    "\" OR \"\"=\"",
    "1 UNION SELECT * FROM stations",
    "$1; SELECT pg_sleep(10)",
    "%",
    "%%%",
    "%25%32%35",
    "_",
    "*",
    "\\",
    "\\\\..\\..\\",
    "../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "gopher://localhost/etc/passwd",
    "http://evil.example/",
    "//evil.example",
    "|cat /etc/passwd",
    "`id`$(id)",
    "a\r\nSet-Cookie: elder=1",
    "a\nforged=line",
    "\t\t",
    "\u{7f}\u{1b}[31m",
    "null",
    "undefined",
    "NaN",
    "true",
    "-1",
    "0",
    "99999999999999999999999999",
    "1e309",
    "社工站镇村委会居委会社区街道市县区",
    "的",
];

/// What stands in a number of a page.
pub const PAGES: [&str; 12] = [
    "-1",
    "0",
    "1",
    "2",
    "3",
    "99999999999999999999",
    "18446744073709551615",
    "1e3",
    "1.0",
    "+1",
    "０１",
    "0x10",
];

/// What stands in a position.
pub const PLACES: [&str; 16] = [
    "NaN,NaN",
    "inf,-inf",
    "999,999",
    "-90,-180",
    "90,180",
    "0,0",
    "19.25,110.47",
    "19.25，110.47",
    "19.25",
    "19.25,",
    ",",
    ",,,",
    "1e308,1e308",
    "19.25,110.47,5",
    "十九,一百一十",
    "0.0000000000000000000000000000000000000000000000001,110",
];

/// Addresses that are no text, or too much of it, with the status that they get.
pub const BROKEN: [(&str, u16); 10] = [
    ("%", 400),
    ("%z1", 400),
    ("%E5%98", 400),
    ("%ff%fe", 400),
    ("%C0%AF", 400),
    ("%ED%A0%80", 400),
    ("%00", 400),
    ("a%00b", 400),
    ("%F5%80%80%80", 400),
    ("%E5%98%8", 400),
];

/// The text as it stands in an address.
pub fn encoded(text: &str) -> String {
    app::stations::filter::percent_encoded(text)
}

/// What no page may hold of what was typed: it would be a part of the page.
pub const MARKUP: [&str; 5] = ["<script>alert", "<img src=x", "<svg/onload", "<![CDATA[", "a<!>b"];

fn unescaped(text: &str) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&amp;", "&")]
        .into_iter()
        .fold(text.to_owned(), |text, (escaped, sign)| text.replace(escaped, sign))
}

/// What stands in the control of this name.
pub fn stands(page: &str, name: &str) -> Option<String> {
    let (before, after) = page.split_once(&format!(" name=\"{name}\""))?;
    let text = match before.rsplit_once('<')?.1.starts_with("textarea") {
        true => after.split_once('>')?.1.split_once("</textarea>")?.0,
        false => after.split_once('>')?.0.split_once("value=\"")?.1.split_once('"')?.0,
    };
    Some(unescaped(text))
}
