//! Sentences of the field app.

crate::messages! {
    app_name { zh: "最后一米 · 离线版", en: "LastMetre offline" }
    navigation { zh: "主导航", en: "Main" }
    nav_find { zh: "查找", en: "Find" }
    nav_map { zh: "地图", en: "Map" }
    nav_services { zh: "服务", en: "Services" }
    nav_phones { zh: "电话", en: "Phones" }
    nav_device { zh: "本机", en: "Device" }
    refresh_now { zh: "现在更新", en: "Update now" }
    state_ready(when: &str) { zh: "数据更新于 {when} · 离线可用", en: "Data as of {when} · works offline" }
    state_not_kept(when: &str) { zh: "数据更新于 {when} · 还没有存到本机", en: "Data as of {when} · not kept on this device yet" }
    state_asking(when: &str) { zh: "正在更新 · 现有数据更新于 {when}", en: "Updating · present data as of {when}" }
    state_offline(age: &str) { zh: "没有网络，显示{age}的数据", en: "No network, showing data from {age}" }
    state_unreadable(age: &str) { zh: "收到的数据不完整，继续显示{age}的数据", en: "What arrived was incomplete; still showing data from {age}" }
    state_first { zh: "正在取数据", en: "Getting the data" }
    state_nothing { zh: "没有网络，本机还没有数据", en: "No network, and no data on this device yet" }
    state_nothing_unreadable { zh: "收到的数据不完整，本机还没有数据", en: "What arrived was incomplete; no data on this device yet" }
    age_now { zh: "刚才", en: "a moment ago" }
    age_minutes(minutes: i64) { zh: " {minutes} 分钟前", en: "{minutes} min ago" }
    age_hours(hours: i64) { zh: " {hours} 小时前", en: "{hours} h ago" }
    age_day { zh: " 1 天前", en: "one day ago" }
    age_days(days: i64) { zh: " {days} 天前", en: "{days} days ago" }
    new_version { zh: "新版本可用，保存后更新", en: "A new version is ready; save first, then update" }
    new_version_take { zh: "更新并重新打开", en: "Update and open again" }
    first_title { zh: "第一次打开，需要连一次网", en: "The first time needs a network" }
    first_text { zh: "这台设备上还没有数据。取一次（约 150 KB）之后，没有网络也能用。", en: "Nothing is kept on this device yet. Once fetched (about 150 KB), it works without a network." }
    first_step_connect { zh: "连上无线网络或移动数据，或者走到有信号的地方。", en: "Connect to Wi-Fi or mobile data, or go where there is a signal." }
    first_step_press { zh: "点「现在更新」。连上以后，本机也会自己再试。", en: "Press “Update now”. Once connected, the device also tries again by itself." }
    first_step_wait { zh: "看到「离线可用」以后，就可以断网使用。", en: "When it says “works offline”, you can go without a network." }
    getting { zh: "正在取社工站的数据，第一次需要几秒钟。", en: "Getting the stations; the first time takes a few seconds." }
    open_only { zh: "只看现在开放的", en: "Open now only" }
    results { zh: "结果", en: "Results" }
    results_count(count: usize) { zh: "{count} 个站点", en: "{count} stations" }
    also_found { zh: "服务和政策", en: "Services and guides" }
    remove { zh: "去掉：", en: "Remove: " }
    near_me { zh: "离我最近", en: "Nearest to me" }
    nothing_found { zh: "没有找到。换个写法试试：村名、拼音、首字母都可以。", en: "Nothing found. Try another spelling: village, pinyin or initials." }
    back_to_list { zh: "返回列表", en: "Back to the list" }
    detail { zh: "详情", en: "Details" }
    choose_service { zh: "从列表里选一项服务，这里显示说明。", en: "Choose a service from the list to read about it here." }
    unknown_title { zh: "没有这一页", en: "There is no such page" }
    unknown_text { zh: "它可能已经不在最新的数据里。请从「查找」重新开始。", en: "It may no longer be in the newest data. Start again from “Find”." }
    map_title { zh: "各市县的社工站", en: "Stations by city and county" }
    map_hint { zh: "点一个市县，看那里的站点。", en: "Choose a city or county to see its stations." }
    stations_count(count: usize) { zh: "{count} 个站点", en: "{count} stations" }
    phones_title { zh: "常用电话", en: "Numbers to call" }
    phones_emergency { zh: "遇到危险", en: "In danger" }
    phones_others { zh: "咨询与求助", en: "Advice and help" }
    phone_unconfirmed { zh: "本省是否开通待核实", en: "Not yet confirmed for this province" }
    county_phones { zh: "市县电话", en: "Numbers of the counties" }
    device_title { zh: "本机与设置", en: "This device and settings" }
    device_data { zh: "数据", en: "Data" }
    device_confirmed { zh: "最近一次确认是最新的", en: "Last confirmed as the newest" }
    device_made { zh: "数据生成于", en: "Data made" }
    device_version { zh: "数据版本", en: "Data version" }
    device_holds { zh: "内容", en: "Content" }
    device_holds_counts(stations: usize, villages: usize) { zh: "{stations} 个站点，{villages} 个村（居）", en: "{stations} stations, {villages} villages" }
    device_size { zh: "大小", en: "Size" }
    kilobytes(number: usize) { zh: "{number} KB", en: "{number} KB" }
    device_kept { zh: "存到本机", en: "Kept on this device" }
    device_files { zh: "没有网络也能打开", en: "Opens without a network" }
    device_persisted { zh: "长期保存", en: "Kept for good" }
    device_persisted_not { zh: "空间不足时浏览器可能清除，安装到主屏幕后更可靠", en: "the browser may clear it when space runs out; installing makes it safer" }
    device_used { zh: "本机占用", en: "Space used" }
    device_app { zh: "应用版本", en: "Version of the app" }
    yes { zh: "是", en: "Yes" }
    not_yet { zh: "还没有", en: "Not yet" }
    settings { zh: "设置", en: "Settings" }
    setting_language { zh: "语言", en: "Language" }
    setting_elder { zh: "长辈版（大字）", en: "Large type" }
    on { zh: "打开", en: "On" }
    off { zh: "关闭", en: "Off" }
    setting_theme { zh: "颜色", en: "Colours" }
    install_title { zh: "安装到主屏幕", en: "Install it" }
    install_text { zh: "在浏览器菜单里选「安装应用」或「添加到主屏幕」，以后像普通应用一样打开，数据也不容易被清除。", en: "Choose “Install app” or “Add to Home screen” in the browser’s menu; it then opens like any app, and its data is safer." }
    website { zh: "打开完整网站（需要网络）", en: "Open the whole site (needs a network)" }
}
