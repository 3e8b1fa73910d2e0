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
    newer_version { zh: "有新版本，保存后更新", en: "A newer version is ready for the next start" }
    restart { zh: "保存后更新", en: "Save, then update" }
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
    room_of(used: &str, quota: &str) { zh: "{used}，最多可用 {quota}", en: "{used} of {quota} at most" }
    keeping { zh: "保存方式", en: "How it is kept" }
    program { zh: "程序", en: "Program" }
    stays_kept { zh: "一直保存，浏览器不会自动清除", en: "Kept until you delete it" }
    may_be_cleared { zh: "空间不足时浏览器可能清除；联网后会重新取得", en: "The browser may clear it when space runs short; it comes back with a network" }
    not_known { zh: "浏览器没有说明", en: "The browser does not tell" }
    program_kept { zh: "已存到本机", en: "Kept on this device" }
    program_not_kept { zh: "还没有存到本机", en: "Not kept on this device yet" }
    only_public { zh: "本机只保存公开的目录和您自己的修改。别人求助时说的话，只加密存在本机，用您的口令才能打开，送到站上两天后清除。", en: "Only the public directory and your own changes are kept here. What people say who ask for help lies here enciphered, opens with your passphrase alone, and goes two days after it has arrived." }
    help_title { zh: "记下求助", en: "Take down a call for help" }
    help_lead { zh: "没有网络也能填。填的内容加密存在本机，有网络时自动送出。", en: "Works without a network. What you write is enciphered on this device and goes out by itself once there is one." }
    help_no_form { zh: "这台平板上还没有这张表。请连一次网，再打开这一页。", en: "This form is not on the tablet yet. Connect to a network once, then open this page again." }
    help_no_channel { zh: "请选择来源。", en: "Choose how it came." }
    help_kept { zh: "已加密存在本机。有网络时自动送到负责的站。", en: "Enciphered and kept on this device. It goes to the station in charge once there is a network." }
    help_another { zh: "再记一条", en: "Take down another" }
    enciphered { zh: "（已加密）", en: "(enciphered)" }
    part_said { zh: "内容", en: "Content" }
    nav_mine { zh: "我的站", en: "My station" }
    staff_title { zh: "工作人员", en: "For the staff" }
    to_mine { zh: "打开我的站", en: "Open my station" }
    mine_title { zh: "我的站", en: "My station" }
    enrol_title { zh: "登记这台平板", en: "Enrol this tablet" }
    enrol_text { zh: "登记以后，没有信号时也能关站开站、更正电话和开放时间、核对信息。需要联网登记一次。", en: "Once enrolled, you can close and open your station, correct its numbers and hours and say that they are right with no signal. Enrolling needs a network once." }
    enrol_sign_in { zh: "先登录", en: "Sign in first" }
    enrol_then { zh: "登录后回到本页，给平板起个名字，再点「登记」。", en: "Then come back here, name the tablet and press “Enrol”." }
    enrol_name { zh: "平板名称", en: "Name of the tablet" }
    enrol_hint { zh: "例如：前台平板", en: "For example: tablet at the desk" }
    enrol_passphrase { zh: "口令", en: "Passphrase" }
    enrol_passphrase_hint { zh: "至少 10 个字。每次重新打开离线版时要输入；只有您知道，服务器不保存。", en: "At least 10 characters. You give it each time the app is opened anew; only you know it." }
    enrol_passphrase_wrong { zh: "口令至少要 10 个字", en: "The passphrase needs at least 10 characters" }
    enrol_pin { zh: "PIN 码", en: "PIN" }
    enrol_pin_hint { zh: "4 到 8 位数字，不能全部相同。几分钟没有人用时，用它解锁。", en: "4 to 8 digits, not all the same. It unlocks the tablet when nobody has touched it for a few minutes." }
    enrol_pin_wrong { zh: "PIN 码要 4 到 8 位数字，不能全部相同", en: "The PIN needs 4 to 8 digits, not all the same" }
    locked_title { zh: "已锁定", en: "Locked" }
    locked_passphrase { zh: "请输入登记这台平板时设的口令。", en: "Give the passphrase that you chose when you enrolled this tablet." }
    locked_pin { zh: "有一会儿没有人用。请输入 PIN 码。", en: "Nobody has touched it for a while. Give your PIN." }
    unlock { zh: "解锁", en: "Unlock" }
    unlocking { zh: "正在解锁……", en: "Unlocking…" }
    wrong_pin { zh: "不对。连错 5 次就要输入口令。", en: "That is not it. After five wrong ones the passphrase is asked for." }
    wrong_passphrase(tries: u8) { zh: "不对。再错 {tries} 次，这台平板就要重新登记。", en: "That is not it. After {tries} more the tablet has to be enrolled again." }
    forgotten { zh: "忘了口令，重新登记", en: "Forgotten: enrol it again" }
    lock_now { zh: "锁定", en: "Lock" }
    locked_not_enrolled { zh: "先登记这台平板，才能看到没有送达的修改。", en: "Enrol this tablet first, to see what has not arrived." }
    idle_label { zh: "没有人用时，多久以后锁定「我的站」：", en: "Lock “My station” when nobody has touched the device for:" }
    idle_minutes(minutes: u8) { zh: "{minutes} 分钟", en: "{minutes} min" }
    ended_locked_out { zh: "口令错了太多次，请重新登记。没有送达的修改还在本机。", en: "Too many wrong passphrases. Enrol it again; what has not arrived is still here." }
    enrol_button { zh: "登记", en: "Enrol" }
    enrol_again { zh: "重新登记", en: "Enrol again" }
    enrol_signed_out { zh: "还没有登录，或者登录已过期。请先登录。", en: "You are not signed in any more. Sign in first." }
    enrol_name_wrong { zh: "请给平板起一个名字，最多 40 个字", en: "Name the tablet, with 40 characters at most" }
    enrol_no_network { zh: "没有连上服务器，请在有信号的地方再试。", en: "The server did not answer. Try again where there is a signal." }
    enrol_other { zh: "登录的是另一位工作人员。请先退出，再以本人登录。", en: "Somebody else is signed in. Sign out there and sign in as yourself." }
    ended_unknown { zh: "服务器不认识这台平板，请重新登记。没有送达的修改还在本机。", en: "The server does not know this tablet. Enrol it again; what has not arrived is still here." }
    ended_revoked { zh: "这台平板已被停用。没有送达的修改还在本机。", en: "This tablet was revoked. What has not arrived is still here." }
    ended_lapsed { zh: "这台平板超过 14 天没有联系，已自动停用，请重新登记。没有送达的修改还在本机。", en: "This tablet was not heard of for 14 days. Enrol it again; what has not arrived is still here." }
    ended_owner { zh: "您的账号已停用。没有送达的修改还在本机。", en: "Your account is no longer active. What has not arrived is still here." }
    not_kept_here { zh: "没有存上：本机没有空间，或者浏览器不让保存。请不要离开本页，先腾出空间再试。", en: "Not saved: the device has no room, or the browser does not let it. Stay on this page, make room and try again." }
    saved_here(at: &str) { zh: "已保存在本机 {at}", en: "Saved on this device {at}" }
    sent_at(at: &str) { zh: "已保存在本机 {at}，已发出，还没有回音", en: "Saved on this device {at}, sent, no answer yet" }
    arrived_at(at: &str) { zh: "已送达 {at}", en: "Arrived {at}" }
    refused_at(at: &str) { zh: "未被接受 {at}", en: "Not accepted {at}" }
    conflict_at(at: &str) { zh: "已送达 {at}，但同一项别人也改过", en: "Arrived {at}, but somebody else changed the same" }
    waiting_count(count: usize) { zh: "{count} 项已保存在本机，等待送达", en: "{count} saved on this device, waiting to be delivered" }
    stuck_count(count: usize) { zh: "{count} 项需要您处理", en: "{count} need your attention" }
    no_units { zh: "您现在没有可以维护的站。", en: "There is no station for you to tend." }
    units_first { zh: "还没有取到站点信息，请在有信号的地方等一会儿。", en: "Your station has not arrived yet. Wait a moment where there is a signal." }
    closed_now(reason: &str) { zh: "今天：{reason}", en: "Today: {reason}" }
    as_usual_today { zh: "今天照常", en: "Today as usual" }
    close_today { zh: "今天不开放，原因：", en: "Close today, because of:" }
    reopen_today { zh: "今天照常开放", en: "Open today after all" }
    verify { zh: "信息无误", en: "It is all right" }
    verified_on(day: &str) { zh: "最近核对：{day}", en: "Last checked on {day}" }
    never_verified { zh: "还没有核对过", en: "Never checked" }
    correct_title { zh: "更正电话和开放时间", en: "Correct numbers and hours" }
    phone_label { zh: "电话，一行一个", en: "Telephone numbers, one a line" }
    hours_hint { zh: "写成 08:30-12:00，14:30-17:30；空着表示不开放", en: "Written as 08:30-12:00, 14:30-17:30; empty means closed" }
    save { zh: "保存", en: "Save" }
    nothing_changed { zh: "没有改动。", en: "Nothing was changed." }
    phone_fault(line: &str) { zh: "「{line}」不像电话号码", en: "“{line}” does not look like a telephone number" }
    hours_fault(day: &str) { zh: "{day}的时间请写成 08:30-12:00 的样子", en: "Write the hours of {day} as 08:30-12:00" }
    value_fault { zh: "这一项太长，或者有不能用的字符", en: "This is too long, or has signs that cannot be used" }
    outbox_title { zh: "待送达", en: "Waiting to be delivered" }
    outbox_none { zh: "没有等待送达的修改。", en: "Nothing waits to be delivered." }
    deliver_now { zh: "现在送达", en: "Deliver now" }
    theirs { zh: "现在的内容（别人的）", en: "What stands there (theirs)" }
    ours { zh: "您写的", en: "What you wrote" }
    keep_theirs { zh: "保留现在的内容", en: "Keep what stands there" }
    use_ours { zh: "改成我写的", en: "Use mine" }
    send_again { zh: "再送一次", en: "Send again" }
    export { zh: "导出", en: "Export" }
    discard { zh: "放弃", en: "Discard" }
    discard_question { zh: "放弃这项修改吗？放弃后十秒内可以撤销。", en: "Discard this change? You can take that back for ten seconds." }
    repair { zh: "修改", en: "Repair" }
    repair_send { zh: "改好，再送一次", en: "Send it repaired" }
    repair_leave { zh: "先不改", en: "Not now" }
    discarded { zh: "已放弃。还可以撤销。", en: "Discarded. You can still take that back." }
    take_back { zh: "撤销", en: "Take back" }
    was_there { zh: "原来", en: "before" }
    work_close { zh: "今天不开放", en: "Closed for a day" }
    work_reopen { zh: "照常开放", en: "Open after all" }
    part_phone { zh: "电话", en: "Telephone numbers" }
    part_hours { zh: "开放时间", en: "Hours" }
    part_reason { zh: "不开放的原因", en: "Why it is closed" }
    part_day { zh: "日期", en: "Day" }
    part_verified { zh: "核对日期", en: "Day of checking" }
    day_fault { zh: "日期请写成 2026-11-24 的样子", en: "Write the day as 2026-11-24" }
    empty_fault { zh: "这一项不能空着", en: "This cannot be empty" }
    export_title { zh: "最后一米 · 没有送达的修改", en: "LastMetre: a change that was not delivered" }
    export_change(from: &str, to: &str) { zh: "原来：{from}\r\n改为：{to}", en: "before: {from}\r\nwanted: {to}" }
    export_made(person: &str, when: &str) { zh: "{person} 填写于 {when}", en: "Made by {person} on {when}" }
    why_not_found { zh: "没有这个站，或者它不再归您维护", en: "There is no such station, or it is no longer yours" }
    why_not_allowed { zh: "您现在没有做这件事的权限", en: "You may not do this now" }
    why_not_now { zh: "这个站的状态变了，现在不能这样改", en: "The station has changed meanwhile, and this cannot be done now" }
    why_rule { zh: "内容不符合规定", en: "It stands against a rule" }
    why_taken { zh: "已经被别人占用", en: "Somebody else has it already" }
    tablet_title { zh: "这台平板", en: "This tablet" }
    tablet_name { zh: "名称", en: "Name" }
    tablet_person { zh: "使用人", en: "Used by" }
    tablet_heard { zh: "最近联系服务器", en: "Server last heard" }
    tablet_never { zh: "还没有", en: "not yet" }
    tablet_unsent { zh: "没有送达", en: "Not delivered" }
    clock_ahead(minutes: i64) { zh: "本机时钟比服务器快 {minutes} 分钟，请校准。", en: "This device's clock is {minutes} minutes ahead of the server's. Set it right." }
    leave { zh: "退出并停用这台平板", en: "Sign out and give this tablet up" }
    leave_unsent(count: usize) { zh: "还有 {count} 项没有送达。退出后它们留在本机，您下次登记时再送。确定退出吗？", en: "{count} changes have not arrived. They stay on this device until you enrol it again. Sign out?" }
    leave_question { zh: "退出后要重新登记才能使用。确定退出吗？", en: "You will have to enrol it again. Sign out?" }
    install_title { zh: "放到桌面", en: "Put it on the home screen" }
    install_text { zh: "在浏览器菜单里选「添加到主屏幕」或「安装应用」，以后像应用一样打开。", en: "Choose “Add to home screen” or “Install” in the browser's menu; it then opens like an app." }
    ordinary_site { zh: "普通网页版（需要网络）", en: "The ordinary site (needs a network)" }
}
