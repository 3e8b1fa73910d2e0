//! Sentences about settings.

crate::messages! {
    title { zh: "系统设置", en: "Settings" }
    lead { zh: "名称、名单和口径由省级维护，保存后立即生效，历史可查。", en: "Names, lists and rules, kept by the province. What is saved holds at once, and its history stays." }
    parts { zh: "设置分类", en: "Parts" }
    part_name { zh: "站点名称", en: "What a station is called" }
    part_operator { zh: "主办单位和备案", en: "Who runs the site" }
    part_map { zh: "地图", en: "Map" }
    part_volunteers { zh: "志愿者", en: "Volunteers" }
    volunteer_approval { zh: "新登记的志愿者", en: "Volunteers who are new" }
    approval_no { zh: "登记后就可以报名", en: "may sign up at once" }
    approval_yes { zh: "先由社工站通过", en: "wait for their station" }
    part_coverage { zh: "覆盖口径", en: "What counts for coverage" }
    part_modes { zh: "建设模式", en: "Construction modes" }
    part_programmes { zh: "批次和试点", en: "Batches and pilots" }
    part_hotlines { zh: "热线", en: "Hotlines" }
    part_calendar { zh: "节假日和调休", en: "Public holidays" }

    station_word_zh { zh: "站点统称（中文）", en: "What a station is called, in Chinese" }
    station_word_en { zh: "站点统称（英文）", en: "What a station is called, in English" }
    station_aliases { zh: "别称（每行一个）", en: "Other words for it, one a line" }
    hint_aliases { zh: "群众用别称也能搜到站点，例如「民政服务站」", en: "Whoever searches by one of them finds the stations too" }
    operator_zh { zh: "主办单位（中文）", en: "Who runs the site, in Chinese" }
    operator_en { zh: "主办单位（英文）", en: "Who runs the site, in English" }
    department_zh { zh: "市县主管部门的统称（中文）", en: "What the department of a county is called, in Chinese" }
    department_en { zh: "市县主管部门的统称（英文）", en: "What the department of a county is called, in English" }
    hint_department { zh: "接在市县名后面，公众看投诉由谁办理时会看到；不填写作「的工作人员」", en: "Stands with the name of the county where the public reads who answers a complaint; where it is empty: “the office of …”" }
    site_code { zh: "政府网站标识码", en: "The government's code of the site" }
    icp_record { zh: "ICP备案号", en: "ICP record number" }
    police_record { zh: "公安备案号", en: "Police record number" }
    logo { zh: "标识图片", en: "Logo" }
    logo_lead { zh: "显示在每个页面左上角，代替平台自带的标识。请用有权使用的图片；背景透明的 PNG 效果最好。", en: "It stands above every page in place of the platform's own mark. Use one that you may use; a PNG with a clear ground looks best." }
    logo_now { zh: "现在的标识", en: "The logo there is" }
    logo_file { zh: "标识图片文件", en: "The picture" }
    logo_use { zh: "使用这个标识", en: "Use this logo" }
    logo_forget { zh: "恢复平台自带的标识", en: "Go back to the platform's own mark" }
    map_review_number { zh: "审图号", en: "Review number of the map" }
    map_key { zh: "天地图密钥", en: "Key for the tiles of Tianditu" }
    hint_key { zh: "不填就保留原来的密钥", en: "Leave it empty to keep the one there is" }
    key_kept(end: &str) { zh: "已保存，尾号 {end}。", en: "Kept; it ends with {end}." }
    key_none { zh: "没有密钥：地图只显示自带的轮廓。", en: "There is none: the map shows its own outlines only." }
    key_hidden { zh: "（不显示）", en: "(not shown)" }
    key_forget { zh: "删除密钥", en: "Forget the key" }
    staffing_standard { zh: "每站社工人数标准", en: "Social workers a station should have" }
    hint_standard { zh: "不填按 3 人", en: "Three, where it is left empty" }
    communities { zh: "大社区名单（每行一个）", en: "Large communities that count, one a line" }
    hint_communities { zh: "写村（居）代码或全名。名单所在的市不再按区计，只计名单上的大社区。不填按区计", en: "Code or full name. In a city with communities on the list its districts no longer count; without any, they do" }
    out_of_scope { zh: "不计入的乡镇街道（每行一个）", en: "Places that do not count, one a line" }
    hint_places { zh: "写代码或全名", en: "Code or full name" }
    places { zh: "目标（覆盖的乡镇街道数）", en: "target, in places" }

    name_zh { zh: "名称（中文）", en: "Name in Chinese" }
    name_en { zh: "名称（英文）", en: "Name in English" }
    when_zh { zh: "什么时候打（中文）", en: "When to call it, in Chinese" }
    when_en { zh: "什么时候打（英文）", en: "When to call it, in English" }
    hours_zh { zh: "接听时间（中文）", en: "When somebody answers, in Chinese" }
    hours_en { zh: "接听时间（英文）", en: "When somebody answers, in English" }
    verify { zh: "尚未核实", en: "Not confirmed yet" }
    emergency { zh: "紧急电话", en: "For an emergency" }
    code { zh: "代号（小写字母）", en: "Code, in small letters" }
    hint_code { zh: "用在网址和表格里，以后不能改，例如 second-batch", en: "Stands in addresses and tables and stays, like second-batch" }
    number { zh: "号码", en: "Number" }
    retired { zh: "已停用", en: "Retired" }
    offered { zh: "使用中", en: "Offered" }
    state { zh: "状态", en: "State" }
    used { zh: "使用的站点", en: "Units that use it" }
    entries(part: &str, count: usize) { zh: "{part}（{count} 项）", en: "{part} ({count})" }
    changing(name: &str) { zh: "修改「{name}」", en: "Change “{name}”" }
    add { zh: "新增一项", en: "Add one" }
    retire { zh: "停用", en: "Retire" }
    restore { zh: "恢复使用", en: "Offer again" }
    retire_note { zh: "停用后不再供选择；已经使用的地方仍显示名称。", en: "What is retired is offered no longer; where it is used its name stays." }
    work { zh: "操作", en: "What to do" }

    year { zh: "年份", en: "Year" }
    days { zh: "放假和调休（每行一天）", en: "Days off and make-up workdays, one a line" }
    hint_days { zh: "例如：2027-01-01 休 元旦 / New Year's Day；调休上班写「班」", en: "Like 2027-01-01 休 元旦 / New Year's Day; 班 for a make-up workday" }
    source { zh: "依据（通知名称或网址）", en: "Source, the name or address of the notice" }
    year_add(year: i32) { zh: "登记 {year} 年", en: "Add {year}" }
    year_title(year: i32) { zh: "{year} 年", en: "The year {year}" }

    fixed(value: &str) { zh: "{value}（由服务器配置文件设定，在这里改不了）", en: "{value} (set in the configuration file, which wins)" }
    save { zh: "保存", en: "Save" }
    saved { zh: "已保存", en: "Saved" }
    conflict(field: &str, theirs: &str) { zh: "别人刚把「{field}」改成「{theirs}」，您改的没有保存。需要的话请再改一次。", en: "Somebody has just changed “{field}” to “{theirs}”; yours was not kept. Change it again if need be." }
    refused { zh: "两个人的修改合不到一起，请看一下现在的内容再改。", en: "What two people changed does not go together; look at what stands there now." }
    nothing { zh: "（空）", en: "(nothing)" }

    history { zh: "修改历史", en: "History" }
    history_none { zh: "还没有人改过。", en: "Nobody has changed anything yet." }
    when { zh: "时间", en: "When" }
    who { zh: "谁", en: "Who" }
    what { zh: "改了什么", en: "What changed" }
    somebody { zh: "其他工作人员", en: "Somebody else" }
    from_to(field: &str, from: &str, to: &str) { zh: "{field}：{from} → {to}", en: "{field}: {from} → {to}" }
    members(field: &str, more: &str, less: &str) { zh: "{field}：加 {more}；减 {less}", en: "{field}: more {more}; less {less}" }
    turned_down { zh: "未生效", en: "refused" }

    fault_missing { zh: "请填写这一项", en: "Write something here" }
    fault_long(most: usize) { zh: "请写短一些，最多 {most} 个字", en: "Write at most {most} characters" }
    fault_many(most: usize) { zh: "最多 {most} 行", en: "At most {most} lines" }
    fault_number { zh: "请写 1 到 50 的整数", en: "Write a whole number from 1 to 50" }
    fault_key { zh: "密钥是 8 到 64 位字母和数字", en: "A key has 8 to 64 letters and digits" }
    fault_code { zh: "请用字母开头的小写字母、数字和短横", en: "Use letters, digits and strokes, a letter first" }
    fault_phone { zh: "请写 3 到 20 位号码", en: "Write a number of 3 to 20 digits" }
    fault_taken { zh: "这个代号已经有了", en: "There is one of this code already" }
    fault_place(line: &str) { zh: "没有认出「{line}」，或者它已按乡镇计入：请写代码或全名", en: "“{line}” is no place that can stand here: write its code or full name" }
    fault_day(line: &str) { zh: "没有看懂「{line}」：请按例子写，日期要在这一年", en: "“{line}” is not understood: write it like the example, with a day of this year" }
    fault_twice(day: &str) { zh: "{day} 写了两次", en: "{day} stands there twice" }
}
