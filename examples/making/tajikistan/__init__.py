"""The programme TJ-REM: remittances for villages in Khatlon, Rasht and Sughd, July 2019 to December 2020."""
