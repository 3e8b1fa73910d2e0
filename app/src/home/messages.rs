//! Sentences of the home page.

crate::messages! {
    title { zh: "最后一米 · 海南社工站", en: "LastMetre · Hainan's social work stations" }
    description { zh: "找到您的社工站：按村名、拼音或位置，一步找到电话、开放时间和服务。", en: "Find your social work station by village, pinyin or position: phone, opening hours and services in one step." }
    heading { zh: "找到管您村的社工站", en: "Find the station that serves your village" }
    intro { zh: "老人没人照看、孩子遇到难处、家里突然困难，都可以找社工，不收费。", en: "An old relative alone, a child in difficulty, a sudden hardship: a social worker helps, free of charge." }
    help_text { zh: "不用注册，留个电话，社工打给您。填一填就行，老人手机也能用。", en: "No account: leave a number, and a social worker calls you. It works on any phone." }
    by_area { zh: "按市县找", en: "By city or county" }
    by_need { zh: "遇到什么事", en: "What is the matter?" }
    all_services(count: usize) { zh: "全部 {count} 项服务", en: "All {count} services" }
    policies { zh: "政策指南", en: "Policy guides" }
    all_policies { zh: "全部政策指南", en: "All policy guides" }
    reminder_title { zh: "考社工证？到时候提醒您", en: "Taking the social work examination?" }
    reminder_text { zh: "准考证打印、考试、成绩公布，免费短信提醒，不用注册。", en: "Admission ticket, examination, results: a free reminder by SMS, without an account." }
    reminder_open { zh: "预约提醒", en: "Ask for a reminder" }
    offline_title { zh: "没有网络也能查", en: "Works without a network" }
    offline_text { zh: "离线版打开一次，以后没有信号也能查村名、电话和开放时间。", en: "Open the offline app once; after that villages, phones and hours are there without a signal." }
    offline_open { zh: "打开离线版", en: "Open the offline app" }
}
