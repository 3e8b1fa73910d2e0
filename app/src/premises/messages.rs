//! Sentences about premises.

crate::messages! {
    title_of(unit: &str) { zh: "{unit} · 场地设施清单", en: "Premises of {unit}" }
    lead { zh: "有什么、缺什么，一张表看清。只记看到的，不用为了填表去拍照。", en: "What there is and what is missing, on one list. Write down what you saw; nobody needs a photo for it." }
    back { zh: "返回站点", en: "Back to the unit" }
    saved { zh: "已保存", en: "Saved" }
    all_there { zh: "清单上的都齐了。", en: "Everything on the list is there." }
    missing(count: usize) { zh: "还有 {count} 项没有齐：", en: "Still open: {count}" }
    rooms_public { zh: "「已验收」的功能区会显示在公众页面上；在站点页面上改也一样。", en: "Areas that are accepted are shown to the public; ticking them on the page of the unit is the same." }
    item { zh: "项目", en: "Item" }
    state { zh: "情况", en: "State" }
    details { zh: "数量、面积", en: "Number, area" }
    note { zh: "说明", en: "Note" }
    looked { zh: "查看日期", en: "Looked at" }
    change(part: &str) { zh: "修改{part}", en: "Change: {part}" }
    save { zh: "保存", en: "Save" }
    not_said { zh: "没有填", en: "Not said" }
    all_looked { zh: "这一部分今天都看过", en: "All of this part was looked at today" }
    square_metres(area: &str) { zh: "{area} 平方米", en: "{area} m²" }
    pieces(count: &str) { zh: "{count} 个", en: "{count}" }
    separator { zh: "：", en: ": " }

    group_house { zh: "办公场地", en: "The house" }
    group_rooms { zh: "两室两中心", en: "Four function areas" }
    group_equipment { zh: "办公设备", en: "Equipment" }
    group_signs { zh: "标识标牌", en: "Signs" }
    group_posted { zh: "上墙制度和公示", en: "Posted on the wall" }

    item_house { zh: "场地", en: "House" }
    item_own_office { zh: "单独办公用房", en: "Office of its own" }
    item_desks { zh: "桌椅", en: "Desks and chairs" }
    item_computers { zh: "电脑", en: "Computers" }
    item_printers { zh: "打印机", en: "Printers" }
    item_cabinets { zh: "档案柜", en: "Filing cabinets" }
    item_network { zh: "网络", en: "Network" }
    item_door_plate { zh: "门牌", en: "Door plate" }
    item_hanging_sign { zh: "吊牌", en: "Hanging sign" }
    item_back_wall { zh: "背景墙", en: "Wall with the name" }
    item_badges { zh: "工牌", en: "Staff badges" }
    item_rules { zh: "工作制度", en: "Working rules" }
    item_flows { zh: "服务流程", en: "How services run" }
    item_service_list { zh: "服务清单", en: "List of services" }
    item_hours_and_phone { zh: "开放时间与电话", en: "Hours and telephone" }
    item_complaints { zh: "投诉渠道", en: "How to complain" }

    part_private { zh: "能保护隐私", en: "Private" }
    part_area { zh: "面积（平方米）", en: "Area in m²" }
    part_count { zh: "数量", en: "Number" }
    part_host { zh: "依托的设施", en: "Host facility" }
    part_ownership { zh: "权属", en: "Ownership" }

    state_missing { zh: "没有", en: "Not there" }
    state_area_missing { zh: "未设", en: "Not set up" }
    state_building { zh: "在建", en: "Being built" }
    state_accepted { zh: "已验收", en: "Accepted" }
    state_to_mend { zh: "要维修", en: "To be mended" }
    state_outdated { zh: "要更新", en: "To be renewed" }
    state_good { zh: "完好", en: "In order" }
    state_owned { zh: "自有", en: "Its own" }
    state_lent { zh: "无偿提供", en: "Lent free of charge" }
    state_rented { zh: "租用", en: "Rented" }
    yes { zh: "是", en: "Yes" }
    no { zh: "否", en: "No" }
    private_yes { zh: "能保护隐私", en: "Private" }
    private_no { zh: "不能保护隐私", en: "Not private" }

    lack_unknown { zh: "没有填", en: "not said" }
    lack_missing { zh: "没有", en: "not there" }
    lack_unfinished { zh: "没有完成", en: "not in order" }
    lack_exposed { zh: "不能保护隐私", en: "not private" }

    fault_choice { zh: "请从列表中选一项", en: "choose one of the list" }
    fault_count { zh: "请填 0 到 9999 的整数", en: "write a whole number from 0 to 9999" }
    fault_area { zh: "请填平方米数，最多一位小数，例如 20.5", en: "write square metres with one decimal at most, like 20.5" }
}
