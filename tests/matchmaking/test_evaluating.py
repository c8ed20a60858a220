"""Measuring on labelled sets, of whatever hand they are."""

import json
import os
import subprocess
import sys
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from matchmaking import evaluation, fitting, pairs, ranking

SEED = {"id": "a", "title": "切り離せる控えをつくるバックアップの設計", "prefectures": ["online"]}
OTHER = {"id": "b", "title": "社員向けの基礎講座", "prefectures": ["online"]}
NEED = {"id": "n", "title": "控えの置き場所", "body": "控えを切り離して残したい。"}


@pytest.fixture
def files(tmp_path):
    """Writes the three files; each part may be given as bytes or as entries."""

    def write(*, seeds=(SEED, OTHER), needs=(NEED,), qrels="n\ta\t3\n"):
        paths = {}
        for name, content in (("seeds", seeds), ("needs", needs), ("qrels", qrels)):
            paths[name] = tmp_path / name
            if isinstance(content, tuple):
                content = "\n".join(json.dumps(entry) for entry in content)
            if isinstance(content, str):
                content = content.encode()
            paths[name].write_bytes(content)
        return paths

    return write


def measured(paths, **options):
    out, err = StringIO(), StringIO()
    call_command(
        "evaluate_matching", **paths, engine="embedded", stdout=out, stderr=err, **options
    )
    return out.getvalue().splitlines(), err.getvalue()


@pytest.fixture(scope="module")
def shipped():
    return pairs.shipped()


def test_quality_on_the_labelled_set_stays_where_it_is(shipped):
    rows = fitting.compare(shipped.tables, shipped.grades, ranking.weights())["rows"]
    assert len(rows) == 60
    means = evaluation.means(rows)
    assert means["ndcg@10"] >= 0.935
    assert means["mrr@10"] >= 0.98
    assert means["recall@20"] >= 0.99


def test_half_of_the_lay_terms_would_nearly_do():
    lines, _ = measured({}, forget=0.5)
    assert json.loads(lines[-1])["ndcg@10"] >= 0.91


def test_arrays_score_and_order_as_ranking_does(shipped):
    rows = next(iter(shipped.tables.values()))
    by = ranking.weights()
    scores = fitting.scores(rows, by)
    for place in range(len(rows.keys)):
        found = {name: float(column[place]) for name, column in rows.columns.items()}
        assert scores[place] == pytest.approx(ranking.score(found, by))
    ordered = fitting.order(rows, by)
    assert sorted(ordered) == list(rows.keys)
    assert fitting.order(fitting.table({}), by) == []


def test_weights_are_fitted_without_the_fold_they_are_measured_on(shipped):
    dealt = fitting.folds(list(shipped.tables), 5)
    assert sorted(need for part in dealt for need in part) == sorted(shipped.tables)
    few = sorted(shipped.tables)[:6]
    tables = {need: shipped.tables[need] for need in few}
    found = fitting.cross_validate(tables, shipped.grades, number=3)
    assert [len(rows) for rows in found] == [2, 2, 2]
    assert len(fitting.folds(["x", "y"], 5)) == 2


def test_the_last_line_is_json_with_the_folds(files):
    paths = files(
        needs=(NEED, {**NEED, "id": "m"}, {**NEED, "id": "k"}),
        qrels="need_id\tseed_id\tgrade\nn\ta\t3\nm\ta\t2\nk\ta\t2\nk\tb\t0\n",
    )
    lines, err = measured(paths, folds=2)
    told = json.loads(lines[-1])
    assert (told["needs"], told["ndcg@10"], told["mrr@10"], told["recall@20"]) == (3, 1, 1, 1)
    assert len(told["folds"]["each"]) == 2
    assert told["folds"]["mean"]["ndcg@10"] == 1
    assert sum(line.startswith("fold ") for line in lines) == 2
    assert any("plain BM25" in line for line in lines)
    assert err == ""


def test_files_of_other_hands_are_read(files):
    paths = files(
        seeds=b"\xef\xbb\xbf"
        + json.dumps(
            {
                "id": 7,
                "title": "控えの設計",
                "body": None,
                "themes": "ransomware_backup",
                "price_band": "",
                "capacity_per_month": "3",
                "colour": {"more": "fields"},
            }
        ).encode()
        + b"\r\n\r\n"
        + json.dumps({"id": "8", "title": "", "body": ""}).encode()
        + b"\r\n",
        needs=b'\xef\xbb\xbf{"id": 1, "title": "\xe6\x8e\xa7\xe3\x81\x88"}\r\n{"id": 2}\r\n',
        qrels=b"\xef\xbb\xbfneed_id\tseed_id\tgrade\r\n1\t7\t3\r\n2 0 8 2\r\n",
    )
    lines, _ = measured(paths)
    assert json.loads(lines[-1])["needs"] == 2


@pytest.mark.parametrize(
    "qrels",
    [
        "query-id\tcorpus-id\tscore\nn\ta\t1\nn\tb\t0\n",
        "topic_id iteration document rel\nn 0 a 1.0\nn 0 b -1\n",
        "n\t\ta\t\t1\n",
    ],
)
def test_where_only_0_and_1_are_known_1_is_a_good_answer(files, qrels):
    lines, _ = measured(files(qrels=qrels))
    told = json.loads(lines[-1])
    assert (told["needs"], told["mrr@10"], told["recall@20"]) == (1, 1, 1)


def test_a_need_without_a_good_answer_counts_for_ndcg_alone(files):
    paths = files(needs=(NEED, {**NEED, "id": "m"}), qrels="n\ta\t3\nm\tb\t1\n")
    lines, _ = measured(paths)
    told = json.loads(lines[-1])
    assert (told["needs"], told["mrr@10"], told["recall@20"]) == (2, 1, 1)
    assert told["ndcg@10"] < 1


def test_the_text_of_a_need_may_be_called_text(files):
    short = {key: value for key, value in NEED.items() if key not in ("title", "body")}
    told = [
        measured(files(needs=({**short, name: f"{NEED['title']} {NEED.get('body', '')}"},)))[0]
        for name in ("body", "text")
    ]
    assert told[0][-1] == told[1][-1]


def test_lines_that_name_what_is_unknown_are_told_and_left_out(files):
    paths = files(qrels="n\ta\t3\nn\tzz\t3\nyy\ta\t2\n")
    lines, err = measured(paths)
    assert json.loads(lines[-1])["recall@20"] == 1
    assert "qrels:2: no seed zz" in err
    assert "qrels:3: no need yy" in err


@pytest.mark.parametrize(
    ("part", "content", "told"),
    [
        ("seeds", "{", r"seeds:1: not JSON"),
        ("seeds", "[1]", r"seeds:1: an object"),
        ("seeds", ({"title": "x"},), r"seeds:1: no id"),
        ("seeds", (SEED, SEED), r"seeds:2: id a is there already .*seeds:1"),
        ("seeds", ({**SEED, "price_band": "cheap"},), r"seeds:1: price_band 'cheap'"),
        ("seeds", ({**SEED, "capacity_per_month": "many"},), r"seeds:1: capacity_per_month"),
        ("seeds", ({**SEED, "themes": 4},), r"seeds:1: themes"),
        ("seeds", b"\xff\xfe", r"seeds: not UTF-8"),
        ("needs", ({**NEED, "title": ["x"]},), r"needs:1: title"),
        ("needs", ({**NEED, "budget_band": "much"},), r"needs:1: budget_band"),
        ("seeds", '{"id": 1, "body": ' + "[" * 100_000, r"seeds:1: not JSON"),
        ("qrels", "n\ta\n", r"qrels:1: three or four columns"),
        ("qrels", "n\ta\tgood\n", r"qrels:1: 'good' is no grade"),
        ("qrels", "n\ta\tinf\n", r"qrels:1: 'inf' is no grade"),
        ("qrels", "n\ta\t99999\n", r"qrels:1: '99999' is no grade"),
        ("qrels", "n\ta\t3\nn\ta\t1\n", r"qrels:2: another grade"),
        ("qrels", "", r"no need of .* is graded"),
        ("qrels", "n\ta\t0\n", r"a grade above zero"),
    ],
)
def test_what_cannot_be_read_is_named_by_file_and_line(files, part, content, told):
    with pytest.raises(CommandError, match=told):
        measured(files(**{part: content}))


def test_a_missing_file_and_a_single_fold_are_refused(files, tmp_path):
    with pytest.raises(CommandError, match="missing"):
        measured({**files(), "seeds": tmp_path / "missing"})
    with pytest.raises(CommandError, match="folds"):
        measured(files(), folds=1)
    with pytest.raises(CommandError, match="share"):
        measured(files(), forget=1.5)


def test_no_database_is_needed_and_nothing_follows_the_figures(files, tmp_path):
    paths = files()
    done = subprocess.run(
        [
            *(sys.executable, "manage.py", "evaluate_matching", "--engine", "embedded"),
            *(part for name, path in paths.items() for part in (f"--{name}", str(path))),
        ],
        cwd=settings.BASE_DIR,
        env={**os.environ, "PORTAL_DATA_DIR": str(tmp_path / "nothing")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert set(json.loads(done.stdout.splitlines()[-1])) >= {"ndcg@10", "mrr@10", "recall@20"}
    assert done.stderr == ""


def test_a_server_that_is_down_is_said(files, settings):
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    with pytest.raises(CommandError, match="Elasticsearch"):
        call_command("evaluate_matching", **files(), engine="elasticsearch", stdout=StringIO())
