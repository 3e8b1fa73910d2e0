//! Sentences about policy guides and hotlines.

crate::messages! {
    list_title { zh: "政策指南", en: "Policy guides" }
    list_intro { zh: "有什么帮助、谁可以申请、要哪些材料、去哪里办。", en: "What help there is, who can apply, which papers, where to go." }
    list_description { zh: "低保、特困、临时救助、高龄补贴、残疾人补贴、孤儿和困境儿童等政策，用大白话说。", en: "Minimum living allowance, temporary aid, allowances for old and disabled people, children: the rules in plain words." }
    neutral_title(number: usize) { zh: "政策指南 {number}", en: "Guide {number}" }
    reference { zh: "参考，以官方公布为准", en: "For orientation; what the authorities publish is what counts" }
    what { zh: "这是什么", en: "What it is" }
    who { zh: "谁可以申请", en: "Who can apply" }
    who_acts { zh: "和谁有关", en: "Whom it concerns" }
    papers { zh: "要带哪些材料", en: "Which papers" }
    places { zh: "去哪里办", en: "Where to go" }
    steps { zh: "怎么办", en: "Step by step" }
    good_to_know { zh: "还要知道", en: "Good to know" }
    sources { zh: "依据", en: "Sources" }
    written(day: &str) { zh: "本页写于 {day}，尚未经主管部门审核。", en: "Written on {day}; not yet reviewed by the authorities." }
    checked(day: &str) { zh: "本页由省级工作人员于 {day} 核对。", en: "Checked by the provincial office on {day}." }
    undated { zh: "日期未注明", en: "undated" }
    services { zh: "社工站可以帮您", en: "The station can help" }
    find_station { zh: "找我的社工站", en: "Find my station" }
    hotlines { zh: "常用电话", en: "Numbers to call" }
    to_verify { zh: "以当地公布为准", en: "to be confirmed locally" }
}

crate::messages! {
    office_title { zh: "政策指南管理", en: "Policy guides, office" }
    office_lead { zh: "起草、对比、发布政策指南。公众看到的，始终是已发布的内容。", en: "Draft, compare and publish the guides. The public always reads what is published." }
    office_list { zh: "全部指南", en: "All guides" }
    office_guide { zh: "指南", en: "Guide" }
    office_state { zh: "状态", en: "State" }
    office_checked { zh: "核对日期", en: "Checked on" }
    office_waits { zh: "待复核", en: "To be checked again" }
    office_waiting(count: usize) { zh: "{count} 篇政策指南核对已超过一年，请复核", en: "{count} guides were last checked more than a year ago; check them again" }
    office_none { zh: "还没有政策指南。在下面新增第一篇。", en: "There is no guide yet. Add the first one below." }
    office_has_draft { zh: "有草稿", en: "has a draft" }
    office_has_offer { zh: "有新的参考文本", en: "newer reference text" }
    office_add { zh: "新增指南", en: "Add a guide" }
    office_slug { zh: "网址用的词", en: "Word in its address" }
    office_slug_hint { zh: "小写字母、数字和连字符，例如 temporary-aid；以后不能再改", en: "Small letters, figures and hyphens, such as temporary-aid; it cannot be changed later" }
    office_slug_wrong { zh: "请用小写字母、数字和连字符，2 到 60 个", en: "Use small letters, figures and hyphens, 2 to 60 of them" }
    office_slug_taken { zh: "这个词已经有指南用了", en: "Another guide has this word" }
    office_saved { zh: "已保存。", en: "Saved." }
    office_not_now { zh: "这一步现在办不了：别人刚刚改过。请看一遍现在的内容再办。", en: "This cannot be done now: somebody else has just changed it. Look at how it stands, then try again." }
    office_refused { zh: "这一步办不了，请检查填写的内容。", en: "This cannot be done; look through what was filled in." }
    office_save { zh: "保存草稿", en: "Save the draft" }
    office_edits_published { zh: "下面是已发布的内容。保存后成为草稿，发布之前公众看不到。", en: "This is what is published. What you save becomes a draft, and the public does not see it until you publish." }
    office_edits_draft { zh: "下面是草稿，公众看不到。", en: "This is a draft; the public does not see it." }
    office_offer { zh: "系统带来了这篇指南的新参考文本。已发布的内容没有改动；需要的话，用它作草稿，对比后再发布。", en: "A newer reference text of this guide came with the program. What is published was not touched; where it is wanted, make it the draft and compare." }
    office_take_offer { zh: "用参考文本作草稿", en: "Make it the draft" }
    office_compare { zh: "对比和发布", en: "Compare and publish" }
    office_public { zh: "公众看到的页面", en: "The public page" }
    office_versions { zh: "各个版本", en: "All versions" }
    office_version(version: i64) { zh: "第 {version} 版", en: "Version {version}" }
    office_no_versions { zh: "还没有在这里发布过。", en: "Nothing was published here yet." }
    office_with_program { zh: "随系统提供", en: "came with the program" }
    state_draft { zh: "草稿", en: "Draft" }
    state_published { zh: "已发布", en: "Published" }
    state_withdrawn { zh: "已撤下", en: "Withdrawn" }
    compare_title(name: &str) { zh: "对比和发布：{name}", en: "Compare and publish: {name}" }
    compare_caption { zh: "草稿与已发布内容的不同", en: "What the draft changes" }
    compare_same { zh: "草稿与已发布的内容没有不同。", en: "The draft does not differ from what is published." }
    compare_no_draft { zh: "现在没有草稿。", en: "There is no draft now." }
    compare_begin { zh: "用已有内容作草稿", en: "Make what there is the draft" }
    lacks_title { zh: "发布前还缺", en: "Missing before it can be published" }
    lacks_empty(field: &str) { zh: "没有填「{field}」", en: "Nothing stands under “{field}”" }
    lacks_unknown(field: &str, code: &str) { zh: "「{field}」里的 {code} 不存在", en: "There is no {code}, named under “{field}”" }
    lacks_ahead { zh: "核对日期在今天之后", en: "The day of checking lies ahead" }
    publish { zh: "发布", en: "Publish" }
    publish_lead { zh: "发布后，公众立即看到新的内容。", en: "The public sees it at once." }
    publish_note { zh: "说明", en: "Note" }
    publish_note_hint { zh: "一句话：为什么改", en: "A sentence: why it changes" }
    withdraw { zh: "撤下这篇指南", en: "Withdraw the guide" }
    withdraw_hint { zh: "公众不再看到它，内容保留，以后可以再发布。", en: "The public no longer sees it; the text is kept and can be published again." }
    withdraw_sure { zh: "确认撤下", en: "Yes, withdraw it" }
    discard { zh: "放弃草稿", en: "Discard the draft" }
    discard_hint { zh: "草稿里写的内容不再保留。已发布的内容不受影响。", en: "What was written in the draft is not kept. What is published is not touched." }
    discard_sure { zh: "确认放弃", en: "Yes, discard it" }
}
