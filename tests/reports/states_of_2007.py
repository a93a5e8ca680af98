"""What the five sides of Mexico's 3x1 paid in each state in 2007, in pesos, and the total as published.

Source: Evaluación externa del Programa 3x1 para Migrantes 2007, annex X, table 1
(https://deploy.studylib.es/doc/3434464/). Its totals miss the sums of the rounded parts by up to 2.
"""

from typing import NamedTuple


class State(NamedTuple):
    name: str
    federal: int
    state: int
    municipal: int
    migrants: int
    credit: int
    total: int


STATES = [
    State("Aguascalientes", 1_953_364, 1_954_842, 1_950_407, 1_954_842, 0, 7_813_455),
    State("Campeche", 483_234, 0, 1_000_834, 500_417, 0, 1_984_485),
    State("Colima", 1_057_969, 1_057_969, 317_197, 317_197, 0, 2_750_333),
    State("Chiapas", 1_879_272, 1_879_272, 31_625, 5_431_858, 0, 9_222_027),
    State("Chihuahua", 1_594_041, 1_241_541, 200_706, 2_204_876, 0, 5_241_164),
    State("Durango", 7_066_169, 75_000, 75_000, 75_000, 0, 7_291_169),
    State("Guanajuato", 20_425_778, 20_750_612, 18_902_856, 19_948_156, 0, 80_027_400),
    State("Guerrero", 2_552_575, 2_653_863, 1_900_000, 2_353_863, 0, 9_460_300),
    State("Hidalgo", 3_491_123, 3_505_711, 3_374_724, 3_330_901, 0, 13_702_459),
    State("Jalisco", 37_135_420, 37_135_420, 37_135_556, 37_129_652, 0, 148_536_048),
    State("Michoacan", 20_812_994, 17_409_992, 20_574_322, 20_812_994, 0, 79_610_304),
    State("Morelos", 1_438_359, 1_196_266, 1_317_313, 1_317_313, 0, 5_269_251),
    State("Nayarit", 11_510_498, 10_512_038, 12_201_858, 10_866_648, 0, 45_091_044),
    State("NuevoLeon", 2_923_253, 2_923_253, 2_923_253, 2_923_253, 0, 11_693_010),
    State("Oaxaca", 7_898_678, 7_909_314, 7_909_314, 7_909_314, 0, 31_626_620),
    State("Puebla", 3_654_631, 3_504_031, 3_504_031, 3_504_031, 0, 14_166_724),
    State("Queretaro", 1_682_285, 1_686_265, 1_860_835, 1_709_560, 0, 6_938_944),
    State("QuintanaRoo", 415_000, 0, 0, 0, 0, 415_000),
    State("SanLuisPotosi", 16_948_976, 17_721_520, 16_424_268, 16_749_371, 0, 67_844_136),
    State("Sinaloa", 2_158_455, 2_158_455, 2_158_455, 2_158_455, 0, 8_633_820),
    State("Sonora", 1_665_700, 1_113_048, 0, 0, 0, 2_778_748),
    State("Tamaulipas", 574_196, 574_196, 574_196, 574_196, 0, 2_296_785),
    State("Tlaxcala", 1_868_200, 1_868_200, 1_868_200, 1_868_200, 0, 7_472_800),
    State("Veracruz", 2_981_409, 0, 2_516_511, 2_573_207, 263_604, 8_334_732),
    State("Yucatan", 2_619_101, 2_876_336, 2_751_018, 2_625_701, 0, 10_872_154),
]
