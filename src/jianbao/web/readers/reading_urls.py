"""Addresses of a reader without an account, below /read/<token>/."""

from __future__ import annotations

from django.urls import path

from jianbao.web.readers import reading

urlpatterns = [
    path("", reading.read, name="read_by_link"),
    path("files/<slug:form>/", reading.file, name="read_file"),
    path("pictures/<int:item>/<int:place>/", reading.picture, name="read_picture"),
]
