"""Weights and features in words, for the people who set them."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WEIGHTS: Mapping[str, Promise] = {
    "topic": _("同じ困りごとを扱っている"),
    "near": _("近い困りごとを扱っている"),
    "theme": _("テーマが重なる"),
    "text": _("同じ言葉を使っている"),
    "sector_general": _("業種を問わない支援のとき残す割合"),
    "sector_other": _("ほかの業種だけの支援のとき残す割合"),
    "place_online": _("オンラインだけで対応のとき残す割合"),
    "place_other": _("対応できる地域の外のとき残す割合"),
    "budget_above": _("予算を一段超えるとき残す割合"),
    "budget_far": _("予算を大きく超えるとき残す割合"),
    "form_other": _("希望の形がないとき残す割合"),
    "urgency": _("急ぎの相談に緊急対応がある"),
    "form": _("希望の形がある"),
    "evidence": _("資格・実績を示している"),
    "capacity": _("受けられる件数に余裕がある"),
    "freshness": _("新しく公開・更新された"),
    "outcomes": _("これまでの紹介で成果が出ている"),
}
FEATURES: Mapping[str, Promise] = {
    "topic": WEIGHTS["topic"],
    "near": WEIGHTS["near"],
    "theme": WEIGHTS["theme"],
    "text": WEIGHTS["text"],
    "sector": _("業種が合う"),
    "place": _("地域が合う"),
    "budget": _("予算に収まる"),
    "urgency": WEIGHTS["urgency"],
    "form": WEIGHTS["form"],
    "evidence": WEIGHTS["evidence"],
    "capacity": WEIGHTS["capacity"],
    "freshness": WEIGHTS["freshness"],
    "outcomes": WEIGHTS["outcomes"],
}
MEASURES: Mapping[str, Promise] = {
    "ndcg@10": _("上位10件の並びのよさ（nDCG@10）"),
    "mrr@10": _("最初のよい答えの早さ（MRR@10）"),
    "recall@20": _("上位20件に入ったよい答え（Recall@20）"),
}
