//! Sentences about local agencies.

crate::messages! {
    kind_social_organisation { zh: "社会组织", en: "Social organisation" }
    kind_health { zh: "医疗卫生机构", en: "Health service" }
    kind_school { zh: "学校、幼儿园", en: "School" }
    kind_police { zh: "公安派出所", en: "Police station" }
    kind_justice { zh: "司法所、法律援助", en: "Justice office, legal aid" }
    kind_elderly_care { zh: "养老服务机构", en: "Care for the elderly" }
    kind_children { zh: "儿童服务机构", en: "Service for children" }
    kind_volunteers { zh: "志愿服务队", en: "Volunteer team" }
    kind_company { zh: "企业", en: "Company" }
    kind_other { zh: "其他", en: "Other" }

    section { zh: "合作单位", en: "Working together with" }
    title(unit: &str) { zh: "{unit}：合作单位", en: "Agencies that work with {unit}" }
    lead { zh: "和本站一起服务居民的单位。只登记单位和办公电话，不登记个人。", en: "Offices that serve residents together with this unit. Only offices and their numbers stand here, no persons." }
    panel_title { zh: "合作单位", en: "Local agencies" }
    panel_none { zh: "还没有登记合作单位。", en: "No agency is on record yet." }
    panel_link { zh: "打开合作单位", en: "Open the agencies" }
    now_title(number: usize) { zh: "正在合作（{number} 家）", en: "Working together ({number})" }
    now_none { zh: "还没有登记合作单位。请在下面登记第一家。", en: "No agency is on record. Enter the first one below." }
    former_title(number: usize) { zh: "已结束合作（{number} 家）", en: "Ended ({number})" }
    name { zh: "名称", en: "Name" }
    name_zh { zh: "名称（中文）", en: "Name in Chinese" }
    name_en { zh: "名称（英文）", en: "Name in English" }
    kind { zh: "类型", en: "Kind" }
    phone { zh: "办公电话", en: "Telephone of the office" }
    phone_hint { zh: "请填写单位电话，不要填写个人手机", en: "A number of the office, not somebody's mobile" }
    offers { zh: "提供什么", en: "What it offers" }
    offers_zh { zh: "提供什么（中文）", en: "What it offers, in Chinese" }
    offers_en { zh: "提供什么（英文）", en: "What it offers, in English" }
    since { zh: "合作开始日期", en: "Working together since" }
    day_hint { zh: "例如 2026-11-24", en: "Like 2026-11-24" }
    term { zh: "合作时间", en: "Since" }
    term_open(since: &str) { zh: "{since} 起", en: "since {since}" }
    term_closed(since: &str, until: &str) { zh: "{since} ~ {until}", en: "{since} ~ {until}" }
    public { zh: "对公众显示", en: "Show it to the public" }
    is_public { zh: "公众可见", en: "public" }
    optional(label: &str) { zh: "{label}（选填）", en: "{label} (optional)" }
    nothing { zh: "--", en: "--" }
    actions { zh: "办理", en: "Change" }
    correct { zh: "更正或结束", en: "Correct or end" }
    correct_which(name: &str) { zh: "更正或结束：{name}", en: "Correct or end: {name}" }
    add_title { zh: "登记合作单位", en: "Enter an agency" }
    add_save { zh: "登记", en: "Enter" }
    add_another { zh: "登记另一家", en: "Enter another one" }
    amend_title(name: &str) { zh: "更正：{name}", en: "Correct: {name}" }
    amend_save { zh: "保存更正", en: "Save the correction" }
    end_title(name: &str) { zh: "结束合作：{name}", en: "End the work with {name}" }
    end_lead { zh: "记录会保留，公众页面上不再显示。", en: "It stays on record, and the public sees it no more." }
    end_day { zh: "最后一天", en: "Last day" }
    end_save { zh: "结束合作", en: "End it" }
    saved { zh: "已保存", en: "Saved" }
    conflict(field: &str, theirs: &str) { zh: "{field}：别人刚改为「{theirs}」。再次保存就改成您写的。", en: "{field}: somebody else just made it “{theirs}”. Save again to make it yours." }
    fault_name { zh: "请填写名称，最多 100 个字", en: "Write the name, 100 letters at most" }
    fault_kind { zh: "请选择类型", en: "Choose the kind" }
    fault_phone { zh: "请填写一个办公电话，例如 0898-0000 0001；不要填写个人手机", en: "Write one number of the office, like 0898-0000 0001; no mobile of a person" }
    fault_offers { zh: "请写一行，最多 200 个字", en: "Write one line, 200 letters at most" }
    fault_since { zh: "请写今天或以前的日子，例如 2026-11-24", en: "Write today or an earlier day, like 2026-11-24" }
    fault_ended { zh: "请写合作开始以后、今天或以前的日子，例如 2026-11-24", en: "Write a day since it began, today at the latest, like 2026-11-24" }
    refused_not_allowed { zh: "您可以查看，但不能修改", en: "You may read this and not change it" }
    refused_not_now { zh: "这家单位已结束合作，或本站已经撤销", en: "The work with it has ended, or the unit was closed" }
    refused_rule { zh: "没有保存，请重新打开本页再试", en: "Nothing was saved: open this page again and try once more" }
}
