//! Sentences about drafts.

crate::messages! {
    optional(label: &str) { zh: "{label}（选填）", en: "{label} (optional)" }
    hint_day { zh: "写成 2026-11-24", en: "Written as 2026-11-24" }
    hint_lines { zh: "一行写一条", en: "One on each line" }
    hint_english_lines { zh: "与中文一行对一行；也可以全部不填", en: "Line by line as the Chinese, or none at all" }
    hint_paragraph { zh: "写成一段话", en: "One paragraph" }
    hint_sources { zh: "一行一个依据：标题 | 发文机关 | 文号 | 日期 | 网址；后三项可以空着", en: "One source on each line: title | who issued it | number | day | address; the last three may be empty" }
    hint_sources_en { zh: "与中文一行对一行：title | issued by", en: "Line by line as the Chinese: title | who issued it" }
    nothing { zh: "--", en: "--" }
    yes { zh: "是", en: "yes" }
    no { zh: "否", en: "no" }
    too_long(label: &str, most: usize) { zh: "{label}最多 {most} 个字", en: "{label}: {most} characters at most" }
    signs(label: &str) { zh: "{label}里有看不见的符号，请删掉", en: "{label} has signs that cannot be seen; take them out" }
    too_many(label: &str, most: usize) { zh: "{label}最多 {most} 行", en: "{label}: {most} lines at most" }
    day_wrong(label: &str) { zh: "{label}请写成 2026-11-24 的样子", en: "{label}: write the day as 2026-11-24" }
    unknown(label: &str, code: &str) { zh: "{label}里没有「{code}」", en: "{label}: there is no “{code}”" }
    source_wrong(label: &str, line: usize) { zh: "{label}第 {line} 行看不懂：至少要有标题和发文机关，网址以 https:// 开头", en: "{label}, line {line}: a title and who issued it are needed, and an address begins with https://" }
    halves(label: &str) { zh: "{label}的行数与中文不一样", en: "{label} has another number of lines than the Chinese" }
    field { zh: "内容", en: "Field" }
    before { zh: "现行", en: "Before" }
    after { zh: "草稿", en: "Draft" }
    conflict_title { zh: "同一处内容，两个人写得不一样", en: "Two people have written different things" }
    conflict_lead { zh: "您打开这一页之后，别人先改了下面的内容。现在保留的是别人写的；其他改动已经保存。", en: "Somebody else changed these after you had opened the page. What they wrote stands for now; your other changes are saved." }
    conflict_theirs { zh: "别人写的（现在的）", en: "Theirs, as it stands" }
    conflict_mine { zh: "您写的", en: "Yours" }
    conflict_choose { zh: "用哪个", en: "Which one" }
    conflict_take_mine { zh: "改成我写的", en: "Take mine" }
}
