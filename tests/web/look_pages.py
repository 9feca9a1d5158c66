"""Pages made of the parts of the look alone, for its tests; the desk itself serves none of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from jianbao import urls
from jianbao.desk.errors import Stale
from jianbao.web.appearance import choose_theme
from jianbao.web.refusals import refused

undone: list[str] = []


@dataclass(frozen=True)
class Place:
    label: str
    url: str
    count: int | None = None
    current: bool = False


class Named(NamedTuple):
    name: str
    slug: str


class Someone:
    is_authenticated = True

    def __str__(self) -> str:
        return "沈知行"


class Sheet(forms.Form):
    name = forms.CharField(label="刊名", help_text="印在报头上的名称。")
    cycle = forms.ChoiceField(label="周期", choices=[("m", "每月"), ("w", "每周")])
    roles = forms.MultipleChoiceField(
        label="角色", choices=[("e", "编辑"), ("r", "审核")], widget=forms.CheckboxSelectMultiple
    )
    receipt = forms.BooleanField(label="发回执", help_text="机器来信不回。", required=False)
    past = forms.FileField(label="上一期", required=False)
    text = forms.CharField(label="来稿", widget=forms.Textarea(attrs={"data-paste": "said"}))


DESK = """{% extends "ui/shell_desk.html" %}
{% block title %}收稿{% endblock %}{% block heading %}待处理3篇{% endblock %}
{% block now %}收稿至9月25日，<strong>还剩3天</strong>{% endblock %}
{% block actions %}{% button "上传来稿" href="/look/page" key="u" %}{% endblock %}
{% block list %}<form class="tools" role="search"><label class="unseen" for="f">筛选来稿</label>
<input id="f" type="search" data-key="/"></form>
<form data-select><label class="day"><input type="checkbox" data-select-all>全选</label>
<div data-list>{% for title in titles %}<div class="row tick">
<input type="checkbox" data-select-item aria-label="选{{ title }}">
<a data-row href="#{{ forloop.counter }}"><p class="row-top"><b>青石分公司</b><time>9:42</time></p>
<h3>{{ title }}</h3><p class="row-foot"><span>412字</span>{% chip "疑似重复" state="warn" %}
{% chip "已刊" state="ok" %}{% chip "无法解析" state="bad" %}{% chip "待读取" %}</p></a></div>
{% endfor %}</div><div class="bulk acts"><output data-select-count></output>
{% button "留用" type="button" %}</div></form>{% pager page %}{% endblock %}
{% block piece %}<article class="piece" data-open><div class="piece-acts acts">
{% button "采用" kind="primary" type="button" key="a" data_adopt="1" %}
{% button "不采用…" key="x" opens="why" %}{% button "拆分" barred="只有一篇" %}</div>
<div class="piece-body"><div><header class="piece-head">
<a class="back" href="/look/desk">返回列表</a>
<h2 class="headline">窑尾收尘班七天治好滤袋“破洞病”</h2>
<p class="fine">青石分公司，王青禾</p></header>
<div class="prose"><p>压差升至<span class="fact">1850帕</span>。
<del>六</del><ins>七</ins>天治好。</p></div></div>
<aside class="aside"><section class="block"><h2>附件<span>1</span></h2>
<ul>{% file_row "来稿正文.docx" url="#" size=28672 note="28页" state="ok" %}
{% file_row "审签单.pdf" says="无法解析" state="bad" %}</ul></section>
{% pairs rows %}</aside></div></article>
{% dialog "不采用的理由" id="why" %}<p class="field"><label for="r">理由</label>
<input id="r" name="reason"></p>{% button "取消" closes=1 %}{% enddialog %}{% endblock %}"""

PAGE = """{% extends "ui/shell_page.html" %}
{% block title %}设置{% endblock %}{% block heading %}刊物{% endblock %}
{% block trail %}{% crumbs trail %}{% endblock %}
{% block content %}{% steps labels current=2 %}
<ul class="counted">{% counted "待处理来稿" url="#" count=12 note="最早等5天" state="warn" %}
{% counted "待我审核" url="#" count=0 %}</ul>
<form method="post" data-guard>{% csrf_token %}{% fields form %}
<p id="said" class="fine" role="status"></p>
<div class="drop" data-drop><label for="up">拖入文件</label><input id="up" type="file" multiple>
<ul data-drop-list></ul></div>
<p class="save">{% button "保存" kind="primary" key="mod+enter" %}{% key "z" %}</p></form>
{% filter_bar "筛选单位" %}<p class="field"><label for="q">名称</label><input id="q"></p>
{% endfilter_bar %}{% table "单位来稿" id="t" %}<thead>
<tr><th>单位</th><th class="num">来稿</th></tr>
</thead><tbody><tr><td>青石分公司</td><td class="num">12</td></tr></tbody>{% endtable %}
{% empty_state "还没有邮箱" %}
<p>可以<a class="link" href="#">上传或粘贴</a>。</p>{% endempty_state %}
{% endblock %}"""

PLAIN = """{% extends "ui/shell_plain.html" %}{% block title %}登录{% endblock %}
{% block heading %}登录{% endblock %}
{% block content %}<p id="part">原样</p>
{% button "登录" kind="primary" %}
{% button "被拒" type="button" hx_post="/look-refused" hx_target="#part" %}
{% button "过期" type="button" hx_post="/look/desk" hx_target="#part" %}
{% button "故障" type="button" hx_post="/look-fault" hx_target="#part" %}{% endblock %}"""

PAGES = {"desk": DESK, "page": PAGE, "plain": PLAIN}


def around(name: str) -> dict[str, Any]:
    """Give what the desk would put around a page."""
    return {
        "nav": [Place("今日", "/look/page"), Place("收稿", "/look/desk", 12, current=True)],
        "user": Someone() if name != "plain" else None,
        "bulletin": Named("云岭党建", "dj"),
        "bulletins": [Named("云岭党建", "dj"), Named("安全生产简报", "aq")],
        "side_nav": [Place("刊物", "#", current=True), Place("栏目", "#")],
        "titles": ["滤袋不再破", "边坡百日无险情", "卸车提速"],
        "page": Paginator(range(120), 25).page(2),
        "rows": [("单位", "青石分公司"), ("收到", "9月8日")],
        "trail": [("设置", "#"), ("刊物", None)],
        "labels": ["读入", "核对", "开刊"],
    }


def show(request: HttpRequest, name: str) -> HttpResponse:
    form = Sheet({"name": ""}) if "bad" in request.GET else Sheet()
    shape = engines["django"].from_string(PAGES[name])
    return HttpResponse(shape.render({**around(name), "form": form}, request))


def undo(request: HttpRequest) -> HttpResponse:
    undone.append(request.method or "")
    return HttpResponse("<!doctype html><title>已撤销</title><p>已撤销")


def refuse(request: HttpRequest) -> HttpResponse:
    return refused(request, Stale("stale"))


def fault(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"<p>{request.path}", status=500)


urlpatterns = [
    path("look-refused", refuse),
    path("look-fault", fault),
    path("look/<name>", show),
    path("look-undo", undo),
    path("theme", choose_theme, name="theme"),
    *(pattern for pattern in urls.urlpatterns if getattr(pattern, "name", "") != "theme"),
]
