"""Which people of several articles are one person."""

from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path

import pytest

from recipe.evaluate_entities import by_variants, cases
from warta.stages.resolve import Held, LocalEntity, resolve

VARIANTS = Path(__file__).parent / "data" / "name_variants.tsv"
#: Pairwise F1 on the table of name variants that must be reached.
FLOOR = 0.98
#: And on each kind of variant; without pairs that are one, none may be found.
FLOOR_OF_A_KIND = 0.9


def person(article: str, name: str, title: str = "", organization: str = "", country: str | None = None) -> LocalEntity:
    offices = (Held(title, organization or None, country),) if title else ()
    return LocalEntity(article, 0, "PER", name, (name,), None if title else country, 1, offices)


def same(*entities: LocalEntity) -> list[int]:
    """Return for each entity the first one that is the same."""
    assigned = resolve(entities)[1]
    return [assigned.index(a) for a in assigned]


def test_name_variants_reach_the_floor() -> None:
    counted = by_variants(VARIANTS)
    assert counted["all"].scores[2] >= FLOOR, "\n".join(counted["all"].wrong)


def test_the_table_of_variants_is_large_and_varied() -> None:
    kinds = defaultdict(int)
    for kind, _, _ in cases(VARIANTS):
        kinds[kind] += 1
    assert sum(kinds.values()) >= 150
    assert min(kinds.values()) >= 8
    assert kinds.keys() >= {"middle", "single", "titles", "typo", "namesake", "similar", "nickname", "spelling"}


def test_no_kind_of_variant_is_left_behind() -> None:
    counted = by_variants(VARIANTS)
    assert {kind: pairs.wrong for kind, pairs in counted.items() if pairs.scores[2] < FLOOR_OF_A_KIND} == {}


def test_order_of_the_articles_does_not_matter() -> None:
    entities = [e for number, (_, _, case) in enumerate(cases(VARIANTS)) for e in _renamed(case, number)]
    made, assigned = resolve(entities)
    ids = [made[a].entity_id for a in assigned]
    order = list(range(len(entities)))
    random.Random(4).shuffle(order)
    made, assigned = resolve([entities[i] for i in order])
    assert [made[a].entity_id for a in assigned] == [ids[i] for i in order]


def _renamed(case: list[LocalEntity], number: int) -> list[LocalEntity]:
    from dataclasses import replace

    return [replace(e, article_id=f"{number:03d}{e.article_id}") for e in case]


@pytest.mark.parametrize(
    ("entities", "expected"),
    [
        ((person("a", "Nguyễn Minh Vũ"), person("b", "Nguyen Minh Vu")), [0, 0]),
        ((person("a", "Budi Santoso", "Kapolres Demak"), person("b", "Budi Santoso", "Ketua DPRD Solo")), [0, 1]),
        ((person("a", "Budi Santoso", "Menteri Perdagangan"), person("b", "Budi Santoso", "Mendag")), [0, 0]),
        ((person("a", "Sugiono", "Menlu"), person("b", "Sugiono", "Ketua RT 05")), [0, 1]),
        ((person("a", "Andi Wijaya"), person("b", "Andi Widjaja")), [0, 0]),
        ((person("a", "Siti Aminah"), person("b", "Siti Aisyah")), [0, 1]),
    ],
)
def test_pairs(entities: tuple[LocalEntity, ...], expected: list[int]) -> None:
    assert same(*entities) == expected


def test_an_article_that_names_two_people_keeps_them_apart() -> None:
    brothers = (
        LocalEntity("a", 0, "PER", "Iwan Kurniawan Lukmanto", offices=(Held("Direktur"),)),
        LocalEntity("a", 1, "PER", "Iwan Lukmanto", offices=(Held("Direktur"),)),
    )
    assert same(*brothers) == [0, 1]
