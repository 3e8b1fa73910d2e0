//! Sentences of the field app.

crate::messages! {
    app_name { zh: "最后一米 · 离线版", en: "LastMetre offline" }
    offline_app { zh: "离线版", en: "offline" }
    navigation { zh: "主导航", en: "Main" }
    list { zh: "列表", en: "List" }
    detail { zh: "内容", en: "Content" }
    nav_find { zh: "查找", en: "Find" }
    nav_map { zh: "地图", en: "Map" }
    nav_services { zh: "服务", en: "Services" }
    nav_policies { zh: "政策", en: "Guides" }
    nav_device { zh: "本机", en: "Device" }
    find_title { zh: "查找社工站", en: "Find a station" }
    refresh_now { zh: "现在更新", en: "Update now" }
    newer_version { zh: "有新版本，重新打开后使用", en: "A newer version is ready for the next start" }
    restart { zh: "重新打开", en: "Restart" }
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
    first_title { zh: "第一次打开，需要连一次网", en: "The first time needs a network" }
    first_text { zh: "这台设备上还没有数据。取一次（约 110 KB）之后，没有网络也能用。", en: "Nothing is kept on this device yet. Once fetched (about 110 KB), it works without a network." }
    first_step_connect { zh: "连上无线网络或移动数据，或者走到有信号的地方。", en: "Connect to Wi-Fi or mobile data, or go where there is a signal." }
    first_step_press { zh: "点「现在更新」。连上以后，本机也会自己再试。", en: "Press “Update now”. Once connected, the device also tries again by itself." }
    first_step_wait { zh: "看到「离线可用」以后，就可以断网使用。", en: "When it says “works offline”, you can go without a network." }
    nothing_found { zh: "没有找到。换个写法试试：村名、拼音、首字母都可以。", en: "Nothing found. Try another spelling: village, pinyin or initials." }
    back_to_list { zh: "返回列表", en: "Back to the list" }
    choose_one { zh: "从列表里选一项。", en: "Choose one from the list." }
    unknown_title { zh: "没有这一页", en: "There is no such page" }
    unknown_text { zh: "它可能已经不在最新的数据里。请从「查找」重新开始。", en: "It may no longer be in the newest data. Start again from “Find”." }
    map_title { zh: "各市县的社工站", en: "Stations by city and county" }
    map_hint { zh: "点一个市县，看那里的站点。", en: "Choose a city or county to see its stations." }
    device_title { zh: "本机", en: "This device" }
    standing { zh: "现在", en: "Now" }
    directory_size { zh: "目录大小", en: "Size of the directory" }
    room_taken { zh: "占用本机空间", en: "Room taken on this device" }
    keeping { zh: "保存方式", en: "How it is kept" }
    program { zh: "程序", en: "Program" }
    stays_kept { zh: "一直保存，浏览器不会自动清除", en: "Kept until you delete it" }
    may_be_cleared { zh: "空间不足时浏览器可能清除；联网后会重新取得", en: "The browser may clear it when space runs short; it comes back with a network" }
    not_known { zh: "浏览器没有说明", en: "The browser does not tell" }
    program_kept { zh: "已存到本机", en: "Kept on this device" }
    program_not_kept { zh: "还没有存到本机", en: "Not kept on this device yet" }
    only_public { zh: "本机只保存公开的目录，没有任何人的信息。", en: "Only the public directory is kept here, nothing about any person." }
    install_title { zh: "放到桌面", en: "Put it on the home screen" }
    install_text { zh: "在浏览器菜单里选「添加到主屏幕」或「安装应用」，以后像应用一样打开。", en: "Choose “Add to home screen” or “Install” in the browser's menu; it then opens like an app." }
    ordinary_site { zh: "普通网页版（需要网络）", en: "The ordinary site (needs a network)" }
}
