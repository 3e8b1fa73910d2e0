//! Sentences about coverage.

crate::messages! {
    title { zh: "覆盖情况", en: "Coverage" }
    title_of(name: &str) { zh: "{name}覆盖情况", en: "Coverage of {name}" }
    lead(day: &str) { zh: "截至 {day}，按系统里的现况统计。点数字看明细。", en: "As things stand on {day}. Each number opens what was counted." }
    year { zh: "目标年份", en: "Year of the target" }
    leave_out { zh: "不含批次或试点", en: "Leave out a batch or pilot" }
    leave_out_none { zh: "全部都算", en: "Count all" }
    find { zh: "查询", en: "Show" }
    reset { zh: "重置", en: "Reset" }
    sentence(covered: usize, scope: usize) { zh: "应覆盖 {scope} 个地方，已覆盖 {covered} 个", en: "{covered} of {scope} places in scope are covered" }
    per_cent(number: usize) { zh: "{number}%", en: "{number}%" }
    no_data { zh: "--", en: "--" }

    map { zh: "各市县覆盖率图", en: "Map of the coverage of each city and county" }
    map_inset(name: &str, rate: &str) { zh: "南海诸岛：{name}，覆盖率 {rate}", en: "South China Sea Islands: {name}, {rate} covered" }
    map_area(name: &str, rate: &str) { zh: "{name}，覆盖率 {rate}", en: "{name}, {rate} covered" }
    legend { zh: "图例", en: "Key" }
    step_none { zh: "0%", en: "0%" }
    step_third { zh: "1%～33%", en: "1% to 33%" }
    step_two_thirds { zh: "34%～66%", en: "34% to 66%" }
    step_most { zh: "67%～99%", en: "67% to 99%" }
    step_all { zh: "100%", en: "100%" }

    table_counties { zh: "各市县建设进度", en: "Progress by city and county" }
    table_staff { zh: "人员配备和信息核对（运营中的站）", en: "Staffing and freshness of operating stations" }
    table_modes { zh: "按建设模式", en: "By construction mode" }
    table_programmes { zh: "按批次和试点", en: "By batch and pilot" }
    table_kinds { zh: "按层级（中心、站、室）", en: "By tier" }
    programmes_note { zh: "一个站可以属于几个批次或试点，这张表各行相加可能多于总数。", en: "A station may belong to several, so these lines may add up to more than there are." }
    county { zh: "市县", en: "City or county" }
    mode { zh: "建设模式", en: "Mode" }
    programme { zh: "批次或试点", en: "Batch or pilot" }
    kind { zh: "层级", en: "Tier" }
    no_mode { zh: "未定模式", en: "No mode yet" }
    no_programme { zh: "不属于任何批次", en: "In no batch" }
    without_programme(name: &str) { zh: "不含{name}", en: "without {name}" }
    total { zh: "合计", en: "Total" }
    in_scope { zh: "应覆盖", en: "In scope" }
    covered { zh: "已覆盖", en: "Covered" }
    rate { zh: "覆盖率", en: "Rate" }
    planned { zh: "筹建", en: "Planned" }
    building { zh: "在建", en: "Being built" }
    operating { zh: "运营", en: "Operating" }
    target(year: i32) { zh: "{year} 年目标", en: "Target {year}" }
    reached { zh: "完成目标", en: "Reached" }
    staff { zh: "在岗（人）", en: "In post" }
    needed { zh: "标准（人）", en: "Standard" }
    empty { zh: "缺员（人）", en: "Empty posts" }
    short { zh: "未配齐的站", en: "Stations short of staff" }
    due { zh: "该核对", en: "Due for checking" }
    overdue { zh: "逾期未核对", en: "Overdue" }
    standard(number: u16) { zh: "标准：每站 {number} 人。", en: "The standard: {number} in each station." }
    rule { zh: "口径：筹建、选址计「筹建」；装修、标识、揭牌计「在建」；运营、评估、整改计「运营」；撤并的不计。覆盖只看运营中的社工站，中心和社工室不单独计入。", en: "How it is counted: preparing and siting are planned; fitting out, signage and unveiling are being built; operating, evaluated and rectifying are operating; closed and merged units are not counted. A place is covered by an operating station; centres and village rooms do not count by themselves." }
    places(count: usize) { zh: "各地方情况（{count} 个）", en: "Place by place ({count})" }
    place { zh: "地方", en: "Place" }
    state { zh: "状态", en: "State" }
    is_covered { zh: "已覆盖", en: "covered" }
    is_not_covered { zh: "未覆盖", en: "not covered yet" }
    units { zh: "站点", en: "Stations" }
    none { zh: "没有应覆盖的地方。", en: "No place is in scope here." }

    targets { zh: "年度目标", en: "Targets" }
    targets_none { zh: "还没有目标。", en: "No target yet." }
    target_year { zh: "年份", en: "Year" }
    target_places { zh: "年底前覆盖的地方数", en: "Places to be covered by its end" }
    set { zh: "下达目标", en: "Set the target" }
    saved { zh: "已保存", en: "Saved" }
    conflict(theirs: i64) { zh: "别人刚把这一年的目标改成 {theirs}，您写的没有保存。需要的话请再提交一次。", en: "Somebody has just set that year's target to {theirs}; yours was not kept. Send it again if need be." }
    fault_year { zh: "请写 2020 到 2100 之间的年份", en: "Write a year from 2020 to 2100" }
    fault_places(most: usize) { zh: "请写 0 到 {most} 的整数：这里一共 {most} 个地方", en: "Write a whole number up to {most}: there are {most} places here" }
    only(what: &str) { zh: "只看：{what}", en: "Only: {what}" }
    only_off { zh: "取消筛选", en: "Show all" }
}
