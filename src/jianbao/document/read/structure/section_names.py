"""Names that bulletins give their sections (栏目): known ones, and how such names end."""

from __future__ import annotations

import re

_KNOWN_TABLE = """
要闻 要闻速递 要闻回顾 时政要闻 公司要闻 集团要闻 学校要闻 医院要闻 工作动态 动态 动态信息
基层动态 部门动态 基层党建 党建动态 党建要闻 党建工作 党建引领 理论学习 理论园地 学习园地
学习交流 经验交流 经验做法 先进典型 典型风采 典型引路 榜样力量 人物风采 员工风采 通知公告
公告 公示 上级精神 领导讲话 领导关怀 领导活动 政策速递 政策解读 政策法规 纪检监察 廉政建设
清风廉韵 警示教育 群团工作 青年之声 青年工作 工会动态 工会工作 统战工作 媒体聚焦 媒体关注
安全环保 安全生产 安全管理 生产经营 经营管理 改革创新 科技创新 项目建设 重点项目 心得体会
学思践悟 文化园地 职工文苑 文苑 简讯 一句话新闻 一句话简讯 图片新闻 图说新闻 重点工作
综合信息 综合新闻 信息集锦 数说 一线传真 基层传真 工作简讯 他山之石 行业动态 行业资讯
市场动态 热点聚焦 专题报道 特别报道 深度报道 调查研究 调研报告 调研与思考 建言献策 意见建议
问题反映 社情民意 表彰奖励 喜报 荣誉榜 光荣榜 红黑榜 人事任免 会议活动 大事记 下期预告
下步安排 下周安排 下月重点 工作安排 本周要闻 本月要闻 教学科研 教学动态 科研动态 招生就业
学生工作 校园文化 德育天地 家校共育 医疗质量 医教研 护理天地 健康科普 疫情防控 乡村振兴
为民服务 志愿服务 信访维稳 平安建设 编读往来 读者来信 卷尾语 数据 工具 资源 文章 新闻 活动
视频 图书 开源项目 本周话题 言论 文摘 往年回顾 訂閱 党旗飘扬 党史学习 主题教育 主题活动
文明创建 要聞 簡訊 消息 活動預告 會務消息 活動花絮 會員動態 學術交流 通告
"""
_KNOWN = frozenset(_KNOWN_TABLE.split())
_ENDING = re.compile(
    r"(?:动态|要闻|快讯|简讯|新闻|资讯|信息|园地|之窗|之声|之家|之友|风采|交流|视点|视窗|聚焦|速递|速览|播报|传真|看台|"
    r"天地|广角|纵横|掠影|撷英|集锦|点滴|感悟|论坛|课堂|讲堂|解读|提示|预告|预警|公告|专栏|专题|专刊|在线|进行时|"
    r"回声|回音|心语|榜样|先锋|人物|典型|标兵|荣誉榜|红榜|反馈|留言|进展|撷萃|文苑|副刊|数据|盘点|一览|行情|观察|时评|言论|摘编|导读|头条|关注|热点|前沿|建议|问答|"
    r"荣誉|表彰|喜报|大事记|備忘|動態|要聞|資訊|園地|風采|交流|預告|花絮)$"
)
_VERB = re.compile(r"召开|举行|举办|开展|组织|赴|获|荣|推进|推动|加强|落实|召開|舉行|舉辦|，|。|：")
_BLANKS = re.compile(r"[ \u3000·•]+")


def is_known_section(title: str) -> bool:
    """Say whether the text is a name that many bulletins use: 工作动态, 要 闻."""
    return _BLANKS.sub("", title) in _KNOWN


def is_section_like(title: str) -> bool:
    """Say whether a short text ends as names of sections end and tells no event."""
    title = _BLANKS.sub("", title)
    return title in _KNOWN or (
        2 <= len(title) <= 10 and bool(_ENDING.search(title)) and not _VERB.search(title)
    )


def tells_event(title: str) -> bool:
    """Say whether a heading tells what happened, as titles of articles do."""
    return bool(_VERB.search(title))
