"""How names of organisations end, and whether a text can be one; never which ones exist."""

from __future__ import annotations

import re

from jianbao.language.characters import is_han
from jianbao.language.words import read_words

# Endings of two and more characters, whatever stands before them: firms; government, party and
# people's bodies; parts of an organisation; schools, hospitals, research; traditional forms.
_LONG_TABLE = """
有限责任公司 股份有限公司 有限公司 集团公司 分公司 子公司 总公司 公司 集团 股份 控股 实业 企业
铝业 铜业 矿业 钢铁 煤业 药业 置业 物业 纸业 酒业 乳业 盐业 林业 渔业 农业 牧业 种业 锌业 钛业
镍业 镁业 茶业 糖业 鞋业 影业 医药 制药 纺织 粮油 稀土 能源 电力 电网 供电 热电 水电 核电 风电
光伏 石油 石化 化工 化学 水泥 建材 建设 建工 建筑 路桥 铁路 公路 高速 交通 航空 航天 港务 港口
港航 海运 航运 物流 国贸 贸易 商贸 投资 资本 证券 银行 支行 分行 信托 保险 基金 租赁 科技 软件
信息 电子 通信 电信 移动 联通 传媒 出版社 报社 新材料 新材 材料 机械 重工 重机 装备 制造 汽车 船舶
水务 水利 燃气 环保 环境 地产 文旅 旅游 酒店 商场 超市 农场 林场 牧场 茶场 渔场 人民政府 政府 党委
党组 党支部 党总支 支部 总支 省委 市委 县委 区委 州委 旗委 纪委 监委 团省委 团市委 团县委 团区委
团委 团支部 工会 妇联 工委 党工委 管委会 居委会 村委会 业委会 委员会 理事会 董事会 监事会 学生会
教代会 职代会 联合会 协会 学会 商会 研究会 基金会 办事处 指挥部 领导小组 工作组 巡察组 巡视组 专班
工作队 支队 总队 大队 中队 分局 总局 街道 街道办 社区 政协 人大 法院 检察院 法庭 审判庭 立案庭
仲裁庭 电视台 广播电台 气象台 公安局 派出所 税务局 供销社 合作社 信用社 办公室 办公厅 工作部
事业部 财务部 宣传部 组织部 人力资源部 部门 本部 总部 分部 中心 车间 工段 工区 务段 客运段 供电段
车辆段 班组 项目部 项目组 经理部 编辑部 门诊部 住院部 党办 院办 校办 厂办 团总支 分会 分厂 机关
总支部 年级 科室 院系 大学 学院 学校 中学 小学 高中 初中 幼儿园 党校 干校 职校 技校 研究院 研究所
研究室 实验室 医院 卫生院 卫生所 诊所 门诊 病区 病房 急诊科 护理部 医务科 图书馆 博物馆 文化馆
体育馆 档案馆 纪念馆 剧团 剧院 书院 设计院 规划院 检测站 监测站 收费站 加油站 变电站 电厂 泵站
水厂 有限責任公司 集團 辦公室 委員會 協會 學會 大學 學院 學校 中學 小學 醫院 銀行 圖書館 博物館
總部 社區 黨委 團委 工會 聯合會 編輯部 研究會 基金會 事務所 辦事處
"""
LONG_SUFFIXES = tuple(_LONG_TABLE.split())
# One character that always ends a unit here, and ones that end people's names too.
_STRONG = "厂矿部处科室局院校所站办馆厅署系廠礦處辦館廳園园"
_WEAK = "社队组团会委县市镇乡村区省州班连营行店港站組隊團會縣鎮鄉區連營屯旗盟"

_BRACKETED_TAIL = re.compile(r"[（(][^（）()]{1,12}[）)]$")
_NO_NAME = re.compile(r"[，。；：！？“”‘’《》]|^[的了和与及在是为]")

_NUMBERED = "中小幼高建冶"  # 江城二中, 中国一冶
_DIGITS = "一二三四五六七八九十"
_REGROUPING = ("重组", "改组", "分组", "编组", "换组", "小组", "词组", "数组")  # 语文组 is a unit
_OPENS_NONE = (
    *"从由据以自为是在的和与及这那左右前后如见另其请",
    *"欢迎 敬请 根据 数据 资料 图片 照片 本期 下期 上期".split(),
)
_ENDS_NONE = (*"人者奖手范兵长师挥词图画诗曲唱演饰名等目好年月日时级员", "现场", "合影", "剪影")
_ROLES = ("roles", "roles_of_many", "honours")


def may_be_unit(text: str) -> bool:
    """Say whether `text`, alone before names of people, can be a unit whatever its ending.

    Roles, prizes and turns of phrase (党委书记, 一等奖, 从左至右) are none.
    """
    if is_unit_name(text):
        return True
    plain = 3 <= len(text) <= 16 and is_han(text)
    if not plain or text.startswith(_OPENS_NONE) or text.endswith(_ENDS_NONE):
        return text.endswith("队员") and is_unit_name(text[:-1])
    tails = (text[-length:] for length in range(2, 6))
    return not any(tail in read_words(table) for tail in tails for table in _ROLES)


def is_unit_name(text: str) -> bool:
    """Say whether `text` ends as names of organisations end: 云岭水泥集团, 党群工作部, 第二车间.

    A closing bracket (青江港务（集团）) is looked through. Two or three characters that end in one
    that people's names end in too (李新社) are no unit.
    """
    text = _BRACKETED_TAIL.sub("", text).strip()
    if len(text) < 2 or _NO_NAME.search(text):
        return False
    if text.endswith(LONG_SUFFIXES) or text[-1] in _STRONG:
        return True
    if _is_counted(text) or (len(text) == 3 and is_han(text) and _is_group(text)):
        return True
    return text[-1] in _WEAK and not (len(text) < 4 and is_han(text))


def _is_counted(text: str) -> bool:
    """Say whether `text` ends as schools and works do that are counted: 江城二中."""
    return len(text) > 2 and text[-1] in _NUMBERED and text[-2] in _DIGITS and is_han(text[-3])


def _is_group(text: str) -> bool:
    return text.endswith("组") and not text.endswith(_REGROUPING)
