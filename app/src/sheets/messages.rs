//! Sentences about workbooks.

crate::messages! {
    title { zh: "Excel 导入", en: "Import from Excel" }
    lead { zh: "先试算，再确认：上传后先逐行显示结果，您确认之前什么都不会写入。", en: "Look first, then confirm: each row is shown with what would come of it, and nothing is written before you confirm." }
    kind_question { zh: "要导入什么", en: "What to import" }
    kind_units { zh: "站点", en: "Units" }
    kind_areas { zh: "服务区域", en: "Areas served" }
    file { zh: "Excel 文件（.xlsx）", en: "Excel file (.xlsx)" }
    file_hint(megabytes: u32, rows: u32) { zh: "不超过 {megabytes} MB、{rows} 行。", en: "At most {megabytes} MB and {rows} rows." }
    upload { zh: "上传并试算", en: "Upload and look" }
    templates { zh: "下载模板", en: "Templates" }
    template(kind: &str) { zh: "{kind}模板", en: "Template: {kind}" }
    templates_note { zh: "模板的第二张表说明每一列怎么填。要改已有的内容，先从下面导出，改好后再上传。", en: "The second sheet of a template says what goes into each column. To change what is there, export it below, change it and upload it again." }
    exports { zh: "导出现有内容", en: "Export what is there" }
    export(what: &str) { zh: "导出{what}（.xlsx）", en: "Export {what} (.xlsx)" }
    export_list { zh: "导出 Excel（.xlsx）", en: "Export to Excel (.xlsx)" }
    export_note { zh: "导出会记入操作日志。", en: "Exports stand in the journal." }
    rules { zh: "怎么填", en: "How to fill it in" }
    rule_headings { zh: "列的顺序不限，按标题认列，中文、英文标题都可以；多出的列不读。", en: "Columns may stand in any order and are found by their heading, Chinese or English; other columns are passed over." }
    rule_empty { zh: "空着的单元格不改原来的内容；要清空，请填「清空」。", en: "An empty cell leaves what is there; to take it away, write “clear”." }
    rule_key { zh: "「网址用词」认站点：已有的会被修改，没有的会新增。", en: "The word in the address tells which unit is meant: one that is there is changed, an unknown one is added." }
    rule_all { zh: "有一行被拒绝，整个文件都不能导入；改好后重新上传。同一个文件再传一次，什么都不会变。", en: "If one row is refused, nothing of the file can be imported; put it right and upload it again. The same file twice changes nothing." }
    and { zh: "、", en: ", " }
    yes { zh: "是", en: "yes" }
    day_closed { zh: "休息", en: "closed" }
    column_county { zh: "市县", en: "city or county" }
    column_area { zh: "所服务的区域", en: "area that is served" }
    column_serves_it { zh: "是否服务", en: "served" }
    column_verified { zh: "最近核对", en: "last verified" }
    hint_slug { zh: "必填。小写字母、数字和短横，3 至 60 个，例如 qionghai-jiaji。", en: "Needed. 3 to 60 small letters, digits and hyphens, such as qionghai-jiaji." }
    hint_kind { zh: "新增站点时必填：县级中心、社工站、村（居）社工室。已有站点不能改。", en: "Needed for a new unit: county centre, station, village room. Not changed for one that is there." }
    hint_county { zh: "新增站点、且所在地区只写名称时填。已有站点不能改。", en: "For a new unit whose area is given by name. Not changed for one that is there." }
    hint_area { zh: "区划代码，后面可以写名称；或者本市县内不重名的名称。", en: "A code, with anything after it; or a name that there is once in the city or county." }
    hint_parent { zh: "上级站点的网址用词或名称；它必须已经在系统里，并且在同一个市县。", en: "The word in the address, or the name, of the unit above; it is there already, and in the same city or county." }
    hint_phone { zh: "一行一个号码，后面可写「，谁接听」。请把单元格设为文本，否则开头的 0 会丢。", en: "One number a line, and who answers after a comma. Format the cell as text, or a zero in front is lost." }
    hint_day { zh: "例如 08:30-12:00 14:30-17:30；休息日填「休息」。", en: "Such as 08:30-12:00 14:30-17:30; “closed” for a day off." }
    hint_door { zh: "纬度，经度（WGS-84），例如 19.25，110.47。", en: "Latitude,longitude (WGS-84), such as 19.25,110.47." }
    hint_serves { zh: "所服务的全部区域，一行一个，代码或名称。", en: "All areas served, one a line, by code or name." }
    hint_serves_it { zh: "空着或填「是」表示服务；填「否」表示不再服务。", en: "Empty or “yes”: it serves the area; “no”: it no longer does." }
    hint_choice { zh: "填下表中的代码或名称。", en: "A code or a name of the list below." }
    hint_many { zh: "可填多个，一行一个；有列表的填代码或名称。", en: "Several, one a line; where there is a list below, codes or names." }
    hint_text { zh: "文字。", en: "Text." }
    hint_not_read { zh: "仅供查看，导入时不读。", en: "For information; not read." }
    how_title { zh: "填写说明", en: "How to fill it in" }
    how_column { zh: "列", en: "Column" }
    how_what { zh: "填什么", en: "What goes there" }
    how_list { zh: "可选内容", en: "Lists to choose from" }
    how_code { zh: "代码", en: "Code" }
    how_name { zh: "名称", en: "Name" }
    file_nothing { zh: "请选择一个 .xlsx 文件", en: "Choose an .xlsx file" }
    file_too_large(megabytes: u32) { zh: "文件超过 {megabytes} MB，请分成几个文件", en: "The file is larger than {megabytes} MB; split it" }
    file_old_excel { zh: "这是旧版 Excel（.xls）文件，请在 Excel 里另存为 .xlsx 再上传", en: "This is a file of an old Excel (.xls); save it as .xlsx and upload that" }
    file_encrypted { zh: "这个文件设了打开密码，请去掉密码再上传", en: "The file asks for a password; take the password off and upload it again" }
    file_plain_text { zh: "这是文本或 CSV 文件，请在 Excel 里打开后另存为 .xlsx 再上传", en: "This is a text or CSV file; open it in Excel, save it as .xlsx and upload that" }
    file_program { zh: "这是一个程序，不是 Excel 表格，没有读取", en: "This is a program and not a workbook; it was not read" }
    file_macros { zh: "这个文件带有宏，请另存为不带宏的 .xlsx 再上传", en: "The file carries macros; save it as .xlsx without them and upload that" }
    file_no_workbook { zh: "这不是 .xlsx 表格，或者文件已损坏。请在 Excel 里打开检查后另存为 .xlsx", en: "This is no .xlsx workbook, or it is broken. Open it in Excel and save it as .xlsx" }
    file_bomb { zh: "文件解压后大得不正常，没有读取", en: "Unpacked, the file is far too large; it was not read" }
    file_too_many_rows(rows: u32) { zh: "表格超过 {rows} 行，没有读取。请分成几个文件，并删去下面多余的行", en: "The sheet has more than {rows} rows and was not read. Split it, and delete superfluous rows at its end" }
    file_too_many_columns(columns: u32) { zh: "表格超过 {columns} 列，没有读取。请删去右边多余的列", en: "The sheet has more than {columns} columns and was not read. Delete superfluous columns on its right" }
    file_no_headings(needed: &str) { zh: "没有找到标题行。表格里必须有这些列：{needed}。请对照模板", en: "The headings were not found. There must be these columns: {needed}. Compare with the template" }
    file_heading_twice(one: &str, other: &str) { zh: "{one} 和 {other} 的标题是同一列，请删去一个", en: "{one} and {other} are headings of the same column; delete one of them" }
    file_no_rows { zh: "标题下面没有内容", en: "There is nothing below the headings" }
    outcome_new { zh: "新增", en: "New" }
    outcome_changed { zh: "修改", en: "Changed" }
    outcome_same { zh: "不变", en: "Same" }
    outcome_refused { zh: "拒绝", en: "Refused" }
    all { zh: "全部", en: "All" }
    chip(what: &str, number: usize) { zh: "{what} {number}", en: "{what} {number}" }
    meant(fault: &str, meant: &str) { zh: "{fault}；是不是「{meant}」？", en: "{fault}; is it “{meant}”?" }
    at(cell: &str, column: &str, wrong: &str) { zh: "{cell} {column}：{wrong}", en: "{cell} {column}: {wrong}" }
    wrong_twice(row: u32) { zh: "与第 {row} 行重复", en: "the same as in row {row}" }
    wrong_not_found { zh: "没有这个站点或地区，或者不归您管理", en: "there is no such unit or area, or it is not yours to manage" }
    wrong_not_allowed { zh: "您不能改这一项", en: "this is not yours to change" }
    wrong_closed { zh: "这个站点已经撤并，不能再改", en: "this unit is closed for good" }
    wrong_stays(stands: &str) { zh: "现在是「{stands}」，不能用表格改", en: "it is “{stands}”, and is not changed by a workbook" }
    wrong_broken { zh: "公式没有结果，请改成文字或数字", en: "a formula without a result; write text or a number" }
    note_number(at: &str) { zh: "{at} 的电话是数字格式，开头的 0 可能丢了，请核对", en: "{at}: the number was kept as a figure; check whether it lost a zero in front" }
    note_also_served(at: &str, units: &str) { zh: "{at}：{units}也服务这个区域", en: "{at}: also served by {units}" }
    change_new(field: &str, to: &str) { zh: "{field}：{to}", en: "{field}: {to}" }
    change_set(field: &str, from: &str, to: &str) { zh: "{field}：{from} → {to}", en: "{field}: {from} → {to}" }
    change_add(field: &str, members: &str) { zh: "{field}增加：{members}", en: "{field}, added: {members}" }
    change_remove(field: &str, members: &str) { zh: "{field}去掉：{members}", en: "{field}, removed: {members}" }
    plan_title { zh: "试算结果", en: "What would come of it" }
    plan_lead(kind: &str, sheet: &str, rows: usize) { zh: "{kind} · 工作表「{sheet}」· 共 {rows} 行。现在还没有写入任何内容。", en: "{kind} · sheet “{sheet}” · {rows} rows. Nothing has been written yet." }
    plan_passed_over(columns: &str) { zh: "没有读的列：{columns}", en: "Columns that were passed over: {columns}" }
    plan_moved { zh: "试算之后，有人改了相关内容，结果不一样了。请再看一遍下面的结果，再确认。还没有写入任何内容。", en: "Somebody changed what this is about meanwhile, and the result is another. Look at it again and confirm then. Nothing has been written." }
    plan_refused(rows: usize) { zh: "有 {rows} 行被拒绝，整个文件不能导入。请按下面的说明改好表格，再重新上传。", en: "{rows} rows are refused, so nothing of the file can be imported. Put them right as told below and upload the file again." }
    plan_nothing { zh: "表格里的内容和系统里的一样，不需要导入。", en: "Everything in the file stands there already. There is nothing to import." }
    plan_confirm(rows: usize) { zh: "确认导入 {rows} 行", en: "Import {rows} rows" }
    plan_drop { zh: "放弃", en: "Drop it" }
    plan_kept { zh: "试算结果为您保留一天。", en: "It is kept for you for a day." }
    plan_download { zh: "下载带结果的表格（.xlsx）", en: "Download the sheet with its results (.xlsx)" }
    plan_row { zh: "行", en: "Row" }
    plan_name { zh: "内容", en: "What" }
    plan_outcome { zh: "结果", en: "Result" }
    plan_details { zh: "说明", en: "Details" }
    plan_none { zh: "没有这种结果的行。", en: "No row has this result." }
    done_title { zh: "导入完成", en: "Imported" }
    done_text(added: i64, changed: i64) { zh: "新增 {added} 行，修改 {changed} 行，已全部写入，公众页面已更新。", en: "{added} rows added and {changed} changed. All of it is written, and the public pages show it." }
    done_again { zh: "再导入一个", en: "Import another" }
    by_whom { zh: "导出人", en: "Exported by" }
    when { zh: "导出时间", en: "Exported at" }
    condition { zh: "查询条件", en: "Search" }
    no_condition { zh: "无", en: "none" }
    count { zh: "条数", en: "Rows" }
    about_sheet { zh: "说明", en: "About" }
    demo_data { zh: "演示数据：其中的站点、电话和地址都是虚构的", en: "Demo data: stations, numbers and addresses are made up" }
    internal { zh: "内部资料，请妥善保管", en: "For internal use; keep it safe" }
    list_staff { zh: "人员账号", en: "Staff accounts" }
    list_devices { zh: "平板", en: "Tablets" }
    list_messages { zh: "发出的消息", en: "Messages sent" }
    list_journal { zh: "操作日志", en: "Journal" }
    column_name { zh: "姓名", en: "Name" }
    column_sign_in_name { zh: "登录名", en: "Name for signing in" }
    column_roles { zh: "角色", en: "Roles" }
    column_state { zh: "状态", en: "State" }
    column_device { zh: "设备", en: "Tablet" }
    column_owner { zh: "使用人", en: "Whose" }
    column_system { zh: "浏览器与系统", en: "Browser and system" }
    column_since { zh: "登记时间", en: "Enrolled" }
    column_heard { zh: "最近联系", en: "Last heard" }
    column_unsent { zh: "未上传的修改", en: "Changes not sent yet" }
    column_when { zh: "时间", en: "When" }
    column_to { zh: "发给", en: "To" }
    column_about { zh: "内容", en: "About" }
    column_channel { zh: "方式", en: "By" }
    column_attempts { zh: "次数", en: "Attempts" }
    column_unit { zh: "单位", en: "Unit" }
    column_number { zh: "编号", en: "Number" }
    column_who { zh: "谁", en: "Who" }
    column_done { zh: "做了什么", en: "What was done" }
    column_record { zh: "记录", en: "Record" }
    column_outcome { zh: "结果", en: "Outcome" }
    outcome_done { zh: "完成", en: "Done" }
    state_active { zh: "正常", en: "Active" }
    erased { zh: "已删除", en: "Erased" }
}
