"""Who may do what: roles, actions, and the one table that says which role has which."""

from enum import StrEnum


class Role(StrEnum):
    """What a membership makes of a person within its scope."""

    OFFICER = "officer"
    VERIFIER = "verifier"
    MANAGER = "manager"
    DONOR = "donor"
    ADMINISTRATOR = "administrator"


class ScopeKind(StrEnum):
    """How far a membership reaches: one community or one fund of a programme, the programme, or the site."""

    COMMUNITY = "community"
    FUND = "fund"
    PROGRAMME = "programme"
    SITE = "site"


class Action(StrEnum):
    """What a page or a form lets a person do. Every route names the one that it needs."""

    SEE_PROJECTS = "see_projects"
    SEE_REGISTRY = "see_registry"  # communities and groups
    SEE_HOUSEHOLDS = "see_households"  # household codes, bank slips, transfer references
    REGISTER = "register"  # groups and households
    SEE_CONTRIBUTIONS = "see_contributions"
    RECORD_CONTRIBUTION = "record_contribution"
    VERIFY_CONTRIBUTION = "verify_contribution"
    SEE_PROJECT_MONEY = "see_project_money"  # what a project was given, paid and spent
    SEE_FUND = "see_fund"
    SEE_RULES = "see_rules"
    SEE_MATCHES = "see_matches"
    MANAGE = "manage"  # whatever the contract lets change: programme, registry, funds, rates, vouchers
    PROPOSE = "propose"  # rules, disbursements, settlements, re-matches
    CONFIRM = "confirm"  # what somebody else proposed
    AGREE = "agree"  # to the terms of a fund, for its donor
    ASK_PAYMENT = "ask_payment"  # that a milestone be certified, a tranche be paid
    CERTIFY = "certify"  # that a milestone is reached, by somebody who did not ask for it
    REVIEW = "review"  # a fund's vouchers: accept, query, disallow
    FOLLOW_UP = "follow_up"  # meetings, steps, progress, measurements, checks of works in use
    RECORD_GRIEVANCE = "record_grievance"
    HANDLE_GRIEVANCE = "handle_grievance"  # what is done about it; also the restricted ones
    NARRATE = "narrate"  # what is told of a quarter
    SIGN = "sign"  # that one prepared or checked a quarter's report
    SEE_REPORT = "see_report"
    EXPORT_WORKBOOK = "export_workbook"
    SEE_AUDIT = "see_audit"
    ADMINISTER = "administer"  # accounts and memberships


_SEES_WORKS = {Action.SEE_PROJECTS, Action.SEE_CONTRIBUTIONS, Action.SEE_MATCHES, Action.SEE_PROJECT_MONEY}
_VERIFIES = _SEES_WORKS | {Action.SEE_REGISTRY, Action.SEE_HOUSEHOLDS, Action.VERIFY_CONTRIBUTION}
_HEARS = {Action.FOLLOW_UP, Action.RECORD_GRIEVANCE}
_FOR_THE_DONOR = {Action.AGREE, Action.REVIEW}

ALLOWED: dict[Role, frozenset[Action]] = {
    Role.OFFICER: frozenset(
        _VERIFIES | _HEARS | {Action.REGISTER, Action.RECORD_CONTRIBUTION, Action.ASK_PAYMENT}
    ),
    Role.VERIFIER: frozenset(_VERIFIES | _HEARS | {Action.CERTIFY, Action.SIGN}),
    Role.MANAGER: frozenset(set(Action) - {Action.ADMINISTER} - _FOR_THE_DONOR),
    Role.DONOR: frozenset(
        _SEES_WORKS | _FOR_THE_DONOR | {Action.SEE_FUND, Action.SEE_RULES, Action.SEE_REPORT}
    ),
    Role.ADMINISTRATOR: frozenset({Action.ADMINISTER}),
}

SCOPES: dict[Role, tuple[ScopeKind, ...]] = {
    Role.OFFICER: (ScopeKind.COMMUNITY, ScopeKind.PROGRAMME),
    Role.VERIFIER: (ScopeKind.COMMUNITY, ScopeKind.PROGRAMME),
    Role.MANAGER: (ScopeKind.PROGRAMME,),
    Role.DONOR: (ScopeKind.FUND, ScopeKind.PROGRAMME),
    Role.ADMINISTRATOR: (ScopeKind.SITE,),
}
"""The scopes that a membership of each role may have."""
