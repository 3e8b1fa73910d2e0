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
    undated { zh: "日期未注明", en: "undated" }
    services { zh: "社工站可以帮您", en: "The station can help" }
    find_station { zh: "找我的社工站", en: "Find my station" }
    hotlines { zh: "常用电话", en: "Numbers to call" }
    to_verify { zh: "以当地公布为准", en: "to be confirmed locally" }
}
