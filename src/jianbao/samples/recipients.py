"""Who gets the invented bulletin: the distribution list of 云岭水泥集团, by groups as printed."""

from __future__ import annotations

from jianbao.samples.enterprise import DOMAIN, ROOT
from jianbao.samples.values import RecipientSample

_GROUPS = (
    ("集团领导", "main"),
    ("总部各部门", "main"),
    ("各分公司、子公司", "main"),
    ("集团党委办公室", "copy"),
    ("工会与团委", "copy"),
    ("内部留存", "file"),
)

# name, post, local part of the address, unit
_PEOPLE: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "集团领导": (
        ("段知南", "党委书记、董事长", "duanzhinan", ROOT),
        ("骆长庚", "党委副书记、总经理", "luochanggeng", ROOT),
        ("苏见山", "党委副书记", "sujianshan", ROOT),
        ("蒋云阔", "纪委书记", "jiangyunkuo", ROOT),
        ("俞北辰", "副总经理", "yubeichen", ROOT),
        ("严守正", "副总经理", "yanshouzheng", ROOT),
        ("楚怀瑾", "总会计师", "chuhuaijin", ROOT),
        ("鲁望川", "总工程师", "luwangchuan", ROOT),
    ),
    "总部各部门": (
        ("顾明川", "部长", "gumingchuan", "党群工作部"),
        ("白予墨", "副部长", "baiyumo", "党群工作部"),
        ("闻人杰", "部长", "wenrenjie", "安全环保部"),
        ("石敬亭", "科长", "shijingting", "安全环保部"),
        ("董知白", "部长", "dongzhibai", "财务部"),
        ("尹知秋", "科员", "yinzhiqiu", "财务部"),
        ("上官晴", "主任", "shangguanqing", ROOT),
        ("彭远帆", "部长", "pengyuanfan", ROOT),
        ("龚一诺", "部长", "gongyinuo", ROOT),
        ("薛听泉", "部长", "xuetingquan", ROOT),
        ("华静之", "主任", "huajingzhi", ROOT),
        ("莫逢春", "处长", "mofengchun", ROOT),
    ),
    "各分公司、子公司": (
        ("褚长河", "党委书记", "chuchanghe", "青石分公司"),
        ("萧立行", "综合办主任", "xiaolixing", "青石分公司"),
        ("何嘉木", "党支部书记", "hejiamu", "青石分公司烧成车间"),
        ("崔向晚", "党支部书记", "cuixiangwan", "青石分公司包装车间"),
        ("狄云松", "党委书记", "diyunsong", "白川分公司"),
        ("田小舟", "综合办主任", "tianxiaozhou", "白川分公司"),
        ("庄亦凡", "党支部书记", "zhuangyifan", "白川分公司余热发电车间"),
        ("计秋白", "党委书记", "jiqiubai", "红枫分公司"),
        ("阮星河", "综合办主任", "ruanxinghe", "红枫分公司"),
        ("翟临风", "党委书记", "zhailinfeng", "南坪矿业"),
        ("范知秋", "综合办主任", "fanzhiqiu", "南坪矿业"),
        ("罗青山", "采矿车间主任", "luoqingshan", "南坪矿业"),
        ("柏舟远", "党总支书记", "baizhouyuan", "云岭物流"),
        ("钱小满", "干事", "qianxiaoman", "云岭物流"),
        ("柳长青", "党总支书记", "liuchangqing", "云岭环保"),
        ("欧阳澈", "综合部部长", "ouyangche", "云岭环保"),
        ("叶归舟", "党支部书记", "yeguizhou", "技术中心"),
        ("邵堃", "综合室主任", "shaokun", "技术中心"),
        ("宁思齐", "党总支书记", "ningsiqi", "云岭建材"),
        ("方知远", "综合部部长", "fangzhiyuan", "云岭建材"),
        ("贺长歌", "党总支书记", "hechangge", "云岭装备"),
        ("项南枝", "综合部副部长", "xiangnanzhi", "云岭装备"),
        ("温向阳", "党支部书记", "wenxiangyang", "云岭新能源"),
        ("陶珺", "干事", "taojun", "云岭新能源"),
    ),
    "集团党委办公室": (
        ("穆清扬", "主任", "muqingyang", ROOT),
        ("林远桥", "副主任", "linyuanqiao", ROOT),
        ("管若水", "机要秘书", "guanruoshui", ROOT),
    ),
    "工会与团委": (
        ("梁静姝", "主席", "liangjingshu", "集团工会"),
        ("盛夏", "副主席", "shengxia", "集团工会"),
        ("古月明", "干事", "guyueming", "集团工会"),
        ("欧阳予安", "书记", "ouyangyuan", "集团团委"),
        ("易小北", "干事", "yixiaobei", "集团团委"),
    ),
    "内部留存": (
        ("档案室", "", "dangan", "党群工作部"),
        ("许清和", "责任编辑", "xuqinghe", "党群工作部"),
        ("谢鸣岐", "责任编辑", "xiemingqi", "党群工作部"),
        ("沈知行", "主编", "shenzhixing", "党群工作部"),
    ),
}
_ALSO = {"顾明川": "内部留存", "苏见山": "集团党委办公室", "梁静姝": "总部各部门"}
_WANT = {
    "段知南": "link",
    "鲁望川": "link",
    "罗青山": "attached",
    "庄亦凡": "attached",
    "许清和": "both",
}
_LEFT, _UNSUBSCRIBED = "莫逢春", "古月明"


def recipient_groups() -> tuple[tuple[str, str], ...]:
    """Give the groups in their order, each with its capacity: main, copy or file."""
    return _GROUPS


def recipients() -> tuple[RecipientSample, ...]:
    """Give everybody who was ever on the lists."""
    return tuple(
        RecipientSample(
            name=name,
            post=post,
            address=f"{local}@{DOMAIN}",
            unit=unit,
            groups=(group, *filter(None, (_ALSO.get(name),))),
            wants=_WANT.get(name, ""),
            left=name == _LEFT,
            unsubscribed=name == _UNSUBSCRIBED,
        )
        for group, rows in _PEOPLE.items()
        for name, post, local, unit in rows
    )
