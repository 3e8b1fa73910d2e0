//! Sentences of the map.

crate::messages! {
    overview { zh: "海南省各市县社工站分布示意图", en: "Sketch map of Hainan's stations by city and county" }
    area_link(name: &str, count: usize) { zh: "{name}，{count} 个站点", en: "{name}, {count} stations" }
    inset_link(name: &str, count: usize) { zh: "南海诸岛：{name}，{count} 个站点", en: "South China Sea Islands: {name}, {count} stations" }
    inset { zh: "南海诸岛", en: "South China Sea Islands" }
    sketch { zh: "示意图，不作划界依据", en: "A sketch, not evidence of any boundary" }
    review_number(number: &str) { zh: "审图号：{number}", en: "Map review number {number}" }
    review_none { zh: "审图号：待核发", en: "Map review number: not yet granted" }
    tiles_credit { zh: "底图：天地图，© 国家基础地理信息中心", en: "Background: Tianditu, © National Geomatics Center of China" }
    unplaced(count: usize) { zh: "另有 {count} 个站点位置待核实，只列在列表里。", en: "{count} more have no confirmed position and stand only in the list." }
    live { zh: "可缩放的地图", en: "Map you can zoom" }
    hint { zh: "用 Tab 键在标记之间移动，回车键选择，加减号缩放。", en: "Move between the marks with Tab, choose with Enter, zoom with plus and minus." }
    cluster(area: &str, count: usize) { zh: "{area}，{count} 个站点，放大查看", en: "{area}, {count} stations, zoom in" }
    cluster_across(area: &str, count: usize) { zh: "{area}等地，{count} 个站点，放大查看", en: "{area} and around, {count} stations, zoom in" }
    cluster_activities(area: &str, count: usize) { zh: "{area}，{count} 项活动，放大查看", en: "{area}, {count} activities, zoom in" }
    cluster_activities_across(area: &str, count: usize) { zh: "{area}等地，{count} 项活动，放大查看", en: "{area} and around, {count} activities, zoom in" }
    zoom_in { zh: "放大", en: "Zoom in" }
    zoom_out { zh: "缩小", en: "Zoom out" }
    whole { zh: "显示全岛", en: "Show the whole island" }
    position_refused { zh: "没有取得位置", en: "Your position could not be found" }
    locate { zh: "我的位置", en: "My position" }
}
