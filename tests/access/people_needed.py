"""How many people it takes to book what a route writes: every route that changes anything says so here."""

ALONE = {
    "account": {
        *("accounts.sign_in", "accounts.sign_out", "links.link_detail"),
        *("my_account.change_email", "administration.change_account_email"),
        *("my_account.change_language", "my_account.change_password"),
        *("my_account.end_other_sign_ins", "my_account.end_sign_in"),
        *("administration.account_new", "administration.disable_account", "administration.enable_account"),
        *("administration.end_sign_ins", "administration.make_account_link"),
        *("administration.remove_membership", "memberships.membership_new"),
    },
    "what waits for somebody else to verify it": {
        *("contributions.contribution_new", "contributions.contribution_mend"),
        *("contributions.contribution_withdraw", "device_batches.contribution_batch"),
        *("conflicts.conflict_record", "conflicts.conflict_dismiss", "duplicates.duplicate_detail"),
    },
    "facts of the registry and vouchers, which the audit shows": {
        *("rows.row_new", "rows.row_edit", "rows.programme_new", "households.household_new_several"),
        *("disbursements.disbursement_arrival", "disbursements.disbursement_evidence"),
        *("expenditures.expenditure_evidence", "approvals.approval_new"),
    },
    "what others certify or approve": {
        *("certifications.certification_new", "tranches.tranche_new"),
        *("milestones.milestone_document", "documents.project_document", "life.paper_new"),
    },
    "what is said of the spending and the account, which the audit shows": {
        *("variances.variance_new", "bank_lines.bank_statement"),
        *("bank_lines.bank_line_tick", "bank_lines.bank_line_untick"),
    },
    "what a fund and the manager say of a voucher, and of what is claimed back, each word under its name": {
        *("reviews.review_verdict", "reviews.review_answer", "samples.review_rest"),
        *("clawbacks.clawback_repaid", "clawbacks.clawback_waived"),
    },
    "meetings, on which a step of somebody else stands then, and whom works reach, which the audit shows": {
        *("meetings.meeting_new", "meetings.meeting_edit", "meetings.minutes_new", "life.reached_new"),
    },
    "a list that the contract lets one person confirm": {"rematching.rematch"},
    "what is told of a quarter, each version under its writer's name": {"narrative.narrative_edit"},
    "what somebody complained of, and that it is kept from others, which the audit shows": {
        *("grievances.grievance_new", "grievances.grievance_restrict"),
    },
    "what a work does for people, under the name of who looked": {
        *("impact.measurement_new", "service.check_new"),
    },
    "a file that takes long, made for who asked": {
        *("reports.report_make", "reports.report_file_make", "comparing.quarter_known_make"),
        *("workbook.workbook_make", "jobs.job_again"),
    },
    "a look at the books": {"integrity.integrity_verify", "filling.form_filled", "dossier.dossier_file"},
}
"""By what is written."""

PROPOSES = {
    *("rules.rule_new", "rules.version_new", "rules.rule_end", "limits.limit_new"),
    *("disbursements.disbursement_new", "disbursements.disbursement_refund", "settlement.settlement_new"),
    *("closing.closing_ask", "repair.repair_propose"),
    *("workbook.workbook_check", "workbook.workbook_book"),
}
"""What of it needs two people is kept for a second one."""

WITHIN_A_LIMIT = {"reversal.reversal_new", "amendment.amendment_new"}
"""Booked alone up to the programme's limit, by whoever neither recorded nor verified it; else proposed."""

AFTER_TWO = {"tranches.tranche_pay"}
"""Booked by one person once two others than the asker have approved it."""

SECOND_PERSON = {
    *("certifications.certification_certify", "certifications.certification_decline"),
    *("tranches.tranche_approve", "tranches.tranche_decline"),
    *("verification.verification_detail", "verification.verification_return"),
    *("proposals.proposal_confirm", "proposals.proposal_decline"),
    *("agreements.agreement_agree", "agreements.agreement_decline"),
    *("closing.closing_confirm", "closing.closing_decline", "signatures.signature_new"),
    *("repair.repair_confirm", "repair.repair_decline"),
    "life.step_new",
    "grievances.grievance_step",
}
"""Refused for whoever did the first half."""

OWN = {
    *("proposals.proposal_withdraw", "closing.closing_withdraw"),
    *("certifications.certification_withdraw", "tranches.tranche_withdraw"),
}
"""Taken back by whoever did the first half: nothing is booked."""

ALL = set().union(*ALONE.values(), PROPOSES, WITHIN_A_LIMIT, AFTER_TWO, SECOND_PERSON, OWN)
