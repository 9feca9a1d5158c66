from __future__ import annotations

import pytest

from jianbao.document.proof import proofread
from jianbao.document.proof.patterns import compiled
from jianbao.document.proof.rules.confusables import (
    CONFUSABLES,
    OFFICIAL,
    PREFERRED,
    REDUNDANT,
)
from jianbao.document.proof.rules.misspellings import MISSPELLINGS

from document.proof.proof_sample import sample

WRONG = """
他为企业做出了重要贡献 做出 作出
截止5月底，任务全部完成 截止 截至
截止目前，任务全部完成 截止 截至
首台设备下线既二期项目投产仪式举行 既 暨
二期项目既将投产 既将 即将
既便是雨天也不停工 既便 即便
既使遇到困难，也要按时完成 既使 即使
即学理论知识，又练实际本领 即 既
这件事给人深刻启事。 启事 启示
全厂上下齐心度过了难关 度过 渡过
职工们一起渡过了春节 渡过 度过
公布权利清单，接受监督 权利 权力
依法维护职工合法权力。 权力 权利
制订了安全管理条例 制订 制定
群众反应的问题得到解决 反应 反映
避免连锁反映。 反映 反应
当前安全形式严峻 形式 形势
反对形势主义，为基层减负 形势 形式
送去米面油等必须品 必须 必需
干工作必需坚持安全第一 必需 必须
新厂区座落在青江西岸 座落 坐落
夜色里的港口好象一幅画 好象 好像
调取了图象资料 图象 图像
现场录象已经保存 录象 录像
全面防犯化解风险 防犯 防范
厂部按排专人值守 按排 安排
已按装摄像头十台 按装 安装
把安全做为头等大事 做为 作为
每月十日结帐。 结帐 结账
会计记帐要及时 记帐 记账
每周对帐一次 对帐 对账
已办理转帐手续 转帐 转账
搭起抗震账篷 账 帐
职工登陆系统办理 登陆 登录
台风将登录我国东南沿海 登录 登陆
做企业发展的一份子。 一份子 一分子
部份职工参加 部份 部分
化验成份合格 成份 成分
干好本份工作 本份 本分
改制为股分有限公司 股分 股份
凭身分证领取 身分 身份
认真的落实了各项措施 的 地
这项工作做的很好。 做的 做得
厂区变的更加整洁 变的 变得
取的了优异成绩 取的 取得
获的了一致好评 获的 获得
力争在创佳绩 在 再
改造正再进行 正再 正在
项目以经建成投产 以经 已经
给于大力支持 给于 给予
对先进个人于以表彰 于以 予以
对青年寄于厚望 寄于 寄予
山洪爆发时及时转移 爆发 暴发
处置燃气泄露事故 泄露 泄漏
严防泄漏秘密 泄漏 泄露
大桥合拢仪式举行 合拢 合龙
改革举措倍受关注 倍受 备受
现场有俩个出口 俩个 两个
那怕是一颗螺丝也不放过 那怕 哪怕
遇事不防先听听职工意见 不防 不妨
继续精减会议 精减 精简
拟好调研题纲。 题纲 提纲
办理注消登记 注消 注销
谨防落入陷井。 陷井 陷阱
制做宣传展板 制做 制作
开展校企合做项目 合做 合作
""".strip().split("\n")

RIGHT = """
他亲手做出了一套工具。
报名截止5月底，请抓紧时间。
既要抓安全，又要抓进度；既便于管理，又便于检修。
即使遇到困难，也要按时完成。
走廊里贴着招聘启事。
他在港口度过了三十年。
渡过长江，就是新厂区。
职工依法享有休息的权利。
快速反应部队参加演练，群众反映良好。
会议以视频形式召开。
必须做到令行禁止，必需品已经备足。
一座座落成的厂房拔地而起。
良好象征着希望，地图象征着边界。
预防犯罪宣传进社区，严防犯错误。
名单按排名先后公布，废气按排放标准处理，部件按装配图组装。
所做为民，做为民办实事的好干部。
职工住进帐篷，账目清清楚楚。
台风登陆后减弱，职工登录系统查看。
家里有一份子女教育计划。
局部份额有所上升，形成份额优势。
认真的态度、扎实的作风、深入的推动作用。
存在创新不足的问题，现在创佳绩的条件具备。
以经济建设为中心，以经营业绩说话。
供给于民，奉献于企业。
战争爆发，冲突不断。
他把双手合拢，轻轻一拍。
机制做出了安排，收获的第一块奖牌。
关注消防安全，控制做工质量。
学习贯彻党的十九届五中全会精神。
乡村长期坚持，李建国前往，提交待办事项，打磨练习题，国际间谍片。
这本是应当做好的本职工作，员工做得很好。
下沉陷井盖已更换，防不防水要试验。
""".strip().split("\n")


@pytest.mark.parametrize("case", WRONG)
def test_a_confused_word_is_found_and_mended(case: str) -> None:
    text, wrong, right = case.rsplit(" ", 2)
    issue = sample(text.rstrip("。") + "。").issue
    found = [(f.text, f.fix) for f in proofread(issue) if f.code == "W602"]
    assert found == [(wrong, right)]


@pytest.mark.parametrize("text", RIGHT)
def test_the_same_letters_in_their_right_place_are_left_alone(text: str) -> None:
    found = proofread(sample(text).issue)
    assert [(f.code, f.text) for f in found if f.code.startswith("W")] == []


def test_every_guard_is_a_pattern() -> None:
    assert all(compiled(row.before + row.word + row.after) for row in CONFUSABLES)


def test_the_tables_hold_at_least_eighty_pairs_and_no_right_word_is_wrong() -> None:
    assert len(CONFUSABLES) >= 80
    tables = (MISSPELLINGS, PREFERRED, REDUNDANT, OFFICIAL)
    for table in tables:
        assert [wrong for wrong, right in table.items() if wrong == right] == []
    mended = set(MISSPELLINGS.values())
    assert [word for word in MISSPELLINGS if any(word in right for right in mended)] == []
