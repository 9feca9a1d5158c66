"""Chinese family names and the shape of a person's name; never finds names in running text."""

from __future__ import annotations

import re

from jianbao.language.characters import is_han
from jianbao.language.patterns import compiled

# Family names that rarely open another word in a bulletin: safe to judge by alone.
_COMMON = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范"
    "彭郎鲁韦昌马苗方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常于傅卞齐康伍余卜顾孟黄穆萧"
    "肖尹姚邵湛汪祁毛禹狄米臧戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季贾路娄江童颜郭梅盛林刁钟徐"
    "邱骆高夏蔡田樊胡凌霍虞万柯管卢莫房裘缪解应宗丁邓郁单杭洪包诸左石崔吉钮龚程嵇邢裴陆荣翁荀"
    "惠甄曲封芮储靳段巫乌焦谷车侯宓班仲伊宫宁仇栾甘厉戎祖武符刘景詹龙叶司黎薄印白蒲邰赖卓蔺屠"
    "蒙池乔胥闻翟谭贡劳姬申冉雍桑桂濮牛边扈燕冀浦尚温庄晏柴瞿阎闫连茹习艾容古易廖庾居衡耿匡寇"
    "欧聂晁敖冷辛阚那简饶曾沙鞠丰巢关蒯查荆游竺权盖桓岳帅佘佟商牟邸覃佴付宾粟冼鄢谌揭丘邝楼逯"
    "郜褟苑兰仝区麦巩苟褥侴訾迟丛隋隆闪眭庹勾仉昝尉逄亓皮滑撒仼么锺芦尧腾涂丑"
)
# Family names that are everyday words too: judged as names only where a name is expected.
_RARE = (
    "水云凤花时元平和贝明计伏成危支经干宣贲羊於家羿汲邴糜松井富弓牧隗山蓬全郗仰秋暴钭束幸韶蓟"
    "宿怀从鄂索咸籍能苍双莘扶堵宰郦却璩寿通郏农别充慕宦鱼慎戈终暨步都满弘国文广禄阙东殳沃利蔚"
    "越夔厍融空毋乜养须后红益公酆乐位信冒冠展智未檀渠源牙玄由畅皇矫笪苌药萨虎要言贠赏运青骞鼓"
    "才承太宝巨户酒铁钦随门尔火母毓泽仁多布丹普海诺拜宏泰呼南北西中恩达党阴鹿麻师相强初闭敬年"
    "银战操来代况亢练修揣仵英晋楚漆岩巴向植"
)
# The same names as a writer of traditional characters prints them.
_TRADITIONAL = (
    "趙錢孫吳鄭馮陳衛蔣韓楊許呂張嚴華謝鄒竇蘇潘範魯韋馬鳳俞柳鮑費賀湯羅畢鄔樂時齊顧蕭龐紀項閔"
    "賈婁顏鍾鐘邱駱盧經應單諸鈕龔陸榮儲段烏車寧欒厲劉葉黎賴蔺喬聞黨貢勞鄺溫莊閻習魚廣闕歐聶簡"
    "饒關農連譚孌詹龍萬雙貝倪雲東師鞏衡匡戴蘭侶鄧鐵嶽後賓麥塗肅閆遲叢況"
)
_COMPOUND = (
    "欧阳 上官 司马 诸葛 司徒 东方 皇甫 尉迟 公孙 令狐 慕容 端木 夏侯 长孙 宇文 轩辕 南宫 百里 "
    "东郭 澹台 濮阳 淳于 单于 太叔 申屠 仲孙 钟离 鲜于 闾丘 司空 亓官 司寇 子车 颛孙 巫马 公西 "
    "漆雕 乐正 壤驷 公良 拓跋 夹谷 宰父 谷梁 梁丘 左丘 东门 西门 呼延 羊舌 微生 完颜 独孤 爱新 "
    "叶赫 纳兰 赫连 歐陽 司馬 諸葛 東方 尉遲 公孫 長孫 軒轅 南宮 東郭 鍾離 鮮于 閭丘"
)

COMMON_SURNAMES = frozenset(_COMMON + _TRADITIONAL)
SURNAMES = COMMON_SURNAMES | frozenset(_RARE)
COMPOUND_SURNAMES = frozenset(_COMPOUND.split())

_DOTTED = r"[\u4e00-\u9fff]{1,7}(?:[·•・‧∙][\u4e00-\u9fff]{1,7}){1,3}"
_DIGITS = re.compile(r"[一二三四五六七八九十]{2}|[两〇零百千万亿]$")


def is_person_name(text: str, *, sure: bool = False) -> bool:
    """Say whether `text` has the shape of a person's name.

    A family name and one or two characters more, a blank inside a short one allowed (李 明), or a
    name of a minority joined by · (阿依努尔·买买提). With `sure`, family names that are everyday
    words do not count.
    """
    text = re.sub(r"(?<=^.)[ \u3000]+(?=.$)", "", text)
    if compiled(_DOTTED).fullmatch(text):
        return True
    if not is_han(text) or _DIGITS.search(text[1:]):
        return False
    if text[:2] in COMPOUND_SURNAMES:
        return len(text) in {3, 4}
    return text[0] in (COMMON_SURNAMES if sure else SURNAMES) and len(text) in {2, 3}


def split_names(text: str) -> tuple[str, ...]:
    """Split names that run together (宋词高远航), or give () when no split makes them all names."""
    if not text:
        return ()
    for length in (3, 2, 4):
        head, rest = text[:length], text[length:]
        if len(head) == length and is_person_name(head):
            tail = split_names(rest)
            if tail or not rest:
                return (head, *tail)
    return ()
