//! Sentences about workbooks.

crate::messages! {
    title { zh: "Excel 导入", en: "Import from Excel" }
    lead { zh: "先试算，再确认：上传后先逐行显示结果，您确认之前什么都不会写入。", en: "Look first, then confirm: each row is shown with what would come of it, and nothing is written before you confirm." }
    kind_question { zh: "要导入什么", en: "What to import" }
    kind_units { zh: "站点", en: "Units" }
    kind_areas { zh: "服务区域", en: "Areas served" }
    kind_register { zh: "人员名册", en: "Staff register" }
    kind_catalogue { zh: "服务清单", en: "Catalogue of services" }
    kind_policies { zh: "政策指南", en: "Policy guides" }
    catalogue_version(kind: &str, version: &str) { zh: "{kind} {version}", en: "{kind} {version}" }
    file { zh: "Excel 文件（.xlsx）", en: "Excel file (.xlsx)" }
    file_hint(megabytes: u32, rows: u32) { zh: "不超过 {megabytes} MB、{rows} 行。", en: "At most {megabytes} MB and {rows} rows." }
    upload { zh: "上传并试算", en: "Upload and look" }
    templates { zh: "下载模板", en: "Templates" }
    template(kind: &str) { zh: "{kind}模板", en: "Template: {kind}" }
    templates_note { zh: "模板的第二张表说明每一列怎么填。要改已有的内容，先从下面导出，改好后再上传。", en: "The second sheet of a template says what goes into each column. To change what is there, export it below, change it and upload it again." }
    exports { zh: "导出现有内容", en: "Export what is there" }
    export(what: &str) { zh: "导出{what}（.xlsx）", en: "Export {what} (.xlsx)" }
    import_link { zh: "从 Excel 导入", en: "Import from Excel" }
    export_list { zh: "导出 Excel（.xlsx）", en: "Export to Excel (.xlsx)" }
    export_note { zh: "导出会记入流水。", en: "Exports stand in the journal." }
    rules { zh: "怎么填", en: "How to fill it in" }
    rule_headings { zh: "列的顺序不限，按标题认列，中文、英文标题都可以；多出的列不读。", en: "Columns may stand in any order and are found by their heading, Chinese or English; other columns are passed over." }
    rule_empty { zh: "空着的单元格不改原来的内容；要清空，请填「清空」。", en: "An empty cell leaves what is there; to take it away, write “clear”." }
    rule_key { zh: "「网址用词」认站点：已有的会被修改，没有的会新增。", en: "The word in the address tells which unit is meant: one that is there is changed, an unknown one is added." }
    rule_register { zh: "人员名册按站点、姓名、到岗日期和证书编号认人，认不出的算新登记；没有写到的人不变。导出的证书编号中间是星号，照原样传回不会改动。", en: "Entries of the register are known by unit, name, first day and certificate number; whoever is not known is new, and whoever no row names stays. An exported certificate number has stars in its middle, and stays as it is when it comes back so." }
    rule_catalogue { zh: "服务清单整份导入，成为草稿（已有草稿就替换它），之后照常比较和发布。同一类别里没有写到的项目，草稿里就没有；整类都没有写的，保持不变。", en: "The catalogue comes as a whole and becomes its draft, or replaces the one there is, to be compared and published as always. What no row of its kind names is in the draft no longer; kinds without any row stay." }
    rule_policies { zh: "政策指南写进草稿，发布后公众才看得到。", en: "Guides are written into their drafts; the public reads them once they are published." }
    rule_all { zh: "有一行被拒绝，整个文件都不能导入；改好后重新上传。同一个文件再传一次，什么都不会变。", en: "If one row is refused, nothing of the file can be imported; put it right and upload it again. The same file twice changes nothing." }
    and { zh: "、", en: ", " }
    yes { zh: "是", en: "yes" }
    no { zh: "否", en: "no" }
    part_list { zh: "清单", en: "list" }
    part_domain { zh: "领域", en: "domain" }
    part_item { zh: "服务项目", en: "service" }
    part_special { zh: "特色服务", en: "special service" }
    column_part { zh: "类别", en: "kind of row" }
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
    hint_flag { zh: "填「是」或「否」。", en: "“yes” or “no”." }
    hint_part { zh: "必填：清单、领域、服务项目或特色服务。", en: "Needed: list, domain, service or special service." }
    hint_code { zh: "除「清单」外必填，例如 A、A01、X-469002-001。字母、数字和短横，最多 20 个。", en: "Needed but for the list itself, such as A, A01, X-469002-001: letters, digits and hyphens, 20 at most." }
    hint_guide { zh: "必填。指南网址里的词：2 至 60 个小写字母、数字和短横，例如 dibao。", en: "Needed. The guide's word in its address: 2 to 60 small letters, digits and hyphens, such as dibao." }
    hint_unit { zh: "必填。站点的网址用词，例如 qionghai-jiaji；站点必须已经在系统里。", en: "Needed. The unit's word in the address, such as qionghai-jiaji; it has to be there already." }
    hint_person { zh: "必填，最多 50 个字。", en: "Needed, 50 letters at most." }
    hint_certificate { zh: "4 到 40 个字母、数字或连字符。请把单元格设为文本。带星号的照原样传回不会改动。", en: "4 to 40 letters, digits or hyphens. Format the cell as text. One with stars stays as it is." }
    hint_date { zh: "例如 2026-11-24。", en: "Such as 2026-11-24." }
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
    wrong_code { zh: "代码只能用字母、数字和短横，最多 20 个", en: "a code has letters, digits and hyphens, 20 at most" }
    wrong_taken { zh: "这个代码已经用在别处", en: "something else has this code" }
    wrong_not_here { zh: "这一类别没有这一项，请清空这个单元格", en: "rows of this kind have no such field; empty the cell" }
    wrong_scheduled { zh: "有一个版本正等着生效，请先在「服务清单」里把它改回草稿", en: "a version waits for its day; make it a draft again first" }
    wrong_which { zh: "名册里有不止一条符合，请填写证书编号和到岗日期", en: "more than one entry fits; write the certificate number and the first day" }
    wrong_broken { zh: "公式没有结果，请改成文字或数字", en: "a formula without a result; write text or a number" }
    note_number(at: &str) { zh: "{at} 的电话是数字格式，开头的 0 可能丢了，请核对", en: "{at}: the number was kept as a figure; check whether it lost a zero in front" }
    note_also_served(at: &str, units: &str) { zh: "{at}：{units}也服务这个区域", en: "{at}: also served by {units}" }
    note_missing(fields: &str) { zh: "发布之前还要填：{fields}", en: "Before it can be published, these are needed: {fields}" }
    note_moved { zh: "排列次序改变", en: "its place in the list changes" }
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
    plan_gone(names: &str) { zh: "表格里没有写到、草稿里将不再有：{names}", en: "No row names these, and the draft will have them no longer: {names}" }
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
    done_draft(added: i64, changed: i64) { zh: "新增 {added} 行，修改 {changed} 行，已全部写入。服务清单和政策指南写进了草稿，发布后公众才看得到。", en: "{added} rows added and {changed} changed. All of it is written; the catalogue and the guides in their drafts, which the public reads once they are published." }
    done_next_catalogue { zh: "去比较和发布", en: "Compare and publish" }
    done_next_policies { zh: "去看政策指南的草稿", en: "See the drafts of guides" }
    done_again { zh: "再导入一个", en: "Import another" }
    by_whom { zh: "导出人", en: "Exported by" }
    when { zh: "导出时间", en: "Exported at" }
    condition { zh: "查询条件", en: "Search" }
    condition_year(year: &str) { zh: "{year} 年", en: "year {year}" }
    condition_part(what: &str, value: &str) { zh: "{what}：{value}", en: "{what}: {value}" }
    no_condition { zh: "无", en: "none" }
    count { zh: "条数", en: "Rows" }
    about_sheet { zh: "说明", en: "About" }
    demo_data { zh: "演示数据：其中的站点、电话和地址都是虚构的", en: "Demo data: stations, numbers and addresses are made up" }
    internal { zh: "内部资料，请妥善保管", en: "For internal use; keep it safe" }
    breakdowns { zh: "分类统计", en: "Breakdowns" }
    public_title { zh: "站点名单", en: "List of stations" }
    public_link { zh: "下载这份名单（.xlsx）", en: "Take this list home (.xlsx)" }
    public_name { zh: "名称", en: "Name" }
    public_address { zh: "地址", en: "Address" }
    public_page { zh: "网页", en: "Page" }
    public_day { zh: "数据日期", en: "As things stand on" }
    public_source { zh: "来源", en: "Source" }
    public_site { zh: "网站", en: "Site" }
    public_note { zh: "电话和开放时间会变动，办事之前请以网站为准", en: "Numbers and hours change; look at the site before you go" }
    list_staff { zh: "人员账号", en: "Staff accounts" }
    list_devices { zh: "平板", en: "Tablets" }
    list_messages { zh: "发出的消息", en: "Messages sent" }
    list_journal { zh: "流水", en: "Journal" }
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
