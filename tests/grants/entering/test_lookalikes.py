from grants.entering.lookalikes import first_alike


def test_a_name_in_other_letters_of_the_same_look_is_found() -> None:
    others = [("A", "Somon"), ("B", "Навобод")]
    assert first_alike("Sоmоn", others) == "A"
    assert first_alike(" навобод ", others) == "B"
    assert first_alike("Hавобод", others) == "B"
    assert first_alike("Navobod", others) is None
