//! Sentences about services.

crate::messages! {
    list_title { zh: "社工站能帮您做什么", en: "What a station can do for you" }
    list_intro(domains: usize, items: usize) { zh: "{domains} 个领域、{items} 项服务，都不收费。先看看哪一句最像您的情况。", en: "{domains} domains, {items} services, all free of charge. Look for the question that is most like yours." }
    list_description { zh: "海南社工站的服务清单，用大白话说：养老、儿童、救助、社区、社会事务。", en: "What Hainan's social work stations offer, in plain words: older people, children, assistance, community, social affairs." }
    official_name { zh: "清单中的名称", en: "Name in the catalogue" }
    what_we_do { zh: "社工站会做什么", en: "What the station does" }
    content { zh: "服务内容", en: "Content" }
    who { zh: "谁可以用", en: "For whom" }
    how { zh: "怎么做", en: "How it works" }
    standard { zh: "多久能得到", en: "How soon, how often" }
    bring { zh: "来的时候带什么", en: "What to bring" }
    stations_offering(count: usize) { zh: "提供这项服务的站点（{count} 个）", en: "Stations that offer it ({count})" }
    all_offering { zh: "在列表和地图上查看全部", en: "See all on the list and the map" }
    none_here { zh: "这里还没有站点提供这项服务。", en: "No station offers it here yet." }
    around_here { zh: "附近提供这项服务的站点（位置已知的）：", en: "Stations around that offer it, as far as their position is known:" }
    no_area_yet { zh: "请选择", en: "Choose" }
    neutral_title(code: &str) { zh: "服务 {code}", en: "Service {code}" }
    none_offering { zh: "还没有站点登记这项服务，请拨打热线。", en: "No station has recorded this service yet; call the helpline." }
    related_policies { zh: "相关政策", en: "Policies that belong to it" }
    other_in_domain { zh: "同一领域的其他服务", en: "Other services of this domain" }
    special { zh: "各市县的特色服务", en: "Special services of the counties" }
    special_intro { zh: "「1+1+5+X」里的 X：每个市县自己的特色。", en: "The X of “1+1+5+X”: what each county does of its own." }
    choose_town { zh: "再选乡镇，看离它最近的", en: "Now choose a township to see the nearest" }
    choose_area { zh: "先选地区，看离您最近的", en: "Choose your area to see the nearest" }
}

crate::messages! {
    office_title { zh: "服务清单管理", en: "Catalogue of services" }
    office_lead { zh: "起草、对比、发布全省的服务清单。公众和各站看到的，始终是现行的那一版。", en: "Draft, compare and publish the province's catalogue. The public and the stations always see the version in force." }
    office_active(version: &str, items: usize) { zh: "现行：{version} 版，{items} 项服务", en: "In force: version {version}, {items} services" }
    office_none_active { zh: "还没有现行的清单。", en: "No catalogue is in force yet." }
    office_open_title { zh: "草稿", en: "Draft" }
    office_no_draft { zh: "现在没有草稿。要改动清单，先从现行的一版开始起草。", en: "There is no draft. To change the catalogue, begin one from the version in force." }
    office_start(version: &str) { zh: "从 {version} 版开始起草", en: "Begin a draft from version {version}" }
    office_offered(version: &str) { zh: "系统带来了新的参考清单 {version}。已发布的清单没有改动；需要的话，从它开始起草，对比后再发布。", en: "A newer reference list came with the program: {version}. What is published was not touched; where it is wanted, begin a draft from it and compare." }
    office_continue { zh: "继续起草", en: "Go on with the draft" }
    office_scheduled(version: &str, day: &str) { zh: "{version} 版将于 {day} 零时生效。", en: "Version {version} comes into force on {day} at midnight." }
    office_reopen { zh: "改回草稿", en: "Make it a draft again" }
    office_history { zh: "各个版本", en: "All versions" }
    office_version { zh: "版本", en: "Version" }
    office_state { zh: "状态", en: "State" }
    office_made { zh: "起草", en: "Begun" }
    office_published { zh: "发布", en: "Published" }
    office_day { zh: "生效日期", en: "In force from" }
    office_note { zh: "说明", en: "Note" }
    office_saved { zh: "已保存。", en: "Saved." }
    office_not_now { zh: "这一步现在办不了：别人刚刚改过。请看一遍现在的内容再办。", en: "This cannot be done now: somebody else has just changed it. Look at how it stands, then try again." }
    office_refused { zh: "这一步办不了，请检查填写的内容。", en: "This cannot be done; look through what was filled in." }
    office_taken { zh: "这个编码已经有了", en: "This code is there already" }
    office_nobody { zh: "--", en: "--" }
    office_with_program { zh: "随系统提供", en: "Came with the program" }
    state_draft { zh: "草稿", en: "Draft" }
    state_scheduled { zh: "待生效", en: "Scheduled" }
    state_active { zh: "现行", en: "In force" }
    state_retired { zh: "已停用", en: "Retired" }
    state_discarded { zh: "已放弃", en: "Discarded" }
    state_offered { zh: "参考", en: "Offered" }
    draft_title(version: &str) { zh: "清单草稿 {version}", en: "Draft {version}" }
    draft_lead { zh: "一项一项地改，改完先对比，再发布。两个人可以同时改不同的内容。", en: "Change it item by item, compare, then publish. Two people may change different things at once." }
    draft_compare { zh: "与现行版对比", en: "Compare with the version in force" }
    draft_publish { zh: "发布", en: "Publish" }
    draft_discard { zh: "放弃草稿", en: "Discard the draft" }
    draft_list { zh: "清单说明", en: "About the list" }
    draft_code { zh: "编码", en: "Code" }
    draft_name { zh: "名称", en: "Name" }
    draft_order { zh: "顺序", en: "Order" }
    draft_up(name: &str) { zh: "上移{name}", en: "Move {name} up" }
    draft_down(name: &str) { zh: "下移{name}", en: "Move {name} down" }
    draft_add_item { zh: "新增服务项目", en: "Add a service" }
    draft_add_special { zh: "新增特色服务", en: "Add a special service" }
    draft_no_domain { zh: "未归入领域", en: "Without a domain" }
    part_domain(code: &str) { zh: "领域 {code}", en: "Domain {code}" }
    part_item(code: &str) { zh: "服务项目 {code}", en: "Service {code}" }
    part_special(code: &str) { zh: "特色服务 {code}", en: "Special service {code}" }
    part_code_hint { zh: "字母和数字，例如 A07、X-469002-002；保存后不能再改", en: "Letters and figures, such as A07 or X-469002-002; it cannot be changed later" }
    part_code_wrong { zh: "编码请用字母和数字，最多 20 个", en: "Use letters and figures for the code, 20 at most" }
    part_save { zh: "保存", en: "Save" }
    part_like { zh: "照此新增一项（换编码）", en: "Add another like it, under a new code" }
    part_withdraw { zh: "从草稿中撤下", en: "Take out of the draft" }
    part_withdraw_sure { zh: "确认撤下", en: "Yes, take it out" }
    part_withdraw_hint { zh: "现行的清单不受影响。发布时要写明由哪一项接替，或者终止。", en: "The version in force is not touched. On publishing one says which service takes over, or that it ends." }
    compare_title { zh: "草稿与现行版对比", en: "The draft beside the version in force" }
    compare_counts(new: usize, changed: usize, withdrawn: usize) { zh: "新增 {new} 项，改动 {changed} 项，撤下 {withdrawn} 项", en: "{new} new, {changed} changed, {withdrawn} withdrawn" }
    compare_same { zh: "草稿与现行版没有不同。", en: "The draft does not differ from the version in force." }
    compare_new { zh: "新增", en: "New" }
    compare_withdrawn { zh: "撤下", en: "Withdrawn" }
    compare_changed { zh: "改动", en: "Changed" }
    compare_moved { zh: "调整顺序", en: "In another place" }
    lacks_title { zh: "发布前还缺", en: "Missing before it can be published" }
    lacks_empty(part: &str, field: &str) { zh: "{part}：没有填「{field}」", en: "{part}: nothing stands under “{field}”" }
    lacks_unknown(part: &str, field: &str, code: &str) { zh: "{part}：「{field}」里的 {code} 不存在", en: "{part}: there is no {code}, named under “{field}”" }
    lacks_item { zh: "清单里一项服务也没有", en: "There is no service in the list" }
    publish_title(version: &str) { zh: "发布 {version} 版", en: "Publish version {version}" }
    publish_lead { zh: "到了这一天零时，这一版成为现行清单，各站的服务项目同时改成新编码。写今天就立即生效。", en: "At midnight of this day it comes into force, and what stations offer changes to the new codes with it. With today's date it happens at once." }
    publish_day_wrong { zh: "请写今天或以后一年内的一天，例如 2026-11-24", en: "Write today or a day within a year, such as 2026-11-24" }
    publish_mapping { zh: "撤下的编码由谁接替", en: "What becomes of withdrawn codes" }
    publish_mapping_hint { zh: "写接替它的新编码，几个用逗号隔开；没有接替的，勾选「终止」。", en: "Write the code that takes over, several with commas between; tick “ends” where none does." }
    publish_becomes(code: &str, name: &str) { zh: "{code} {name}：改为", en: "{code} {name} becomes" }
    publish_ends(code: &str) { zh: "{code} 终止", en: "{code} ends" }
    publish_open(code: &str) { zh: "还没有写明 {code} 由谁接替；没有接替就勾选终止", en: "Say what {code} becomes, or tick that it ends" }
    publish_nowhere(code: &str, to: &str) { zh: "{code} 改为 {to}：新清单里没有 {to}", en: "{code} becomes {to}: there is no {to} in the new list" }
    publish_both(code: &str) { zh: "{code} 既写了接替又勾选了终止，请只留一样", en: "{code} both ends and becomes another: leave one of the two" }
    publish_note_hint { zh: "给各市县看的一句话：为什么改", en: "A sentence for the counties: why it changes" }
    publish_note_long { zh: "说明最多 500 个字", en: "The note has 500 characters at most" }
    discard_title(version: &str) { zh: "放弃草稿 {version}？", en: "Discard draft {version}?" }
    discard_lead { zh: "草稿里写的内容不再能编辑或发布，但仍可以在版本列表里查看。现行的清单不受影响。", en: "What was written can no longer be edited or published; it can still be read in the list of versions. The version in force is not touched." }
    discard_sure { zh: "放弃草稿", en: "Discard it" }
    discard_keep { zh: "保留，继续起草", en: "Keep it and go on" }
    version_title(version: &str) { zh: "服务清单 {version} 版", en: "Catalogue, version {version}" }
    version_follows(version: &str) { zh: "接替 {version} 版", en: "Follows version {version}" }
    version_mapping(code: &str, to: &str) { zh: "{code} → {to}", en: "{code} → {to}" }
    version_ended { zh: "终止", en: "ends" }
    version_mapped { zh: "编码变化", en: "What became of codes" }
    version_changes(version: &str) { zh: "相对 {version} 版的变化", en: "What it changed of version {version}" }
    version_content { zh: "全部内容", en: "Everything in it" }
}
