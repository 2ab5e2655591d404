import random
from importlib.resources import files

import numpy as np
import pytest
import yaml

from medvirk_nlp.coding.codebook import Codebook
from medvirk_nlp.coding.coder import Coder
from medvirk_nlp.errors import ModelError, UsageError
from medvirk_nlp.model_files import model_path

NB = [
    ("Jeg får aldri svar når jeg ringer", "tilgjengelighet", "negative"),
    ("Tolken var flink og snakket språket mitt", "sprak_kultur", "positive"),
    ("Jeg har hatt seks saksbehandlere, og de slutter hele tiden", "kontinuitet", "negative"),
    ("Da jeg fylte 18 sluttet all hjelp", "ettervern", "negative"),
    ("Jeg er redd hjemme", "trygghet", "negative"),
    ("Kontaktpersonen min er snill og respekterer meg", "relasjon", "positive"),
]
NN = [
    ("Eg får aldri svar når eg ringjer", "tilgjengelighet", "negative"),
    ("Vi fekk ein god tolk som forklarte alt", "sprak_kultur", "positive"),
    ("Eg har hatt seks saksbehandlarar, og dei sluttar heile tida", "kontinuitet", "negative"),
    ("Då eg fylte 18 slutta all hjelp", "ettervern", "negative"),
    ("Eg er redd heime", "trygghet", "negative"),
    ("Kontaktpersonen min er snill og respekterer meg", "relasjon", "positive"),
]


@pytest.mark.parametrize(("text", "theme", "polarity"), NB + NN)
def test_shipped_model_knows_plain_cases(shipped, text, theme, polarity):
    coding = shipped.code([text])[0]
    assert theme in coding.themes
    assert coding.polarity == polarity


@pytest.mark.parametrize(
    "text", ["blipp blopp xyz", "asdkj qwe", "Bananer er gule", "[navn] [sted]"]
)
def test_nonsense_gets_no_code(shipped, text):
    assert shipped.code([text])[0].themes == ()


def test_a_non_answer_is_counted_as_such_and_never_coded(shipped):
    coding = shipped.code(["vet ikke"], ["Føler du deg trygg hjemme?"])[0]
    assert (coding.themes, coding.polarity, coding.kind) == ((), "neutral", "non_answer")


def test_confidence_covers_the_codebook_in_order(shipped, codebook):
    coding = shipped.code(["Ingen ringte tilbake"])[0]
    assert tuple(coding.confidence) == codebook.ids
    assert all(0 <= p <= 1 for p in coding.confidence.values())
    assert shipped.predict_proba(["a", "b"]).shape == (2, len(codebook.codes))
    assert shipped.predict_proba([]).shape == (0, len(codebook.codes))


def test_order_and_batching_change_nothing(shipped, comments, monkeypatch):
    rows = [(c.text, c.heading) for c in comments] + [(text, None) for text, *_ in NB + NN]
    expected = dict(zip(rows, shipped.code(*map(list, zip(*rows, strict=True))), strict=True))
    random.Random(7).shuffle(rows)
    monkeypatch.setattr("medvirk_nlp.coding.coder._BATCH", 5)
    again = shipped.code(*map(list, zip(*rows, strict=True)))
    assert again == [expected[row] for row in rows]


LONG = (
    "Kontaktpersonen min er snill, hun hører på meg og tar meg på alvor hver gang vi snakkes. "
    "Men jeg får aldri svar når jeg ringer kontoret, og jeg ventet i fire måneder på en time."
)


def test_a_comment_of_two_statements_keeps_what_each_says(shipped):
    coding = shipped.code([LONG])[0]
    assert [LONG[s.start : s.end].split()[0] for s in coding.statements] == [
        "Kontaktpersonen",
        "Men",
    ]
    assert {"relasjon", "tilgjengelighet"} <= set(coding.themes)
    assert coding.polarity == "mixed"
    assert coding.polarity_of("relasjon") == "positive"
    assert coding.polarity_of("tilgjengelighet") == "negative"


def test_a_single_statement_is_its_own_only_one(shipped):
    coding = shipped.code(["Ingen ringte tilbake"])[0]
    assert coding.statements == ()
    assert coding.polarity_of("tilgjengelighet") == coding.polarity


def test_the_name_behind_a_mask_steers_nothing(shipped):
    masks = ["[navn 1]", "[tolk]", "[ettervern]", "<PERSON>"]
    codings = [shipped.code([f"{mask} hørte på meg"])[0] for mask in masks]
    assert all(coding == codings[0] for coding in codings)


def test_the_heading_is_read(shipped):
    bare, under = shipped.code(["Det er for lite av det"] * 2, [None, "Ettervern"])
    assert under.confidence["ettervern"] > bare.confidence["ettervern"]


def test_a_small_fit_learns_its_codes_and_leaves_the_rest_alone(small):
    coding = small.code(["Tanta vår fikk en tolk som oversatte fint"], ["Språk"])[0]
    assert coding.themes == ("sprak_kultur",)
    assert coding.polarity == "positive"
    assert coding.confidence["rettigheter"] == 0.0


def test_saving_and_loading_gives_the_same_coder(small, comments, codebook, tmp_path):
    small.save(tmp_path)
    loaded = Coder.load(codebook, tmp_path)
    texts = [c.text for c in comments]
    assert loaded.code(texts) == small.code(texts)
    loaded.save(tmp_path / "again")
    for name in ("coder.json", "coder.npz"):
        assert (tmp_path / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


def test_a_saved_coder_holds_no_pickle_and_no_rare_word(tmp_path, comments, codebook):
    texts = ["Trulsine fikk svar på telefon", *(c.text for c in comments)]
    Coder(codebook).fit(texts, [("tilgjengelighet",), *(c.themes for c in comments)]).save(tmp_path)
    assert "trulsine" not in (tmp_path / "coder.json").read_text(encoding="utf-8")
    with np.load(tmp_path / "coder.npz", allow_pickle=False) as arrays:
        assert all(arrays[name].dtype.kind == "f" for name in arrays.files)


@pytest.mark.parametrize("name", ["coder.json", "coder.npz"])
def test_a_damaged_coder_is_refused(small, codebook, tmp_path, name):
    small.save(tmp_path)
    path = tmp_path / name
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(ModelError):
        Coder.load(codebook, tmp_path)
    path.unlink()
    with pytest.raises(ModelError):
        Coder.load(codebook, tmp_path)


def test_a_code_of_ones_own_is_given_by_keyword(tmp_path):
    source = files("medvirk_nlp") / "resources/codebooks/barnevern.yaml"
    content = yaml.safe_load(source.read_text(encoding="utf-8"))
    own = {"id": "transport", "title": {"nb": "Transport"}, "definition": {"nb": "Skyss."}}
    content["codes"].append({**own, "keywords": ["buss", "skyss"]})
    path = tmp_path / "egen.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    codebook = Codebook.from_file(path)
    coder = Coder.load(codebook)
    with_bus, without = coder.code(["Bussen går aldri dit", "Tolken kom aldri"])
    assert "transport" in with_bus.themes
    assert tuple(with_bus.confidence) == codebook.ids
    assert "transport" not in (*without.themes, *without.asked)


class Lengths:
    id = "lengths-1"

    def encode(self, texts, contexts=None):
        return np.array([[len(t), t.count("a")] for t in texts], dtype=np.float32) / 50


def test_an_encoder_can_be_plugged_in_and_is_demanded_again(codebook, comments, tmp_path):
    texts, themes = [c.text for c in comments], [c.themes for c in comments]
    Coder(codebook, encoder=Lengths()).fit(texts, themes).save(tmp_path)
    with pytest.raises(UsageError) as caught:
        Coder.load(codebook, tmp_path)
    assert caught.value.values["encoder"] == "lengths-1"
    assert len(Coder.load(codebook, tmp_path, encoder=Lengths()).code(texts)) == len(texts)


def test_lists_of_different_length_are_refused(small):
    with pytest.raises(UsageError):
        small.code(["a", "b"], ["c"])


def test_the_shipped_coder_is_small():
    folder = model_path("coder")
    size = sum((folder / name).stat().st_size for name in ("coder.json", "coder.npz"))
    assert size < 15_000_000
    assert not list(folder.glob("*.pkl"))


def test_one_comment_is_too_little_to_learn_from(codebook):
    with pytest.raises(UsageError) as caught:
        Coder(codebook).fit(["Hei"], [("verksted",)])
    assert caught.value.key == "coding.model.too_few"


def test_a_retired_keyword_of_a_trained_code_moves_nothing(shipped, tmp_path):
    source = files("medvirk_nlp") / "resources/codebooks/barnevern.yaml"
    content = yaml.safe_load(source.read_text(encoding="utf-8"))
    for code in content["codes"]:
        code["keywords"] = []
    path = tmp_path / "egen.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    texts = [text for text, *_ in NB]
    assert Coder.load(Codebook.from_file(path)).code(texts) == shipped.code(texts)
