//! Sentences about answers, and about definitions.

crate::messages! {
    fault_of(question: &str, fault: &str) { zh: "{question}：{fault}", en: "{question}: {fault}" }
    missing { zh: "请填写这一项", en: "Write an answer" }
    missing_one { zh: "请选择一项", en: "Choose one" }
    missing_several { zh: "请至少选择一项", en: "Choose at least one" }
    missing_place { zh: "请选择地点", en: "Choose a place" }
    missing_day { zh: "请填写日期", en: "Write a date" }
    missing_photo { zh: "请添加照片", en: "Add a photo" }
    several { zh: "请只填写一个答案", en: "Give one answer only" }
    long(most: u32) { zh: "请写短一些，最多 {most} 个字", en: "Write at most {most} characters" }
    number { zh: "请填写数字，例如 12", en: "Write a number, such as 12" }
    digits(count: u32) { zh: "请填写 {count} 位数字，第一位不是 0", en: "Write {count} digits, the first not 0" }
    whole { zh: "请填写整数", en: "Write a whole number" }
    decimals(most: u8) { zh: "小数点后最多写 {most} 位", en: "Write at most {most} digits behind the point" }
    less(least: &str) { zh: "请填写数字，不小于 {least}", en: "Write {least} or more" }
    more(most: &str) { zh: "请填写数字，不大于 {most}", en: "Write {most} or less" }
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
    id_number { zh: "请填写18位身份证号码；不知道的，选「证件不详」", en: "Write the 18 characters of the identity card, or choose “not known”" }
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

    at_sign(sign: usize) { zh: "第 {sign} 个字符", en: "sign {sign}" }
    at_line(line: usize, column: usize) { zh: "第 {line} 行第 {column} 列", en: "Line {line}, column {column}" }
    named(label: &str, name: &str) { zh: "「{label}」（{name}）", en: "“{label}” ({name})" }
    key_words(words: &str, key: &str) { zh: "{words}（{key}）", en: "{words} ({key})" }
    comma { zh: "，", en: ", " }
    between { zh: "、", en: ", " }
    key_name { zh: "名称", en: "Name" }
    key_label { zh: "问题", en: "Question" }
    key_title { zh: "标题", en: "Title" }
    key_staff { zh: "给工作人员看的问法", en: "Question for the staff" }
    key_hint { zh: "提示", en: "Hint" }
    key_message { zh: "填错时的提示", en: "What to do when it is wrong" }
    key_unit { zh: "单位", en: "Unit" }
    key_form { zh: "表单编码", en: "Code of the form" }
    key_groups { zh: "分组", en: "Groups" }
    key_fields { zh: "问题", en: "Questions" }
    key_lists { zh: "选项表", en: "Lists of choices" }
    key_moved { zh: "改过名的问题", en: "Questions that were renamed" }
    key_from { zh: "原来的名称", en: "The older name" }
    key_to { zh: "现在的名称", en: "The name now" }
    key_values { zh: "选项的对应", en: "What became of the choices" }
    key_steps { zh: "步骤", en: "Steps" }
    key_lead { zh: "说明", en: "Lead" }
    key_restricted { zh: "谁可以读", en: "Who may read it" }
    key_frequency { zh: "频次", en: "How often" }
    key_text { zh: "服务标准", en: "Standard" }
    key_one { zh: "一次是什么", en: "What one of them is" }
    unread_syntax { zh: "这里不合 TOML 的写法，看看引号、括号、等号、逗号有没有写全", en: "This is not written as TOML is: look for a quote, a bracket, an equals sign or a comma that is missing" }
    unread_key(key: &str) { zh: "没有「{key}」这个键，看看有没有写错", en: "There is no key “{key}”: look at how it is spelled" }
    unread_missing(key: &str) { zh: "缺少{key}，请补上", en: "Add what is missing: {key}" }
    unread_twice { zh: "同一个键写了两次，请留一个", en: "The same key stands there twice: keep one" }
    unread_shape(wanted: &str) { zh: "这里要写{wanted}", en: "Here has to stand {wanted}" }
    shape_line { zh: "文字，放在引号里，例如 \"eating\"", en: "a text between quotes, such as \"eating\"" }
    shape_words { zh: "中英文两份文字，例如 { zh = \"吃饭\", en = \"Eating\" }", en: "a text in both languages, such as { zh = \"吃饭\", en = \"Eating\" }" }
    shape_list { zh: "用方括号括起来的一列，例如 [\"none\"]", en: "a list between square brackets, such as [\"none\"]" }
    shape_truth { zh: "true 或 false，不加引号", en: "true or false, without quotes" }
    shape_number { zh: "合适的数字，不加引号，小数点后最多 4 位", en: "a number that fits, without quotes, with 4 places behind the point at most" }
    shape_truth_or_expression { zh: "true、false，或者放在引号里的表达式", en: "true, false, or an expression between quotes" }
    shape_number_or_expression { zh: "数字，或者放在引号里的表达式", en: "a number, or an expression between quotes" }
    shape_table { zh: "一组「键 = 值」", en: "a group of keys and values" }
    at(place: &str, what: &str) { zh: "{place}：{what}", en: "{place}: {what}" }
    whole_form { zh: "表单", en: "The form" }
    wrong_many(most: usize) { zh: "最多 {most} 个", en: "At most {most} may stand here" }
    wrong_none { zh: "至少要有一个", en: "There has to be one" }
    wrong_code { zh: "请写服务编码、点和用途，例如 B01.record 或 X-460200-001.intake", en: "Write the code of a service, a dot and the purpose, such as B01.record or X-460200-001.intake" }
    wrong_name(most: usize) { zh: "名称用小写字母、数字和下划线，字母开头，最多 {most} 个", en: "A name has small letters, digits and underscores, a letter first, {most} at most" }
    wrong_reserved { zh: "这个词在表达式里另有意思，请换一个名称", en: "This word means something in expressions; take another name" }
    wrong_twice(name: &str) { zh: "「{name}」写了两次", en: "“{name}” stands there twice" }
    wrong_untranslated { zh: "中文和英文都要写", en: "Write it in Chinese and in English" }
    wrong_long(most: usize) { zh: "最多 {most} 个字符", en: "At most {most} characters" }
    wrong_unseen { zh: "里面有看不见的字符，请重新输入", en: "There are signs in it that nobody can see; type it again" }
    wrong_blames(word: &str) { zh: "请不要用「{word}」，写清楚该怎么做", en: "Do not say “{word}”; say what to do" }
    wrong_kind(kind: &str) { zh: "没有「{kind}」这种问题", en: "There is no kind “{kind}”" }
    wrong_list(list: &str) { zh: "没有名为「{list}」的选项表", en: "There is no list “{list}”" }
    wrong_value(value: &str) { zh: "选项里没有「{value}」，或者它不能作选项的值", en: "No choice has the value “{value}”, or it cannot be one" }
    wrong_out_of_place { zh: "这一项不能写在这里", en: "This says nothing here" }
    wrong_missing { zh: "缺少这一项", en: "This is missing" }
    wrong_bound { zh: "这个数不在允许的范围内", en: "This number is out of what is allowed here" }
    wrong_crossed { zh: "下限比上限大", en: "The least is more than the most" }
    wrong_photos_elsewhere { zh: "照片由求助的人在单独一页上添加，登记表里不用再问", en: "Whoever asks for help adds photos on a page of their own: an intake form does not ask for them" }
    wrong_never_shown { zh: "必做的步骤要写 shown_by，否则记录永远不能办结", en: "A required step needs shown_by, or no record can ever be closed" }
    wrong_empty { zh: "请写一个表达式", en: "Write an expression" }
    wrong_expression_long(most: usize) { zh: "表达式最多 {most} 个字符", en: "An expression has at most {most} characters" }
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
    part_staff_zh { zh: "给工作人员看的问法（中文）", en: "Question for the staff in Chinese" }
    part_staff_en { zh: "给工作人员看的问法（英文）", en: "Question for the staff in English" }
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

    optional(label: &str) { zh: "{label}（选填）", en: "{label} (optional)" }
    turn(one: &str, number: usize) { zh: "{one} {number}", en: "{one} {number}" }
    turn_add(one: &str) { zh: "再加{one}", en: "Add another: {one}" }
    turn_removed { zh: "去掉了一项。", en: "One was taken away." }
    turn_undo { zh: "撤销", en: "Undo" }
    turn_remove { zh: "去掉这一项", en: "Take this one away" }
    no_answer { zh: "--", en: "--" }
    people_unit { zh: "人", en: "people" }
    nothing_chosen { zh: "请选择", en: "Choose" }
    place_county { zh: "市县", en: "City or county" }
    place_town { zh: "乡镇、街道", en: "Township or street" }
    place_village { zh: "村（居）", en: "Village or community" }
    kept_here(time: &str) { zh: "已保存到本机 {time}", en: "Saved on this device {time}" }
    sign_here { zh: "请用手指或笔在框里签名，也可以在下面填写见证人姓名", en: "Sign in the box with a finger or a pen, or write the name of a witness below" }
    sign_drawn { zh: "签名", en: "Signature" }
    signed { zh: "已手写签名", en: "Signed by hand" }
    sign_clear { zh: "清除签名", en: "Clear the signature" }
    sign_away { zh: "去掉这个签名", en: "Take this signature away" }
    sign_witness { zh: "见证人姓名", en: "Name of a witness" }
    place_next { zh: "显示下一级", en: "Show what lies in it" }
    office_title { zh: "表单", en: "Forms" }
    office_lead { zh: "每项服务有两张表单：有人需要时问什么，做完后记什么。发布过的版本不会再变，记录按填写时的版本保存。", en: "Every service has two forms: what is asked when somebody needs it, and what is noted when it was given. A published version never changes, and records keep the version they were made under." }
    office_service { zh: "服务项目", en: "Service" }
    office_draft { zh: "有草稿", en: "draft" }
    office_version(number: u32) { zh: "第 {number} 版", en: "version {number}" }
    office_none { zh: "还没有", en: "none yet" }
    purpose_intake { zh: "求助时问", en: "Asked at first" }
    purpose_record { zh: "服务后记", en: "Noted afterwards" }
    reference { zh: "参考表单，待官方表单替换", en: "Reference form, until an official one takes its place" }
    restricted { zh: "限制查看", en: "Restricted" }
    form_versions { zh: "版本", en: "Versions" }
    form_made { zh: "发布", en: "Published" }
    form_note { zh: "说明", en: "Note" }
    form_download { zh: "下载定义文件（.toml）", en: "Take the definition home (.toml)" }
    form_preview { zh: "预览", en: "Preview" }
    form_preview_lead { zh: "这张表的问题，填写的人看到的就是这样；求助时一页一页地问，前后还有每次都问的（危险、地点、怎么联系）。这里填的不会保存。", en: "These are the questions of this form as people read them; a call for help asks them page by page, with what it always asks (danger, place, how to reach them) before and after. Nothing that is written here is kept." }
    form_preview_as { zh: "按这种宽度看", en: "As on" }
    form_as_phone { zh: "手机", en: "a phone" }
    form_as_tablet { zh: "平板", en: "a tablet" }
    form_as_desk { zh: "电脑", en: "a desk" }
    form_as_print { zh: "纸面", en: "paper" }
    form_print_preview { zh: "打印空表", en: "Print it blank" }
    form_preview_paper { zh: "打印出来就是这样：有条件才问的也印出来，写明什么时候填。", en: "This is what comes out of a printer: what is asked only at times is there too, with when to fill it in." }
    paper_title { zh: "打印空表", en: "Print a blank form" }
    paper_lead { zh: "没有手机、平板时用笔填，回来再录入。", en: "For where no device goes: filled in by hand, and typed in afterwards." }
    paper_station { zh: "社工站：", en: "Station:" }
    paper_caller { zh: "求助的人、电话：", en: "Caller, phone:" }
    paper_person { zh: "服务对象或活动：", en: "Person or event:" }
    paper_signed { zh: "填表人签名：", en: "Filled in by, signature:" }
    paper_date { zh: "日期：", en: "Date:" }
    paper_keep { zh: "填好的表有个人信息：随身带好，录入后交站里锁好或销毁。", en: "Once filled in, this holds personal data: keep it with you; when it is typed in, the station locks it away or destroys it." }
    paper_only_if(condition: &str) { zh: "如果{condition}，才填。", en: "Only if {condition}." }
    paper_sometimes { zh: "看前面的答案，用得上才填。", en: "Only where the answers above call for it." }
    paper_calculated { zh: "不用填，录入时自动算。", en: "Leave it: it is calculated when this is typed in." }
    paper_several { zh: "（可选几项）", en: "(several may be chosen)" }
    paper_more_turns { zh: "不够写，另加一张。", en: "Add a sheet where there are more." }
    paper_photo { zh: "照片另外拍，录入时加上。", en: "Photos are taken apart, and added when this is typed in." }
    paper_day(gap: &str) { zh: "{gap}年{gap}月{gap}日", en: "{gap} – {gap} – {gap} (year, month, day)" }
    paper_and { zh: "，并且", en: ", and " }
    paper_or { zh: "或", en: " or " }
    paper_quoted(words: &str) { zh: "「{words}」", en: "“{words}”" }
    paper_chosen(label: &str, choices: &str) { zh: "「{label}」选{choices}", en: "“{label}” is {choices}" }
    paper_not_chosen(label: &str, choices: &str) { zh: "「{label}」没选{choices}", en: "“{label}” is not {choices}" }
    paper_answered(label: &str) { zh: "填了「{label}」", en: "“{label}” is answered" }
    paper_open(label: &str) { zh: "没填「{label}」", en: "“{label}” is not answered" }
    paper_more(label: &str, number: &str) { zh: "「{label}」大于 {number}", en: "“{label}” is over {number}" }
    paper_at_least(label: &str, number: &str) { zh: "「{label}」不小于 {number}", en: "“{label}” is {number} or more" }
    paper_less(label: &str, number: &str) { zh: "「{label}」小于 {number}", en: "“{label}” is under {number}" }
    paper_at_most(label: &str, number: &str) { zh: "「{label}」不大于 {number}", en: "“{label}” is {number} or less" }
    losses_title { zh: "有些答案不会带到新版本", en: "Some answers will not be carried to the new version" }
    losses_none { zh: "还没有人用旧版填过。", en: "Nobody has filled in an older version yet." }
    losses_few { zh: "用旧版填的不到 5 份。", en: "Fewer than 5 were filled in under older versions." }
    losses_count(count: i64) { zh: "用旧版填的有 {count} 份。", en: "{count} were filled in under older versions." }
    losses_lead { zh: "填好的记录仍按旧版保存、照常能看；但转到新版时，没填完的草稿也一样，下面这些答案不会带过去。", en: "Records stay as they are and can be read. But where they, or drafts that are not finished, go over to the new version, these answers do not come along." }
    losses_add { zh: "是改名的，在文件末尾加上这几行再上传：", en: "If it was only renamed, add these lines at the end of the file and upload it again:" }
    loss_gone(named: &str) { zh: "{named}不在新版里了。", en: "{named} is gone." }
    loss_renamed(named: &str, new: &str) { zh: "{named}不在新版里了，{new}是新的。", en: "{named} is gone, and {new} is new." }
    loss_kind(named: &str, was: &str, is: &str) { zh: "{named}的类型从 {was} 改成了 {is}。", en: "{named} was of the kind {was} and is of the kind {is}." }
    loss_calculated(named: &str) { zh: "{named}改由系统计算，填过的不再用。", en: "{named} is calculated now: what was typed is not used." }
    loss_choices(named: &str, choices: &str) { zh: "{named}去掉了选项{choices}，选过的答案没有去处。", en: "{named} offers no longer {choices}: answers that chose them have no place." }
    loss_turns(named: &str) { zh: "{named}移进或移出了可以重复填写的一组。", en: "{named} went into or out of a group that repeats." }
    loss_narrower(named: &str, key: &str) { zh: "{named}的「{key}」收紧了，放不下的答案不会带过去。", en: "{named}: “{key}” is tighter, and what does not fit is left behind." }
    form_look { zh: "按规则再看一遍", en: "See what follows" }
    form_upload { zh: "上传新版本", en: "Upload a new version" }
    form_upload_hint(kilobytes: usize) { zh: "先下载现在的定义文件，改好再上传。上传后只是草稿，先看清楚改了什么，再发布。最大 {kilobytes} KB。", en: "Take the present definition home, change it, and upload it. It is a draft first: see what differs, then publish. {kilobytes} KB at most." }
    form_file { zh: "定义文件（.toml）", en: "Definition (.toml)" }
    form_send { zh: "上传并检查", en: "Upload and check" }
    form_draft_title { zh: "草稿", en: "Draft" }
    form_draft_lead(who: &str) { zh: "{who} 上传，还没有发布。", en: "Uploaded by {who}, not published." }
    form_changes(number: u32) { zh: "和第 {number} 版相比", en: "Compared with version {number}" }
    form_publish(number: u32) { zh: "发布为第 {number} 版", en: "Publish as version {number}" }
    form_publish_note { zh: "改了什么（选填）", en: "What has changed (optional)" }
    form_note_long(most: usize) { zh: "说明最多 {most} 个字，请写短一些", en: "{most} letters at most: shorten the note" }
    form_drop { zh: "放弃草稿", en: "Drop the draft" }
    form_saved { zh: "已保存", en: "Saved" }
    form_standard { zh: "流程和标准", en: "Flow and standard" }
    form_step_required { zh: "结案必需", en: "needed to close" }
    upload_nothing { zh: "请选择一个文件", en: "Choose a file" }
    upload_large(kilobytes: usize) { zh: "文件超过 {kilobytes} KB", en: "The file is larger than {kilobytes} KB" }
    upload_not_text { zh: "这不是文字文件。请上传 .toml 定义文件", en: "This is no text. Upload a definition, .toml" }
    upload_reader { zh: "读文件的程序说：", en: "The reader of the file says: " }
    upload_other(code: &str) { zh: "这个文件是表单「{code}」的", en: "This file is of the form “{code}”" }
    upload_same { zh: "和现行版本一样，没有改动", en: "It says the same as the version in force" }
    upload_urgent(name: &str) { zh: "问题「{name}」和它的选项要保留，名字不能改：求助急不急要看它。", en: "The question “{name}” and its options have to keep their names: how urgent a call is follows from it." }
    upload_not_now { zh: "别人刚上传或发布过，请看清楚再做", en: "Somebody else has just uploaded or published: look again first" }
    photo_number(number: usize) { zh: "照片 {number}", en: "Photo {number}" }
    photo_choose(most: usize) { zh: "选照片（最多 {most} 张）", en: "Choose photos (at most {most})" }
    photo_hint { zh: "JPEG、PNG 或 WebP，拍摄位置会去掉。照片不保存在本机：离开这一页再回来，要重新加。", en: "JPEG, PNG or WebP; the position is taken out. Photos are not kept on this device: who leaves this page adds them again." }
    photo_add { zh: "加上照片", en: "Add photos" }
    photo_drop(number: usize) { zh: "去掉照片 {number}", en: "Take photo {number} away" }
    photos_kept(count: usize) { zh: "{count} 张照片", en: "{count} photos" }
    added { zh: "新增", en: "New" }
    removed { zh: "去掉", en: "Gone" }
    changed { zh: "修改", en: "Changed" }
}
