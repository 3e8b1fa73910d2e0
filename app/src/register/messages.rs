//! Sentences of the staff register.

crate::messages! {
    post_leader { zh: "站长", en: "Station leader" }
    post_social_worker { zh: "社工", en: "Social worker" }
    post_other { zh: "其他", en: "Other" }
    qualification_none { zh: "暂无", en: "None yet" }
    qualification_assistant { zh: "助理社会工作师", en: "Assistant social worker" }
    qualification_social_worker { zh: "社会工作师", en: "Social worker" }
    qualification_senior { zh: "高级社会工作师", en: "Senior social worker" }
    qualification_other { zh: "其他资格", en: "Another qualification" }
    purpose_check { zh: "核对资格", en: "To check the qualification" }
    purpose_report { zh: "上报材料", en: "For papers that are handed in" }
    purpose_other { zh: "其他工作需要", en: "For other work" }

    title { zh: "人员名册", en: "Staff register" }
    staff_of(unit: &str) { zh: "{unit}：人员名册", en: "Staff register of {unit}" }
    staff_lead { zh: "谁在这里任职、什么岗位、由哪家机构聘用、有什么资格。这里不是登录账号：离职不会停用账号，停用账号也不会结束任职。", en: "Who is employed here, in which post, by whom and with which qualification. These are not accounts: leaving a post disables no account, and disabling an account ends no post." }
    panel_title { zh: "人员", en: "Staff" }
    panel_link { zh: "打开人员名册", en: "Open the staff register" }
    panel_none { zh: "还没有建立人员名册。公众页面上的人数是导入时登记的。", en: "There is no register yet. The number that the public reads was imported." }
    figures_staffed(filled: u16, standard: u16) { zh: "在岗 {filled} 人，标准 {standard} 人", en: "In post: {filled} of {standard} by the standard" }
    figures_no_standard(filled: u16) { zh: "在岗 {filled} 人（这类单位没有规定人数）", en: "In post: {filled} (no number is set for this kind of unit)" }
    figures_vacancies(number: u16) { zh: "空缺 {number} 人", en: "Vacancies: {number}" }
    figures_no_leader { zh: "没有站长", en: "No leader" }
    figures_only { zh: "您的角色只看人数，不看姓名。", en: "Your role reads figures and no names." }
    now_title(people: usize) { zh: "在岗（{people} 人）", en: "In post ({people})" }
    now_none { zh: "现在没有人在岗。请在下面登记第一个人。", en: "Nobody holds a post today. Enter the first person below." }
    now_none_reader { zh: "现在没有人在岗。", en: "Nobody holds a post today." }
    former_title(people: usize) { zh: "已离岗和将到岗（{people} 人）", en: "Left, or still to come ({people})" }
    name { zh: "姓名", en: "Name" }
    post { zh: "岗位", en: "Post" }
    employer { zh: "用人单位", en: "Employer" }
    employer_hint { zh: "社工机构的全称", en: "Full name of the agency" }
    qualification { zh: "职业资格", en: "Qualification" }
    certificate { zh: "证书编号", en: "Certificate number" }
    certificate_hint { zh: "4 到 40 个字母、数字或连字符", en: "4 to 40 letters, digits or hyphens" }
    certificate_kept(masked: &str) { zh: "已登记 {masked}；不填就保持不变", en: "On record: {masked}. Leave this empty to keep it" }
    account { zh: "登录账号", en: "Account" }
    account_none { zh: "没有或不关联", en: "None" }
    from { zh: "到岗日期", en: "First day" }
    until { zh: "离岗日期", en: "Last day" }
    day_hint { zh: "例如 2026-11-24", en: "Like 2026-11-24" }
    optional(label: &str) { zh: "{label}（选填）", en: "{label} (optional)" }
    term { zh: "任职时间", en: "Term" }
    term_open(from: &str) { zh: "{from} 起", en: "since {from}" }
    term_closed(from: &str, until: &str) { zh: "{from} ~ {until}", en: "{from} ~ {until}" }
    nothing { zh: "--", en: "--" }
    erased { zh: "已删除", en: "erased" }
    actions { zh: "办理", en: "Change" }
    correct { zh: "更正或结束", en: "Correct or end" }
    correct_who(name: &str) { zh: "更正或结束：{name}", en: "Correct or end: {name}" }
    reveal { zh: "查看编号", en: "Show the number" }
    reveal_purpose { zh: "用途", en: "What for" }
    reveal_noted { zh: "查看已记入流水。", en: "That it was read has been written down." }
    add_title { zh: "登记任职", en: "Enter somebody" }
    add_save { zh: "登记", en: "Enter" }
    amend_title(name: &str) { zh: "更正：{name}", en: "Correct: {name}" }
    amend_save { zh: "保存更正", en: "Save the correction" }
    end_title(name: &str) { zh: "离岗：{name}", en: "End the post of {name}" }
    end_lead { zh: "记录会保留，只是从离岗第二天起不再计入在岗人数。", en: "The entry stays; from the day after the last one it is no longer counted." }
    end_day { zh: "最后一天", en: "Last day in this post" }
    end_save { zh: "登记离岗", en: "End the post" }
    add_another { zh: "登记另一个人", en: "Enter somebody else" }
    saved { zh: "已保存", en: "Saved" }
    conflict(field: &str, theirs: &str) { zh: "{field}：别人刚改为「{theirs}」。再次保存就改成您写的。", en: "{field}: somebody else just made it “{theirs}”. Save again to make it yours." }
    conflict_hidden(field: &str) { zh: "{field}：别人刚改过。再次保存就改成您写的。", en: "{field}: somebody else just changed it. Save again to make it yours." }
    fault_name { zh: "请填写姓名，最多 50 个字", en: "Write the name, 50 letters at most" }
    fault_post { zh: "请选择岗位", en: "Choose the post" }
    fault_employer { zh: "用人单位请写全称，最多 100 个字", en: "Write the employer's full name, 100 letters at most" }
    fault_qualification { zh: "请选择职业资格", en: "Choose the qualification" }
    fault_certificate { zh: "证书编号请用 4 到 40 个字母、数字或连字符；没有资格就不填", en: "Use 4 to 40 letters, digits or hyphens; leave it empty where there is no qualification" }
    fault_account { zh: "请选择本单位的账号", en: "Choose an account of this unit" }
    fault_from { zh: "请写到岗日期，例如 2026-11-24", en: "Write the first day, like 2026-11-24" }
    fault_until { zh: "离岗日期请写到岗当天或以后的日子，例如 2026-11-24", en: "Write a last day that is not before the first, like 2026-11-24" }
    fault_ended { zh: "最后一天请写到岗当天或以后的日子，例如 2026-11-24", en: "Write a day that is not before the first, like 2026-11-24" }
    fault_overlaps { zh: "这个人在本单位这段时间已有岗位。请先结束原来的岗位；同名的另一个人请填写证书编号", en: "This person holds a post of this unit in that time. End that one first; for somebody else of the same name, write the certificate number" }
    refused_not_allowed { zh: "您可以查看，但不能修改这份名册", en: "You may read this register and not change it" }
    refused_not_now { zh: "这个单位已经撤销，名册不再修改", en: "The unit was closed; its register is not changed any more" }
    refused_rule { zh: "没有保存，请重新打开本页再试", en: "Nothing was saved: open this page again and try once more" }

    list_lead(standard: u16) { zh: "各单位按名册计算的在岗人数和空缺。标准：每站 {standard} 名社会工作专业人才。", en: "Who is in post and what is vacant, by the registers of the units. The standard: {standard} social work professionals a station." }
    list_county { zh: "市县", en: "City or county" }
    list_every_county { zh: "全部市县", en: "All of them" }
    list_unit { zh: "单位名称", en: "Name of the unit" }
    list_any_post { zh: "全部岗位", en: "Any post" }
    list_any_qualification { zh: "全部资格", en: "Any qualification" }
    list_vacancies_only { zh: "只看有空缺的单位", en: "Only units with a vacancy" }
    list_find { zh: "查询", en: "Show" }
    list_reset { zh: "重置", en: "Reset" }
    list_count(number: usize) { zh: "共 {number} 个单位", en: "{number} units" }
    list_none { zh: "没有符合条件的单位。请放宽条件，或按「重置」。", en: "No unit fits. Ask for less, or press Reset." }
    list_filled { zh: "在岗（人）", en: "In post" }
    list_standard { zh: "标准（人）", en: "Standard" }
    list_vacancies { zh: "空缺（人）", en: "Vacancies" }
    list_leader { zh: "站长", en: "Leader" }
    list_has_leader { zh: "有", en: "yes" }
    list_has_no_leader { zh: "没有", en: "none" }
    list_qualified { zh: "持证（人）", en: "Qualified" }
    list_people { zh: "在岗人员", en: "People" }
    list_no_register { zh: "未建名册", en: "No register" }
    sum_filled { zh: "在岗", en: "In post" }
    sum_vacancies { zh: "空缺", en: "Vacancies" }
    sum_qualified { zh: "持证", en: "Qualified" }
    sum_without_leader { zh: "没有站长的单位", en: "Units without a leader" }
    sum_without_register { zh: "未建名册的单位", en: "Units without a register" }
}
