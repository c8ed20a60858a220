"""Ranking as a pure function, and its quality on the labelled set."""

import re
from dataclasses import replace

import pytest

from matchmaking import evaluation, intent, matching, ranking, reading, topics, wording
from portal.taxonomy import terms

NEED = ranking.Need(
    title="控えの置き場所が心配です",
    body="外付けのハードディスクをつなぎっぱなしです。全部開けなくなった会社の話を聞きました。",
    sector="manufacturing",
    prefecture="saga",
    budget_band="mid",
    urgency="quarter",
)
SEED = ranking.Seed(
    key="right",
    title="切り離せる控えをつくるバックアップの設計",
    body="ネットワークから外しておく一組まで図に起こします。",
    sectors=("common",),
    themes=("ransomware_backup",),
    service_types=("consulting",),
    prefectures=("online",),
    price_band="mid",
)
OTHER = replace(
    SEED,
    key="other",
    title="社員向けの基礎講座",
    body="従業員の皆さまに身近な手口をお話しします。",
    themes=("training_awareness",),
    service_types=("training",),
)


def keys(need, *seeds, **options):
    prepared = [ranking.prepare_seed(seed) for seed in seeds]
    ranked = ranking.rank(ranking.prepare_need(need), prepared, limit=10, **options)
    return [entry.seed.seed.key for entry in ranked]


def test_the_offer_that_solves_it_comes_first():
    assert keys(NEED, OTHER, SEED) == ["right", "other"]


@pytest.mark.parametrize(
    "worse",
    [
        {"sectors": ("medical",)},
        {"prefectures": ("hokkaido",)},
        {"price_band": "high"},
    ],
)
def test_each_limit_not_met_costs_rank(worse):
    assert keys(NEED, replace(SEED, key="a-worse", **worse), SEED) == ["right", "a-worse"]


def test_offers_of_the_same_organization_or_without_capacity_are_left_out():
    need = replace(NEED, organization="7")
    own = replace(SEED, key="own", organization="7")
    full = replace(SEED, key="full", capacity_per_month=0)
    assert keys(need, own, full, SEED) == ["right"]


def test_what_an_offer_says_it_does_not_do_is_not_read():
    offer = "倉庫の棚を直します。なお、バックアップの設計や復元リハーサルは扱っていません。"
    assert "backup_isolated" not in reading.of_seed("棚の修理", offer)


def test_themes_ticked_wrongly_do_not_beat_the_words():
    decoy = replace(
        OTHER,
        key="a-decoy",
        title="急な欠員をバックアップする事務派遣",
        body="引き継ぎ書を作り、経理の経験者を派遣します。",
        themes=("ransomware_backup",),
    )
    assert keys(NEED, decoy, SEED)[0] == "right"


def test_emergency_help_leads_when_it_is_urgent():
    need = replace(
        NEED,
        title="けさから何も開けません",
        body="ファイル名が全部変わり、金を払えと出ています。電源を切ってよいですか。",
        urgency="now",
    )
    rescue = replace(
        SEED,
        key="z-rescue",
        title="駆け付け支援",
        body="被害に気付いた直後に、封じ込めを手伝います。",
        service_types=("emergency_response",),
    )
    assert keys(need, SEED, OTHER, rescue)[0] == "z-rescue"


def test_an_empty_need_ranks_without_error():
    empty = replace(NEED, title="", body="")
    assert sorted(keys(empty, SEED, OTHER)) == ["other", "right"]
    assert keys(NEED) == []


def test_odd_input_is_read_without_error():
    odd = replace(NEED, title="ﾊﾞｯｸｱｯﾌﾟ" * 300, body="\x00\ud800 {}[]()*+?^$" * 200)
    assert "backup_isolated" in ranking.prepare_need(odd).topics


def test_english_needs_are_understood():
    strengths = reading.of_need("Our cookie banner", "We sell to Germany. Who writes the notice?")
    assert max(strengths, key=strengths.get) in {"shop_privacy_kit", "overseas_privacy"}


def test_themes_are_suggested_from_words():
    codes = matching.suggest_themes("補助金を使いたい", "監視の費用に使える補助金はありますか。")
    assert codes[0] == "insurance_subsidy"
    assert matching.suggest_themes("", "") == []


def speaks(written, text):
    return wording.Finder([("x", wording.term(written))]).strengths(wording.fold(text))


def test_a_part_of_a_term_may_be_said_with_a_word_like_it():
    assert speaks("業者+外から", "作った会社が黙って離れた所から入る") == {"x": 1.0}
    assert speaks("!業者+外から", "外部からベンダーが入る") == {"x": 2.0}
    assert not speaks("業者+外から", "作った会社に電話する")
    assert not speaks("業者+外から", "業者が来て" + "あ" * wording.WINDOW + "い外から")


def test_parts_of_a_term_in_three_stand_in_their_order():
    assert speaks("甲+乙+丙", "甲と乙と丙")
    assert not speaks("甲+乙+丙", "丙と乙と甲")


def test_short_english_terms_are_whole_words():
    assert speaks("vpn", "Our VPN box")
    assert speaks("vpn", "社外からVPNで入る")
    assert not speaks("vpn", "supvpnx")


def test_a_single_letter_at_the_end_counts_once():
    assert speaks("星", "二つ星") == {"x": 1.0}
    assert speaks("?星", "星と星") == {"x": wording.WEAK}


def test_words_that_no_term_names_still_find_the_nearest_topic():
    with topics.forgetting(0.9):
        found = reading.of_need("写しの置き場", "毎晩の写しを離れた所にも残したい。")
    assert "backup_isolated" in sorted(found, key=found.get)[-3:]


def test_wished_forms_are_read_from_words():
    assert "training" in intent.forms("新人に教えたいので講座を探しています", "year")


def test_the_vocabulary_speaks_of_known_themes_and_fits_no_single_text():
    themes = {code for code, *_ in terms.THEMES}
    for topic in topics.vocabulary().values():
        assert set(topic.themes) <= themes
        for term in (*topic.need, *topic.seed):
            assert term.written.isascii() or len(term.written) <= 20, term.written
            assert not re.fullmatch(r"[nsd][0-9]{3}", term.written)


@pytest.mark.parametrize("theme", [code for code, *_ in terms.THEMES])
def test_every_theme_has_topics(theme):
    assert any(theme in topic.themes for topic in topics.vocabulary().values())


def test_measures_agree_with_hand_calculation():
    grades = {"a": 3, "b": 2, "c": 0}
    assert evaluation.ndcg(["a", "b", "c"], grades) == pytest.approx(1.0)
    assert evaluation.ndcg(["b", "a"], grades) == pytest.approx(
        (3 + 7 / 1.5849625) / (7 + 3 / 1.5849625)
    )
    assert evaluation.mrr(["c", "b"], grades) == 0.5
    assert evaluation.recall(["c", "a"], grades) == 0.5
    assert evaluation.interval([0.5, 0.5]) == (0.5, 0.5)
