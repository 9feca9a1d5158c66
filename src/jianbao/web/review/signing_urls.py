"""Addresses of a signer without an account, below /sign/<token>/."""

from __future__ import annotations

from django.urls import path

from jianbao.web.review import signing

urlpatterns = [
    path("", signing.sign, name="sign"),
    path("send-back/", signing.send_back, name="sign_send_back"),
    path("ask/", signing.ask_again, name="sign_ask"),
    path("page/<int:number>/", signing.page, name="sign_page"),
    path("picture/<int:pk>/", signing.picture, name="sign_picture"),
]
