"""What people of GT-VIV complained of: invented, of the kinds that such programmes know."""

from examples.making.grievances import Complaint

COMPLAINTS = (
    Complaint("2019-12-09", "in_person", "selection", "SOLOMA", "SOL-1",
              "Two families with a house of blocks are on the list, and one with walls of cane is not.", "marta",
              (("acknowledged", "2019-12-11", "lucia", "The committee reads the list out once more."),
               ("resolved", "2020-01-08", "lucia", "One place was given to the family with walls of cane."))),
    Complaint("2020-02-24", "phone", "works", "TODOS-SANTOS", "TOD-1",
              "The blocks of the last delivery break when they are unloaded.", "marta",
              (("acknowledged", "2020-02-25", "lucia", "Delivery held back."),
               ("resolved", "2020-03-16", "lucia", "The supplier replaced 600 blocks."))),
    Complaint("2020-06-15", "message", "money", "AGUACATAN", "AGU-1",
              "The family abroad does not see its transfer of May.", "marta",
              (("acknowledged", "2020-06-16", "carlos", "Searched for at the bank."),
               ("resolved", "2020-06-23", "carlos", "It had been recorded under the scheme of the neighbours."))),
    Complaint("2020-08-31", "in_person", "conduct", "IXTAHUACAN", "IXT-1",
              "A member of the committee asked for money for a better place on the list.", "marta",
              (("acknowledged", "2020-09-01", "lucia", "Heard alone, without the committee."),
               ("referred", "2020-09-07", "lucia", "To the municipal auditor.")),
              "restricted"),
    Complaint("2020-11-23", "phone", "works", "EULALIA", "EUL-1",
              "Since the storm the road is open, and the mason has not come back.", "marta",
              (("acknowledged", "2020-11-24", "lucia", "The mason is at another scheme until 7 December."),)),
    Complaint("2020-12-14", "in_person", "service", "MORAZAN", "MOR-1",
              "Rain comes in over the door of the fourth house.", "marta",
              (("acknowledged", "2020-12-15", "carlos", "The mason sees to it in the first week of January."),)),
)  # fmt: skip
