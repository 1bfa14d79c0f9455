import pytest

from briefing.config import Config, load_config
from briefing.errors import UsageError


@pytest.fixture
def load(tmp_path):
    def load_text(text, **overrides):
        path = tmp_path / "briefing.toml"
        path.write_text(text)
        return load_config(path, overrides)

    return load_text


def test_flags_go_before_the_file_and_the_file_before_defaults(load):
    config = load('formats = ["md", "pdf"]\npoints = 5\njobs = 1', points=7)
    assert (config.formats, config.points, config.jobs) == (("md", "pdf"), 7, 1)
    assert config.model == Config().model


def test_formats_may_be_one_string(load):
    assert load('formats = "md,json"').formats == ("md", "json")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("pionts = 3", "did you mean 'points'"),
        ("xyzzy = 3", "there are"),
        ('points = "3"', "must be of type int"),
        ("points = true", "must be of type int"),
        ("strict = 1", "must be of type bool"),
        ("points = -1", "must not be negative"),
        ("min_coverage = 2", "between 0 and 1"),
        ("min_certainty = -0.5", "between 0 and 1"),
        ('formats = ["mdd"]', "did you mean 'md'"),
        ("formats = []", "at least one"),
        ("formats = 3", "list of formats"),
        ("variables = 3", "must be a table"),
        ("model = 3", "must be of type str"),
        ("a = = b", "no TOML"),
    ],
)
def test_a_mistake_is_named_with_what_to_do(load, text, message):
    with pytest.raises(UsageError, match=message):
        load(text)


def test_a_missing_file_is_a_usage_error(tmp_path):
    with pytest.raises(UsageError, match=r"nowhere\.toml"):
        load_config(tmp_path / "nowhere.toml", {})


def test_an_integer_will_do_for_a_share(load):
    assert load("min_coverage = 1").min_coverage == 1.0
