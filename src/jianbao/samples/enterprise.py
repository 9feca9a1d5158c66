"""The invented enterprise 云岭水泥集团: its units and people. Nobody and nothing here exists."""

from __future__ import annotations

from jianbao.samples.values import PersonSample, Role, UnitSample

DOMAIN = "yunling.example"
MAILBOX = f"jianbao@{DOMAIN}"
ROOT = "云岭水泥集团"

_UNITS = (
    UnitSample(ROOT, None, ("集团公司", "云岭集团"), ("云岭水泥总厂",)),
    UnitSample("党群工作部", ROOT, ("集团党群工作部",), ("党委工作部",)),
    UnitSample("安全环保部", ROOT, ("安环部",)),
    UnitSample("财务部", ROOT, ("集团公司财务部",)),
    UnitSample("集团工会", ROOT, ("集团公司工会",)),
    UnitSample("集团团委", ROOT, ("集团公司团委",)),
    UnitSample("青石分公司", ROOT, ("云岭水泥青石分公司", "青石公司"), ("青石水泥厂",)),
    UnitSample("青石分公司烧成车间", "青石分公司", ("烧成车间",)),
    UnitSample("青石分公司包装车间", "青石分公司", ("包装车间",)),
    UnitSample("白川分公司", ROOT, ("云岭水泥白川分公司", "白川公司"), ("白川水泥厂",)),
    UnitSample("白川分公司余热发电车间", "白川分公司", ("余热发电车间",)),
    UnitSample("红枫分公司", ROOT, ("云岭水泥红枫分公司",), ("红枫岭水泥厂",)),
    UnitSample("南坪矿业", ROOT, ("南坪矿业公司", "云岭南坪矿业"), ("南坪石灰石矿",)),
    UnitSample("云岭物流", ROOT, ("云岭物流公司",), ("云岭汽车运输队",)),
    UnitSample("云岭环保", ROOT, ("云岭环保科技有限公司", "环保公司")),
    UnitSample("技术中心", ROOT, ("云岭水泥技术中心",), ("云岭水泥研究所",)),
    UnitSample("云岭建材", ROOT, ("云岭建材公司",), ("云岭混凝土公司",)),
    UnitSample("云岭装备", ROOT, ("云岭装备公司",), ("云岭水泥机修厂",)),
    UnitSample("云岭新能源", ROOT, ("云岭新能源公司", "新能源公司")),
)

_OFFICE: tuple[tuple[str, str, Role, str], ...] = (
    ("沈知行", "shenzhixing", "editor", "党群工作部"),
    ("许清和", "xuqinghe", "editor", "党群工作部"),
    ("谢鸣岐", "xiemingqi", "editor", "党群工作部"),
    ("江晚照", "jiangwanzhao", "reviewer", "党群工作部"),
    ("董知白", "dongzhibai", "reviewer", "财务部"),
    ("顾明川", "gumingchuan", "signer", ROOT),
    ("钟书白", "zhongshubai", "publisher", "党群工作部"),
    ("褚长河", "chuchanghe", "reader", "青石分公司"),
    ("柳长青", "liuchangqing", "reader", "云岭环保"),
    ("叶归舟", "yeguizhou", "administrator", "技术中心"),
)

_CORRESPONDENTS = (
    ("王青禾", "wangqinghe", "青石分公司"),
    ("邓云帆", "dengyunfan", "青石分公司"),
    ("吴可为", "wukewei", "青石分公司"),
    ("何嘉木", "hejiamu", "青石分公司烧成车间"),
    ("何小树", "hexiaoshu", "白川分公司"),
    ("田小舟", "tianxiaozhou", "白川分公司"),
    ("秦若谷", "qinruogu", "红枫分公司"),
    ("阮星河", "ruanxinghe", "红枫分公司"),
    ("冯一帆", "fengyifan", "南坪矿业"),
    ("范知秋", "fanzhiqiu", "南坪矿业"),
    ("罗青山", "luoqingshan", "南坪矿业"),
    ("孙望舒", "sunwangshu", "云岭物流"),
    ("钱小满", "qianxiaoman", "云岭物流"),
    ("周小川", "zhouxiaochuan", "云岭环保"),
    ("欧阳澈", "ouyangche", "云岭环保"),
    ("林见微", "linjianwei", "技术中心"),
    ("邵堃", "shaokun", "技术中心"),
    ("袁昇", "yuansheng", "技术中心"),
    ("方知远", "fangzhiyuan", "云岭建材"),
    ("宋采薇", "songcaiwei", "云岭建材"),
    ("贺长歌", "hechangge", "云岭装备"),
    ("温向阳", "wenxiangyang", "云岭新能源"),
    ("陶珺", "taojun", "云岭新能源"),
    ("梁静姝", "liangjingshu", "集团工会"),
    ("欧阳予安", "ouyangyuan", "集团团委"),
    ("尹知秋", "yinzhiqiu", "财务部"),
    ("石敬亭", "shijingting", "安全环保部"),
)


def units() -> tuple[UnitSample, ...]:
    """Give the units as a tree, every parent before its children."""
    return _UNITS


def people() -> tuple[PersonSample, ...]:
    """Give the people of the desk, then the correspondents (通讯员) of the units."""
    office = (
        PersonSample(name, f"{mail}@{DOMAIN}", role, unit) for name, mail, role, unit in _OFFICE
    )
    correspondents = (
        PersonSample(name, f"{mail}@{DOMAIN}", "contributor", unit)
        for name, mail, unit in _CORRESPONDENTS
    )
    return (*office, *correspondents)


def address_of(name: str) -> str:
    """Give the address of a person of the enterprise by name. Raises KeyError for a stranger."""
    return {person.name: person.address for person in people()}[name]
