"""The page for authors of checklists: what it shows works, and it leaves nothing out."""

import re
from pathlib import Path

import pytest

from checklists.bundled import bundled
from checklists.expressions import ARGUMENTS
from checklists.kinds import Kind
from checklists.model import Checklist
from checklists.source import read_checklist
from checklists.source_shapes import ChoiceShape, HeadShape, LegalShape, QuestionShape, SectionShape

PAGE = (Path(__file__).parents[2] / "docs" / "phieu-kiem-tra.md").read_text("utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_a_sound_checklist(example: str) -> None:
    """Whoever copies an example has a checklist without issues."""
    assert isinstance(read_checklist(example), Checklist), read_checklist(example)


def test_every_key_kind_function_and_set_is_told() -> None:
    """What can be written stands on the page."""
    shapes = (HeadShape, SectionShape, QuestionShape, ChoiceShape, LegalShape)
    keys = {name for shape in shapes for name in shape.model_fields}
    told = set(re.findall(r"`([a-z_-]+)[`:(]", PAGE))
    wanted = {*keys, *Kind, *ARGUMENTS, *(each.key for each in bundled())}
    assert not {str(each) for each in wanted} - told
