//! Sentences of activities with volunteers.

crate::messages! {
    title { zh: "志愿服务活动", en: "Volunteer activities" }
    description { zh: "社工站招募志愿者的活动：内容、时间、地点、可能的风险和报名。", en: "Activities for which stations look for volunteers: what is done, when, where, what can happen, and how to sign up." }
    lead { zh: "到附近的社工站帮忙。先看内容和风险，再选班次报名。", en: "Help at a station near you. Read what is done and what can happen, then choose a shift." }
    described(content: &str) { zh: "志愿服务活动：{content}", en: "Volunteer activity: {content}" }
    count(activities: usize) { zh: "共 {activities} 项活动", en: "{activities} activities" }
    none { zh: "这段时间没有招募志愿者的活动。", en: "No activities are looking for volunteers at the moment." }
    none_fits { zh: "没有符合所选条件的活动。", en: "No activity fits what you chose." }
    see_all { zh: "不筛选，看全部", en: "See all, without filters" }
    calendar { zh: "订阅活动日历（iCalendar）", en: "Subscribe to the calendar (iCalendar)" }
    calendar_of_unit { zh: "订阅本站活动日历（iCalendar）", en: "Subscribe to this unit's calendar (iCalendar)" }
    map_heading { zh: "活动地图", en: "Map of activities" }
    map_overview { zh: "海南省各市县志愿服务活动示意图", en: "Sketch map of volunteer activities by city and county" }
    map_area(name: &str, count: usize) { zh: "{name}，{count} 项活动", en: "{name}, {count} activities" }
    map_inset(name: &str, count: usize) { zh: "南海诸岛：{name}，{count} 项活动", en: "South China Sea Islands: {name}, {count} activities" }
    map_unplaced(count: usize) { zh: "其中 {count} 项没有坐标，不在地图上，只在列表里。", en: "{count} of these have no point and are not on the map; they stand in the list." }
    map_not_on_it { zh: "不在地图上", en: "Not on the map" }
    own_calendar { zh: "我的志愿服务", en: "My voluntary service" }
    own_calendar_see { zh: "用手机日历看我的班次", en: "My shifts in my own calendar" }
    county { zh: "市县", en: "City or county" }
    every { zh: "全部", en: "All" }
    season { zh: "季节", en: "Season" }
    season_winter { zh: "冬季（11月到次年4月）", en: "Winter (November to April)" }
    season_rest { zh: "其他月份（5月到10月）", en: "Other months (May to October)" }
    this_week { zh: "只看七天内", en: "The next seven days only" }
    month_title(year: i32, month: &str) { zh: "{year}年{month}月志愿服务活动", en: "Activities in {month} {year}" }
    day_of_year(year: i32, day: &str) { zh: "{year}年{day}", en: "{day} {year}" }
    month_weekdays { zh: "周一 周二 周三 周四 周五 周六 周日", en: "Mon Tue Wed Thu Fri Sat Sun" }
    month_before { zh: "上个月", en: "The month before" }
    month_next { zh: "下个月", en: "The month after" }
    month_list { zh: "按列表看", en: "As a list" }
    month_see { zh: "按月历看", en: "As a month" }
    month_lacks { zh: "只有本月和之后十二个月的月历，没有您要的那个月。下面是本月。", en: "There are sheets for this month and the twelve after it, not for the month you asked for. This is the present one." }
    month_none { zh: "这个月没有招募志愿者的活动。", en: "No activities are looking for volunteers in this month." }
    month_chosen(chosen: &str) { zh: "只看：{chosen}", en: "Only: {chosen}" }
    month_today { zh: "今天", en: "Today" }
    nearest { zh: "离我最近的在前", en: "The nearest to me first" }
    nearest_refused { zh: "浏览器没有给出位置。请选择市县。", en: "Your browser did not tell a position. Choose a county." }
    find { zh: "查找", en: "Find" }
    reset { zh: "清除条件", en: "Reset" }
    or { zh: "或", en: " or " }
    years(age: u8) { zh: "{age} 周岁", en: "{age} years" }

    category_elders { zh: "为老服务", en: "Helping older people" }
    category_children { zh: "关爱儿童", en: "Caring for children" }
    category_disability { zh: "助残服务", en: "Helping people with disabilities" }
    category_hardship { zh: "帮困济困", en: "Helping people in hardship" }
    category_health { zh: "医疗健康", en: "Health" }
    category_community { zh: "社区便民", en: "Community services" }
    category_publicity { zh: "政策宣传", en: "Explaining policies" }
    category_culture { zh: "文化体育", en: "Culture and sports" }
    category_environment { zh: "环境保护", en: "Environment" }
    category_emergency { zh: "应急救助", en: "Emergencies" }


    unit { zh: "组织单位", en: "Held by" }
    name { zh: "活动名称", en: "Name" }
    name_hint { zh: "一看就懂，例如：陪长者看医生", en: "Clear at a glance, such as: going to the doctor with older people" }
    category { zh: "类别", en: "Kind" }
    category_hint { zh: "会议、值班和有报酬的工作不是志愿服务，不能发布。", en: "Meetings, duty hours and paid work are no voluntary service and cannot be published." }
    service { zh: "服务项目", en: "Service" }
    content { zh: "服务内容", en: "What is done" }
    content_hint { zh: "做什么、怎么做、需要带什么。", en: "What is done, how, and what to bring." }
    for_whom { zh: "服务对象", en: "For whom" }
    risks { zh: "可能的风险", en: "What can happen" }
    risks_hint { zh: "如实告知可能的风险，例如路况、天气、传染病。（《志愿服务条例》）", en: "Tell truthfully what can happen: roads, weather, infections. (Regulation on Voluntary Service)" }
    protection { zh: "保障", en: "Protection" }
    protection_hint { zh: "保险、交通、用餐。有人身危险的，须先购买意外伤害保险。", en: "Insurance, transport, meals. Where it is dangerous, accident insurance comes first." }
    leader { zh: "活动负责人", en: "In charge" }
    phone { zh: "联系电话", en: "Telephone" }
    place { zh: "地点", en: "Place" }
    address { zh: "具体地址", en: "Address" }
    address_hint { zh: "写到门口，例如：卫生院门口", en: "Down to the door" }
    point { zh: "坐标", en: "Point on the map" }
    point_hint { zh: "纬度，经度，例如 19.25,110.47；不知道可以不填。", en: "Latitude,longitude, such as 19.25,110.47; may be left empty." }
    gathering { zh: "集合", en: "Meeting point" }
    age_min { zh: "最低年龄", en: "Minimum age" }
    age_hint { zh: "周岁。不填为 6 周岁；未满 10 周岁须有成年人陪同，未满 18 周岁须监护人同意。", en: "In years. 6 if left empty; under 10 with an adult, under 18 with the consent of a guardian." }
    skills { zh: "技能", en: "Skills" }
    skills_hint { zh: "具备其中一项即可；都不选则不限。", en: "One of these is enough; none chosen means everybody." }
    training { zh: "须先参加的培训", en: "Training that is needed" }
    training_hint { zh: "培训名称；不需要可以不填。", en: "The name of the training; may be left empty." }
    choose { zh: "请选择", en: "Choose" }
    none_of_these { zh: "不属于某一项目", en: "None in particular" }

    shifts { zh: "班次", en: "Shifts" }
    first_shift { zh: "第一个班次", en: "The first shift" }
    day { zh: "日期", en: "Day" }
    from { zh: "开始", en: "Begins" }
    to { zh: "结束", en: "Ends" }
    places { zh: "人数", en: "Places" }
    post { zh: "岗位", en: "Post" }
    post_hint { zh: "这一班做什么；只有一种岗位可以不填。", en: "What one does in this shift; may be left empty." }
    closes_before { zh: "提前几小时截止报名", en: "Hours before it begins that signing up ends" }
    closes_hint { zh: "不填则开始前都可以报名。", en: "Empty: until it begins." }
    weeks { zh: "连续几周", en: "For how many weeks" }
    weeks_hint { zh: "每周同一时间各建一项活动；不填为一次。", en: "One activity each week at the same time; empty for once." }
    shift_off { zh: "已取消", en: "Does not take place" }
    shift_ended { zh: "提前结束", en: "Ended early" }
    shift_off_for(why: &str) { zh: "已取消：{why}", en: "Does not take place: {why}" }
    shift_ended_for(why: &str) { zh: "提前结束：{why}", en: "Ended early: {why}" }
    shift_closed { zh: "报名已截止", en: "Signing up has ended" }
    shift_places(places: i64) { zh: "{places} 个名额", en: "{places} places" }
    shift_full_alone { zh: "名额已满，可以候补", en: "Full; you may wait in line" }
    shift_full(waiting: i64) { zh: "名额已满，候补 {waiting} 份", en: "Full, {waiting} on the waiting list" }
    shift_free(free: i64, places: i64) { zh: "还有 {free} 个名额，共 {places} 个", en: "{free} of {places} places are free" }
    until(moment: &str) { zh: "报名截至 {moment}", en: "Sign up until {moment}" }

    cancelled(why: &str) { zh: "活动已取消：{why}", en: "This does not take place: {why}" }
    over { zh: "活动已结束。", en: "This is over." }
    entered_late(why: &str) { zh: "本活动为事后补录，由两名工作人员确认。原因：{why}", en: "Entered afterwards and vouched for by two members of the staff. Reason: {why}" }
    sign_in { zh: "登录后报名", en: "Sign in to sign up" }
    on_paper(url: &str) { zh: "报名和最新情况：{url}", en: "To sign up, and for the latest: {url}" }
    join { zh: "报名", en: "Sign up" }
    join_line { zh: "候补报名", en: "Join the waiting list" }
    companions { zh: "带亲友一起报名", en: "Bring friends or family" }
    companion_name(number: usize) { zh: "同行人 {number}", en: "Person {number}" }
    companion_age { zh: "年龄", en: "Age" }
    companion_consent { zh: "未成年人：监护人同意", en: "Under 18: a guardian consents" }
    accept { zh: "确认参加", en: "Yes, I will come" }
    cancel { zh: "取消报名", en: "I cannot come" }
    hand_on { zh: "把名额让给别人", en: "Hand my place to somebody" }
    offer_until(moment: &str) { zh: "名额为您保留到 {moment}，请在此之前确认。", en: "A place is kept for you until {moment}: say yes before." }
    give_to { zh: "让给哪位志愿者（编号，可不填）", en: "To which volunteer (their number; may be left empty)" }
    mine_given { zh: "别人想让给我的", en: "Places that others want me to have" }
    swap_title { zh: "有人把名额让给您", en: "Somebody hands you a place" }
    swap_sign_in { zh: "登录或登记后接受名额", en: "Sign in or register to take the place" }
    swap_take { zh: "接受名额", en: "Take the place" }
    swap_link { zh: "把这个链接发给接替您的人：", en: "Send this link to whoever takes your place:" }
    done_seated { zh: "报名成功。开始前一天会提醒您。", en: "You have a place. You are reminded the day before." }
    done_seated_today { zh: "报名成功。班次就在今天，请看好时间和地点。", en: "You have a place. It is today: look at the time and the place." }
    done_seated_tomorrow { zh: "报名成功。班次就在明天，请看好时间和地点。", en: "You have a place. It is tomorrow: look at the time and the place." }
    done_waiting { zh: "名额已满，已为您候补。有名额时会通知您确认。", en: "It is full, and you are on the waiting list. When a place is free, you are asked." }
    done_named { zh: "如果这是一位志愿者的编号，我们已经告诉对方。对方接受之前，名额还是您的。", en: "If this is a volunteer’s number, they are told. Until they accept, the place is yours." }
    done_cancelled { zh: "已取消报名。", en: "Your sign-up is cancelled." }
    signed_seated { zh: "已报名", en: "Signed up" }
    signed_waiting { zh: "候补中", en: "On the waiting list" }
    signed_offered { zh: "待确认", en: "Asked, has not said yes" }
    signed_cancelled { zh: "本人取消", en: "Does not come" }
    signed_lapsed { zh: "逾期未确认", en: "Did not say yes in time" }
    signed_handed { zh: "已让给他人", en: "Handed to somebody" }
    signed_absent { zh: "未到", en: "Did not come" }
    signed_off { zh: "班次取消", en: "Called off" }
    present_here(since: &str) { zh: "在场，{since} 到", en: "Here since {since}" }
    present_left(at: &str) { zh: "已离场 {at}", en: "Left at {at}" }
    present_came(at: &str) { zh: "{at} 到场", en: "Came at {at}" }
    refused_not_found { zh: "没有找到这个班次或报名。", en: "There is no such shift or sign-up." }
    refused_not_open { zh: "现在不能这样做：报名已截止、班次已取消，或名额已给了别人。", en: "This cannot be done now: signing up has ended, the shift is off, or the place went to somebody else." }
    refused_already { zh: "您已经报过这个班次。", en: "You are signed up for this shift already." }
    refused_overlaps { zh: "您在这段时间已有别的班次，或有为您保留的名额，请先答复。", en: "You have another shift at that time, or a place is kept for you: answer that first." }
    refused_too_few { zh: "人数超过这个班次的总名额。", en: "You are more than this shift has places." }
    refused_many(most: usize) { zh: "一次最多为 {most} 人报名。", en: "One form is for {most} people at most." }
    refused_young(age: u8) { zh: "本活动要求年满 {age} 周岁。", en: "Everybody has to be {age} years old or more." }
    refused_alone { zh: "未满 10 周岁须有成年人陪同。", en: "Children under ten have to come with an adult." }
    refused_consent { zh: "未满 18 周岁须监护人同意。", en: "Below 18 the consent of a guardian is needed." }
    mine_title { zh: "我的活动和服务时间", en: "My activities and hours" }
    mine_ahead { zh: "要参加的", en: "Ahead" }
    mine_over { zh: "以前的", en: "Over" }
    mine_none { zh: "没有", en: "None" }
    mine_hours { zh: "已确认的服务时间", en: "Confirmed hours" }
    mine_total(hours: &str, stars: usize, of: usize) { zh: "共 {hours} 小时，{stars} 星（最高 {of} 星）", en: "{hours} hours in all: {stars} of {of} stars" }
    mine_no_hours { zh: "还没有。服务后由活动负责人确认，最晚 10 个工作日内记录在这里。", en: "None yet. The leader confirms them after the activity; they are recorded here within 10 working days." }
    mine_proofs { zh: "我的证明", en: "My certificates" }
    certificate_name { zh: "证明上的姓名", en: "Name on the certificate" }
    certificate_hint { zh: "交给学校或单位的，请选「全名」：只有姓的证明，对方看不出是您。谁拿到编号，谁就能看到证明上写的内容；要公开出示的，只写姓就够。", en: "For a school or an employer choose the whole name: by the family name alone they cannot tell that it is you. Whoever has the number can read what the certificate says; to show it in public the family name is enough." }
    certificate_honours { zh: "同时写上参加的培训和表彰奖励", en: "State my trainings and awards, too" }
    certificate_from { zh: "只写从哪天起的服务（可以不选）", en: "Service from this day on (may be left empty)" }
    certificate_until { zh: "只写到哪天为止的服务（可以不选）", en: "Service until this day (may be left empty)" }
    certificate_issue { zh: "开具志愿服务证明", en: "Get a certificate" }
    certificate_revoked { zh: "已撤销", en: "revoked" }
    certificate_states(name: &str) { zh: "写的姓名：{name}", en: "States the name: {name}" }
    certificate_withdraw { zh: "撤回这份证明", en: "Withdraw this certificate" }
    certificate_withdraw_lead { zh: "撤回以后，谁来核验都会看到「证明已撤销，原因：志愿者本人要求」，不能恢复。服务时间不变，可以另外再开一份。", en: "Whoever checks it from then on reads that it was revoked because the volunteer asked for it; this cannot be taken back. Your hours stay, and you can get another certificate." }
    certificate_withdrawn { zh: "证明已经撤回。", en: "The certificate is withdrawn." }
    name_full { zh: "全名", en: "The whole name" }
    name_surname { zh: "只有姓，例如：王*", en: "The family name alone, such as 王*" }
    name_hidden { zh: "不写姓名，只有志愿者编号", en: "No name, the volunteer’s number alone" }
    notice_signed_up(name: &str, when: &str) { zh: "您已报名「{name}」，{when}。", en: "You have a place: {name}, {when}." }
    notice_waiting(name: &str, when: &str) { zh: "「{name}」（{when}）名额已满，您在候补名单里，有空位会通知您。", en: "{name} ({when}) is full; you are on the waiting list and will be told of a free place." }
    notice_offered(name: &str, when: &str, until: &str) { zh: "「{name}」（{when}）有空位了，为您保留到 {until}，请登录确认。", en: "{name} ({when}): a place is kept for you until {until}. Sign in to take it." }
    notice_lapsed(name: &str, when: &str) { zh: "「{name}」（{when}）为您保留的名额已过期。", en: "{name} ({when}): the place that was kept for you has gone to somebody else." }
    notice_handed(name: &str, when: &str) { zh: "「{name}」（{when}）已由别人接替，您不用来了。", en: "{name} ({when}): somebody else has taken your place; you need not come." }
    notice_cancelled(name: &str, when: &str) { zh: "您已取消报名「{name}」，{when}。", en: "You have given up your place: {name}, {when}." }
    notice_taken_out(name: &str, when: &str) { zh: "您的志愿者登记有变，现在不能参加活动，「{name}」（{when}）的报名已取消。原因请登录看「我的资料」，或联系社工站。", en: "You cannot take part at the moment, so your sign-up for {name} ({when}) has ended. Sign in to see why under “My data”, or ask your station." }
    notice_given(name: &str, when: &str, until: &str) { zh: "有人想把「{name}」（{when}）的名额让给您，{until} 前登录接受即可。", en: "Somebody wants you to have their place: {name}, {when}. Sign in and accept it before {until}." }
    notice_changed(name: &str, when: &str) { zh: "「{name}」（{when}）有变动，请登录查看。", en: "{name} ({when}) has changed. Sign in to see how." }
    notice_off(name: &str, when: &str, why: &str) { zh: "「{name}」（{when}）取消了：{why}", en: "{name} ({when}) does not take place: {why}" }
    notice_reminder(name: &str, when: &str) { zh: "提醒您：「{name}」，{when}。来不了请尽早登录取消。", en: "A reminder: {name}, {when}. If you cannot come, sign in and cancel soon." }
    notice_hours_back(name: &str, why: &str) { zh: "您在「{name}」已确认的服务时间被撤回：{why}。有疑问请联系社工站。", en: "Your confirmed hours at {name} were taken back: {why}. Ask your station if you do not agree." }
    notice_not_counted(name: &str, when: &str, why: &str) { zh: "您参加的「{name}」（{when}）不计服务时长：{why}。有异议请登录申请更正。", en: "No hours are counted for {name}, {when}: {why}. Sign in to ask for a correction if you do not agree." }
    notice_hours(name: &str, hours: &str) { zh: "您在「{name}」的服务时间已确认：{hours} 小时。", en: "Your hours at {name} are confirmed: {hours}." }
    refused_not_admitted { zh: "您现在还不能报名：登记在等社工站确认，或者监护人还没有同意，或者协议有更新。请看「我的资料」。", en: "You cannot sign up yet: your station has not confirmed you, a guardian has not agreed, or the agreement has changed. See “My data”." }
    refused_skill { zh: "本活动需要特定技能；请先在个人资料中填写技能。", en: "This needs a skill that your profile does not name; add it there first." }
    refused_training { zh: "请先参加本活动要求的培训。", en: "Take part in the training that is needed first." }
    refused_other_tap { zh: "页面已过时，请再试一次。", en: "The page is out of date; try once more." }
    fault_number { zh: "志愿者编号有误，请核对后再写，例如 HN1234567890。", en: "This is no volunteer’s number. Compare it with theirs, such as HN1234567890." }
    fault_signed_out { zh: "登录已过期，还没有报上名。同行人都还在下面：请先登录，再回到本页按「报名」。", en: "Your session is over, and nobody is signed up yet. Those you named still stand below: sign in, come back to this page and press “Sign up”." }
    sign_in_beside { zh: "在新窗口登录", en: "Sign in in a new window" }
    fault_companions { zh: "请写全每位同行人的姓名和年龄。姓名里不能有数字，也不能有 < > & / \\ 这些符号。", en: "Tell the name and the age of everybody who comes along. A name has no digits in it, and none of < > & / \\." }

    here_title { zh: "到场和离场", en: "Check in and out" }
    here_lead { zh: "输入负责人出示的六位数字，或扫描图码。没有手机也可以请负责人点名，效果相同。", en: "Type the six digits that the leader shows, or scan the picture. Without a phone the leader's roll-call counts just the same." }
    here_question { zh: "六位数字", en: "Six digits" }
    here_hint { zh: "每分钟更换一次。", en: "They change every minute." }
    here_come { zh: "我到了", en: "I am here" }
    here_leave { zh: "我走了", en: "I am leaving" }
    here_position { zh: "附上我的位置", en: "Add my position" }
    here_position_hint { zh: "可以不附。位置只用来算离活动地点有多远，算完就丢掉；超过 1 公里的，把公里数告诉负责人核对。", en: "You need not. Your position only serves to tell how far you are from the place, and is then thrown away; if that is more than 1 km, the leader is told how many and asks you." }
    here_position_added { zh: "已附上，按「我到了」时一起发送。", en: "Added; it is sent when you press “I am here”." }
    here_position_refused { zh: "没有得到准确的位置。不附位置也可以签到。", en: "There is no exact position. You can go on without it." }
    here_far(km: i64) { zh: "手机显示您距活动地点约 {km} 公里，负责人会核对。如果您就在现场，请告诉负责人。", en: "Your phone seems to be some {km} km away, and the leader will ask. If you are there, tell them so." }
    here_came(at: &str) { zh: "已记录到场：{at}", en: "You are noted as here since {at}." }
    here_left(from: &str, until: &str) { zh: "已记录：{from} 到 {until}", en: "You are noted from {from} to {until}." }
    here_already(at: &str) { zh: "您已经到场：{at}", en: "You are here already, since {at}." }
    here_gone(from: &str, until: &str) { zh: "您已经离场：{from} 到 {until}", en: "You have left already: {from} to {until}." }
    here_used_to_come { zh: "这个码已经用来到场；要离场，请输入现在显示的码。", en: "You came with this code. To leave, type the one that is shown now." }
    here_used { zh: "这个码已经用过；要再次到场，请输入现在显示的码。", en: "You have used this code. To come again, type the one that is shown now." }
    here_code { zh: "数字不对或已更换，请看现在显示的数字。", en: "These are not the digits of this minute: look at those that are shown now." }
    here_no_place { zh: "您在这段时间没有已报名的班次。请找负责人。", en: "You have no place in a shift of this time. Ask the leader." }
    here_not_admitted { zh: "您现在不能参加活动，请看「我的资料」。有疑问请问负责人。", en: "You cannot take part at the moment: see “My data”, or ask the leader." }
    here_too_often { zh: "到场和离场最多记录三次。请找负责人。", en: "You can check in and out three times at most. Ask the leader." }
    here_not_come { zh: "还没有到场记录。请先按「我到了」。", en: "You are not noted as here. Press «I am here» first." }
    here_too_many { zh: "输错次数太多。请过一小时再试，或请负责人点名。", en: "Too many wrong digits. Try again in an hour, or ask the leader to note you." }

    code_title { zh: "到场码", en: "Check-in code" }
    code_over { zh: "现在没有到场码", en: "There is no code now" }
    code_picture { zh: "到场图码", en: "Code as a picture" }
    code_seconds { zh: "{} 秒后更换", en: "Changes in {} seconds" }
    code_before(moment: &str) { zh: "{moment} 起显示", en: "from {moment}" }
    code_not_yet { zh: "班次当天才有", en: "on the day of the shift" }
    code_offline { zh: "班次当天任何时候打开本页，就带上了全部到场码：之后没有信号，也会按时显示和更换。请不要关闭页面。", en: "Opened at any time on the day of the shift, this page has all its codes: it shows and changes them in time with no signal. Do not close it." }
    code_equal { zh: "点名和到场码效果相同，任何人都可以选择点名。", en: "The roll-call counts the same, and everybody may choose it." }

    office_title { zh: "志愿活动", en: "Activities" }
    office_none { zh: "还没有活动。", en: "There are no activities yet." }
    new_title { zh: "新建活动", en: "New activity" }
    new_late { zh: "补录已结束的活动", en: "Add a past activity" }
    edit_title { zh: "修改活动", en: "Change the activity" }
    copy { zh: "复制", en: "Copy" }
    public_page { zh: "公开页面", en: "Public page" }
    to_activity { zh: "查看活动", en: "Go to the activity" }
    late_badge { zh: "补录", en: "Entered afterwards" }
    late_reason { zh: "补录原因", en: "Why it is entered afterwards" }
    late_hint { zh: "补录须由另一名有权限的人确认，并会公开注明。", en: "Somebody else has to vouch for it, and everybody sees that." }
    save { zh: "保存草稿", en: "Save the draft" }
    state { zh: "状态", en: "State" }
    state_draft { zh: "草稿", en: "Draft" }
    state_review { zh: "待审核", en: "In review" }
    state_published { zh: "招募中", en: "Published" }
    state_closed { zh: "已结束", en: "Over" }
    state_cancelled { zh: "已取消", en: "Cancelled" }
    waits_review(activities: i64) { zh: "志愿活动待审核（{activities}）", en: "Activities to review ({activities})" }
    reason { zh: "原因", en: "Reason" }
    reason_given(why: &str) { zh: "原因：{why}", en: "Reason: {why}" }
    drafted_by(name: &str) { zh: "起草：{name}", en: "Drafted by {name}." }
    published_by(name: &str) { zh: "发布：{name}", en: "Published by {name}." }
    step_done { zh: "已保存。", en: "Saved." }
    step_refused { zh: "没有保存：别人刚刚改过，或不符合规定。请核对后再试。", en: "Not saved: somebody else has just changed it, or a rule does not allow it. Look again and try once more." }
    step_submit { zh: "提交审核", en: "Submit for review" }
    step_publish { zh: "发布", en: "Publish" }
    step_close { zh: "结束活动", en: "Close the activity" }
    step_send_back { zh: "退回修改", en: "Send back" }
    step_cancel { zh: "取消活动", en: "Cancel the activity" }
    step_add_shift { zh: "增加班次", en: "Add a shift" }
    step_drop_shift { zh: "删除班次", en: "Take the shift out" }
    step_cancel_shift { zh: "取消班次", en: "Call the shift off" }
    step_attend { zh: "点名：到场", en: "Was here" }
    step_miss { zh: "未到", en: "Did not come" }
    step_confirm { zh: "确认时长", en: "Confirm the hours" }
    step_agree { zh: "同意", en: "Agree" }
    step_refuse { zh: "不同意", en: "Do not agree" }
    roll_waiting { zh: "{} 条点名记录已保存在这台设备上，有信号时自动发送。请不要清除浏览器数据。", en: "{} entries of the roll-call are kept on this device and are sent when there is a signal. Do not clear the browser's data." }
    roll_kept { zh: "已保存到本机，有信号时自动发送", en: "Kept on this device; sent when there is a signal" }
    roll_sent { zh: "已发送", en: "Sent" }
    roll_refused { zh: "没有记上，原因见本页上方", en: "Not noted: see why on top of this page" }
    roll_refused_all { zh: "{} 条没有记上，还保存在这台设备上。请逐条核对：可以再发送，也可以改好时间另记一条，再按「不用了」。", en: "{} were not noted and are still on this device. Look at each: send it again, or note it anew with other times and let this one go." }
    roll_unknown { zh: "没有记上。请打开活动页面核对。", en: "Not noted. Open the page of the activity and look." }
    roll_again { zh: "再发送", en: "Send again" }
    roll_dismiss { zh: "不用了", en: "Let it go" }
    roll_over { zh: "登录已过期：记录还在这台设备上，重新登录后打开本页即可发送。", en: "Your session is over: the entry is still on this device. Sign in and open this page to send it." }
    partner { zh: "搭档社工", en: "Goes with" }
    partner_of(name: &str) { zh: "搭档社工：{name}", en: "{name}, social worker, goes with you" }
    partner_none { zh: "未安排", en: "nobody yet" }
    step_partner { zh: "保存搭档", en: "Save who goes along" }
    came { zh: "到场", en: "Came" }
    left { zh: "离场", en: "Left" }
    still_there { zh: "在场", en: "here" }
    some_are_there(count: usize) { zh: "现在有 {count} 人在场，请当面告诉他们。已经开始的班次照样记离场，时长算到离场为止。", en: "There now: {count}. Tell them in person. Of a shift that has begun their leaving is still noted, and their hours count until then." }
    remark { zh: "评价", en: "Remark" }
    brings(names: &str) { zh: "同行：{names}", en: "Brings {names}" }
    way_code { zh: "到场码", en: "by code" }
    way_roll_call { zh: "点名", en: "by roll-call" }
    volunteer { zh: "志愿者编号", en: "Number of the volunteer" }
    volunteer_number(number: &str) { zh: "志愿者 {number}", en: "Volunteer {number}" }

    records_title { zh: "待记录的服务", en: "Service to be recorded" }
    records_lead { zh: "活动结束后 10 个工作日内要记录服务时间（民政部令第67号第十一条）。最早到期的在前；点活动名称去点名、确认时长。", en: "Service is recorded within 10 working days after the activity (Order 67 of the Ministry of Civil Affairs, Art. 11). What is due first stands first; open the activity to call the roll and confirm hours." }
    records_waiting { zh: "待记录", en: "To be recorded" }
    records_overdue { zh: "已超过 10 个工作日", en: "More than 10 working days ago" }
    records_due(day: &str) { zh: "最晚 {day}", en: "by {day}" }
    records_none { zh: "没有待记录的服务。", en: "Nothing waits to be recorded." }
    records_more { zh: "还有更多，这里只列出最早的。", en: "There are more; these are the first." }
    records_corrections { zh: "志愿者申请更正", en: "Corrections that volunteers ask for" }
    records_corrections_lead { zh: "先打开活动核对：记错的时长撤回后重新确认，漏记的补记。做完再来答复。", en: "Open the activity first: take back hours that are wrong and confirm them anew, or ask for those that are missing. Then answer here." }
    records_answer { zh: "答复", en: "Answer" }
    records_answer_words { zh: "答复内容", en: "What you answer" }
    records_answer_send { zh: "发送答复", en: "Send the answer" }
    records_answered { zh: "已答复，并通知了志愿者。", en: "Answered; the volunteer is told." }
    records_fault_state { zh: "没有答复：请选择是否更正", en: "Not answered: say whether the record was put right" }
    records_fault_answered { zh: "没有答复：别人刚刚答复过", en: "Not answered: somebody else has just answered" }
    lacks_roll { zh: "没有点名", en: "The roll was not called" }
    lacks_hours { zh: "到过场，时长没有确认", en: "They came; the hours are not confirmed" }
    waits_record_overdue(services: i64) { zh: "志愿服务超过 10 个工作日没有记录（{services}）", en: "Service not recorded within 10 working days ({services})" }
    waits_record(services: i64) { zh: "志愿服务待记录（{services}）", en: "Service to be recorded ({services})" }
    waits_record_below(services: i64) { zh: "下级站点超过 10 个工作日没有记录的志愿服务（{services}）", en: "Service that stations have not recorded within 10 working days ({services})" }
    waits_corrections(wishes: i64) { zh: "志愿者申请更正服务记录（{wishes}）", en: "Volunteers ask for corrections ({wishes})" }
    correction_ask { zh: "申请更正", en: "Ask for a correction" }
    correction_words { zh: "哪里不对", en: "What is wrong" }
    correction_hint(most: usize) { zh: "最多 {most} 个字", en: "At most {most} characters" }
    correction_send { zh: "提交申请", en: "Send" }
    correction_fault(most: usize) { zh: "没有提交：请写明情况，最多 {most} 个字", en: "Not sent: say what it is about, in {most} characters at most" }
    correction_refused { zh: "没有提交：这次服务已经有一份申请在等答复，或者活动还没有结束。", en: "Not sent: a correction of this service waits for its answer already, or the activity is not over." }
    correction_done { zh: "已提交。社工站答复后会通知您。", en: "Sent. You are told when your station has answered." }
    correction_open { zh: "等答复", en: "Waits for an answer" }
    correction_corrected { zh: "已更正", en: "Put right" }
    correction_kept { zh: "不更正", en: "Stays as it is" }
    correction_asked(day: &str) { zh: "{day} 申请更正", en: "Asked for a correction on {day}" }
    correction_answer(words: &str) { zh: "答复：{words}", en: "Answer: {words}" }
    notice_answered(name: &str, when: &str) { zh: "您申请更正「{name}」（{when}）的服务记录，社工站已答复，请登录查看。", en: "Your station has answered what you wanted put right of {name}, {when}. Sign in to read it." }

    hours_title { zh: "服务时长（小时）", en: "Hours" }
    hours_none { zh: "还没有时长记录。", en: "No hours are written down yet." }
    hours_line(hours: &str) { zh: "{hours} 小时", en: "{hours} hours" }
    hours_by(asked: &str, decided: &str) { zh: "记录：{asked}，确认：{decided}", en: "written down by {asked}, confirmed by {decided}" }
    hours_asked { zh: "待另一人同意", en: "Somebody else has to agree" }
    hours_confirmed { zh: "已确认", en: "Confirmed" }
    hours_refused { zh: "未同意", en: "Not agreed to" }
    hours_taken_back { zh: "已撤回", en: "Taken back" }
    hours_not_counted { zh: "不计时长", en: "No hours" }
    not_count { zh: "不计时长", en: "Count no hours" }
    not_count_lead { zh: "到过场、但不该计时长的才选，例如只来了几分钟。本人会收到原因，可以申请更正；以后仍可确认时长。", en: "For whoever came and gave nothing that counts, such as a few minutes. They are told why and may ask for a correction; hours can still be confirmed later." }
    hours_why(why: &str) { zh: "不计入的原因：{why}", en: "Why they do not count: {why}" }
    take_back_title { zh: "撤回这些时长", en: "Take these hours back" }
    take_back_lead { zh: "记错了才撤回。本人会收到原因，写有这些时长的证明随即撤销；撤回后可以重新确认或补记。", en: "For hours that are wrong. The volunteer is told why, and certificates that state them are revoked; afterwards they can be confirmed or asked for anew." }
    take_back { zh: "撤回", en: "Take back" }
    ground_attendance { zh: "到场记录", en: "From an attendance" }
    hours_too_short { zh: "在场时间太短，不够计时的一格：要么按实际在场时间改点名，要么写明不计时长的原因。", en: "They were there for less than the smallest time that counts: correct the roll-call, or say why no hours are counted." }
    hours_not_left { zh: "没有离场时间，还不能确认时长：请在点名里补上。", en: "It is not noted when they left, so no hours can be confirmed yet: add it in the roll-call." }
    ground_word { zh: "无到场记录，由两人确认", en: "No attendance: two people vouch for it" }
    ask_title { zh: "补记没有到场记录的时长", en: "Hours without an attendance" }
    ask_lead { zh: "须写明原因，并由另一名有权限的人同意；记录会注明。", en: "A reason is needed, and somebody else has to agree; the record says so." }
    ask_send { zh: "提交", en: "Ask for it" }
    odd_title { zh: "异常时长", en: "Odd hours" }
    odd_lead { zh: "可能有误或作假的时长：几分钟记很多、一部手机记多人、事后补记。请逐条核对。", en: "Hours that may be wrong or made up: many for minutes, one phone for several, noted afterwards. Look at each." }
    odd_none { zh: "没有需要核对的时长。", en: "There is nothing to look at." }
    odd_late { zh: "迟到半小时以上", en: "More than half an hour late" }
    odd_overtime { zh: "结束一小时以后才离场", en: "Left more than an hour after the end" }
    odd_far_km(km: i64) { zh: "定位距现场约 {km} 公里，请核对", en: "The phone was some {km} km away: ask them" }
    odd_far { zh: "定位不在现场", en: "The phone was elsewhere" }
    odd_one_device { zh: "一部手机用于多人", en: "One phone for several" }
    odd_afterwards { zh: "事后补记", en: "Noted afterwards" }
    odd_brief { zh: "在场几分钟", en: "Here for minutes" }
    odd_outside { zh: "不在班次时间内", en: "Not within the shift" }
    odd_momentary { zh: "到场后马上离场", en: "Came and went at once" }

    figures_title { zh: "志愿服务统计", en: "Voluntary service in figures" }
    figures_from { zh: "从", en: "From" }
    figures_to { zh: "到", en: "To" }
    figures_days(from: &str, to: &str) { zh: "{from} ~ {to} 已确认的志愿服务", en: "Confirmed service from {from} to {to}" }
    figures_volunteers { zh: "参加人数", en: "Volunteers" }
    figures_active { zh: "活跃人数", en: "Active volunteers" }
    figures_times { zh: "志愿服务人次", en: "Person-times" }
    figures_sessions { zh: "活动场次", en: "Sessions" }
    figures_small { zh: "1 到 4 人的格子显示「<5」，旁边的数字不显示，必要时另隐去一格，免得推算出是谁。", en: "Cells of one to four people read “<5” without the numbers beside them, and where needed another cell is left out, so that nobody can be told from them." }
    figures_by_unit { zh: "按站点", en: "By unit" }
    figures_by_county { zh: "按市县", en: "By county" }
    figures_by_quarter { zh: "按季度", en: "By quarter" }
    figures_by_season { zh: "候鸟和本地", en: "Winter residents and others" }
    figures_by_service { zh: "按服务项目", en: "By service" }
    figures_unit { zh: "单位", en: "Unit" }
    figures_quarter { zh: "季度", en: "Quarter" }
    figures_who { zh: "志愿者", en: "Who" }
    figures_service { zh: "服务项目", en: "Service" }
    figures_migratory { zh: "候鸟志愿者", en: "Winter residents" }
    figures_resident { zh: "其他志愿者", en: "Others" }
    figures_how { zh: "怎么算的", en: "How it is counted" }
    figures_rules { zh: "只算已确认的时长，记在举办活动的站点和服务当天。一项活动一天算一场；一个人一场算一人次。人数按人去重，各行相加会多于合计。活跃：这段时间里满 1 小时。", en: "Confirmed hours count, for the unit that held the activity and the day of the service. An activity on one day is one session; one person in it is one person-time. Each person counts once, so that rows add up to more than the whole. Active: an hour or more in this time." }

    series_following(count: usize, days: &str) { zh: "同一系列之后的 {count} 项也一起：{days}", en: "Do the same with the {count} that follow in this series: {days}" }
    series_and { zh: "、", en: ", " }
    series_left { zh: "同一系列里这几项没有做成，请逐项打开看原因：", en: "With these of the series it could not be done. Open each to see why:" }
    fault_reason(most: usize) { zh: "请写明原因，最多 {most} 个字", en: "Say why, in at most {most} letters" }
    fault_hours { zh: "请写小时数，例如 2.5", en: "Write a number of hours, such as 2.5" }
    fault_hours_most(most: &str, by_shift: &str) { zh: "最多 {most} 小时：不超过到场到离场的时间，也不超过班次的一倍半（{by_shift} 小时）", en: "At most {most} hours: no more than from coming to leaving, nor than the shift by half ({by_shift} hours)" }
    fault_hours_taken { zh: "这位志愿者在这段时间已有时长，不能重复", en: "This volunteer has hours at that time already" }
    fault_own_hours { zh: "这位志愿者与您同名。本人的时长由别人来提出和确认：请另一位有权限的同事来做", en: "This volunteer has your name. Nobody asks for their own hours, or confirms them: somebody else with the right has to do this" }
    fault_other_person { zh: "须由另一名有权限的人来做，谁提出谁不能同意", en: "Somebody else with the right has to do this, not whoever asked for it" }
    fault_changed { zh: "没有保存：别人刚刚改过，或已经处理。请核对下面的最新情况", en: "Not saved: somebody else was faster. What stands below is the latest" }
    fault_attend { zh: "到场和离场须在班次前后、不晚于现在；离场须晚于到场", en: "Coming and leaving lie around the shift and not after now; leaving comes after coming" }
    fault_miss { zh: "班次开始以后才能记未到；已有到场记录的，不能记未到", en: "That somebody did not come is noted once the shift has begun, and not of who was here" }
    fault_confirm { zh: "时长须大于 0，不超过到场记录算出的小时数；评价不要太长", en: "Hours are more than none and no more than the attendance gives; keep the remark short" }
    fault_ask { zh: "到场和离场须在班次前后、已经过去；时长不超过这段时间，也不超过班次的一倍半", en: "Both times lie around the shift and are over; the hours are no more than that time, nor than the shift by half" }
    fault_not_count { zh: "没有到场记录的，请记未到", en: "Of who was not here, note that they did not come" }
    fault_submit { zh: "请先增加至少一个班次", en: "Add a shift first" }
    fault_publish { zh: "没有班次，或有班次的时间不对：招募的须还没有开始，补录的须已经结束", en: "There is no shift, or one whose time is wrong: what is published lies ahead, what is entered afterwards is over" }
    fault_close { zh: "还有班次没有结束", en: "There is a shift that is not over" }
    fault_recorded { zh: "已有确认的服务时间，记录和证明上写着这一项，不能再改", en: "Hours are confirmed, and their records and certificates state this: it cannot change any more" }
    fault_empty { zh: "这里需要填写", en: "Something has to be said here" }
    fault_long(most: usize) { zh: "最多 {most} 个字", en: "At most {most} letters" }
    fault_choice { zh: "请从列表中选择", en: "Choose one of the list" }
    fault_phone { zh: "请写能打通的电话，例如 0898-65310000", en: "Write a number that can be called, such as 0898-65310000" }
    fault_point { zh: "请写海南范围内的纬度和经度，例如 19.25,110.47", en: "Write a latitude and longitude in Hainan, such as 19.25,110.47" }
    fault_age(least: u8) { zh: "请写 {least} 到 60 之间的整数", en: "Write a whole number from {least} to 60" }
    fault_day { zh: "请写日期，例如 2026-11-28", en: "Write a day, such as 2026-11-28" }
    fault_time { zh: "请写时间，例如 09:00", en: "Write a time, such as 09:00" }
    fault_past { zh: "只能发布还没有开始的班次；已结束的活动请走补录", en: "Only what lies ahead can be published; what is over is entered afterwards" }
    fault_not_over { zh: "补录只用于已经结束的活动", en: "Only what is over is entered afterwards" }
    fault_too_far { zh: "日期须在一年以内", en: "It has to lie within a year" }
    fault_length(hours: i64) { zh: "结束须晚于开始，且不超过 {hours} 小时", en: "It ends after it begins, within {hours} hours" }
    fault_places(most: i64) { zh: "请写 1 到 {most} 之间的整数", en: "Write a whole number from 1 to {most}" }
    fault_closes { zh: "请写整数小时，且截止时间须晚于现在", en: "Write whole hours, so that it ends after now" }
    fault_weeks(most: u8) { zh: "请写 1 到 {most} 之间的整数", en: "Write a whole number from 1 to {most}" }
}
