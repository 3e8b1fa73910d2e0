//! Sentences about areas.

crate::messages! {
    list_title { zh: "各市县社工站", en: "Stations by city and county" }
    list_intro { zh: "选择市县，看哪里有社工站，哪里还没有。", en: "Choose a city or county to see where there is a station, and where there is none yet." }
    description(name: &str) { zh: "{name}的社工站：谁来服务、覆盖情况、还没有站点的地方。", en: "Social work stations of {name}: who serves it, coverage, and where there is none yet." }
    title(name: &str) { zh: "{name}的社工站", en: "Stations of {name}" }
    area { zh: "市县", en: "City or county" }
    units { zh: "站点", en: "Units" }
    covered { zh: "已覆盖", en: "Covered" }
    in_scope { zh: "应覆盖", en: "In scope" }
    rate { zh: "覆盖率", en: "Coverage" }
    coverage { zh: "覆盖情况", en: "Coverage" }
    coverage_sentence(covered: usize, scope: usize) { zh: "应覆盖的 {scope} 个地方中，{covered} 个已有运营的社工站。", en: "{covered} of {scope} places in scope have an operating station." }
    coverage_rule { zh: "口径：乡镇、街道各算一个；三亚各区不设乡镇，按区算；三沙不在范围内。有运营中的社工站写明服务该地、它所在的区县或其中的村，才算已覆盖；县级中心和村（居）社工室不单独计入。", en: "How it is counted: each township or street is one place; Sanya's districts have no townships and count as districts; Sansha is out of scope. A place is covered when an operating station names it, the district or county it lies in, or a village in it, as its area. County centres and village rooms do not count by themselves." }
    coverage_rule_listed { zh: "三亚按省级名单上的大社区计，不按区计；名单外另有不计入的地方。", en: "In Sanya the large communities on the province's list count instead of the districts; places that the province has listed not to count are left out." }
    no_scope { zh: "这里没有乡镇或街道，不计覆盖率。", en: "There are no townships or streets here, so no rate is given." }
    without(count: usize) { zh: "还没有社工站的地方（{count} 个）", en: "Places without a station yet ({count})" }
    without_none { zh: "应覆盖的地方都有社工站。", en: "Every place in scope has a station." }
    served_by { zh: "谁来服务这里", en: "Who serves this place" }
    served_by_nobody { zh: "还没有站点服务这里。", en: "Nobody serves this place yet." }
    units_here(count: usize) { zh: "这里的站点（{count} 个）", en: "Units here ({count})" }
    all_units(count: usize) { zh: "在列表和地图上看这 {count} 个站点", en: "See these {count} on the list and the map" }
    below { zh: "下级地区", en: "Areas within" }
    villages(count: usize) { zh: "村和社区（{count} 个）", en: "Villages and communities ({count})" }
    villages_source { zh: "村（居）名单来自 2023 年统计用区划代码。", en: "The list of villages is the statistical one of 2023." }
    statistical { zh: "统计用单位，不是法定行政区划", en: "A statistical unit, not an official division" }
    nearest { zh: "最近的站点", en: "Nearest stations" }
    province { zh: "海南省", en: "Hainan" }
    total { zh: "全省", en: "Whole province" }
    per_cent(number: usize) { zh: "{number}%", en: "{number}%" }
    code(code: &str) { zh: "区划代码 {code}", en: "Division code {code}" }
}
