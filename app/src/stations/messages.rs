//! Sentences about stations.

crate::messages! {
    list_title { zh: "找社工站", en: "Find a social work station" }
    list_intro { zh: "输入村名、乡镇、站名或想办的事，汉字、拼音、首字母都可以。", en: "Type a village, a township, a station or what you need; characters, pinyin or initials all work." }
    list_description { zh: "按村名、乡镇、拼音查找海南的社工站：电话、开放时间、服务、距离。", en: "Find the social work stations of Hainan by village, township or pinyin: phone, opening hours, services, distance." }
    search_label { zh: "村名、乡镇、站名或想办的事", en: "Village, township, station or what you need" }
    search_button { zh: "查找", en: "Search" }
    search_example { zh: "例如：高坡、嘉积、jiaji、低保", en: "For example: Gaopo, Jiaji, 嘉积, 低保" }
    suggestions { zh: "建议", en: "Suggestions" }
    suggestion_count(count: usize) { zh: "{count} 条建议，用上下键选择", en: "{count} suggestions, choose with the arrow keys" }
    use_my_position { zh: "使用我的位置", en: "Use my position" }
    position_asked { zh: "正在取得位置……", en: "Finding your position…" }
    position_refused { zh: "没有取得位置。可以在下面选择地区，或直接输入村名。", en: "Your position could not be found. Choose an area below, or type a village." }
    filters { zh: "筛选", en: "Filters" }
    area { zh: "地区", en: "Area" }
    all_areas { zh: "全省", en: "All of Hainan" }
    mode { zh: "建设模式", en: "Mode" }
    kind { zh: "类型", en: "Kind" }
    service { zh: "服务", en: "Service" }
    any { zh: "不限", en: "Any" }
    open_only { zh: "现在开放", en: "Open now" }
    accessible_only { zh: "无台阶入口", en: "Step-free entrance" }
    sort { zh: "排序", en: "Order" }
    sort_best { zh: "最相关", en: "Best match" }
    sort_distance { zh: "距离", en: "Distance" }
    sort_name { zh: "名称", en: "Name" }
    apply { zh: "查询", en: "Apply" }
    reset { zh: "重置", en: "Reset" }
    chosen { zh: "已选条件", en: "Chosen" }
    remove(what: &str) { zh: "去掉「{what}」", en: "Remove “{what}”" }
    near_me { zh: "离我最近", en: "Nearest to me" }
    count(count: usize) { zh: "共 {count} 个", en: "{count} found" }
    none_title { zh: "没有找到符合条件的站点", en: "No station fits" }
    none_text { zh: "可以去掉一些条件，换个写法，或者拨打热线问一问。", en: "Drop a filter, try another spelling, or ask on the helpline." }
    none_choose_area { zh: "想看离您最近的站点，请选择地区，或点「使用我的位置」：", en: "To see the stations nearest to you, choose an area or press “Use my position”:" }
    sort_needs_place { zh: "按距离排序要有一个起点：请输入村名、选择乡镇，或点「使用我的位置」。现在按名录的顺序列出。", en: "To sort by distance there must be a place to start from: type a village, choose a township or press “Use my position”. For now they stand in the order of the directory." }
    copy_address { zh: "复制地址", en: "Copy the address" }
    copied { zh: "已复制", en: "Copied" }
    none_instead { zh: "位置已知的站点中，最近的三个（不计筛选条件）", en: "The nearest three whose position is known, whatever the filters" }
    kind_county_centre { zh: "县级中心", en: "County centre" }
    kind_station { zh: "社工站", en: "Social work station" }
    kind_village_room { zh: "村（居）社工室", en: "Village room" }
    open { zh: "现在开放", en: "Open now" }
    closed { zh: "现在不开放", en: "Closed now" }
    closes_today(time: &str) { zh: "今天 {time} 关闭", en: "closes today at {time}" }
    closes_on(day: &str, time: &str) { zh: "{day} {time} 关闭", en: "closes {day} at {time}" }
    opens_today(time: &str) { zh: "今天 {time} 开放", en: "opens today at {time}" }
    opens_tomorrow(time: &str) { zh: "明天 {time} 开放", en: "opens tomorrow at {time}" }
    opens_on(day: &str, time: &str) { zh: "{day} {time} 开放", en: "opens {day} at {time}" }
    open_always { zh: "全天开放", en: "open around the clock" }
    no_opening_known { zh: "近期没有开放安排，请先打电话", en: "no opening in the coming weeks, call first" }
    not_serving { zh: "暂不接待", en: "Not open to the public" }
    distance_reader(distance: &str) { zh: "约 {distance}", en: "about {distance}" }
    distance_reader_seat(distance: &str, seat: &str) { zh: "约 {distance}（到{seat}中心）", en: "about {distance} (to the centre of {seat})" }
    distance_same(seat: &str) { zh: "就在{seat}，具体位置请打电话问", en: "in {seat}; call for the exact place" }
    distance_seats(distance: &str, seat: &str, there: &str) { zh: "距{seat}中心约 {distance}（到{there}中心）", en: "about {distance} from the centre of {seat} (to the centre of {there})" }
    distance_seat(distance: &str, seat: &str) { zh: "距{seat}中心约 {distance}", en: "about {distance} from the centre of {seat}" }
    kilometres(number: &str) { zh: "{number} 公里", en: "{number} km" }
    metres(number: u32) { zh: "{number} 米", en: "{number} m" }
    position_unknown { zh: "位置待核实", en: "Position to be confirmed" }
    call_number(number: &str) { zh: "拨打 {number}", en: "Call {number}" }
    call_station(name: &str, number: &str) { zh: "拨打{name} {number}", en: "Call {name}, {number}" }
    no_phone { zh: "没有登记电话", en: "No number on record" }
    served_by(place: &str) { zh: "{place}由这里服务：", en: "{place} is served by:" }
    served_directly { zh: "该站点的服务范围写明了这个村（居）。", en: "The station names this village in its area." }
    served_through(area: &str) { zh: "{area}全境都由它服务。", en: "It serves all of {area}." }
    which_more(more: usize) { zh: "还有 {more} 个。请在名字前面加上市县或乡镇再查，例如「琼海大路新村」。", en: "There are {more} more. Type the county or township before the name, such as “琼海大路新村”." }
    number_asked(name: &str) { zh: "{name}：", en: "{name}:" }
    near_elsewhere { zh: "这个位置不在海南附近。要看离家近的站点，请选择地区或输入村名。", en: "This position is far from Hainan. To see stations near home, choose an area or type a village." }
    which_place(name: &str) { zh: "有几个「{name}」，您说的是哪一个？", en: "There are several places called “{name}”. Which one do you mean?" }
    not_served_title(place: &str) { zh: "{place}还没有社工站服务", en: "No station serves {place} yet" }
    not_served_nearest(seat: &str) { zh: "位置已知的站点中，最近的三个（从{seat}中心量起）：", en: "Of the stations whose position is known, the nearest three, measured from the centre of {seat}:" }
    not_served_around { zh: "附近的站点（这里没有可以量距离的位置，不写公里数）：", en: "Stations around (there is no point here to measure a distance from):" }
    not_served_call(county: &str, number: &str) { zh: "请拨打{county}的电话 {number}。", en: "Call {county}: {number}." }
    not_served_line(number: &str) { zh: "请拨打 {number}，说明您在哪个村。", en: "Call {number} and say which village you are in." }
    topic_title(q: &str) { zh: "和「{q}」有关的", en: "About “{q}”" }
    topic_services { zh: "社工站能帮忙的", en: "Where a station helps" }
    topic_where { zh: "下面列出能帮忙的站点。想找离您近的，请再输入村名，或点「使用我的位置」。", en: "The stations below help with it. To find the nearest, type your village or press “Use my position”." }
    page_numbered(title: &str, page: usize, pages: usize) { zh: "{title}（第 {page} 页，共 {pages} 页）", en: "{title} (page {page} of {pages})" }
    faults_title { zh: "网址里有看不懂的条件，已经略过：", en: "Something in the address could not be understood and was left out:" }
    fault_area { zh: "没有这个地区代码，请从列表里选择地区", en: "There is no such area code; choose an area from the list" }
    fault_mode { zh: "没有这种建设模式", en: "There is no such mode" }
    fault_kind { zh: "没有这种类型", en: "There is no such kind" }
    fault_service { zh: "没有这个服务代码", en: "There is no such service code" }
    fault_near { zh: "位置要写成纬度和经度，中间用英文逗号，例如 18.51,110.04", en: "Write a position as “latitude,longitude”, such as 18.51,110.04" }
    fault_sort { zh: "没有这种排序", en: "There is no such order" }
    fault_page { zh: "页码是从 1 开始的数字", en: "A page is a number from 1 upwards" }
    page_beyond(pages: usize) { zh: "只有 {pages} 页。", en: "There are only {pages} pages." }
    first_page { zh: "回到第一页", en: "Back to the first page" }
    services_offered(count: usize) { zh: "{count} 项服务", en: "{count} services" }
    details { zh: "详情", en: "Details" }
    status_today { zh: "今天", en: "Today" }
    hours { zh: "开放时间", en: "Opening hours" }
    hours_caption { zh: "从今天起七天", en: "Seven days from today" }
    hours_closed { zh: "不开放", en: "Closed" }
    routes { zh: "去那里", en: "Getting there" }
    route_amap { zh: "高德地图", en: "Amap" }
    route_tencent { zh: "腾讯地图", en: "Tencent Maps" }
    route_baidu { zh: "百度地图", en: "Baidu Maps" }
    route_geo { zh: "手机自带地图", en: "The map on your phone" }
    route_seat_only { zh: "只知道乡镇中心的位置，到了请先打电话问路。", en: "Only the centre of the township is known; call for the last part of the way." }
    route_unknown { zh: "位置还没有核实，请先打电话问路。", en: "The position is not confirmed yet; call and ask the way." }
    what_to_bring { zh: "来的时候带什么", en: "What to bring" }
    bring_identity { zh: "身份证或户口簿（没有也可以先来问）", en: "Identity card or household register (you may come without)" }
    bring_papers { zh: "与您的事情有关的材料，例如病历、残疾证、通知书", en: "Papers about your matter, such as medical records, disability certificate, notices" }
    bring_nothing { zh: "只是咨询，什么都不用带；服务不收费。", en: "To ask a question, bring nothing; help is free of charge." }
    services_here { zh: "这里提供的服务", en: "Services offered here" }
    special_services { zh: "特色服务", en: "Special services" }
    key_project { zh: "重点项目", en: "Key project" }
    rooms { zh: "功能区", en: "Rooms" }
    room_office { zh: "社工办公室", en: "Social workers' office" }
    room_case_room { zh: "个案工作室", en: "Room for private talks" }
    room_service_centre { zh: "社工服务中心", en: "Service centre" }
    room_volunteer_centre { zh: "志愿服务中心", en: "Volunteer centre" }
    access { zh: "无障碍与便利", en: "Access" }
    access_step_free { zh: "入口无台阶或有坡道", en: "Step-free entrance or ramp" }
    access_ground_floor_or_lift { zh: "在一楼，或有电梯", en: "On the ground floor, or with a lift" }
    access_toilet { zh: "有无障碍卫生间", en: "Accessible toilet" }
    access_sign_language { zh: "可以约手语", en: "Sign language on request" }
    access_local_languages { zh: "能说海南话、黎语或苗语", en: "Hainanese, Li or Miao is spoken" }
    access_home_visits { zh: "来不了的人可以约上门", en: "Home visits for whoever cannot come" }
    access_none { zh: "还没有登记，请先打电话问", en: "Nothing on record yet, call and ask" }
    staff { zh: "社工人数", en: "Social workers" }
    staff_count(count: u16) { zh: "{count} 人", en: "{count}" }
    serves { zh: "服务范围", en: "Area served" }
    serves_villages(count: usize, names: &str) { zh: "{count} 个村（居）：{names}", en: "{count} villages: {names}" }
    list_separator { zh: "、", en: ", " }
    part_of { zh: "上级单位", en: "Part of" }
    units_below { zh: "下属站点", en: "Units below" }
    life { zh: "建设历程", en: "History" }
    stage_preparing { zh: "筹建", en: "Being prepared" }
    stage_siting { zh: "选址", en: "Choosing a site" }
    stage_fitting_out { zh: "装修与设备", en: "Fitting out" }
    stage_signage { zh: "标识", en: "Putting up signs" }
    stage_unveiled { zh: "揭牌", en: "Unveiled" }
    stage_operating { zh: "运营", en: "Operating" }
    stage_evaluated { zh: "评估", en: "Evaluated" }
    stage_rectifying { zh: "整改", en: "Putting things right" }
    stage_closed { zh: "撤并", en: "Closed or merged" }
    verified_fresh(by: &str, day: &str) { zh: "{by}于 {day} 核实", en: "Verified by {by} on {day}" }
    verified_due(by: &str, day: &str) { zh: "{by}于 {day} 核实，该再核实了，去之前最好打电话", en: "Verified by {by} on {day}; due again, better call before you go" }
    verified_overdue(by: &str, day: &str) { zh: "上次核实是 {day}（{by}），已经很久，去之前请打电话", en: "Last verified on {day} by {by}; that is long ago, call before you go" }
    verified_never { zh: "还没有核实过，去之前请打电话", en: "Never verified, call before you go" }
    nearby { zh: "附近的站点", en: "Nearby" }
    nearby_known { zh: "只量得出位置已知的站点，其余的没有距离。", en: "Distances are known only to stations with a confirmed position." }
    print { zh: "打印这一页", en: "Print this page" }
    print_hint { zh: "用浏览器的打印功能，一张 A4 纸即可。", en: "Your browser prints it on one sheet of A4." }
    contact_card { zh: "存到通讯录", en: "Save as a contact" }
    qr_label { zh: "手机扫码打开本页", en: "Scan to open this page on a phone" }
    also_known_as { zh: "也叫", en: "Also known as" }
    read_aloud { zh: "朗读", en: "Read aloud" }
    stop_reading { zh: "停止朗读", en: "Stop reading" }
    map_heading { zh: "地图", en: "Map" }
    skip_map { zh: "跳过地图", en: "Skip the map" }
    country { zh: "中国", en: "China" }
    weekday_monday { zh: "周一", en: "Monday" }
    weekday_tuesday { zh: "周二", en: "Tuesday" }
    weekday_wednesday { zh: "周三", en: "Wednesday" }
    weekday_thursday { zh: "周四", en: "Thursday" }
    weekday_friday { zh: "周五", en: "Friday" }
    weekday_saturday { zh: "周六", en: "Saturday" }
    weekday_sunday { zh: "周日", en: "Sunday" }
    month_day(month: &str, day: u8) { zh: "{month}月{day}日", en: "{day} {month}" }

    closed_typhoon { zh: "因台风关闭", en: "Closed because of the typhoon" }
    closed_rain { zh: "因暴雨关闭", en: "Closed because of heavy rain" }
    closed_power { zh: "因停电停水关闭", en: "Closed: no power or water" }
    closed_outreach { zh: "全员下村入户", en: "Everybody is out visiting villages" }
    closed_training { zh: "参加培训或会议", en: "Training or a meeting" }

    units_title { zh: "站点管理", en: "Units" }
    units_lead { zh: "您负责的站点。先处理排在前面的。", en: "The units in your care. What waits stands first." }
    units_stages { zh: "各阶段的站点", en: "Units by stage" }
    units_number { zh: "个数", en: "Units" }
    units_search { zh: "站名、拼音", en: "Name or pinyin" }
    units_find { zh: "查询", en: "Search" }
    units_reset { zh: "重置", en: "Reset" }
    units_all { zh: "全部", en: "All" }
    units_wait(what: &str, number: usize) { zh: "站点{what}（{number}）", en: "Units: {what} ({number})" }
    units_chip(what: &str, number: usize) { zh: "{what}（{number}）", en: "{what} ({number})" }
    units_count(number: usize) { zh: "共 {number} 个", en: "{number} units" }
    units_none { zh: "没有符合条件的站点。可以重置查询条件再看。", en: "No unit fits. Reset the search to see them all." }
    units_name { zh: "名称", en: "Name" }
    units_kind { zh: "类型", en: "Kind" }
    units_stage { zh: "阶段", en: "Stage" }
    units_waits { zh: "待办", en: "Waiting" }
    units_verified { zh: "最近核对", en: "Last checked" }
    units_phone { zh: "电话", en: "Telephone" }
    no_data { zh: "--", en: "--" }
    waits_overdue { zh: "很久没有核对", en: "Long since checked" }
    waits_due { zh: "该核对了", en: "Time to check" }
    waits_no_phone { zh: "没有电话", en: "No number" }
    waits_no_hours { zh: "没有开放时间", en: "No hours" }
    waits_closed_today { zh: "今天关闭", en: "Closed today" }
    unit_premises { zh: "场地、设备、标识和上墙制度", en: "Rooms, equipment, signs and posted rules" }
    unit_public { zh: "公众看到的页面", en: "What the public sees" }
    part_today { zh: "今天和近期", en: "Today and soon" }
    change_part(part: &str) { zh: "修改{part}", en: "Change: {part}" }
    part_contact { zh: "电话和开放时间", en: "Telephone and hours" }
    part_profile { zh: "基本信息", en: "Profile" }
    part_served { zh: "服务区域", en: "Area served" }
    part_place { zh: "功能室和无障碍", en: "Rooms and accessibility" }
    part_offered { zh: "服务和项目", en: "Services and project" }
    part_counted { zh: "统计归类", en: "What it counts as" }
    close_today { zh: "今天临时关闭", en: "Close for today" }
    close_other { zh: "其他日子或其他原因", en: "Another day or another reason" }
    close_day { zh: "哪一天", en: "Which day" }
    close_day_hint { zh: "例如 2026-12-01", en: "Like 2026-12-01" }
    close_reason { zh: "原因（公众会看到）", en: "Why (the public reads it)" }
    close_reason_hint { zh: "例如：站内装修", en: "For example: the rooms are being painted" }
    close_save { zh: "登记关闭", en: "Close on that day" }
    reopen { zh: "照常开放", en: "Open after all" }
    reason_wanted { zh: "请写明关闭原因，公众要知道为什么", en: "Say why it is closed: people want to know" }
    day_wrong { zh: "请写今天或一年以内的日子，例如 2026-12-01", en: "Write today or a day within a year, like 2026-12-01" }
    verify { zh: "信息无误", en: "It is all right" }
    verify_hint { zh: "看过电话、时间、地址、服务都对，就按一下。", en: "Press it once you have looked: number, hours, address and services are right." }
    save { zh: "保存", en: "Save" }
    optional(label: &str) { zh: "{label}（选填）", en: "{label} (optional)" }
    nothing { zh: "（无）", en: "(none)" }
    colon { zh: "：", en: ": " }
    holidays_closed { zh: "节假日休息", en: "closed on public holidays" }
    holidays_as_usual { zh: "节假日照常", en: "open as usual on public holidays" }
    hint_phone { zh: "一行一个，第一个最常用；可以写谁接听，例如：0898-0000 0001，值班", en: "One a line, the best first; who answers may stand behind it: 0898-0000 0001, 值班 / On duty" }
    hint_hours { zh: "例如 08:30-12:00 14:30-17:30；休息就空着", en: "Like 08:30-12:00 14:30-17:30; leave a day empty when it is closed" }
    hint_serves { zh: "一行一个：乡镇、街道、村居的名称或代码", en: "One a line: names or codes of townships, streets and villages" }
    hint_lines { zh: "一行一个", en: "One a line" }
    hint_pinyin { zh: "用于按拼音查找，不带声调，例如 jia ji zhen", en: "For finding it by pinyin, without tones: jia ji zhen" }
    hint_door { zh: "纬度和经度，例如 19.25,110.47", en: "Latitude,longitude: 19.25,110.47" }
    done_saved { zh: "已保存，公众页面已更新", en: "Saved; the public page shows it" }
    done_closed { zh: "已登记关闭，公众页面已更新", en: "Closed on that day; the public page says so" }
    done_opened { zh: "已恢复开放，公众页面已更新", en: "Open again; the public page says so" }
    done_verified { zh: "已记录：信息无误", en: "Noted: it is all right" }
    conflict_title { zh: "别人刚改过同一项", en: "Somebody has just changed the same" }
    conflict_lead { zh: "其他改动已保存。下面这些现在是别人写的，要不要改成您的，请您决定。", en: "Everything else was saved. What follows stands as the other person left it; decide whether yours shall stand instead." }
    conflict_field { zh: "项目", en: "What" }
    conflict_theirs { zh: "现在的", en: "As it stands" }
    conflict_mine { zh: "您写的", en: "Yours" }
    conflict_choose { zh: "选择", en: "Choose" }
    conflict_take_mine { zh: "改成我写的", en: "Take mine" }
    refused_not_now { zh: "这个站点已经撤销，不能再改。", en: "This unit was closed for good and is changed no more." }
    refused_not_allowed { zh: "这一项由站长或县级工作人员修改，您的改动没有保存。", en: "This is for the station leader or the county; yours was not saved." }
    refused_other { zh: "这张表已经用过，请再按一次保存。", en: "This form was used already; press save once more." }
    refused_taken { zh: "这个网址用词已经有站点用，请换一个", en: "A unit has this word in its address; choose another" }
    refused_rule { zh: "没有保存：请检查所填内容后再试。", en: "Not saved: check what you wrote and try again." }
    fault_empty { zh: "请填写", en: "write something" }
    fault_too_long(chars_max: usize) { zh: "请不要超过 {chars_max} 个字", en: "keep it to {chars_max} characters" }
    fault_signs { zh: "请写看得见的文字，去掉特殊控制符", en: "write text that can be read, without control signs" }
    fault_too_many(max: usize) { zh: "最多 {max} 个", en: "at most {max}" }
    fault_phone(line: &str) { zh: "「{line}」不像电话号码，例如 0898-0000 0001", en: "“{line}” is no telephone number; write it like 0898-0000 0001" }
    fault_hours(day: &str, why: &str) { zh: "{day}{why}", en: "{day}: {why}" }
    fault_hours_shape { zh: "请写成 08:30-12:00，最多四段", en: "write it like 08:30-12:00, at most four stretches" }
    fault_hours_time { zh: "没有这个钟点", en: "there is no such time" }
    fault_hours_early { zh: "结束要晚于开始；过夜写成 22:00-26:00", en: "the end comes after the beginning; a night is 22:00-26:00" }
    fault_hours_long { zh: "一段不能超过 24 小时", en: "no stretch is longer than a day" }
    fault_letters { zh: "请用小写字母和空格", en: "use letters and blanks" }
    fault_place { zh: "请写纬度和经度，例如 19.25,110.47", en: "write latitude and longitude, like 19.25,110.47" }
    fault_unknown(word: &str) { zh: "没有找到「{word}」", en: "there is no “{word}”" }
    fault_form { zh: "请重新打开本页再填", en: "open the page anew and fill it in again" }
    history { zh: "修改记录", en: "History" }
    history_none { zh: "还没有修改记录。", en: "Nothing was changed yet." }
    history_somebody { zh: "上级或其他单位的人员", en: "somebody of another office" }
    history_refused { zh: "未执行", en: "refused" }
    history_new(field: &str, to: &str) { zh: "{field}：{to}", en: "{field}: {to}" }
    history_set(field: &str, from: &str, to: &str) { zh: "{field}：{from} → {to}", en: "{field}: {from} → {to}" }
    history_members(field: &str, add: &str, remove: &str) { zh: "{field}：增加 {add}；去掉 {remove}", en: "{field}: added {add}; taken away {remove}" }

    add_title { zh: "新增站点", en: "Add a unit" }
    add_lead { zh: "先登记名称和地点，其他信息随后在它的页面上补充。新站从「筹建」开始，公众会看到它还没有开放。", en: "Name and place first; the rest is filled in on its page. A new unit begins as being prepared, and the public reads that it is not open yet." }
    add_kind { zh: "类型", en: "Kind" }
    add_county { zh: "市县", en: "City or county" }
    add_division { zh: "所在乡镇、街道或村居（名称或代码）", en: "Township, street or village it stands in (name or code)" }
    add_slug { zh: "网址用词", en: "Word in its address" }
    add_slug_hint { zh: "小写字母、数字和连字符，例如 qionghai-jiaji；以后不能改", en: "Lower-case letters, digits and hyphens, like qionghai-jiaji; it is never changed" }
    add_save { zh: "新增", en: "Add" }
    add_link { zh: "新增站点", en: "Add a unit" }
    fault_slug { zh: "请用 3 到 60 个小写字母、数字或连字符", en: "use 3 to 60 lower-case letters, digits or hyphens" }
    fault_day { zh: "请写今天或以前的日子，不早于上一步，例如 2026-11-24", en: "write today or an earlier day, not before the last step, like 2026-11-24" }
    part_life { zh: "建设阶段", en: "Stages of its life" }
    stage_to { zh: "进入阶段", en: "Stage reached" }
    stage_on { zh: "日期", en: "Day" }
    stage_proof { zh: "依据（文件或验收单名称，公众可以看到）", en: "Proof (name of the document; the public may read it)" }
    stage_proof_hint { zh: "例如：验收单 2026-12 号", en: "Like: acceptance sheet 2026-12" }
    stage_save { zh: "登记阶段", en: "Note the stage" }
    part_end { zh: "合并或撤销", en: "Merge or close for good" }
    end_lead { zh: "撤销后不能恢复，修改记录会保留，公众会看到它已撤并。", en: "This is not taken back. The history stays, and the public reads that the unit was closed." }
    end_into { zh: "并入", en: "Taken over by" }
    end_nobody { zh: "不并入，直接撤销", en: "nobody: close it" }
    end_sure { zh: "我确认", en: "I am sure" }
    end_sure_wanted { zh: "请勾选「我确认」", en: "Tick “I am sure”" }
    end_save { zh: "合并或撤销", en: "Merge or close" }
    fault_elsewhere { zh: "上级单位必须在同一个市县", en: "the unit above has to lie in the same city or county" }
    fault_ring { zh: "上级单位不能是它自己或它的下级", en: "the unit above cannot be the unit itself or one below it" }
    merged_into(unit: &str) { zh: "已并入{unit}", en: "Taken over by {unit}" }
}
