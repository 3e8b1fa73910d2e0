//! Sentences about certificates.

crate::messages! {
    title { zh: "志愿服务记录证明", en: "Certificate of voluntary service" }
    number { zh: "证明编号", en: "Number" }
    name { zh: "姓名", en: "Name" }
    volunteer_number { zh: "志愿者编号", en: "Number of the volunteer" }
    period { zh: "服务期间", en: "Period" }
    period_days(from: &str, until: &str) { zh: "{from} 至 {until}", en: "{from} to {until}" }
    total { zh: "服务时间合计", en: "Hours in all" }
    hours(hours: &str) { zh: "{hours} 小时", en: "{hours} hours" }
    trainings { zh: "参加的培训", en: "Trainings" }
    awards { zh: "表彰奖励", en: "Awards" }
    recorded_by { zh: "记录单位", en: "Recorded by" }
    issued { zh: "出具日期", en: "Issued on" }
    items { zh: "服务记录", en: "Service" }
    item_activity { zh: "活动名称", en: "Activity" }
    item_day { zh: "日期", en: "Date" }
    item_place { zh: "地点", en: "Place" }
    item_content { zh: "服务内容", en: "What was done" }
    on_word { zh: "无到场记录，由两人确认", en: "no attendance: two people vouch for it" }
    item_hours { zh: "服务时间（小时）", en: "Hours" }
    item_organiser { zh: "活动组织单位", en: "Held by" }
    item_in_charge { zh: "活动负责人", en: "In charge" }
    note_source { zh: "本证明由记录单位依据志愿服务记录免费出具，按志愿者本人同意的方式显示姓名。", en: "Issued free of charge by the unit that recorded the service, from its records. The name is shown as the volunteer agreed." }
    note_national { zh: "本证明不表示这些记录已录入全国志愿服务信息系统。", en: "It does not say that the national system for voluntary service holds these records." }
    note_check(address: &str) { zh: "任何人都可以在 {address} 核验，不用登录。", en: "Anybody can check it at {address}, without signing in." }
    scan { zh: "扫码核验", en: "Scan to check" }

    verify_title { zh: "核验证明", en: "Check a certificate" }
    verify_description { zh: "输入编号，核验志愿服务记录证明是不是真的、有没有撤销。不用登录。", en: "Enter the number to see whether a certificate of voluntary service is real and still valid. No account needed." }
    verify_lead { zh: "输入志愿服务记录证明上的编号，看它是不是真的、有没有撤销。", en: "Enter the number on a certificate of voluntary service to see whether it is real and still valid." }
    verify_hint { zh: "16 位字母和数字，横线和大小写都可以不管", en: "Sixteen letters and digits; dashes and capitals make no difference" }
    verify_look { zh: "核验", en: "Check" }
    verify_another { zh: "核验另一份", en: "Check another one" }
    verify_mistyped { zh: "编号有写错的地方，请对照证明再输入一次", en: "There is a slip in the number; compare it with the certificate and enter it again" }
    verify_unknown { zh: "没有这个编号的证明。如果编号和证明上写的一样，这份证明不是这里出具的", en: "There is no certificate with this number. If it is what stands on the certificate, that one was not issued here" }
    verify_wait { zh: "这个网络输错太多次了，请过一小时再试", en: "Too many numbers were tried from your network; try again in an hour" }
    valid_title { zh: "证明有效", en: "This certificate is valid" }
    valid_text { zh: "这份证明是这里出具的，内容没有被改动，也没有撤销。请对照下面的内容和手里的证明。", en: "It was issued here, nothing in it was changed, and it was not revoked. Compare what stands below with the certificate in your hand." }
    revoked_title { zh: "证明已撤销", en: "This certificate was revoked" }
    revoked_text(day: &str, reason: &str) { zh: "{day} 撤销，原因：{reason}。它不再证明下面的内容。", en: "Revoked on {day}: {reason}. It no longer proves what stands below." }
    broken_title { zh: "签名不对", en: "The signature is wrong" }
    broken_text { zh: "这里保存的内容和签名对不上，请不要采信，并告诉出具证明的单位。", en: "What is kept here does not fit its signature. Rely on nothing, and tell whoever issued it." }
    erased_title { zh: "内容已删除", en: "The content was erased" }
    erased_text { zh: "这里出具过这个编号的证明，内容已经按本人的要求删除，不能再核验。", en: "A certificate with this number was issued here. Its content was erased as the volunteer asked, and can no longer be checked." }
    nameless { zh: "本人没有同意显示", en: "The volunteer did not agree to show it" }
    signed_by(key: &str) { zh: "数字签名（Ed25519）刚刚核验过，公钥编号 {key}。", en: "The digital signature (Ed25519) was checked just now, with the public key {key}." }
    files { zh: "打印和下载", en: "Print and download" }
    file_print { zh: "打印用的页面", en: "A page to print" }
    file_pdf { zh: "下载 PDF", en: "Download as PDF" }
    file_badge { zh: "下载数字徽章（Open Badges 3.0）", en: "Download as a badge (Open Badges 3.0)" }
    file_jws { zh: "下载签名（JWS）", en: "Download the signature (JWS)" }
    keys_link { zh: "签名用的公钥", en: "The public keys" }
    print_hint { zh: "打印：在浏览器菜单中选择「打印」。", en: "To print, choose “Print” in the menu of your browser." }

    pdf_refused { zh: "做不成 PDF", en: "The PDF cannot be made" }
    pdf_signs(signs: &str) { zh: "这台服务器的字体里没有这些字：{signs}。为了不印成方框，没有生成 PDF。打印用的页面不受影响；请管理员换一个字体。", en: "The font of this server lacks these signs: {signs}. No PDF was made, rather than one with boxes in it. The page to print shows them; an administrator can set another font." }
    pdf_no_font { zh: "这台服务器上没有中文字体，暂时不能生成 PDF。可以用打印用的页面；请管理员安装字体。", en: "This server has no font with Chinese signs, so no PDF can be made for now. Use the page to print; an administrator can install a font." }
    pdf_back { zh: "回到证明", en: "Back to the certificate" }

    keys_title { zh: "签名公钥", en: "Public keys" }
    keys_lead { zh: "这里出具的每份证明都有 Ed25519 数字签名。用下面的公钥，任何人都可以自己核验。停用的公钥仍然能核验停用以前出具的证明。", en: "Every certificate that is issued here is signed with Ed25519. With the keys below anybody can check one by themselves. A retired key still checks what was issued before it was retired." }
    keys_none { zh: "还没有出具过证明，所以还没有公钥。", en: "No certificate has been issued yet, so there is no key." }
    keys_id { zh: "公钥编号", en: "Key" }
    keys_value { zh: "公钥（base64url）", en: "Public half (base64url)" }
    keys_from { zh: "启用", en: "From" }
    keys_until { zh: "停用", en: "Retired" }
    keys_in_force { zh: "使用中", en: "In force" }
    keys_for_machines { zh: "供程序使用：", en: "For programs:" }

    office_title { zh: "志愿服务证明", en: "Certificates" }
    office_lead { zh: "按编号查找出具过的证明，发现有误时撤销。撤销以后，任何人核验时都会看到日期和原因。", en: "Find a certificate by its number, and revoke one that is wrong. Whoever checks it from then on reads the day and the reason." }
    office_find { zh: "查找", en: "Find" }
    office_state { zh: "状态", en: "State" }
    office_recent { zh: "最近出具的", en: "Issued of late" }
    office_none { zh: "还没有出具过证明。", en: "None has been issued yet." }
    office_not_yours { zh: "没有这个编号的证明，或者不是您的单位出具的", en: "There is no certificate with this number, or another unit issued it" }
    state_valid { zh: "有效", en: "Valid" }
    state_revoked { zh: "已撤销", en: "Revoked" }
    revoke_title { zh: "撤销这份证明", en: "Revoke this certificate" }
    revoke_reason { zh: "原因（核验的人会看到）", en: "Reason (whoever checks it reads this)" }
    revoke_choose { zh: "请选择", en: "Choose" }
    revoke_note { zh: "说明（选填，只给工作人员看）", en: "Note (optional, for the staff only)" }
    revoke_note_hint(most: usize) { zh: "不超过 {most} 字", en: "At most {most} characters" }
    revoke_warning { zh: "撤销以后不能恢复，只能另外出具一份。", en: "This cannot be taken back; another one can be issued." }
    revoke_send { zh: "撤销", en: "Revoke" }
    revoke_done { zh: "已经撤销。", en: "It is revoked." }
    revoke_no_reason { zh: "请选择撤销的原因", en: "Choose why it is revoked" }
    revoke_note_long(most: usize) { zh: "说明请不要超过 {most} 字", en: "Keep the note to {most} characters" }
    revoke_before { zh: "这份证明已经撤销过了", en: "It has been revoked before" }
    reason_corrected { zh: "服务记录更正了", en: "the record was corrected" }
    reason_replaced { zh: "另外出具了一份", en: "another certificate takes its place" }
    reason_mistaken { zh: "出具有误", en: "it was issued by mistake" }
    reason_untrue { zh: "内容不属实", en: "what it states did not happen" }
    reason_asked { zh: "志愿者本人要求", en: "the volunteer asked for it" }

    fault_nothing { zh: "没有可以证明的服务时间", en: "There are no hours to certify" }
    fault_too_many { zh: "记录太多了，请分成几个期间出具", en: "There are too many records for one certificate; choose shorter periods" }
    fault_period { zh: "有记录不在所选的期间里", en: "A record lies outside of the period" }
    fault_days { zh: "日期不对：写成 2026-11-29 这样，开始不能晚于结束", en: "These are no days: write them as 2026-11-29, the first not after the last" }
    fault_changed { zh: "有服务时间刚刚被撤回，没有出具。请看下面现在的记录再试", en: "Some of the hours have just been taken back, so none was issued. Look at the record below and try again" }
    fault_name_waits { zh: "没有出具：您在有服务时间以后改了姓名或出生日期，要等社工站核对身份证件。请带证件到站里，通过以后再试", en: "None was issued: your name or date of birth is another than when you gave these hours, and your station looks at your identity card first. Bring it along, and try again once you are let in" }
    fault_incomplete { zh: "证明要写明服务时间、服务内容和记录单位，还有一项没有写", en: "A certificate states the hours, what was done and who recorded it, and one of these is missing" }

    badge_description { zh: "由记录单位依据志愿服务记录出具的服务时间证明", en: "Hours of voluntary service, stated by the unit that recorded them" }
    badge_criteria(unit: &str, hours: &str) { zh: "{unit}记录：完成志愿服务 {hours} 小时。", en: "{unit} has recorded {hours} hours of voluntary service." }

    columns_title { zh: "全国系统的导出列", en: "Columns for the national system" }
    columns_lead { zh: "全国志愿服务信息系统要什么列、叫什么名字，在这里对应。导出的 CSV 和工作簿按这里的顺序。", en: "Which columns the national system for voluntary service wants, and under which names. The CSV and the workbook follow this order." }
    columns_question { zh: "导出列", en: "Columns" }
    columns_hint { zh: "一行一列：数据项 = 列名", en: "One column on each line: data = heading" }
    columns_keep { zh: "保存", en: "Keep" }
    columns_done { zh: "已经保存。", en: "Kept." }
    columns_elements { zh: "可以用的数据项", en: "The data there are" }
    columns_sealed { zh: "带 * 的是个人信息：加进来以后，导出的人只在有权查看时得到，日志会记下导出了哪些列。证件号码只有志愿者填过才有。", en: "What has a * is personal: it stands in the file where whoever takes it home may read it, and the journal says which columns they took. The number of a document is there where the volunteer gave it." }
    element_sex { zh: "性别", en: "Sex" }
    element_born { zh: "出生日期", en: "Date of birth" }
    element_id_kind { zh: "证件类型", en: "Kind of document" }
    element_id_number { zh: "证件号码", en: "Number of the document" }
    element_begins { zh: "开始时间", en: "Begins" }
    element_ends { zh: "结束时间", en: "Ends" }
    element_category { zh: "服务类别", en: "Kind of service" }
    element_service { zh: "服务项目", en: "Service of the catalogue" }
    element_recorder { zh: "记录人", en: "Who recorded it" }
    element_recorded_on { zh: "记录日期", en: "Recorded on" }
    id_card { zh: "居民身份证", en: "Identity card" }
    id_other { zh: "其他证件", en: "Another document" }
    element_record { zh: "记录编号", en: "Record" }
    mapping_empty { zh: "至少写一列", en: "Name at least one column" }
    mapping_element(line: usize) { zh: "第 {line} 行：等号左边不是下面列出的数据项", en: "Line {line}: what stands before the equals sign is none of the data listed below" }
    mapping_heading(line: usize, most: usize) { zh: "第 {line} 行：等号右边写列名，不超过 {most} 字", en: "Line {line}: write a heading after the equals sign, at most {most} characters" }
    mapping_twice(line: usize) { zh: "第 {line} 行：这个列名上面已经用过", en: "Line {line}: this heading stands above another column already" }
    export_title { zh: "上报全国志愿服务信息系统", en: "Hours for the national system" }
    export_lead { zh: "选好站点和日期，导出已确认的服务时间，再到全国系统录入。录入后回来记下结果。", en: "Choose a unit and days, take the confirmed hours home as a file, enter them in the national system, and note here what it answered." }
    export_from { zh: "从", en: "From" }
    export_to { zh: "到", en: "To" }
    export_none { zh: "这段时间没有已确认的服务时间。", en: "No hours are confirmed in this time." }
    export_more { zh: "记录太多，只列出最早的 2000 条。请缩短日期。", en: "There are more: these are the first 2000. Choose fewer days." }
    export_xlsx { zh: "导出工作簿（XLSX）", en: "Take home as a workbook (XLSX)" }
    export_csv { zh: "导出 CSV", en: "Take home as CSV" }
    export_named { zh: "文件里有志愿者全名，只交给全国系统；导出会写入日志。", en: "The file has whole names and is for the national system alone. Taking it home is written down." }
    export_sealed { zh: "文件里还有证件号码、出生日期一类的个人信息列；您无权查看的人，这些列是空的。", en: "It also has columns such as the number of a document or the date of birth; they stay empty for people whose data you may not read." }
    export_answer { zh: "全国系统的结果", en: "What the national system answered" }
    export_enter { zh: "记为已录入", en: "It has them" }
    export_why { zh: "没有录入的原因", en: "Why it does not want them" }
    export_refuse { zh: "记为未通过", en: "It does not want them" }
    export_done { zh: "已经记下。已录入的记录不会改回。", en: "Noted. What the national system has stays so." }
    export_nothing { zh: "请至少勾选一条记录", en: "Tick at least one record" }
    export_no_why { zh: "请选择没有录入的原因", en: "Choose why it does not want them" }
    export_refused(day: &str, why: &str) { zh: "{day} 未通过：{why}", en: "Refused on {day}: {why}" }
    refused_identity { zh: "身份信息不符", en: "it does not know the person" }
    refused_twice { zh: "已有相同记录", en: "it has the record already" }
    refused_incomplete { zh: "信息不全或格式不对", en: "something is missing or in another form" }
    refused_other { zh: "其他", en: "something else" }
    export_corrected(day: &str) { zh: "{day} 已在全国系统更正", en: "Corrected in the national system on {day}" }
    backs_title { zh: "上报后撤回的时长", en: "Hours that were taken back afterwards" }
    backs_lead { zh: "这些时长导出或录入之后，站长撤回了。请在全国系统里删去或更正，再回来记下。", en: "These were handed over, and then the leader took them back. Have them removed in the national system, then note it here." }
    backs_corrected { zh: "记为已更正", en: "It has been corrected" }
    export_not_yet { zh: "没有导出", en: "Not exported" }
    export_exported(day: &str) { zh: "{day} 导出", en: "Exported on {day}" }
    export_entered(day: &str) { zh: "{day} 已录入全国系统", en: "In the national system since {day}" }
}
