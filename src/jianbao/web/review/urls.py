"""Addresses of the review, below /b/<bulletin>/review/."""

from __future__ import annotations

from django.urls import path

from jianbao.web.review import answering, commenting, handing, listing, reading

urlpatterns = [
    path("", listing.review, name="review"),
    path("<int:pk>/", reading.review_issue, name="review_issue"),
    path("<int:pk>/pages/", reading.review_pages, name="review_pages"),
    path("<int:pk>/submit/", handing.submit, name="review_submit"),
    path("<int:pk>/recall/", handing.recall, name="review_recall"),
    path("<int:pk>/approve/", answering.approve, name="review_approve"),
    path("<int:pk>/send-back/", answering.send_back, name="review_send_back"),
    path("<int:pk>/take-back/<int:verdict>/", answering.take_back, name="review_take_back"),
    path("<int:pk>/hand-over/", handing.hand_over, name="review_hand_over"),
    path("<int:pk>/link/", handing.send_link, name="review_link"),
    path("<int:pk>/link/<int:link>/withdraw/", handing.withdraw_link, name="review_withdraw_link"),
    path("<int:pk>/comment/", commenting.comment, name="review_comment"),
    path("items/<int:item>/comments/", commenting.comments_of_item, name="item_comments"),
    path("comments/<int:comment>/answer/", commenting.answer_comment, name="answer_comment"),
    path("comments/<int:comment>/settle/", commenting.settle_comment, name="settle_comment"),
]
