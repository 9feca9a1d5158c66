"""Where an editor would print each piece of the sample mailbox, written by hand from the texts
before any of it was composed.

Eight places of the series 云岭水泥党群工作, by one or two characters each; the first named is the
one an editor would choose, any other named is as well. A mail of several pieces counts them.
"""

from __future__ import annotations

PLACES = {
    "学": ("学·初心之源", ""),
    "党建": ("行·一线之声", "党建进行时篇"),
    "岗位": ("行·一线之声", "岗位建功篇"),
    "实事": ("行·一线之声", "为职工办实事篇"),
    "悟": ("悟·所思所得", ""),
    "青": ("青·团员之家", ""),
    "新": ("新·改革之窗", ""),
    "榜": ("榜·先锋风采", ""),
}
_TABLE = """
qingshi-kiln           岗位
qingshi-lecture        党建
qingshi-confined       岗位
qingshi-night-school   青 岗位
qingshi-dormitory      实事
qingshi-packing        岗位 新
qingshi-essay          悟
qingshi-crane-revised  岗位
baichuan-power         岗位
baichuan-joint         党建 岗位
baichuan-gallery       岗位 党建
baichuan-family-day    实事
baichuan-appointment   新
baichuan-watch         青
baichuan-essay         悟
baichuan-briefs#1      实事
baichuan-briefs#2      党建
baichuan-briefs#3      实事 岗位
nanping-blast          岗位
nanping-green          岗位
nanping-truck          岗位 新
nanping-rescue         实事 岗位 党建
nanping-grid           新 岗位
nanping-essay          悟
hongfeng-night         岗位
hongfeng-profile       榜
hongfeng-three#1       党建
hongfeng-three#2       新 岗位
hongfeng-three#3       实事
wuliu-driver           榜 岗位
wuliu-home             实事
wuliu-rail             岗位 新
wuliu-classroom        党建
huanbao-sludge         岗位 新
huanbao-open-day       岗位 实事
huanbao-lab            榜 岗位
huanbao-contract       岗位 新
huanbao-drill          岗位
jishu-clinker          岗位 新
jishu-lab              岗位 新
jishu-mentor           岗位 新
jishu-essay            悟
jiancai-pump           岗位
jiancai-complaint      新 岗位
jiancai-women          榜 岗位
zhuangbei-bucket       岗位
zhuangbei-branch       党建 岗位
xinneng-solar          岗位 新
xinneng-storage        岗位
gonghui-health         实事
gonghui-books          实事
gonghui-skills         岗位 实事
tuanwei-volunteers     青
tuanwei-contest        青
caiwu-card             新
anhuan-inspection      岗位 新
anhuan-minutes         新 岗位
stranger               悟
"""
GOLD = {
    name: [PLACES[place] for place in places]
    for name, *places in map(str.split, _TABLE.strip().splitlines())
}
LEFT_OUT = {
    "qingshi-crane": "superseded",
    "qingshi-drill": "duplicate",
    "nanping-rescue-again": "duplicate",
    "nanping-spring": "printed",
    "anhuan-figures": "no-text",
    "zhuangbei-broken": "unreadable",
    "caiwu-locked": "unreadable",
    "forgotten": "empty",
    "absence": "auto-reply",
    "bounce": "bounce",
    "worded-bounce": "bounce",
    "delay": "delay",
}
