//! Sentences about answers, and about definitions.

crate::messages! {
    missing { zh: "请填写这一项", en: "Write an answer" }
    missing_one { zh: "请选择一项", en: "Choose one" }
    missing_several { zh: "请至少选择一项", en: "Choose at least one" }
    missing_place { zh: "请选择地点", en: "Choose a place" }
    missing_day { zh: "请填写日期", en: "Write a date" }
    missing_photo { zh: "请添加照片", en: "Add a photo" }
    several { zh: "请只填写一个答案", en: "Give one answer only" }
    long(most: u32) { zh: "请写短一些，最多 {most} 个字", en: "Write at most {most} signs" }
    number { zh: "请填写数字，例如 12", en: "Write a number, such as 12" }
    whole { zh: "请填写整数", en: "Write a whole number" }
    decimals(most: u8) { zh: "小数点后最多写 {most} 位", en: "Write at most {most} digits behind the point" }
    less(least: &str) { zh: "请填写不小于 {least} 的数", en: "Write {least} or more" }
    more(most: &str) { zh: "请填写不大于 {most} 的数", en: "Write {most} or less" }
    people { zh: "请填写人数，用整数", en: "Write how many people, as a whole number" }
    day { zh: "请按年、月、日填写日期，例如 2026-01-31", en: "Write the date as year, month and day, such as 2026-01-31" }
    before(day: &str) { zh: "请填写 {day} 或以后的日期", en: "Write {day} or a later date" }
    after(day: &str) { zh: "请填写 {day} 或以前的日期", en: "Write {day} or an earlier date" }
    time { zh: "请填写时间，例如 08:30", en: "Write the time, such as 08:30" }
    choice { zh: "请从列出的选项中选择", en: "Choose from what is offered" }
    alone(label: &str) { zh: "「{label}」不能和别的选项一起选，请去掉一边", en: "“{label}” stands alone: take it away, or the others" }
    place { zh: "请从名单中选择地点", en: "Choose a place from the list" }
    shallow_county { zh: "请选择市县", en: "Choose a city or county" }
    shallow_town { zh: "请选择到乡镇或街道", en: "Choose the township or street too" }
    shallow_village { zh: "请选择到村（居）", en: "Choose the village or community too" }
    phone { zh: "请填写11位手机号码，或带区号的固定电话", en: "Write a mobile number of 11 digits, or a landline with its area code" }
    id_number { zh: "请填写18位身份证号码；不知道的，选「证件不详」", en: "Write the 18 signs of the identity card, or choose “not known”" }
    photo { zh: "请重新选择照片", en: "Choose the photo again" }
    photos(most: u32) { zh: "最多放 {most} 张照片，请去掉几张", en: "Keep at most {most} photos" }
    signature { zh: "请签名，或填写见证人姓名", en: "Sign, or write the name of a witness" }
    turns_missing(title: &str, least: u32) { zh: "「{title}」至少要填 {least} 项", en: "“{title}” needs at least {least}" }
    turns_over(title: &str, most: u32) { zh: "「{title}」最多填 {most} 项，请去掉几项", en: "“{title}” takes at most {most}" }
    check_digit { zh: "身份证号码的最后一位和前面对不上，请再看一遍；没有写错就可以继续", en: "The last sign of the identity card number does not follow from the others. Look once more; go on if it is right" }
    yes { zh: "是", en: "Yes" }
    no { zh: "否", en: "No" }
    unknown { zh: "不清楚", en: "Not known" }
    unsaid { zh: "不愿透露", en: "Would rather not say" }
    no_card { zh: "证件不详", en: "Card not known" }

    stray_unknown { zh: "表单里没有这个问题", en: "The form has no such question" }
    stray_shape { zh: "写法和这个问题的答案不一样", en: "It is not written as answers to this question are" }
    stray_version(version: u32) { zh: "它是第 {version} 版表单的答案", en: "It answers version {version} of the form" }
    stray_hidden { zh: "按其他答案，这个问题不用回答", en: "As the other answers stand, this is not asked" }
    stray_calculated { zh: "这一项由系统计算，和算出来的不一样", en: "This is calculated, and comes to something else" }

    at_sign(place: &str, sign: usize) { zh: "{place}，第 {sign} 个字符", en: "{place}, sign {sign}" }
    at(place: &str, what: &str) { zh: "{place}：{what}", en: "{place}: {what}" }
    whole_form { zh: "表单", en: "The form" }
    wrong_many(most: usize) { zh: "最多 {most} 个", en: "At most {most} may stand here" }
    wrong_none { zh: "至少要有一个", en: "There has to be one" }
    wrong_code { zh: "请写服务编码、点和用途，例如 B01.record 或 B01.intake", en: "Write the code of a service, a dot and the purpose, such as B01.record or B01.intake" }
    wrong_name(most: usize) { zh: "名称用小写字母、数字和下划线，字母开头，最多 {most} 个", en: "A name has small letters, digits and underscores, a letter first, {most} at most" }
    wrong_reserved { zh: "这个词在表达式里另有意思，请换一个名称", en: "This word means something in expressions; take another name" }
    wrong_twice(name: &str) { zh: "「{name}」写了两次", en: "“{name}” stands there twice" }
    wrong_untranslated { zh: "中文和英文都要写", en: "Write it in Chinese and in English" }
    wrong_long(most: usize) { zh: "最多 {most} 个字符", en: "At most {most} signs" }
    wrong_unseen { zh: "里面有看不见的字符，请重新输入", en: "There are signs in it that nobody can see; type it again" }
    wrong_blames(word: &str) { zh: "请不要用「{word}」，写清楚该怎么做", en: "Do not say “{word}”; say what to do" }
    wrong_kind(kind: &str) { zh: "没有「{kind}」这种问题", en: "There is no kind “{kind}”" }
    wrong_list(list: &str) { zh: "没有名为「{list}」的选项表", en: "There is no list “{list}”" }
    wrong_value(value: &str) { zh: "选项里没有「{value}」，或者它不能作选项的值", en: "No choice has the value “{value}”, or it cannot be one" }
    wrong_out_of_place { zh: "这一项不能写在这里", en: "This says nothing here" }
    wrong_missing { zh: "缺少这一项", en: "This is missing" }
    wrong_bound { zh: "这个数不在允许的范围内", en: "This number is out of what is allowed here" }
    wrong_crossed { zh: "下限比上限大", en: "The least is more than the most" }
    wrong_never_shown { zh: "必做的步骤要写 shown_by，否则记录永远不能办结", en: "A required step needs shown_by, or no record can ever be closed" }
    wrong_empty { zh: "请写一个表达式", en: "Write an expression" }
    wrong_expression_long(most: usize) { zh: "表达式最多 {most} 个字符", en: "An expression has at most {most} signs" }
    wrong_deep(most: usize) { zh: "括号最多套 {most} 层", en: "At most {most} may be nested in each other" }
    wrong_sign(sign: char) { zh: "表达式里不能有「{sign}」", en: "“{sign}” has no place in an expression" }
    wrong_open { zh: "引号没有结束", en: "The quote is never closed" }
    wrong_number { zh: "数字最多 14 位，小数点后最多 4 位", en: "A number has at most 14 digits, and 4 behind the point" }
    wrong_expected(what: &str) { zh: "这里缺少「{what}」", en: "“{what}” is missing here" }
    wrong_more { zh: "表达式到这里就该结束", en: "The expression should end here" }
    wrong_unknown(name: &str) { zh: "没有名为「{name}」的问题", en: "Nothing is called “{name}”" }
    wrong_function(name: &str) { zh: "没有函数「{name}」", en: "There is no function “{name}”" }
    wrong_arguments(usage: &str) { zh: "请写成 {usage}", en: "Write it like {usage}" }
    wrong_no_answer(name: &str) { zh: "「{name}」不是问题，没有答案", en: "“{name}” is no question and has no answer" }
    wrong_no_repeat(name: &str) { zh: "「{name}」不是可以重复填写的一组", en: "“{name}” is no group that repeats" }
    wrong_reach(name: &str, group: &str) { zh: "「{name}」在「{group}」里会填写多次，请用 sum、any 等函数", en: "“{name}” is answered several times in “{group}”; use sum, any or another of these functions" }
    wrong_type(wanted: &str, found: &str) { zh: "这里要{wanted}，写的是{found}", en: "This has to be {wanted}, and is {found}" }
    wrong_order(found: &str) { zh: "{found}不能比较大小", en: "Of {found}, none is greater or less" }
    wrong_calculated { zh: "这种问题不能由系统计算", en: "A question of this kind is never calculated" }
    wrong_cycle(way: &str) { zh: "互相依赖，绕成了圈：{way}", en: "They need each other in a circle: {way}" }

    type_nothing { zh: "空", en: "nothing" }
    type_text { zh: "文字", en: "text" }
    type_number { zh: "数字", en: "a number" }
    type_truth { zh: "是或否的判断", en: "true or false" }
    type_day { zh: "日期", en: "a date" }
    type_time { zh: "时间", en: "a time" }
    type_set { zh: "多选", en: "several choices" }

    part_title_zh { zh: "标题（中文）", en: "Title in Chinese" }
    part_title_en { zh: "标题（英文）", en: "Title in English" }
    part_lead_zh { zh: "说明（中文）", en: "Lead in Chinese" }
    part_lead_en { zh: "说明（英文）", en: "Lead in English" }
    part_restricted_zh { zh: "谁可以读（中文）", en: "Who may read it, in Chinese" }
    part_restricted_en { zh: "谁可以读（英文）", en: "Who may read it, in English" }
    part_reference { zh: "参考表单", en: "Reference form" }
    part_frequency_zh { zh: "频次（中文）", en: "How often, in Chinese" }
    part_frequency_en { zh: "频次（英文）", en: "How often, in English" }
    part_every_days { zh: "两次记录最长间隔（天）", en: "Days between two records, at most" }
    part_standard_zh { zh: "服务标准（中文）", en: "Standard in Chinese" }
    part_standard_en { zh: "服务标准（英文）", en: "Standard in English" }
    part_order { zh: "顺序", en: "Order" }
    part_hint_zh { zh: "提示（中文）", en: "Hint in Chinese" }
    part_hint_en { zh: "提示（英文）", en: "Hint in English" }
    part_shown_if { zh: "什么时候出现", en: "When it is shown" }
    part_shown_by { zh: "怎样算完成", en: "What shows that it was done" }
    part_at_least { zh: "至少填几次", en: "Times at least" }
    part_at_most { zh: "最多填几次", en: "Times at most" }
    part_one_zh { zh: "一次是什么（中文）", en: "What one of them is, in Chinese" }
    part_one_en { zh: "一次是什么（英文）", en: "What one of them is, in English" }
    part_required { zh: "必填", en: "Required" }
    part_kind { zh: "类型", en: "Kind" }
    part_group { zh: "所在分组", en: "Group" }
    part_label_zh { zh: "问题（中文）", en: "Question in Chinese" }
    part_label_en { zh: "问题（英文）", en: "Question in English" }
    part_unit_zh { zh: "单位（中文）", en: "Unit in Chinese" }
    part_unit_en { zh: "单位（英文）", en: "Unit in English" }
    part_message_zh { zh: "填错时的提示（中文）", en: "What to do when it is wrong, in Chinese" }
    part_message_en { zh: "填错时的提示（英文）", en: "What to do when it is wrong, in English" }
    part_min { zh: "下限", en: "Least" }
    part_max { zh: "上限", en: "Most" }
    part_decimals { zh: "小数位数", en: "Digits behind the point" }
    part_exclusive { zh: "不能同选的选项", en: "Choices that stand alone" }
    part_also { zh: "是否之外的选项", en: "Choices beside yes and no" }
    part_level { zh: "地点精确到", en: "How close a place is told" }
    part_valid_if { zh: "什么样的答案才对", en: "When an answer is right" }
    part_default { zh: "预先填好的答案", en: "Answer to begin with" }
    part_calculated { zh: "怎样计算", en: "How it is calculated" }
    part_sensitive { zh: "敏感信息", en: "Sensitive" }
    part_options { zh: "选项", en: "Choices" }
}
