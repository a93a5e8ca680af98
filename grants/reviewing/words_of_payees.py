"""Words by which a payee is known as a body or as a person: English, Russian, Tajik, Spanish.

Written without accents, as `payees` compares them. Left out is what is a surname as well (Mercado, Church).
"""

LEGAL_FORMS = frozenset(
    """
    llc ltd limited inc corp plc gmbh ngo
    ооо оао зао пао ао тоо гуп муп нко ано нпо
    чдмм ҷдмм чсп ҷсп чсо ҷсо чск ҷск квд
    srl s.r.l ltda cia ong
    """.split()
)

INITIALS_OR_FORMS = frozenset(("s.a", "sa", "s.l", "sl", "c.v"))
"""`Cementos Progreso, S.A.` is a company, `Rahimov S.A.` a person: they count after two other words."""

BODIES = frozenset(
    """
    company enterprise firm cooperative co-operative association committee union council foundation
    school kindergarten college university institute hospital clinic polyclinic laboratory
    municipality jamoat hukumat government ministry department agency authority treasury customs
    bank market bazaar shop store warehouse workshop factory sawmill quarry hire office bureau utility
    brigade masters masons suppliers

    компания предприятие фирма кооператив ассоциация комитет союз совет фонд
    школа детсад колледж университет институт больница поликлиника лаборатория
    муниципалитет джамоат хукумат правительство министерство департамент управление агентство казначеиство
    банк рынок базар магазин склад мастерская завод фабрика карьер контора бюро водоканал бригада

    ширкат корхона ассотсиатсия кумита иттиход хазина бунед
    мактаб кудакистон донишгох донишгоҳ донишкада беморхона
    ҷамоат чамоат ҳукумат шаҳрдори вазорат раесат идора агенти
    бонк бозор мағоза магоза дукон анбор устохона maktab bozor

    empresa compania cooperativa asociacion comite consejo fundacion
    escuela colegio instituto universidad hospital clinica laboratorio
    municipalidad municipal alcaldia gobierno ministerio agencia tesoreria
    banco tienda ferreteria bloquera aserradero herreria carpinteria constructora distribuidora comercial
    almacen taller fabrica cantera oficina cuadrilla maestros albaniles proveedores supervision
    """.split()
)

PERSONS = frozenset(
    """
    mr mrs ms miss driver teacher director owner foreman guard transfer card
    ип гражданин гражданка водитель учитель учительница директор владелец прораб перевод карта
    соҳибкор сохибкор ронанда муаллим муаллима корти
    sr sra srta don dona chofer profesor profesora maestro albanil dueno director directora tarjeta
    """.split()
)
"""A sole trader (ИП, соҳибкор) is a person."""
