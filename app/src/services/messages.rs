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
