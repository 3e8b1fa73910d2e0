//! Sentences about the journal.

crate::messages! {
    title { zh: "流水", en: "Journal" }
    lead { zh: "谁在什么时候做了什么。只能增加，不能改动。", en: "Who did what, and when. It is only added to, and nothing in it can be changed." }
    unit { zh: "单位", en: "Unit" }
    kind { zh: "事项", en: "What" }
    every_kind { zh: "全部", en: "Everything" }
    record { zh: "记录编号", en: "Record" }
    from_day { zh: "从（含）", en: "From" }
    until_day { zh: "到（含）", en: "Until" }
    day_hint { zh: "写成 2026-11-24", en: "Written as 2026-11-24" }
    day_wrong { zh: "日期请写成 2026-11-24 的样子", en: "Write the day as 2026-11-24" }
    search { zh: "查询", en: "Search" }
    reset { zh: "重置", en: "Reset" }
    when { zh: "时间", en: "When" }
    number { zh: "序号", en: "Number" }
    who { zh: "谁", en: "Who" }
    outcome { zh: "结果", en: "Outcome" }
    done { zh: "已办理", en: "Done" }
    refused { zh: "被拒绝", en: "Refused" }
    count(count: usize) { zh: "共 {count} 条", en: "{count} rows" }
    none { zh: "没有符合条件的流水。", en: "No row fits." }
    export { zh: "导出 CSV", en: "Export as CSV" }
    export_note(most: usize) { zh: "最多导出 {most} 条；导出本身也会记入流水。", en: "{most} rows at most; exporting is written down too." }
    row_title(number: i64) { zh: "流水第 {number} 条", en: "Row {number} of the journal" }
    before { zh: "之前", en: "Before" }
    after { zh: "之后", en: "After" }
    field { zh: "内容", en: "Field" }
    no_fields { zh: "这一条没有改动内容。", en: "This row changed no content." }
    erased { zh: "已删除，无法再读", en: "Erased, and unreadable for ever" }
    nothing { zh: "--", en: "--" }
    reason { zh: "理由", en: "Reason" }
    hash { zh: "校验值", en: "Hash" }
    read_noted { zh: "打开这一条已记入流水。", en: "That this row was opened has been written down." }
    back { zh: "回到流水", en: "Back to the journal" }
    volunteer { zh: "志愿者本人", en: "the volunteer" }
    stranger { zh: "未登录的人", en: "somebody not signed in" }
    operator { zh: "系统运维", en: "the operator" }
    clock { zh: "系统", en: "the program" }
    kind_invite { zh: "邀请", en: "Invitation" }
    kind_link { zh: "生成链接", en: "Link made" }
    kind_set_password { zh: "设置密码", en: "Password set" }
    kind_set_second_factor { zh: "绑定验证器", en: "Second factor set" }
    kind_sign_in { zh: "登录", en: "Sign-in" }
    kind_second_step { zh: "登录第二步", en: "Second step" }
    kind_sign_out { zh: "退出登录", en: "Sign-out" }
    kind_forget_second_factor { zh: "解除验证器", en: "Second factor taken away" }
    kind_renew_second_factor { zh: "开始绑定验证器", en: "Second step to be set up" }
    kind_new_recovery_codes { zh: "更换备用码", en: "Recovery codes renewed" }
    kind_prove { zh: "再次确认身份", en: "Shown once more who it is" }
    kind_ask_back { zh: "请求重新登录", en: "Asked to be let back in" }
    kind_give_role { zh: "增加角色", en: "Role given" }
    kind_end_role { zh: "结束角色", en: "Role ended" }
    kind_hand_over { zh: "离职交接", en: "Handed over" }
    kind_enable { zh: "恢复账号", en: "Account enabled again" }
    kind_disable { zh: "停用账号", en: "Account disabled" }
    kind_read { zh: "查看", en: "Read" }
    kind_export { zh: "导出", en: "Export" }
    kind_import { zh: "导入表格", en: "Import a workbook" }
    kind_draft_activity { zh: "起草活动", en: "Activity drafted" }
    kind_amend_activity { zh: "修改活动", en: "Activity changed" }
    kind_add_shift { zh: "增加班次", en: "Shift added" }
    kind_drop_shift { zh: "删除班次", en: "Shift taken out" }
    kind_submit_activity { zh: "提交活动审核", en: "Activity handed over for a look" }
    kind_send_activity_back { zh: "退回活动", en: "Activity sent back" }
    kind_publish_activity { zh: "发布活动", en: "Activity published" }
    kind_cancel_shift { zh: "取消班次", en: "Shift called off" }
    kind_cancel_activity { zh: "取消活动", en: "Activity cancelled" }
    kind_close_activity { zh: "结束活动", en: "Activity closed" }
    kind_note_attendance { zh: "点名到场", en: "Volunteer noted as present" }
    kind_note_absence { zh: "点名未到", en: "Volunteer noted as absent" }
    kind_confirm_hours { zh: "确认服务时长", en: "Hours confirmed" }
    kind_ask_hours { zh: "补记服务时长", en: "Hours without an attendance asked for" }
    kind_agree_hours { zh: "同意补记时长", en: "Hours without an attendance agreed to" }
    kind_refuse_hours { zh: "不同意补记时长", en: "Hours without an attendance not agreed to" }
    kind_ask_for_correction { zh: "志愿者申请更正服务记录", en: "Correction of a record of service asked for" }
    kind_answer_correction { zh: "答复服务记录更正申请", en: "Correction of a record of service answered" }
    kind_not_count_hours { zh: "不计服务时长", en: "No hours counted" }
    kind_take_back_hours { zh: "撤回服务时长", en: "Hours taken back" }
    kind_name_partner { zh: "安排搭档社工", en: "Social worker named who goes along" }
    kind_upload_form { zh: "上传表单", en: "Upload a form" }
    kind_publish_form { zh: "发布表单", en: "Publish a form" }
    kind_drop_form { zh: "放弃表单草稿", en: "Drop the draft of a form" }
    kind_remind { zh: "预约提醒", en: "Asked for a reminder" }
    kind_leave { zh: "不再提醒", en: "Left the reminder" }
    by_whom { zh: "经办人的登录名", en: "Who acted, by their sign-in name" }
    kind_add { zh: "新增", en: "Added" }
    kind_amend { zh: "修改", en: "Changed" }
    kind_send_again { zh: "再发一次消息", en: "Sent a message again" }
    kind_arrived { zh: "确认消息已收到", en: "Said that a message arrived" }
    kind_retire { zh: "归档移出", en: "Retired to an archive" }
    field_name { zh: "姓名", en: "Name" }
    field_sign_in_name { zh: "登录名", en: "Sign-in name" }
    field_role { zh: "角色", en: "Role" }
    field_unit { zh: "单位", en: "Unit" }
    field_state { zh: "账号状态", en: "State of the account" }
    field_contact { zh: "号码或邮箱", en: "Number or address" }
    field_occasions { zh: "事项", en: "Occasion" }
    field_lead_days { zh: "提前天数", en: "Days before" }
    field_title_zh { zh: "名称（中文）", en: "Name in Chinese" }
    field_title_en { zh: "名称（英文）", en: "Name in English" }
    field_from { zh: "第一天", en: "First day" }
    field_term { zh: "角色编号", en: "Role by its id" }
    field_to { zh: "接手的人", en: "Who takes over" }
    field_until { zh: "最后一天", en: "Last day" }
    field_source { zh: "依据", en: "Source" }
    field_published { zh: "已公布", en: "Published" }
    field_rows { zh: "条数", en: "Rows" }
    kind_back_up { zh: "备份", en: "Backup" }
    kind_remove_backup { zh: "删除备份", en: "Backup taken away" }
    kind_restore { zh: "从备份恢复", en: "Restored from a backup" }
    kind_rotate_keys { zh: "更换主密钥", en: "Master key changed" }
    kind_enrol { zh: "登记平板", en: "Tablet enrolled" }
    kind_revoke { zh: "停用平板", en: "Tablet revoked" }
    kind_purge_demo { zh: "清除演示数据", en: "Demo data taken out" }

    kind_edit_station { zh: "修改站点信息", en: "Change a unit" }
    kind_close_today { zh: "登记当天关闭", en: "Close for a day" }
    kind_reopen_today { zh: "恢复当天开放", en: "Open after all" }
    kind_verify_station { zh: "核对站点信息", en: "Say that a unit's entry is right" }
    kind_reach_stage { zh: "登记建设阶段", en: "Note a stage of a unit's life" }
    kind_add_station { zh: "新增站点", en: "Add a unit" }
    kind_merge_station { zh: "合并站点", en: "Merge a unit" }
    kind_close_station { zh: "撤销站点", en: "Close a unit for good" }
    field_certificate_number { zh: "证明编号", en: "Number of the certificate" }
    field_volunteer { zh: "志愿者", en: "Volunteer" }
    field_hours_given { zh: "服务时间合计（小时）", en: "Hours in all" }
    field_columns { zh: "导出列", en: "Columns" }
    kind_issue_certificate { zh: "出具志愿服务证明", en: "Certificate of hours issued" }
    kind_revoke_certificate { zh: "撤销志愿服务证明", en: "Certificate of hours revoked" }
    kind_erase_certificate { zh: "删除志愿服务证明的内容", en: "Content of a certificate erased" }
    kind_renew_certificate_key { zh: "更换证明的签名密钥", en: "Key that signs certificates renewed" }
    kind_export_hours { zh: "导出志愿服务时间", en: "Hours exported" }
    kind_return_hours { zh: "标记未录入全国系统", en: "Hours noted as refused by the national system" }
    kind_correct_hours { zh: "标记全国系统已更正", en: "Hours noted as corrected in the national system" }
    kind_enter_hours { zh: "标记已录入全国系统", en: "Hours noted as entered in the national system" }
    kind_keep_hours_columns { zh: "修改全国系统的导出列", en: "Columns for the national system changed" }
    kind_add_photo { zh: "添加照片", en: "Add a photo" }
    kind_remove_photo { zh: "移除照片", en: "Remove a photo" }
    kind_put_back_photo { zh: "放回照片", en: "Put a photo back" }
    kind_edit_premises { zh: "修改场地设施清单", en: "Change the premises of a unit" }
    kind_keep_setting { zh: "修改系统设置", en: "Change a setting" }
    kind_post_need { zh: "发布需求", en: "A need posted" }
    kind_amend_need { zh: "修改需求", en: "A need changed" }
    kind_ask_volunteers { zh: "邀请志愿者", en: "Volunteers asked" }
    kind_accept_need { zh: "志愿者愿意来", en: "A volunteer would come" }
    kind_decline_need { zh: "志愿者不能来", en: "A volunteer cannot come" }
    kind_agree_to_volunteer { zh: "同意志愿者来", en: "Agreed that a volunteer comes" }
    kind_pass_volunteer { zh: "这次不用志愿者", en: "A volunteer not taken this time" }
    kind_take_ask_back { zh: "收回邀请", en: "An invitation taken back" }
    kind_withdraw_from_need { zh: "志愿者不来了", en: "A volunteer does not come after all" }
    kind_call_need_off { zh: "取消需求", en: "A need called off" }
    kind_close_need { zh: "结束需求", en: "A need closed" }
    kind_expire_need { zh: "需求过期", en: "A need over" }
    kind_erase_need { zh: "删除需求内容", en: "What was said of a need erased" }
    kind_register_volunteer { zh: "登记志愿者", en: "Register as a volunteer" }
    kind_register_volunteer_at_station { zh: "社工站代为登记志愿者", en: "Register a volunteer from paper" }
    kind_change_volunteer_phone { zh: "更换志愿者手机号", en: "Change a volunteer's mobile number" }
    kind_amend_volunteer { zh: "更正志愿者资料", en: "Correct a volunteer's data" }
    kind_agree_to_volunteering { zh: "同意志愿服务协议", en: "Agree to the agreement on volunteering" }
    kind_admit_volunteer { zh: "通过志愿者", en: "Let a volunteer in" }
    kind_hold_volunteer { zh: "要先审核志愿者", en: "Look at a volunteer first" }
    kind_pause_volunteer { zh: "暂停志愿者", en: "Let a volunteer pause" }
    kind_refuse_volunteer { zh: "不通过志愿者", en: "Refuse a volunteer" }
    kind_leave_volunteering { zh: "退出志愿服务", en: "Stop volunteering" }
    kind_return_to_volunteering { zh: "回来做志愿者", en: "Come back as a volunteer" }
    kind_give_password_slip { zh: "给志愿者设置密码的网址", en: "Give a volunteer an address to set a password at" }
    kind_set_volunteer_password { zh: "志愿者设置密码", en: "Set a password as a volunteer" }
    kind_take_volunteer_password { zh: "志愿者不再使用密码", en: "Take one's password as a volunteer away" }
    kind_note_training { zh: "记录志愿者培训", en: "Note a training" }
    kind_note_award { zh: "记录志愿者表彰奖励", en: "Note an award" }
    kind_note_evaluation { zh: "记录志愿服务评价", en: "Note an evaluation" }
    kind_take_note_back { zh: "撤回志愿者的一条记录", en: "Take a note of a volunteer back" }
    kind_withdraw_guardian_consent { zh: "监护人收回同意", en: "A guardian takes their consent back" }
    kind_renew_guardian_consent { zh: "监护人重新同意", en: "A guardian agrees anew" }
    kind_set_volunteer_approval { zh: "新志愿者要不要先通过", en: "Whether volunteers who are new wait" }
    kind_open_volunteer { zh: "打开志愿者个人资料", en: "Open what is personal of a volunteer" }
    kind_erase_volunteer { zh: "删除志愿者资料", en: "Erase a volunteer" }
    kind_set_target { zh: "下达覆盖目标", en: "Set a target" }
    field_phone { zh: "电话", en: "telephone" }
    field_hours { zh: "每周开放时间", en: "hours of the week" }
    field_holidays { zh: "节假日", en: "public holidays" }
    field_name_zh { zh: "名称（中文）", en: "name in Chinese" }
    field_name_en { zh: "名称（英文）", en: "name in English" }
    field_pinyin { zh: "拼音", en: "syllables of the name" }
    field_aliases { zh: "别名", en: "other names" }
    field_address_zh { zh: "地址（中文）", en: "address in Chinese" }
    field_address_en { zh: "地址（英文）", en: "address in English" }
    field_door { zh: "门口位置", en: "position of the door" }
    field_serves { zh: "服务区域", en: "area served" }
    field_rooms { zh: "功能室", en: "function rooms" }
    field_access { zh: "无障碍", en: "accessibility" }
    field_services { zh: "服务项目", en: "services offered" }
    field_special_services { zh: "特色服务", en: "special services" }
    field_key_project_zh { zh: "重点项目（中文）", en: "key project in Chinese" }
    field_key_project_en { zh: "重点项目（英文）", en: "key project in English" }
    field_mode { zh: "建设模式", en: "construction mode" }
    field_programmes { zh: "批次和试点", en: "batches and pilots" }
    field_day { zh: "日子", en: "the day" }
    field_reason { zh: "关闭原因", en: "why it is closed" }
    field_verified_on { zh: "核对日期", en: "day of checking" }
    field_stage { zh: "阶段", en: "stage reached" }
    field_on { zh: "日期", en: "date" }
    field_proof { zh: "依据", en: "document" }
    field_into { zh: "并入", en: "merged into" }
    field_division { zh: "所在地区", en: "where it stands" }
    field_slug { zh: "网址用词", en: "word in the address" }
    field_kind { zh: "类型", en: "what it is" }

    kind_complain { zh: "提交投诉或建议", en: "Complaint sent" }
    kind_admit_complaint { zh: "确认受理", en: "Complaint admitted" }
    kind_set_complaint_aside { zh: "不予受理", en: "Complaint set aside" }
    kind_take_complaint { zh: "开始办理投诉或建议", en: "Complaint taken" }
    kind_pass_complaint { zh: "转办投诉或建议", en: "Complaint passed on" }
    kind_answer_complaint { zh: "答复投诉或建议", en: "Complaint answered" }
    kind_close_complaint { zh: "办结投诉或建议", en: "Complaint closed" }
    kind_object_to_answer { zh: "对答复不满意", en: "Not satisfied with an answer" }
    kind_erase_complaint { zh: "到期删除投诉或建议", en: "Complaint deleted after its time" }
    kind_ask_for_help { zh: "求助", en: "Call for help" }
    kind_admit_help { zh: "受理求助", en: "Call for help admitted" }
    kind_set_help_aside { zh: "不予受理求助", en: "Call for help set aside" }
    kind_assign_help { zh: "分派求助", en: "Call for help assigned" }
    kind_reach_caller { zh: "联系上求助人", en: "Caller reached" }
    kind_miss_caller { zh: "没联系上求助人", en: "Caller not reached" }
    kind_retract_contact { zh: "撤回联系记录", en: "Contact taken back" }
    kind_advise_caller { zh: "答复求助人", en: "Caller advised" }
    kind_plan_visit { zh: "约好上门", en: "Visit arranged" }
    kind_cancel_visit { zh: "取消上门", en: "Visit withdrawn" }
    kind_record_service { zh: "服务记录", en: "Service recorded" }
    kind_refer_help { zh: "转介求助", en: "Call for help handed on" }
    kind_confirm_referral { zh: "对方接收转介", en: "Handing on confirmed" }
    kind_take_help_back { zh: "收回转介", en: "Call for help taken back" }
    kind_pass_help { zh: "转办求助", en: "Call for help passed on" }
    kind_urge_help { zh: "求助标为紧急", en: "Call for help marked as urgent" }
    kind_look_into_help { zh: "上级查看求助", en: "Call for help read by the office above" }
    kind_note_help { zh: "求助备注", en: "Note on a call for help" }
    kind_join_help { zh: "合并求助", en: "Calls for help joined" }
    kind_part_help { zh: "取消合并求助", en: "Calls for help parted" }
    kind_close_help { zh: "办结求助", en: "Call for help closed" }
    kind_give_help_up { zh: "联系不上，办结求助", en: "Call for help closed: not to be reached" }
    kind_add_to_help { zh: "求助人补充", en: "Caller added something" }
    kind_rate_help { zh: "求助人评价", en: "Caller said how it was" }
    kind_reopen_help { zh: "重新打开求助", en: "Call for help opened again" }
    kind_erase_help { zh: "到期删除求助", en: "Call for help deleted after its time" }
    field_about { zh: "关于", en: "about whom" }
    field_level { zh: "由谁办理", en: "lies with" }
    field_text { zh: "内容", en: "what was said" }
}

crate::messages! {
    kind_draft_catalogue { zh: "起草服务清单", en: "Draft of the catalogue begun" }
    kind_edit_catalogue { zh: "修改清单草稿", en: "Draft of the catalogue changed" }
    kind_add_service { zh: "清单草稿新增项目", en: "Service added to the draft" }
    kind_withdraw_service { zh: "清单草稿撤下项目", en: "Service taken out of the draft" }
    kind_move_service { zh: "清单草稿调整顺序", en: "Service moved in the draft" }
    kind_publish_catalogue { zh: "发布服务清单", en: "Catalogue published" }
    kind_reopen_catalogue { zh: "待生效清单改回草稿", en: "Scheduled catalogue made a draft again" }
    kind_discard_catalogue { zh: "放弃清单草稿", en: "Draft of the catalogue discarded" }
    kind_activate_catalogue { zh: "服务清单生效", en: "Catalogue in force" }
    kind_map_services { zh: "服务项目随清单更新", en: "Services follow the catalogue" }
    kind_add_guide { zh: "新增政策指南", en: "Guide added" }
    kind_edit_guide { zh: "修改政策指南草稿", en: "Draft of a guide changed" }
    kind_draft_guide { zh: "起草政策指南", en: "Draft of a guide begun" }
    kind_publish_guide { zh: "发布政策指南", en: "Guide published" }
    kind_withdraw_guide { zh: "撤下政策指南", en: "Guide withdrawn" }
    kind_discard_guide { zh: "放弃政策指南草稿", en: "Draft of a guide discarded" }
    field_question { zh: "问题", en: "the question" }
    field_summary { zh: "一句话介绍", en: "the summary" }
    field_plain { zh: "通俗说明", en: "in plain words" }
    field_content { zh: "服务内容", en: "the content" }
    field_who { zh: "对象", en: "for whom" }
    field_how { zh: "怎么做", en: "how it works" }
    field_standard { zh: "频次和标准", en: "how soon, how often" }
    field_bring { zh: "带什么", en: "what to bring" }
    field_keywords { zh: "搜索用词", en: "words people type" }
    field_policies { zh: "相关政策指南", en: "guides that belong to it" }
    field_sensitive { zh: "需要能快速离开的页面", en: "a page to leave quickly" }
    field_restricted { zh: "记录受限", en: "records are restricted" }
    field_official { zh: "正式清单", en: "official list" }
    field_status { zh: "清单说明", en: "what this list is" }
    field_domain { zh: "领域", en: "the domain" }
    field_county { zh: "市县", en: "city or county" }
    field_what { zh: "这是什么", en: "what it is" }
    field_papers { zh: "材料", en: "which papers" }
    field_where { zh: "去哪里办", en: "where to go" }
    field_steps { zh: "怎么办", en: "step by step" }
    field_good_to_know { zh: "还要知道", en: "good to know" }
    field_hotlines { zh: "热线", en: "numbers to call" }
    field_sources { zh: "依据", en: "what it was written from" }
    field_checked_on { zh: "核对日期", en: "checked on" }
    field_mapping { zh: "编码变化", en: "what became of codes" }
    field_note { zh: "说明", en: "the note" }
    field_place { zh: "位置", en: "its place" }
    field_document { zh: "整份清单", en: "the whole list" }
    in_chinese(field: &str) { zh: "{field}（中文）", en: "{field}, in Chinese" }
    in_english(field: &str) { zh: "{field}（英文）", en: "{field}, in English" }
    kind_employ { zh: "登记任职", en: "Enter somebody in the register" }
    kind_amend_post { zh: "更正任职", en: "Correct an entry of the register" }
    kind_end_post { zh: "结束任职", en: "End a post" }
    kind_reveal_certificate { zh: "查看证书编号", en: "Certificate number read" }
    kind_add_agency { zh: "登记合作单位", en: "Enter a local agency" }
    kind_amend_agency { zh: "更正合作单位", en: "Correct a local agency" }
    kind_end_agency { zh: "结束合作", en: "End the work with an agency" }
    field_parent { zh: "上级单位", en: "unit above" }
    field_post { zh: "岗位", en: "the post" }
    field_employer { zh: "用人单位", en: "the employer" }
    field_qualification { zh: "职业资格", en: "the qualification" }
    field_certificate { zh: "证书编号", en: "certificate number" }
    field_account { zh: "登录账号", en: "the account" }
    field_offers_zh { zh: "提供什么（中文）", en: "what it offers, in Chinese" }
    field_offers_en { zh: "提供什么（英文）", en: "what it offers, in English" }
    field_since { zh: "合作开始", en: "working together since" }
    field_digest { zh: "图片摘要", en: "Digest of the picture" }
    field_removed { zh: "是否移除", en: "Whether removed" }
    field_details { zh: "登记的资料", en: "what was registered" }
    field_noted { zh: "记录的内容", en: "what was noted" }
    field_public { zh: "对公众显示", en: "shown to the public" }
}
