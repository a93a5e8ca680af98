"""The application: `flask` finds create_app here. Configuration, pages and commands; nothing else."""

import os
from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

import core.accounts.cli
import core.accounts.labels
import core.backup.cli
import core.backup.labels
import core.cli
import core.jobs.cli
import grants.cli
import grants.exporting.job
import grants.labels
import grants.scopes
import grants.verification.labels
import household_groups.scopes
import reports.cli
import reports.closing.job
import reports.comparing.job
import reports.dossier.job
import reports.example
import reports.labels
import reports.making.kinds
from core.journal.settings import default_heads_file
from core.sentences import add_sentences
from core.views.administration import administration
from core.views.identity import identify
from core.views.jobs import jobs
from core.views.links import links
from core.views.memberships import memberships
from core.views.my_account import mine
from core.views.signing_in import accounts, ask_to_sign_in
from core.views.words import init_account_words
from core.web import static_files
from core.web.access import init_access
from core.web.codes import CodeConverter, NumberConverter
from core.web.compression import init_compression
from core.web.cookies import FormCookies
from core.web.engine import init_database
from core.web.error_pages import init_error_pages
from core.web.hashing import init_hashing
from core.web.headers import init_headers
from core.web.heads import init_heads
from core.web.i18n import init_i18n
from core.web.jobs import ROWS_AT_ONCE
from core.web.limits import LONGEST_REQUEST, init_limits
from core.web.pages import init_pages
from core.web.secret_key import kept_secret_key
from grants.views.ageing import ageing
from grants.views.agreements import agreements
from grants.views.amendment import amendment
from grants.views.approvals import approvals
from grants.views.bank_statements import bank_lines
from grants.views.certifications import certifications
from grants.views.clawback_steps import clawbacks
from grants.views.conflicts import conflicts
from grants.views.contributions import contributions
from grants.views.device_batches import device_batches
from grants.views.disbursement_arrivals import disbursements
from grants.views.documents import documents
from grants.views.due import life
from grants.views.duplicates import duplicates
from grants.views.evidence import evidence
from grants.views.expenditures import expenditures
from grants.views.fund_figures import funds
from grants.views.grievance_steps import grievances
from grants.views.households import households
from grants.views.impact_measuring import impact
from grants.views.integrity import integrity
from grants.views.limits import limits
from grants.views.matches import matches
from grants.views.meeting_entry import meetings
from grants.views.milestones import milestones
from grants.views.other_funding import other_funding
from grants.views.passbook import passbook
from grants.views.projects import projects
from grants.views.proposal_decisions import proposals
from grants.views.rates import rates
from grants.views.receipts import receipts
from grants.views.rematching import rematching
from grants.views.repair import repair
from grants.views.reversal import reversal
from grants.views.review_words import reviews
from grants.views.rows import rows
from grants.views.rule_proposals import rules
from grants.views.service import service
from grants.views.settlement import settlement
from grants.views.spending import spending
from grants.views.tranche_payments import tranches
from grants.views.variances import variances
from grants.views.verification import verification
from grants.views.waiting import waiting
from grants.views.why import why
from grants.views.workbook import workbook
from household_groups.views.communities import communities
from household_groups.views.groups import groups
from reports.views.audit import audit
from reports.views.board import board
from reports.views.charts import programmes
from reports.views.closing import closing
from reports.views.comparing import comparing
from reports.views.dossier import dossier
from reports.views.equity import equity
from reports.views.filling import filling
from reports.views.home import home_page
from reports.views.letters import letters
from reports.views.narrative import narrative
from reports.views.plotly_script import plotly
from reports.views.quarter import quarter
from reports.views.reviewing import samples
from reports.views.signatures import signatures
from reports.views.what_if_forms import what_if

BLUEPRINTS = (
    accounts,
    links,
    mine,
    administration,
    memberships,
    audit,
    home_page,
    plotly,
    programmes,
    quarter,
    closing,
    narrative,
    signatures,
    comparing,
    board,
    dossier,
    equity,
    filling,
    contributions,
    conflicts,
    device_batches,
    evidence,
    duplicates,
    funds,
    letters,
    life,
    limits,
    matches,
    meetings,
    approvals,
    grievances,
    households,
    integrity,
    jobs,
    repair,
    passbook,
    projects,
    communities,
    groups,
    proposals,
    agreements,
    amendment,
    reversal,
    rows,
    rules,
    settlement,
    rematching,
    receipts,
    rates,
    other_funding,
    expenditures,
    reviews,
    clawbacks,
    samples,
    spending,
    variances,
    bank_lines,
    disbursements,
    milestones,
    certifications,
    tranches,
    documents,
    impact,
    service,
    ageing,
    verification,
    what_if,
    waiting,
    why,
    workbook,
)


def create_app(**settings: object) -> Flask:
    """Hashar, with its settings from the environment; `settings` override them, as tests do.

    DATABASE_URL: by default SQLite in the instance folder. SECRET_KEY: by default one that is made once and kept
    there. TRUSTED_PROXIES: how many stand before the application. TRUSTED_HOSTS: the names of the site.
    JOBS_FOLDER, ROWS_AT_ONCE, MIGRATION_DATABASE_URL, HEADS_FILE, SMTP_URL, HEADS_MAIL_TO, MAIL_FROM, MAIL_FOLDER,
    SITE_URL: see docs/operating.md.
    """
    app = Flask(__name__, instance_relative_config=True, static_url_path=static_files.ADDRESS)
    app.config.from_mapping(
        DATABASE_URL=os.environ.get("DATABASE_URL") or f"sqlite:///{app.instance_path}/hashar.sqlite",
        MIGRATION_DATABASE_URL=os.environ.get("MIGRATION_DATABASE_URL"),
        SECRET_KEY=os.environ.get("SECRET_KEY"),
        TRUSTED_PROXIES=int(os.environ.get("TRUSTED_PROXIES") or 0),
        TRUSTED_HOSTS=os.environ.get("TRUSTED_HOSTS", "").replace(",", " ").split() or None,
        EVIDENCE_FOLDER=os.environ.get("EVIDENCE_FOLDER") or f"{app.instance_path}/evidence",
        JOBS_FOLDER=os.environ.get("JOBS_FOLDER") or f"{app.instance_path}/jobs",
        ROWS_AT_ONCE=int(os.environ.get("ROWS_AT_ONCE") or ROWS_AT_ONCE),
        HEADS_FILE=os.environ.get("HEADS_FILE"),
        HEADS_MAIL_TO=os.environ.get("HEADS_MAIL_TO"),
        SMTP_URL=os.environ.get("SMTP_URL"),
        MAIL_FROM=os.environ.get("MAIL_FROM"),
        MAIL_FOLDER=os.environ.get("MAIL_FOLDER"),
        SITE_URL=os.environ.get("SITE_URL"),
        MAX_CONTENT_LENGTH=LONGEST_REQUEST,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the browser is open: a form is filled in where the network is not
    )
    app.config.from_mapping(settings)
    instance = Path(app.instance_path)
    instance.mkdir(parents=True, exist_ok=True)
    if app.config["HEADS_FILE"] is None:
        app.config["HEADS_FILE"] = default_heads_file(app.config["DATABASE_URL"], app.instance_path)
    app.config["SECRET_KEY"] = app.config["SECRET_KEY"] or kept_secret_key(instance)
    if count := app.config["TRUSTED_PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    app.session_interface = FormCookies()
    app.url_map.converters.update(code=CodeConverter, int=NumberConverter)
    init_i18n(app)
    init_pages(app)
    init_account_words(app)
    init_database(app, str(app.config["DATABASE_URL"]), app.config["MIGRATION_DATABASE_URL"])
    init_heads(app)
    init_hashing(app)
    init_limits(app)
    init_access(app, identify, ask_to_sign_in)
    init_headers(app)
    static_files.init_static_files(app)
    init_compression(app)
    init_error_pages(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for labels in (
        core.accounts.labels,
        core.backup.labels,
        grants.labels,
        grants.verification.labels,
        reports.labels,
    ):
        add_sentences(labels.SENTENCES)
    for scopes in (household_groups.scopes, grants.scopes):
        scopes.register()
    for makers in (
        grants.exporting.job,
        reports.closing.job,
        reports.comparing.job,
        reports.dossier.job,
        reports.making.kinds,
    ):
        makers.register_jobs()
    for commands in (
        core.cli,
        core.accounts.cli,
        core.backup.cli,
        core.jobs.cli,
        grants.cli,
        reports.cli,
        reports.example,
    ):
        commands.register(app)
    return app
