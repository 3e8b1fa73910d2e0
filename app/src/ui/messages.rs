//! Sentences of the frame around every page.

crate::messages! {
    site_name { zh: "最后一米", en: "LastMetre" }
    tagline { zh: "海南社工站，打通服务群众最后一米", en: "Hainan's social work stations, the last metre to the people" }
    skip { zh: "跳到正文", en: "Skip to the content" }
    menu { zh: "菜单", en: "Menu" }
    main_navigation { zh: "主导航", en: "Main" }
    nav_stations { zh: "找社工站", en: "Find a station" }
    nav_services { zh: "服务", en: "Services" }
    nav_areas { zh: "地区", en: "Areas" }
    nav_policies { zh: "政策指南", en: "Policy guides" }
    nav_field { zh: "离线版", en: "Offline app" }
    nav_about { zh: "关于", en: "About" }
    other_language { zh: "English", en: "中文" }
    you_are_here { zh: "当前位置", en: "You are here" }
    home { zh: "首页", en: "Home" }
    demo_notice { zh: "演示数据：本页的站点、电话和地址都是虚构的，仅用于展示。", en: "Demo data: the stations, numbers and addresses on this page are made up to show how it works." }
    demo { zh: "演示数据", en: "Demo data" }
    operator(name: &str) { zh: "主办单位：{name}", en: "Run by {name}" }
    no_operator { zh: "演示系统，未正式发布", en: "A demonstration, not an official service" }
    footer_navigation { zh: "网站信息", en: "About this site" }
    data_sources { zh: "数据来源", en: "Data sources" }
    accessibility { zh: "无障碍声明", en: "Accessibility" }
    privacy { zh: "隐私", en: "Privacy" }
    line(number: &str) { zh: "服务热线 {number}", en: "Helpline {number}" }
    verification { zh: "信息核实", en: "Verified" }
    updated(day: &str) { zh: "数据更新于 {day}", en: "Data as of {day}" }
    emergency { zh: "遇到危险，请立即拨打", en: "In danger, call at once" }
    staff_entrance { zh: "工作人员登录", en: "Sign in for staff" }
    quick_exit { zh: "快速离开", en: "Leave this page now" }
    quick_exit_forgets { zh: "会删掉没发送的内容", en: "deletes what is not sent" }
    quick_exit_hint { zh: "连按三次 Esc 键也可离开", en: "Pressing Esc three times leaves too" }
    previous_page { zh: "上一页", en: "Previous" }
    next_page { zh: "下一页", en: "Next" }
    pages { zh: "分页", en: "Pages" }
    per_page { zh: "每页行数", en: "Rows on a page" }
    page_of(page: usize, pages: usize) { zh: "第 {page} 页，共 {pages} 页", en: "Page {page} of {pages}" }
    faults_title { zh: "有问题需要改正", en: "There is something to put right" }
    fault_in_title(title: &str) { zh: "错误：{title}", en: "Error: {title}" }
    not_found_title { zh: "没有找到这个页面", en: "This page was not found" }
    not_found_text { zh: "网址可能有误，或者页面已经移走。可以从下面继续：", en: "The address may be mistyped, or the page has moved. You can go on from here:" }
    incident(id: &str) { zh: "事件编号 {id}", en: "Incident {id}" }
}
